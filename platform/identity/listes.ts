/** Rend les listes de révocation (DER) des adresses données ; une adresse muette sans copie gardée manque au résultat. */
export type SourceDeListes = (adresses: readonly string[]) => Promise<readonly Uint8Array[]>;

const TAILLE_MAX = 8 * 1024 * 1024;
const ADRESSES_MAX = 100;

/**
 * Va chercher les listes par HTTP et les garde `fraicheurMs` (une minute). Service muet : la dernière copie ressert ;
 * c'est son `nextUpdate` (RFC 5280 §5.1.2.5) qui dit ensuite si elle vaut encore, à qui valide le chemin.
 */
export function sourceDeListes({
  delaiMs = 3_000,
  fraicheurMs = 60_000,
  horloge = () => new Date(),
}: {
  readonly delaiMs?: number;
  readonly fraicheurMs?: number;
  readonly horloge?: () => Date;
} = {}): SourceDeListes {
  const gardees = new Map<string, { readonly lueA: number; readonly der: Uint8Array }>();
  const enCours = new Map<string, Promise<Uint8Array | undefined>>();

  const rafraichir = async (adresse: string): Promise<Uint8Array | undefined> => {
    const der = await telecharger(adresse, delaiMs);
    if (der === undefined) return gardees.get(adresse)?.der;
    gardees.set(adresse, { lueA: horloge().getTime(), der });
    return der;
  };
  const obtenir = (adresse: string): Promise<Uint8Array | undefined> => {
    const gardee = gardees.get(adresse);
    if (gardee !== undefined && Math.abs(horloge().getTime() - gardee.lueA) < fraicheurMs)
      return Promise.resolve(gardee.der);
    const commencee = enCours.get(adresse);
    if (commencee !== undefined) return commencee;
    if (gardees.size >= ADRESSES_MAX && gardee === undefined) return Promise.resolve(undefined);
    const lecture = rafraichir(adresse).finally(() => enCours.delete(adresse));
    enCours.set(adresse, lecture);
    return lecture;
  };
  return async (adresses) => (await Promise.all(adresses.map(obtenir))).filter((der) => der !== undefined);
}

async function telecharger(adresse: string, delaiMs: number): Promise<Uint8Array | undefined> {
  if (!/^https?:\/\//.test(adresse)) return undefined;
  try {
    const reponse = await fetch(adresse, { signal: AbortSignal.timeout(delaiMs), redirect: 'error' });
    if (!reponse.ok || reponse.body === null) return undefined;
    return await lireBorne(reponse.body);
  } catch {
    return undefined;
  }
}

async function lireBorne(flux: ReadableStream<Uint8Array>): Promise<Uint8Array | undefined> {
  const morceaux: Uint8Array[] = [];
  let taille = 0;
  for await (const morceau of flux) {
    taille += morceau.length;
    if (taille > TAILLE_MAX) return undefined;
    morceaux.push(morceau);
  }
  return Buffer.concat(morceaux);
}
