import { controlerLaProlongation } from './controles-de-prolongation.ts';
import { type Entree, type EntreeDe, entreesDuType } from './entrees.ts';
import type { PeriodeDeMesure } from './formes-de-l-horloge.ts';
import { type DroitDuJour, lignesDe } from './lignes.ts';
import type { Mesure } from './mesure.ts';
import { qualificationA } from './regime.ts';
import type { Constat } from './refus.ts';
import type { RegleDeGardeAVue } from './regles.ts';
import { HEURE_MS, enHorodate, enMs } from './temps.ts';
import type { Depart } from './depart.ts';

/** Constat rattache a l'entree qui le porte. */
export type ConstatDEntree = { readonly constat: Constat; readonly entree: Entree };

/** Suite des periodes : la derniere fin affichee, et la derniere reguliere, qui est l'echeance. */
export type SuiteDePeriodes = {
  readonly periodes: readonly PeriodeDeMesure[];
  readonly finMs: number;
  readonly echeanceMs: number;
  /** Dernier rang consomme. */
  readonly rang: number;
  /** Duree deja subie qui reste a imputer sur la prochaine periode. */
  readonly resteAImputer: number;
  readonly reguliere: boolean;
  readonly lignes: readonly RegleDeGardeAVue[];
  readonly constats: readonly ConstatDEntree[];
};

/** Ce dont le calcul des periodes a besoin. */
export type Contexte = {
  readonly mesure: Mesure;
  readonly entrees: readonly Entree[];
  readonly depart: Depart;
  readonly droit: DroitDuJour;
};

/** La base puis chaque prolongation, de la fin de la periode precedente (63 II CPP). Nul : mesure sans duree (61-1). */
export function periodesDe(contexte: Contexte, deduiteMs: number): SuiteDePeriodes | null {
  const base = baseDe(contexte, deduiteMs);
  return base === null
    ? null
    : entreesDuType(contexte.entrees, 'prolongation-decidee').reduce(
        (suite, decidee) => prolonger(suite, decidee, contexte),
        base,
      );
}

function baseDe({ mesure, entrees, depart, droit }: Contexte, deduiteMs: number): SuiteDePeriodes | null {
  const { regime } = qualificationA(mesure, entrees, depart.ms);
  const ligne = lignesDe(droit, 'base', regime)[0];
  if (ligne === undefined) return null;
  const placement = entreesDuType(entrees, 'placement')[0];
  const heures = Math.min(ligne.valeur, regime === 'retenue-10-12' ? accordDe(entrees) : ligne.valeur);
  const imputee = Math.min(deduiteMs, heures * HEURE_MS);
  const fin = depart.ms + heures * HEURE_MS - imputee;
  const periode = {
    rang: 0,
    debut: depart.a,
    fin: enHorodate(fin, droit.zone),
    heures,
    autorite: 'opj' as const,
    decideeA: placement?.survenuA ?? depart.a,
    article: ligne.article,
    entree: placement?.id ?? depart.entree,
    reguliere: true,
  };
  return {
    periodes: [periode],
    finMs: fin,
    echeanceMs: fin,
    rang: 0,
    resteAImputer: deduiteMs - imputee,
    reguliere: true,
    lignes: [ligne],
    constats: [],
  };
}

/** Duree fixee par le magistrat pour la retenue (L.413-1 CJPM) ; sans accord, la ligne seule borne. */
const accordDe = (entrees: readonly Entree[]): number =>
  entreesDuType(entrees, 'accord-magistrat')[0]?.donnees.heures ?? Number.POSITIVE_INFINITY;

type Decidee = EntreeDe<'prolongation-decidee'>;

