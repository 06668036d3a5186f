import { createHash, randomInt } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  lecteurDeNoeuds,
  lireTrousseau,
  migrationsDuJournal,
  nouveauTrousseau,
  ouvrirAudit,
  scellerUnLot,
} from '@ppn/journal';
import { type Base, demarrerGrappe, migrer, ouvrirBase } from '@ppn/postgres';
import { prouverCoherence, prouverInclusion, racine, verifierInclusion } from '@ppn/tlog';
import { sql } from 'kysely';
import { arrondi, mediane, quantile } from './statistiques.ts';

/** Le journal de preuve : feuilles scellees et auditees par seconde, temps d'une preuve selon la taille du journal. */
export type MesuresDuJournal = {
  readonly faits: number;
  readonly feuillesParSeconde: number;
  /** Processeur de ce processus (JCS, empreintes, signature), par fait, en ms ; celui de PostgreSQL n'y est pas. */
  readonly cpuParFaitMs: number;
  readonly auditeesParSeconde: number;
  readonly preuves: readonly PreuvesMesurees[];
};

/** Temps de preuve a une taille, base comprise, en ms. */
export type PreuvesMesurees = {
  readonly taille: number;
  readonly inclusionP50: number;
  readonly inclusionP95: number;
  readonly coherenceP50: number;
  readonly coherenceP95: number;
};

/** Combien de faits sceller, et a quelles tailles (croissantes) mesurer une preuve. */
export type PlanDuJournal = { readonly faits: number; readonly tailles: readonly number[] };

const PREUVES = 300;

/** Mesure sur une grappe neuve et durable, effacee a la fin. */
export async function mesurerJournal(plan: PlanDuJournal): Promise<MesuresDuJournal> {
  const dossier = mkdtempSync(join(tmpdir(), 'ppn-bench-journal-'));
  const grappe = await demarrerGrappe({ dossier });
  try {
    const scelle = await avecBase(grappe, 'scellement', (base) => mesurerScellement(base, plan.faits));
    const preuves = await avecBase(grappe, 'preuves', (base) => mesurerPreuves(base, plan.tailles));
    return { faits: plan.faits, ...scelle, preuves };
  } finally {
    await grappe.arreter();
    rmSync(dossier, { recursive: true, force: true });
  }
}

type Grappe = Awaited<ReturnType<typeof demarrerGrappe>>;

async function avecBase<R>(
  grappe: Grappe,
  nom: string,
  agir: (base: Base<unknown>) => Promise<R>,
): Promise<R> {
  const adresses = await grappe.base(nom);
  await migrer(adresses.urlProprietaire, [migrationsDuJournal], adresses.roleApplicatif);
  const base = ouvrirBase<unknown>(adresses.urlProprietaire, { connexions: 1, delaiRequeteMs: 1_800_000 });
  try {
    return await agir(base);
  } finally {
    await base.fermer();
  }
}

async function mesurerScellement(base: Base<unknown>, faits: number) {
  await sql`insert into fait (flux, version, type, donnees, survenu_a, auteur)
    select 'dossier/' || (n / 20), n % 20 + 1, 'acte-scelle', jsonb_build_object('acteId', gen_random_uuid(), 'empreinte', repeat('ab', 32), 'taille', n, 'pages', 2,
      'signataires', jsonb_build_array(jsonb_build_object('nom', 'Moreau', 'qualite', 'opj', 'signeA', '2026-11-22T10:00:00Z'))),
      '2026-11-22T10:00:00+01:00[Europe/Paris]', 'agent/1' from generate_series(0, ${faits - 1}::int) n`.execute(
    base.db,
  );
  const cles = lireTrousseau(nouveauTrousseau('interieur', new Date()));
  const memoire = {};
  const [debut, cpu] = [performance.now(), process.cpuUsage()];
  for (let reste = true; reste;) {
    const lot = await scellerUnLot({ db: base.db, cle: cles.journal, memoire });
    reste = lot === 'occupe' || lot.feuilles > 0;
  }
  const [dureeS, use] = [(performance.now() - debut) / 1000, process.cpuUsage(cpu)];
  const audit = ouvrirAudit({
    db: base.db,
    nom: cles.journal.nom,
    cles: () => cles.publiques,
    surAlteration: async ({ code }) => Promise.reject(new Error(`Le journal mesuré est altéré : ${code}.`)),
  });
  const { comparees, dureeMs } = await audit.tour();
  return {
    feuillesParSeconde: Math.round(faits / dureeS),
    cpuParFaitMs: arrondi((use.user + use.system) / 1000 / faits, 3),
    auditeesParSeconde: Math.round((comparees / dureeMs) * 1000),
  };
}

