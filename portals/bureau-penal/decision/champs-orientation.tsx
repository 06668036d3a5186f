import { Case, Chargement, ChampZone, Echec } from '@ppn/kit';
import { useQuery } from '@tanstack/react-query';
import { problemeDe } from '../client.ts';
import { texteDe } from './contenu.ts';
import { Matrice, nomDeLaCase } from './matrice.tsx';
import {
  lectureExamen,
  type Ligne,
  lignesDe,
  type Situation,
  situationsDe,
  type Suite,
  suitesDe,
  suitesPour,
} from './orientation.ts';
import type { ProprietesChamps } from './proprietes-des-champs.ts';
import { SuiteDeDecision } from './suite-de-decision.tsx';

/** Decision d'orientation : ce qu'on constate des personnes, la matrice, puis ce que chaque decision fixe. */
export const ChampsOrientation = ({ dossier, contenu, erreurDe, modifier }: ProprietesChamps) => {
  const lignes = lignesDe(contenu);
  const situations = situationsDe(contenu);
  const suites = suitesDe(contenu);
  const requalifications = lignes
    .filter(({ fait, natinf }) =>
      dossier.faits.some(({ id, natinf: saisi }) => id === fait && saisi !== natinf),
    )
    .map(({ personne, fait, natinf }) => ({ personne, fait, natinf }));
  const examen = useQuery(lectureExamen(dossier.idj, requalifications));
  if (examen.isPending) return <Chargement libelle="Examen des décisions possibles" />;
  if (examen.isError)
    return <Echec probleme={problemeDe(examen.error)} reessayer={() => void examen.refetch()} />;
  const { modes, cases } = examen.data;
  const personnes = [...new Set(lignes.map(({ personne }) => personne).filter((id) => id !== ''))];
  const surLignes = (voulues: readonly Ligne[]): void =>
    modifier({ lignes: voulues, suites: suitesPour(voulues, suites) });
  const changerLaSuite = (mode: string, champs: Partial<Suite>): void =>
    modifier({ suites: suites.map((suite) => (suite.mode === mode ? { ...suite, ...champs } : suite)) });
  return (
    <>
      {dossier.decisions.length === 0 ? null : (
        <ChampZone
          libelle="Pourquoi revenir sur la décision déjà rendue"
          erreur={erreurDe('reprise')}
          rows={2}
          maxLength={2_000}
          value={texteDe(contenu, 'reprise')}
          surSaisie={(reprise) => modifier({ reprise })}
        />
      )}
      {personnes.map((personne) => (
        <ConstatsDeLaPersonne
          key={personne}
          nom={nomDeLaCase(dossier, personne)}
          situation={situations.find((une) => une.personne === personne) ?? constatVide(personne)}
          cppv={lignes.some((ligne) => ligne.personne === personne && ligne.mode === 'cppv')}
          surConstat={(situation) =>
            modifier({ situations: [...situations.filter((une) => une.personne !== personne), situation] })
          }
        />
      ))}
      <Matrice {...{ dossier, modes, cases, lignes, situations, surLignes }} erreur={erreurDe('lignes')} />
      {suites.map((suite) => {
        const mode = modes.find((un) => un.mode === suite.mode);
        return mode === undefined ? null : (
          <SuiteDeDecision
            key={suite.mode}
            {...{ mode, suite, erreurDe }}
            surSuite={(champs) => changerLaSuite(suite.mode, champs)}
          />
        );
      })}
    </>
  );
};

const constatVide = (personne: string): Situation => ({
  personne,
  deferee: false,
  avocat: false,
  reconnait: false,
  renonce: false,
});

const CONSTATS = [
  ['deferee', 'déférée'],
  ['avocat', 'assistée d’un avocat'],
  ['reconnait', 'reconnaît les faits'],
] as const;

/** Ce que le magistrat constate : chaque case ouvre les decisions qui en dependent. */
const ConstatsDeLaPersonne = ({
  nom,
  situation,
  cppv,
  surConstat,
}: {
  readonly nom: string;
  readonly situation: Situation;
  readonly cppv: boolean;
  readonly surConstat: (situation: Situation) => void;
}) => (
  <fieldset>
    <legend>{nom}</legend>
    <div className="constats">
      {CONSTATS.map(([cle, libelle]) => (
        <Case
          key={cle}
          coche={situation[cle]}
          surCoche={(coche) => surConstat({ ...situation, [cle]: coche })}
        >
          {libelle}
        </Case>
      ))}
      {cppv ? (
        <Case coche={situation.renonce} surCoche={(renonce) => surConstat({ ...situation, renonce })}>
          renonce au délai de dix jours, avocat présent (394)
        </Case>
      ) : null}
    </div>
  </fieldset>
);
