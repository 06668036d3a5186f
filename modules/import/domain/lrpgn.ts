import { type Result, refus, reussite } from '@ppn/core';
import { dechiffrer } from './entites.ts';
import type { HeureEcrite } from './heures.ts';
import { type Remarque, attention, information } from './remarques.ts';
import { type Element, lireXml, tous } from './xml.ts';

/** Une personne telle que le producteur l'ecrit : textes dechiffres, vides si absents. */
export type PersonneEcrite = {
  readonly genre: 'physique' | 'morale';
  readonly nom: string;
  readonly nomUsage: string;
  readonly prenoms: string;
  readonly sexe: string;
  readonly naissance: string;
  readonly naissanceLieu: string;
  readonly nationalite: string;
  readonly profession: string;
  readonly adresse: string;
  readonly telephone: string;
  readonly courriel: string;
  readonly implication: string;
};

/** Un fait tel que le producteur l'ecrit. */
export type FaitEcrit = {
  readonly natinf: string;
  readonly libelle: string;
  readonly debut: HeureEcrite;
  readonly fin: HeureEcrite;
  readonly adresse: string;
  readonly commune: string;
  readonly codePostal: string;
  readonly gps: string;
};

/** Ce que `data.xml` dit d'une piece. */
export type DonneesEcrites = {
  readonly titre: string;
  readonly typeDePiece: string;
  readonly typeDEnquete: string;
  readonly procedure: string;
  readonly unite: string;
  readonly redacteurs: readonly string[];
  readonly date: HeureEcrite;
  readonly personnes: readonly PersonneEcrite[];
  readonly faits: readonly FaitEcrit[];
};

/** Pourquoi des donnees ne sont pas lues : la piece est importee quand meme, sans elles. */
export type RefusDeDonnees = 'donnees-illisibles' | 'donnees-interdites' | 'schema-inconnu';

const PERSONNES_MAX = 300;
const FAITS_MAX = 100;

/** Lit un `data.xml` de LRPGN (schema 1.50 observe, domaine-penal §2.7.6) : tolerant, et il rend compte de ce qu'il a repare. */
export function lireLrpgn(
  xml: string,
): Result<{ readonly donnees: DonneesEcrites; readonly remarques: readonly Remarque[] }, RefusDeDonnees> {
  const lu = lireXml(xml);
  if (!lu.ok)
    return refus(lu.refus === 'declaration-interdite' ? 'donnees-interdites' : 'donnees-illisibles');
  if (lu.valeur.nom !== 'Procedure') return refus('schema-inconnu');
  const lecteur = creerLecteur();
  const donnees = lireProcedure(lu.valeur, lecteur);
  return reussite({ donnees, remarques: [...remarquesDe(lecteur), ...champsAbsents(donnees)] });
}

/** Dechiffre des textes et retient ce qu'il a fallu reparer. */
type Lecteur = {
  readonly lire: (brut: string | undefined) => string;
  doubles: number;
  readonly inconnues: Set<string>;
};

function creerLecteur(): Lecteur {
  const lecteur: Lecteur = {
    doubles: 0,
    inconnues: new Set(),
    lire: (brut) => {
      const { texte, passes, inconnues } = dechiffrer(brut ?? '');
      if (passes > 1) lecteur.doubles += 1;
      for (const entite of inconnues) lecteur.inconnues.add(entite);
      return texte
        .normalize('NFC')
        .replace(/[\p{Cc}\p{Cf}]/gu, ' ')
        .replace(/\s+/gu, ' ')
        .trim();
    },
  };
  return lecteur;
}

function lireProcedure(racine: Element, lecteur: Lecteur): DonneesEcrites {
  const champ = (nom: string, dans = racine): string => lecteur.lire(tous(dans, nom)[0]?.texte);
  const heure = (nom: string, dans = racine): HeureEcrite => heureDe(tous(dans, nom)[0], lecteur);
  const [numero, annee] = [champ('Procedure_Numero'), champ('Procedure_Annee')];
  return {
    titre: lecteur.lire(racine.attributs.get('Titre_Piece')),
    typeDePiece: champ('Piece_Titre'),
    typeDEnquete: champ('Enquete_Type'),
    procedure: [numero, annee].filter((partie) => partie !== '').join('/'),
    unite: ['Unite_L4', 'Unite_L3', 'Unite_L2', 'Unite_L1'].map((nom) => champ(nom)).find(Boolean) ?? '',
    redacteurs: tous(racine, 'Enqueteur')
      .map((enqueteur) =>
        [champ('Enqueteur_Nom', enqueteur), champ('Enqueteur_Qualite', enqueteur)].filter(Boolean).join(', '),
      )
      .filter((texte) => texte !== ''),
    date: heure('Acte_Enquete_Date'),
    personnes: [
      ...tous(racine, 'Personne').map((personne) => lirePhysique((nom) => champ(nom, personne))),
      ...tous(racine, 'Personne_Morale').map((personne) => lireMorale((nom) => champ(nom, personne))),
    ].slice(0, PERSONNES_MAX),
    faits: tous(racine, 'Fait')
      .slice(0, FAITS_MAX)
      .map((fait) => ({
        natinf: champ('Natinf', fait),
        libelle: champ('Libelle_Fait', fait),
        debut: heure('Periode_Affaire_Debut', fait),
        fin: heure('Periode_Affaire_Fin', fait),
        adresse: champ('Localisation_Fait', fait),
        commune: champ('Commune_Fait', fait),
        codePostal: champ('Code_Postal_Commune_Fait', fait),
        gps: [champ('Fait_GpsX', fait), champ('Fait_GpsY', fait)].filter(Boolean).join(' ; '),
      })),
  };
}

