import { fork } from 'node:child_process';
import { createCipheriv, createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrationsDesEnvois } from '@ppn/large-files';
import { demarrerGrappe, migrer } from '@ppn/postgres';
import { arrondi, mediane } from '../statistiques.ts';
import {
  type Client,
  effacer,
  envoyer,
  envoyerAuTusNu,
  envoyerNu,
  mettre,
  oter,
  prendre,
  recevoir,
  recevoirNu,
} from './client.ts';
import { limiteDOpenssl, ouvrirNginx, ouvrirTusNu, type Temoin } from './temoins.ts';

/** Une serie : secondes a l'horloge, secondes de processeur du service seul, par tour. */
type Serie = { readonly mur: number[]; readonly cpu: number[] };

/** Ce que le banc a mesure, medianes ; `mo` : Mo/s (10^6). Processeur : secondes par Gio, service seul. */
export type MesuresDeTransfert = {
  readonly faiteA: string;
  readonly machine: string;
  readonly charge: readonly [number, number];
  readonly tours: number;
  readonly gio: number;
  readonly lignes: readonly {
    readonly nom: string;
    readonly mur: number;
    readonly mo: number;
    readonly cpuParGio: number;
  }[];
  /** Memoire residente la plus haute du service, avant et apres les vingt envois a la fois, en Mio. */
  readonly memoire: { readonly unEnvoi: number; readonly vingt: number };
  /** SHA-256 puis AES-256-GCM par segments, un fil, en memoire : la limite du calcul, en secondes de processeur par Gio. */
  readonly limite: number;
  /** La meme limite selon `openssl speed` ; absente s'il n'y a pas openssl. */
  readonly openssl: number | undefined;
  /** Temoins qui n'etaient pas sur cette machine. */
  readonly absents: readonly string[];
};

/** L'allocation que le lanceur donne aussi a PLINE : un segment n'est pas rendu au noyau puis repris. */
const ALLOCATION = {
  MALLOC_MMAP_THRESHOLD_: '67108864',
  MALLOC_TRIM_THRESHOLD_: '33554432',
  MALLOC_ARENA_MAX: '4',
};

const GIO = 1024 ** 3;
const VINGT = 20;

/** Mesure le chemin des octets seul (service et ses fils), en alternance avec un temoin nu, sur des fichiers effaces a chaque tour. */
export async function mesurerTransfert(
  { gio, tours }: { readonly gio: number; readonly tours: number },
  dire: (phrase: string) => void,
): Promise<MesuresDeTransfert> {
  const dossier = mkdtempSync(join(tmpdir(), 'ppn-banc-transfert-'));
  const charge = loadavg()[0] ?? 0;
  const grappe = await demarrerGrappe({ dossier: join(dossier, 'postgres') });
  try {
    const base = await grappe.base('transfert');
    await migrer(base.urlProprietaire, [migrationsDesEnvois], base.roleApplicatif);
    const bloc = randomBytes(1024 * 1024);
    const lancer = async () => {
      const processus = fork(join(import.meta.dirname, 'serveur.ts'), [base.urlApplication, dossier], {
        execArgv: ['--no-warnings'],
        env: { ...process.env, ...ALLOCATION },
      });
      const [port] = (await once(processus, 'message')) as [number];
      return { processus, pid: processus.pid, client: { port, bloc } };
    };
    // Le temoin nu a son processus : ce qu'il laisse a ramasser ne doit rien couter au service mesure.
    const [{ processus: service, client }, nu] = [await lancer(), await lancer()];
    const series = new Map<string, Serie>();
    const [tusNu, nginx] = [await ouvrirTusNu(dossier), await ouvrirNginx(dossier)];
    const jouer = async <T>(nom: string, action: () => Promise<T>, pid = service.pid): Promise<T> => {
      const [cpu, mur] = [cpuDe(pid), performance.now()];
      const rendu = await action();
      const serie = series.get(nom) ?? { mur: [], cpu: [] };
      serie.mur.push((performance.now() - mur) / 1000);
      serie.cpu.push(cpuDe(pid) - cpu);
      series.set(nom, serie);
      return rendu;
    };
    let [unEnvoi, vingt] = [0, 0];
    for (let tour = 0; tour < tours; tour += 1) {
      dire(`Tour ${tour + 1} sur ${tours}…`);
      await unTour({ client, nu }, gio * GIO, jouer, (envois) => {
        if (envois === 1) unEnvoi ||= memoireDe(service.pid);
        else vingt = memoireDe(service.pid);
      });
      if (tusNu !== undefined) await tourDeTus(tusNu, client.bloc, { taille: gio * GIO, jouer });
      if (nginx !== undefined) await tourDeNginx(nginx, client.bloc, { taille: gio * GIO, jouer });
    }
    for (const temoin of [tusNu, nginx]) temoin?.fermer();
    for (const processus of [service, nu.processus]) processus.kill('SIGTERM');
    const lignes = [...series].map(([nom, { mur, cpu }]) => ({
      nom,
      mur: arrondi(mediane(mur), 2),
      mo: Math.round((gio * GIO) / 1e6 / mediane(mur)),
      cpuParGio: arrondi(mediane(cpu) / gio, 2),
    }));
    return {
      faiteA: new Date().toISOString(),
      machine: `${cpus().length} cœurs, ${cpus()[0]?.model.trim() ?? ''}, Node ${process.version}`,
      charge: [arrondi(charge), arrondi(loadavg()[0] ?? 0)],
      tours,
      gio,
      lignes,
      memoire: { unEnvoi, vingt },
      limite: limiteDuCalcul(),
      openssl: limiteDOpenssl(),
      absents: [...(tusNu ? [] : ['@tus/server']), ...(nginx ? [] : ['nginx'])],
    };
  } finally {
    await grappe.arreter();
    rmSync(dossier, { recursive: true, force: true });
  }
}

