import { REGLES_DE_GARDE_A_VUE } from '@ppn/nomenclature';
import { Temporal } from 'temporal-polyfill';
import type { DonneesParType, Entree, Horloge, Mesure, TypeDEntree } from '../contract.ts';
import { calculerHorloge } from '../domain/horloge.ts';

/** Identifiant d'essai, lisible et stable. */
export const idDEssai = (numero: number): string =>
  `0192f000-0000-7000-8000-${String(numero).padStart(12, '0')}`;

/** Une mesure d'essai : droit commun, majeur, delit puni de trois ans, Lyon. */
export function mesureDEssai(propre: Partial<Mesure> = {}): Mesure {
  return {
    id: idDEssai(900_000),
    idj: 'IDJ-2026-7K3F9Q2M-B',
    cadre: 'flagrance',
    regime: 'droit-commun',
    zone: 'Europe/Paris',
    personne: {
      id: idDEssai(900_001),
      naissance: '1990-05-04',
      protegee: false,
      etrangere: false,
      langue: 'fr',
    },
    unite: { code: 'BTA-01', libelle: 'Brigade' },
    juridiction: { code: 'TJ-LYON', libelle: 'Tribunal judiciaire de Lyon' },
    faits: [faitDEssai(36)],
    ...propre,
  };
}

/** Un delit puni de `peineMois` mois. */
export const faitDEssai = (peineMois: number, alinea70673 = '') => ({
  natinf: 7151,
  qualification: 'VIOLENCES',
  nature: 'delit' as const,
  peineMois,
  commis: 'le 20 novembre 2026 à Lyon',
  alinea70673,
});

/** `2026-11-20 21:10` dans la zone, en horodate. */
export const le = (civil: string, zone = 'Europe/Paris'): string =>
  Temporal.PlainDateTime.from(civil.replace(' ', 'T')).toZonedDateTime(zone).toString();

/** Une horodate decalee de quelques minutes. */
export const plus = (horodate: string, minutes: number): string =>
  Temporal.ZonedDateTime.from(horodate).add({ minutes }).toString();

/** Registre d'essai : chaque `ajouter` consigne une entree, a l'heure du fait. */
export function registreDEssai(mesure: Mesure) {
  const entrees: Entree[] = [];
  const ajouter = <T extends TypeDEntree>(
    type: T,
    heure: string,
    donnees: DonneesParType[T],
    id = idDEssai(entrees.length + 1),
  ): string => {
    const survenuA = heure.includes('[') ? heure : le(heure, mesure.zone);
    entrees.push(entreeDEssai({ mesure: mesure.id, type, survenuA, donnees, id, rang: entrees.length }));
    return id;
  };
  const horloge = (a: string): Horloge =>
    calculerHorloge(mesure, entrees, REGLES_DE_GARDE_A_VUE, a.includes('[') ? a : le(a, mesure.zone));
  return { mesure, entrees, ajouter, horloge };
}

type DeQuoi = {
  readonly mesure: string;
  readonly type: TypeDEntree;
  readonly survenuA: string;
  readonly donnees: DonneesParType[TypeDEntree];
  readonly id: string;
  readonly rang: number;
};

/** Une entree d'essai ; enregistree une minute apres le fait, dans l'ordre des ajouts. */
export function entreeDEssai({ mesure, type, survenuA, donnees, id, rang }: DeQuoi): Entree {
  return {
    id,
    mesure,
    type,
    survenuA,
    enregistreA: Temporal.ZonedDateTime.from(survenuA).add({ minutes: 1, seconds: rang }).toString(),
    auteur: { matricule: '100001', nom: 'Camille MOREAU', qualite: 'opj', rattachement: 'Brigade' },
    source: { genre: 'saisie' },
    donnees,
  } as Entree;
}

/** Entrees les plus courantes, toutes faites. */
export const APPREHENSION = { contrainte: 'interpellation', memesFaits: true, lieu: 'Lyon' } as const;
export const PLACEMENT = { qualite: 'opj', motifs: [1, 2], surInstruction: false } as const;
export const prolongation = (
  propre: Partial<DonneesParType['prolongation-decidee']> = {},
): DonneesParType['prolongation-decidee'] => ({
  rang: 1,
  autorite: 'procureur',
  nom: 'Claire BERNARD',
  heures: 24,
  presentation: 'sans',
  motifSansPresentation: '',
  motif: 'Confrontation à faire.',
  ...propre,
});
