import { msDe } from '@ppn/core';
import { apportDe } from '@ppn/garde-a-vue/catalogue';
import {
  type Entree,
  type Mesure,
  canonique,
  divergencesDe,
  ecartsDHorloge,
  phrasesDeLHorloge,
  schemaHorloge,
} from '@ppn/garde-a-vue/contract';
import { REGLES_DE_GARDE_A_VUE } from '@ppn/nomenclature/catalogue';
import { regleDeGardeAVue } from '@ppn/nomenclature/contract';
import * as z from 'zod';
import { type Constat, constat } from './codes.ts';
import type { Examen } from './examen.ts';
import type { Registre } from './registres.ts';

/** Ce que le recalcul des gardes a vue prouve, ce qu'il ne peut dire, et ce qu'il dement. */
export type JugementDesMesures = {
  readonly acquis: readonly string[];
  readonly reserves: readonly string[];
  readonly constats: readonly Constat[];
};

/** Un acte de garde a vue, et les entrees qu'il porte. */
type ActePortant = {
  readonly acteId: string;
  readonly type: string;
  readonly numero: number;
  readonly redigeA: string;
  readonly mesure: Mesure;
  readonly entrees: readonly Entree[];
  readonly contenu: unknown;
};

const enTete = z.looseObject({
  type: z.string(),
  acteId: z.string(),
  numero: z.number(),
  redigeA: z.string(),
  contenu: z.unknown(),
});
const horlogePortee = z.object({ horloge: schemaHorloge });

/** Ou un export range les regles de ses gardes a vue. */
export const FICHIER_DES_REGLES = 'regles/garde-a-vue.json';
const reglesPortees = z.object({ version: z.string(), lignes: z.array(regleDeGardeAVue).max(2_000) });
export type ReglesPortees = z.infer<typeof reglesPortees>;

/** Les regles que l'export porte ; `undefined` s'il n'en porte pas, ou d'une forme inconnue. */
export function lireLesRegles(octets: Uint8Array | undefined): ReglesPortees | undefined {
  try {
    return octets && reglesPortees.safeParse(JSON.parse(new TextDecoder().decode(octets))).data;
  } catch {
    return undefined;
  }
}

/**
 * Recalcule l'horloge de chaque garde a vue des actes seuls, et la compare a celle que son recapitulatif porte (et que son
 * texte montre : texte et donnees se comparent par ailleurs). Pure.
 */
export function jugerMesures(
  examens: ReadonlyMap<string, Examen>,
  registres: readonly Registre[] = [],
  deLExport?: ReglesPortees,
): JugementDesMesures {
  const actes = [...examens.values()].flatMap(({ acte }) => lireActe(acte?.donnees));
  const jugements = [...Map.groupBy(actes, ({ mesure }) => mesure.id)].map(([id, siens]) =>
    jugerUneMesure(siens, {
      registre: registres.find(({ mesure }) => mesure === id),
      deLExport,
    }),
  );
  return {
    acquis: jugements.flatMap(({ acquis }) => acquis),
    reserves: jugements.flatMap(({ reserves }) => reserves),
    constats: jugements.flatMap(({ constats }) => constats),
  };
}

/** Un acte illisible est deja dit par l'examen des pieces. */
function lireActe(donnees: unknown): readonly ActePortant[] {
  const { data } = enTete.safeParse(donnees);
  if (data === undefined) return [];
  try {
    const apport = apportDe(data);
    return apport === undefined ? [] : [{ ...data, ...apport, entrees: lues(data, apport.entrees) }];
  } catch {
    return [];
  }
}

const RECAPITULATIF = 'gav-recapitulatif';

/** Un recapitulatif reproduit le registre d'avant lui : ce qu'il y ajoute (un point passe outre) n'entre pas dans son horloge. */
const lues = (
  { type, acteId }: { readonly type: string; readonly acteId: string },
  entrees: readonly Entree[],
): readonly Entree[] =>
  type === RECAPITULATIF
    ? entrees.filter(({ source }) => source.genre !== 'acte' || source.acteId !== acteId)
    : entrees;

/** Ce que l'export apporte pour juger une mesure. */
type Apports = {
  readonly registre: Registre | undefined;
  readonly deLExport: ReglesPortees | undefined;
};

function jugerUneMesure(actes: readonly ActePortant[], apports: Apports): JugementDesMesures {
  const recapitulatifs = actes.filter(({ type }) => type === RECAPITULATIF);
  const jugements = recapitulatifs.map((recapitulatif) => jugerRecapitulatif(recapitulatif, actes, apports));
  if (jugements.length > 0)
    return {
      acquis: jugements.flatMap(({ acquis }) => acquis),
      reserves: jugements.flatMap(({ reserves }) => reserves),
      constats: jugements.flatMap(({ constats }) => constats),
    };
  const mesure = actes[0]?.mesure.id ?? '';
  return {
    acquis: [],
    reserves: [
      `La garde à vue ${mesure} n’a pas de récapitulatif : rien à comparer à son horloge recalculée.`,
    ],
    constats: [],
  };
}

