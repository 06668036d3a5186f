import { type Calendrier, echeanceEnJoursOuvres, echeanceEnMois, jourCivilDe } from '@ppn/core';
import { premierJourDAudience } from './delai-de-convocation.ts';
import type { Condition } from './evaluer.ts';

/** Quand l'audience d'une decision peut se tenir, bornes comprises ; AAAA-MM-JJ. */
export type DelaisDAudience = {
  readonly auPlusTot: string;
  /** Vide : aucune limite. */
  readonly auPlusTard: string;
  readonly articles: readonly string[];
};

type Mesuree = Pick<Condition, 'condition' | 'valeur' | 'article'> & { readonly unite: string };

/** Lit les deux bornes dans les conditions de la decision ; une renonciation expresse en presence de l'avocat leve la premiere (394 CPP). */
export function delaisDAudience(
  conditions: readonly Mesuree[],
  decision: string,
  {
    zone,
    calendrier,
    renonce = false,
  }: { readonly zone: string; readonly calendrier: Calendrier; readonly renonce?: boolean },
): DelaisDAudience {
  const [tot, tard] = ['audience-au-plus-tot', 'audience-au-plus-tard'].map((nom) =>
    conditions.find(({ condition }) => condition === nom),
  );
  const jour = jourCivilDe(decision, zone);
  return {
    auPlusTot: tot === undefined || renonce ? jour : premierJourDAudience(decision, tot.valeur, zone),
    auPlusTard: tard === undefined ? '' : fin(tard, jour, calendrier),
    articles: [...new Set([tot, tard].flatMap((une) => (une === undefined ? [] : [une.article])))],
  };
}

/** Trois jours sont ouvrables (396 CPP) ; des mois vont de quantieme a quantieme, sans prorogation : le delai borne, il n'expire pas pour agir. */
const fin = ({ unite, valeur }: Mesuree, jour: string, calendrier: Calendrier): string =>
  unite === 'mois'
    ? echeanceEnMois(jour, valeur, { proroge: false })
    : echeanceEnJoursOuvres(jour, valeur, calendrier);
