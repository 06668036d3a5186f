import { createHash } from 'node:crypto';
import { refus, reussite, type Result } from '@ppn/core';
import { dansUneTransaction, vueTypee } from '@ppn/postgres';
import { sql } from 'kysely';
import {
  type AgentQuiEnregistre,
  type ConsentementDeclare,
  declarer,
  type RefusDeConsentement,
} from './domain/consentement.ts';
import { jourDe } from './domain/delegation.ts';
import { comparable } from './domain/personnes.ts';
import { inscrireUnFait } from './inscrire.ts';
import type { Db, Tx } from './tables.ts';

/** Un consentement enregistre, tel que lu. */
export type Consentement = ConsentementDeclare & {
  readonly personne: string;
  readonly par: AgentQuiEnregistre;
  readonly enregistreA: Date;
  readonly revoqueA: Date | null;
  readonly motif: string | null;
};

const flux = (id: string): string => `consentement/${id}`;
const COLONNES = sql`c.id, c.externe as personne, e.prenom, e.nom, c.courriel, c.idj, c.acte, c.acte_date::text as "acteDate",
  jsonb_build_object('id', c.par, 'nom', c.par_nom, 'organisation', c.par_organisation) as par,
  c.enregistre_a as "enregistreA", c.revoque_a as "revoqueA", c.motif`;

/** Enregistre un consentement : un fait au journal scelle, sa ligne, et la personne si elle est neuve. Le renvoyer ne change rien. */
export const enregistrerUnConsentement = (
  db: Db,
  { declare, par }: { readonly declare: ConsentementDeclare; readonly par: AgentQuiEnregistre },
  maintenant: Date,
): Promise<Result<Consentement, RefusDeConsentement | 'consentement-inconnu'>> =>
  dansUneTransaction(db, async (brute) => {
    const tx: Tx = vueTypee(brute);
    const connu = await trouver(tx, declare.id);
    if (connu !== undefined) return connu.par.id === par.id ? reussite(connu) : refus('consentement-inconnu');
    const jugee = declarer(declare, jourDe(maintenant));
    if (!jugee.ok) return jugee;
    const personne = await inscrireLaPersonne(tx, declare, maintenant);
    await inscrireUnFait(tx, flux(declare.id), {
      type: 'consentement-recueilli',
      donnees: { ...declare, personne, canal: 'plex', par: { ...par } },
      auteur: par.id,
      maintenant,
    });
    await sql`insert into consentement (id, externe, idj, courriel, acte, acte_date, enregistre_a, par, par_nom, par_organisation)
      values (${declare.id}, ${personne}, ${declare.idj}, ${declare.courriel}, ${declare.acte}, ${declare.acteDate},
        ${maintenant}, ${par.id}, ${par.nom}, ${par.organisation})`.execute(tx);
    const fait = await trouver(tx, declare.id);
    return fait === undefined ? refus('consentement-inconnu') : reussite(fait);
  });

/** La meme personne (nom, prenom, adresse) garde son identifiant d'une procedure a l'autre. */
async function inscrireLaPersonne(
  tx: Tx,
  { prenom, nom, courriel }: ConsentementDeclare,
  maintenant: Date,
): Promise<string> {
  const cle = `${comparable(`${nom} ${prenom}`)}|${courriel.toLowerCase()}`;
  const id = `personne:${createHash('sha256').update(cle).digest('hex').slice(0, 24)}`;
  await sql`insert into externe (id, genre, cle, nom, prenom, organisation, courriel_declare, depuis, recherche)
    values (${id}, 'personne', ${cle}, ${nom}, ${prenom}, 'Particulier', ${courriel}, ${maintenant},
      ${` ${comparable(`${nom} ${prenom}`)}`}) on conflict do nothing`.execute(tx);
  return id;
}

/** Revoque : par un agent de l'organisation qui l'a enregistre. Deja revoque : rien ne change. */
export const revoquerUnConsentement = (
  db: Db,
  { id, par, motif }: { readonly id: string; readonly par: AgentQuiEnregistre; readonly motif: string },
  maintenant: Date,
): Promise<Result<Consentement, 'consentement-inconnu'>> =>
  dansUneTransaction(db, async (brute) => {
    const tx: Tx = vueTypee(brute);
    await sql`select 1 from consentement where id::text = ${id} for update`.execute(tx);
    const connu = await trouver(tx, id);
    if (connu === undefined || connu.par.organisation !== par.organisation)
      return refus('consentement-inconnu');
    if (connu.revoqueA !== null) return reussite(connu);
    await inscrireUnFait(tx, flux(id), {
      type: 'consentement-revoque',
      donnees: { id, motif, par: { ...par } },
      auteur: par.id,
      maintenant,
    });
    await sql`update consentement set revoque_a = ${maintenant}, revoque_par = ${par.id}, motif = ${motif}
      where id = ${id}`.execute(tx);
    return reussite({ ...connu, revoqueA: maintenant, motif });
  });

async function trouver(tx: Tx, id: string): Promise<Consentement | undefined> {
  const { rows } = await sql<Consentement>`
    select ${COLONNES} from consentement c join externe e on e.id = c.externe where c.id::text = ${id}`.execute(
    tx,
  );
  return rows[0];
}

/** Les consentements que cette organisation a enregistres, d'une procedure ou les derniers. */
export async function consentementsDe(
  db: Db,
  { organisation, idj }: { readonly organisation: string; readonly idj: string | undefined },
): Promise<readonly Consentement[]> {
  const { rows } = await sql<Consentement>`
    select ${COLONNES} from consentement c join externe e on e.id = c.externe
    where c.par_organisation = ${organisation} and (${idj ?? null}::text is null or c.idj = ${idj ?? null})
    order by c.enregistre_a desc limit 200`.execute(db);
  return rows;
}

/** Les procedures pour lesquelles cette personne consent a recevoir par PLEX, maintenant. */
export async function proceduresConsenties(db: Db, personne: string): Promise<readonly string[]> {
  const { rows } = await sql<{ idj: string }>`
    select distinct idj from consentement where externe = ${personne} and revoque_a is null order by idj limit 500`.execute(
    db,
  );
  return rows.map(({ idj }) => idj);
}
