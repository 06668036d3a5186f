import { canonique } from '@ppn/garde-a-vue/contract';
import type { Note } from '@ppn/tlog';
import * as z from 'zod';
import { type Constat, constat } from './codes.ts';
import type { Examen } from './examen.ts';
import { lireSuite, type Suite, versionsSuivies } from './faits.ts';
import { lireSi } from './modele.ts';
import type { LecteurDeDossier } from './modele.ts';
import { type ContexteDePoint, jugerPreuves } from './point.ts';

/** Ce que le registre d'une mesure a recu en direct : chaque entree, redites comprises, et les actes qui s'y rattachent. */
export type Registre = {
  readonly mesure: string;
  readonly faits: number;
  /** Formes canoniques des entrees de cet identifiant. */
  readonly entrees: ReadonlyMap<string, readonly string[]>;
  readonly actes: ReadonlySet<string>;
  /** Forme canonique de ce qui, de l'ouverture, commande l'horloge. */
  readonly ouverture: string;
};

const DOSSIER = 'journal/mesures/';
const FICHIER = /^journal\/mesures\/([^/]+)\.jsonl$/;

/** Lit et juge les registres de garde a vue de l'export (docs/preuve.md §6.1) : suite, mesure, dossier, inscription au journal. */
export async function jugerRegistres(
  lecteur: LecteurDeDossier,
  contexte: ContexteDePoint & { readonly idj: string; readonly note?: Note },
): Promise<{ readonly registres: readonly Registre[]; readonly constats: readonly Constat[] }> {
  const mesures = lecteur.noms.flatMap((nom) => FICHIER.exec(nom)?.[1] ?? []);
  const juges = [];
  for (const mesure of mesures) juges.push(await jugerUnRegistre(lecteur, mesure, contexte));
  return {
    registres: juges.flatMap(({ registre }) => registre ?? []),
    constats: juges.flatMap(({ constats }) => constats),
  };
}

async function jugerUnRegistre(
  lecteur: LecteurDeDossier,
  mesure: string,
  contexte: Parameters<typeof jugerRegistres>[1],
): Promise<{ readonly registre?: Registre; readonly constats: readonly Constat[] }> {
  const nom = `${DOSSIER}${mesure}.jsonl`;
  const lue = lireSuite((await lireSi(lecteur, nom)) ?? new Uint8Array());
  if (!lue.ok)
    return { constats: [constat('fait-illisible', nom, `ce registre ne se lit pas : ${lue.refus}`)] };
  const suite = lue.valeur;
  const preuves = new Map<number, Uint8Array>();
  for (const { fait } of suite.faits) {
    const octets = await lireSi(lecteur, cheminDe(mesure, fait.version));
    if (octets !== undefined) preuves.set(fait.version, octets);
  }
  const { note, ...point } = contexte;
  return {
    registre: enRegistre(mesure, suite),
    constats: [
      ...jugerLaSuite(nom, mesure, suite, contexte.idj),
      ...(note === undefined
        ? []
        : jugerPreuves({ ...point, suite }, note, preuves, (version) => cheminDe(mesure, version))),
    ],
  };
}

const cheminDe = (mesure: string, version: number): string => `${DOSSIER}${mesure}/${version}.tlog-proof`;

const ouverture = z.object({ mesure: z.looseObject({ id: z.string(), idj: z.string() }) });

/** Ce qui, de la mesure, commande son horloge : un acte ne le dit pas autrement que l'ouverture. */
const reglesDe = ({ idj, cadre, regime, zone, faits }: { readonly [champ: string]: unknown }): string =>
  canonique({ idj, cadre, regime, zone, faits });

/** De 1 a n sans trou, tous de cette mesure, ouverte pour ce dossier. */
function jugerLaSuite(nom: string, mesure: string, suite: Suite, idj: string): readonly Constat[] {
  const { faits } = suite;
  const [premier] = faits;
  const ouverte =
    premier?.fait.type === 'mesure-ouverte' ? ouverture.safeParse(premier.fait.donnees).data : undefined;
  const sienne =
    ouverte?.mesure.id === mesure &&
    ouverte.mesure.idj === idj &&
    faits.every(({ fait }) => fait.flux === `garde-a-vue/${mesure}`);
  return [
    ...(versionsSuivies(suite)
      ? []
      : [constat('suite-rompue', nom, 'un fait de ce registre manque ou n’est pas à sa place')]),
    ...(sienne ? [] : [constat('autre-dossier', nom, 'ce registre est celui d’un autre dossier')]),
  ];
}

