import { sql } from 'kysely';
import { type EtatDossier, evoluer, plier } from './domain/dossier.ts';
import { evenementDe, evenementsDe, faitsDuDossier, garderVerse, verseDe } from './evenements.ts';
import { type FaitDossier, idjDuFlux } from './faits.ts';
import type { FaitQualifie, Personne, RecepisseVerse } from './contract.ts';
import { texteCherche } from './domain/recherche.ts';
import type { ActeLu, PortsDossier, Tx } from './ports.ts';

type Etat = EtatDossier<Personne, FaitQualifie>;

/** Un fait du journal, tel que la projection le lit. `a` : instant d'enregistrement ISO 8601 ; `version` : rang dans son flux. */
export type FaitAProjeter = {
  readonly flux: string;
  readonly a: string;
  readonly version: number;
  readonly fait: FaitDossier;
};

type PortsDeProjection = Pick<
  PortsDossier,
  | 'lireActe'
  | 'titreDe'
  | 'resumerDecision'
  | 'resumerMention'
  | 'resumerJugement'
  | 'resumerRenvoi'
  | 'service'
>;

/** Applique un fait aux projections. La meme fonction sert a chaud et a la reconstruction. */
export async function projeter(
  tx: Tx,
  { flux, a, version, fait }: FaitAProjeter,
  ports: PortsDeProjection,
): Promise<void> {
  const idj = idjDuFlux(flux);
  if (fait.type === 'incident-constate')
    return projeterIncident(tx, { idj: idj ?? null, a, incident: fait.donnees, service: ports.service });
  if (idj === undefined) return;
  if (fait.type === 'acte-archive') return projeterArchive(tx, idj, fait.donnees);
  if (fait.type === 'copie-preparee') return;
  if (fait.type === 'piece-reservee') return projeterReserve(tx, idj, fait.donnees);
  if (fait.type === 'piece-occultee') return projeterOccultation(tx, idj, a, fait.donnees);
  if (fait.type === 'recepisse-verse') return projeterRecepisse(tx, idj, a, fait.donnees);
  if (fait.type === 'cotes-attribuees') return projeterCotes(tx, idj, fait.donnees.cotes);
  if (fait.type === 'cotation-certifiee') return projeterCertification(tx, idj, a, fait.donnees.cotes);
  if (fait.type === 'piece-retiree') return replier(tx, idj, version, ports);
  const scelle = fait.type === 'acte-scelle' || fait.type === 'acte-recu' ? fait.donnees : undefined;
  const acte = scelle && (await ports.lireActe(scelle.empreinte));
  const verse = acte && verseDe(acte, ports);
  const ancien = await tx.selectFrom('dossier').select('contenu').where('idj', '=', idj).executeTakeFirst();
  const evenement = evenementDe(fait, a, verse);
  const etat = evenement && evoluer<Personne, FaitQualifie>(ancien?.contenu as Etat | undefined, evenement);
  if (etat) await ecrireEtat(tx, etat);
  if (fait.type === 'minute-inscrite') await inscrireAuxMinutes(tx, idj, a, fait.donnees);
  if (fait.type === 'procedure-enregistree' && ports.service === 'justice')
    await inscrireAuBureauDOrdre(tx, idj, a, fait.donnees);
  if (verse) await garderVerse(tx, verse);
  if (acte && scelle) await ecrirePieces(tx, acte, a, scelle, ports);
}

/** Un acte archive garde son original ; le PDF augmente s'y ajoute. Le plus recent fait foi. */
async function projeterArchive(
  tx: Tx,
  idj: string,
  { acteId, archive, jusqua }: Extract<FaitDossier, { type: 'acte-archive' }>['donnees'],
): Promise<void> {
  await tx
    .updateTable('piece')
    .set({ archive, archive_jusqua: jusqua })
    .where('idj', '=', idj)
    .where('id', '=', acteId)
    .execute();
}

type CotesDuFait = Extract<FaitDossier, { type: 'cotes-attribuees' }>['donnees']['cotes'];

/** Deux pieces qui echangent leurs cotes : toutes s'effacent avant d'etre reecrites. */
async function projeterCotes(tx: Tx, idj: string, cotes: CotesDuFait): Promise<void> {
  if (cotes.length === 0) return;
  const pieces = cotes.map(({ piece }) => piece);
  await tx.deleteFrom('cote').where('idj', '=', idj).where('piece', 'in', pieces).execute();
  await tx
    .insertInto('cote')
    .values(cotes.map(({ piece, serie, numero }) => ({ idj, piece, serie, numero })))
    .execute();
}

const projeterCertification = async (tx: Tx, idj: string, a: string, cotes: CotesDuFait): Promise<void> =>
  void (await tx
    .updateTable('cote')
    .set({ certifiee_a: a })
    .where('idj', '=', idj)
    .where(
      'piece',
      'in',
      cotes.map(({ piece }) => piece),
    )
    .execute());

/** Le registre du bureau d'ordre : un rang par serie et par dossier ; un complement n'en prend pas d'autre. */
const inscrireAuBureauDOrdre = async (
  tx: Tx,
  idj: string,
  a: string,
  { juridiction, annee, rang, numero }: Extract<FaitDossier, { type: 'procedure-enregistree' }>['donnees'],
): Promise<void> =>
  void (await tx
    .insertInto('bureau_d_ordre')
    .values({ juridiction: juridiction.code, annee, rang, numero, idj, enregistre_a: a })
    .onConflict((conflit) => conflit.column('idj').doNothing())
    .execute());

