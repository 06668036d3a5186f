import type { Croissance } from './croissance.ts';
import type { MesuresDuJournal } from './journal.ts';
import type { VerificationDeDossier } from './dossier.ts';
import type { MesureDesMessages } from './messages.ts';
import type { Passage } from './passage.ts';
import type { Scellement } from './scellement.ts';
import type { MesureDuTableau } from './tableau.ts';
import type { Temoins } from './temoins.ts';
import { arrondi } from './statistiques.ts';

/** Ce qui se mesure, partie par partie. */
export type Resultats = {
  readonly temoins: Temoins;
  readonly journal: MesuresDuJournal;
  readonly scellement: Scellement;
  readonly dossier: VerificationDeDossier;
  readonly passages: readonly Passage[];
  readonly messages: MesureDesMessages;
  readonly tableau: MesureDuTableau;
  readonly croissance: {
    readonly actes: readonly [petite: number, grande: number];
    readonly remplissage: string;
    readonly operations: readonly Croissance[];
  };
};

/** Ce qu'une execution a mesure, et ou ; ecrit tel quel dans le JSON. */
export type Mesures = Partial<Resultats> & {
  readonly faiteA: string;
  readonly revision: string;
  readonly machine: {
    readonly coeurs: number;
    readonly processeur: string;
    readonly node: string;
    readonly charge: readonly number[];
  };
  readonly rapide: boolean;
  readonly dureeS: number;
};

/** Objectifs du projet. */
export const OBJECTIFS = {
  actesSurDeuxCoeurs: 40,
  passageP95Ms: 1_000,
  passageOffert: 20,
  tableauP95Ms: 1_000,
  messageP95Ms: 1_000,
  croissance: 1.2,
  padesParCoeur: 500,
  verificationS: 10,
  verificationPieces: 1_000,
  preuveMs: 20,
  cpuParFaitMs: 1,
} as const;

/** Operations tenues par l'objectif de croissance : la recherche est mesuree a part. */
const SOUS_OBJECTIF = /^(?!Recherche)/;

/** Le compte rendu, en Markdown lisible au terminal. */
export function compteRendu(mesures: Mesures): string {
  const { machine, revision, faiteA, dureeS } = mesures;
  return [
    `Mesures du ${faiteA.slice(0, 10)}, révision ${revision}, ${machine.coeurs} cœurs (${machine.processeur}), Node ${machine.node}`,
    `Charge moyenne de la machine avant et après : ${machine.charge.join(' → ')} ; durée ${dureeS} s`,
    ...[...tables(mesures)].flatMap((table) => ['', ...table]),
    '',
  ].join('\n');
}

function* tables({
  temoins,
  scellement,
  passages,
  croissance,
  dossier,
  journal,
  messages,
  tableau,
}: Partial<Resultats>): Generator<readonly string[]> {
  if (scellement && temoins) yield tableDuScellement(scellement, temoins);
  if (passages) yield tableDesPassages(passages);
  if (croissance) yield tableDeCroissance(croissance);
  if (journal) yield tableDuJournal(journal);
  if (dossier) yield tableDuDossier(dossier);
  if (messages) yield tableDesMessages(messages);
  if (tableau) yield tableDuTableau(tableau);
}

