import { sql } from 'kysely';
import type { EtatDossier, FaitQualifie, Personne } from '@ppn/dossier';
import { delier, formeDeNom, sonsDuNom } from './domain/formes.ts';
import type { PortsRecherche } from './ports.ts';
import type { Tx } from './tables.ts';

type Ports = Pick<PortsRecherche, 'service' | 'qualifier'>;

/** Demande que l'index d'un dossier soit refait ; a ecrire dans la transaction qui le change. */
export const noterARefaire = async (tx: Tx, idj: string): Promise<void> =>
  void (await tx
    .insertInto('recherche_a_refaire')
    .values({ idj })
    .onConflict((conflit) => conflit.doNothing())
    .execute());

/**
 * Remet l'index d'un dossier a ce qu'il est : la procedure, ses personnes, la liste de ses pieces. Une piece retiree en sort, texte
 * compris ; une piece nouvelle y entre par son titre, son texte suivra. Rejouable : ne depend que de l'etat present.
 */
export async function refaireDossier(tx: Tx, idj: string, ports: Ports): Promise<void> {
  const dossier = await tx.selectFrom('dossier').selectAll().where('idj', '=', idj).executeTakeFirst();
  if (dossier === undefined) return oublier(tx, idj);
  const saisie = await tx
    .selectFrom('saisie')
    .select(['personnes', 'faits'])
    .where('idj', '=', idj)
    .executeTakeFirst();
  const portee = ports.service === 'interieur' ? dossier.unite : dossier.juridiction;
  const { alias, intitule, unite, ...scelle } = dossier.contenu as EtatDossier<Personne, FaitQualifie>;
  const personnes = saisie?.personnes ?? scelle.personnes;
  const faits = saisie?.faits ?? scelle.faits;
  await sql`
    insert into recherche_dossier (idj, portee, unite, unite_libelle, numero, intitule, natinf, maj_a, mots)
    values (${idj}, ${portee}, ${dossier.unite}, ${unite.libelle}, ${alias[0]?.numero ?? idj}, ${intitule},
      ${[...new Set(faits.map(({ natinf }) => natinf))]}::int[], ${dossier.maj_a},
      setweight(to_tsvector('ppn_francais', ${delier([idj, ...alias.map(({ numero }) => numero), intitule].join(' '))}), 'A') ||
      to_tsvector('ppn_francais', ${delier([...personnes.map(nomEntier), ...faits.map((fait) => texteDuFait(fait, ports))].join('. '))}))
    on conflict (idj) do update set (portee, unite, unite_libelle, numero, intitule, natinf, maj_a, mots) =
      (excluded.portee, excluded.unite, excluded.unite_libelle, excluded.numero, excluded.intitule, excluded.natinf,
       excluded.maj_a, excluded.mots)`.execute(tx);
  await refairePersonnes(tx, { idj, portee, personnes });
  await refairePieces(tx, idj, portee);
}

async function oublier(tx: Tx, idj: string): Promise<void> {
  for (const table of ['recherche_piece', 'recherche_texte', 'recherche_dossier', 'recherche_personne'])
    await sql`delete from ${sql.table(table)} where idj = ${idj}`.execute(tx);
}

const nomEntier = ({ nom, prenoms, nomUsage }: Personne): string =>
  [nom, nomUsage, prenoms].filter(Boolean).join(' ');

const texteDuFait = ({ natinf, lieu }: Pick<FaitQualifie, 'natinf' | 'lieu'>, { qualifier }: Ports): string =>
  [natinf, qualifier(natinf)?.qualification ?? '', lieu.adresse, lieu.commune].join(' ');

async function refairePersonnes(
  tx: Tx,
  {
    idj,
    portee,
    personnes,
  }: { readonly idj: string; readonly portee: string | null; readonly personnes: readonly Personne[] },
): Promise<void> {
  await sql`delete from recherche_personne where idj = ${idj}`.execute(tx);
  for (const personne of personnes) {
    const entier = nomEntier(personne);
    await sql`
      insert into recherche_personne (idj, personne, portee, nom, ne_le, roles, forme, sons)
      values (${idj}, ${personne.id}, ${portee}, ${nomMontre(personne)}, ${personne.neLe}, ${[...personne.roles]}::text[],
        ${formeDeNom(entier)}, ${[...sonsDuNom(entier)]}::text[])`.execute(tx);
  }
}

const nomMontre = ({ genre, nom, nomUsage, prenoms }: Personne): string =>
  genre === 'morale'
    ? nom
    : `${prenoms} ${nom.toLocaleUpperCase('fr')}${nomUsage === '' ? '' : ` (${nomUsage.toLocaleUpperCase('fr')})`}`.trim();

/** Les pieces vivantes du dossier, et elles seules. */
async function refairePieces(tx: Tx, idj: string, portee: string | null): Promise<void> {
  const vivantes = sql`
    select p.* from piece p join dossier d on d.idj = p.idj
    where p.idj = ${idj} and not exists (
      select 1 from jsonb_array_elements(d.contenu -> 'retraits') retrait where retrait ->> 'piece' = p.id::text)`;
  for (const table of ['recherche_piece', 'recherche_texte'])
    await sql`delete from ${sql.table(table)} where idj = ${idj} and piece not in (select id from (${vivantes}) v)`.execute(
      tx,
    );
  await sql`update recherche_piece set portee = ${portee} where idj = ${idj} and portee is distinct from ${portee}`.execute(
    tx,
  );
  await sql`
    insert into recherche_piece (piece, idj, portee, type, genre, numero, versee, mots)
    select v.id, v.idj, ${portee}, v.type, v.genre, v.numero, v.versee, recherche_titre(v.titre)
    from (${vivantes}) v on conflict do nothing`.execute(tx);
}
