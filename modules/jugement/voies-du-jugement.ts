import { jourCivilDe } from '@ppn/core';
import type { JugementPlie, MentionPliee } from '@ppn/dossier';
import { voiesEnVigueur } from '@ppn/nomenclature';
import { type ContenuJugement, contenuJugement } from './contract.ts';
import { estCondamnee } from './domain/issues.ts';
import {
  calculerLesVoies,
  type JugementARecourir,
  type PartieJugee,
  type RecoursForme,
  type VoieCalculee,
} from './domain/recours.ts';

/** Ce qu'il faut du dossier pour calculer des recours. */
type DuDossier = {
  readonly mentions?: readonly MentionPliee[];
  readonly procedure: { readonly unite: { readonly zone: string } };
};

/** Les voies de recours d'un jugement, au jour donne (AAAA-MM-JJ). */
export function voiesDe(
  jugement: JugementPlie,
  dossier: DuDossier,
  aujourdhui: string,
): readonly VoieCalculee[] {
  const { zone } = dossier.procedure.unite;
  const prononceLe = jourCivilDe(jugement.prononceA, zone);
  return calculerLesVoies(aRecourir(jugement, dossier, prononceLe), voiesEnVigueur(prononceLe), aujourdhui);
}

function aRecourir(jugement: JugementPlie, dossier: DuDossier, prononceLe: string): JugementARecourir {
  const contenu = contenuJugement.parse(jugement.contenu);
  const { zone } = dossier.procedure.unite;
  const sur = (dossier.mentions ?? []).filter(({ vise }) => vise.acteId === jugement.acteId);
  return {
    prononceLe,
    parties: partiesDe(contenu, sur, zone),
    recours: sur.flatMap((mention) => recoursDe(mention, zone) ?? []),
  };
}

function partiesDe(
  { prevenus, civils, issues }: ContenuJugement,
  sur: readonly MentionPliee[],
  zone: string,
): readonly PartieJugee[] {
  return [
    ...prevenus.map(({ personne, jugement }) => ({
      personne,
      qualite: 'prevenu' as const,
      jugement,
      condamnee: estCondamnee(personne, issues),
      // L'adresse ne le dit pas de facon sure : le delai allonge se lit dans la note de la voie.
      horsMetropole: false,
      signifieLe: signifieLe(personne, sur, zone),
    })),
    ...civils
      .filter(({ constituee }) => constituee)
      .map(({ victime }) => ({
        personne: victime,
        qualite: 'partie-civile' as const,
        jugement: 'contradictoire' as const,
        condamnee: false,
        horsMetropole: false,
        signifieLe: '',
      })),
  ];
}

/** Jour de la premiere signification a cette personne ; vide s'il n'y en a pas. */
export const signifieLe = (personne: string, sur: readonly MentionPliee[], zone: string): string =>
  sur
    .filter(({ type, donnees }) => type === 'mention-signification' && donnees?.['personne'] === personne)
    .map(({ survenuA }) => jourCivilDe(survenuA, zone))
    .toSorted()[0] ?? '';

const AUTEURS = ['prevenu', 'partie-civile', 'procureur', 'procureur-general'] as const;

/** Le recours qu'une mention porte : declaration au greffe, ou mention d'appel ou d'opposition. */
export function recoursDe({ type, donnees, survenuA }: MentionPliee, zone: string): RecoursForme | undefined {
  const genre =
    type === 'declaration-recours'
      ? donnees?.['recours']
      : type === 'mention-appel'
        ? donnees?.['genre'] === 'incident'
          ? 'appel-incident'
          : 'appel'
        : type === 'mention-opposition'
          ? 'opposition'
          : undefined;
  if (genre === undefined) return undefined;
  return {
    recours: genre,
    auteur: AUTEURS.find((auteur) => auteur === donnees?.['auteur']) ?? 'prevenu',
    personne: donnees?.['personne'] ?? '',
    le: jourCivilDe(survenuA, zone),
    portee: donnees?.['portee'] ?? 'tout',
  };
}
