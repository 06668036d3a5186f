import { acteJson, type ActeJson } from '@ppn/acte/contract';
import {
  calculerHorloge,
  type Entree,
  type Horloge,
  type Mesure,
  schemaEntree,
  schemaMesure,
} from '@ppn/garde-a-vue/contract';
import { REGLES_DE_GARDE_A_VUE } from '@ppn/nomenclature/catalogue';
import { composer, signerActe } from './actes.ts';
import type { Contexte } from './contexte.ts';
import { IDJ, UNITE_D_ESSAI, uuid } from './donnees.ts';
import { designer, pieceDActe, type Variation } from './fabriquer.ts';
import { enJson, type FaitVoulu, saler } from './suite.ts';

const a = (heure: string): string => `2026-11-16T${heure}:00+01:00[Europe/Paris]`;
const RECAPITULATIF = uuid(35);
const PERSONNE = uuid(12);

/** La mesure des vecteurs : droit commun, six heures, aucune personne reelle. */
const MESURE: Mesure = schemaMesure.parse({
  id: uuid(90),
  idj: IDJ,
  cadre: 'flagrance',
  regime: 'droit-commun',
  zone: 'Europe/Paris',
  personne: { id: PERSONNE, naissance: '1990-05-04', protegee: false, etrangere: false, langue: 'fr' },
  unite: { code: UNITE_D_ESSAI.code, libelle: UNITE_D_ESSAI.libelle },
  juridiction: { code: 'tj47001', libelle: 'Tribunal judiciaire d’Agen' },
  faits: [
    {
      natinf: 7151,
      qualification: 'VOL',
      nature: 'delit',
      peineMois: 36,
      commis: 'le 15 novembre 2026 à Agen',
      alinea70673: '',
    },
  ],
});

const entree = (rang: number, type: string, heure: string, donnees: object): Entree =>
  schemaEntree.parse({
    id: uuid(100 + rang),
    mesure: MESURE.id,
    type,
    survenuA: a(heure),
    enregistreA: a(heure),
    auteur: {
      matricule: 'PN100001',
      nom: 'Camille MOREAU',
      qualite: 'opj',
      rattachement: UNITE_D_ESSAI.libelle,
    },
    source: { genre: 'saisie' },
    donnees,
  });

/** Le registre inscrit en direct : apprehension, placement, repas, fin. */
const ENTREES: readonly Entree[] = [
  entree(1, 'apprehension', '03:10', { contrainte: 'interpellation', memesFaits: true, lieu: 'Agen' }),
  entree(2, 'placement', '03:25', { qualite: 'opj', motifs: [1], surInstruction: false }),
  entree(3, 'repas', '07:40', { pris: true }),
  entree(4, 'fin', '09:10', { suite: 'levee', instructionDe: 'procureur', nom: 'Inès LE GALL' }),
];

/** Ce qui change du dossier d'une mesure ordinaire. */
export type VariationDeMesure = {
  /** L'entree telle que le journal l'a recue. */
  readonly inscrire?: (entree: Entree) => Entree;
  /** L'horloge que le recapitulatif signe porte. */
  readonly horloge?: (juste: Horloge) => Horloge;
  /** L'acte n'est pas rattache au registre. */
  readonly sansRattachement?: true;
  /** Les regles que l'horloge a suivies, et que l'export porte. */
  readonly regles?: typeof REGLES_DE_GARDE_A_VUE;
  readonly fichiers?: Variation['fichiers'];
};

/** Un dossier qui porte le recapitulatif signe d'une garde a vue, son registre et les regles de son horloge. */
export async function avecMesure(
  { atelier, opj }: Contexte,
  {
    inscrire = (telle) => telle,
    horloge = (juste) => juste,
    sansRattachement,
    regles = REGLES_DE_GARDE_A_VUE,
    fichiers,
  }: VariationDeMesure = {},
): Promise<Variation> {
  const acte = recapitulatif(horloge(calculerHorloge(MESURE, ENTREES, regles, a('09:55'))));
  const pdf = await signerActe(atelier, await composer(acte), { carte: opj });
  const registre: readonly FaitVoulu[] = [
    { type: 'mesure-ouverte', donnees: { mesure: MESURE }, a: '2026-11-16T08:50:10.000Z' },
    ...ENTREES.map((telle) => ({
      type: 'entree-consignee',
      donnees: inscrire(telle),
      a: '2026-11-16T08:50:20.000Z',
    })),
    ...(sansRattachement === true
      ? []
      : [
          {
            type: 'acte-rattache',
            donnees: { acteId: RECAPITULATIF, idj: IDJ, type: acte.type },
            a: '2026-11-16T09:01:00.000Z',
          },
        ]),
  ];
  return {
    faits: (faits) => [
      ...faits,
      { type: 'acte-scelle', donnees: designer(RECAPITULATIF, pdf), a: '2026-11-16T09:30:00.000Z' },
    ],
    annexes: [{ nom: MESURE.id, faits: saler(registre, `garde-a-vue/${MESURE.id}`) }],
    contenu: (contenu) => ({
      ...contenu,
      pieces: [...contenu.pieces, pieceDActe(RECAPITULATIF, 'Récapitulatif de garde à vue', pdf)],
    }),
    async fichiers(ranges) {
      ranges.set('regles/garde-a-vue.json', enJson(regles));
      await fichiers?.(ranges);
    },
  };
}

/** Le registre d'une mesure, dans l'archive. */
export const FICHIER_DU_REGISTRE = `journal/mesures/${MESURE.id}.jsonl`;

const recapitulatif = (horloge: Horloge): ActeJson =>
  acteJson.parse({
    schema: 'ppn/acte@1',
    idj: IDJ,
    procedure: {
      alias: [{ emetteur: UNITE_D_ESSAI.libelle, numero: '00123/00042/2026' }],
      intitule: 'Vol à l’étalage',
      cadre: 'flagrance',
      ouverteA: a('02:50'),
      unite: UNITE_D_ESSAI,
      juridiction: null,
    },
    redigeA: a('09:55'),
    references: [],
    acteId: RECAPITULATIF,
    type: 'gav-recapitulatif',
    gabarit: 'gav-recapitulatif@1',
    numero: 4,
    redacteur: {
      matricule: 'PN100001',
      prenom: 'Camille',
      nom: 'Moreau',
      qualite: 'opj',
      service: 'interieur',
      rattachement: { code: UNITE_D_ESSAI.code, libelle: UNITE_D_ESSAI.libelle },
    },
    personnes: [],
    faits: [],
    jointes: [],
    contenu: {
      mesure: MESURE,
      debut: a('09:50'),
      fin: a('09:55'),
      lieu: UNITE_D_ESSAI.libelle,
      passerOutre: '',
      regime: 'droit-commun',
      entrees: ENTREES,
      horloge,
      observations: '',
      lecture: { mode: 'relu-par-la-personne' },
    },
  });
