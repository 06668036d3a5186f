import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { PanneDeDemarrage } from './pannes.ts';
import { ecrireSecret } from './secrets.ts';
import { detenteur, poserVerrou } from './verrou.ts';

/** Version de la forme du dossier : change quand un demarrage ne peut plus lire l'ancien. */
const FORME = 1;
const TEMOIN = 'ppn.json';
const VERROU = 'lanceur.verrou';
const Temoin = z.object({ systeme: z.literal('ppn'), forme: z.number().int(), id: z.string() });

/** Le dossier `.data` tenu par ce lanceur. */
export type DossierDeDonnees = {
  readonly chemin: string;
  /** Chemin sous le dossier. */
  readonly lieu: (...noms: readonly string[]) => string;
  /** Le meme, propre a cette naissance du dossier : une remise a zero en change le nom. */
  readonly lieuNeuf: (...noms: readonly string[]) => string;
  /** Vrai si le dossier vient d'etre cree ou remis a zero. */
  readonly neuf: boolean;
  readonly lacher: () => void;
};

/**
 * Ouvre ou cree le dossier et le verrouille. `remettreAZero` l'efface d'abord, seulement s'il porte notre temoin.
 * Lance `PanneDeDemarrage` : deja lance, dossier etranger, d'une autre version, interdit, disque plein.
 */
export function ouvrirDossierDeDonnees(chemin: string, remettreAZero = false): DossierDeDonnees {
  try {
    mkdirSync(chemin, { recursive: true, mode: 0o700 });
    verifierProprietaire(chemin);
    const lacher = verrouiller(chemin);
    try {
      return { ...preparer(chemin, remettreAZero), lacher };
    } catch (cause) {
      lacher();
      throw cause;
    }
  } catch (cause) {
    throw panneDeDossier(cause, chemin);
  }
}

function preparer(chemin: string, remettreAZero: boolean): Omit<DossierDeDonnees, 'lacher'> {
  const connu = lireTemoin(chemin);
  const garde = connu !== undefined && !remettreAZero;
  if (connu !== undefined && remettreAZero) vider(chemin);
  if (garde && connu.forme !== FORME)
    throw new PanneDeDemarrage(
      'donnees-d-une-autre-version',
      `Le dossier ${chemin} vient d’une autre version (forme ${connu.forme}, attendue ${FORME}) : gardez-le pour cette version, ou repartez de zéro avec « npm start -- --reset ».`,
    );
  const id = garde ? connu.id : randomBytes(4).toString('hex');
  if (!garde) ecrireSecret(join(chemin, TEMOIN), JSON.stringify({ systeme: 'ppn', forme: FORME, id }));
  return {
    chemin,
    neuf: !garde,
    lieu: (...noms) => join(chemin, ...noms),
    lieuNeuf: (premier = '', ...suite) => join(chemin, `${premier}-${id}`, ...suite),
  };
}

/** Rien d'autre que notre verrou, ou notre temoin : on n'ecrit jamais dans le dossier d'un autre. */
function verifierProprietaire(chemin: string): void {
  const contenu = readdirSync(chemin).filter((nom) => nom !== VERROU && !nom.startsWith(`${VERROU}.`));
  if (contenu.length === 0 || contenu.includes(TEMOIN)) return;
  throw new PanneDeDemarrage(
    'donnees-etrangeres',
    `Le dossier ${chemin} n’est pas vide et n’a pas été créé par « npm start » : choisissez-en un autre avec PPN_DONNEES_DIR.`,
  );
}

function lireTemoin(chemin: string): z.infer<typeof Temoin> | undefined {
  if (!readdirSync(chemin).includes(TEMOIN)) return undefined;
  const lu = Temoin.safeParse(json(readFileSync(join(chemin, TEMOIN), 'utf8')));
  if (lu.success) return lu.data;
  throw new PanneDeDemarrage(
    'donnees-d-une-autre-version',
    `Le témoin ${join(chemin, TEMOIN)} est illisible : restaurez-le, ou supprimez vous-même ce dossier pour repartir de zéro.`,
  );
}

/** Le temoin part en dernier : un effacement interrompu se reprend. */
function vider(chemin: string): void {
  const noms = readdirSync(chemin).filter((nom) => nom !== VERROU && nom !== TEMOIN);
  for (const nom of [...noms, TEMOIN])
    rmSync(join(chemin, nom), { recursive: true, force: true, maxRetries: 3 });
}

function verrouiller(chemin: string): () => void {
  const fichier = join(chemin, VERROU);
  const lacher = poserVerrou(fichier);
  if (lacher !== undefined) return lacher;
  throw new PanneDeDemarrage(
    'deja-lance',
    `Un autre lanceur (processus ${detenteur(fichier) ?? 'inconnu'}) tient déjà ${chemin} : arrêtez-le, ou donnez un autre dossier avec PPN_DONNEES_DIR.`,
  );
}

function panneDeDossier(cause: unknown, chemin: string): unknown {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  if (['EACCES', 'EPERM', 'EROFS'].includes(code))
    return new PanneDeDemarrage(
      'donnees-interdites',
      `Le dossier ${chemin} n’est pas inscriptible par ce compte : corrigez ses droits, ou donnez un autre dossier avec PPN_DONNEES_DIR.`,
    );
  if (code === 'ENOTDIR' || code === 'EEXIST')
    return new PanneDeDemarrage(
      'configuration-invalide',
      `PPN_DONNEES_DIR=${chemin} ne désigne pas un dossier utilisable.`,
    );
  return code === 'ENOSPC' || code === 'EDQUOT'
    ? new PanneDeDemarrage(
        'disque-plein',
        `Le disque est plein : libérez de la place pour ${chemin}, puis relancez.`,
      )
    : cause;
}

function json(texte: string): unknown {
  try {
    return JSON.parse(texte);
  } catch {
    return undefined;
  }
}
