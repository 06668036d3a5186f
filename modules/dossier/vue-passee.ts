import { type Agent, agentSelonLeJournal, autoriser } from '@ppn/habilitation';
import { refuser } from '@ppn/http';
import type { Etat } from './acces.ts';
import type { FaitQualifie, Personne, VueDossier } from './contract.ts';
import { plier, tribunalSaisi } from './domain/dossier.ts';
import { evenementsDe, type FaitLu, faitsDuDossier } from './evenements.ts';
import { fermeesPar, montrerPieces } from './pieces-vues.ts';
import type { PortsDossier } from './ports.ts';
import { decisionsVues, fichierDe, incidentVu, receptionVue } from './vue.ts';

/** Une vue passee : l'instant (ISO 8601, heure d'enregistrement), et le matricule dont on prend les yeux. */
export type Passe = { readonly au: string; readonly par: string | undefined };

/**
 * Le dossier tel que ce service l'avait enregistre a un instant, replie depuis ses faits. Le lecteur d'aujourd'hui garde
 * ses droits d'aujourd'hui : une piece annulee depuis reste fermee a qui ne lit plus les pieces classees au greffe.
 */
export async function vueAu(
  ports: PortsDossier,
  actuel: Etat,
  lecteur: Agent,
  { au, par }: Passe,
): Promise<VueDossier> {
  const { idj } = actuel;
  const limite = Date.parse(au);
  if (limite > ports.maintenant().getTime() + TOLERANCE_MS)
    throw refuser(
      422,
      'date-a-venir',
      'Choisissez une date passée : le dossier de demain n’existe pas encore.',
    );
  const faits = await faitsDuDossier(ports.db, idj, ({ enregistreA }) => Date.parse(enregistreA) <= limite);
  const etat = plier<Personne, FaitQualifie>(await evenementsDe(ports.db, idj, faits, ports));
  if (!etat)
    throw refuser(
      404,
      'dossier-absent-a-cette-date',
      'À cette date, ce service ne connaissait pas encore ce dossier.',
    );
  const yeux = par === undefined ? undefined : await yeuxDe(ports, par, etat, au);
  const saisi = { unite: actuel.unite.code, juridiction: actuel.juridiction?.code ?? null };
  const instant = new Date(limite);
  const [pieces, fichiers, incidents, plis] = await Promise.all([
    ports.db
      .selectFrom('piece')
      .selectAll()
      .where('idj', '=', idj)
      .where('versee', '<=', instant)
      .orderBy('rang')
      .execute(),
    ports.db
      .selectFrom('fichier')
      .selectAll()
      .where('idj', '=', idj)
      .where('depose_a', '<=', instant)
      .orderBy('depose_a')
      .execute(),
    ports.db
      .selectFrom('incident')
      .selectAll()
      .where('idj', '=', idj)
      .where('constate_a', '<=', instant)
      .orderBy('constate_a')
      .execute(),
    ports.plisDe(idj),
  ]);
  const scelles = new Set(pieces.map(({ id }) => id));
  const fermees = new Set([
    ...fermeesPar(actuel, autoriser(lecteur, 'lire-retirees', saisi).ok),
    ...(yeux ? fermeesPar(etat, yeux.litLesRetirees) : []),
  ]);
  return {
    idj: etat.idj as VueDossier['idj'],
    alias: [...etat.alias],
    intitule: etat.intitule,
    cadre: etat.cadre as VueDossier['cadre'],
    unite: { ...etat.unite, lignes: [...etat.unite.lignes] },
    juridiction: etat.juridiction,
    ouverteA: etat.ouverteA,
    etat: etat.etat,
    personnes: [...etat.personnes],
    faits: [...etat.faits],
    enCours: [],
    pieces: montrerPieces(pieces, { etat, fermees, enAttente: await ports.actesEnAttente(idj) }),
    fichiers: fichiers
      .filter(({ id }) => !fermees.has(id))
      .map((fichier) => fichierDe(fichier, scelles.has(fichier.id))),
    plis: plis.flatMap(({ accuseEmpreinte: _, ...pli }) => pliAu(pli, faits, limite)),
    decisions: decisionsVues(etat),
    ...receptionVue(etat),
    incidents: incidents.map(incidentVu),
    peut: [],
    instant: { au: instant.toISOString(), par: yeux?.personne ?? null },
  };
}

/** L'horloge du poste peut avancer un peu sur celle du service. */
const TOLERANCE_MS = 60_000;

type Yeux = {
  readonly personne: NonNullable<NonNullable<VueDossier['instant']>['par']>;
  readonly litLesRetirees: boolean;
};

/** Les droits d'une personne a cet instant : sa qualite d'alors, les rattachements du dossier d'alors. */
async function yeuxDe(ports: PortsDossier, matricule: string, etat: Etat, au: string): Promise<Yeux> {
  const journal = await agentSelonLeJournal(ports.db, matricule, au);
  const annuaire = ports.agent(matricule);
  const alors = journal
    ? { nom: journal.nom, qualite: journal.qualite, rattachement: { code: journal.rattachement } }
    : annuaire && { ...annuaire, nom: `${annuaire.prenom} ${annuaire.nom}` };
  if (!alors)
    throw refuser(404, 'personne-inconnue', 'Cette personne n’est ni au journal des accès ni à l’annuaire.');
  const saisi = {
    unite: etat.unite.code,
    juridiction: etat.juridiction?.code ?? null,
    tribunalSaisi: tribunalSaisi(etat),
  };
  const agent = { service: ports.service, qualite: alors.qualite, rattachement: alors.rattachement };
  if (!autoriser(agent, 'consulter', saisi).ok)
    throw refuser(
      409,
      'sans-acces-a-cette-date',
      `À cette date, ${alors.nom} n’avait pas accès à ce dossier : il ne relevait pas de son service.`,
    );
  return {
    personne: { matricule, nom: alors.nom, qualite: alors.qualite, preuve: journal ? 'journal' : 'annuaire' },
    litLesRetirees: autoriser(agent, 'lire-retirees', saisi).ok,
  };
}

type PliVu = VueDossier['plis'][number];

/** Un pli tel qu'on le savait : parti s'il l'etait, accuse ou refuse si le fait etait deja enregistre. */
function pliAu(pli: PliVu, faits: readonly FaitLu[], limite: number): readonly PliVu[] {
  if (pli.sens === 'recu')
    return faits.some(({ fait }) => fait.type === 'pli-recu' && fait.donnees.pli === pli.id) ? [pli] : [];
  if (Date.parse(pli.emisA) > limite) return [];
  const sort = faits.find(
    ({ fait }) => (fait.type === 'pli-accuse' || fait.type === 'pli-refuse') && fait.donnees.pli === pli.id,
  );
  return sort
    ? [pli]
    : [{ ...pli, etat: 'en-attente', accuseA: null, motifs: [], tentatives: 0, derniereErreur: null }];
}
