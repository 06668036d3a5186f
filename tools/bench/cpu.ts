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

/** Releve le temps de processeur du systeme ; PostgreSQL compte ses deux grappes, connexions fermees comprises. */
export function releverCpu(systeme: Systeme): Cpu {
  const etats = lireLesProcessus();
  const deProcessus = (pid: number | undefined): number => etats.get(pid ?? 0)?.propre ?? 0;
  const serveurs = [...etats.values()].filter(
    ({ pere, nom }) => nom === 'postgres' && etats.get(pere)?.nom !== 'postgres' && descendDe(pere, etats),
  );
  const postgres = serveurs.reduce(
    (somme, serveur) =>
      somme +
      serveur.propre +
      serveur.enfantsFinis +
      [...etats.values()]
        .filter(({ pere }) => pere === serveur.pid)
        .reduce((total, { propre }) => total + propre, 0),
    0,
  );
  return {
    interieur: deProcessus(systeme.interieur.pid()),
    justice: deProcessus(systeme.justice.pid()),
    postgres,
    banc: deProcessus(process.pid),
  };
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
