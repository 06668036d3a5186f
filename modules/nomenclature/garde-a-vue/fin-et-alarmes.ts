import type { RegleDeGardeAVue } from '../contract.ts';
import { REGLAGE, ligne } from './ligne.ts';

const alarme = (
  id: string,
  libelle: string,
  valeur: number,
  unite: RegleDeGardeAVue['unite'],
): RegleDeGardeAVue =>
  ligne({ id, genre: 'alarme', libelle, valeur, unite, article: 'sans article', source: REGLAGE });

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
