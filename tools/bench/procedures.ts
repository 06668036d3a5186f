import { AFFAIRE_S1, attendu, ouvrir, rediger, redigerPlainte } from '@ppn/scenarios/jeu';
import type { EnqueteurDuBanc } from './banc.ts';

/** Une procedure prete : personnes et faits saisis, actes rediges, pas encore signes. */
export type ProcedurePrete = { readonly idj: string; readonly actes: readonly string[] };

/** Ouvre `nombre` procedures et y redige une synthese (et une plainte si `plainte`), quatre a la fois. */
export async function preparer(
  enqueteur: EnqueteurDuBanc,
  nombre: number,
  { plainte }: { readonly plainte: boolean },
): Promise<readonly ProcedurePrete[]> {
  return enParallele(nombre, 4, async () => {
    const procedure = await ouvrir(enqueteur, AFFAIRE_S1);
    const actes = plainte ? [await redigerPlainte(enqueteur, procedure, AFFAIRE_S1)] : [];
    return { idj: procedure.idj, actes: [...actes, await redigerSynthese(enqueteur, procedure.idj)] };
  });
}

/** Redige une synthese ; rend l'acte. */
export const redigerSynthese = (enqueteur: EnqueteurDuBanc, idj: string): Promise<string> =>
  rediger(enqueteur, idj, 'synthese', () => ({
    expose: `${AFFAIRE_S1.recit}\nLe magasin dépose plainte. L’antivol a été retrouvé au sol, à quatre mètres de la sortie ; la caméra montre l’auteur de face.\nEntendu librement, le mis en cause reconnaît les faits et indique regretter son geste.`,
    conclusion:
      'Les faits paraissent établis par les constatations et les auditions. Procédure transmise au parquet pour appréciation.',
  }));

/** Temps d'un lot signe : gel des actes (ordres), carte, scellement ; en millisecondes. */
export type TempsDuLot = { readonly gel: number; readonly carte: number; readonly scellement: number };

/** Signe un lot d'actes d'un bout a l'autre ; lance si un seul n'est pas scelle. */
export async function signerLot(enqueteur: EnqueteurDuBanc, actes: readonly string[]): Promise<TempsDuLot> {
  const depart = performance.now();
  const { ordres, refus } = attendu(
    'ordres',
    await enqueteur.client.appeler('POST /api/signatures/ordres', { corps: { actes: [...actes] } }),
  );
  if (refus[0]) throw new Error(`Acte refusé : ${refus[0].phrase}`);
  const gele = performance.now();
  const signatures = await enqueteur.ouvrirCarte(ordres.map(({ ordre }) => ordre));
  const signe = performance.now();
  const { resultats } = attendu(
    'signatures',
    await enqueteur.client.appeler('POST /api/signatures', {
      corps: {
        signatures: ordres.map(({ acteId }, rang) => ({ acteId, signature: signatures[rang] ?? '' })),
      },
    }),
  );
  const enEchec = resultats.find(({ etat }) => etat !== 'scelle');
  if (enEchec) throw new Error(`Acte non scellé : ${enEchec.phrase}`);
  return { gel: gele - depart, carte: signe - gele, scellement: performance.now() - signe };
}

/** Signe tous les actes, par lots de `taille`, `clients` lots a la fois. */
export async function signerTout(
  enqueteur: EnqueteurDuBanc,
  actes: readonly string[],
  { taille, clients }: { readonly taille: number; readonly clients: number },
): Promise<readonly TempsDuLot[]> {
  const lots = Array.from({ length: Math.ceil(actes.length / taille) }, (_, rang) =>
    actes.slice(rang * taille, (rang + 1) * taille),
  );
  return enParallele(lots.length, clients, (rang) => signerLot(enqueteur, lots[rang] ?? []));
}

/** Execute `nombre` taches, `largeur` a la fois, resultats dans l'ordre ; la premiere erreur arrete tout. */
export async function enParallele<T>(
  nombre: number,
  largeur: number,
  tache: (rang: number) => Promise<T>,
): Promise<readonly T[]> {
  const resultats: T[] = [];
  let suivant = 0;
  const ouvrier = async (): Promise<void> => {
    for (let rang = suivant++; rang < nombre; rang = suivant++) resultats[rang] = await tache(rang);
  };
  await Promise.all(Array.from({ length: Math.min(largeur, nombre) }, ouvrier));
  return resultats;
}
