import { Bouton, ChampTexte, Dialogue } from '@ppn/kit';
import { useState } from 'react';
import { Pastilles } from './pastilles.tsx';
import { type AConsigner, manqueDe, type Precision, valeursDe } from './precisions.ts';

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
        {precision.champs.map((champ) =>
          champ.genre === 'pastilles' ? (
            <Pastilles
              key={champ.cle}
              legende={champ.libelle}
              options={champ.options}
              choisies={[valeurs[champ.cle] ?? '']}
              surChoix={(valeur) => poser(champ.cle, valeur)}
            />
          ) : (
            <ChampTexte
              key={champ.cle}
              libelle={champ.libelle}
              value={valeurs[champ.cle] ?? ''}
              erreur={montre && manque === champ.cle ? champ.exige : undefined}
              surSaisie={(valeur) => poser(champ.cle, valeur)}
            />
          ),
        )}
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
