import { empreinte as versEmpreinte } from '@ppn/core';
import { consigner, fluxDossier, type RecepisseVerse } from '@ppn/dossier';
import { autoriser } from '@ppn/habilitation';
import { dansUneTransaction, vueTypee } from '@ppn/postgres';
import { recepisseDuMinistere, type RecepisseDuMinistere } from '@ppn/transfert/contract';
import * as z from 'zod';
import type { LienAvecPline, PortsCopie } from '../ports.ts';
import { jugerLeRecepisse } from '../recepisse.ts';

const page = z.object({ recepisses: z.array(recepisseDuMinistere) });

/**
 * Va chercher au guichet les recepisses des depots lies a nos dossiers, et les verse. Le rang lu s'enregistre avec le versement :
 * coupe n'importe ou, le suivant reprend la. Rend combien ont ete lus.
 */
export async function verserLesRecepisses(ports: PortsCopie): Promise<number> {
  const { pline, db } = ports;
  if (pline === undefined) return 0;
  const lu = await db
    .selectFrom('recepisses_lus')
    .select('rang')
    .where('zone', '=', 'pline')
    .executeTakeFirst();
  const { corps, statut } = await pline.demander({
    methode: 'GET',
    chemin: `/guichet/recepisses?apres=${lu?.rang ?? -1}`,
  });
  if (statut !== 200) throw new Error(`PLINE a répondu ${statut} aux récépissés.`);
  const { recepisses } = page.parse(JSON.parse(Buffer.from(corps).toString('utf8')));
  for (const annonce of recepisses) await verser(ports, pline, annonce);
  return recepisses.length;
}

async function verser(ports: PortsCopie, pline: LienAvecPline, annonce: RecepisseDuMinistere): Promise<void> {
  const { corps: pdf, statut } = await pline.demander({
    methode: 'GET',
    chemin: `/guichet/recepisses/${annonce.empreinte}`,
  });
  if (statut !== 200) throw new Error(`PLINE a répondu ${statut} à un récépissé.`);
  const juge = await jugerLeRecepisse(ports, pdf, annonce);
  const raison = juge.ok ? await sansDroit(ports, annonce) : juge.refus;
  if (!juge.ok || raison !== undefined) return ecarter(ports, annonce, raison ?? 'illisible');
  const range = await ports.dossier.magasin.deposerOctets(pdf);
  if (!range.ok) throw new Error(`Le récépissé ne peut pas être gardé : ${range.refus}.`);
  await inscrire(ports, annonce, juge.valeur);
}

/** Un depot ne se lie pas a un dossier par son seul numero : l'expediteur doit pouvoir en tirer copie. */
async function sansDroit(
  { dossier }: PortsCopie,
  { idj, expediteur }: RecepisseDuMinistere,
): Promise<string | undefined> {
  const ligne = await dossier.db
    .selectFrom('dossier')
    .select(['unite', 'juridiction'])
    .where('idj', '=', idj)
    .executeTakeFirst();
  if (ligne === undefined) return 'dossier-inconnu';
  const agent = dossier.agent(expediteur);
  if (agent === undefined) return 'expediteur-inconnu';
  return autoriser(agent, 'obtenir-copie', ligne).ok ? undefined : 'expediteur-sans-droit';
}

/** Le fait et le rang lu, en une transaction ; deja verse, seul le rang avance. */
const inscrire = (
  { db, dossier }: PortsCopie,
  { rang, idj, empreinte }: RecepisseDuMinistere,
  donnees: RecepisseVerse,
): Promise<void> =>
  dansUneTransaction(db, async (tx) => {
    const deja = await tx
      .selectFrom('recepisse')
      .select('empreinte')
      .where('idj', '=', idj)
      .where('empreinte', '=', versEmpreinte(empreinte))
      .executeTakeFirst();
    if (deja === undefined)
      await consigner(
        vueTypee(tx),
        fluxDossier(idj),
        [{ type: 'recepisse-verse', donnees }],
        'service',
        dossier,
      );
    await avancer(tx, rang);
  });

async function ecarter(
  { db, dossier, consigner: dire }: PortsCopie,
  annonce: RecepisseDuMinistere,
  raison: string,
) {
  dire('Récépissé écarté', { depot: annonce.depot, raison });
  await dansUneTransaction(db, async (tx) => {
    await tx
      .insertInto('recepisse_ecarte')
      .values({
        empreinte: annonce.empreinte,
        depot: annonce.depot,
        idj: annonce.idj,
        raison,
        ecarte_a: dossier.maintenant(),
      })
      .onConflict((conflit) => conflit.doNothing())
      .execute();
    await avancer(tx, annonce.rang);
  });
}

const avancer = async (tx: Pick<PortsCopie['db'], 'insertInto'>, rang: number): Promise<void> =>
  void (await tx
    .insertInto('recepisses_lus')
    .values({ zone: 'pline', rang })
    .onConflict((conflit) => conflit.column('zone').doUpdateSet({ rang }))
    .execute());
