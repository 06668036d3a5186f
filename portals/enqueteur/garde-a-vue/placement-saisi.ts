import { heureDuService } from '@ppn/kit';
import { nouvelIdentifiant } from '../application/identifiant.ts';
import type { Vue } from '../application/types.ts';
import type { AuditionLibre } from './donnees.ts';
import { heureDuFait } from './heure-du-fait.ts';

/** Qui prevenir, quand la personne le demande. */
export type Prevenir = { readonly exerce: boolean; readonly designation: string };

/** Ce que l'ecran de placement saisit ; les identifiants restent les memes d'un essai a l'autre. */
export type Placement = {
  readonly id: string;
  readonly entree: string;
  readonly personne: string;
  readonly faits: readonly string[];
  /** Emprisonnement encouru, en annees, par fait. */
  readonly peines: { readonly [fait: string]: string };
  readonly juridiction: string;
  /** Heure d'apprehension tapee ; vide : maintenant. */
  readonly heure: string;
  readonly contrainte: string;
  /** L'audition libre que le placement prolonge immediatement : la mesure part de son debut. Vide : apprehension. */
  readonly audition: string;
  readonly lieu: string;
  readonly raisons: string;
  readonly objectifs: readonly string[];
  /** Pourquoi la personne n'est pas en etat de recevoir ses droits (63-1 CPP) ; vide : ils lui sont notifies maintenant. */
  readonly report: string;
  /** Ce qui est constate quand la notification est differee. */
  readonly constat: string;
  readonly entreeDuReport: string;
  readonly langue: string;
  readonly mode: string;
  readonly interprete: string;
  readonly etrangere: boolean;
  readonly declarationRemise: boolean;
  readonly avocat: 'non' | 'designe' | 'commis-office';
  readonly nomAvocat: string;
  readonly avocatAuxAuditions: boolean;
  readonly medecin: boolean;
  readonly proche: Prevenir;
  readonly employeur: Prevenir;
  readonly consulat: Prevenir;
  readonly protection: string;
  readonly emargement: 'tablette' | 'refus' | 'impossibilite';
  readonly motifDEmargement: string;
  readonly magistrat: string;
  readonly moyen: string;
};

/** Age en annees, a la date du poste : il propose, le service regle. */
export function ageDe(vue: Vue, personne: string): number | undefined {
  const choisie = vue.personnes.find(({ id }) => id === personne);
  if (choisie?.genre !== 'physique' || choisie.neLe === '') return undefined;
  const [annee = 0, mois = 1, jour = 1] = choisie.neLe.split('-').map(Number);
  const aujourdhui = new Date(heureDuService().ms);
  const passe =
    aujourdhui.getMonth() + 1 > mois || (aujourdhui.getMonth() + 1 === mois && aujourdhui.getDate() >= jour);
  return aujourdhui.getFullYear() - annee - (passe ? 0 : 1);
}

/** Choisit la personne ; pour un mineur, l'avocat est la loi, et l'examen medical avant seize ans (L.413-8, L.413-9 CJPM). */
export function choisir(
  vue: Vue,
  personne: string,
): Pick<Placement, 'personne' | 'avocat' | 'avocatAuxAuditions' | 'medecin' | 'audition'> {
  const age = ageDe(vue, personne);
  const mineur = age !== undefined && age < 18;
  return {
    personne,
    audition: '',
    avocat: mineur ? 'commis-office' : 'non',
    avocatAuxAuditions: mineur,
    medecin: age !== undefined && age < 16,
  };
}

const NON: Prevenir = { exerce: false, designation: '' };
const ZONE = 'Europe/Paris';

/** Placement vierge : le mis en cause et les faits du dossier, ou ceux de l'audition libre, sont deja choisis. */
export function neuf(
  vue: Vue,
  juridictions: readonly { readonly code: string }[],
  audition?: AuditionLibre,
): Placement {
  const misEnCause = vue.personnes.filter(
    ({ genre, roles }) => genre === 'physique' && roles.includes('mis-en-cause'),
  );
  return {
    id: nouvelIdentifiant(),
    entree: nouvelIdentifiant(),
    ...choisir(vue, audition?.personne ?? misEnCause[0]?.id ?? ''),
    faits: faitsDe(vue, audition),
    peines: {},
    juridiction: vue.juridiction?.code ?? juridictions[0]?.code ?? '',
    heure: '',
    contrainte: 'interpellation',
    audition: audition?.acteId ?? '',
    lieu: '',
    raisons: '',
    objectifs: [],
    report: '',
    constat: '',
    entreeDuReport: nouvelIdentifiant(),
    langue: 'fr',
    mode: 'agent',
    interprete: '',
    etrangere: false,
    declarationRemise: false,
    nomAvocat: '',
    proche: NON,
    employeur: NON,
    consulat: NON,
    protection: '',
    emargement: 'tablette',
    motifDEmargement: '',
    magistrat: '',
    moyen: 'téléphone',
  };
}

/** Les faits sur lesquels la personne a ete entendue, s'ils sont encore au dossier ; sinon tous. */
function faitsDe({ faits }: Vue, audition: AuditionLibre | undefined): readonly string[] {
  const ids = faits.map(({ id }) => id);
  const entendus = ids.filter((id) => audition?.faits.includes(id) === true);
  return entendus.length > 0 ? entendus : ids;
}

/** L'heure d'apprehension ; `undefined` si elle ne se lit pas. */
export const apprehendeA = ({ heure }: Placement, zone = ZONE): string | undefined =>
  heureDuFait(heure, heureDuService().ms, zone);

/** Ce qui manque avant de signer, par champ ; le service controle tout le reste. */
export function manquesDe(placement: Placement): ReadonlyMap<string, string> {
  const manques = new Map<string, string>();
  const exiger = (champ: string, present: boolean, phrase: string): void => {
    if (!present) manques.set(champ, phrase);
  };
  exiger('personne', placement.personne !== '', 'Choisissez la personne placée.');
  exiger('faits', placement.faits.length > 0, 'Choisissez au moins un fait reproché (63-1 2°).');
  for (const fait of placement.faits)
    exiger(
      `peine-${fait}`,
      (placement.peines[fait] ?? '') !== '',
      'Indiquez l’emprisonnement encouru (63 CPP).',
    );
  exiger(
    'heure',
    placement.audition !== '' || apprehendeA(placement) !== undefined,
    'L’heure d’appréhension ne se lit pas, ou elle est à venir.',
  );
  exiger(
    'raisons',
    placement.raisons.trim() !== '',
    'Dites les raisons plausibles de soupçonner la personne (62-2).',
  );
  exiger('objectifs', placement.objectifs.length > 0, 'Choisissez au moins un objectif de l’article 62-2.');
  exiger('magistrat', placement.magistrat.trim() !== '', 'Indiquez le magistrat avisé.');
  exiger(
    'constat',
    placement.report === '' || placement.constat.trim() !== '',
    'Dites ce qui a été constaté (taux, heure, comportement).',
  );
  if (placement.report !== '') return manques;
  exiger(
    'interprete',
    !placement.mode.startsWith('interprete') || placement.interprete.trim() !== '',
    'Indiquez l’interprète : il signe la notification.',
  );
  exiger(
    'nomAvocat',
    placement.avocat !== 'designe' || placement.nomAvocat.trim() !== '',
    'Indiquez l’avocat désigné.',
  );
  exiger(
    'proche',
    !placement.proche.exerce || placement.proche.designation.trim() !== '',
    'Indiquez la personne à prévenir.',
  );
  return manques;
}
