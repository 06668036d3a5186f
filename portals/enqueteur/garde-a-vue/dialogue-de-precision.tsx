import { Bouton, ChampTexte, Dialogue } from '@ppn/kit';
import { useState } from 'react';
import { ChampDuMagistrat } from './champ-du-magistrat.tsx';
import { Pastilles } from './pastilles.tsx';
import { type AConsigner, type ChampDePrecision, manqueDe, type Precision, valeursDe } from './precisions.ts';

/** Precise un evenement : tout est deja choisi, Entrée consigne. */
export function DialogueDePrecision({
  precision,
  surChoix,
  surFermeture,
}: {
  readonly precision: Precision;
  readonly surChoix: (aConsigner: AConsigner) => void;
  readonly surFermeture: () => void;
}) {
  const [valeurs, poserValeurs] = useState(() => valeursDe(precision));
  const [montre, poserMontre] = useState(false);
  const manque = manqueDe(precision, valeurs);
  const poser = (cle: string, valeur: string): void => poserValeurs((avant) => ({ ...avant, [cle]: valeur }));
  return (
    <Dialogue titre={precision.titre} surFermeture={surFermeture}>
      <form
        className="pile"
        onSubmit={(evenement) => {
          evenement.preventDefault();
          poserMontre(true);
          if (manque === undefined) surChoix(precision.composer(valeurs));
        }}
      >
        {precision.champs.map((champ) => (
          <Champ
            key={champ.cle}
            champ={champ}
            valeur={valeurs[champ.cle] ?? ''}
            manque={montre && manque === champ.cle}
            surSaisie={(valeur) => poser(champ.cle, valeur)}
          />
        ))}
        <div className="dialogue-pied">
          <Bouton onClick={surFermeture}>Annuler</Bouton>
          <Bouton genre="primaire" type="submit" touche="Entrée">
            {precision.bouton(valeurs)}
          </Bouton>
        </div>
      </form>
    </Dialogue>
  );
}

function Champ({
  champ,
  valeur,
  manque,
  surSaisie,
}: {
  readonly champ: ChampDePrecision;
  readonly valeur: string;
  readonly manque: boolean;
  readonly surSaisie: (valeur: string) => void;
}) {
  switch (champ.genre) {
    case 'pastilles':
      return (
        <Pastilles legende={champ.libelle} options={champ.options} choisies={[valeur]} surChoix={surSaisie} />
      );
    case 'magistrat':
      return (
        <ChampDuMagistrat
          libelle={champ.libelle}
          juridiction={champ.juridiction}
          autorite={champ.autorite}
          value={valeur}
          surSaisie={surSaisie}
        />
      );
    case 'texte':
      return (
        <ChampTexte
          libelle={champ.libelle}
          value={valeur}
          erreur={manque ? champ.exige : undefined}
          surSaisie={surSaisie}
        />
      );
  }
}
