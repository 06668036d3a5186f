import { basename } from 'node:path';
import { lireAncres } from '@ppn/sealing';
import type { Ancres } from '@ppn/sealing';
import type { Lecteur, Lecture } from './aiguillage.ts';
import { EMPLOI, lireArguments } from './arguments.ts';
import type { Demande, Milieu } from './arguments.ts';
import { clesDe } from './dossier/lecteur.ts';
import { enDonnees } from './en-donnees.ts';
import { enTexte } from './rapport-texte.ts';
import { verifierFichier } from './verifier-fichier.ts';
import type { RapportDeFichier } from './verifier-fichier.ts';

/** Codes de sortie, un par verdict. */
const CODES: Readonly<Record<RapportDeFichier['verdict'], number>> = {
  valide: 0,
  invalide: 1,
  indetermine: 2,
  'non-signe': 3,
};

/** Ce que la commande rend : code de sortie, sortie et erreurs a ecrire. */
export type Issue = { readonly code: number; readonly sortie: string; readonly erreurs: string };

/** Execute la commande ; ne lance pas. `milieu` : dossier du projet, dossier courant, environnement. */
export async function executer(args: readonly string[], milieu: Milieu): Promise<Issue> {
  const demande = lireArguments(args, milieu);
  return demande.ok
    ? verifier(demande.valeur, milieu)
    : { code: 3, sortie: '', erreurs: `${demande.refus}\n\n${EMPLOI}` };
}

async function verifier(demande: Demande, milieu: Milieu): Promise<Issue> {
  try {
    const lecture = await lire(demande, { milieu, ancres: await ancresDe(demande) });
    const nom = basename(demande.fichier);
    return {
      code: lecture.code,
      sortie: demande.json ? enJson({ fichier: nom, code: lecture.code, ...lecture.donnees }) : lecture.texte,
      erreurs: '',
    };
  } catch (erreur) {
    return echec(demande, erreur);
  }
}

/** Le premier lecteur qui reconnait le fichier, sinon celui d'un fichier signe seul. */
async function lire(
  demande: Demande,
  { milieu, ancres }: { readonly milieu: Milieu; readonly ancres: Ancres },
): Promise<Lecture> {
  const lecture = {
    chemin: demande.fichier,
    ancres,
    tetes: demande.tetes,
    ...(demande.contenu === undefined ? {} : { contenu: demande.contenu }),
    ...(demande.a === undefined ? {} : { a: demande.a }),
    ...(demande.ancresNommees ? { dossierDAncres: demande.ancres } : {}),
    ...(milieu.comparerTexte === undefined ? {} : { comparerTexte: milieu.comparerTexte }),
  };
  const lecteur = await lecteurDe(demande, milieu.lecteurs ?? []);
  if (lecteur !== undefined) return lecteur.lire(lecture);
  const cles = await clesDe(demande.ancres);
  const rapport = await verifierFichier({
    ...lecture,
    ...(cles === undefined ? {} : { cles }),
  });
  return {
    code: CODES[rapport.verdict],
    donnees: enDonnees(rapport),
    texte: enTexte(basename(demande.fichier), rapport),
  };
}

async function lecteurDe(demande: Demande, lecteurs: readonly Lecteur[]): Promise<Lecteur | undefined> {
  for (const lecteur of lecteurs) if (await lecteur.reconnait(demande.fichier)) return lecteur;
  return undefined;
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
  ['ENOENT', 'introuvable'],
  ['EISDIR', 'c’est un dossier'],
  ['EACCES', 'lecture interdite'],
  ['ENOTDIR', 'ce n’est pas un dossier'],
]);

/** Une panne de lecture en une phrase, sans pile ; en JSON, le meme fait en donnees. */
function echec(demande: Demande, erreur: unknown): Issue {
  if (!(erreur instanceof Error)) throw erreur;
  const code = 'code' in erreur && typeof erreur.code === 'string' ? erreur.code : '';
  const lieu = 'path' in erreur && typeof erreur.path === 'string' ? erreur.path : demande.fichier;
  const motif = `${lieu} : ${PHRASES.get(code) ?? 'lecture impossible'}`;
  if (!demande.json) return { code: 3, sortie: '', erreurs: `${motif}\n` };
  return {
    code: 3,
    sortie: enJson({
      fichier: basename(demande.fichier),
      code: 3,
      genre: 'autre',
      verdict: 'non-signe',
      motifs: [motif],
      signatures: [],
      pieces: [],
      fiches: {},
      preuves: [],
    }),
    erreurs: '',
  };
}

const enJson = (valeur: unknown): string => `${JSON.stringify(valeur, null, 2)}\n`;
