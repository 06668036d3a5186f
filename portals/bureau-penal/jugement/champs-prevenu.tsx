import type { VueDossier } from '@ppn/dossier/contract';
import { Case, ChampChoix, ChampTexte, Choix } from '@ppn/kit';
import { type Contenu, texteDe } from '../decision/contenu.ts';
import { nomComplet } from '../vocabulaire.ts';
import { ChampsPeine } from './champs-peine.tsx';
import type { PeineVue } from './donnees.ts';
import { coche } from './objets.ts';

type Proprietes = {
  readonly dossier: VueDossier;
  readonly prevenu: Contenu;
  readonly issues: readonly Contenu[];
  readonly peines: readonly Contenu[];
  readonly nomenclature: readonly PeineVue[];
  readonly modifier: (champs: Contenu) => void;
  readonly surIssues: (issues: readonly Contenu[]) => void;
  readonly surPeines: (peines: readonly Contenu[]) => void;
};

const ISSUES = [
  { valeur: 'culpabilite', libelle: 'coupable' },
  { valeur: 'relaxe', libelle: 'relaxe' },
  { valeur: 'dispense', libelle: 'dispense de peine' },
  { valeur: 'ajournement', libelle: 'ajournement' },
] as const;
type Issue = (typeof ISSUES)[number]['valeur'];

const faitsContre = ({ decisions, faits }: VueDossier, personne: string) => {
  const vises = new Set(
    decisions.flatMap(({ audiences = [] }) =>
      audiences.flatMap((audience) => (audience.prevenus.includes(personne) ? audience.faits : [])),
    ),
  );
  return faits.filter(({ id }) => vises.has(id));
};

const NEUVE = {
  duree: null,
  nombre: null,
  montant: null,
  sursis: 'aucun',
  dureeSursis: null,
  probationMois: null,
  amenagement: 'aucun',
  precisions: '',
} as const;

const IssuesParFait = ({ dossier, prevenu, issues, surIssues }: Proprietes) => {
  const personne = texteDe(prevenu, 'personne');
  const pour = (fait: string): Issue | undefined => {
    const choisie = issues.find(
      (issue) => texteDe(issue, 'personne') === personne && texteDe(issue, 'fait') === fait,
    );
    return ISSUES.find(({ valeur }) => choisie !== undefined && valeur === texteDe(choisie, 'issue'))?.valeur;
  };
  return faitsContre(dossier, personne).map(({ id, qualification, natinf }) => (
    <Choix
      key={id}
      id={`issue-${personne}-${id}`}
      legende={`${qualification} (NATINF ${natinf})`}
      valeur={pour(id)}
      options={ISSUES}
      surChoix={(issue) =>
        surIssues([
          ...issues.filter(
            (autre) => texteDe(autre, 'personne') !== personne || texteDe(autre, 'fait') !== id,
          ),
          { personne, fait: id, issue },
        ])
      }
    />
  ));
};

const Peines = ({ prevenu, peines, nomenclature, surPeines }: Proprietes) => {
  const personne = texteDe(prevenu, 'personne');
  return (
    <>
      <ul className="liste">
        {peines.map((peine, rang) =>
          texteDe(peine, 'personne') === personne ? (
            <ChampsPeine
              // Une peine n'a pas d'identifiant : sa place dans le dispositif la designe.
              key={`${texteDe(peine, 'code')}-${rang}`}
              peine={peine}
              ligne={nomenclature.find(({ code }) => code === texteDe(peine, 'code'))}
              modifier={(champs) =>
                surPeines(peines.map((autre, index) => (index === rang ? { ...autre, ...champs } : autre)))
              }
              retirer={() => surPeines(peines.filter((_, index) => index !== rang))}
            />
          ) : null,
        )}
      </ul>
      <ChampChoix
        libelle="Ajouter une peine"
        value=""
        options={[
          { valeur: '', libelle: 'Choisir…' },
          ...nomenclature.map(({ code, libelle }) => ({ valeur: code, libelle })),
        ]}
        surSaisie={(code) => (code === '' ? undefined : surPeines([...peines, { ...NEUVE, personne, code }]))}
      />
    </>
  );
};

/** Un prevenu : comment il comparait et est juge, l'issue de chaque fait, ses peines, ce qui les accompagne. */
export const ChampsPrevenu = (proprietes: Proprietes) => {
  const { dossier, prevenu, issues, modifier } = proprietes;
  const personne = dossier.personnes.find(({ id }) => id === texteDe(prevenu, 'personne'));
  const coupable = issues.some(
    (issue) =>
      texteDe(issue, 'personne') === texteDe(prevenu, 'personne') &&
      texteDe(issue, 'issue') === 'culpabilite',
  );
  const titre = personne === undefined ? 'Personne absente du dossier' : nomComplet(personne);
  return (
    <section className="bloc-jugement pile" aria-label={`Prévenu ${titre}`}>
      <h3>{titre}</h3>
      <IssuesParFait {...proprietes} />
      {coupable ? <Peines {...proprietes} /> : null}
      <div className="grille-champs">
        <ChampChoix
          libelle="Comparution"
          value={texteDe(prevenu, 'comparution')}
          options={[
            { valeur: 'comparant', libelle: 'comparant' },
            { valeur: 'represente', libelle: 'représenté par son avocat' },
            { valeur: 'non-comparant', libelle: 'non comparant' },
          ]}
          surSaisie={(comparution) => modifier({ comparution })}
        />
        <ChampChoix
          libelle="Jugé"
          aide="Le délai de recours en dépend (410 à 412 CPP)."
          value={texteDe(prevenu, 'jugement')}
          options={[
            { valeur: 'contradictoire', libelle: 'contradictoirement' },
            { valeur: 'a-signifier', libelle: 'contradictoire à signifier' },
            { valeur: 'defaut', libelle: 'par défaut' },
            { valeur: 'iteratif-defaut', libelle: 'par itératif défaut' },
          ]}
          surSaisie={(jugement) => modifier({ jugement })}
        />
        <ChampTexte
          libelle="Avocat"
          maxLength={300}
          value={texteDe(prevenu, 'avocat')}
          surSaisie={(avocat) => modifier({ avocat })}
        />
        <ChampChoix
          libelle="Mandat"
          value={texteDe(prevenu, 'mandat')}
          options={[
            { valeur: 'aucun', libelle: 'aucun' },
            { valeur: 'depot', libelle: 'mandat de dépôt' },
            { valeur: 'arret', libelle: 'mandat d’arrêt' },
            { valeur: 'depot-differe', libelle: 'dépôt à effet différé' },
          ]}
          surSaisie={(mandat) => modifier({ mandat })}
        />
      </div>
      <Case
        coche={coche(prevenu, 'executionProvisoire')}
        surCoche={(executionProvisoire) => modifier({ executionProvisoire })}
      >
        Exécution provisoire
      </Case>
    </section>
  );
};
