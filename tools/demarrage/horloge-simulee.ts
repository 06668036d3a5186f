import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { ServerResponse } from 'node:http';

/** Variable qui designe le fichier du decalage, en millisecondes ; absente : l'heure est vraie. */
export const VARIABLE_DE_L_HORLOGE = 'PPN_HORLOGE_SIMULEE';
/** Le fichier du decalage n'est pas relu plus souvent : une avance se voit partout en 20 ms. */
const RELECTURE_MS = 20;

const Vraie = globalThis.Date;

/**
 * Remplace `Date` dans ce processus : l'heure vraie plus le decalage du fichier. Les minuteurs, `performance.now()`, TLS et
 * PostgreSQL gardent l'heure vraie ; signatures, jetons, listes, faits et en-tete `Date` des reponses, dont les ecrans tirent
 * leur heure, suivent la meme heure simulee. Rend de quoi revenir a l'heure vraie.
 */
export function simulerLHorloge(fichier: string): () => void {
  let [decalage, lueA] = [0, Number.NEGATIVE_INFINITY];
  const maintenant = (): number => {
    const instant = performance.now();
    if (instant - lueA >= RELECTURE_MS) [decalage, lueA] = [lire(fichier) ?? decalage, instant];
    return Vraie.now() + decalage;
  };
  globalThis.Date = new Proxy(Vraie, {
    construct: (cible, parametres, nouveau: NewableFunction): Date =>
      Reflect.construct(cible, parametres.length === 0 ? [maintenant()] : parametres, nouveau) as Date,
    apply: () => new Vraie(maintenant()).toString(),
    get: (cible, nom): unknown => (nom === 'now' ? maintenant : Reflect.get(cible, nom)),
  });
  // Node date ses reponses d'une horloge a lui : on la devance.
  const dater = (evenement: unknown): void => {
    const reponse: unknown = Reflect.get(Object(evenement), 'response');
    if (reponse instanceof ServerResponse) reponse.setHeader('date', new Vraie(maintenant()).toUTCString());
  };
  subscribe('http.server.request.start', dater);
  return () => {
    globalThis.Date = Vraie;
    unsubscribe('http.server.request.start', dater);
  };
}

function lire(fichier: string): number | undefined {
  try {
    const decalage = Number(readFileSync(fichier, 'utf8'));
    return Number.isFinite(decalage) ? decalage : undefined;
  } catch {
    return undefined;
  }
}

/** Ecrit le decalage d'un coup : aucun lecteur n'en voit la moitie. */
export function decaler(fichier: string, millisecondes: number): void {
  writeFileSync(`${fichier}.neuf`, String(Math.round(millisecondes)));
  renameSync(`${fichier}.neuf`, fichier);
}

/** L'heure vraie, en millisecondes, quelle que soit l'heure simulee. */
export const heureVraie = (): number => Vraie.now();

const demandee = process.env[VARIABLE_DE_L_HORLOGE];
if (demandee !== undefined && demandee !== '') simulerLHorloge(demandee);
