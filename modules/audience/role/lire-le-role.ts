import type { Etat, PortsDossier } from '@ppn/dossier';
import { sql } from 'kysely';
import { type AffaireARanger, heuresDAppel, heurtsDeLAffaire, heurtsDeLaSeance } from '../domain/heurts.ts';
import { type AffaireAPreparer, estPrete, preparer } from '../domain/preparer.ts';
import { audiencesDe, jourDe } from '../lire.ts';
import type { Db } from '../tables.ts';
import type { AffaireAuRole, Audience, Role } from '../contract.ts';

/** De quoi lire un role : les tables, et ce que le dossier sait de ses plis. */
export type PortsDuRole = { readonly db: Db; readonly plisDe: PortsDossier['plisDe'] };

const AFFAIRES_MAX = 200;

/** Le role d'une audience : trois lectures du jour, puis une par affaire pour ses plis. */
export async function lireLeRole({ db, plisDe }: PortsDuRole, audience: Audience): Promise<Role> {
  const jour = jourDe(audience);
  const duJour = await audiencesDe(db, { juridiction: audience.juridiction, du: jour, au: jour });
  const lignes = await affairesDe(
    db,
    audience.juridiction,
    duJour.map(({ id }) => id),
  );
  const siennes = lignes.filter((ligne) => ligne.audience === audience.id);
  const regards = await regarder(
    db,
    siennes.map(({ idj }) => idj),
  );
  const appels = heuresDAppel(
    minutesDe(audience),
    siennes.map(({ duree }) => duree),
  );
  const affaires: AffaireAuRole[] = [];
  for (const [rang, ligne] of siennes.entries()) {
    const pli = sortDuPli(await plisDe(ligne.idj));
    affaires.push({
      ...montrer(ligne, rang + 1, appels[rang] ?? ''),
      preparation: [...preparer({ ...regards(ligne.idj), pli })],
      heurts: [...heurtsDeLAffaire(aRanger(ligne), lignes.map(aRanger))],
    });
  }
  return {
    audience,
    affaires,
    heurts: [...heurtsDeLaSeance(enSeance(audience), duJour.filter(({ annulee }) => !annulee).map(enSeance))],
    pretes: affaires.filter(({ preparation }) => estPrete(preparation)).length,
  };
}

type Ligne = {
  readonly audience: string;
  readonly idj: string;
  readonly mode: string;
  readonly personnes: readonly string[];
  readonly duree: number;
  readonly etat: Etat;
};

/** Les affaires de ces audiences, une ligne par dossier et par audience, dans leur ordre d'inscription. */
async function affairesDe(
  db: Db,
  juridiction: string,
  audiences: readonly string[],
): Promise<readonly Ligne[]> {
  if (audiences.length === 0) return [];
  const lignes = await db
    .selectFrom('audience_affaire as affaire')
    .innerJoin('dossier', 'dossier.idj', 'affaire.idj')
    .select(['affaire.audience', 'affaire.idj', 'affaire.mode', 'affaire.personnes', 'affaire.duree_minutes'])
    .select('dossier.contenu')
    .where('affaire.audience', 'in', [...audiences])
    .where('dossier.juridiction', '=', juridiction)
    .orderBy('affaire.inscrite_a')
    .limit(AFFAIRES_MAX)
    .execute();
  return lignes.map(({ duree_minutes, contenu, ...ligne }) => ({
    ...ligne,
    duree: duree_minutes,
    etat: contenu as Etat,
  }));
}

const nomDe = ({ genre, nom, prenoms }: Etat['personnes'][number]): string =>
  genre === 'morale' ? nom : `${nom.toLocaleUpperCase('fr')} ${prenoms}`.trim();

const aRanger = ({ idj, audience, personnes, etat }: Ligne): AffaireARanger => ({
  idj,
  audience,
  personnes: etat.personnes
    .filter(({ id }) => personnes.includes(id))
    .map((personne) => ({ nom: nomDe(personne), neLe: personne.neLe })),
});

const montrer = (
  { idj, mode, personnes, duree, etat }: Ligne,
  rang: number,
  appel: string,
): Omit<AffaireAuRole, 'preparation' | 'heurts'> => ({
  rang,
  idj: idj as AffaireAuRole['idj'],
  numero: etat.enregistrement?.numero ?? etat.alias[0]?.numero ?? idj,
  intitule: etat.intitule,
  mode,
  dureeMinutes: duree,
  appel,
  prevenus: etat.personnes.filter(({ id }) => personnes.includes(id)).map(nomDe),
  victimes: etat.personnes.filter(({ roles }) => roles.includes('victime')).map(nomDe),
  infractions: etat.faits.map(({ qualification, natinf }) => `${qualification} (${natinf})`),
  jugement: jugementDit(etat),
});

const jugementDit = ({ jugements = [] }: Etat): string | null => {
  const dernier = jugements.at(-1);
  return dernier === undefined
    ? null
    : `${dernier.resume}${dernier.minute === null ? '' : `, minute ${dernier.minute}`}`;
};

const minutesDe = ({ debut }: Pick<Audience, 'debut'>): number =>
  Number(debut.slice(11, 13)) * 60 + Number(debut.slice(14, 16));

const enSeance = (audience: Audience) => ({
  id: audience.id,
  salle: audience.salle,
  debut: minutesDe(audience),
  duree: audience.dureeMinutes,
  prises: audience.prises,
});

function sortDuPli(plis: Awaited<ReturnType<PortsDossier['plisDe']>>): AffaireAPreparer['pli'] {
  const dernier = plis.findLast(({ sens, genre }) => sens === 'emis' && genre === 'decision');
  if (dernier === undefined) return 'absent';
  return dernier.etat === 'accuse' || dernier.etat === 'refuse' ? dernier.etat : 'en-attente';
}

type Regard = Omit<AffaireAPreparer, 'pli'>;

/** Ce que les dossiers montrent, en une requete. */
async function regarder(db: Db, idjs: readonly string[]): Promise<(idj: string) => Regard> {
  const vide: Regard = { convocations: 0, bulletin: false, incidents: 0, cotesLibres: 0, copies: 0 };
  if (idjs.length === 0) return () => vide;
  const { rows } = await sql<Regard & { readonly idj: string }>`
    select d.idj,
      (select count(*)::int from piece p where p.idj = d.idj and p.type in ('mention-signification', 'notification')) as convocations,
      exists (select 1 from piece p where p.idj = d.idj and p.titre ~* '(\\mb ?1\\M|bulletin n° ?1)') as bulletin,
      (select count(*)::int from incident i where i.idj = d.idj) as incidents,
      (select count(*)::int from cote c where c.idj = d.idj and c.certifiee_a is null) as "cotesLibres",
      (select count(*)::int from fait f where f.flux = 'dossier/' || d.idj and f.type = 'copie-preparee') as copies
    from dossier d where d.idj in (${sql.join(idjs)})`.execute(db);
  const parIdj = new Map(rows.map((ligne) => [ligne.idj, ligne]));
  return (idj) => parIdj.get(idj) ?? vide;
}
