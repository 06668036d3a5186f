import type { VueDossier } from '@ppn/dossier/contract';
import { useRaccourcis } from '@ppn/kit';
import { useQuery } from '@tanstack/react-query';
import type { TypeDecision } from './choix-permis.ts';
import type { Contenu } from './contenu.ts';
import { contenuDeDepart, fermeePartout, lectureExamen, type Raison } from './orientation.ts';

type Offerte = {
  readonly touche: string;
  readonly titre: string;
  readonly article: string;
  readonly raison: Raison | undefined;
  readonly choisir: () => void;
};

/** Celles qui ont leur acte d'une touche. */
const A_PART: ReadonlySet<string> = new Set(['classement-sans-suite', 'copj']);

/** Toutes les decisions de la matrice, chacune avec sa lettre ; celle qui est fermee a tout le dossier dit pourquoi. */
export const AutresDecisions = ({
  dossier,
  encours,
  surChoix,
}: {
  readonly dossier: VueDossier;
  readonly encours: boolean;
  readonly surChoix: (type: TypeDecision, contenu?: Contenu) => void;
}) => {
  const examen = useQuery(lectureExamen(dossier.idj));
  const cases = examen.data?.cases ?? [];
  const offertes: readonly Offerte[] = [
    ...(examen.data?.modes ?? [])
      .filter(({ mode }) => !A_PART.has(mode))
      .map(({ mode, titre, touche, article }) => ({
        touche,
        titre,
        article,
        raison: fermeePartout(mode, cases),
        choisir: () => surChoix('orientation', contenuDeDepart(mode, cases)),
      })),
    ...(examen.data === undefined
      ? []
      : [
          {
            touche: 'x',
            titre: 'Une décision par personne et par fait',
            article: '40-1 CPP',
            raison: undefined,
            choisir: () => surChoix('orientation'),
          },
          {
            touche: 'b',
            titre: 'Retour à l’unité pour complément',
            article: '41 CPP',
            raison: undefined,
            choisir: () => surChoix('soit-transmis'),
          },
        ]),
  ];
  useRaccourcis(
    offertes.map(({ touche, titre, raison, choisir }) => ({
      touche,
      libelle: titre,
      groupe: 'Décision',
      action: () => (raison === undefined && !encours ? choisir() : undefined),
    })),
  );
  if (offertes.length === 0) return null;
  return (
    <ul className="autres-decisions">
      {offertes.map(({ touche, titre, article, raison, choisir }) => (
        <li key={titre}>
          <button
            type="button"
            className="choix-decision"
            aria-disabled={raison !== undefined}
            onClick={raison === undefined && !encours ? choisir : undefined}
          >
            <span className="touche" aria-hidden="true">
              {touche.toUpperCase()}
            </span>
            <span>
              <strong>{titre}</strong>
              <span className="petit discret">
                {' '}
                {raison === undefined ? `art. ${article}` : `${raison.phrase} (${raison.article})`}
              </span>
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
};
