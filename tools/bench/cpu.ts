import { readdirSync, readFileSync } from 'node:fs';
import type { Systeme } from '@ppn/demarrage';

/** Secondes de processeur consommees depuis le demarrage, par acteur. `banc` : clients, carte, horodatage. */
export type Cpu = {
  readonly interieur: number;
  readonly justice: number;
  readonly postgres: number;
  readonly banc: number;
};

/** Secondes de processeur par tick de `/proc` (100 par seconde sur Linux). */
const TICK_S = 0.01;

/** Releve le temps de processeur du systeme : services et leurs ouvriers, les deux grappes PostgreSQL et leurs connexions. */
export function releverCpu(systeme: Systeme): Cpu {
  const etats = lireLesProcessus();
  const grappes = [...etats.values()].filter(
    ({ pere, nom, pid }) =>
      nom === 'postgres' && etats.get(pere)?.nom !== 'postgres' && descendDe(pid, etats),
  );
  return {
    interieur: famille(systeme.interieur.pid(), etats),
    justice: famille(systeme.justice.pid(), etats),
    postgres: grappes.reduce((somme, { pid }) => somme + famille(pid, etats), 0),
    banc: etats.get(process.pid)?.propre ?? 0,
  };
}

/** Secondes de processeur des processus de ce nom que le banc a lances, leurs enfants finis compris. */
export function cpuDe(nom: string): number {
  const etats = lireLesProcessus();
  return [...etats.values()]
    .filter((etat) => etat.nom.startsWith(nom) && descendDe(etat.pid, etats))
    .reduce((somme, { propre, enfantsFinis }) => somme + propre + enfantsFinis, 0);
}

/** Un processus et ses enfants (ouvriers, connexions), ceux qui ont fini compris. */
function famille(pid: number | undefined, etats: ReadonlyMap<number, Etat>): number {
  const tete = etats.get(pid ?? 0);
  if (tete === undefined) return 0;
  const enfants = [...etats.values()].filter(({ pere }) => pere === pid);
  return enfants.reduce((somme, enfant) => somme + enfant.propre, tete.propre + tete.enfantsFinis);
}

/** Ce qui a ete consomme entre deux releves, et le total sans le banc. */
export function ecart(avant: Cpu, apres: Cpu): Cpu & { readonly services: number } {
  const [interieur, justice, postgres] = [
    apres.interieur - avant.interieur,
    apres.justice - avant.justice,
    apres.postgres - avant.postgres,
  ];
  return {
    interieur,
    justice,
    postgres,
    banc: apres.banc - avant.banc,
    services: interieur + justice + postgres,
  };
}

type Etat = {
  readonly pid: number;
  readonly nom: string;
  readonly pere: number;
  readonly propre: number;
  readonly enfantsFinis: number;
};

function lireLesProcessus(): ReadonlyMap<number, Etat> {
  const etats = new Map<number, Etat>();
  for (const nom of readdirSync('/proc')) {
    const etat = /^\d+$/.test(nom) ? lire(Number(nom)) : undefined;
    if (etat) etats.set(etat.pid, etat);
  }
  return etats;
}

/** `/proc/<pid>/stat` (proc(5)) : le nom est entre parentheses ; utime, stime, cutime, cstime sont les champs 14 a 17. */
function lire(pid: number): Etat | undefined {
  try {
    const texte = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const fin = texte.lastIndexOf(')');
    const champs = texte.slice(fin + 2).split(' ');
    const ticks = (rang: number): number => Number(champs[rang] ?? 0) * TICK_S;
    return {
      pid,
      nom: texte.slice(texte.indexOf('(') + 1, fin),
      pere: Number(champs[1]),
      propre: ticks(11) + ticks(12),
      enfantsFinis: ticks(13) + ticks(14),
    };
  } catch {
    return undefined;
  }
}

function descendDe(pid: number, etats: ReadonlyMap<number, Etat>): boolean {
  for (let courant = pid; courant > 1; courant = etats.get(courant)?.pere ?? 0)
    if (courant === process.pid) return true;
  return false;
}
