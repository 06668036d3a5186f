import { ChampLong, TempsEtLieu } from './champs-communs.tsx';

/** Synthese de l'enquete : personnes, faits et pieces y sont repris d'eux-memes. */
export const Synthese = () => (
  <>
    <TempsEtLieu />
    <ChampLong
      champ="expose"
      libelle="Exposé"
      lignes={14}
      aide="La liste des pièces est préremplie ; racontez l’enquête."
    />
    <ChampLong champ="conclusion" libelle="Conclusion" lignes={5} />
  </>
);
