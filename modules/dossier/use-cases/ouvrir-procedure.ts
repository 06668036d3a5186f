import { randomBytes } from 'node:crypto';
import { creerIdj, horodate, type Idj } from '@ppn/core';
import type { Agent } from '@ppn/habilitation';
import { refuser } from '@ppn/http';
import { dansUneTransaction } from '@ppn/postgres';
import { sql } from 'kysely';
import { consigner } from '../consigner.ts';
import type { CadreEnquete } from '../contract.ts';
import { fluxDossier } from '../faits.ts';
import type { PortsDossier, Tx } from '../ports.ts';

/** Ouvre une procedure : IDJ donne a l'instant, numero de l'unite en alias (`00012/00345/2026` : unite, numero, annee). */
export async function ouvrirProcedure(
  ports: PortsDossier,
  agent: Agent,
  demande: { readonly intitule: string; readonly cadre: CadreEnquete },
): Promise<{ idj: Idj; numero: string }> {
  const unite = ports.unite(agent.rattachement.code);
  if (agent.service !== 'interieur' || !unite)
    throw refuser(403, 'qualite-insuffisante', 'Seul un service d’enquête ouvre une procédure.');
  const ouverteA = horodate(ports.maintenant().toISOString(), unite.zone);
  const annee = Number(ouverteA.slice(0, 4));
  const idj = creerIdj(annee, randomBytes(8));
  return dansUneTransaction(ports.db, async (tx) => {
    const numero = `${unite.code}/${String(await numeroSuivant(tx, unite.code, annee)).padStart(5, '0')}/${annee}`;
    await tx.insertInto('saisie').values({ idj, personnes: '[]', faits: '[]', version: 0 }).execute();
    const donnees = {
      idj,
      alias: [{ emetteur: unite.libelle, numero }],
      intitule: demande.intitule,
      cadre: demande.cadre,
      unite,
      ouverteA,
    };
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
