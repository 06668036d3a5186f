import type { FamilleDeMoment, MomentDeFrise } from '@ppn/kit';
import type { VueMesure } from './donnees.ts';

const FAMILLES: { readonly [type: string]: FamilleDeMoment } = {
  placement: 'decision',
  'prolongation-demandee': 'decision',
  presentation: 'decision',
  'prolongation-decidee': 'decision',
  'prolongation-refusee': 'decision',
  'fin-ordonnee': 'decision',
  fin: 'decision',
  'avocat-appele': 'avocat',
  'avocat-arrive': 'avocat',
  'entretien-avocat': 'avocat',
  'observations-avocat': 'avocat',
  'medecin-requis': 'medecin',
  'examen-medical': 'medecin',
  audition: 'audition',
  confrontation: 'audition',
  repos: 'repos',
  repas: 'repos',
  incident: 'incident',
};
const DURENT: ReadonlySet<string> = new Set([
  'audition',
  'confrontation',
  'repos',
  'entretien-avocat',
  'perquisition',
]);

/** Les faits du registre que la frise montre : un point, ou « en cours » pour ce qui dure encore. */
export const momentsDe = (registre: VueMesure['registre']): readonly MomentDeFrise[] =>
  registre
    .filter(({ annulee, type }) => !annulee && !SANS_MOMENT.has(type))
    .map(({ id, type, libelle, detail, survenuA, enCours }) => ({
      id,
      libelle: detail === '' ? libelle : `${libelle} — ${detail}`,
      famille: FAMILLES[type] ?? 'droit',
      a: survenuA,
      ...(DURENT.has(type) && enCours ? { fin: null } : {}),
    }));

/** Ce qui n'est pas un fait de la mesure. */
const SANS_MOMENT: ReadonlySet<string> = new Set([
  'alarme-acquittee',
  'passer-outre',
  'mesure-confiee',
  'remise-au-depot',
  'visa-du-registre',
  'presentation-prevue',
]);
