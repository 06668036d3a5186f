import { cosignatairesChoisis, nomComplet } from '@ppn/acte/catalogue';
import type { ActeJson, DefinitionActe, DonneesDuDossier, Reference } from '@ppn/acte/contract';
import { MOTIFS_DE_CLASSEMENT, reglesDuMode } from '@ppn/nomenclature';
import { type ContenuOrientation, contenuOrientation, type LigneDOrientation } from '../contenus.ts';
import { attirerSurLOrientation, controlerLOrientation } from './controle-de-l-orientation.ts';
import { texteDeLOrientation } from './texte-de-l-orientation.ts';

/** Decision d'orientation : pour chaque personne et chaque fait, une qualification et une decision (40-1 CPP). */
export const orientation: DefinitionActe<ContenuOrientation> = {
  type: 'orientation',
  titre: 'Décision d’orientation',
  description: 'Une décision par personne et par fait : poursuites, alternatives, classement.',
  gabarit: 'orientation@1',
  qualites: ['procureur', 'substitut'],
  reprend: true,
  contenu: contenuOrientation,
  preremplir: (donnees, maintenant) => ({
    debut: maintenant,
    fin: maintenant,
    lieu: donnees.procedure.juridiction?.libelle ?? '',
    situations: [],
    lignes: casesDe(donnees),
    suites: [],
    reprise: '',
  }),
  cite: ({ lignes }) => ({
    personnes: lignes.map(({ personne }) => personne).filter((id) => id !== ''),
    faits: lignes.map(({ fait }) => fait),
    fichiers: [],
  }),
  controler: controlerLOrientation,
  attirer: attirerSurLOrientation,
  references: (contenu, maintenant) => referencesDe(contenu, maintenant),
  cosignataires: cosignatairesChoisis,
  blocs: texteDeLOrientation,
};

/** Les cases d'un dossier : chaque mis en cause du fait, ou personne non denommee ; la decision reste a choisir. */
export function casesDe(
  donnees: Pick<DonneesDuDossier, 'personnes' | 'faits'>,
): readonly Omit<LigneDOrientation, 'mode'>[] {
  const misEnCause = donnees.personnes.filter(({ roles }) => roles.includes('mis-en-cause'));
  return donnees.faits.flatMap((fait) => {
    const siens = misEnCause.filter(({ id }) => fait.personnes.includes(id));
    const retenus = siens.length > 0 ? siens : misEnCause;
    return (retenus.length > 0 ? retenus.map(({ id }) => id) : ['' as const]).map((personne) => ({
      personne,
      fait: fait.id,
      natinf: fait.natinf,
      qualification: fait.qualification,
      nature: fait.nature,
      reprimeePar: fait.reprimeePar,
    }));
  });
}

/** Regles appliquees, au jour de la decision, et motif de classement. */
function referencesDe({ lignes, suites }: ContenuOrientation, maintenant: string): readonly Reference[] {
  const modes = [...new Set(lignes.map(({ mode }) => mode))];
  const motif = suites.find(({ mode }) => mode === 'classement-sans-suite')?.mesure ?? '';
  const classe = modes.includes('classement-sans-suite');
  return [
    ...(classe
      ? [
          {
            cle: 'motif-classement',
            libelle: `${motif} : ${MOTIFS_DE_CLASSEMENT.find(({ code }) => code === motif)?.libelle ?? ''}`,
            article: '40-1 3° CPP',
          },
        ]
      : []),
    ...modes.flatMap((mode) =>
      reglesDuMode(mode, maintenant.slice(0, 10)).map(({ id, libelle, article }) => ({
        cle: id,
        libelle,
        article,
      })),
    ),
  ].slice(0, 100);
}

/** Nom d'une personne de l'acte ; « personne non dénommée » si la case n'en designe pas. */
export const nomDansLActe = (acte: Pick<ActeJson, 'personnes'>, id: string): string => {
  const personne = acte.personnes.find((une) => une.id === id);
  return personne ? nomComplet(personne) : 'personne non dénommée';
};
