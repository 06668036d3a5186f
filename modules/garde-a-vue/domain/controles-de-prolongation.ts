import { type Entree, type EntreeDe, entreesDuType } from './entrees.ts';
import { autoritesPour } from './lignes.ts';
import { type Magistrat, type Mesure, peineAtteint } from './mesure.ts';
import { qualificationA } from './regime.ts';
import type { Constat } from './refus.ts';
import type { RegleDeGardeAVue } from './regles.ts';
import { enMs } from './temps.ts';

/** Une prolongation decidee, ce qu'elle prolonge, et la ligne qui la permet. */
export type ProlongationAControler = {
  readonly mesure: Mesure;
  readonly entrees: readonly Entree[];
  readonly decidee: EntreeDe<'prolongation-decidee'>['donnees'];
  readonly decideeMs: number;
  /** Quand elle a ete ecrite et signee : jamais avant d'etre decidee. */
  readonly signeeMs: number;
  /** Fin de la periode prolongee. */
  readonly finMs: number;
  readonly ligne: RegleDeGardeAVue;
};

export const NOMS_DES_MAGISTRATS: { readonly [M in Magistrat]: string } = {
  procureur: 'procureur de la République',
  'juge-instruction': 'juge d’instruction',
  jld: 'juge des libertés et de la détention',
};

/** Tout ce que la loi exige d'une prolongation. Le retard s'enregistre ; le reste ne peut exister. */
export const controlerLaProlongation = (prolongation: ProlongationAControler): readonly Constat[] => [
  ...lAutorite(prolongation),
  ...laDuree(prolongation),
  ...laPresentation(prolongation),
  ...laPeine(prolongation),
  ...leCertificat(prolongation),
  ...leDelai(prolongation),
];

const constat = (
  { ligne }: ProlongationAControler,
  code: string,
  phrase: string,
  interdit = true,
): readonly Constat[] => [{ code, phrase, article: ligne.article, interdit }];

function lAutorite(p: ProlongationAControler): readonly Constat[] {
  const admises = autoritesPour(p.ligne, p.mesure.cadre);
  if (admises.includes(p.decidee.autorite)) return [];
  const noms = admises.map((autorite) => NOMS_DES_MAGISTRATS[autorite]).join(' ou le ');
  return constat(p, 'prolongation-mauvaise-autorite', `Cette prolongation relève du ${noms}.`);
}

const laDuree = (p: ProlongationAControler): readonly Constat[] =>
  p.decidee.heures <= p.ligne.valeur
    ? []
    : constat(
        p,
        'prolongation-trop-longue',
        `Cette prolongation ne peut excéder ${p.ligne.valeur} heures ; ${p.decidee.heures} sont demandées.`,
      );

function laPresentation(p: ProlongationAControler): readonly Constat[] {
  const { presentation, motifSansPresentation } = p.decidee;
  if (presentation === 'visio' && !p.ligne.visio)
    return constat(
      p,
      'prolongation-visio-non-prevue',
      'Aucun texte ne prévoit ici une présentation à distance.',
      false,
    );
  if (presentation !== 'sans' || p.ligne.presentation === 'facultative') return [];
  if (p.ligne.presentation === 'exigee')
    return constat(
      p,
      'prolongation-sans-presentation',
      'La personne doit être présentée au magistrat avant cette prolongation.',
    );
  return p.ligne.presentation === 'exigee-sauf-motif' && motifSansPresentation === ''
    ? constat(
        p,
        'prolongation-sans-presentation',
        'Sans présentation au magistrat, la décision doit dire pourquoi.',
      )
    : [];
}

function laPeine(p: ProlongationAControler): readonly Constat[] {
  const seuil = p.ligne.peineMinimaleAns;
  const { faits } = qualificationA(p.mesure, p.entrees, p.decideeMs);
  return seuil === null || peineAtteint(faits, seuil)
    ? []
    : constat(
        p,
        'prolongation-peine-insuffisante',
        `Cette prolongation suppose un crime ou un délit puni d’au moins ${enAns(seuil)} d’emprisonnement.`,
      );
}

/** « un an », « cinq ans ». */
export const enAns = (ans: number): string => (ans === 1 ? 'un an' : ans === 5 ? 'cinq ans' : `${ans} ans`);

/** Certificat in corpore, etabli avant l'expiration et avant la decision (706-88-2 al. 2). */
function leCertificat(p: ProlongationAControler): readonly Constat[] {
  if (!p.ligne.exigences.includes('certificat-in-corpore')) return [];
  const avant = Math.min(p.decideeMs, p.finMs);
  const etabli = entreesDuType(p.entrees, 'examen-medical').some(
    ({ survenuA, donnees }) => donnees.inCorpore === 'presence' && enMs(survenuA) <= avant,
  );
  return etabli
    ? []
    : constat(
        p,
        'prolongation-sans-certificat',
        'Un certificat établissant la présence de stupéfiants dans le corps doit précéder cette prolongation.',
      );
}

/** L'autorisation est ecrite (63 II) : dite a temps mais signee apres l'expiration, elle n'a pas prolonge. */
function leDelai(p: ProlongationAControler): readonly Constat[] {
  if (p.signeeMs < p.finMs) return [];
  return p.decideeMs < p.finMs
    ? constat(
        p,
        'prolongation-apres-expiration',
        'La prolongation, dite décidée avant l’expiration de la période, n’a été écrite et signée qu’après.',
        false,
      )
    : constat(
        p,
        'prolongation-apres-expiration',
        'La prolongation a été décidée après l’expiration de la période : la personne devait être libérée ou déférée.',
        false,
      );
}