function tableDuScellement(scellement: Scellement, temoins: Temoins): readonly string[] {
  const { cpuParActe, parCoeur, deuxCoeurs, parSeconde } = scellement;
  return [
    '### 1. Actes scellés (PDF/A-3a, acte.json, PAdES-B-T, objet chiffré, transaction)',
    '',
    '| Mesure | Valeur | Rapport |',
    '|---|---|---|',
    ligne(
      'Actes par seconde, horloge murale, machine chargée comme dite',
      `${fr(parSeconde)} /s`,
      verdict(parSeconde >= OBJECTIFS.actesSurDeuxCoeurs, `objectif ${OBJECTIFS.actesSurDeuxCoeurs}`),
    ),
    ligne(
      'Actes par seconde de deux cœurs (temps de processeur, tout compris)',
      `${fr(deuxCoeurs)} /s`,
      verdict(deuxCoeurs >= OBJECTIFS.actesSurDeuxCoeurs, `objectif ${OBJECTIFS.actesSurDeuxCoeurs}`),
    ),
    ligne(
      'Actes par seconde et par cœur (service et PostgreSQL)',
      `${fr(parCoeur)} /s`,
      `${fr(arrondi((parCoeur / temoins.typst) * 100))} % de la composition seule`,
    ),
    ligne(
      'Processeur par acte : service, PostgreSQL, banc',
      `${fr(cpuParActe.service)} + ${fr(cpuParActe.postgres)} + ${fr(cpuParActe.banc)} ms`,
      '',
    ),
    ligne(
      `PAdES-B-T seul, PDF de ${Math.round(temoins.pades.octets / 1000)} Ko, clé P-256 logicielle, par cœur`,
      `${fr(temoins.pades.parCoeur)} /s/cœur`,
      `${verdict(temoins.pades.parCoeur >= OBJECTIFS.padesParCoeur, `objectif ${OBJECTIFS.padesParCoeur}`)}${temoins.opensslEcdsa === undefined ? '' : ` ; openssl speed : ${fr(arrondi(temoins.opensslEcdsa / temoins.pades.parCoeur, 0))} fois`}`,
    ),
    ligne('Témoin : composition PDF/A-3a seule (Typst)', `${fr(temoins.typst)} /s/cœur`, '100 %'),
    ligne(
      'Témoin : signature ECDSA P-256, node:crypto',
      `${fr(temoins.nodeEcdsa)} /s/cœur`,
      `${fr(arrondi(temoins.nodeEcdsa / parCoeur, 0))} fois un acte`,
    ),
    ligne(
      'Témoin : openssl speed ecdsap256',
      temoins.opensslEcdsa === undefined ? 'openssl absent' : `${fr(temoins.opensslEcdsa)} /s/cœur`,
      temoins.opensslEcdsa === undefined
        ? ''
        : `${fr(arrondi(temoins.opensslEcdsa / parCoeur, 0))} fois un acte`,
    ),
  ];
}

function tableDesPassages(passages: readonly Passage[]): readonly string[] {
  return [
    '### 2. Passage Intérieur → Justice, un acte par pli (ms depuis la demande de transmission)',
    '',
    '| Débit offert | Plis | Visible chez Justice p50 / p95 / p99 | Accusé à l’Intérieur p50 / p95 / p99 | Obtenu | Processeur par pli : Intérieur + Justice + PostgreSQL | |',
    '|---|---|---|---|---|---|---|',
    ...passages.map(
      ({ offert, plis, integration, accuse, obtenu, cpuParPli, manquants }) =>
        `| ${offert} /s | ${plis} | ${integration.p50} / ${integration.p95} / ${integration.p99} | ${accuse.p50} / ${accuse.p95} / ${accuse.p99} | ${fr(obtenu)} /s | ${fr(cpuParPli.interieur)} + ${fr(cpuParPli.justice)} + ${fr(cpuParPli.postgres)} ms | ${manquants > 0 ? `${manquants} manquants` : offert === OBJECTIFS.passageOffert ? verdict(integration.p95 < OBJECTIFS.passageP95Ms, 'objectif p95 < 1 s') : ''} |`,
    ),
  ];
}

function tableDeCroissance({ actes, remplissage, operations }: Resultats['croissance']): readonly string[] {
  return [
    `### 3. Croissance du coût, de ${fr(actes[0])} à ${fr(actes[1])} actes en base`,
    '',
    remplissage,
    '',
    '| Opération | Processeur (ms) | Horloge (ms) | Rapport | |',
    '|---|---|---|---|---|',
    ...operations.map(
      ({ operation, cpuMs, murMs, rapport }) =>
        `| ${operation} | ${fr(cpuMs[0])} → ${fr(cpuMs[1])} | ${fr(murMs[0])} → ${fr(murMs[1])} | ${fr(rapport)} | ${SOUS_OBJECTIF.test(operation) ? verdict(rapport <= OBJECTIFS.croissance, 'objectif 1,2') : 'hors objectif'} |`,
    ),
  ];
}

function tableDuTableau(mesure: MesureDuTableau): readonly string[] {
  const { mesures, ecrans, offert, changements, vu, ouverture, cpuParChangement, manquants } = mesure;
  return [
    '### 7. Tableau des gardes à vue (ms, de la touche de l’OPJ à l’arrivée sur chaque écran de la Justice)',
    '',
    '| Mesures vivantes, écrans ouverts | Débit offert, changements | Vu p50 / p95 / p99 | Ouverture du tableau p50 / p95 | Processeur par changement, tous écrans : Intérieur + Justice + PostgreSQL | |',
    '|---|---|---|---|---|---|',
    `| ${fr(mesures)}, ${fr(ecrans)} | ${offert} /s, ${changements} | ${vu.p50} / ${vu.p95} / ${vu.p99} | ${ouverture.p50} / ${ouverture.p95} (${fr(arrondi(ouverture.octets / 1_000_000))} Mo) | ${fr(cpuParChangement.interieur)} + ${fr(cpuParChangement.justice)} + ${fr(cpuParChangement.postgres)} ms | ${manquants > 0 ? `${manquants} manquants` : verdict(vu.p95 < OBJECTIFS.tableauP95Ms, 'objectif p95 < 1 s')} |`,
  ];
}

