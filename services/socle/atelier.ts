import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { refus } from '@ppn/core';
import { DocumentNonComposable, type ModelePdf } from '@ppn/sealing';
import type { Rendus, Reponse, Travail } from './atelier-protocole.ts';

/** Les travaux lourds d'un service (composer un acte, verifier un acte recu), hors de son processus : il repond pendant ce temps. */
export type Atelier = {
  /** Compose un PDF/A-3a ; lance `DocumentNonComposable`, message pour l'agent. */
  readonly composer: (modele: ModelePdf) => Promise<Uint8Array>;
  /** Verifie un acte recu ; un document qui fait tomber deux ouvriers est refuse. */
  readonly verifier: (
    demande: Omit<Extract<Travail, { genre: 'verifier' }>, 'genre'>,
  ) => Promise<Rendus['verifier']>;
  /** Recopie les pages d'un PDF ; `undefined` s'il ne se feuillette pas, ou s'il fait tomber l'ouvrier. */
  readonly feuilleter: (
    demande: Extract<Travail, { genre: 'feuilleter' }>['demande'],
  ) => Promise<Rendus['feuilleter']>;
  /** Version occultee d'un PDF ; celui qui fait tomber l'ouvrier est dit illisible. */
  readonly occulter: (
    demande: Extract<Travail, { genre: 'occulter' }>['demande'],
  ) => Promise<Rendus['occulter']>;
  /** Texte d'un acte, page par page, pour la recherche. */
  readonly texte: (pdf: Uint8Array) => Promise<readonly string[]>;
  readonly fermer: () => void;
};

/** `programme` : script de l'ouvrier ; `delaiMs` : duree permise a un travail. Les defauts servent aux services. */
export type OptionsAtelier = {
  readonly ouvriers: number;
  readonly programme?: string;
  readonly delaiMs?: number;
};

/** L'ouvrier est mort, ou n'a pas fini a temps. */
class OuvrierPerdu extends Error {}

const PROGRAMME = fileURLToPath(new URL('ouvrier.ts', import.meta.url));
const RACINE = fileURLToPath(new URL('../../', import.meta.url));
/** Tout ce qu'un ouvrier peut lire sur le disque : le code. Ni cles, ni reglages, ni donnees. */
const LISIBLES = ['node_modules', 'core', 'platform', 'modules', 'services', 'package.json', 'tsconfig.json'];
const DELAI_MS = 60_000;
/** Un ouvrier est remplace apres ce nombre de travaux : le compilateur garde un peu de memoire a chaque document. */
const TRAVAUX_PAR_OUVRIER = 2_000;

/** Ouvre un atelier ; les ouvriers naissent au premier travail. */
export function ouvrirAtelier({
  ouvriers,
  programme = PROGRAMME,
  delaiMs = DELAI_MS,
}: OptionsAtelier): Atelier {
  const libres: Ouvrier[] = [];
  const attente: ((ouvrier: Ouvrier) => void)[] = [];
  let nes = 0;
  let ferme = false;

  const prendre = (): Promise<Ouvrier> => {
    const libre = libres.pop();
    if (libre) return Promise.resolve(libre);
    if (nes < ouvriers) {
      nes += 1;
      return Promise.resolve(naitre(programme));
    }
    return new Promise((servir) => attente.push(servir));
  };
  const rendre = (ouvrier: Ouvrier, perdu: boolean): void => {
    const use = perdu || ferme || ouvrier.travaux >= TRAVAUX_PAR_OUVRIER;
    if (use) ouvrier.processus.kill('SIGKILL');
    const suivant = attente.shift();
    if (suivant) suivant(use ? naitre(programme) : ouvrier);
    else if (use) nes -= 1;
    else libres.push(ouvrier);
  };
  const faire = async (travail: Travail): Promise<Reponse> => {
    const ouvrier = await prendre();
    let perdu = true;
    try {
      const reponse = await confier(ouvrier, travail, delaiMs);
      perdu = false;
      return reponse;
    } finally {
      rendre(ouvrier, perdu);
    }
  };
  return {
    async composer(modele) {
      try {
        return renduDe(await faire({ genre: 'composer', modele })) as Rendus['composer'];
      } catch (cause) {
        if (!(cause instanceof OuvrierPerdu)) throw cause;
        throw new DocumentNonComposable('Le document n’a pas pu être composé : signalez-le à l’assistance.', {
          cause,
        });
      }
    },
    async verifier(demande) {
      const travail = { genre: 'verifier', ...demande } as const;
      for (let essai = 1; ; essai += 1) {
        try {
          return renduDe(await faire(travail)) as Rendus['verifier'];
        } catch (cause) {
          if (!(cause instanceof OuvrierPerdu)) throw cause;
          if (essai === 2)
            return refus(['L’acte n’a pas pu être vérifié : le document sort de toute norme.']);
        }
      }
    },
    async feuilleter(demande) {
      try {
        return renduDe(await faire({ genre: 'feuilleter', demande })) as Rendus['feuilleter'];
      } catch (cause) {
        if (!(cause instanceof OuvrierPerdu)) throw cause;
        return undefined;
      }
    },
    async occulter(demande) {
      try {
        return renduDe(await faire({ genre: 'occulter', demande })) as Rendus['occulter'];
      } catch (cause) {
        if (!(cause instanceof OuvrierPerdu)) throw cause;
        return { refus: 'illisible' };
      }
    },
    async texte(pdf) {
      return renduDe(await faire({ genre: 'texte', pdf })) as Rendus['texte'];
    },
    fermer() {
      ferme = true;
      for (const { processus } of libres.splice(0)) processus.kill('SIGKILL');
    },
  };
}

type Ouvrier = { readonly processus: ChildProcess; travaux: number };

function naitre(programme: string): Ouvrier {
  const processus = fork(programme, [], {
    serialization: 'advanced',
    env: { MALLOC_ARENA_MAX: '2' },
    execArgv: [
      '--permission',
      ...LISIBLES.map((nom) => `--allow-fs-read=${RACINE}${nom}`),
      '--allow-addons',
      '--no-warnings',
    ],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  processus.on('error', () => undefined);
  processus.unref();
  processus.channel?.unref();
  return { processus, travaux: 0 };
}

/** Confie un travail et attend sa reponse ; lance `OuvrierPerdu`. */
function confier(ouvrier: Ouvrier, travail: Travail, delaiMs: number): Promise<Reponse> {
  const { processus } = ouvrier;
  ouvrier.travaux += 1;
  return new Promise((resoudre, rejeter) => {
    const finir = (issue: () => void): void => {
      clearTimeout(echeance);
      processus.off('message', recevoir);
      processus.off('exit', perdre);
      issue();
    };
    const recevoir = (reponse: Reponse): void => finir(() => resoudre(reponse));
    const perdre = (): void => finir(() => rejeter(new OuvrierPerdu('Un ouvrier s’est arrêté.')));
    const echeance = setTimeout(perdre, delaiMs);
    processus.on('message', recevoir);
    processus.on('exit', perdre);
    if (!processus.connected) return perdre();
    processus.send(travail, (erreur) => (erreur ? perdre() : undefined));
  });
}

/** Le rendu ; une erreur dont le message s'adresse a l'agent redevient `DocumentNonComposable`, toute autre est une panne. */
function renduDe(reponse: Reponse): Rendus[keyof Rendus] {
  if ('rendu' in reponse) return reponse.rendu;
  throw reponse.connue ? new DocumentNonComposable(reponse.erreur) : new Error(reponse.erreur);
}
