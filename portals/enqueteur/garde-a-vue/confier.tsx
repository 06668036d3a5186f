import { Bouton, ChampTexte, Choix, Dialogue, Echec, QUALITES } from '@ppn/kit';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { problemeDe } from '../application/donnees.ts';
import { lectureOfficiers } from './officiers.ts';
import type { AConsigner } from './precisions.ts';

/** Confie la mesure a un autre officier de l'unite : il en repond des cette heure, et le registre le garde. */
export function DialogueDeRemiseDeMesure({
  nom,
  tenuePar,
  surChoix,
  surFermeture,
}: {
  readonly nom: string;
  readonly tenuePar: string;
  readonly surChoix: (entree: AConsigner) => void;
  readonly surFermeture: () => void;
}) {
  const { data, isError, error } = useQuery(lectureOfficiers);
  const [matricule, poserMatricule] = useState<string>();
  const [motif, poserMotif] = useState('');
  const [montre, poserMontre] = useState(false);
  const choisi = data?.find((officier) => officier.matricule === matricule);
  return (
    <Dialogue titre={`Confier la garde à vue de ${nom}`} surFermeture={surFermeture}>
      <form
        className="pile"
        onSubmit={(evenement) => {
          evenement.preventDefault();
          poserMontre(true);
          if (choisi === undefined) return;
          surChoix({
            type: 'mesure-confiee',
            libelle: `Mesure confiée à ${choisi.nom}`,
            donnees: { matricule: choisi.matricule, nom: choisi.nom, motif: motif.trim() },
          });
        }}
      >
        {tenuePar === '' ? null : <p className="petit discret">Tenue par {tenuePar}.</p>}
        {isError ? <Echec probleme={problemeDe(error)} /> : null}
        <Choix
          legende="Officier qui prend la mesure"
          valeur={matricule}
          options={(data ?? []).map((officier) => ({
            valeur: officier.matricule,
            libelle: `${officier.nom}, ${QUALITES[officier.qualite]}`,
          }))}
          surChoix={poserMatricule}
        />
        {montre && choisi === undefined ? <p className="champ-erreur">Choisissez un officier.</p> : null}
        <ChampTexte libelle="Motif (facultatif)" value={motif} maxLength={500} surSaisie={poserMotif} />
        <div className="dialogue-pied">
          <Bouton onClick={surFermeture}>Annuler</Bouton>
          <Bouton genre="primaire" type="submit">
            {choisi === undefined ? 'Confier la mesure' : `Confier à ${choisi.nom}`}
          </Bouton>
        </div>
      </form>
    </Dialogue>
  );
}
