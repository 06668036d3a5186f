import { useSyncExternalStore } from 'react';

const CLE = 'ppn-son-des-alarmes';
const abonnes = new Set<() => void>();

/** Vrai si ce poste sonne aux seuils. */
export const sonPermis = (): boolean => localStorage.getItem(CLE) !== 'non';

/** Coupe ou remet le son sur ce poste. */
export function reglerLeSon(permis: boolean): void {
  if (permis) localStorage.removeItem(CLE);
  else localStorage.setItem(CLE, 'non');
  for (const prevenir of abonnes) prevenir();
}

/** Suit le reglage dans React. */
export const useSonPermis = (): boolean =>
  useSyncExternalStore((prevenir) => {
    abonnes.add(prevenir);
    return () => abonnes.delete(prevenir);
  }, sonPermis);

let contexte: AudioContext | undefined;

/** Deux notes breves, jamais en boucle ; silencieux si le poste l'interdit (aucun geste encore, ou pas de son). */
export async function sonner(): Promise<void> {
  if (!sonPermis()) return;
  try {
    contexte ??= new AudioContext();
    await contexte.resume();
    const depart = contexte.currentTime;
    for (const [rang, hauteur] of [660, 880].entries()) note(contexte, hauteur, depart + rang * 0.18);
  } catch {
    // Sans sortie audio, l'alarme reste a l'ecran et au lecteur d'ecran.
  }
}

function note(sortie: AudioContext, hauteur: number, depart: number): void {
  const oscillateur = sortie.createOscillator();
  const volume = sortie.createGain();
  oscillateur.frequency.value = hauteur;
  volume.gain.setValueAtTime(0.0001, depart);
  volume.gain.exponentialRampToValueAtTime(0.15, depart + 0.02);
  volume.gain.exponentialRampToValueAtTime(0.0001, depart + 0.16);
  oscillateur.connect(volume).connect(sortie.destination);
  oscillateur.start(depart);
  oscillateur.stop(depart + 0.17);
}
