import { useEffect, useState } from 'react';

/** L'heure courante (ms), rafraichie toutes les 20 s : de quoi tenir les temps d'attente a jour. */
export const useMaintenant = (): number => {
  const [maintenant, setMaintenant] = useState(() => Date.now());
  useEffect(() => {
    const minuterie = setInterval(() => setMaintenant(Date.now()), 20_000);
    return () => clearInterval(minuterie);
  }, []);
  return maintenant;
};
