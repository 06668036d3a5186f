import { useCallback, useSyncExternalStore } from 'react';

const prefixe = 'ppn.vues.';
const maximum = 2_000;
const abonnes = new Set<() => void>();
const lues = new Map<string, { brut: string | null; ids: readonly string[] }>();

const lireBrut = (cle: string): string | null => {
  try {
    return globalThis.localStorage.getItem(prefixe + cle);
  } catch {
    return null;
  }
};

/** Identifiants lus dans un texte enregistre ; un texte abime vaut « rien de vu ». */
export const idsDepuis = (brut: string | null): readonly string[] => {
  try {
    const lu: unknown = JSON.parse(brut ?? '[]');
    return Array.isArray(lu) ? lu.filter((id) => typeof id === 'string').slice(-maximum) : [];
  } catch {
    return [];
  }
};

const lire = (cle: string): readonly string[] => {
  const brut = lireBrut(cle);
  const connue = lues.get(cle);
  if (connue?.brut === brut) return connue.ids;
  const ids = idsDepuis(brut);
  lues.set(cle, { brut, ids });
  return ids;
};

const sAbonner = (prevenir: () => void): (() => void) => {
  abonnes.add(prevenir);
  globalThis.addEventListener('storage', prevenir);
  return () => {
    abonnes.delete(prevenir);
    globalThis.removeEventListener('storage', prevenir);
  };
};

const ecrire = (cle: string, ids: readonly string[]): void => {
  try {
    globalThis.localStorage.setItem(prefixe + cle, JSON.stringify(ids.slice(-maximum)));
  } catch {
    // Stockage plein ou interdit : les marques sont une commodite, la lecture continue.
  }
  for (const prevenir of abonnes) prevenir();
};

/** Pieces marquees « vues » par l'agent, gardees sur ce poste ; `cle` = agent et dossier. */
export const useVues = (
  cle: string,
): { readonly vues: readonly string[]; readonly basculer: (id: string) => void } => {
  const vues = useSyncExternalStore(sAbonner, () => lire(cle));
  const basculer = useCallback(
    (id: string) => {
      const avant = lire(cle);
      ecrire(cle, avant.includes(id) ? avant.filter((vu) => vu !== id) : [...avant, id]);
    },
    [cle],
  );
  return { vues, basculer };
};