function tableDesMessages(mesure: MesureDesMessages): readonly string[] {
  const { offert, messages, fils, visible, cpuParMessage, manquants } = mesure;
  return [
    '### 6. Messages Intérieur → Justice (ms, de l’envoi à la lecture par le magistrat prévenu en direct)',
    '',
    '| Débit offert | Messages, fils | Visible p50 / p95 / p99 | Processeur par message : Intérieur + Justice + PostgreSQL | |',
    '|---|---|---|---|---|',
    `| ${offert} /s | ${messages}, ${fils} | ${visible.p50} / ${visible.p95} / ${visible.p99} | ${fr(cpuParMessage.interieur)} + ${fr(cpuParMessage.justice)} + ${fr(cpuParMessage.postgres)} ms | ${manquants > 0 ? `${manquants} manquants` : verdict(visible.p95 < OBJECTIFS.messageP95Ms, 'objectif p95 < 1 s')} |`,
  ];
}

function tableDuJournal(journal: MesuresDuJournal): readonly string[] {
  const { faits, feuillesParSeconde, cpuParFaitMs, auditeesParSeconde, preuves } = journal;
  return [
    '### 4. Journal de preuve',
    '',
    '| Mesure | Valeur | |',
    '|---|---|---|',
    ligne(
      `Feuilles scellées (${fr(faits)} faits, points signés compris)`,
      `${fr(feuillesParSeconde)} /s`,
      '',
    ),
    ligne(
      'Processeur du service par fait',
      `${cpuParFaitMs.toLocaleString('fr-FR', { maximumFractionDigits: 3 })} ms`,
      verdict(cpuParFaitMs <= OBJECTIFS.cpuParFaitMs, `objectif ${OBJECTIFS.cpuParFaitMs} ms`),
    ),
    ligne('Feuilles recomparées par l’audit', `${fr(auditeesParSeconde)} /s`, ''),
    ...preuves.map(({ taille, inclusionP50, inclusionP95, coherenceP50, coherenceP95 }) =>
      ligne(
        `Preuve à ${fr(taille)} feuilles, p50 / p95 : inclusion ; cohérence`,
        `${fr(inclusionP50)} / ${fr(inclusionP95)} ms ; ${fr(coherenceP50)} / ${fr(coherenceP95)} ms`,
        verdict(
          Math.max(inclusionP95, coherenceP95) < OBJECTIFS.preuveMs,
          `objectif ${OBJECTIFS.preuveMs} ms`,
        ),
      ),
    ),
  ];
}

function tableDuDossier({
  pieces,
  tailleMio,
  exportS,
  commande,
  page,
}: VerificationDeDossier): readonly string[] {
  const objectif = (OBJECTIFS.verificationS * pieces) / OBJECTIFS.verificationPieces;
  const juger = (deuxCoeursS: number): string =>
    pieces < OBJECTIFS.verificationPieces
      ? 'trop peu de pièces pour juger : le démarrage domine'
      : verdict(deuxCoeursS < objectif, `objectif ${fr(objectif)} s`);
  return [
    `### 5. Vérification hors ligne d’un dossier de ${fr(pieces)} pièces (${fr(tailleMio)} Mio)`,
    '',
    '| Mesure | Valeur | |',
    '|---|---|---|',
    ligne('`npm run verify`, horloge murale, machine chargée comme dite', `${fr(commande.murS)} s`, ''),
    ligne(`La commande, ${DEUX_COEURS}`, `${fr(commande.deuxCoeursS)} s`, juger(commande.deuxCoeursS)),
    ligne(
      'La page HTML, dans Chromium, horloge murale',
      `${fr(page.murS)} s`,
      `${fr(arrondi(page.murS / commande.murS))} fois la commande`,
    ),
    ligne(`La page, ${DEUX_COEURS}`, `${fr(page.deuxCoeursS)} s`, juger(page.deuxCoeursS)),
    ligne('Export par le service, du clic au dernier octet', `${fr(exportS)} s`, ''),
  ];
}

const DEUX_COEURS = 'deux cœurs libres (temps de processeur, tout compris, partagé en deux)';

const ligne = (...cellules: readonly string[]): string => `| ${cellules.join(' | ')} |`;
const verdict = (tenu: boolean, objectif: string): string => `${objectif} : ${tenu ? 'tenu' : 'non tenu'}`;
const fr = (nombre: number): string => nombre.toLocaleString('fr-FR');
