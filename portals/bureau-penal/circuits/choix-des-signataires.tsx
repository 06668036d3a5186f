import { BoutonIcone, ChampChoix, Echec, QUALITES } from '@ppn/kit';
import { useQuery } from '@tanstack/react-query';
import { ArrowUp, X } from 'lucide-react';
import { problemeDe } from '../client.ts';
import { lectureSignataires } from './donnees.ts';

/** Les signataires, dans leur ordre : on les ajoute un a un, on les remonte, on les retire. */
export const ChoixDesSignataires = ({
  choisis,
  changer,
}: {
  readonly choisis: readonly string[];
  readonly changer: (suite: readonly string[]) => void;
}) => {
  const { data: agents = [], isError, error, refetch } = useQuery(lectureSignataires);
  const nomDe = (matricule: string): string => {
    const agent = agents.find((un) => un.matricule === matricule);
    return agent === undefined ? matricule : `${agent.nom}, ${QUALITES[agent.qualite]}`;
  };
  const monter = (rang: number): void => {
    const suite = [...choisis];
    const [un] = suite.splice(rang, 1);
    if (un !== undefined) suite.splice(rang - 1, 0, un);
    changer(suite);
  };
  return (
    <div className="pile-serree">
      {isError ? <Echec probleme={problemeDe(error)} reessayer={() => void refetch()} /> : null}
      <ChampChoix
        libelle="Signataires"
        value=""
        options={[
          { valeur: '', libelle: choisis.length === 0 ? 'Choisir un signataire…' : 'Ajouter un signataire…' },
          ...agents
            .filter(({ matricule }) => !choisis.includes(matricule))
            .map(({ matricule }) => ({ valeur: matricule, libelle: nomDe(matricule) })),
        ]}
        surSaisie={(matricule) => {
          if (matricule !== '') changer([...choisis, matricule]);
        }}
      />
      {choisis.length === 0 ? null : (
        <ol className="points signataires-choisis">
          {choisis.map((matricule, rang) => (
            <li key={matricule} className="rangee-ecartee">
              <span>
                {rang + 1}. {nomDe(matricule)}
              </span>
              <span className="rangee">
                {rang === 0 ? null : (
                  <BoutonIcone
                    libelle={`Faire signer plus tôt : ${nomDe(matricule)}`}
                    onClick={() => monter(rang)}
                  >
                    <ArrowUp size={16} aria-hidden="true" />
                  </BoutonIcone>
                )}
                <BoutonIcone
                  libelle={`Retirer ${nomDe(matricule)}`}
                  onClick={() => changer(choisis.filter((un) => un !== matricule))}
                >
                  <X size={16} aria-hidden="true" />
                </BoutonIcone>
              </span>
            </li>
          ))}
        </ol>
      )}
    </div>
  );
};
