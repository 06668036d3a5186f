import { enCsv, horodate, horodateEnFrancais } from '@ppn/core';
import { type Etat, vueDuDossier } from '@ppn/dossier';
import type { Agent } from '@ppn/habilitation';
import type { Inventaire } from '../contract.ts';
import { dresserLInventaire } from '../domain/inventaire.ts';
import type { PortsGreffe } from '../ports.ts';
import { cotesDe, seriesDe } from './coter.ts';

/** L'inventaire que cet agent, deja autorise, peut voir : un acte retire garde sa ligne et sa cote. */
export async function lireLInventaire(
  { dossier }: PortsGreffe,
  etat: Etat,
  agent: Agent,
): Promise<Inventaire> {
  const [{ pieces }, cotes] = await Promise.all([
    vueDuDossier(dossier, etat, agent),
    cotesDe(dossier.db, etat.idj),
  ]);
  const coteDe = new Map(cotes.map(({ piece, cote }) => [piece, cote]));
  const series = seriesDe(etat);
  const lettres = series.map(({ lettre }) => lettre);
  return {
    series: series.map(({ lettre, libelle }) => ({ lettre, libelle })),
    lignes: dresserLInventaire(pieces, cotes, lettres).map(({ piece, cote, certifiee }) => ({
      piece: piece.id,
      cote,
      serie: coteDe.get(piece.id)?.serie ?? null,
      rang: coteDe.get(piece.id)?.numero ?? null,
      certifiee,
      genre: piece.genre,
      numero: piece.numero,
      titre: piece.titre,
      pages: piece.pages,
      versee: piece.versee,
      taille: piece.taille,
      empreinte: piece.empreinte,
      retrait: piece.retrait,
    })),
  };
}

/** L'inventaire en CSV (UTF-8 avec marque, point-virgule). */
export const inventaireEnCsv = ({ lignes }: Inventaire): string =>
  enCsv([
    ['Cote', 'Certifiée', 'N° de pièce', 'Titre', 'Pages', 'Versée le', 'Octets', 'SHA-256', 'Retrait'],
    ...lignes.map((ligne) => [
      ligne.cote,
      ligne.certifiee ? 'oui' : 'non',
      ligne.numero,
      ligne.titre,
      ligne.pages ?? '',
      ligne.versee,
      ligne.taille,
      ligne.empreinte,
      retraitEnMots(ligne.retrait),
    ]),
  ]);

const retraitEnMots = (retrait: Inventaire['lignes'][number]['retrait']): string =>
  retrait === null ? '' : `retirée par la pièce ${retrait.ordre.numero} (art. ${retrait.article})`;

/** L'inventaire en PDF/A, serie par serie. */
export function imprimerLInventaire(
  { dossier, composer }: PortsGreffe,
  etat: Etat,
  agent: Agent,
  { series, lignes }: Inventaire,
): Promise<Uint8Array> {
  const etabliA = horodate(dossier.maintenant().toISOString(), etat.unite.zone);
  const entetes = ['Cote', 'Pièce', 'Versée le', 'SHA-256'];
  const tableau = (choisies: Inventaire['lignes']) => ({
    type: 'tableau' as const,
    entetes,
    lignes: choisies.map((ligne) => [
      ligne.cote === '' ? 'non cotée' : ligne.cote,
      [ligne.titre, retraitEnMots(ligne.retrait)].filter((texte) => texte !== '').join(' — '),
      enFrancais(ligne.versee, etat.unite.zone),
      ligne.empreinte,
    ]),
  });
  const groupes = [
    ...series.map(({ lettre, libelle }) => ({
      titre: `${lettre}. ${libelle}`,
      choisies: lignes.filter(({ cote }) => cote.startsWith(lettre)),
    })),
    { titre: 'Pièces non cotées', choisies: lignes.filter(({ cote }) => cote === '') },
  ].filter(({ choisies }) => choisies.length > 0);
  const certifiees = lignes.filter(({ certifiee }) => certifiee).length;
  return composer({
    titre: 'Inventaire du dossier',
    enTete: ['Ministère de la Justice', agent.rattachement.libelle],
    reference: `${etat.idj} · inventaire · ${etat.enregistrement?.numero ?? etat.alias[0]?.numero ?? ''}`,
    etabliA,
    blocs: [
      {
        type: 'champs',
        champs: [
          { libelle: 'Dossier', valeur: etat.idj },
          { libelle: 'Pièces', valeur: `${lignes.length}, dont ${certifiees} de cote certifiée` },
          { libelle: 'Établi le', valeur: horodateEnFrancais(etabliA) },
        ],
      },
      ...groupes.flatMap(({ titre, choisies }) => [
        { type: 'titre' as const, niveau: 2 as const, texte: titre },
        tableau(choisies),
      ]),
    ],
    images: new Map(),
    jointes: [],
    signataires: [],
  });
}

const enFrancais = (instant: string, zone: string): string => horodateEnFrancais(horodate(instant, zone));
