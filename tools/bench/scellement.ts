import { loadavg } from 'node:os';
import type { Banc } from './banc.ts';
import { ecart, releverCpu } from './cpu.ts';
import { preparer, signerTout } from './procedures.ts';
import { arrondi, mediane } from './statistiques.ts';

/** Debit d'actes complets : PDF/A-3a compose, acte.json, PAdES-B-T horodate, objet chiffre range, transaction validee. */
export type Scellement = {
  readonly actes: number;
  /** Actes par seconde, horloge murale, sur cette machine telle que chargee. */
  readonly parSeconde: number;
  /** Mediane des tranches. */
  readonly tranches: readonly number[];
  /** Millisecondes de processeur par acte. */
  readonly cpuParActe: {
    readonly service: number;
    readonly postgres: number;
    /** Horodatage, carte et clients : le processus du banc. */
    readonly banc: number;
  };
  /** Actes par seconde d'un coeur libre : service et PostgreSQL. */
  readonly parCoeur: number;
  /** Deux coeurs libres, horodatage, carte et clients compris. */
  readonly deuxCoeurs: number;
  readonly charge: number;
};

export type PlanDuScellement = {
  readonly actes: number;
  readonly tranches: number;
  /** Tranches jouees avant : un service tourne des semaines, la compilation a la volee de ses premieres minutes n'est pas mesuree. */
  readonly echauffement: number;
};

/** Mesure `tranches` tranches de `actes` actes chacune, apres un echauffement. */
export async function mesurerScellement(
  { systeme, enqueteurs }: Banc,
  { actes, tranches, echauffement }: PlanDuScellement,
): Promise<Scellement> {
  const [enqueteur] = enqueteurs;
  if (!enqueteur) throw new Error('Aucun enquêteur connecté.');
  const debits: number[] = [];
  const couts = { service: [] as number[], postgres: [] as number[], banc: [] as number[] };
  for (let tranche = -echauffement; tranche < tranches; tranche += 1) {
    const prets = (await preparer(enqueteur, actes / 2, { plainte: true })).flatMap(({ actes: a }) => a);
    const [avant, depart] = [releverCpu(systeme), performance.now()];
    await signerTout(enqueteur, prets, { taille: 20, clients: 4 });
    const [duree, cpu] = [performance.now() - depart, ecart(avant, releverCpu(systeme))];
    if (tranche < 0) continue;
    debits.push((actes / duree) * 1000);
    couts.service.push((cpu.interieur / actes) * 1000);
    couts.postgres.push((cpu.postgres / actes) * 1000);
    couts.banc.push((cpu.banc / actes) * 1000);
  }
  const [service, postgres, banc] = [mediane(couts.service), mediane(couts.postgres), mediane(couts.banc)];
  return {
    actes: actes * tranches,
    parSeconde: arrondi(mediane(debits)),
    tranches: debits.map((debit) => arrondi(debit)),
    cpuParActe: { service: arrondi(service), postgres: arrondi(postgres), banc: arrondi(banc) },
    parCoeur: arrondi(1000 / (service + postgres)),
    deuxCoeurs: arrondi(2000 / (service + postgres + banc)),
    charge: arrondi(loadavg()[0] ?? 0),
  };
}