/** Le registre des minutes : un rang par chambre et par annee. */
const inscrireAuxMinutes = async (
  tx: Tx,
  idj: string,
  a: string,
  {
    acteId,
    juridiction,
    chambre,
    annee,
    rang,
    numero,
  }: Extract<FaitDossier, { type: 'minute-inscrite' }>['donnees'],
): Promise<void> =>
  void (await tx
    .insertInto('minute')
    .values({
      juridiction: juridiction.code,
      chambre,
      annee,
      rang,
      numero,
      idj,
      acte_id: acteId,
      inscrite_a: a,
    })
    .onConflict((conflit) => conflit.column('acte_id').doNothing())
    .execute());

const projeterReserve = async (
  tx: Tx,
  idj: string,
  { piece, motif }: Extract<FaitDossier, { type: 'piece-reservee' }>['donnees'],
): Promise<void> =>
  void (await tx
    .updateTable('piece')
    .set({ reserve: motif })
    .where('idj', '=', idj)
    .where('id', '=', piece)
    .execute());

const projeterOccultation = async (
  tx: Tx,
  idj: string,
  a: string,
  { piece, ...valeurs }: Extract<FaitDossier, { type: 'piece-occultee' }>['donnees'],
): Promise<void> =>
  void (await tx
    .insertInto('occultation')
    .values({ idj, piece, ...valeurs, faite_a: a })
    .onConflict((conflit) => conflit.columns(['idj', 'piece']).doUpdateSet({ ...valeurs, faite_a: a }))
    .execute());

const projeterRecepisse = async (tx: Tx, idj: string, a: string, recepisse: RecepisseVerse): Promise<void> =>
  void (await tx
    .insertInto('recepisse')
    .values({
      idj,
      empreinte: recepisse.empreinte,
      taille: recepisse.taille,
      verse_a: a,
      donnees: JSON.stringify(recepisse),
    })
    .onConflict((conflit) => conflit.columns(['idj', 'empreinte']).doNothing())
    .execute());

/** Un retrait change ce que les actes passes apportent : l'etat se refait depuis le premier fait. */
async function replier(tx: Tx, idj: string, jusqua: number, ports: PortsDeProjection): Promise<void> {
  const faits = await faitsDuDossier(tx, idj, ({ version }) => version <= jusqua);
  const etat = plier(await evenementsDe(tx, idj, faits, ports));
  if (etat) await ecrireEtat(tx, etat);
}

async function ecrireEtat(tx: Tx, etat: Etat): Promise<void> {
  const ligne = {
    unite: etat.unite.code,
    juridiction: etat.juridiction?.code ?? null,
    etat: etat.etat,
    maj_a: etat.majA,
    contenu: JSON.stringify(etat),
    scellee: texteCherche({
      identifiants: [etat.idj, ...etat.alias.map(({ numero }) => numero), etat.intitule],
      ...etat,
    }),
  };
  const saisie = sql<string>`coalesce((select recherche from saisie where idj = ${etat.idj}), '')`;
  await tx
    .insertInto('dossier')
    .values({ idj: etat.idj, ...ligne, saisie })
    .onConflict((conflit) => conflit.column('idj').doUpdateSet(ligne))
    .execute();
}

type Scelle = Extract<FaitDossier, { type: 'acte-scelle' | 'acte-recu' }>['donnees'];

async function ecrirePieces(
  tx: Tx,
  acte: ActeLu,
  a: string,
  scelle: Scelle,
  ports: Pick<PortsDossier, 'titreDe'>,
): Promise<void> {
  const rang = (suite: number) =>
    sql<number>`(select coalesce(max(rang), 0) from piece where idj = ${acte.idj}) + ${suite}`;
  const commun = { idj: acte.idj, numero: acte.numero, versee: a };
  const pieces = [
    {
      ...commun,
      id: acte.acteId,
      rang: rang(1),
      genre: 'acte' as const,
      titre: ports.titreDe(acte.type),
      type: acte.type,
      type_mime: 'application/pdf',
      taille: scelle.taille,
      empreinte: scelle.empreinte,
      pages: scelle.pages,
      acte_id: null,
      signataires: JSON.stringify(scelle.signataires),
      apercu: null,
    },
    ...acte.jointes.map((jointe, index) => ({
      ...commun,
      id: jointe.id,
      rang: rang(2 + index),
      genre: 'fichier' as const,
      titre: jointe.nom,
      type: jointe.famille,
      type_mime: jointe.typeMime,
      taille: jointe.taille,
      empreinte: jointe.empreinte,
      pages: null,
      acte_id: acte.acteId,
      signataires: '[]',
      apercu: jointe.apercu,
    })),
  ];
  await tx
    .insertInto('piece')
    .values(pieces)
    .onConflict((conflit) => conflit.columns(['idj', 'id']).doNothing())
    .execute();
}

type IncidentAProjeter = {
  readonly idj: string | null;
  readonly a: string;
  readonly incident: Extract<FaitDossier, { type: 'incident-constate' }>['donnees'];
  readonly service: PortsDossier['service'];
};

/** L'objet altere chez l'autre ministere ne dit rien de la copie d'ici : l'incident se voit, la piece reste lisible. */
async function projeterIncident(tx: Tx, { idj, a, incident, service }: IncidentAProjeter): Promise<void> {
  await tx
    .insertInto('incident')
    .values({
      id: incident.id,
      idj,
      constate_a: a,
      constate_par: incident.constatePar,
      code: incident.code,
      phrase: incident.phrase,
      piece: incident.piece,
    })
    .onConflict((conflit) => conflit.column('id').doNothing())
    .execute();
  if (
    idj !== null &&
    incident.piece !== null &&
    incident.code === 'objet-altere' &&
    incident.constatePar === service
  )
    await tx
      .updateTable('piece')
      .set({ integre: false })
      .where('idj', '=', idj)
      .where('empreinte', '=', incident.piece)
      .execute();
}
