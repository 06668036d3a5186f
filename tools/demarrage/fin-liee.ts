import { spawnSync } from 'node:child_process';

/** Programme et arguments tels que le noyau envoie SIGTERM a l'enfant quand son parent meurt (`setpriv`, util-linux). */
export function avecFinLiee(
  programme: string,
  args: readonly string[],
): readonly [string, readonly string[]] {
  return setprivPresent()
    ? ['setpriv', ['--pdeathsig', 'SIGTERM', '--', programme, ...args]]
    : [programme, args];
}

let connu: boolean | undefined;

function setprivPresent(): boolean {
  connu ??= spawnSync('setpriv', ['--pdeathsig', 'SIGTERM', '--', 'true'], { stdio: 'ignore' }).status === 0;
  return connu;
}