const heureDe = (element: Element | undefined, lecteur: Lecteur): HeureEcrite => ({
  utc: element?.attributs.get('utc'),
  texte: lecteur.lire(element?.texte),
});

type Champ = (nom: string) => string;

const premier = (champ: Champ, ...noms: readonly string[]): string =>
  noms.map(champ).find((texte) => texte !== '') ?? '';

const lirePhysique = (champ: Champ): PersonneEcrite => ({
  genre: 'physique',
  nom: champ('Personne_Nom'),
  nomUsage: champ('Personne_Nom_Marital'),
  prenoms: champ('Personne_Prenom'),
  sexe: champ('Personne_Civilite_Sexe'),
  naissance: champ('Personne_Naissance_Date'),
  naissanceLieu: premier(champ, 'Personne_Naissance_Commune', 'Personne_Naissance_Lieu'),
  nationalite: champ('Personne_Nationalite'),
  profession: champ('Personne_Profession'),
  adresse: premier(champ, 'Personne_Residence_Adresse', 'Personne_Residence_Lieu'),
  telephone: premier(champ, 'Personne_Telephone_Portable', 'Personne_Telephone'),
  courriel: premier(champ, 'Personne_Mail', 'Personne_Courriel'),
  implication: champ('Personne_Implication'),
});

const lireMorale = (champ: Champ): PersonneEcrite => ({
  genre: 'morale',
  nom: champ('Personne_Morale_Raison'),
  nomUsage: '',
  prenoms: '',
  sexe: '',
  naissance: '',
  naissanceLieu: '',
  nationalite: champ('Personne_Morale_Nationalite'),
  profession: '',
  adresse: premier(champ, 'Personne_Morale_Residence_Adresse', 'Personne_Morale_Residence_Lieu'),
  telephone: '',
  courriel: '',
  implication: champ('Personne_Morale_Implication'),
});

const remarquesDe = (lecteur: Lecteur): readonly Remarque[] => [
  ...(lecteur.doubles === 0
    ? []
    : [
        information(
          'entites-doublement-encodees',
          lecteur.doubles === 1
            ? 'Un champ portait des entités encodées plusieurs fois (« &amp;eacute; ») : il a été déchiffré.'
            : `${lecteur.doubles} champs portaient des entités encodées plusieurs fois (« &amp;eacute; ») : ils ont été déchiffrés.`,
        ),
      ]),
  ...(lecteur.inconnues.size === 0
    ? []
    : [
        attention(
          'entites-inconnues',
          `Entités inconnues laissées telles quelles : ${[...lecteur.inconnues].slice(0, 5).join(', ')}.`,
        ),
      ]),
];

const CHAMPS: readonly (readonly [keyof DonneesEcrites, string])[] = [
  ['typeDePiece', 'titre de la pièce'],
  ['typeDEnquete', 'type d’enquête'],
  ['procedure', 'numéro de procédure'],
  ['unite', 'unité'],
];

/** Les champs attendus qui manquent, nommes ; le schema 1.50 les admet tous absents. */
function champsAbsents(donnees: DonneesEcrites): readonly Remarque[] {
  const absents = [
    ...CHAMPS.filter(([cle]) => donnees[cle] === '').map(([, libelle]) => libelle),
    ...(donnees.redacteurs.length === 0 ? ['rédacteur'] : []),
    ...(donnees.date.utc === undefined && donnees.date.texte === '' ? ['date de l’acte'] : []),
    ...(donnees.personnes.length === 0 ? ['personnes'] : []),
    ...(donnees.faits.length === 0 ? ['faits'] : []),
  ];
  return absents.length === 0
    ? []
    : [attention('champs-absents', `Champs absents des données : ${absents.join(', ')}.`)];
}
