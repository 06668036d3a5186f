import { join } from 'node:path';
import { lireAncres } from '@ppn/sealing';
import type { Ancres } from '@ppn/sealing';
import { lireAttendus } from './attendus.ts';
import type { LigneDeCorpus } from './attendus.ts';
import { comparer } from './comparer.ts';
import type { Comparaison } from './comparer.ts';
import { confianceTotale, instantsDe, juger } from './juger.ts';
import type { JugementDeCorpus } from './juger.ts';
import { eprouver } from './mutations.ts';
import { comparerPkits } from './pkits.ts';
import { verifierFichier } from '../verifier-fichier.ts';

/** Le passage entier : chaque fichier compare, les octets changes, et ce qui interdit de reussir. */
export type Passage = {
  readonly comparaisons: readonly Comparaison[];
  readonly mutations: { readonly fichiers: number; readonly essais: number; readonly valides: number };
  readonly plusLongMs: number;
  readonly fautes: readonly string[];
};

/** Duree au-dela de laquelle un seul fichier est une faute. */
const DUREE_MAX_MS = 10_000;

/** Passe le validateur sur `signatures/` et `pkits/`. `mutations` : octets changes par fichier valide sous toute confiance. */
export async function passerLeCorpus(dossier: string, mutations: number): Promise<Passage> {
  const ancres = await lireAncres(join(dossier, 'signatures', 'ancres_pyhanko'));
  const comparaisons: Comparaison[] = [];
  const epreuves = { fichiers: 0, essais: 0, valides: 0 };
  let plusLongMs = 0;
  for (const ligne of await lireAttendus(dossier)) {
    const chemin = join(dossier, 'signatures', ligne.fichier);
    const jugement = await juger(chemin, ancres);
    comparaisons.push(comparer(ligne, jugement));
    plusLongMs = Math.max(plusLongMs, jugement.dureeMs);
    const issue = await eprouverSiValide({ ligne, chemin, jugement, ancres }, mutations);
    epreuves.fichiers += issue.essais > 0 ? 1 : 0;
    epreuves.essais += issue.essais;
    epreuves.valides += issue.valides.length;
  }
  comparaisons.push(...(await comparerPkits(dossier)));
  return {
    comparaisons,
    mutations: epreuves,
    plusLongMs,
    fautes: fautesDe(comparaisons, { plusLongMs, acceptes: epreuves.valides }),
  };
}

async function eprouverSiValide(
  fichier: {
    readonly ligne: LigneDeCorpus;
    readonly chemin: string;
    readonly jugement: JugementDeCorpus;
    readonly ancres: Ancres;
  },
  combien: number,
): Promise<{ readonly essais: number; readonly valides: readonly number[] }> {
  const { chemin, jugement, ligne } = fichier;
  if (jugement.confiant !== 'valide' || !/^(?:pdf|cades)\//u.test(ligne.fichier))
    return { essais: 0, valides: [] };
  const confiance = await confianceTotale(chemin, fichier.ancres);
  for (const a of instantsDe(jugement.rapport))
    if ((await verifierFichier({ chemin, ancres: confiance, a })).verdict === 'valide')
      return eprouver({ chemin, ancres: confiance, a }, combien);
  return { essais: 0, valides: [] };
}

function fautesDe(
  comparaisons: readonly Comparaison[],
  mesures: { readonly plusLongMs: number; readonly acceptes: number },
): readonly string[] {
  const inexpliques = comparaisons.filter(
    ({ issue, verdict, raison }) => (issue === 'desaccord' || verdict !== 'valide') && raison === '',
  );
  return [
    ...comparaisons
      .filter(({ issue }) => issue === 'faux-accord')
      .map(({ fichier }) => `${fichier} : à refuser, et tenu pour valide`),
    ...inexpliques.map(({ fichier }) => `${fichier} : refusé sans raison dite`),
    ...(mesures.acceptes > 0 ? [`${mesures.acceptes} octets signés changés sans effet sur le verdict`] : []),
    ...(mesures.plusLongMs > DUREE_MAX_MS
      ? [`un fichier a demandé ${Math.round(mesures.plusLongMs)} ms`]
      : []),
  ];
}
