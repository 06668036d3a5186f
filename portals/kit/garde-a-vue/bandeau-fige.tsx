import { heureDe } from '../formats.ts';

/** Donnees figees : depuis quand, et ce qui continue. A poser en tete de l'ecran ; rien si les donnees sont fraiches. */
export const BandeauFige = ({
  depuis,
  children,
}: {
  /** Instant (ms) de la derniere donnee sure ; absent : tout est frais. */
  readonly depuis: number | undefined;
  /** Ce qui continue quand meme : « les comptes à rebours continuent ; votre saisie part au retour ». */
  readonly children: string;
}) =>
  depuis === undefined ? null : (
    <output className="bandeau-fige bandeau-fige-la">
      <strong>Données figées depuis {heureDe(depuis)}.</strong> <span>{children}</span>
    </output>
  );
