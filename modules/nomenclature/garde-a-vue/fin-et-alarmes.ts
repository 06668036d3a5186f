import type { RegleDeGardeAVue } from '../contract.ts';
import { REGLAGE, ligne } from './ligne.ts';

const alarme = (
  id: string,
  libelle: string,
  valeur: number,
  unite: RegleDeGardeAVue['unite'],
): RegleDeGardeAVue =>
  ligne({ id, genre: 'alarme', libelle, valeur, unite, article: 'sans article', source: REGLAGE });

/** Ce qui est du a la personne retenue au depot (803-3 CPP) ; valeur zero : la loi ne chiffre pas de delai. */
const auDepot = (id: string, libelle: string, article: string): RegleDeGardeAVue =>
  ligne({ id, genre: 'fin', libelle, valeur: 0, unite: 'heures', autorites: ['opj', 'apj'], article });

/** Fin de la mesure et suites (§2.5.5), seuils d'alarme (§2.5.6). */
export const FIN_ET_ALARMES: readonly RegleDeGardeAVue[] = [
  ligne({
    id: 'fin.suite',
    genre: 'fin',
    libelle: 'Remise en liberté ou défèrement, sur instruction du magistrat',
    valeur: 0,
    unite: 'heures',
    autorites: ['procureur'],
    article: '63-8 CPP',
  }),
  ligne({
    id: 'fin.recapitulatif',
    genre: 'fin',
    libelle: 'Procès-verbal récapitulatif, émargé ; mentions portées au registre',
    valeur: 0,
    unite: 'heures',
    autorites: ['opj'],
    article: '64 I et II CPP',
  }),
  ligne({
    id: 'fin.comparution-jour-meme',
    genre: 'fin',
    libelle: 'La personne déférée comparaît le jour même',
    valeur: 0,
    unite: 'jours',
    article: '803-2 CPP',
  }),
  ligne({
    id: 'fin.comparution-lendemain',
    genre: 'fin',
    libelle: 'Comparution le jour suivant, au plus tard à ce délai de la levée ; à défaut, remise en liberté',
    valeur: 20,
    unite: 'heures',
    article: '803-3 CPP',
  }),
  ligne({
    id: 'fin.sans-803-3',
    genre: 'fin',
    libelle:
      'Au-delà de cette durée de garde à vue (706-88 et 706-88-1), la comparution le jour suivant est exclue',
    regimes: ['criminalite-organisee', 'mule', 'terrorisme', 'mineur-criminalite-organisee'],
    valeur: 72,
    unite: 'heures',
    article: '803-3 al. 6 CPP',
  }),
  ligne({
    id: 'fin.presentation-effective',
    genre: 'fin',
    libelle:
      'Garde à vue prolongée, mais ni par le JLD ni par le juge d’instruction : présentation effective à la juridiction ou au JLD, dans ce délai',
    valeur: 20,
    unite: 'heures',
    article: '803-3 al. 3 CPP',
  }),
  auDepot('depot.information', 'Informer sans délai le magistrat de l’arrivée au dépôt', '803-3 al. 2 CPP'),
  auDepot('depot.repas', 'Possibilité de s’alimenter au dépôt', '803-3 al. 4 CPP'),
  auDepot('depot.proche', 'Faire prévenir un proche, à sa demande', '803-3 al. 4 et 63-2 CPP'),
  auDepot(
    'depot.medecin',
    'Faire examiner la personne par un médecin, à sa demande',
    '803-3 al. 4 et 63-3 CPP',
  ),
  auDepot(
    'depot.avocat',
    'Entretien avec un avocat, à tout moment, à sa demande',
    '803-3 al. 4 et 63-3-1 CPP',
  ),
  auDepot(
    'depot.registre',
    'Registre spécial du local : identité, arrivée, conduite, droits exercés',
    '803-3 al. 5 CPP',
  ),
  alarme('alarme.fin.240', 'Fin de période dans quatre heures', 240, 'minutes'),
  alarme('alarme.fin.120', 'Fin de période dans deux heures', 120, 'minutes'),
  alarme('alarme.fin.60', 'Fin de période dans une heure', 60, 'minutes'),
  alarme('alarme.fin.15', 'Fin de période dans quinze minutes', 15, 'minutes'),
  alarme('alarme.diligence', 'Diligence de trois heures : alarme avant l’échéance', 30, 'minutes'),
  alarme('alarme.avis', 'Avis attendu : alarme avant le seuil', 15, 'minutes'),
  alarme('alarme.escalade.hierarchie', 'Alarme non acquittée : monte à la hiérarchie', 5, 'minutes'),
  alarme(
    'alarme.escalade.permanence',
    'Alarme non acquittée : monte à la permanence du parquet',
    10,
    'minutes',
  ),
];
