import type { Correspondant, PosteDEchange, Preparation } from '../contexte.tsx';
import type { FichierVu } from '../moteur/fiche.ts';
import { NATURES } from '../vocabulaire.ts';

type Demande = Preparation['demande'];

/** Ce que l'expediteur choisit, tel qu'il le tape. */
export type Saisie = {
  readonly destinataires: readonly Correspondant[];
  /** Absent : l'objet propose d'apres les fichiers. */
  readonly objet: string | undefined;
  readonly idj: string;
  readonly nature: Demande['nature'];
  readonly droits: Demande['droits'];
  readonly dureeJours: number;
};

/** Duree proposee, et bornes (arrete du 24 octobre 2019, art. 8). */
export const DUREE = { min: 1, max: 30, proposee: 30 } as const;
const DESTINATAIRES_MAX = 50;
const IDJ = /^IDJ-\d{4}-[0-9A-HJKMNP-TV-Z]{8}-[0-9A-HJKMNP-TV-Z]$/;

/** Duree la plus longue qu'on peut choisir : ce qui est offert aujourd'hui, jamais moins que ce qui est deja promis. */
export const dureeMaxDe = (offerte: number = DUREE.max, promise = 0): number =>
  Math.min(DUREE.max, Math.max(offerte, promise));

/** La saisie d'un depot neuf ; un agent qui vient d'un dossier en propose la copie, un auxiliaire de justice y repond. */
export const saisieNeuve = (zone: PosteDEchange['zone'], idj = '', dureeMax: number = DUREE.max): Saisie => ({
  destinataires: [],
  objet: undefined,
  idj,
  nature: idj === '' || zone === 'PLEX' ? 'fichier' : 'copie-de-dossier',
  droits: 'telecharger',
  dureeJours: Math.min(DUREE.proposee, dureeMax),
});

/** La saisie d'un depot repris. */
export const saisieReprise = ({ demande, destinataires }: Preparation): Saisie => ({
  destinataires,
  objet: demande.objet,
  idj: demande.idj ?? '',
  nature: demande.nature,
  droits: demande.droits,
  dureeJours: demande.dureeJours,
});

/** Objet propose : la nature si elle est choisie, la procedure, sinon le dossier ou le fichier lache. */
export function objetPropose(
  { nature, idj }: Pick<Saisie, 'nature' | 'idj'>,
  fichiers: readonly Pick<FichierVu, 'nom'>[],
  zone: PosteDEchange['zone'],
): string {
  if (idj !== '')
    return `${zone === 'PLEX' && nature === 'fichier' ? 'Conclusions et pièces' : NATURES[nature]}, procédure ${idj}`;
  const [premier] = fichiers;
  if (premier === undefined) return '';
  const dossier = premier.nom.includes('/') ? premier.nom.slice(0, premier.nom.indexOf('/')) : '';
  const commun = dossier !== '' && fichiers.every(({ nom }) => nom.startsWith(`${dossier}/`));
  const sujet = commun
    ? dossier
    : premier.nom.slice(premier.nom.lastIndexOf('/') + 1).replace(/\.[^.]+$/, '');
  const suite =
    commun || fichiers.length === 1
      ? ''
      : ` et ${fichiers.length - 1} autre${fichiers.length > 2 ? 's' : ''}`;
  return `${nature === 'fichier' ? '' : `${NATURES[nature]} : `}${sujet}${suite}`.slice(0, 200);
}

/** Ce qui manque pour deposer : la phrase, et le champ ou aller. */
export type Manque = { readonly champ: string; readonly phrase: string };

/** Ce qui manque a la demande ; les fichiers se jugent a part. */
export function manquesDe(saisie: Saisie, objet: string, dureeMax: number = DUREE.max): readonly Manque[] {
  const { destinataires, idj, dureeJours } = saisie;
  return [
    ...(destinataires.length === 0
      ? [{ champ: 'destinataires', phrase: 'Choisissez au moins un destinataire.' }]
      : []),
    ...(destinataires.length > DESTINATAIRES_MAX
      ? [
          {
            champ: 'destinataires',
            phrase: `Cinquante destinataires au plus : ôtez-en ${destinataires.length - DESTINATAIRES_MAX}.`,
          },
        ]
      : []),
    ...(objet.trim() === '' ? [{ champ: 'objet', phrase: 'Dites l’objet du dépôt.' }] : []),
    ...(idj === '' || IDJ.test(idj)
      ? []
      : [{ champ: 'idj', phrase: 'Ce numéro de procédure n’a pas la forme IDJ-2026-XXXXXXXX-X.' }]),
    ...(Number.isInteger(dureeJours) && dureeJours >= DUREE.min && dureeJours <= dureeMax
      ? []
      : [{ champ: 'duree', phrase: `La durée va de 1 à ${dureeMax} jour${dureeMax > 1 ? 's' : ''}.` }]),
  ];
}

/** La demande a envoyer au service ; `undefined` tant qu'il y manque quelque chose. */
export function demandeDe(
  id: string,
  saisie: Saisie,
  objet: string,
  dureeMax: number = DUREE.max,
): Demande | undefined {
  if (manquesDe(saisie, objet, dureeMax).length > 0) return undefined;
  const { destinataires, idj, nature, droits, dureeJours } = saisie;
  return {
    id,
    objet: objet.trim(),
    idj: idj === '' ? null : idj,
    nature,
    droits,
    dureeJours,
    destinataires: destinataires.map((personne) => personne.id),
  };
}
