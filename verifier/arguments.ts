import { join, resolve } from 'node:path';
import { refus, reussite } from '@ppn/core';
import type { Result } from '@ppn/core';
import type { Lecteur } from './aiguillage.ts';
import type { ComparerTexte } from './fiche.ts';

/** Ce que demande la ligne de commande. `ancres` : dossier d'ancres voulu, ou celui par defaut (qui peut manquer). */
export type Demande = {
  readonly fichier: string;
  readonly contenu?: string;
  readonly json: boolean;
  readonly ancres: string;
  readonly ancresVoulues: boolean;
  /** Le dossier d'ancres ne vient pas du defaut : option ou PPN_ANCRES. */
  readonly ancresNommees: boolean;
  readonly tetes: readonly string[];
  readonly a?: Date;
};

/**
 * D'ou la commande est lancee : `racine`, dossier du projet ; `dossier`, dossier courant ; `comparerTexte`, s'il est connu ;
 * `lecteurs`, les genres de fichier essayes avant celui d'un fichier signe seul.
 */
export type Milieu = {
  readonly racine: string;
  readonly dossier: string;
  readonly environnement: Readonly<Record<string, string | undefined>>;
  readonly comparerTexte?: ComparerTexte;
  readonly lecteurs?: readonly Lecteur[];
};

/** Mode d'emploi, en francais. */
export const EMPLOI = `Usage : npm run verify -- [--json] [--ancres DOSSIER] [--a INSTANT] [--contenu FICHIER] [--tete TÊTE]… FICHIER

Vérifie hors ligne un dossier exporté (ZIP), un acte ou un récépissé (PDF), un pli ou un accusé (ASiC), ou une signature CAdES (.p7s, .p7m).
  --json             le même rapport, en données
  --ancres DOSSIER   certificats de confiance : racine.pem, intermediaires.pem, listes de révocation
                     (sinon PPN_ANCRES, sinon .data/confiance/ancres)
                     et, pour un dossier, cles.json ; sans --ancres ni PPN_ANCRES, un dossier est jugé par ses propres ancres
  --contenu FICHIER  le fichier signé, quand la signature est à part ; le fichier reçu, pour un récépissé
  --tete TÊTE        une tête du dossier gardée ailleurs : fichier .note, ou texte du QR d'un bordereau imprimé
  --a INSTANT        heure de la vérification, par exemple 2038-01-01T00:00:00Z (maintenant par défaut)

Sortie : 0 valide, 1 altéré ou invalide, 2 indéterminé, 3 pas un fichier signé ou illisible.
`;

/** Options a valeur, et le champ que chacune remplit. */
const CHAMPS = { '--ancres': 'ancres', '--contenu': 'contenu', '--a': 'a' } as const;
const isAvecValeur = (mot: string): mot is keyof typeof CHAMPS | '--tete' =>
  mot === '--tete' || Object.hasOwn(CHAMPS, mot);

/** Lit les arguments ; le refus est une phrase a montrer avec le mode d'emploi. */
export function lireArguments(args: readonly string[], milieu: Milieu): Result<Demande, string> {
  const lus: {
    fichiers: string[];
    tetes: string[];
    json: boolean;
    ancres?: string;
    contenu?: string;
    a?: string;
  } = {
    fichiers: [],
    tetes: [],
    json: false,
  };
  let options = true;
  for (let rang = 0; rang < args.length; rang += 1) {
    const mot = args[rang] ?? '';
    if (options && mot === '--') options = false;
    else if (options && mot === '--json') lus.json = true;
    else if (options && isAvecValeur(mot)) {
      const valeur = args[(rang += 1)];
      if (valeur === undefined) return refus(`Il manque une valeur après ${mot}.`);
      if (mot === '--tete') lus.tetes.push(valeur);
      else lus[CHAMPS[mot]] = valeur;
    } else if (options && mot.startsWith('-')) return refus(`Option inconnue : ${mot}.`);
    else lus.fichiers.push(mot);
  }
  const [fichier, ...autres] = lus.fichiers;
  if (fichier === undefined) return refus('Il faut donner un fichier à vérifier.');
  if (autres.length > 0) return refus('Un seul fichier à la fois.');
  if (lus.a !== undefined && Number.isNaN(Date.parse(lus.a))) return refus(`Instant illisible : ${lus.a}.`);
  const defaut = milieu.environnement['PPN_ANCRES'] ?? join(milieu.racine, '.data', 'confiance', 'ancres');
  const depuis = (chemin: string): string => resolve(milieu.dossier, chemin);
  return reussite({
    fichier: depuis(fichier),
    json: lus.json,
    ancres: depuis(lus.ancres ?? defaut),
    ancresVoulues: lus.ancres !== undefined,
    ancresNommees: lus.ancres !== undefined || milieu.environnement['PPN_ANCRES'] !== undefined,
    tetes: lus.tetes.map((tete) => (tete.startsWith('PPN1 ') ? tete : depuis(tete))),
    ...(lus.a === undefined ? {} : { a: new Date(lus.a) }),
    ...(lus.contenu === undefined ? {} : { contenu: depuis(lus.contenu) }),
  });
}
