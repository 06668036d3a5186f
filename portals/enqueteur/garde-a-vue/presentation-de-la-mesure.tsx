import { Bouton, DialogueDePresentation, PresentationAttendue, presentationPrevue } from '@ppn/kit';
import { useState } from 'react';
import type { VueMesure } from './donnees.ts';
import { consigner, useMaFile } from './saisir.ts';

/** La presentation avant prolongation : celle qui est prevue, ou de quoi la prevoir. */
export function PresentationDeLaMesure({ vue }: { readonly vue: VueMesure }) {
  const file = useMaFile();
  const [ouvert, poserOuvert] = useState(false);
  const possible = vue.horloge.prochaineProlongation;
  const prevue = presentationPrevue(vue);
  const aPrevoir =
    possible !== null &&
    possible.presentation !== 'sans-objet' &&
    vue.horloge.fin === null &&
    vue.peut.includes('consigner');
  return (
    <>
      {prevue === undefined ? null : <PresentationAttendue prevue={prevue} />}
      {aPrevoir ? (
        <div>
          <Bouton genre="discret" onClick={() => poserOuvert(true)}>
            {prevue === undefined ? 'Prévoir la présentation' : 'Changer la présentation'}
          </Bouton>
        </div>
      ) : null}
      {ouvert && possible !== null ? (
        <DialogueDePresentation
          devant={possible.autorites[0] ?? 'procureur'}
          zone={vue.mesure.zone}
          visio={possible.visio}
          avant={possible.avant}
          salle={vue.visio ?? ''}
          surFermeture={() => poserOuvert(false)}
          surChoix={(donnees) => {
            consigner(file, vue.mesure, {
              type: 'presentation-prevue',
              libelle: 'Présentation prévue',
              donnees,
            });
            poserOuvert(false);
          }}
        />
      ) : null}
    </>
  );
}
