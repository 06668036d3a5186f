import type { Regle } from './contract.ts';

/** Regles de droit de la premiere chaine. Une regle change en changeant sa ligne, jamais en changeant du code. */
export const REGLES: readonly Regle[] = [
  {
    id: 'copj-delai-minimal',
    libelle:
      'Délai minimal entre la remise de la convocation et l’audience (personne résidant dans le ressort métropolitain)',
    valeur: 10,
    unite: 'jours',
    article: '390-1 et 552 CPP',
    articleFutur: null,
    validiteDebut: '2004-10-01',
    validiteFin: null,
    aVerifier: false,
    source: 'CPP, version consolidée au 1er décembre 2025 ; date de début de validité à préciser',
  },
  {
    id: 'appel-delai',
    libelle: 'Délai d’appel en matière correctionnelle, du prononcé ou de la signification',
    valeur: 10,
    unite: 'jours',
    article: '498 CPP',
    articleFutur: null,
    validiteDebut: '1959-03-02',
    validiteFin: null,
    aVerifier: false,
    source: 'CPP, version de 2010 relue (domaine-penal §2.6.6) ; date de début de validité à préciser',
  },
  {
    id: 'opposition-delai',
    libelle: 'Délai d’opposition à un jugement par défaut, de la signification (prévenu en métropole)',
    valeur: 10,
    unite: 'jours',
    article: '492 CPP',
    articleFutur: null,
    validiteDebut: '1959-03-02',
    validiteFin: null,
    aVerifier: false,
    source: 'CPP, version de 2010 relue (domaine-penal §2.6.6) ; date de début de validité à préciser',
  },
  {
    id: 'consultations-conservation',
    libelle: 'Conservation du journal des consultations du dossier pénal numérique',
    valeur: 72,
    unite: 'mois',
    article: 'R.249-16 CPP',
    articleFutur: null,
    validiteDebut: '2020-06-24',
    validiteFin: null,
    aVerifier: false,
    source: 'Décret 2020-767 du 23 juin 2020',
  },
];

/** La regle `id` en vigueur le jour donne (AAAA-MM-JJ) ; lance si aucune : c'est un defaut de la table. */
export function regleEnVigueur(id: string, jour: string, regles: readonly Regle[] = REGLES): Regle {
  const trouvee = regles.find(
    (ligne) =>
      ligne.id === id &&
      ligne.validiteDebut <= jour &&
      (ligne.validiteFin === null || jour <= ligne.validiteFin),
  );
  if (!trouvee) throw new RangeError(`Aucune règle « ${id} » en vigueur le ${jour}.`);
  return trouvee;
}
