import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { heureVraie } from '@ppn/demarrage/horloge-simulee';
import { apportDe } from '@ppn/garde-a-vue/catalogue';
import { type Entree, type HorlogeJson, ecartsDHorloge } from '@ppn/garde-a-vue/contract';
import { REGLES_DE_GARDE_A_VUE } from '@ppn/nomenclature';
import { lireAncres, lireJointe } from '@ppn/sealing';
import { texteDesActes, verifierFichier } from '@ppn/verifier';

const VERIFICATEUR = join(import.meta.dirname, '..', '..', 'verifier', 'principal.ts');

/**
 * Recalcule chaque `horloge.json` des actes seuls, puis passe chaque acte, pli, accuse et export au verificateur hors ligne, a
 * l'heure vraie. Lance au premier qui n'est pas juste.
 */
export async function verifierLaSortie(sortie: string): Promise<void> {
  const fichiers = readdirSync(sortie, { recursive: true, encoding: 'utf8' });
  const actes = fichiers.filter((nom) => nom.startsWith('actes/') && nom.endsWith('.pdf'));
  const entrees = await entreesDesActes(sortie, actes);
  for (const fichier of fichiers.filter((nom) => /(^|\/)horloge(-[a-z0-9-]+)?\.json$/.test(nom)))
    for (const horloge of horlogesDe(join(sortie, fichier))) exigerLHorloge(horloge, entrees, fichier);
  const ancres = await lireAncres(sortie);
  for (const fichier of [...actes, ...fichiers.filter((nom) => nom.endsWith('.asice'))]) {
    const { verdict, motifs } = await verifierFichier({
      chemin: join(sortie, fichier),
      ancres,
      a: new Date(heureVraie()),
      comparerTexte: texteDesActes,
    });
    if (verdict !== 'valide')
      throw new Error(`${fichier} n’est pas valide (${verdict}) : ${motifs.join(' ')}`);
  }
  for (const fichier of fichiers.filter((nom) => nom.endsWith('.zip')))
    exigerConcordance(await verifier(sortie, fichier), fichier);
}

/** L'horloge d'un fichier, ou celles de chacune des personnes. */
function horlogesDe(chemin: string): readonly HorlogeJson[] {
  const lu = JSON.parse(readFileSync(chemin, 'utf8')) as HorlogeJson | readonly HorlogeJson[];
  return [lu].flat();
}

function exigerConcordance(rapport: string, fichier: string): void {
  if (!rapport.includes('récapitulatif')) return;
  if (!rapport.includes('concorde'))
    throw new Error(`${fichier} : aucune horloge n’y concorde avec son récapitulatif.\n${rapport}`);
  if (!rapport.includes('inscrites en direct'))
    throw new Error(`${fichier} : aucun registre n’y répond d’un récapitulatif.\n${rapport}`);
}

/** Un dossier exporte se juge par la commande elle-meme, a l'heure vraie. */
async function verifier(sortie: string, fichier: string): Promise<string> {
  const lancer = promisify(execFile);
  const { PATH, HOME } = process.env;
  return lancer(process.execPath, [VERIFICATEUR, '--ancres', sortie, join(sortie, fichier)], {
    env: { PATH, HOME },
    maxBuffer: 16 * 1024 * 1024,
  }).then(
    ({ stdout }) => stdout,
    (cause: unknown) => {
      throw new Error(`${fichier} n’est pas valide : ${sortieDe(cause)}`);
    },
  );
}

const sortieDe = (cause: unknown): string =>
  typeof cause === 'object' && cause !== null && 'stdout' in cause ? String(cause.stdout) : String(cause);

async function entreesDesActes(sortie: string, actes: readonly string[]): Promise<readonly Entree[]> {
  const portees: Entree[] = [];
  for (const acte of actes) {
    const jointe = await lireJointe(new Uint8Array(readFileSync(join(sortie, acte))), 'acte.json');
    if (jointe === undefined) throw new Error(`${acte} ne porte pas ses données.`);
    const donnees = JSON.parse(new TextDecoder().decode(jointe)) as { readonly type: string };
    portees.push(...(apportDe(donnees)?.entrees ?? []));
  }
  return portees;
}

function exigerLHorloge({ horloge, mesure }: HorlogeJson, entrees: readonly Entree[], fichier: string): void {
  const ecarts = ecartsDHorloge(horloge, mesure, entrees, REGLES_DE_GARDE_A_VUE);
  if (ecarts.length > 0)
    throw new Error(
      `${fichier} ne se recalcule pas des actes : ${ecarts.map(({ champ }) => champ).join(', ')}.`,
    );
}
