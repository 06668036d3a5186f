import { ouverture, paragraphes, signatureElectronique } from '@ppn/acte/catalogue';
import { REGLES_DE_GARDE_A_VUE } from '@ppn/nomenclature';
import type * as z from 'zod';
import { contenuDemandeDeProlongation } from '../contenus-des-actes.ts';
import { entreesDuType } from '../domain/entrees.ts';
import { calculerHorloge } from '../domain/horloge.ts';
import { magistratDirecteur } from '../domain/mesure.ts';
import { enFrancais, NOMS_DES_MAGISTRATS } from '../phrases-des-entrees.ts';
import { listeDesMotifs } from './avis-magistrat.ts';
import { article, blocsDeLaMesure, blocsDePasserOutre, definirActe, nomDeLaPersonne } from './commun.ts';

type Contenu = z.infer<typeof contenuDemandeDeProlongation>;

/** Demande de prolongation, par l'officier de police judiciaire, avant l'expiration (63 II, 706-88 CPP). */
export const demandeDeProlongation = definirActe<Contenu>({
  type: 'gav-demande-prolongation',
  titre: 'Demande de prolongation de garde à vue',
  description:
    'L’officier demande au magistrat compétent un nouveau délai, avec les objectifs de l’article 62-2.',
  qualites: ['opj', 'chef-unite'],
  contenu: contenuDemandeDeProlongation,
  preremplir: ({ lue: { mesure, entrees }, maintenant }) => {
    const prochaine = calculerHorloge(
      mesure,
      entrees,
      REGLES_DE_GARDE_A_VUE,
      maintenant,
    ).prochaineProlongation;
    return {
      entree: '',
      demandeeA: maintenant,
      autorite: prochaine?.autorites[0] ?? magistratDirecteur(mesure.cadre),
      heures: prochaine?.heures ?? 24,
      motifs: [...(entreesDuType(entrees, 'placement').at(-1)?.donnees.motifs ?? [])],
      expose: '',
    };
  },
  attirer: (contenu, { lue: { mesure, entrees }, maintenant }) => {
    const horloge = calculerHorloge(mesure, entrees, REGLES_DE_GARDE_A_VUE, maintenant);
    return horloge.prochaineProlongation === null && horloge.sansProlongation !== null
      ? [{ phrase: horloge.sansProlongation, article: '63 II CPP' }]
      : horloge.prochaineProlongation !== null &&
          !horloge.prochaineProlongation.autorites.includes(contenu.autorite)
        ? [
            {
              phrase: `Cette prolongation relève du ${horloge.prochaineProlongation.autorites.map((une) => NOMS_DES_MAGISTRATS[une]).join(' ou du ')}.`,
              article: horloge.prochaineProlongation.article,
            },
          ]
        : [];
  },
  references: () => [article('prolongation', 'Prolongation de la garde à vue', '63 II CPP')],
  entrees: ({ entree, demandeeA, autorite, heures, expose }) => [
    {
      id: entree,
      type: 'prolongation-demandee',
      survenuA: demandeeA,
      donnees: { autorite, heures, motif: expose.trim().slice(0, 2_000) },
    },
  ],
  blocs: (contenu, acte) => [
    ...ouverture(acte, contenu),
    ...blocsDeLaMesure(contenu, acte),
    { type: 'titre', niveau: 2, texte: 'Demande' },
    {
      type: 'paragraphe',
      texte: `Le ${enFrancais(contenu.demandeeA)}, demandons au ${NOMS_DES_MAGISTRATS[contenu.autorite]} d’autoriser la prolongation de la garde à vue de ${nomDeLaPersonne(contenu, acte)} pour ${contenu.heures} heures. Cette prolongation est l’unique moyen de :`,
    },
    { type: 'liste', elements: listeDesMotifs(contenu.motifs) },
    { type: 'titre', niveau: 2, texte: 'Exposé' },
    ...paragraphes(contenu.expose),
    ...blocsDePasserOutre(contenu, acte),
    signatureElectronique(acte),
  ],
});
