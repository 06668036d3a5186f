import { randomBytes } from 'node:crypto';
import { creerIdj, horodate, type Idj, isIdj } from '@ppn/core';
import type { Agent } from '@ppn/habilitation';
import { refuser } from '@ppn/http';
import { codeSql, dansUneTransaction } from '@ppn/postgres';
import { sql } from 'kysely';
import { consigner } from '../consigner.ts';
import type { CadreEnquete, Unite } from '../contract.ts';
import { fluxDossier } from '../faits.ts';
import type { PortsDossier, Tx } from '../ports.ts';

/** `demande` : UUID que le poste lui donne ; la meme, renvoyee apres une coupure, rend la procedure deja ouverte. */
export type Ouverture = {
  readonly intitule: string;
  readonly cadre: CadreEnquete;
  readonly demande?: string | undefined;
};
type Ouverte = { readonly idj: Idj; readonly numero: string };

/** Ouvre une procedure : IDJ donne a l'instant, numero de l'unite en alias (`00012/00345/2026` : unite, numero, annee). */
export async function ouvrirProcedure(
  ports: PortsDossier,
  agent: Agent,
  ouverture: Ouverture,
): Promise<Ouverte> {
  const unite = ports.unite(agent.rattachement.code);
  if (agent.service !== 'interieur' || !unite)
    throw refuser(403, 'qualite-insuffisante', 'Seul un service d’enquête ouvre une procédure.');
  const dejaOuverte = await ouvertePar(ports, unite.code, ouverture.demande);
  if (dejaOuverte) return dejaOuverte;
  try {
    return await ouvrir(ports, agent, unite, ouverture);
  } catch (cause) {
    if (codeSql(cause) !== DOUBLE) throw cause;
    // La meme demande, en double au meme instant : l'autre a ouvert.
    const doublee = await ouvertePar(ports, unite.code, ouverture.demande);
    if (doublee) return doublee;
    throw refuser(
      409,
      'demande-deja-servie',
      'Cette demande a déjà servi : fermez cette fenêtre et recommencez.',
    );
  }
}

const DOUBLE = '23505';

async function ouvertePar(
  { db }: PortsDossier,
  unite: string,
  demande: string | undefined,
): Promise<Ouverte | undefined> {
  if (demande === undefined) return undefined;
  const trouvee = await db
    .selectFrom('saisie')
    .innerJoin('dossier', 'dossier.idj', 'saisie.idj')
    .select('dossier.contenu')
    .where('saisie.demande', '=', demande)
    .where('dossier.unite', '=', unite)
    .executeTakeFirst();
  if (!trouvee || !isIdj(trouvee.contenu.idj)) return undefined;
  return { idj: trouvee.contenu.idj, numero: trouvee.contenu.alias[0]?.numero ?? '' };
}

function ouvrir(
  ports: PortsDossier,
  agent: Agent,
  unite: Unite,
  { intitule, cadre, demande }: Ouverture,
): Promise<Ouverte> {
  const ouverteA = horodate(ports.maintenant().toISOString(), unite.zone);
  const annee = Number(ouverteA.slice(0, 4));
  const idj = creerIdj(annee, randomBytes(8));
  return dansUneTransaction(ports.db, async (tx) => {
    const numero = `${unite.code}/${String(await numeroSuivant(tx, unite.code, annee)).padStart(5, '0')}/${annee}`;
    await tx
      .insertInto('saisie')
      .values({ idj, personnes: '[]', faits: '[]', version: 0, demande })
      .execute();
    const donnees = { idj, alias: [{ emetteur: unite.libelle, numero }], intitule, cadre, unite, ouverteA };
    await consigner(tx, fluxDossier(idj), [{ type: 'dossier-ouvert', donnees }], agent.matricule, ports);
    return { idj, numero };
  });
}

async function numeroSuivant(tx: Tx, unite: string, annee: number): Promise<number> {
  const { dernier } = await tx
    .insertInto('numero_d_unite')
    .values({ unite, annee, dernier: 1 })
    .onConflict((conflit) =>
      conflit.columns(['unite', 'annee']).doUpdateSet({ dernier: sql<number>`numero_d_unite.dernier + 1` }),
    )
    .returning('dernier')
    .executeTakeFirstOrThrow();
  return dernier;
}
