import type { Probleme } from '@ppn/api-client';
import { Bouton, Champ, ChampTexte, Choix, Dialogue, Echec, SaisieDeDate } from '@ppn/kit';
import { type FormEvent, useState } from 'react';
import { client } from '../client.ts';
import { memoire } from '../donnees.ts';
import { jourA } from '../decision/creneaux.ts';
import { type Envoi, objets, pas as libelles } from './donnees.ts';

type Pas = Envoi['possibles'][number];

/** Constate un pas d'un envoi : ce qui s'est passe, quand, ce qui le prouve. */
export const DialoguePas = ({
  envoi,
  surFermeture,
}: {
  readonly envoi: Envoi;
  readonly surFermeture: () => void;
}) => {
  const [choisi, setChoisi] = useState<Pas>(envoi.possibles[0] ?? 'envoye');
  const [le, setLe] = useState(() => jourA(Date.now()));
  const [trace, setTrace] = useState('');
  const [refus, setRefus] = useState<Probleme>();
  const constater = async (evenement: FormEvent): Promise<void> => {
    evenement.preventDefault();
    const rendu = await client.appeler('POST /api/dossiers/:idj/notifications/:id/pas', {
      idj: envoi.idj,
      id: envoi.id,
      corps: { pas: choisi, le, trace },
    });
    if (!rendu.ok) return setRefus(rendu.refus);
    void memoire.invalidateQueries({ queryKey: ['envois'] });
    surFermeture();
  };
  return (
    <Dialogue titre={`${objets[envoi.objet]} : ${envoi.nom}`} surFermeture={surFermeture}>
      <form className="pile" onSubmit={(evenement) => void constater(evenement)}>
        {refus === undefined ? null : <Echec probleme={refus} />}
        <Choix
          legende="Ce que l’on constate"
          valeur={choisi}
          options={envoi.possibles.map((valeur) => ({ valeur, libelle: libelles[valeur] }))}
          surChoix={setChoisi}
        />
        <Champ libelle="Le">{(liens) => <SaisieDeDate {...liens} valeur={le} surSaisie={setLe} />}</Champ>
        <ChampTexte
          libelle="Ce qui le prouve"
          aide="Numéro de suivi, émargement, accusé, motif de l’échec…"
          maxLength={500}
          value={trace}
          surSaisie={setTrace}
        />
        <div className="rangee">
          <Bouton genre="primaire" type="submit">
            Constater
          </Bouton>
        </div>
      </form>
    </Dialogue>
  );
};
