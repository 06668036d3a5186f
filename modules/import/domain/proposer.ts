import { formeComparable } from '@ppn/core';
import { type HeureLue, lireHeure, lireJour, zoneDuCodePostal } from './heures.ts';
import type { FaitEcrit, PersonneEcrite } from './lrpgn.ts';
import { type Remarque, attention } from './remarques.ts';

/** Roles connus du dossier. */
export type Role = 'victime' | 'mis-en-cause' | 'temoin';

/** Une personne a proposer : les champs de la saisie, et ce qui manque pour la reprendre d'un geste. */
export type PersonneProposee = {
  readonly genre: 'physique' | 'morale';
  readonly nom: string;
  readonly prenoms: string;
  readonly nomUsage: string;
  readonly sexe: 'feminin' | 'masculin' | 'non-precise';
  readonly neLe: string;
  readonly neA: string;
  readonly nationalite: string;
  readonly profession: string;
  readonly adresse: string;
  readonly telephone: string;
  readonly courriel: string;
  readonly roles: readonly Role[];
};

/** Un fait a proposer ; `natinf` et `debut` manquent s'ils n'ont pas pu etre lus. */
export type FaitPropose = {
  readonly natinf: number | null;
  readonly libelle: string;
  readonly debut: string | null;
  readonly fin: string | null;
  readonly adresse: string;
  readonly commune: string;
  readonly zone: string;
};

/** Une proposition, ce qui lui manque (vide : elle se reprend telle quelle), et ce qui a ete constate en la lisant. */
export type Proposition<T> = {
  readonly valeur: T;
  readonly manques: readonly string[];
  readonly remarques: readonly Remarque[];
};

const IMPLICATIONS: ReadonlyMap<string, Role> = new Map([
  ['victime', 'victime'],
  ['plaignant', 'victime'],
  ['misencause', 'mis-en-cause'],
  ['miseencause', 'mis-en-cause'],
  ['mis(e)encause', 'mis-en-cause'],
  ['auteur', 'mis-en-cause'],
  ['temoin', 'temoin'],
]);

