import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { VARIABLE_DE_L_HORLOGE, decaler, heureVraie, simulerLHorloge } from '@ppn/demarrage/horloge-simulee';
import { horodate } from '@ppn/core';
import pg from 'pg';
import { Temporal } from 'temporal-polyfill';

const ZONE = 'Europe/Paris';
/** Le plus long scenario dure six jours : tout s'est passe avant le vrai maintenant, et se verifie aujourd'hui. */
const JOURS_AVANT = 8;

/** L'heure du scenario : `aller(1, '21:10')` va au lendemain 21 h 10, heure de Paris. Elle ne recule jamais. */
export type TempsSimule = {
  readonly aller: (jour: number, heure: string) => Promise<void>;
  /** L'horodate d'un moment du scenario, sans y aller. */
  readonly moment: (jour: number, heure: string) => string;
  /** L'horodate de maintenant, a la seconde. */
  readonly maintenant: () => string;
  /** Fait suivre la meme heure aux faits et aux lectures de ces bases : leur heure d'enregistrement est celle de PostgreSQL. */
  readonly suivre: (bases: readonly string[]) => Promise<void>;
};

/** Installe l'heure simulee dans ce processus, et dans ceux que le lanceur fera naitre. A appeler avant de demarrer. */
export async function installerLeTemps(dossier: string): Promise<TempsSimule> {
  const fichier = join(dossier, 'horloge-simulee');
  writeFileSync(fichier, '0');
  process.env[VARIABLE_DE_L_HORLOGE] = fichier;
  simulerLHorloge(fichier);
  const premier = Temporal.Instant.fromEpochMilliseconds(heureVraie())
    .toZonedDateTimeISO(ZONE)
    .toPlainDate()
    .subtract({ days: JOURS_AVANT });
  const zone = (jour: number, heure: string): Temporal.ZonedDateTime =>
    premier
      .add({ days: jour })
      .toZonedDateTime({ timeZone: ZONE, plainTime: Temporal.PlainTime.from(heure) });
  let suivies: readonly string[] = [];
  const dater = (): Promise<unknown> =>
    Promise.all(
      suivies.map((base) =>
        surLaBase(base, 'update simulation.decalage set ms = $1', [Date.now() - heureVraie()]),
      ),
    );
  const aller = async (jour: number, heure: string): Promise<void> => {
    const voulu = zone(jour, heure).epochMilliseconds;
    if (voulu < Date.now()) throw new Error(`Le scénario reculerait : jour ${jour}, ${heure}.`);
    decaler(fichier, voulu - heureVraie());
    // Chaque processus relit le decalage au plus toutes les 20 ms.
    await new Promise((suite) => setTimeout(suite, 50));
    await dater();
  };
  const debut = zone(0, '05:30').epochMilliseconds;
  decaler(fichier, debut - heureVraie());
  await new Promise((suite) => setTimeout(suite, 50));
  return {
    aller,
    moment: (jour, heure) => zone(jour, heure).toString(),
    maintenant: () => horodate(new Date().toISOString(), ZONE),
    async suivre(bases) {
      suivies = bases;
      for (const base of bases) await surLaBase(base, DATER_LES_FAITS);
      await dater();
    },
  };
}

const DATER_LES_FAITS = `
  create schema simulation;
  grant usage on schema simulation to public;
  create table simulation.decalage (ms double precision not null);
  grant select on simulation.decalage to public;
  insert into simulation.decalage values (0);
  create function simulation.maintenant() returns timestamptz language sql volatile as
    $$ select clock_timestamp() + ms * interval '1 millisecond' from simulation.decalage $$;
  alter table fait alter column enregistre_a set default simulation.maintenant();
  alter table consultation alter column quand set default simulation.maintenant();`;

async function surLaBase(url: string, texte: string, valeurs?: readonly unknown[]): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(texte, valeurs === undefined ? undefined : [...valeurs]);
  } finally {
    await client.end();
  }
}
