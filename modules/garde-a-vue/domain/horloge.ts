import type { Entree } from './entrees.ts';
import { type EtatDeLHorloge, etatDeLHorloge } from './etat-de-l-horloge.ts';
import type { Horloge } from './formes-de-l-horloge.ts';
import { irregularitesDe, reunir } from './irregularites.ts';
import { citer, lignesDe, ligneDite } from './lignes.ts';
import type { Mesure } from './mesure.ts';
import { enOrdre, registreDe } from './preparer.ts';
import { prochaineProlongation } from './prolongations-possibles.ts';
import type { RegleDeGardeAVue, ReglesDeGardeAVue } from './regles.ts';
import { HEURE_MS, enHorodate, enMs, enSecondes } from './temps.ts';

/**
 * L'horloge de la mesure a l'instant `a` (horodate ou instant ISO 8601). Pure : memes entrees, meme resultat, quel que
 * soit leur ordre ; celles d'une autre mesure sont ignorees ; une rectification n'efface aucune irregularite.
 */
export function calculerHorloge(
  mesure: Mesure,
  entrees: readonly Entree[],
  regles: ReglesDeGardeAVue,
  a: string,
): Horloge {
  const instant = enMs(a);
  const etats = registreDe(mesure.id, entrees).etats.map((etat) =>
    etatDeLHorloge(mesure, enOrdre(etat, instant), regles, instant),
  );
  const enService = etats.at(-1) ?? etatDeLHorloge(mesure, [], regles, instant);
  return mettreEnForme(enService, reunir(etats.map(irregularitesDe)));
}

function mettreEnForme(etat: EtatDeLHorloge, irregularites: Horloge['irregularites']): Horloge {
  const { mesure, a, depart, suite, fin, droit, qualification } = etat;
  const prochaine = prochaineProlongation(etat);
  const maximum = ligneDuMaximum(etat);
  return {
    mesure: mesure.id,
    a: enHorodate(a, mesure.zone),
    etat: nomDeLEtat(etat),
    regime: qualification.regime,
    depart: depart === null ? null : sansInstant(depart),
    deductions: etat.deductions,
    secondesDeduites: enSecondes(etat.deduiteMs),
    secondesEcoulees: depart === null ? 0 : enSecondes(etat.jusquA - depart.ms),
    secondesRestantes: suite === null ? null : enSecondes(suite.echeanceMs - etat.jusquA),
    periodes: suite?.periodes ?? [],
    echeance: suite === null ? null : enHorodate(suite.echeanceMs, mesure.zone),
    prochaineProlongation: prochaine.possible,
    sansProlongation: prochaine.obstacle,
    maximum: maximumDe(etat, maximum),
    depassement: depassementDe(etat),
    fin: fin === null ? null : { a: enHorodate(fin.ms, mesure.zone), suite: fin.suite, entree: fin.entree },
    comparution: etat.comparution,
    irregularites,
    regles: {
      version: droit.regles.version,
      jour: droit.jour,
      citees: citeesPar(etat, maximum).map(citer),
    },
    entrees: etat.entrees.map(({ id }) => id),
  };
}

const sansInstant = ({ ms: _ms, ...depart }: NonNullable<EtatDeLHorloge['depart']>): Horloge['depart'] =>
  depart;

function nomDeLEtat({ depart, fin, suite, a }: EtatDeLHorloge): Horloge['etat'] {
  if (depart === null) return 'non-commencee';
  if (fin !== null) return 'terminee';
  return suite !== null && a >= suite.echeanceMs ? 'expiree' : 'en-cours';
}

const ligneDuMaximum = ({ suite, droit, qualification }: EtatDeLHorloge): RegleDeGardeAVue | null =>
  suite === null ? null : (lignesDe(droit, 'maximum', qualification.regime)[0] ?? null);

/** Le maximum du regime ; apres une requalification, jamais moins que ce qui a ete regulierement accorde. */
function maximumDe(
  { depart, suite, deduiteMs, mesure }: EtatDeLHorloge,
  ligne: RegleDeGardeAVue | null,
): Horloge['maximum'] {
  if (depart === null || suite === null || ligne === null) return null;
  const accordees = suite.periodes.filter(({ reguliere }) => reguliere).map((periode) => periode.heures);
  const heures = Math.max(
    ligne.valeur,
    accordees.reduce((total, duree) => total + duree, 0),
  );
  return {
    heures,
    a: enHorodate(depart.ms + heures * HEURE_MS - deduiteMs, mesure.zone),
    article: ligne.article,
  };
}

function depassementDe({ suite, jusquA, mesure }: EtatDeLHorloge): Horloge['depassement'] {
  if (suite === null || jusquA <= suite.echeanceMs) return null;
  return {
    depuis: enHorodate(suite.echeanceMs, mesure.zone),
    secondes: enSecondes(jusquA - suite.echeanceMs),
    article: suite.lignes.at(-1)?.article ?? '63 II CPP',
  };
}

/** Lignes que ce resultat a lues : base, prolongations, maximum, comparution. */
function citeesPar(
  { suite, comparution, droit }: EtatDeLHorloge,
  maximum: RegleDeGardeAVue | null,
): readonly RegleDeGardeAVue[] {
  const comparutions =
    comparution === null
      ? []
      : ['fin.comparution-jour-meme', 'fin.comparution-lendemain', 'fin.sans-803-3'].map((id) =>
          ligneDite(droit, id),
        );
  const toutes = [...(suite?.lignes ?? []), maximum, ...comparutions];
  return [...new Set(toutes.filter((ligne) => ligne !== null))];
}
