import { type Mode, modeNomme } from './modes.ts';

type Ligne = { readonly personne: string; readonly fait: string; readonly mode: string };
type Suite = {
  readonly mode: string;
  readonly audience: string;
  readonly creneau: string;
  readonly salle: string;
};

/** Une affaire qu'une decision envoie a une audience : qui, quand, combien de temps. */
export type AffaireDecidee = {
  readonly mode: string;
  readonly personnes: readonly string[];
  readonly dureeMinutes: number;
  readonly audience: string;
  readonly creneau: string;
  readonly nature: string;
  readonly salle: string;
};

/** Les affaires d'une matrice : une par decision qui fixe une audience, une part de plus par personne supplementaire. */
export const affairesDe = (lignes: readonly Ligne[], suites: readonly Suite[]): readonly AffaireDecidee[] =>
  suites.flatMap((suite) => {
    const mode = modeNomme(suite.mode);
    const personnes = [
      ...new Set(lignes.filter((ligne) => ligne.mode === suite.mode).map(({ personne }) => personne)),
    ];
    const [nature] = mode.audiences;
    return nature === undefined || suite.audience === '' || personnes.length === 0
      ? []
      : [
          {
            mode: suite.mode,
            personnes: personnes.filter((id) => id !== ''),
            dureeMinutes: dureeDe(mode, personnes.length),
            audience: suite.audience,
            creneau: suite.creneau,
            nature,
            salle: suite.salle,
          },
        ];
  });

/** Duree prevue d'une affaire : celle de la decision, moitie en plus par personne au-dela de la premiere. */
export const dureeDe = ({ duree }: Pick<Mode, 'duree'>, personnes: number): number =>
  Math.round(duree * (1 + (personnes - 1) / 2));

/** Ce que chacun doit recevoir d'une decision. */
export type EnvoiDu = {
  readonly mode: string;
  readonly qui: 'personne' | 'victime';
  readonly objet:
    | 'convocation'
    | 'citation'
    | 'notification'
    | 'avis-de-classement'
    | 'avis-d-audience'
    | 'avis-de-suite';
  /** Personnes designees ; vide pour les victimes : toutes celles des faits. */
  readonly personnes: readonly string[];
  readonly faits: readonly string[];
};

/** Les convocations, notifications et avis qu'une matrice appelle (40-2, 390-1, 391, 551 CPP). */
export const envoisDus = (lignes: readonly Ligne[]): readonly EnvoiDu[] =>
  [...new Set(lignes.map(({ mode }) => mode))].flatMap((nom) => {
    const mode = modeNomme(nom);
    const siennes = lignes.filter((ligne) => ligne.mode === nom);
    const faits = [...new Set(siennes.map(({ fait }) => fait))];
    const personnes = [...new Set(siennes.map(({ personne }) => personne))].filter((id) => id !== '');
    return [
      ...(mode.personne === 'rien' || personnes.length === 0
        ? []
        : [{ mode: nom, qui: 'personne' as const, objet: mode.personne, personnes, faits }]),
      { mode: nom, qui: 'victime' as const, objet: mode.victime, personnes: [], faits },
    ];
  });
