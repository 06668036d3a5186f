import type { Issue, RefusDEnvoi } from './tus.ts';

/** Le service refuse pour de bon : rien ne sert de recommencer tel quel. */
export class RefusDefinitif extends Error {
  readonly refus: RefusDEnvoi;
  constructor(refus: RefusDEnvoi) {
    super(refus.phrase);
    this.name = 'RefusDefinitif';
    this.refus = refus;
  }
}

/** L'envoi est suspendu, ou abandonne. */
export class Interrompu extends Error {
  override readonly name = 'Interrompu';
}

/** Refus qui passent : service coupe ou relance, session a rouvrir, trop de demandes, place epuisee. */
export const passager = ({ statut }: RefusDEnvoi): boolean =>
  statut === 0 || statut === 401 || statut === 429 || statut >= 500;

/** Attente avant l'essai suivant : d'une demi-seconde a dix secondes, tout de suite si le reseau revient. */
const ATTENTES_MS = [500, 1_000, 2_000, 4_000, 8_000, 10_000] as const;

/** Ce qui borne une insistance : `surAttente` dit a l'ecran pourquoi l'on attend, puis `undefined`. */
export type Patience = {
  readonly signal: AbortSignal;
  readonly surAttente: (phrase: string | undefined) => void;
};

/** Appelle jusqu'a reussir. Lance `RefusDefinitif` ou `Interrompu`. */
export async function insister<T>(appeler: () => Promise<Issue<T>>, patience: Patience): Promise<T> {
  for (let essai = 0; ; essai += 1) {
    const issue = await appeler();
    if (patience.signal.aborted) throw new Interrompu();
    if (issue.ok) {
      if (essai > 0) patience.surAttente(undefined);
      return issue.valeur;
    }
    await patienter(issue.refus, essai, patience);
  }
}

/** Attend que le refus passe ; lance s'il est definitif. */
export async function patienter(refus: RefusDEnvoi, essai: number, patience: Patience): Promise<void> {
  if (!passager(refus)) throw new RefusDefinitif(refus);
  patience.surAttente(refus.phrase);
  await dormir(ATTENTES_MS[Math.min(essai, ATTENTES_MS.length - 1)] ?? 0, patience.signal);
}

function dormir(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((finir, echouer) => {
    const reveil = (): void => {
      clearTimeout(minuteur);
      globalThis.removeEventListener?.('online', reveil);
      signal.removeEventListener('abort', reveil);
      if (signal.aborted) echouer(new Interrompu());
      else finir();
    };
    const minuteur = setTimeout(reveil, ms);
    globalThis.addEventListener?.('online', reveil);
    signal.addEventListener('abort', reveil);
    if (signal.aborted) reveil();
  });
}
