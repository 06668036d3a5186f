import { ouverture, signatureElectronique } from '@ppn/acte/catalogue';
import type { Bloc } from '@ppn/core';
import type * as z from 'zod';
import { contenuDiligences, TYPES_DE_DILIGENCE } from '../contenus-des-actes.ts';
import type { Entree } from '../domain/entrees.ts';
import { dire, enFrancais } from '../phrases-des-entrees.ts';
import { SCHEMAS_DES_DONNEES } from '../schemas-des-donnees.ts';
import { article, blocsDeLaMesure, blocsDePasserOutre, definirActe, siDit } from './commun.ts';

type Contenu = z.infer<typeof contenuDiligences>;
type Diligence = Contenu['diligences'][number];

const estDiligence = (entree: Entree): boolean => TYPES_DE_DILIGENCE.some((type) => type === entree.type);

/** Diligences accomplies pour l'exercice des droits : avis, avocat, medecin, interprete (63-2 a 63-4, D.15-5-3, 706-112-1 CPP, L.413-7 CJPM). */
export const diligences = definirActe<Contenu>({
  type: 'gav-diligences',
  titre: 'Procès-verbal de diligences',
  description:
    'Proche, employeur, consulat, tuteur, parents, avocat, médecin, interprète : tout ce qui a été fait, à son heure.',
  qualites: ['opj', 'apj', 'chef-unite'],
  contenu: contenuDiligences,
  preremplir: ({ lue }) => ({
    // Ce que le registre porte deja, saisi a chaud : l'acte le constate, sous le meme identifiant.
    diligences: lue.entrees
      .filter((entree) => entree.source.genre === 'saisie' && estDiligence(entree))
      .map(({ id, type, survenuA, donnees }) => ({ id, type, survenuA, donnees })),
    observations: '',
  }),
  references: () => [
    article('diligences', 'Avis à un proche, à l’employeur, aux autorités consulaires', '63-2 CPP'),
    article('diligences', 'Médecin', '63-3 CPP'),
    article('diligences', 'Avocat', '63-3-1 CPP'),
    article('diligences', 'Mention des diligences', 'D.15-5-3 CPP'),
  ],
  entrees: ({ diligences: toutes }) =>
    toutes.map(({ id, type, survenuA, donnees }) => ({ id, type, survenuA, donnees })),
  blocs: (contenu, acte) => [
    ...ouverture(acte, contenu),
    ...blocsDeLaMesure(contenu, acte),
    { type: 'titre', niveau: 2, texte: 'Diligences' },
    tableau(contenu.diligences),
    ...siDit('Observations', contenu.observations),
    ...blocsDePasserOutre(contenu, acte),
    signatureElectronique(acte),
  ],
});

const tableau = (lignes: readonly Diligence[]): Bloc => ({
  type: 'tableau',
  entetes: ['Date et heure', 'Diligence', 'Précisions'],
  lignes: lignes.map((diligence) => {
    const { libelle, detail } = dire(enEntree(diligence));
    return [enFrancais(diligence.survenuA), libelle, detail];
  }),
});

/** Assez d'une entree pour la dire. */
const enEntree = ({ type, donnees }: Diligence): Entree =>
  ({ type, donnees: SCHEMAS_DES_DONNEES[type].parse(donnees) }) as Entree;
