import type { FamilleDeMoment, MomentDeFrise } from '@ppn/kit';
import type { VueMesure } from './donnees.ts';

const FAMILLES: { readonly [type: string]: FamilleDeMoment } = {
  apprehension: 'decision',
  'debut-audition-libre': 'decision',
  placement: 'decision',
  requalification: 'decision',
  'prolongation-demandee': 'decision',
  'prolongation-decidee': 'decision',
  'prolongation-refusee': 'decision',
  presentation: 'decision',
  'fin-ordonnee': 'decision',
  fin: 'decision',
  'demande-avocat': 'avocat',
  'avocat-appele': 'avocat',
  'avocat-arrive': 'avocat',
  'entretien-avocat': 'avocat',
  'observations-avocat': 'avocat',
  'demande-medecin': 'medecin',
  'medecin-requis': 'medecin',
  'examen-medical': 'medecin',
  audition: 'audition',
  confrontation: 'audition',
  perquisition: 'audition',
  repos: 'repos',
  repas: 'repos',
  incident: 'incident',
};

/** Faits de la frise : chaque ligne du registre en service ; une periode a sa duree. Pure. */
export function momentsDe({
  registre,
  entrees,
}: Pick<VueMesure, 'registre' | 'entrees'>): readonly MomentDeFrise[] {
  const fins = new Map(
    entrees.flatMap((entree) =>
      entree.type === 'fin-de-periode' ? [[entree.donnees.entree, entree.survenuA] as const] : [],
    ),
  );
  const prevues = new Map(
    entrees.flatMap(({ id, donnees }) => ('fin' in donnees ? [[id, donnees.fin] as const] : [])),
  );
  return registre
    .filter(({ annulee, type }) => !annulee && !SANS_MOMENT.has(type))
    .map(({ id, type, libelle, survenuA }) => ({
      id,
      libelle,
      famille: FAMILLES[type] ?? 'droit',
      a: survenuA,
      ...(prevues.has(id) ? { fin: prevues.get(id) ?? fins.get(id) ?? null } : {}),
    }));
}

/** Ce qui n'est pas un fait de la mesure. */
const SANS_MOMENT: ReadonlySet<string> = new Set([
  'alarme-acquittee',
  'passer-outre',
  'mesure-confiee',
  'remise-au-depot',
  'visa-du-registre',
  'presentation-prevue',
]);
