import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { lireAncres } from '@ppn/sealing';
import { lecteurDeDossier, texteDesActes } from '@ppn/verifier';
import * as z from 'zod';

/** Un vecteur publie, tel que lu de `vecteurs.json`. */
const publie = z.object({
  nom: z.string(),
  attaque: z.string(),
  fichier: z.string(),
  ancres: z.string(),
  a: z.string(),
  tetes: z.array(z.string()),
  verdict: z.enum(['valide', 'invalide', 'indetermine']),
  codes: z.array(z.string()),
});
export type VecteurLu = z.infer<typeof publie>;

/** Les vecteurs publies d'un dossier. */
export const lireVecteurs = async (dossier: string): Promise<readonly VecteurLu[]> =>
  z
    .object({ schema: z.literal('ppn/vecteurs@1'), vecteurs: z.array(publie) })
    .parse(JSON.parse(await readFile(join(dossier, 'vecteurs.json'), 'utf8'))).vecteurs;

/** Le jugement d'un verificateur : ce sur quoi deux verificateurs doivent s'accorder (docs/preuve.md §9). */
export type Jugement = { readonly verdict: string; readonly codes: readonly string[] };

/** Ce qu'un verificateur recoit : le fichier, et ses options. */
export type AJuger = Pick<VecteurLu, 'a'> & {
  readonly fichier: string;
  readonly ancres: string;
  readonly tetes: readonly string[];
};

const RACINE = join(import.meta.dirname, '..', '..');
const rapport = z.object({ verdict: z.string(), codes: z.array(z.string()).default([]) });

const LECTEUR = lecteurDeDossier();

/** Celui de `npm run verify`, dans ce processus ; une panne est un verdict « panne », avec sa raison. */
export const enTypeScript = async ({ fichier, ancres, a, tetes }: AJuger): Promise<Jugement> => {
  try {
    const { donnees } = await LECTEUR.lire({
      chemin: fichier,
      ancres: await lireAncres(ancres),
      dossierDAncres: ancres,
      a: new Date(a),
      tetes,
      comparerTexte: texteDesActes,
    });
    return lireRapport(donnees);
  } catch (cause) {
    return panne(cause);
  }
};

/** `verify.py`, par lot : un seul processus pour toutes les demandes, rendues dans l'ordre. */
export async function enPython(demandes: readonly AJuger[]): Promise<readonly Jugement[]> {
  const enfant = spawn('python3', [join(RACINE, 'verifier', 'independant', 'lot.py')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  enfant.stdin.end(demandes.map((demande) => `${JSON.stringify(demande)}\n`).join(''));
  const lignes = (await text(enfant.stdout)).split('\n').filter((ligne) => ligne !== '');
  return demandes.map((_, rang) => {
    const ligne = lignes[rang];
    return ligne === undefined ? panne('verify.py s’est arrêté') : lireRapport(JSON.parse(ligne));
  });
}

function lireRapport(donnees: unknown): Jugement {
  const lu = rapport.parse(donnees);
  return { verdict: lu.verdict, codes: [...new Set(lu.codes)].toSorted() };
}

const panne = (cause: unknown): Jugement => ({
  verdict: 'panne',
  codes: [cause instanceof Error ? cause.message : String(cause)],
});

/** Un vecteur passe dans les deux verificateurs. */
export type Passage = {
  readonly vecteur: VecteurLu;
  readonly typescript: Jugement;
  readonly python: Jugement;
  readonly accord: boolean;
};

/** Passe tous les vecteurs d'un dossier dans les deux verificateurs. */
export async function passer(dossier: string, vecteurs: readonly VecteurLu[]): Promise<readonly Passage[]> {
  const demandes = vecteurs.map(({ fichier, ancres, a, tetes }) => ({
    fichier: join(dossier, fichier),
    ancres: join(dossier, ancres),
    a,
    tetes: tetes.map((tete) => join(dossier, tete)),
  }));
  const [typescript, python] = await Promise.all([tousEnTypeScript(demandes), enPython(demandes)]);
  return vecteurs.map((vecteur, rang) => {
    const ts = typescript[rang] ?? panne('sans réponse');
    const py = python[rang] ?? panne('sans réponse');
    return {
      vecteur,
      typescript: ts,
      python: py,
      accord: memeJugement(ts, vecteur) && memeJugement(py, vecteur),
    };
  });
}

/** Toutes les demandes, une a une. */
export async function tousEnTypeScript(demandes: readonly AJuger[]): Promise<readonly Jugement[]> {
  const juges: Jugement[] = [];
  for (const demande of demandes) juges.push(await enTypeScript(demande));
  return juges;
}

/** Vrai si deux jugements ont le meme verdict et le meme ensemble de codes. */
export const memeJugement = (un: Jugement, autre: Jugement): boolean =>
  un.verdict === autre.verdict &&
  [...new Set(un.codes)].toSorted().join() === [...new Set(autre.codes)].toSorted().join();

/** Le tableau d'accord, en Markdown. */
export function enTableau(passages: readonly Passage[]): string {
  const dire = ({ verdict, codes }: Jugement): string =>
    codes.length === 0 ? verdict : `${verdict} : ${codes.toSorted().join(', ')}`;
  const accords = passages.filter(({ accord }) => accord).length;
  return [
    '# Vecteurs de vérification',
    '',
    `${accords} vecteurs sur ${passages.length} : les deux vérificateurs rendent le jugement attendu.`,
    '',
    '| Vecteur | Attaque | Attendu | TypeScript | Python | Accord |',
    '|---|---|---|---|---|---|',
    ...passages.map(
      ({ vecteur, typescript, python, accord }) =>
        `| ${vecteur.nom} | ${vecteur.attaque} | ${dire(vecteur)} | ${dire(typescript)} | ${dire(python)} | ${accord ? 'oui' : '**non**'} |`,
    ),
    '',
  ].join('\n');
}
