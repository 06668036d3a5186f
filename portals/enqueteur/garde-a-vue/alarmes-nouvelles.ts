import type { LigneDeMesure } from './donnees.ts';
import { nomDe } from './identite.tsx';

/** Une alarme sonnee : sa cle change quand elle monte, elle se dit donc de nouveau. */
export type AlarmeSonnee = { readonly cle: string; readonly phrase: string };

/** Les alarmes qui ont sonne ; le service dit lui-meme quand, et jusqu'ou. Pure. */
export const alarmesQuiSonnent = (mesures: readonly LigneDeMesure[]): readonly AlarmeSonnee[] =>
  mesures.flatMap(({ id, alarmes, personne }) =>
    alarmes
      .filter(({ niveau }) => niveau !== null)
      .map((alarme) => ({
        cle: `${id} ${alarme.id} ${alarme.niveau ?? ''}`,
        phrase: `${nomDe(personne)} : ${alarme.phrase}`,
      })),
  );

/** Celles qui ne sonnaient pas encore ; rien a l'ouverture, ou rien n'est nouveau. Pure. */
export const nouvellesAlarmes = (
  sonnees: readonly AlarmeSonnee[],
  connues: ReadonlySet<string> | undefined,
): readonly AlarmeSonnee[] => (connues === undefined ? [] : sonnees.filter(({ cle }) => !connues.has(cle)));