function jugerRecapitulatif(
  recapitulatif: ActePortant,
  actes: readonly ActePortant[],
  { registre, deLExport }: Apports,
): JugementDesMesures {
  const { numero, acteId, mesure, entrees } = recapitulatif;
  const anterieures = actes
    .filter(({ type, redigeA }) => type !== RECAPITULATIF && msDe(redigeA) <= msDe(recapitulatif.redigeA))
    .flatMap((acte) => acte.entrees);
  const tues = anterieures.filter(({ id }) => !entrees.some((reprise) => reprise.id === id));
  const differentes = anterieures.filter(
    (entree) =>
      entrees.some((reprise) => estChangee(reprise, entree)) &&
      divergencesDe(mesure.id, entrees, [entree]).length > 0,
  );
  // Un acte qui redit autrement une entree ne la remplace pas : le registre garde les deux (docs/decisions/0065).
  const redites = differentes.filter((entree) =>
    registre?.entrees.get(entree.id)?.includes(canonique(entree)),
  );
  const changees = differentes.filter((entree) => !redites.includes(entree));
  const horloge = jugerHorloge(recapitulatif, deLExport);
  const constats = [
    ...changees.map(({ type }) =>
      constat(
        'donnees-differentes',
        acteId,
        `le récapitulatif ne dit pas « ${type} » comme l’acte signé qui le porte`,
      ),
    ),
    ...horloge.constats,
  ];
  const reserves = [
    ...(tues.length === 0
      ? []
      : [
          `Le récapitulatif n° ${numero} ne reprend pas ${tues.length} entrée(s) d’actes signés avant lui : ${tues.map(({ type }) => type).join(', ')}.`,
        ]),
    ...redites.map(
      ({ type }) =>
        `Le registre et un acte signé ne disent pas « ${type} » de même : les deux sont gardés, et le récapitulatif n° ${numero} suit le registre.`,
    ),
    ...horloge.reserves,
  ];
  return {
    reserves,
    constats,
    acquis:
      constats.length + reserves.length === 0
        ? [
            `Garde à vue ${mesure.id} : l’horloge, recalculée de ses ${entrees.length} entrées, concorde avec le récapitulatif n° ${numero}.`,
            ...horloge.acquis,
          ]
        : [],
  };
}

/** La meme entree, portee par le meme acte, mais autrement. */
const estChangee = (reprise: Entree, entree: Entree): boolean =>
  reprise.id === entree.id &&
  (reprise.survenuA !== entree.survenuA ||
    reprise.type !== entree.type ||
    JSON.stringify(reprise.donnees) !== JSON.stringify(entree.donnees));

/**
 * Recalcule l'horloge par ses regles : les notres si elle les suit, sinon celles que l'export porte pour elle. Sans elles, un
 * autre resultat ne prouve rien : c'est une reserve.
 */
function jugerHorloge(
  { acteId, numero, mesure, entrees, contenu }: ActePortant,
  deLExport: ReglesPortees | undefined,
): JugementDesMesures {
  const { data } = horlogePortee.safeParse(contenu);
  if (data === undefined)
    return {
      acquis: [],
      reserves: [`Le récapitulatif n° ${numero} ne porte pas d’horloge à comparer.`],
      constats: [],
    };
  const { horloge } = data;
  const { version } = horloge.regles;
  const suivies = [REGLES_DE_GARDE_A_VUE, deLExport].find((regles) => regles?.version === version);
  const ecarts = champsDifferents(horloge, mesure, entrees, suivies ?? REGLES_DE_GARDE_A_VUE);
  if (ecarts === undefined)
    return {
      acquis: [],
      reserves: [
        `Les règles ${version} que porte l’export ne permettent pas de recalculer l’horloge du récapitulatif n° ${numero}.`,
      ],
      constats: [],
    };
  if (ecarts.length === 0)
    return {
      acquis: phrasesDeLHorloge(horloge),
      reserves:
        suivies === deLExport && suivies !== undefined
          ? [
              `L’horloge du récapitulatif n° ${numero} a été recalculée par les règles ${version} que porte l’export.`,
            ]
          : [],
      constats: [],
    };
  return suivies === undefined
    ? {
        acquis: [],
        reserves: [
          `L’horloge du récapitulatif n° ${numero} suit les règles ${version} ; ce vérificateur connaît ${REGLES_DE_GARDE_A_VUE.version} et trouve autre chose : ${ecarts.join(', ')}.`,
        ],
        constats: [],
      }
    : {
        acquis: [],
        reserves: [],
        constats: [
          constat(
            'donnees-differentes',
            acteId,
            `l’horloge du récapitulatif n’est pas celle de ses entrées : ${ecarts.join(', ')}`,
          ),
        ],
      };
}

/** Les champs que le recalcul dit autrement ; `undefined` : des regles venues d'ailleurs ne se calculent pas. */
function champsDifferents(...demande: Parameters<typeof ecartsDHorloge>): readonly string[] | undefined {
  try {
    return ecartsDHorloge(...demande).map(({ champ }) => champ);
  } catch (cause) {
    if (demande[3] === REGLES_DE_GARDE_A_VUE) throw cause;
    return undefined;
  }
}
