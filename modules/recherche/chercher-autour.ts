import { sql } from 'kysely';
import type { DossierTrouve, PersonneTrouvee } from './contract.ts';
import { aplatir, motsDuNom, sonDe } from './domain/formes.ts';
import type { Question } from './domain/question.ts';
import type { Tx } from './tables.ts';

type Lieu = { readonly portee: string; readonly colonne: 'unite' | 'juridiction' };

const DOSSIERS_MAX = 5;
const PERSONNES_MAX = 6;
const MOTS_MAX = 5;

/** Les procedures dont les identifiants, l'intitule, les personnes, les lieux ou les infractions repondent, les plus recentes d'abord. */
export async function chercherDossiers(
  tx: Tx,
  { portee, colonne }: Lieu,
  requete: string,
): Promise<readonly DossierTrouve[]> {
  if (requete === '') return [];
  const { rows } = await sql<Omit<DossierTrouve, 'majA'> & { readonly maj_a: Date }>`
    select r.idj, r.numero, r.intitule, r.unite_libelle as unite, d.etat, r.maj_a
    from recherche_dossier r join dossier d on d.idj = r.idj and d.${sql.ref(colonne)} = ${portee}
    where r.portee = ${portee} and r.mots @@ ${requete}::tsquery
    order by r.maj_a desc limit ${DOSSIERS_MAX}`.execute(tx);
  return rows.map(({ maj_a, ...dossier }) => ({ ...dossier, majA: maj_a.toISOString() }));
}

/** Les personnes dont le nom est ecrit ainsi, ressemble (fautes de frappe) ou sonne pareil ; les plus proches d'abord. */
export async function chercherPersonnes(
  tx: Tx,
  { portee, colonne }: Lieu,
  { noms }: Pick<Question, 'noms'>,
): Promise<readonly PersonneTrouvee[]> {
  const mots = [...new Set(noms.flatMap((nom) => motsDuNom(nom)))]
    .filter((mot) => mot.length >= 3)
    .slice(0, MOTS_MAX);
  if (mots.length === 0) return [];
  const attache = aplatir(noms.join('')).replace(/[^a-z]/g, '');
  const formes = [...new Set([...mots, attache])];
  const sons = [...new Set(formes.map(sonDe).filter((son) => son.length >= 2))];
  const note = sql.join(
    formes.map(
      (mot) =>
        sql`greatest(strict_word_similarity(${mot}, p.forme), case when p.sons @> array[${sonDe(mot)}] then 0.7 else 0 end)`,
    ),
    sql` + `,
  );
  // Une requete par forme : chacune a son index ; ensemble, le planificateur relirait toute la portee.
  const trouvees = [
    ...formes.map((mot) => sql`p.forme %> ${mot}`),
    ...(sons.length === 0 ? [] : [sql`p.sons && ${sons}::text[]`]),
  ].map((condition) => sql`select p.* from recherche_personne p where p.portee = ${portee} and ${condition}`);
  const { rows } = await sql<PersonneTrouvee>`
    select p.idj, p.personne, p.nom, p.ne_le as "neLe", p.roles, r.numero, r.intitule,
      not string_to_array(p.forme, ' ') && ${formes}::text[] as proche
    from (${sql.join(trouvees, sql` union `)}) p
    join dossier d on d.idj = p.idj and d.${sql.ref(colonne)} = ${portee}
    join recherche_dossier r on r.idj = p.idj
    order by ${note} desc, r.maj_a desc, p.personne limit ${PERSONNES_MAX}`.execute(tx);
  return rows;
}