/** Cle de comparaison : sans casse, accents, espaces ni tirets. */
export const cleDe = (texte: string): string =>
  formeComparable(texte)
    .normalize('NFD')
    .replace(/[\p{M}\s'’-]/gu, '')
    .toLowerCase();

/** Propose une personne. Une implication inconnue n'est pas devinee : elle manque, et elle est citee. */
export function proposerPersonne(ecrite: PersonneEcrite): Proposition<PersonneProposee> {
  const role = IMPLICATIONS.get(cleDe(ecrite.implication));
  const neLe = ecrite.naissance === '' ? undefined : lireJour(ecrite.naissance);
  const courriel = /^[^\s@]+@[^\s@]+\.[^\s@]+$/u.test(ecrite.courriel) ? ecrite.courriel : '';
  const bornes = borner(ecrite);
  return {
    valeur: {
      genre: ecrite.genre,
      ...bornes.valeurs,
      sexe: sexeDe(ecrite.sexe),
      neLe: neLe ?? '',
      courriel,
      roles: role === undefined ? [] : [role],
    },
    manques: [
      ...(ecrite.nom === '' ? [ecrite.genre === 'morale' ? 'la raison sociale' : 'le nom'] : []),
      ...(role === undefined ? ['la qualité (victime, mis en cause ou témoin)'] : []),
    ],
    remarques: [
      ...bornes.remarques,
      ...(role === undefined && ecrite.implication !== ''
        ? [
            attention(
              'qualite-inconnue',
              `Qualité « ${ecrite.implication} » inconnue pour ${nommer(ecrite)} : à choisir.`,
            ),
          ]
        : []),
      ...(ecrite.naissance !== '' && neLe === undefined
        ? [
            attention(
              'valeur-illisible',
              `Date de naissance « ${ecrite.naissance} » illisible pour ${nommer(ecrite)}.`,
            ),
          ]
        : []),
    ],
  };
}

const nommer = ({ nom, prenoms }: { readonly nom: string; readonly prenoms: string }): string =>
  [nom, prenoms].filter(Boolean).join(' ') || 'une personne sans nom';

/** Longueurs admises par la saisie (contrat du dossier). */
const LONGUEURS = {
  nom: 200,
  prenoms: 200,
  nomUsage: 200,
  neA: 200,
  nationalite: 100,
  profession: 200,
  adresse: 400,
  telephone: 40,
} as const;

function borner(ecrite: PersonneEcrite): {
  readonly valeurs: Readonly<Record<keyof typeof LONGUEURS, string>>;
  readonly remarques: readonly Remarque[];
} {
  const brutes = {
    nom: ecrite.nom,
    prenoms: ecrite.prenoms,
    nomUsage: ecrite.nomUsage,
    neA: ecrite.naissanceLieu,
    nationalite: ecrite.nationalite,
    profession: ecrite.profession,
    adresse: ecrite.adresse,
    telephone: ecrite.telephone,
  };
  const raccourcir = (cle: keyof typeof LONGUEURS): string => brutes[cle].slice(0, LONGUEURS[cle]);
  const trop = Object.entries(LONGUEURS).some(
    ([cle, max]) => (new Map(Object.entries(brutes)).get(cle) ?? '').length > max,
  );
  return {
    valeurs: {
      nom: raccourcir('nom'),
      prenoms: raccourcir('prenoms'),
      nomUsage: raccourcir('nomUsage'),
      neA: raccourcir('neA'),
      nationalite: raccourcir('nationalite'),
      profession: raccourcir('profession'),
      adresse: raccourcir('adresse'),
      telephone: raccourcir('telephone'),
    },
    remarques: trop
      ? [attention('valeur-raccourcie', `Un champ trop long a été raccourci pour ${nommer(ecrite)}.`)]
      : [],
  };
}

function sexeDe(civilite: string): PersonneProposee['sexe'] {
  const cle = cleDe(civilite).replace('.', '');
  if (['m', 'mr', 'monsieur', 'masculin', 'homme'].includes(cle)) return 'masculin';
  return ['f', 'mme', 'mlle', 'madame', 'feminin', 'femme'].includes(cle) ? 'feminin' : 'non-precise';
}

/** Propose un fait. `zone` : celle de l'unite ; un code postal d'outre-mer la remplace. `connue` : la nomenclature en service. */
export function proposerFait(
  ecrit: FaitEcrit,
  reglages: { readonly zone: string; readonly connue: (natinf: number) => boolean },
): Proposition<FaitPropose> {
  const zone = zoneDuCodePostal(ecrit.codePostal) ?? reglages.zone;
  const natinf = /^\d{1,5}$/u.test(ecrit.natinf) ? Number(ecrit.natinf) : null;
  const [debut, fin] = [lireHeure(ecrit.debut, zone), lireHeure(ecrit.fin, zone)];
  const connue = natinf !== null && reglages.connue(natinf);
  return {
    valeur: {
      natinf,
      libelle: ecrit.libelle.slice(0, 400),
      debut: debut.a ?? null,
      fin: fin.a !== undefined && fin.a !== debut.a ? fin.a : null,
      adresse: ecrit.adresse.slice(0, 400),
      commune: ecrit.commune.slice(0, 200),
      zone,
    },
    manques: [
      ...(natinf === null
        ? ['le code NATINF']
        : connue
          ? []
          : ['une infraction de la nomenclature en service']),
      ...(debut.a === undefined
        ? [debut.jour === undefined ? 'la date des faits' : 'l’heure des faits']
        : []),
      ...(ecrit.commune === '' ? ['la commune'] : []),
    ],
    remarques: [
      ...(natinf !== null && !connue
        ? [
            attention(
              'natinf-inconnue',
              `NATINF ${natinf} (${ecrit.libelle || 'sans libellé'}) absente de la nomenclature en service.`,
            ),
          ]
        : []),
      ...remarquesDHeure('Début des faits', ecrit.debut.texte, debut),
      ...remarquesDHeure('Fin des faits', ecrit.fin.texte, fin),
    ],
  };
}

/** Ce qu'il faut dire d'une heure lue : contradiction entre UTC et texte, ou texte illisible. */
export function remarquesDHeure(libelle: string, texte: string, lue: HeureLue): readonly Remarque[] {
  if (lue.contradictoire)
    return [
      attention(
        'heure-contradictoire',
        `${libelle} : l’heure UTC et le texte « ${texte} » ne concordent pas ; l’heure UTC est retenue.`,
      ),
    ];
  return texte !== '' && lue.jour === undefined
    ? [attention('heure-illisible', `${libelle} : « ${texte} » n’est pas une date lisible.`)]
    : [];
}

/** Deux personnes n'en font qu'une si noms et prenoms concordent et que rien ne les separe : sinon deux homonymes. */
export function memePersonne(
  une: Pick<PersonneProposee, 'genre' | 'nom' | 'prenoms' | 'neLe'>,
  autre: Pick<PersonneProposee, 'genre' | 'nom' | 'prenoms' | 'neLe'>,
): boolean {
  return (
    une.genre === autre.genre &&
    une.nom !== '' &&
    cleDe(une.nom) === cleDe(autre.nom) &&
    cleDe(une.prenoms) === cleDe(autre.prenoms) &&
    (une.neLe === '' || autre.neLe === '' || une.neLe === autre.neLe)
  );
}

/** Deux faits n'en font qu'un s'ils ont le meme code, le meme debut et la meme commune. */
export const memeFait = (
  un: Pick<FaitPropose, 'natinf' | 'debut' | 'commune'>,
  autre: Pick<FaitPropose, 'natinf' | 'debut' | 'commune'>,
): boolean =>
  un.natinf === autre.natinf && un.debut === autre.debut && cleDe(un.commune) === cleDe(autre.commune);
