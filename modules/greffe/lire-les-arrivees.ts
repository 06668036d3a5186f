import type { Etat, PortsDossier, TablesDuDossier } from '@ppn/dossier';
import type { Agent } from '@ppn/habilitation';
import { type Selectable, sql } from 'kysely';
import type { Arrivee } from './contract.ts';
import { type ArriveeAControler, controler } from './domain/controler.ts';
import { montrerUneArrivee } from './montrer.ts';
import type { PortsGreffe } from './ports.ts';

/** Arrivees rendues d'un coup. */
const LISTE_MAX = 100;

type Demandee = 'a-trier' | 'mise-de-cote' | 'traitees';
type Lecture = {
  readonly arrivees: Arrivee[];
  readonly tronquee: boolean;
  readonly comptes: { readonly aTrier: number; readonly miseDeCote: number };
};

/** Ce qui est arrive a la juridiction de l'agent, deja controle : quatre requetes, quel que soit le nombre d'arrivees. */
export async function lireLesArrivees(
  { dossier: ports, juridictions }: PortsGreffe,
  agent: Agent,
  sort: Demandee,
): Promise<Lecture> {
  const { code } = agent.rattachement;
  const lignes = await lignesDe(ports, code, sort);
  const tronquee = lignes.splice(LISTE_MAX).length > 0;
  const etats = lignes.map(({ contenu }) => contenu as Etat);
  const [regards, comptes] = await Promise.all([regarder(ports, code, etats), compter(ports, code)]);
  const connue = juridictions.some((juridiction) => juridiction.code === code);
  const arrivees = etats.flatMap((etat) => {
    const regard = regards(etat, connue);
    return etat.arrivee ? [montrerUneArrivee(etat, etat.arrivee, regard, controler(regard))] : [];
  });
  return { arrivees, tronquee, comptes };
}

const lignesDe = ({ db }: PortsDossier, code: string, sort: Demandee) =>
  db
    .selectFrom('dossier')
    .select('contenu')
    .where('juridiction', '=', code)
    .where('tri', 'in', sort === 'traitees' ? ['enregistree', 'retournee'] : [sort])
    .orderBy(
      sort === 'traitees' ? sql`contenu #>> '{arrivee,traiteeA}' desc` : sql`contenu #>> '{arrivee,recueA}'`,
    )
    .limit(LISTE_MAX + 1)
    .execute();

async function compter({ db }: PortsDossier, code: string): Promise<Lecture['comptes']> {
  const { rows } = await sql<{ a_trier: number; de_cote: number }>`
    select count(*) filter (where tri = 'a-trier')::int as a_trier, count(*) filter (where tri = 'mise-de-cote')::int as de_cote
    from dossier where juridiction = ${code} and tri in ('a-trier', 'mise-de-cote')`.execute(db);
  return { aTrier: rows[0]?.a_trier ?? 0, miseDeCote: rows[0]?.de_cote ?? 0 };
}

/** Lit en une fois les pieces, les annonces et les doublons de tous ces dossiers. */
async function regarder(
  ports: PortsDossier,
  code: string,
  etats: readonly Etat[],
): Promise<(etat: Etat, juridictionConnue: boolean) => ArriveeAControler> {
  const idjs = etats.map(({ idj }) => idj);
  if (idjs.length === 0) return (etat, juridictionConnue) => controlable(ports, etat, juridictionConnue, []);
  const { db } = ports;
  const [pieces, annonces, doubles, numeros] = await Promise.all([
    db.selectFrom('piece').selectAll().where('idj', 'in', idjs).orderBy('rang').execute(),
    sql<{ idj: string; acte: string; id: string }>`
      select idj, acte_id as acte, jsonb_array_elements_text(contenu -> 'jointes') as id
      from acte_verse where idj in (${sql.join(idjs)})`.execute(db),
    sql<{ ici: string; piece: string; idj: string }>`
      select p.idj as ici, p.id as piece, q.idj from piece p
      join piece q on q.empreinte = p.empreinte and q.idj <> p.idj
      join dossier d on d.idj = q.idj and d.juridiction = ${code}
      where p.idj in (${sql.join(idjs)}) and p.type_mime = 'application/pdf'`.execute(db),
    sql<{ ici: string; idj: string }>`
      select a.idj as ici, b.idj from dossier a
      join dossier b on b.contenu #>> '{alias,0,numero}' = a.contenu #>> '{alias,0,numero}'
        and b.juridiction = ${code} and b.idj <> a.idj
      where a.idj in (${sql.join(idjs)})`.execute(db),
  ]);
  const piecesDe = Map.groupBy(pieces, ({ idj }) => idj);
  const annoncesDe = Map.groupBy(annonces.rows, ({ idj }) => idj);
  const doublesDe = Map.groupBy(doubles.rows, ({ ici }) => ici);
  const numerosDe = Map.groupBy(numeros.rows, ({ ici }) => ici);
  return (etat, juridictionConnue) => ({
    ...controlable(ports, etat, juridictionConnue, piecesDe.get(etat.idj) ?? []),
    annonces: annoncesDe.get(etat.idj) ?? [],
    memePiece: doublesDe.get(etat.idj) ?? [],
    memeNumero: (numerosDe.get(etat.idj) ?? []).map(({ idj }) => idj),
  });
}

type LignePiece = Selectable<TablesDuDossier['piece']>;

const controlable = (
  { qualifier }: PortsDossier,
  etat: Etat,
  juridictionConnue: boolean,
  pieces: readonly LignePiece[],
): ArriveeAControler => ({
  actes: pieces
    .filter(({ genre }) => genre === 'acte')
    .map((acte) => ({ ...acte, signataires: acte.signataires.length })),
  fichiers: pieces.filter(({ genre }) => genre === 'fichier'),
  annonces: [],
  faits: etat.faits.map(({ id, natinf }) => ({ id, natinf, connu: qualifier(natinf) !== undefined })),
  personnes: etat.personnes,
  memeNumero: [],
  memePiece: [],
  juridictionConnue,
});
