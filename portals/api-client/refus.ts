import type { Probleme, Result } from './probleme.ts';

/** Un refus du service, lance pour la couche de lecture (TanStack Query), qui ne connait que les exceptions. */
export class RefusDuService extends Error {
  override readonly name = 'RefusDuService';
  readonly probleme: Probleme;
  constructor(probleme: Probleme) {
    super(probleme.detail);
    this.probleme = probleme;
  }
}

/** Valeur d'un resultat, ou exception `RefusDuService`. */
export async function exiger<T>(resultat: Promise<Result<T, Probleme>>): Promise<T> {
  const rendu = await resultat;
  if (rendu.ok) return rendu.valeur;
  throw new RefusDuService(rendu.refus);
}

/** Le probleme a montrer pour une erreur quelconque ; `incident` : la phrase de ce qui n'est pas un refus du service. */
export const problemeDeLErreur = (erreur: unknown, incident: string): Probleme =>
  erreur instanceof RefusDuService
    ? erreur.probleme
    : {
        type: 'about:blank',
        title: 'Incident du portail',
        status: 0,
        code: 'incident-du-portail',
        detail: incident,
      };
