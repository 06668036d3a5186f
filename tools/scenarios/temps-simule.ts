import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { VARIABLE_DE_L_HORLOGE, decaler, heureVraie, simulerLHorloge } from '@ppn/demarrage/horloge-simulee';
import { horodate } from '@ppn/core';
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
  const aller = async (jour: number, heure: string): Promise<void> => {
    const voulu = zone(jour, heure).epochMilliseconds;
    if (voulu < Date.now()) throw new Error(`Le scénario reculerait : jour ${jour}, ${heure}.`);
    decaler(fichier, voulu - heureVraie());
    // Chaque processus relit le decalage au plus toutes les 20 ms.
    await new Promise((suite) => setTimeout(suite, 50));
  };
  const debut = zone(0, '05:30').epochMilliseconds;
  decaler(fichier, debut - heureVraie());
  await new Promise((suite) => setTimeout(suite, 50));
  return {
    aller,
    moment: (jour, heure) => zone(jour, heure).toString(),
    maintenant: () => horodate(new Date().toISOString(), ZONE),
  };
}