async function mesurerPreuves(
  base: Base<unknown>,
  tailles: readonly number[],
): Promise<readonly PreuvesMesurees[]> {
  const mesurees: PreuvesMesurees[] = [];
  let deja = 0;
  for (const taille of tailles) {
    await planter(base, deja, taille);
    deja = taille;
    mesurees.push(await mesurerA(base, taille));
  }
  return mesurees;
}

/** Plante des feuilles synthetiques (SHA-256 de leur rang) et leurs noeuds, en SQL, dans l'ordre ou le sequenceur les ecrit. */
async function planter({ db }: Base<unknown>, de: number, a: number): Promise<void> {
  await sql`set synchronous_commit = off`.execute(db);
  await sql`create temporary table if not exists plante (niveau int, rang bigint, empreinte bytea)`.execute(
    db,
  );
  await sql`insert into plante select 0, n, sha256(int8send(n)) from generate_series(${de}::bigint, ${a - 1}::bigint) n`.execute(
    db,
  );
  for (let niveau = 1; 2 ** niveau <= a; niveau += 1) {
    const [premier, fin] = [Math.floor(de / 2 ** niveau), Math.floor(a / 2 ** niveau)];
    await sql`insert into plante
      select ${niveau}::int, rang / 2, sha256('\\x01'::bytea || empreinte || suivante) from (
        select rang, empreinte, lead(empreinte) over (order by rang) as suivante from plante
        where niveau = ${niveau - 1}::int and rang >= ${premier * 2}::bigint) paires
      where rang % 2 = 0 and rang / 2 < ${fin}::bigint`.execute(db);
  }
  await sql`insert into feuille (indice, position, flux, version, entree, empreinte)
    select rang, rang + 1, 'dossier/x', 1, ${Buffer.alloc(164)}::bytea, empreinte from plante where niveau = 0 and rang >= ${de}::bigint order by rang`.execute(
    db,
  );
  await sql`insert into noeud (niveau, rang, empreinte) select niveau, rang, empreinte from plante
    where niveau > 0 and (rang + 1) << niveau > ${de}::bigint order by (rang + 1) << niveau, niveau`.execute(
    db,
  );
  await sql`vacuum analyze feuille, noeud`.execute(db);
}

async function mesurerA({ db }: Base<unknown>, taille: number): Promise<PreuvesMesurees> {
  const lire = lecteurDeNoeuds(db);
  const sommet = await racine(taille, lire);
  const inclusions: number[] = [];
  const coherences: number[] = [];
  for (let tour = 0; tour < PREUVES; tour += 1) {
    const indice = randomInt(taille);
    const debut = performance.now();
    const preuve = await prouverInclusion(lire, indice, taille);
    inclusions.push(performance.now() - debut);
    const feuille = empreinteDeLaFeuille(indice);
    if (!verifierInclusion({ feuille, indice, taille, racine: sommet, preuve }))
      throw new Error(`La preuve de la feuille ${indice} est fausse.`);
    const depart = performance.now();
    await prouverCoherence(lire, 1 + randomInt(taille - 1), taille);
    coherences.push(performance.now() - depart);
  }
  const ms = (serie: readonly number[], part: number): number => arrondi(quantile(serie, part), 2);
  return {
    taille,
    inclusionP50: arrondi(mediane(inclusions), 2),
    inclusionP95: ms(inclusions, 0.95),
    coherenceP50: arrondi(mediane(coherences), 2),
    coherenceP95: ms(coherences, 0.95),
  };
}

function empreinteDeLaFeuille(indice: number): Uint8Array {
  const octets = Buffer.alloc(8);
  octets.writeBigUInt64BE(BigInt(indice));
  return createHash('sha256').update(octets).digest();
}
