import { type Horodate, horodate, isHorodate, MOIS } from '@ppn/core';
import { Temporal } from 'temporal-polyfill';

/** Une heure ecrite par un autre producteur : son attribut `utc`, et son texte en heure du lieu. */
export type HeureEcrite = { readonly utc: string | undefined; readonly texte: string };

/** Ce qui en est lu. `heureConnue` : faux si le texte ne donne que le jour, que rien n'autorise a completer. */
export type HeureLue = {
  readonly a: Horodate | undefined;
  readonly jour: string | undefined;
  readonly heureConnue: boolean;
  readonly convertie: boolean;
  /** L'attribut et le texte ne disent pas le meme jour ou la meme heure. */
  readonly contradictoire: boolean;
};

const UTC = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)Z(?:\[[^\]]*\])?$/u;
const JOUR_ET_HEURE =
  /(\d{1,2})\/(\d{1,2})\/(\d{4})(?:\s*(?:à|a|-)?\s*(\d{1,2})\s*(?:h|:)\s*(\d{2})?(?::(\d{2}))?)?/iu;
const EN_LETTRES = /(\d{1,2})(?:er)?\s+([a-zéûôà]+)\s+(\d{4})/iu;
/**
 * Lit une heure : l'attribut `utc` prime (`2025-02-20T23:00Z[UTC]` est le 21 fevrier a minuit a Paris), ramene a la zone du lieu ;
 * le texte sert a le verifier, ou le remplace s'il manque.
 */
export function lireHeure({ utc, texte }: HeureEcrite, zone: string): HeureLue {
  const ecrite = lireTexte(texte, zone);
  const instant = utc === undefined ? undefined : UTC.exec(utc.trim())?.[1];
  const a = instant === undefined ? undefined : sur(() => horodate(`${instant}Z`, zone));
  if (a === undefined) return { ...ecrite, convertie: false, contradictoire: false };
  const contradictoire =
    (ecrite.jour !== undefined && ecrite.jour !== a.slice(0, 10)) ||
    (ecrite.a !== undefined && ecrite.a.slice(0, 16) !== a.slice(0, 16));
  return { a, jour: a.slice(0, 10), heureConnue: true, convertie: true, contradictoire };
}

function lireTexte(texte: string, zone: string): Pick<HeureLue, 'a' | 'jour' | 'heureConnue'> {
  const chiffres = JOUR_ET_HEURE.exec(texte);
  const lettres = EN_LETTRES.exec(texte);
  const [jour, mois, annee] =
    chiffres === null
      ? [lettres?.[1], rangDuMois(lettres?.[2] ?? ''), lettres?.[3]]
      : [chiffres[1], Number(chiffres[2]), chiffres[3]];
  const civil = jourCivil(Number(annee), mois, Number(jour));
  const heure = chiffres?.[4];
  if (civil === undefined || heure === undefined) return { a: undefined, jour: civil, heureConnue: false };
  const complete = `${civil}T${heure.padStart(2, '0')}:${chiffres?.[5] ?? '00'}:${chiffres?.[6] ?? '00'}`;
  const a = sur(() => Temporal.PlainDateTime.from(complete).toZonedDateTime(zone).toString());
  return { a: isHorodate(a) ? a : undefined, jour: civil, heureConnue: isHorodate(a) };
}

const rangDuMois = (mot: string): number => MOIS.indexOf(mot.toLowerCase()) + 1;

/** `AAAA-MM-JJ` si le jour existe, sinon undefined. */
export function jourCivil(annee: number, mois: number, jour: number): string | undefined {
  return sur(() =>
    Temporal.PlainDate.from({ year: annee, month: mois, day: jour }, { overflow: 'reject' }).toString(),
  );
}

/** `21/02/1985` ou `1985-02-21` -> `1985-02-21` ; undefined si ce n'est pas un jour. */
export function lireJour(texte: string): string | undefined {
  const iso = /^(\d{4})-(\d{2})-(\d{2})$/u.exec(texte.trim());
  const francais = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/u.exec(texte.trim());
  if (iso !== null) return jourCivil(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  return francais === null
    ? undefined
    : jourCivil(Number(francais[3]), Number(francais[2]), Number(francais[1]));
}

function sur<T>(lire: () => T): T | undefined {
  try {
    return lire();
  } catch (erreur) {
    if (erreur instanceof RangeError || erreur instanceof TypeError) return undefined;
    throw erreur;
  }
}

/** Zone d'un code postal d'outre-mer (CPP art. 811 s. : l'heure est celle du lieu) ; undefined en metropole. */
export const zoneDuCodePostal = (code: string): string | undefined => ZONES.get(code.trim().slice(0, 3));

const ZONES: ReadonlyMap<string, string> = new Map([
  ['971', 'America/Guadeloupe'],
  ['972', 'America/Martinique'],
  ['973', 'America/Cayenne'],
  ['974', 'Indian/Reunion'],
  ['975', 'America/Miquelon'],
  ['976', 'Indian/Mayotte'],
  ['986', 'Pacific/Wallis'],
  ['987', 'Pacific/Tahiti'],
  ['988', 'Pacific/Noumea'],
]);
