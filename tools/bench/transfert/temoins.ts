import { execFileSync, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { arrondi } from '../statistiques.ts';

/** Un serveur temoin en marche, dans son processus. */
export type Temoin = { readonly pid: number; readonly port: number; readonly fermer: () => void };

const RACINE = join(import.meta.dirname, '..', '..', '..');

/** `@tus/server` et son rangement en fichiers, s'ils sont installes (`PPN_BANC_TUS` : dossier qui a leur `node_modules`). */
export async function ouvrirTusNu(dossier: string): Promise<Temoin | undefined> {
  const lieu = process.env['PPN_BANC_TUS'] ?? RACINE;
  if (!existsSync(join(lieu, 'node_modules', '@tus', 'server'))) return undefined;
  const fichiers = join(dossier, 'tus');
  mkdirSync(fichiers, { recursive: true });
  const enfant = fork(join(import.meta.dirname, 'temoin-tus.ts'), [lieu, fichiers], {
    execArgv: ['--no-warnings'],
  });
  const [port] = (await once(enfant, 'message')) as [number];
  return { pid: enfant.pid ?? 0, port, fermer: () => void enfant.kill('SIGTERM') };
}

/** nginx, PUT et GET d'un fichier, un seul processus, s'il est installe (`PPN_BANC_NGINX` : son programme). */
export async function ouvrirNginx(dossier: string): Promise<Temoin | undefined> {
  const programme = process.env['PPN_BANC_NGINX'] ?? '/usr/sbin/nginx';
  if (!existsSync(programme)) return undefined;
  const lieu = join(dossier, 'nginx');
  mkdirSync(join(lieu, 'racine'), { recursive: true });
  const port = await portLibre();
  writeFileSync(
    join(lieu, 'nginx.conf'),
    [
      'daemon off; master_process off; worker_processes 1; pid nginx.pid; error_log erreurs.log;',
      'events { worker_connections 256; }',
      'http { access_log off; sendfile on; client_max_body_size 0; client_body_temp_path corps;',
      ...['proxy', 'fastcgi', 'uwsgi', 'scgi'].map((nom) => `${nom}_temp_path ${nom};`),
      `server { listen 127.0.0.1:${port}; root ${join(lieu, 'racine')}; location / { dav_methods PUT DELETE; } } }`,
    ].join('\n'),
  );
  const enfant = spawn(programme, ['-p', lieu, '-c', 'nginx.conf', '-e', 'erreurs.log'], { stdio: 'ignore' });
  await attendreLePort(port);
  return { pid: enfant.pid ?? 0, port, fermer: () => void enfant.kill('SIGTERM') };
}

async function portLibre(): Promise<number> {
  const sonde = createServer().listen(0, '127.0.0.1');
  await once(sonde, 'listening');
  const adresse = sonde.address();
  sonde.close();
  return typeof adresse === 'object' && adresse !== null ? adresse.port : 0;
}

async function attendreLePort(port: number): Promise<void> {
  for (let essai = 0; essai < 100; essai += 1) {
    const repond = await fetch(`http://127.0.0.1:${port}/`).catch(() => undefined);
    if (repond !== undefined) return;
    await new Promise((suite) => setTimeout(suite, 50));
  }
  throw new Error(`nginx n’écoute pas sur ${port}.`);
}

/** SHA-256 puis AES-256-GCM selon `openssl speed`, en secondes de processeur par Gio ; absent s'il n'y a pas openssl. */
export function limiteDOpenssl(): number | undefined {
  try {
    return arrondi(parGio('sha256') + parGio('aes-256-gcm'), 2);
  } catch {
    return undefined;
  }
}

/** Derniere colonne de `openssl speed`, blocs de 256 Kio : milliers d'octets par seconde de processeur. */
function parGio(algorithme: string): number {
  const texte = execFileSync('openssl', ['speed', '-seconds', '2', '-bytes', '262144', '-evp', algorithme], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const milliers = Number(/([\d.]+)k\s*$/mu.exec(texte)?.[1] ?? Number.NaN);
  if (!(milliers > 0)) throw new Error(`openssl speed ne dit rien de ${algorithme}.`);
  return 1024 ** 3 / (milliers * 1_000);
}
