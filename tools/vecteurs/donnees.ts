import { isIdj, type Idj } from '@ppn/core';
import { acteJson, type ActeJson } from '@ppn/acte/contract';

const idj = (valeur: string): Idj => {
  if (!isIdj(valeur)) throw new RangeError(valeur);
  return valeur;
};

/** Le dossier des vecteurs, et un autre. Aucune personne reelle. */
export const IDJ = idj('IDJ-2026-00000000-B');
export const AUTRE_IDJ = idj('IDJ-2026-00000001-R');

/** Un UUID d'essai, par son rang. */
export const uuid = (rang: number): string => `00000000-0000-7000-8000-${String(rang).padStart(12, '0')}`;

/** La piece jointe par les constatations. */
export const JOINTE = {
  id: uuid(21),
  nom: 'releve.txt',
  typeMime: 'text/plain',
  octets: new TextEncoder().encode('Relevé : un antivol au sol, un emplacement vide.\n'),
} as const;

const MODELE = acteJson.shape;
/** L'unite des vecteurs. */
export const UNITE_D_ESSAI = {
  code: '00123',
  libelle: 'Unité de démonstration d’Agen',
  lignes: ['Unité d’Agen'],
  commune: 'Agen',
  zone: 'Europe/Paris',
};
const PERIODE = {
  debut: '2026-11-16T09:00:00+01:00[Europe/Paris]',
  fin: '2026-11-16T09:30:00+01:00[Europe/Paris]',
};

const commun = {
  schema: 'ppn/acte@1',
  idj: IDJ,
  procedure: {
    alias: [{ emetteur: UNITE_D_ESSAI.libelle, numero: '00123/00042/2026' }],
    intitule: 'Vol à l’étalage',
    cadre: 'preliminaire',
    ouverteA: '2026-11-16T08:50:00+01:00[Europe/Paris]',
    unite: UNITE_D_ESSAI,
    juridiction: null,
  },
  redigeA: '2026-11-16T09:35:00+01:00[Europe/Paris]',
  references: [],
} as const;
const FAITS = MODELE.faits.parse([
  {
    id: uuid(11),
    natinf: 7151,
    debut: '2026-11-15T18:00:00+01:00[Europe/Paris]',
    lieu: { adresse: '12 boulevard de la République', commune: 'Agen' },
    qualification: 'VOL',
    definiePar: 'ART.311-1 C.PENAL.',
    reprimeePar: 'ART.311-3 C.PENAL.',
    nature: 'delit',
  },
]);
const ENQUETEUR = {
  matricule: 'PN100001',
  prenom: 'Camille',
  nom: 'Moreau',
  qualite: 'opj',
  service: 'interieur',
  rattachement: { code: UNITE_D_ESSAI.code, libelle: UNITE_D_ESSAI.libelle },
};
const MAGISTRAT = {
  matricule: 'MJ200002',
  prenom: 'Inès',
  nom: 'Le Gall',
  qualite: 'substitut',
  service: 'justice',
  rattachement: { code: 'tj47001', libelle: 'Tribunal judiciaire d’Agen' },
};

/** Constatations qui joignent `JOINTE`. */
export const constatations = (rang: number, empreinteJointe: string): ActeJson =>
  acteJson.parse({
    ...commun,
    acteId: uuid(rang),
    type: 'constatations',
    gabarit: 'constatations@1',
    numero: 1,
    redacteur: ENQUETEUR,
    personnes: [],
    faits: FAITS,
    contenu: {
      ...PERIODE,
      lieu: '12 boulevard de la République, Agen',
      faits: [uuid(11)],
      constatations: 'Le rayon est vide.\nL’antivol est au sol, à deux mètres : il a été coupé.',
      photographies: [{ fichier: JOINTE.id, legende: 'Relevé des lieux' }],
    },
    jointes: [
      {
        id: JOINTE.id,
        nom: JOINTE.nom,
        typeMime: JOINTE.typeMime,
        famille: 'texte',
        taille: JOINTE.octets.length,
        empreinte: empreinteJointe,
        apercu: null,
      },
    ],
  });

/** Synthese d'enquete, sans jointe. `expose` change le texte. */
export const synthese = (rang: number, expose = 'Le mis en cause n’est pas identifié.'): ActeJson =>
  acteJson.parse({
    ...commun,
    acteId: uuid(rang),
    type: 'synthese',
    gabarit: 'synthese@1',
    numero: 2,
    redacteur: ENQUETEUR,
    personnes: [],
    faits: FAITS,
    contenu: {
      ...PERIODE,
      lieu: UNITE_D_ESSAI.libelle,
      expose,
      conclusion: 'Les faits paraissent établis.',
    },
    jointes: [],
  });

/** La greffiere qui cosigne un classement. */
const GREFFIERE = { ...MAGISTRAT, matricule: 'MJ300003', prenom: 'Sophie', nom: 'Roux', qualite: 'greffier' };

/** Classement sans suite, redige par un magistrat. */
export const classement = (rang: number): ActeJson => acteJson.parse(classementDe(rang));

/** Le meme, que la greffiere cosigne. */
export const classementCosigne = (rang: number): ActeJson => {
  const { contenu, ...acte } = classementDe(rang);
  return acteJson.parse({
    ...acte,
    contenu: { ...contenu, cosignataire: GREFFIERE.matricule },
    cosignataires: [GREFFIERE],
  });
};

const classementDe = (rang: number) => ({
  ...commun,
  acteId: uuid(rang),
  type: 'classement-sans-suite',
  gabarit: 'classement-sans-suite@1',
  numero: 3,
  redacteur: MAGISTRAT,
  redigeA: '2026-11-16T10:35:00+01:00[Europe/Paris]',
  personnes: [],
  faits: FAITS,
  contenu: {
    debut: '2026-11-16T10:30:00+01:00[Europe/Paris]',
    fin: '2026-11-16T10:35:00+01:00[Europe/Paris]',
    lieu: 'Tribunal judiciaire d’Agen',
    motif: '71',
    explication: 'L’auteur des faits n’a pas pu être retrouvé.',
  },
  jointes: [],
});
