import {
  acceder,
  consigner,
  type Etat,
  type FaitDossier,
  fluxDossier,
  type TxDossier,
  verrouiller,
} from '@ppn/dossier';
import type { Agent } from '@ppn/habilitation';
import { refuser } from '@ppn/http';
import { seriesDeCotes } from '@ppn/nomenclature';
import { dansUneTransaction } from '@ppn/postgres';
import { ajuster, type CoteDePiece, coterDOffice, type RefusDeCotation } from '../domain/coter.ts';
import type { PortsGreffe } from '../ports.ts';
import { parDe } from './par.ts';

/** Qui cote quel dossier. */
export type Cotation = { readonly agent: Agent; readonly idj: string; readonly adresse: string };
type FaitDeCotes = Extract<FaitDossier, { type: 'cotes-attribuees' | 'cotation-certifiee' }>;
type Cotees = Extract<FaitDossier, { type: 'cotes-attribuees' }>['donnees']['cotes'];

/** Les cotes d'un dossier, telles que la base les garde. */
export const cotesDe = async (
  db: Pick<TxDossier, 'selectFrom'>,
  idj: string,
): Promise<readonly CoteDePiece[]> =>
  (
    await db
      .selectFrom('cote')
      .selectAll()
      .where('idj', '=', idj)
      .orderBy('serie')
      .orderBy('numero')
      .execute()
  ).map(({ piece, serie, numero, certifiee_a }) => ({
    piece,
    cote: { serie, numero },
    certifiee: certifiee_a !== null,
  }));

/** Les series de la juridiction saisie. */
export const seriesDe = ({ juridiction }: Pick<Etat, 'juridiction'>) =>
  seriesDeCotes(juridiction?.code ?? '');

/** Cote d'office ce qui ne l'est pas ; rien a coter : aucun fait. Appele sous le verrou du dossier. */
export async function coterLeReste(
  tx: TxDossier,
  etat: Etat,
  par: ReturnType<typeof parDe> | null,
): Promise<readonly FaitDeCotes[]> {
  const actes = await tx
    .selectFrom('piece')
    .select(['id', 'type'])
    .where('idj', '=', etat.idj)
    .where('genre', '=', 'acte')
    .orderBy('numero')
    .orderBy('rang')
    .execute();
  const cotes = coterDOffice(actes, await cotesDe(tx, etat.idj), seriesDe(etat)).map(aPlat);
  return cotes.length === 0 ? [] : [{ type: 'cotes-attribuees', donnees: { cotes, par } }];
}

const aPlat = ({ piece, cote }: Pick<CoteDePiece, 'piece' | 'cote'>): Cotees[number] =>
  ({ piece, ...cote }) as Cotees[number];

/** Cote d'office les actes arrives ou rediges depuis. */
export const coterDOfficeLeDossier = (ports: PortsGreffe, cotation: Cotation): Promise<void> =>
  ecrire(ports, cotation, 'coter d’office', (tx, etat) => coterLeReste(tx, etat, parDe(cotation.agent)));

/** Ajuste les cotes pas encore certifiees ; l'etat lu sous le verrou fait foi. */
export const ajusterLesCotes = (ports: PortsGreffe, cotation: Cotation, voulues: Cotees): Promise<void> =>
  ecrire(ports, cotation, 'ajuster les cotes', async (tx, etat) => {
    const juge = ajuster(
      await cotesDe(tx, etat.idj),
      voulues.map(({ piece, serie, numero }) => ({ piece, cote: { serie, numero } })),
      seriesDe(etat),
    );
    if (!juge.ok) throw refuser(409, juge.refus, PHRASES[juge.refus]);
    const cotes = juge.valeur.map(aPlat);
    return cotes.length === 0
      ? []
      : [{ type: 'cotes-attribuees', donnees: { cotes, par: parDe(cotation.agent) } }];
  });

/** Certifie toutes les cotes donnees : chacune avec l'empreinte de sa piece, dans un fait scelle au journal. */
export const certifierLaCotation = (ports: PortsGreffe, cotation: Cotation): Promise<void> =>
  ecrire(ports, cotation, 'certifier la cotation', async (tx, etat) => {
    const libres = (await cotesDe(tx, etat.idj)).filter(({ certifiee }) => !certifiee);
    if (libres.length === 0) throw refuser(409, 'rien-a-certifier', PHRASES['rien-a-certifier']);
    const pieces = await tx
      .selectFrom('piece')
      .select(['id', 'empreinte'])
      .where('idj', '=', etat.idj)
      .execute();
    const empreintes = new Map(pieces.map(({ id, empreinte }) => [id, empreinte]));
    const cotes = libres.map((une) => ({ ...aPlat(une), empreinte: empreintes.get(une.piece) ?? '' }));
    return [{ type: 'cotation-certifiee', donnees: { cotes, par: parDe(cotation.agent) } } as FaitDeCotes];
  });

/** Acces trace, etat relu sous le verrou, faits ecrits dans la meme transaction. */
async function ecrire(
  ports: PortsGreffe,
  { agent, idj, adresse }: Cotation,
  libelle: string,
  decider: (tx: TxDossier, etat: Etat) => Promise<readonly FaitDeCotes[]>,
): Promise<void> {
  const etat = await acceder(ports.dossier, { agent, idj, action: 'coter', adresse, libelle });
  await dansUneTransaction(ports.dossier.db, async (tx) => {
    await verrouiller(tx, fluxDossier(idj));
    const faits = await decider(tx, etat);
    if (faits.length > 0) await consigner(tx, fluxDossier(idj), faits, agent.matricule, ports.dossier);
  });
}

const PHRASES: { readonly [refus in RefusDeCotation]: string } = {
  'piece-inconnue': 'Cette pièce n’a pas encore de cote : cotez d’abord le dossier d’office.',
  'serie-inconnue': 'Cette juridiction n’a pas de série de cotes de cette lettre.',
  'cote-certifiee': 'Cette cote est certifiée : elle ne change plus. Une pièce nouvelle prend la suite.',
  'cote-en-double': 'Deux pièces auraient la même cote : relisez l’inventaire et recommencez.',
  'numero-saute': 'Un numéro serait sauté dans la série : les cotes se suivent, sans bis ni trou.',
  'rien-a-certifier': 'Toutes les cotes sont déjà certifiées, ou aucune pièce n’est cotée.',
};
