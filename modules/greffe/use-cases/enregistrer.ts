import { horodate } from '@ppn/core';
import type { Etat, TxDossier } from '@ppn/dossier';
import type { Agent } from '@ppn/habilitation';
import { RefusHttp } from '@ppn/http';
import { sql } from 'kysely';
import type { ResultatDEnregistrement } from '../contract.ts';
import { anneeDeLaSerie, numeroDeParquet } from '../domain/numero-de-parquet.ts';
import type { PortsGreffe } from '../ports.ts';
import { type FaitDuGreffe, type GesteDuGreffe, traiterUneArrivee } from './traiter-une-arrivee.ts';
import { parDe } from './par.ts';

/** Plusieurs arrivees, d'un geste. */
export type Lot = {
  readonly agent: Agent;
  readonly adresse: string;
  readonly arrivees: readonly Pick<ResultatDEnregistrement & { pli: string }, 'idj' | 'pli'>[];
};

/** Enregistre un lot dans l'ordre, une transaction par procedure : une arrivee refusee n'arrete pas les autres, et ne prend pas de numero. */
export async function enregistrerLeLot(
  ports: PortsGreffe,
  { agent, adresse, arrivees }: Lot,
): Promise<ResultatDEnregistrement[]> {
  const resultats: ResultatDEnregistrement[] = [];
  for (const { idj, pli } of arrivees)
    resultats.push(
      await enregistrer(ports, { agent, idj, pli, adresse, libelle: 'enregistrer au bureau d’ordre' }).then(
        (numero) => ({ idj, numero, refus: '' }),
        (cause: unknown) => {
          if (!(cause instanceof RefusHttp)) throw cause;
          return { idj, numero: null, refus: cause.corps.detail };
        },
      ),
    );
  return resultats;
}

/** Donne son numero de parquet a la procedure, dans la transaction qui l'enregistre ; un complement garde le sien. */
async function enregistrer(ports: PortsGreffe, geste: GesteDuGreffe): Promise<string> {
  const fait = await traiterUneArrivee(ports, geste, async (tx, etat) => ({
    type: 'procedure-enregistree',
    donnees: {
      ...((await dejaInscrite(tx, geste.idj)) ?? (await inscriptionNeuve(tx, ports, etat))),
      pli: geste.pli,
      juridiction: juridictionDe(etat),
      par: parDe(geste.agent),
    },
  }));
  return fait.type === 'procedure-enregistree' ? fait.donnees.numero : '';
}

type Inscription = Pick<
  Extract<FaitDuGreffe, { type: 'procedure-enregistree' }>['donnees'],
  'numero' | 'annee' | 'rang'
>;

const dejaInscrite = (tx: TxDossier, idj: string): Promise<Inscription | undefined> =>
  tx
    .selectFrom('bureau_d_ordre')
    .select(['numero', 'annee', 'rang'])
    .where('idj', '=', idj)
    .executeTakeFirst();

/** Rang suivant de la serie annuelle : la serie est verrouillee jusqu'au commit, un abandon ne laisse pas de trou. */
async function inscriptionNeuve(tx: TxDossier, ports: PortsGreffe, etat: Etat): Promise<Inscription> {
  const { code } = juridictionDe(etat);
  const zone = ports.juridictions.find((juridiction) => juridiction.code === code)?.zone ?? etat.unite.zone;
  const maintenant = horodate(ports.dossier.maintenant().toISOString(), zone);
  const annee = anneeDeLaSerie(maintenant, zone);
  await sql`select pg_advisory_xact_lock(hashtextextended(${`bureau-d-ordre/${code}/${annee}`}, 7206044))`.execute(
    tx,
  );
  const { dernier } = await tx
    .selectFrom('bureau_d_ordre')
    .select((eb) => eb.fn.max('rang').as('dernier'))
    .where('juridiction', '=', code)
    .where('annee', '=', annee)
    .executeTakeFirstOrThrow();
  const rang = (dernier ?? 0) + 1;
  return { annee, rang, numero: numeroDeParquet(maintenant, zone, rang) };
}

/** La juridiction saisie du dossier. */
export function juridictionDe({ juridiction }: Pick<Etat, 'juridiction'>): { code: string; libelle: string } {
  if (!juridiction) throw new Error('Une arrivée sans juridiction.');
  return juridiction;
}
