import type { Probleme } from '@ppn/api-client';
import { Bouton, Case, ChampChoix, ChampTexte, Dialogue, Echec } from '@ppn/kit';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { client } from '../client.ts';
import { type Arrivee, type Constat, lectureMotifsDeRetour } from './donnees.ts';

type Remarque = Pick<Constat, 'motif' | 'phrase' | 'cible'>;

/** Les raisons du retour : les anomalies de la machine deja cochees, une raison du greffier en plus. Entrée envoie. */
export const DialogueRetour = ({
  arrivee,
  surRetour,
  surFermeture,
}: {
  readonly arrivee: Arrivee;
  readonly surRetour: () => void;
  readonly surFermeture: () => void;
}) => {
  const [coches, setCoches] = useState<ReadonlySet<string>>(
    () =>
      new Set(arrivee.constats.filter(({ gravite }) => gravite === 'anomalie').map(({ phrase }) => phrase)),
  );
  const [ajoutee, setAjoutee] = useState<Remarque>();
  const [refus, setRefus] = useState<Probleme>();
  const [envoi, setEnvoi] = useState(false);
  const remarques: readonly Remarque[] = [
    ...arrivee.constats.filter(({ phrase }) => coches.has(phrase)),
    ...(ajoutee === undefined ? [] : [ajoutee]),
  ];
  const envoyer = async (evenement: FormEvent): Promise<void> => {
    evenement.preventDefault();
    if (remarques.length === 0 || envoi) return;
    setEnvoi(true);
    const rendu = await client.appeler('POST /api/arrivees/:idj/retour', {
      idj: arrivee.idj,
      corps: {
        pli: arrivee.pli,
        remarques: remarques.map(({ motif, phrase, cible }) => ({ motif, phrase, cible })),
      },
    });
    setEnvoi(false);
    if (rendu.ok) surRetour();
    else setRefus(rendu.refus);
  };
  return (
    <Dialogue titre="Retourner à l’unité" surFermeture={surFermeture}>
      <form className="pile" onSubmit={(evenement) => void envoyer(evenement)}>
        <p className="petit discret">
          {arrivee.intitule}, {arrivee.unite}. Chaque raison mène l’enquêteur à l’endroit à reprendre.
        </p>
        {refus === undefined ? null : <Echec probleme={refus} />}
        {arrivee.constats.length === 0 ? null : (
          <fieldset className="pile-serree">
            <legend>Raisons vues par la machine</legend>
            {arrivee.constats.map(({ phrase }) => (
              <Case
                key={phrase}
                coche={coches.has(phrase)}
                surCoche={(coche) =>
                  setCoches(
                    new Set(coche ? [...coches, phrase] : [...coches].filter((une) => une !== phrase)),
                  )
                }
              >
                {phrase}
              </Case>
            ))}
          </fieldset>
        )}
        <AutreRaison arrivee={arrivee} surChangement={setAjoutee} />
        <div className="rangee">
          <Bouton genre="primaire" type="submit" enCours={envoi}>
            Retourner à l’unité
          </Bouton>
          {remarques.length === 0 ? <span className="petit discret">Cochez au moins une raison.</span> : null}
        </div>
      </form>
    </Dialogue>
  );
};

/** Une raison du greffier : le motif de la liste, l'endroit, la precision que lira l'enqueteur. */
const AutreRaison = ({
  arrivee,
  surChangement,
}: {
  readonly arrivee: Arrivee;
  readonly surChangement: (remarque: Remarque | undefined) => void;
}) => {
  const motifs = useQuery(lectureMotifsDeRetour).data ?? [];
  const [saisie, setSaisie] = useState({ motif: '', endroit: '0', precision: '' });
  const changer = (suite: Partial<typeof saisie>): void => {
    const voulue = { ...saisie, ...suite };
    setSaisie(voulue);
    const libelle = motifs.find(({ code }) => code === voulue.motif)?.libelle;
    const endroit = arrivee.endroits[Number(voulue.endroit)];
    const muet = voulue.motif === 'autre' && voulue.precision.trim() === '';
    surChangement(
      libelle === undefined || endroit === undefined || muet
        ? undefined
        : {
            motif: voulue.motif,
            phrase: [libelle, voulue.precision.trim()].filter((texte) => texte !== '').join(' : '),
            cible: endroit.cible,
          },
    );
  };
  return (
    <fieldset className="pile-serree">
      <legend>Autre raison</legend>
      <ChampChoix
        libelle="Motif"
        value={saisie.motif}
        surSaisie={(motif) => changer({ motif })}
        options={[
          { valeur: '', libelle: 'aucun' },
          ...motifs.map(({ code, libelle }) => ({ valeur: code, libelle })),
        ]}
      />
      {saisie.motif === '' ? null : (
        <>
          <ChampChoix
            libelle="Endroit à reprendre"
            value={saisie.endroit}
            surSaisie={(endroit) => changer({ endroit })}
            options={arrivee.endroits.map(({ libelle }, rang) => ({ valeur: String(rang), libelle }))}
          />
          <ChampTexte
            libelle="Précision pour l’enquêteur"
            value={saisie.precision}
            maxLength={500}
            surSaisie={(precision) => changer({ precision })}
          />
        </>
      )}
    </fieldset>
  );
};
