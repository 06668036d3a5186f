import type { Horloge } from '@ppn/garde-a-vue/contract';
import { REGLES_DE_GARDE_A_VUE } from '@ppn/nomenclature/catalogue';
import { avecMesure, FICHIER_DU_REGISTRE } from '../mesure.ts';
import type { Vecteur } from '../modele.ts';

const D_AVANT = { ...REGLES_DE_GARDE_A_VUE, version: '2020-01-01.1' };
const retarder = (juste: Horloge): Horloge => ({
  ...juste,
  echeance: '2026-11-17T09:10:00+01:00[Europe/Paris]',
});

/** Le registre d'une garde a vue, ce que le recapitulatif signe en reprend, et son horloge (docs/preuve.md §6.1 et §7.2). */
export const MESURES: readonly Vecteur[] = [
  {
    nom: 'valide-mesure',
    attaque: 'Aucune : le récapitulatif d’une garde à vue, son registre inscrit en direct, son horloge.',
    verdict: 'valide',
    codes: [],
    fabriquer: (contexte) => avecMesure(contexte),
  },
  {
    nom: 'registre-contredit',
    attaque: 'Le récapitulatif signé déplace de dix minutes le placement que le registre a reçu en direct.',
    verdict: 'invalide',
    codes: ['donnees-differentes'],
    fabriquer: (contexte) =>
      avecMesure(contexte, {
        inscrire: (entree) =>
          entree.type === 'placement'
            ? { ...entree, survenuA: entree.survenuA.replace('03:25', '03:35') }
            : entree,
      }),
  },
  {
    nom: 'registre-modifie',
    attaque:
      'Une entrée du registre est réécrite après coup, manifeste rescellé : le journal ne la prouve plus.',
    verdict: 'invalide',
    codes: ['donnees-differentes', 'preuve-fausse'],
    fabriquer: (contexte) =>
      avecMesure(contexte, {
        fichiers: (fichiers) => {
          const texte = new TextDecoder().decode(fichiers.get(FICHIER_DU_REGISTRE));
          fichiers.set(FICHIER_DU_REGISTRE, new TextEncoder().encode(texte.replaceAll('T03:10', 'T03:40')));
        },
      }),
  },
  {
    nom: 'registre-sans-l-acte',
    attaque: 'Le registre ne rattache pas le récapitulatif qu’on lui attribue.',
    verdict: 'invalide',
    codes: ['donnees-differentes'],
    fabriquer: (contexte) => avecMesure(contexte, { sansRattachement: true }),
  },
  {
    nom: 'horloge-fausse',
    attaque: 'Le récapitulatif, signé, porte une échéance plus tardive que celle de ses entrées.',
    verdict: 'invalide',
    codes: ['donnees-differentes'],
    fabriquer: (contexte) => avecMesure(contexte, { horloge: retarder }),
  },
  {
    nom: 'valide-regles-d-avant',
    attaque:
      'Aucune : l’horloge suit une version des règles que l’export porte, et que le vérificateur ne tient pas.',
    verdict: 'valide',
    codes: [],
    fabriquer: (contexte) => avecMesure(contexte, { regles: D_AVANT }),
  },
  {
    nom: 'horloge-fausse-sous-regles-d-avant',
    attaque: 'Sous cette même version d’avant, l’échéance signée est plus tardive que celle de ses entrées.',
    verdict: 'invalide',
    codes: ['donnees-differentes'],
    fabriquer: (contexte) => avecMesure(contexte, { regles: D_AVANT, horloge: retarder }),
  },
];
