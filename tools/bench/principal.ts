import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { mesurer, type Partie, PARTIES, PLAN, PLAN_RAPIDE } from './mesurer.ts';
import { compteRenduDuPilotage, lireLeModele, mesurerLePilotage, type MesureDuPilotage } from './pilotage.ts';
import { compteRendu, type Mesures } from './rapport.ts';
import { mesurerLecteur } from './lecteur/mesurer.ts';
import { compteRenduDuLecteur } from './lecteur/rapport.ts';
import { mesurerRecherche } from './recherche/mesurer.ts';
import { compteRenduDeRecherche } from './recherche/rapport.ts';
import { mesurerTransfert } from './transfert/mesurer.ts';
import { compteRenduDuTransfert } from './transfert/rapport.ts';

/**
 * `npm run bench -- [partie…|transfert|recherche|lecteur|pilotage] --sortie FICHIER.json [--rapide] [--pieces N] [--garde DOSSIER]` : mesure la chaine sur un vrai systeme, entiere ou
 * les seules parties nommees, le chemin des octets de PLINE, la recherche, le lecteur, ou le tableau de bord ; imprime un compte rendu, ecrit le JSON apres chaque partie.
 */
const { values, positionals } = parseArgs({
  options: {
    sortie: { type: 'string' },
    rapide: { type: 'boolean', default: false },
    pieces: { type: 'string' },
    garde: { type: 'string' },
  },
  allowPositionals: true,
});
const DONNEES =
  process.env['PPN_DONNEES'] ?? join(import.meta.dirname, '..', '..', '..', 'shared', 'donnees');
const dire = (phrase: string): void => void process.stderr.write(`${phrase}\n`);

/** Mesures qui ne demandent pas la chaine ; plusieurs se suivent. */
const AUTRES = ['recherche', 'lecteur', 'pilotage'] as const;

try {
  if (positionals.includes('transfert')) await transfert();
  else if (AUTRES.some((autre) => positionals.includes(autre))) {
    if (positionals.includes('recherche')) await recherche();
    if (positionals.includes('lecteur')) await lecteur();
    if (positionals.includes('pilotage')) await pilotage();
  } else await chaine(partiesDe(positionals));
} catch (cause) {
  process.stderr.write(`Mesure interrompue : ${cause instanceof Error ? cause.message : String(cause)}\n`);
  process.exitCode = 1;
}

/** Les parties nommees, toutes si aucune ; celle qui n'existe pas se dit avant que rien ne demarre. */
function partiesDe(nommees: readonly string[]): readonly Partie[] {
  const inconnue = nommees.find((nom) => PARTIES.every((partie) => partie !== nom));
  if (inconnue !== undefined)
    throw new Error(
      `mesure inconnue : ${inconnue} (transfert, recherche, lecteur, pilotage, ou : ${PARTIES.join(', ')}).`,
    );
  return nommees.length === 0 ? PARTIES : PARTIES.filter((partie) => nommees.includes(partie));
}

async function chaine(parties: readonly Partie[]): Promise<void> {
  const choisies = parties.includes('scellement') ? [...new Set<Partie>(['temoins', ...parties])] : parties;
  const mesures = await mesurer(values.rapide ? PLAN_RAPIDE : PLAN, choisies, { dire, garder });
  process.stdout.write(`\n${compteRendu(mesures)}`);
}

async function transfert(): Promise<void> {
  const mesures = await mesurerTransfert(
    values.rapide ? { gio: 0.25, tours: 1 } : { gio: 1, tours: 3 },
    dire,
  );
  garder(mesures);
  process.stdout.write(`\n${compteRenduDuTransfert(mesures)}`);
}

/** Un an d'un tribunal moyen, seul puis parmi dix. */
async function pilotage(): Promise<void> {
  const mesures = await mesurerLePilotage(lireLeModele(DONNEES), values.rapide ? 20 : 100, dire);
  garder(mesures);
  process.stdout.write(`\n${compteRenduDuPilotage(mesures)}`);
}

/** Un million de pieces par defaut, cent mille avec `--rapide` ; `--garde` : la base reste, un second passage ne la remplit pas. */
async function recherche(): Promise<void> {
  const mesures = await mesurerRecherche(
    {
      pieces: Number(values.pieces ?? (values.rapide ? 100_000 : 1_000_000)),
      fois: values.rapide ? 10 : 40,
      clients: 2,
      donnees: DONNEES,
      garde: values.garde,
    },
    dire,
  );
  garder(mesures);
  process.stdout.write(`\n${compteRenduDeRecherche(mesures)}`);
}

/** Mille pieces de dix pages par defaut (`--pieces`), cent avec `--rapide`. */
async function lecteur(): Promise<void> {
  const mesures = await mesurerLecteur(
    {
      pieces: Number(values.pieces ?? (values.rapide ? 100 : 1_000)),
      fois: values.rapide ? 3 : 7,
      images: values.rapide ? 120 : 300,
      acces: values.rapide ? 100_000 : 2_000_000,
    },
    dire,
  );
  garder(mesures);
  process.stdout.write(`\n${compteRenduDuLecteur(mesures)}`);
}

function garder(
  mesures:
    | Mesures
    | MesureDuPilotage
    | Awaited<ReturnType<typeof mesurerTransfert>>
    | Awaited<ReturnType<typeof mesurerRecherche>>
    | Awaited<ReturnType<typeof mesurerLecteur>>,
): void {
  if (values.sortie !== undefined) writeFileSync(values.sortie, `${JSON.stringify(mesures, null, 2)}\n`);
}
