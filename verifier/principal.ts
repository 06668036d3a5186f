import { basename, join } from 'node:path';
import { lireAncres } from '@ppn/sealing';
import type { Ancres } from '@ppn/sealing';
import { EMPLOI, lireArguments } from './arguments.ts';
import type { Demande } from './arguments.ts';
import { enTexte } from './rapport-texte.ts';
import { verifierFichier } from './verifier-fichier.ts';
import type { RapportDeFichier } from './verifier-fichier.ts';

/** Codes de sortie, un par verdict. */
const CODES: Readonly<Record<RapportDeFichier['verdict'], number>> = { valide: 0, invalide: 1, indetermine: 2, 'non-signe': 3 };

async function principal(args: readonly string[]): Promise<number> {
  const dossier = process.env['INIT_CWD'] ?? process.cwd();
  const demande = lireArguments(args, { racine: join(import.meta.dirname, '..'), environnement: process.env, dossier });
  if (demande.ok) return verifier(demande.valeur);
  process.stderr.write(`${demande.refus}\n\n${EMPLOI}`);
  return 3;
}

async function verifier(demande: Demande): Promise<number> {
  try {
    const ancres = await ancresDe(demande);
    const rapport = await verifierFichier({ chemin: demande.fichier, ancres, ...(demande.contenu === undefined ? {} : { contenu: demande.contenu }) });
    const code = CODES[rapport.verdict];
    const nom = basename(demande.fichier);
    process.stdout.write(demande.json ? `${JSON.stringify({ fichier: nom, code, ...rapport }, null, 2)}\n` : enTexte(nom, rapport));
    return code;
  } catch (erreur) {
    return echec(demande, erreur);
  }
}

const SANS_ANCRE: Ancres = { racines: [], intermediaires: [], crls: [], ocsps: [] };

/** Le dossier voulu doit exister ; celui par defaut peut manquer, et rien n'est alors reconnu. */
async function ancresDe(demande: Demande): Promise<Ancres> {
  try {
    return await lireAncres(demande.ancres);
  } catch (erreur) {
    if (!demande.ancresVoulues) return SANS_ANCRE;
    throw erreur;
  }
}

const PHRASES: ReadonlyMap<string, string> = new Map([
  ['ENOENT', 'introuvable'], ['EISDIR', 'c’est un dossier'], ['EACCES', 'lecture interdite'], ['ENOTDIR', 'ce n’est pas un dossier'],
]);

/** Une panne de lecture en une phrase, sans pile ; en JSON, le meme fait en donnees. */
function echec(demande: Demande, erreur: unknown): number {
  if (!(erreur instanceof Error)) throw erreur;
  const code = 'code' in erreur && typeof erreur.code === 'string' ? erreur.code : '';
  const lieu = 'path' in erreur && typeof erreur.path === 'string' ? erreur.path : demande.fichier;
  const motif = `${lieu} : ${PHRASES.get(code) ?? 'lecture impossible'}`;
  if (demande.json) process.stdout.write(`${JSON.stringify({ fichier: basename(demande.fichier), code: 3, verdict: 'non-signe', motifs: [motif], signatures: [], pieces: [], fiches: {} }, null, 2)}\n`);
  else process.stderr.write(`${motif}\n`);
  return 3;
}

process.exitCode = await principal(process.argv.slice(2));
