import { acteJson, type ActeJson, type DonneesDuDossier } from '@ppn/acte/contract';
import type { ActeInscrit } from '@ppn/acte/catalogue';
import type { Entree } from '../domain/entrees.ts';
import { schemaMesure } from '../schemas-de-la-mesure.ts';
import { schemaEntree } from '../schemas-des-entrees.ts';

const PERSONNE = '00000000-0000-7000-8000-0000000000a1';
const FICHIER = '00000000-0000-7000-8000-0000000000f1';
const IDJ = 'IDJ-2026-00000000-B';
/** Le jour des essais, a Paris. */
export const heure = (moment: string): string => `2026-11-20T${moment}:00+01:00[Europe/Paris]`;

export const OPJ = {
  matricule: 'PN100001',
  prenom: 'Camille',
  nom: 'Moreau',
  qualite: 'opj',
  service: 'interieur',
  rattachement: { code: '00123', libelle: 'Unité de démonstration d’Agen' },
} as const;
export const SUBSTITUT = {
  matricule: 'MJ200001',
  prenom: 'Claire',
  nom: 'Fontaine',
  qualite: 'substitut',
  service: 'justice',
  rattachement: { code: 'tj47001', libelle: 'Tribunal judiciaire d’Agen' },
} as const;

/** Une mesure de droit commun, d'un majeur francais. */
export const MESURE = schemaMesure.parse({
  id: '00000000-0000-7000-8000-0000000000aa',
  idj: IDJ,
  cadre: 'flagrance',
  regime: 'droit-commun',
  zone: 'Europe/Paris',
  personne: { id: PERSONNE, naissance: '1991-03-08', protegee: false, etrangere: false, langue: 'fr' },
  unite: { code: '00123', libelle: 'Unité de démonstration d’Agen' },
  juridiction: { code: 'tj47001', libelle: 'Tribunal judiciaire d’Agen' },
  faits: [
    {
      natinf: 7154,
      qualification: 'VOL PAR EFFRACTION',
      nature: 'delit',
      peineMois: 84,
      commis: 'le 20 novembre 2026 à 03 h 00, à 9 rue Molinier, Agen',
      alinea70673: '',
    },
  ],
});

/** La retenue d'un enfant de onze ans. */
export const RETENUE = schemaMesure.parse({
  ...MESURE,
  regime: 'retenue-10-12',
  personne: { ...MESURE.personne, naissance: '2015-06-20' },
});

/** La victime, autre personne du dossier d'essai. */
export const VICTIME = {
  id: '00000000-0000-7000-8000-0000000000a2',
  genre: 'physique',
  nom: 'Pons',
  prenoms: 'Louise',
  neLe: '1994-07-12',
  roles: ['victime'],
} as const;

/** Une entree saisie au registre, le jour des essais. */
export const saisie = (rang: number, type: Entree['type'], moment: string, donnees: object): Entree =>
  schemaEntree.parse({
    id: `00000000-0000-7000-8000-0000000001${String(rang).padStart(2, '0')}`,
    mesure: MESURE.id,
    type,
    survenuA: heure(moment),
    enregistreA: heure(moment),
    auteur: { matricule: 'PN100001', nom: 'Camille MOREAU', qualite: 'opj', rattachement: 'Agen' },
    source: { genre: 'saisie' },
    donnees,
  });

const LIEU = {
  code: '00123',
  libelle: 'Unité de démonstration d’Agen',
  lignes: [],
  commune: 'Agen',
  zone: 'Europe/Paris',
};

/** Ce qu'un acte peut reprendre, avec ces entrees au registre. */
export const donneesAvec = (
  entrees: readonly Entree[],
  redacteur: NonNullable<DonneesDuDossier['redacteur']> = OPJ,
  mesure: typeof MESURE = MESURE,
): DonneesDuDossier => {
  const modele = acteJson.parse({
    ...enveloppe('gav-placement', 'gav-placement@1'),
    redacteur,
    redigeA: heure('12:00'),
    contenu: {},
    jointes: [
      {
        id: FICHIER,
        nom: 'certificat.pdf',
        typeMime: 'application/pdf',
        famille: 'pdf',
        taille: 1_234,
        empreinte: 'cd'.repeat(32),
        apercu: null,
      },
    ],
  });
  return {
    idj: modele.idj,
    procedure: modele.procedure,
    personnes: modele.personnes,
    faits: [],
    fichiers: modele.jointes,
    pieces: [],
    redacteur,
    mesures: [{ mesure, entrees }],
  };
};

const enveloppe = (type: string, gabarit: string) => ({
  schema: 'ppn/acte@1',
  acteId: '00000000-0000-7000-8000-0000000000b0',
  idj: IDJ,
  type,
  gabarit,
  numero: 4,
  procedure: {
    alias: [{ emetteur: 'Unité de démonstration d’Agen', numero: '00123/00042/2026' }],
    intitule: 'Vol par effraction',
    cadre: 'flagrance',
    ouverteA: heure('04:00'),
    unite: LIEU,
    juridiction: null,
  },
  personnes: [
    {
      id: PERSONNE,
      genre: 'physique',
      nom: 'Barthe',
      prenoms: 'Romain',
      neLe: '1991-03-08',
      roles: ['mis-en-cause'],
    },
    VICTIME,
  ],
  faits: [],
  references: [],
});

/** L'acte que ce contenu ferait, redige a midi. */
export function acteDe(
  definition: ActeInscrit,
  contenu: object,
  donnees: DonneesDuDossier,
  signatures?: unknown,
): ActeJson {
  const lu = definition.lire(contenu);
  if (!lu) throw new Error(`Contenu incomplet pour ${definition.type}.`);
  const { points } = definition.examiner(contenu, donnees, heure('12:00'));
  const { fichiers } = definition.cite(contenu);
  return acteJson.parse({
    ...enveloppe(definition.type, definition.gabarit),
    redacteur: donnees.redacteur ?? OPJ,
    redigeA: heure('12:00'),
    contenu: lu,
    jointes: donnees.fichiers.filter(({ id }) => fichiers.includes(id)),
    references: definition.references(contenu, heure('12:00')),
    ...(points.length === 0 ? {} : { attentions: points }),
    ...(signatures === undefined ? {} : { signatures }),
  });
}