function prolonger(suite: SuiteDePeriodes, decidee: Decidee, contexte: Contexte): SuiteDePeriodes {
  const decideeMs = enMs(decidee.survenuA);
  const ligne = ligneDuRang(contexte, suite.rang + 1, decidee);
  const impossible = horsRang(suite, decidee, ligne);
  if (impossible !== null || ligne === undefined)
    return { ...suite, constats: [...suite.constats, ...(impossible === null ? [] : [impossible])] };
  const constats = controlerLaProlongation({
    mesure: contexte.mesure,
    entrees: contexte.entrees,
    decidee: decidee.donnees,
    decideeMs,
    signeeMs: Math.max(decideeMs, decidee.source.genre === 'acte' ? enMs(decidee.enregistreA) : decideeMs),
    finMs: suite.finMs,
    ligne,
  });
  return ajouter(suite, decidee, { ligne, constats, zone: contexte.droit.zone });
}

/** Se signale sans empecher la prolongation de courir : la duree est ramenee a la borne, la visioconference reste douteuse. */
const SANS_EFFET: readonly string[] = ['prolongation-trop-longue', 'prolongation-visio-non-prevue'];

function ajouter(
  suite: SuiteDePeriodes,
  decidee: Decidee,
  { ligne, constats, zone }: { ligne: RegleDeGardeAVue; constats: readonly Constat[]; zone: string },
): SuiteDePeriodes {
  const heures = Math.min(decidee.donnees.heures, ligne.valeur);
  const imputee = Math.min(suite.resteAImputer, heures * HEURE_MS);
  const fin = suite.finMs + heures * HEURE_MS - imputee;
  const fautes = constats.filter(({ code }) => !SANS_EFFET.includes(code));
  const reguliere = suite.reguliere && fautes.length === 0;
  const periode = {
    rang: decidee.donnees.rang,
    debut: enHorodate(suite.finMs, zone),
    fin: enHorodate(fin, zone),
    heures,
    autorite: decidee.donnees.autorite,
    decideeA: decidee.survenuA,
    article: ligne.article,
    entree: decidee.id,
    reguliere,
  };
  return {
    periodes: [...suite.periodes, periode],
    finMs: fin,
    echeanceMs: reguliere ? fin : suite.echeanceMs,
    rang: suite.rang + ligne.couvre,
    resteAImputer: suite.resteAImputer - imputee,
    reguliere,
    lignes: [...suite.lignes, ligne],
    constats: [...suite.constats, ...constats.map((constat) => ({ constat, entree: decidee }))],
  };
}

/** La ligne du rang attendu qui permet la duree decidee ; a defaut, la plus longue. */
function ligneDuRang(
  { mesure, entrees, droit }: Contexte,
  rang: number,
  { survenuA, donnees }: Decidee,
): RegleDeGardeAVue | undefined {
  const { regime } = qualificationA(mesure, entrees, enMs(survenuA));
  const lignes = lignesDe(droit, 'prolongation', regime)
    .filter((ligne) => ligne.rang === rang)
    .toSorted((a, b) => a.valeur - b.valeur);
  return lignes.find(({ valeur }) => donnees.heures <= valeur) ?? lignes.at(-1);
}

function horsRang(
  suite: SuiteDePeriodes,
  decidee: Decidee,
  ligne: RegleDeGardeAVue | undefined,
): ConstatDEntree | null {
  if (decidee.donnees.rang <= suite.rang)
    return {
      entree: decidee,
      constat: {
        code: 'prolongation-deja-decidee',
        phrase: 'Cette prolongation a déjà été décidée : elle n’allonge pas la mesure.',
        article: '63 II CPP',
        interdit: true,
      },
    };
  if (ligne === undefined)
    return {
      entree: decidee,
      constat: {
        code: 'prolongation-au-dela-du-maximum',
        phrase: 'Aucune prolongation n’est plus permise sous ce régime.',
        article: suite.lignes.at(-1)?.article ?? '63 II CPP',
        interdit: true,
      },
    };
  return decidee.donnees.rang === suite.rang + 1
    ? null
    : {
        entree: decidee,
        constat: {
          code: 'prolongation-hors-rang',
          phrase: `La prolongation attendue est la ${suite.rang + 1}e, pas la ${decidee.donnees.rang}e.`,
          article: ligne.article,
          interdit: true,
        },
      };
}