type Jouer = <T>(nom: string, action: () => Promise<T>, pid?: number) => Promise<T>;
type Tour = { readonly taille: number; readonly jouer: Jouer };

/** @tus/server tel quel : pas de lecture, son GET tombe. */
async function tourDeTus({ port, pid }: Temoin, bloc: Buffer, { taille, jouer }: Tour): Promise<void> {
  const client = { port, bloc };
  await oter(
    client,
    await jouer('envoi, @tus/server (ni somme, ni chiffre)', () => envoyerAuTusNu(client, taille), pid),
  );
  const part = Math.floor(taille / VINGT);
  const chemins = await jouer(
    'vingt envois, @tus/server',
    () => Promise.all(Array.from({ length: VINGT }, () => envoyerAuTusNu(client, part))),
    pid,
  );
  for (const chemin of chemins) await oter(client, chemin);
}

async function tourDeNginx({ port, pid }: Temoin, bloc: Buffer, { taille, jouer }: Tour): Promise<void> {
  const client = { port, bloc };
  await jouer('envoi, nginx PUT', () => mettre(client, '/a', taille), pid);
  verifierLaTaille(await jouer('lecture, nginx GET', () => prendre(client, '/a'), pid), taille);
  await oter(client, '/a');
}

type Mesures = {
  readonly client: Client;
  readonly nu: { readonly client: Client; readonly pid: number | undefined };
};

async function unTour(
  { client, nu }: Mesures,
  taille: number,
  jouer: Jouer,
  apres: (envois: number) => void,
): Promise<void> {
  await jouer('envoi nu (témoin : ni somme, ni chiffre)', () => envoyerNu(nu.client, 'a', taille), nu.pid);
  const id = await jouer('envoi d’un trait', () => envoyer(client, taille));
  apres(1);
  verifierLaTaille(await jouer('lecture nue (témoin)', () => recevoirNu(nu.client, 'a'), nu.pid), taille);
  verifierLaTaille(await jouer('lecture', () => recevoir(client, id)), taille);
  await effacer(client, id);
  const reuni = await jouer('envoi en quatre parties réunies', () => envoyer(client, taille, 4));
  await effacer(client, reuni);
  const part = Math.floor(taille / VINGT);
  const vingt = Array.from({ length: VINGT }, (_, rang) => `v${rang}`);
  await jouer(
    'vingt envois nus à la fois (témoin)',
    () => Promise.all(vingt.map((nom) => envoyerNu(nu.client, nom, part))),
    nu.pid,
  );
  const ids = await jouer('vingt envois à la fois', () =>
    Promise.all(vingt.map(() => envoyer(client, part))),
  );
  apres(VINGT);
  await jouer('vingt lectures à la fois', () => Promise.all(ids.map((envoye) => recevoir(client, envoye))));
  for (const envoye of ids) await effacer(client, envoye);
}

function verifierLaTaille(lus: number, attendus: number): void {
  if (lus !== attendus) throw new Error(`${lus} octets lus sur ${attendus}.`);
}

/** Secondes de processeur d'un processus, ses fils compris (`/proc/<pid>/stat`, champs 14 et 15). */
function cpuDe(pid = 0): number {
  const texte = readFileSync(`/proc/${pid}/stat`, 'latin1');
  const champs = texte.slice(texte.lastIndexOf(')') + 2).split(' ');
  return (Number(champs[11]) + Number(champs[12])) / 100;
}

/** Memoire residente la plus haute d'un processus, en Mio (`VmHWM`). */
function memoireDe(pid = 0): number {
  const [, kio = '0'] = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'latin1')) ?? [];
  return Math.round(Number(kio) / 1024);
}

/** Un Gio hache et chiffre en memoire, par segments de 256 Kio, un fil. */
function limiteDuCalcul(): number {
  const [segment, cle, somme] = [randomBytes(256 * 1024), randomBytes(32), createHash('sha256')];
  const depart = process.cpuUsage();
  for (let rang = 0; rang < 4096; rang += 1) {
    somme.update(segment);
    const machine = createCipheriv('aes-256-gcm', cle, randomBytes(12));
    machine.update(segment);
    machine.final();
  }
  const { user, system } = process.cpuUsage(depart);
  return arrondi((user + system) / 1e6, 2);
}
