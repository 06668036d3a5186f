import type { Processus } from './processus.ts';

/** Ce qui est lance, et comment l'arreter : dernier lance, premier arrete. */
export type PileDArrets = {
  /** Ce qui est ajoute pendant l'arret est arrete aussitot. */
  readonly ajouter: (arret: () => Promise<void> | void, enfant?: Processus) => void;
  /** Attend toutes les promesses meme si l'une echoue (rien ne demarre apres l'arret), puis lance le premier echec. */
  /** Vrai des que l'arret a commence. */
  readonly interrompu: () => boolean;
  /** Arrete tout, une fois ; un arret en echec n'empeche pas les suivants. */
  readonly arreter: () => Promise<void>;
  /** SIGKILL aux enfants. */
  readonly forcer: () => void;
};

/** Pile vide. */
export function pileDArrets(): PileDArrets {
  const arrets: { readonly arret: () => Promise<void> | void; readonly enfant: Processus | undefined }[] = [];
  let enCours: Promise<void> | undefined;
  return {
    ajouter: (arret, enfant) => {
      if (enCours === undefined) arrets.push({ arret, enfant });
      else enCours = Promise.allSettled([enCours, Promise.resolve().then(arret)]).then(() => undefined);
    },
    interrompu: () => enCours !== undefined,
    arreter: () => (enCours ??= toutArreter(arrets)),
    forcer: () => {
      for (const { enfant } of arrets) void enfant?.tuer('SIGKILL');
    },
  };
}

type Arret = { readonly arret: () => Promise<void> | void; readonly enfant: Processus | undefined };

/** Les enfants ensemble d'abord, puis ce dont ils dependent, dans l'ordre inverse. */
async function toutArreter(arrets: readonly Arret[]): Promise<void> {
  await Promise.allSettled(
    arrets.filter(({ enfant }) => enfant !== undefined).map(async ({ arret }) => arret()),
  );
  for (const { arret, enfant } of arrets.toReversed()) {
    if (enfant === undefined) await Promise.allSettled([Promise.resolve().then(arret)]);
  }
}
