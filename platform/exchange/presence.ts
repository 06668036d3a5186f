import type { Lien } from './lien.ts';

/** Ce que l'on sait du pair. Instants ISO 8601. `absentDepuis` : derniere fois que l'echange a marche dans les deux sens ; nul s'il marche. */
export type PresenceDuPair = { readonly vuA: string | null; readonly absentDepuis: string | null };

/** Veille sur le pair : chacun appelle l'autre, et s'attend a etre appele. */
export type VeilleDuPair = {
  /** Le pair vient de nous parler. */
  readonly entendu: () => void;
  readonly etat: () => PresenceDuPair;
  readonly arreter: () => void;
};

const APPEL_MS = 2_000;
/** Periodes de silence au-dela desquelles un sens au moins ne passe plus. */
const SILENCE = 3.5;

/** Demarre la veille ; `surPresence` est appele a la coupure et au retour. Une seule voie qui marche ne suffit pas : l'echange est coupe. */
export function veillerSurLePair(
  lien: Lien,
  {
    surPresence,
    presenceMs = APPEL_MS,
  }: {
    readonly surPresence?: (presence: PresenceDuPair) => void;
    readonly presenceMs?: number;
  },
): VeilleDuPair {
  const depart = Date.now();
  const suivi = { entenduA: depart, jointA: depart, vuA: null as number | null, absent: false };
  const lire = (): PresenceDuPair => {
    const dernier = Math.min(suivi.entenduA, suivi.jointA);
    const absent = Date.now() - dernier > SILENCE * presenceMs;
    return {
      vuA: suivi.vuA === null ? null : new Date(suivi.vuA).toISOString(),
      absentDepuis: absent ? new Date(dernier).toISOString() : null,
    };
  };
  const juger = (): void => {
    const presence = lire();
    const absent = presence.absentDepuis !== null;
    if (absent === suivi.absent) return;
    suivi.absent = absent;
    surPresence?.(presence);
  };
  const vu = (sens: 'entenduA' | 'jointA'): void => {
    suivi[sens] = Date.now();
    suivi.vuA = suivi[sens];
    juger();
  };
  const appeler = (): void => {
    juger();
    // Un appel lent n'est pas un pair absent : il a tout le temps du silence admis, le suivant n'attend pas.
    lien
      .envoyer({ methode: 'GET', chemin: '/echange/etat', delaiMs: SILENCE * presenceMs })
      .then(() => vu('jointA'), juger);
  };
  const minuterie = setInterval(appeler, presenceMs);
  minuterie.unref();
  appeler();
  return { entendu: () => vu('entenduA'), etat: lire, arreter: () => clearInterval(minuterie) };
}
