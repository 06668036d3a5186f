import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** PostgreSQL refuse l'uid 0. Compte ordinaire : `direct`. Root : espace de noms (`userns`), sinon changement d'uid (`setuid`). */
export type Mode = 'direct' | 'userns' | 'setuid';

/** Comment lancer un programme de PostgreSQL : mode, et compte cible quand il change. */
export type Lanceur = { readonly mode: Mode; readonly uid: number; readonly gid: number };

/** Une commande prete pour `spawn`. */
export type Commande = {
  readonly fichier: string;
  readonly args: readonly string[];
  readonly options: { readonly uid?: number; readonly gid?: number };
};

/** Choisit le mode de la machine ; `PPN_PG_MODE` le force (essais), `PPN_PG_UID` et `PPN_PG_GID` nomment un compte dedie pour `setuid`. */
export function choisirLanceur(env: NodeJS.ProcessEnv = process.env): Lanceur {
  const uid = process.getuid?.() ?? 1000;
  const gid = process.getgid?.() ?? 1000;
  const force = env['PPN_PG_MODE'];
  if (force === 'direct' || (uid !== 0 && force === undefined)) return { mode: 'direct', uid, gid };
  const compte = compteConnu();
  if (force === 'userns' || (force !== 'setuid' && espaceDeNomsPermis(compte)))
    return { mode: 'userns', uid: compte, gid: compte };
  return {
    mode: 'setuid',
    uid: Number(env['PPN_PG_UID'] ?? NOBODY),
    gid: Number(env['PPN_PG_GID'] ?? NOBODY),
  };
}

/**
 * Enrobe un programme. `mourirAvecLeParent` : le serveur recoit SIGINT (arret propre) quand le fil qui l'a lance meurt.
 * L'ordre compte : un changement d'identite efface le signal, `setpriv` vient donc apres `unshare`.
 */
export function commande(
  lanceur: Lanceur,
  programme: string,
  args: readonly string[],
  mourirAvecLeParent = false,
): Commande {
  const suite =
    mourirAvecLeParent && setprivPresent()
      ? ['setpriv', '--pdeathsig', 'SIGINT', '--', programme, ...args]
      : [programme, ...args];
  if (lanceur.mode === 'userns')
    return { fichier: 'unshare', args: [...espace(lanceur.uid), '--', ...suite], options: {} };
  const [fichier = programme, ...reste] = suite;
  return {
    fichier,
    args: reste,
    options: lanceur.mode === 'setuid' ? { uid: lanceur.uid, gid: lanceur.gid } : {},
  };
}

const NOBODY = 65534;

const espace = (uid: number): readonly string[] => ['-U', `--map-user=${uid}`, `--map-group=${uid}`];

const reussit = (fichier: string, args: readonly string[]): boolean =>
  spawnSync(fichier, args, { stdio: 'ignore', timeout: 5000 }).status === 0;

const espaceDeNomsPermis = (uid: number): boolean => reussit('unshare', [...espace(uid), '--', 'true']);

let setpriv: boolean | undefined;

const setprivPresent = (): boolean =>
  (setpriv ??= reussit('setpriv', ['--pdeathsig', 'SIGINT', '--', 'true']));

/** initdb cherche le nom de son uid dans /etc/passwd : il faut donc un compte qui existe. */
function compteConnu(): number {
  const connus = new Set(lignesDePasswd().map((ligne) => Number(ligne.split(':')[2])));
  return [1000, NOBODY].find((uid) => connus.has(uid)) ?? [...connus].find((uid) => uid > 0) ?? 1000;
}

function lignesDePasswd(): readonly string[] {
  try {
    return readFileSync('/etc/passwd', 'utf8')
      .split('\n')
      .filter((ligne) => ligne !== '');
  } catch {
    return [];
  }
}
