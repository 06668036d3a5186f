import type { Attente, Report } from './attentes/attente.ts';
import { clotureDe } from './attentes/depot.ts';
import type { Entree } from './entrees.ts';
import type { EtatDeLHorloge } from './etat-de-l-horloge.ts';
import type { AlarmeDObligation, EtatDObligation, Obligation } from './formes-des-obligations.ts';
import { motifDe } from './irregularites.ts';
import { enHorodate, enSecondes } from './temps.ts';

/** La ligne montree d'une attente : etat, retard, alarmes, a l'instant de l'etat. */
export function ligneDObligation(attente: Attente, etat: EtatDeLHorloge): Obligation {
  const { zone } = etat.droit;
  const terme = termeDe(attente);
  const { echeanceMs } = terme;
  const nom = etatDe(attente, terme, etat);
  return {
    id: attente.id,
    genre: attente.genre,
    libelle: attente.libelle,
    proprietaire: attente.proprietaire,
    etat: nom,
    depuis: enHorodate(attente.depuisMs, zone),
    echeance: echeanceMs === null ? null : enHorodate(echeanceMs, zone),
    accompliA: attente.faite === null ? null : enHorodate(attente.faite.ms, zone),
    retard: retardDe(attente, terme, etat),
    article: attente.article,
    aVerifier: attente.aVerifier,
    alarmes: nom === 'a-faire' || nom === 'en-cours' ? alarmesDe(attente, echeanceMs, zone) : [],
    entrees: entreesDe(attente),
  };
}

/** L'echeance apres les reports, et celui qui la fixe. */
type Terme = { readonly echeanceMs: number | null; readonly report: Report | null };

/** Un report pris a temps deplace l'echeance ; sans terme chiffre (ivresse), il la suspend. Pris trop tard, il explique seulement. */
const termeDe = ({ echeanceMs, reports }: Attente): Terme =>
  reports.reduce<Terme>(
    (terme, report) => {
      if (terme.echeanceMs !== null && report.decideMs > terme.echeanceMs)
        return { echeanceMs: terme.echeanceMs, report };
      const { jusquaMs } = report;
      return { echeanceMs: jusquaMs !== null && Number.isFinite(jusquaMs) ? jusquaMs : null, report };
    },
    { echeanceMs, report: null },
  );

/** La mesure finie (ou la personne comparue, pour ce qui suit le deferement), ce qui n'est pas fait est expire si c'etait du, abandonne si rien ne pressait encore. */
function etatDe(attente: Attente, { echeanceMs, report }: Terme, etat: EtatDeLHorloge): EtatDObligation {
  if (attente.faite !== null) return 'accompli';
  if (report?.jusquaMs === null) return 'refuse';
  if (attente.impossible !== null) return 'abandonne';
  const cloture = clotureDe(attente.genre, etat);
  if (cloture !== null) return echeanceMs !== null && echeanceMs > cloture ? 'abandonne' : 'expire';
  return (report?.jusquaMs ?? 0) > etat.jusquA ? 'en-cours' : 'a-faire';
}

function retardDe(attente: Attente, terme: Terme, etat: EtatDeLHorloge): Obligation['retard'] {
  if (terme.echeanceMs === null) return null;
  const fin = clotureDe(attente.genre, etat) ?? etat.a;
  const refusee = terme.report?.jusquaMs === null ? terme.report.decideMs : fin;
  const ecart = (attente.faite?.ms ?? refusee) - terme.echeanceMs;
  return ecart <= 0
    ? null
    : { secondes: enSecondes(ecart), motif: motifDuRetard(attente, terme, etat.entrees) };
}

/** Celui que porte l'entree, sinon une circonstance consignee, sinon celui du report. */
const motifDuRetard = (
  { id, genre, faite }: Attente,
  { report }: Terme,
  entrees: readonly Entree[],
): string =>
  [faite?.circonstance, motifDe(entrees, id, null), motifDe(entrees, genre, null), report?.motif].find(
    (motif) => motif !== undefined && motif !== '',
  ) ?? '';

function alarmesDe(
  { id, libelle, seuils, aLEcheance, depuisMs }: Attente,
  echeanceMs: number | null,
  zone: string,
): readonly AlarmeDObligation[] {
  if (echeanceMs === null) return [];
  const avant = seuils
    .map((seuil) => ({ seuil, ms: echeanceMs - seuil.valeur * 60_000 }))
    .filter(({ ms }) => ms > depuisMs)
    .map(({ seuil, ms }) => ({
      id: `${id}@-${seuil.valeur}`,
      a: enHorodate(ms, zone),
      phrase: `${libelle} : ${dansCombien(seuil.valeur)}`,
    }));
  return [...avant, { id: `${id}@0`, a: enHorodate(echeanceMs, zone), phrase: aLEcheance }];
}

const dansCombien = (minutes: number): string =>
  minutes % 60 === 0 ? `dans ${minutes / 60} h` : `dans ${minutes} min`;

const entreesDe = ({ ouverte, faite, reports, impossible }: Attente): readonly string[] => [
  ...new Set(
    [...ouverte, ...reports.map(({ entree }) => entree), impossible?.entree, faite?.entree].filter(
      (id) => id !== undefined,
    ),
  ),
];
