import { type RawBuilder, sql } from 'kysely';
import type { Agent } from '@ppn/habilitation';
import { dansUneTransaction } from '@ppn/postgres';
import type { z } from 'zod';
import type { contratRecherche, Resultat } from './contract.ts';
import { chercherDossiers, chercherPersonnes } from './chercher-autour.ts';
import { apresLeCurseur, curseurDe, lireCurseur, ordonner } from './domain/curseur.ts';
import { compterFacettes } from './domain/facettes.ts';
import { lireQuestion } from './domain/question.ts';
import { paliers, requeteDe, type TermeLu } from './domain/requete.ts';
import { CANDIDATES_MAX, chercherPieces } from './chercher-pieces.ts';
import { montrerPieces } from './montrer-pieces.ts';
import { porteeDe, type PortsRecherche } from './ports.ts';
import type { Db, Tx } from './tables.ts';
import { lireTermes } from './termes.ts';

/** Une demande de recherche, lue a la porte. */
export type Demande = z.output<(typeof contratRecherche)['GET /api/recherche']['requete']>;

/** Pieces montrees d'un coup ; en dessous de `ASSEZ`, une recherche de tous les mots s'elargit. */
const PAR_PAGE = 20;
const ASSEZ = 5;

/**
 * Cherche dans la portee de l'agent, deja autorise et trace. Les droits sont dans chaque requete : la portee de l'index, puis le
 * dossier tel qu'il est a cet instant.
 */
export async function chercher(ports: PortsRecherche, agent: Agent, demande: Demande): Promise<Resultat> {
  const question = lireQuestion(demande.q);
  const lieu = { portee: porteeDe(agent), colonne: COLONNES[ports.service] };
  const natinf = demande.natinf ?? question.natinf[0];
  const filtres = natinf === undefined ? demande : { ...demande, natinf };
  const premiere = demande.apres === undefined;
  const termes = await lireTermes(ports.db, question.termes, await ports.frequences.lire(ports.db));
  const [pieces, autour, enAttente] = await Promise.all([
    dansLaRecherche(ports.db, (tx) => lesPieces(tx, ports, { ...lieu, filtres, termes })),
    premiere && question.termes.length > 0
      ? dansLaRecherche(ports.db, async (tx) => ({
          dossiers: await chercherDossiers(tx, lieu, requeteDe(termes)),
          personnes: await chercherPersonnes(tx, lieu, question),
        }))
      : { dossiers: [], personnes: [] },
    premiere ? compterALire(ports.db, lieu.portee) : { aLire: 0, illisibles: 0 },
  ]);
  return { ...autour, ...pieces, ...enAttente };
}

/** Colonne du dossier qui dit qui en est saisi, dans chaque ministere. */
const COLONNES = { interieur: 'unite', justice: 'juridiction' } as const;

type Lieu = { readonly portee: string; readonly colonne: 'unite' | 'juridiction' };

async function lesPieces(
  tx: Tx,
  ports: PortsRecherche,
  { filtres, termes, ...lieu }: Lieu & { readonly filtres: Demande; readonly termes: readonly TermeLu[] },
) {
  const curseur = lireCurseur(filtres.apres);
  const parDate = filtres.tri === 'date';
  const depuis = parDate ? curseur : undefined;
  const { candidates, elargie, exactes } = await elargir(tx, { ...lieu, filtres, termes, depuis });
  const classees = ordonner(candidates.slice(0, CANDIDATES_MAX), filtres.tri);
  const suite = curseur && !parDate ? apresLeCurseur(classees, curseur) : classees;
  const page = suite.slice(0, PAR_PAGE);
  const derniere = page.at(-1);
  return {
    pieces: await montrerPieces(tx, { ...lieu, page, termes }),
    total: Math.min(candidates.length, CANDIDATES_MAX),
    auMoins: candidates.length > CANDIDATES_MAX,
    elargie,
    exactes,
    facettes: compterFacettes(classees, ports),
    suivante: derniere && suite.length > PAR_PAGE ? curseurDe(derniere) : null,
  };
}

type Demandees = Lieu & {
  readonly filtres: Demande;
  readonly termes: readonly TermeLu[];
  readonly depuis: ReturnType<typeof lireCurseur>;
};

/** Tous les mots d'abord ; si presque rien ne repond, de moins en moins d'entre eux. */
async function elargir(tx: Tx, { termes, ...demandees }: Demandees) {
  const [tous = 0, ...suivants] = paliers(termes);
  const exacte = requeteDe(termes, tous);
  const candidates = await chercherPieces(tx, { ...demandees, termes, requete: exacte });
  let rendues = { candidates, elargie: false, exactes: candidates.length };
  for (const voulus of suivants) {
    if (rendues.candidates.length >= ASSEZ || demandees.depuis !== undefined) break;
    const plus = await chercherPieces(tx, {
      ...demandees,
      termes,
      exacte,
      requete: requeteDe(termes, voulus),
    });
    if (plus.length > rendues.candidates.length) rendues = { ...rendues, candidates: plus, elargie: true };
  }
  return rendues;
}

/** Les reglages d'une recherche : un plan pour ces mots-ci, de la memoire pour les listes longues, cinq secondes au plus. */
function dansLaRecherche<R>(db: Db, action: (tx: Tx) => Promise<R>): Promise<R> {
  return dansUneTransaction(db, async (tx) => {
    await REGLAGES.execute(tx);
    return action(tx);
  });
}

const REGLAGES: RawBuilder<unknown> = sql`select set_config('plan_cache_mode', 'force_custom_plan', true),
  set_config('enable_seqscan', 'off', true), set_config('work_mem', '64MB', true), set_config('statement_timeout', '5s', true),
  set_config('pg_trgm.word_similarity_threshold', '0.55', true)`;

async function compterALire(
  db: Db,
  portee: string,
): Promise<{ readonly aLire: number; readonly illisibles: number }> {
  const { rows } = await sql<{ aLire: number; illisibles: number }>`
    select count(*) filter (where texte = 'a-lire')::int as "aLire", count(*) filter (where texte = 'illisible')::int as illisibles
    from recherche_piece where portee = ${portee} and texte in ('a-lire', 'illisible')`.execute(db);
  return rows[0] ?? { aLire: 0, illisibles: 0 };
}
