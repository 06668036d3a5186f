import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** Emplacement du jeton logiciel d'openCryptoki, le seul qui se verrouille vraiment ; son module Debian. */
export const MODULE = '/usr/lib/x86_64-linux-gnu/pkcs11/libopencryptoki.so';
const EMPLACEMENT = '3';
const PUK_D_USINE = '87654321';
const PROVISOIRE = '55555555';
const JETON = '/var/lib/opencryptoki/swtok';
const PID = '/var/run/pkcsslotd.pid';

/** Lance `pkcsslotd` s'il ne tourne pas ; rend de quoi arreter celui-la seul. */
export function lancerPkcsslotd(): () => void {
  if (enMarche()) return () => undefined;
  execFileSync('pkcsslotd', { stdio: 'ignore' });
  // Il ecrit son numero une fois passe a l'arriere-plan : lu au depart, ce serait celui d'un ancien.
  return () => void process.kill(Number(readFileSync(PID, 'utf8')));
}

function enMarche(): boolean {
  if (!existsSync(PID)) return false;
  try {
    return process.kill(Number(readFileSync(PID, 'utf8')), 0);
  } catch {
    return false;
  }
}

/**
 * Remet le jeton a neuf : libelle, code de deblocage, code porteur. openCryptoki ne rend jamais le code d'usine : ses fichiers
 * sont retires. Un jeton qui porte un autre libelle n'est pas a nous : lance, sans y toucher.
 */
export function initialiserJeton({
  libelle,
  pin,
  puk,
}: {
  readonly libelle: string;
  readonly pin: string;
  readonly puk: string;
}): void {
  const etiquette = /token label *: (.*)/.exec(outil('--list-slots'))?.[1]?.trim();
  if (etiquette !== undefined && etiquette !== libelle)
    throw new Error(`Le jeton openCryptoki de cette machine sert déjà (« ${etiquette} ») : essai abandonné.`);
  for (const fichier of ['MK_SO', 'MK_USER', 'NVTOK.DAT']) rmSync(join(JETON, fichier), { force: true });
  for (const objet of readdirSync(join(JETON, 'TOK_OBJ'))) rmSync(join(JETON, 'TOK_OBJ', objet));
  outil('--init-token', '--label', libelle, '--so-pin', PUK_D_USINE);
  outil('--login', '--login-type', 'so', '--so-pin', PUK_D_USINE, '--change-pin', '--new-pin', puk);
  outil('--login', '--login-type', 'so', '--so-pin', puk, '--init-pin', '--new-pin', PROVISOIRE);
  outil('--login', '--pin', PROVISOIRE, '--change-pin', '--new-pin', pin);
}

function outil(...options: readonly string[]): string {
  const lieu = options[0] === '--list-slots' ? [] : ['--slot', EMPLACEMENT];
  const rendu = spawnSync('pkcs11-tool', ['--module', MODULE, ...lieu, ...options], {
    encoding: 'utf8',
  });
  if (rendu.status !== 0) throw new Error(`openCryptoki : ${rendu.stderr.trim()}`);
  return rendu.stdout;
}
