import { Bouton, ChampTexte, Dialogue, heure, heureDuService } from '@ppn/kit';
import { useState } from 'react';
import { nouvelIdentifiant } from '../application/identifiant.ts';
import { heureDuFait } from './heure-du-fait.ts';
import { Pastilles } from './pastilles.tsx';
import { useMaFile } from './saisir.ts';

const MOTIFS = ['Touche pressée par erreur', 'Heure du fait mal notée', 'Consignée deux fois'] as const;

/** Une entree du registre, ou une saisie qui part encore. */
export type ARectifier = { readonly id: string; readonly libelle: string; readonly survenuA: string };

/** Rectifie une entree : l'ancienne reste, la nouvelle dit pourquoi. Annuler, ou donner la vraie heure. */
export function DialogueDeRectification({
  mesure,
  ligne,
  surFermeture,
}: {
  readonly mesure: { readonly id: string; readonly zone: string };
  readonly ligne: ARectifier;
  readonly surFermeture: () => void;
}) {
  const file = useMaFile();
  const [quoi, poserQuoi] = useState('annuler');
  const [tapee, poserTapee] = useState('');
  const [motif, poserMotif] = useState<string>(MOTIFS[0]);
  const [montre, poserMontre] = useState(false);
  const lue = heureDuFait(tapee, heureDuService().ms, mesure.zone);
  const heureManque = quoi === 'heure' && (tapee === '' || lue === undefined);
  const envoyer = (): void => {
    poserMontre(true);
    if (heureManque || motif.trim() === '') return;
    file.consigner({
      genre: 'rectification',
      id: nouvelIdentifiant(),
      mesure: mesure.id,
      entree: ligne.id,
      survenuA: quoi === 'heure' ? (lue ?? null) : null,
      annulee: quoi === 'annuler',
      motif: motif.trim(),
      libelle: `Rectification : ${ligne.libelle}`,
    });
    surFermeture();
  };
  return (
    <Dialogue titre={`Rectifier : ${ligne.libelle}, ${heure(ligne.survenuA)}`} surFermeture={surFermeture}>
      <form
        className="pile"
        onSubmit={(evenement) => {
          evenement.preventDefault();
          envoyer();
        }}
      >
        <p className="discret petit">
          L’entrée reste au registre avec son heure et son auteur ; la rectification s’y ajoute.
        </p>
        <Pastilles
          legende="Rectification"
          options={[
            { valeur: 'annuler', libelle: 'annuler l’entrée' },
            { valeur: 'heure', libelle: 'corriger l’heure du fait' },
          ]}
          choisies={[quoi]}
          surChoix={(valeur) => {
            poserQuoi(valeur);
            poserMotif(valeur === 'heure' ? MOTIFS[1] : MOTIFS[0]);
          }}
        />
        {quoi === 'heure' ? (
          <ChampTexte
            libelle="Vraie heure du fait"
            inputMode="numeric"
            placeholder="hh:mm"
            value={tapee}
            erreur={montre && heureManque ? 'Donnez une heure passée.' : undefined}
            surSaisie={poserTapee}
          />
        ) : null}
        <Pastilles
          legende="Motif"
          options={MOTIFS.map((un) => ({ valeur: un, libelle: un.toLocaleLowerCase('fr') }))}
          choisies={[motif]}
          surChoix={poserMotif}
        />
        <ChampTexte
          libelle="Motif porté au registre"
          value={motif}
          erreur={montre && motif.trim() === '' ? 'Donnez le motif de la rectification.' : undefined}
          surSaisie={poserMotif}
        />
        <div className="dialogue-pied">
          <Bouton onClick={surFermeture}>Ne rien changer</Bouton>
          <Bouton genre="primaire" type="submit" touche="Entrée">
            {quoi === 'annuler' ? 'Annuler l’entrée' : 'Corriger l’heure'}
          </Bouton>
        </div>
      </form>
    </Dialogue>
  );
}
