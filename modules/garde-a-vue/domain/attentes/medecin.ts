import { type Entree, entreesDuType } from '../entrees.ts';
import { ligneDite } from '../lignes.ts';
import { enMs } from '../temps.ts';
import {
  type Attente,
  type ContexteDAttente,
  accompliPar,
  attendre,
  demandesDe,
  premiere,
  regleVise,
} from './attente.ts';

/** Examens demandes ou obligatoires : la diligence, puis le certificat (63-3, 706-88 al. 4, 706-88-1 CPP, L.413-8 CJPM). */
export const attentesDuMedecin = (contexte: ContexteDAttente): readonly Attente[] => [
  ...demandesDe(contexte, 'demande-medecin').flatMap((demande) => [
    ...attendre(contexte, 'droit.medecin', {
      ...ouvertePar(demande),
      id: `medecin/${demande.id}`,
      genre: 'medecin',
      libelle: 'Requérir un médecin',
      faite: accompliPar(
        premiere(contexte.entrees, 'medecin-requis', enMs(demande.survenuA)),
        premiere(contexte.entrees, 'examen-medical', enMs(demande.survenuA)),
      ),
    }),
    ...leCertificat(contexte, demande, `certificat/${demande.id}`),
  ]),
  ...avantSeizeAns(contexte),
  ...desProlongations(contexte),
];

const ouvertePar = (entree: Entree) => ({ depuisMs: enMs(entree.survenuA), ouverte: [entree.id] });

const leCertificat = (contexte: ContexteDAttente, depuis: Entree, id: string): readonly Attente[] =>
  attendre(contexte, 'droit.medecin', {
    ...ouvertePar(depuis),
    id,
    genre: 'certificat',
    libelle: 'Examen médical et certificat au dossier',
    echeanceMs: null,
    faite: accompliPar(premiere(contexte.entrees, 'examen-medical', enMs(depuis.survenuA))),
  });

const avantSeizeAns = (contexte: ContexteDAttente): readonly Attente[] =>
  contexte.placement === null || !regleVise(contexte, 'mineur.medecin', enMs(contexte.placement.survenuA))
    ? []
    : attendre(contexte, 'mineur.medecin', {
        ...ouvertePar(contexte.placement),
        id: 'medecin-obligatoire',
        genre: 'medecin-obligatoire',
        libelle: 'Faire examiner le mineur de moins de seize ans',
        faite: accompliPar(
          entreesDuType(contexte.entrees, 'medecin-requis')[0],
          entreesDuType(contexte.entrees, 'examen-medical')[0],
        ),
      });

/** L'examen que la prolongation rend obligatoire : la ligne de ce rang le dit. */
const desProlongations = (contexte: ContexteDAttente): readonly Attente[] =>
  entreesDuType(contexte.entrees, 'prolongation-decidee').flatMap((decidee) => {
    const periode = contexte.etat.suite?.periodes.find(({ entree }) => entree === decidee.id);
    const ligne = contexte.etat.suite?.lignes.find(
      ({ genre, rang, exigences }) =>
        genre === 'prolongation' && rang === periode?.rang && exigences.includes('examen-medical'),
    );
    if (ligne === undefined || ligneDite(contexte.droit, ligne.id) === null) return [];
    return attendre(contexte, ligne.id, {
      ...ouvertePar(decidee),
      id: `medecin-prolongation/${decidee.id}`,
      genre: 'medecin-prolongation',
      libelle: 'Faire examiner la personne : examen obligatoire de cette prolongation',
      echeanceMs: null,
      faite: accompliPar(premiere(contexte.entrees, 'examen-medical', enMs(decidee.survenuA))),
    });
  });
