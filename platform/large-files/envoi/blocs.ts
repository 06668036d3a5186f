/** Taille d'un bloc : quatre segments, pour un message au fil par megaoctet. */
export const TAILLE_DU_BLOC = 1024 * 1024;
/** Un bloc entame que rien n'emplit est remis au fil apres ce temps, si d'autres en attendent un. */
const PATIENCE_MS = 100;

/** Les blocs partages de tout le processus : leur nombre est la borne de memoire, leur manque la contre-pression. */
export type Blocs = {
  /** Un bloc, tout de suite, ou `undefined` : `quandLibre` previendra. `lacher` : s'en defaire meme entame, d'autres attendent. */
  readonly prendre: (lacher: () => void) => SharedArrayBuffer | undefined;
  /** Le tenant n'y ecrit plus (remis au fil) ; le bloc n'est pas encore libre. */
  readonly remettre: (lacher: () => void) => void;
  readonly rendre: (bloc: SharedArrayBuffer) => void;
  readonly quandLibre: (suite: () => void) => void;
};

/** `nombre` blocs d'un megaoctet, crees a mesure. */
export function ouvrirBlocs(nombre: number): Blocs {
  const libres: SharedArrayBuffer[] = [];
  const attentes: (() => void)[] = [];
  const tenants = new Set<() => void>();
  let nes = 0;
  let minuterie: NodeJS.Timeout | undefined;
  const relancer = (): void => {
    minuterie = undefined;
    if (attentes.length === 0) return;
    for (const lacher of [...tenants]) lacher();
    patienter();
  };
  const naitre = (): SharedArrayBuffer | undefined => {
    if (nes >= nombre) return undefined;
    nes += 1;
    return new SharedArrayBuffer(TAILLE_DU_BLOC);
  };
  const patienter = (): void => {
    minuterie ??= setTimeout(relancer, PATIENCE_MS).unref();
  };
  return {
    prendre: (lacher) => {
      const libre = libres.pop() ?? naitre();
      if (libre !== undefined) tenants.add(lacher);
      return libre;
    },
    remettre: (lacher) => void tenants.delete(lacher),
    rendre: (bloc) => {
      libres.push(bloc);
      while (libres.length > 0 && attentes.length > 0) attentes.shift()?.();
    },
    quandLibre: (suite) => {
      attentes.push(suite);
      patienter();
    },
  };
}