const entreeLue = z.looseObject({ id: z.string() });
const acteLu = z.object({ acteId: z.string() });

function enRegistre(mesure: string, { faits }: Suite): Registre {
  const entrees = faits
    .filter(({ fait }) => fait.type === 'entree-consignee' || fait.type === 'entree-redite')
    .flatMap(({ fait }) => entreeLue.safeParse(fait.donnees).data ?? []);
  const actes = faits
    .filter(({ fait }) => fait.type === 'acte-rattache')
    .flatMap(({ fait }) => acteLu.safeParse(fait.donnees).data?.acteId ?? []);
  const parId = Map.groupBy(entrees, ({ id }) => id);
  return {
    mesure,
    faits: faits.length,
    entrees: new Map([...parId].map(([id, siennes]) => [id, siennes.map((une) => canonique(une))])),
    actes: new Set(actes),
    ouverture: reglesDe(ouverture.safeParse(faits[0]?.fait.donnees).data?.mesure ?? {}),
  };
}

const acteDeMesure = z.object({
  type: z.string().startsWith('gav-'),
  acteId: z.string(),
  numero: z.number(),
  contenu: z.looseObject({
    mesure: z.looseObject({ id: z.string() }),
    entrees: z.array(z.looseObject({ id: z.string(), type: z.string() })).optional(),
  }),
});

/** Chaque acte d'une mesure est rattache a son registre, et un recapitulatif n'en reprend que des entrees qui y sont, telles quelles. */
export function comparerAuxRegistres(
  examens: ReadonlyMap<string, Examen>,
  registres: readonly Registre[],
): {
  readonly acquis: readonly string[];
  readonly reserves: readonly string[];
  readonly constats: readonly Constat[];
} {
  const actes = [...examens.values()].flatMap(({ acte }) => acteDeMesure.safeParse(acte?.donnees).data ?? []);
  const parMesure = new Map(registres.map((registre) => [registre.mesure, registre]));
  const constats = actes.flatMap((acte) => {
    const registre = parMesure.get(acte.contenu.mesure.id);
    return registre === undefined ? [] : ecartsAuRegistre(acte, registre);
  });
  const mesures = new Set(actes.map(({ contenu }) => contenu.mesure.id));
  const fautifs = new Set(constats.map(({ objet }) => objet));
  const recapitulatifs = actes.filter(
    ({ type, acteId }) => type === 'gav-recapitulatif' && !fautifs.has(acteId),
  );
  return {
    constats,
    reserves: [...mesures.difference(new Set(parMesure.keys()))].map(
      (mesure) =>
        `Le registre de la garde à vue ${mesure} n’est pas dans cet export : rien ne montre ce qui y a été inscrit en direct.`,
    ),
    acquis: recapitulatifs.flatMap(({ numero, contenu }) => {
      const registre = parMesure.get(contenu.mesure.id);
      return registre === undefined
        ? []
        : [
            `Garde à vue ${registre.mesure} : les ${contenu.entrees?.length ?? 0} entrées du récapitulatif n° ${numero} sont celles inscrites en direct au registre (${registre.faits} faits au journal).`,
          ];
    }),
  };
}

function ecartsAuRegistre(
  { type, acteId, contenu }: z.infer<typeof acteDeMesure>,
  { entrees, actes, ouverture: ouverte }: Registre,
): readonly Constat[] {
  const autres =
    type === 'gav-recapitulatif'
      ? (contenu.entrees ?? []).filter((entree) => !entrees.get(entree.id)?.includes(canonique(entree)))
      : [];
  return [
    ...(actes.has(acteId)
      ? []
      : [constat('donnees-differentes', acteId, 'cet acte n’est pas rattaché au registre de sa mesure')]),
    ...(reglesDe(contenu.mesure) === ouverte
      ? []
      : [
          constat(
            'donnees-differentes',
            acteId,
            'cet acte ne dit pas la mesure (régime, faits, lieu) comme le registre l’a ouverte',
          ),
        ]),
    ...autres.map((entree) =>
      constat(
        'donnees-differentes',
        acteId,
        `le récapitulatif ne dit pas « ${entree.type} » comme le registre inscrit en direct`,
      ),
    ),
  ];
}
