import type { VueDossier } from '@ppn/dossier/contract';
import { Alerte, useRaccourcis } from '@ppn/kit';
import { type Empechement, empechementDeCopj, type TypeDecision } from './choix-permis.ts';
import { AutresDecisions } from './autres-decisions.tsx';
import type { Contenu } from './contenu.ts';

type Proprietes = {
  readonly dossier: VueDossier;
  readonly encours: boolean;
  readonly erreur: string | undefined;
  readonly surChoix: (type: TypeDecision, contenu?: Contenu) => void;
};

type Choix = {
  readonly type: TypeDecision;
  readonly touche: string;
  readonly titre: string;
  readonly texte: string;
  readonly article: string;
  readonly empechement: Empechement | undefined;
};

const BoutonChoix = ({
  choix,
  commence,
  surChoix,
}: {
  readonly choix: Choix;
  readonly commence: boolean;
  readonly surChoix: () => void;
}) => (
  <button
    type="button"
    className="choix-decision"
    aria-disabled={choix.empechement !== undefined}
    onClick={choix.empechement === undefined ? surChoix : undefined}
  >
    <span className="touche" aria-hidden="true">
      {choix.touche.toUpperCase()}
    </span>
    <span className="pile-serree">
      <strong>
        {choix.titre}
        {commence ? ' (brouillon commencé)' : ''}
      </strong>
      <span className="petit">{choix.empechement?.phrase ?? choix.texte}</span>
      <span className="petit discret">Articles : {choix.empechement?.article ?? choix.article}</span>
    </span>
  </button>
);

/** Les orientations possibles, en grand, chacune avec sa lettre ; celle qui n'est pas permise dit pourquoi. */
export const ChoixDecision = ({ dossier, encours, erreur, surChoix }: Proprietes) => {
  const choix: readonly Choix[] = [
    {
      type: 'classement-sans-suite',
      touche: 'c',
      titre: 'Classement sans suite',
      texte: 'La procédure s’arrête ; la victime est avisée du motif.',
      article: '40-1 3° et 40-2 CPP',
      empechement: undefined,
    },
    {
      type: 'copj',
      touche: 'p',
      titre: 'Convocation par OPJ',
      texte: 'L’unité remet la convocation devant le tribunal correctionnel.',
      article: '390-1 et 552 CPP',
      empechement: empechementDeCopj(dossier),
    },
  ];
  const choisir = (un: Choix): void => {
    if (un.empechement === undefined && !encours) surChoix(un.type);
  };
  useRaccourcis(
    choix.map((un) => ({
      touche: un.touche,
      libelle: un.titre,
      groupe: 'Décision',
      action: () => choisir(un),
    })),
  );
  return (
    <div className="panneau-corps pile">
      <h2>Quelle décision ?</h2>
      {erreur === undefined ? null : (
        <Alerte ton="danger" vive>
          <p>{erreur}</p>
        </Alerte>
      )}
      {choix.map((un) => (
        <BoutonChoix
          key={un.type}
          choix={un}
          commence={dossier.enCours.some(({ type }) => type === un.type)}
          surChoix={() => choisir(un)}
        />
      ))}
      <AutresDecisions dossier={dossier} encours={encours} surChoix={surChoix} />
      <p className="petit discret">
        Choisir n’engage à rien : la décision n’existe qu’une fois signée avec votre carte.
      </p>
    </div>
  );
};
