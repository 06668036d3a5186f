import { annoncer, Bouton, DialogueDePresentation, PresentationAttendue, presentationPrevue } from '@ppn/kit';
import type { PresentationPrevue } from '@ppn/kit';
import { useState } from 'react';
import { memoire } from '../memoire.ts';
import { clientDeMesure, lectureMesure, rangerLaMesure, type VueMesure } from './donnees.ts';

/** La presentation avant prolongation, vue du magistrat : la rejoindre, ou la prevoir. */
export const Presentation = ({
  vue,
  decide,
}: {
  readonly vue: VueMesure;
  /** Vrai : l'agent est un magistrat de cette mesure. */
  readonly decide: boolean;
}) => {
  const [ouvert, setOuvert] = useState(false);
  const possible = vue.horloge.prochaineProlongation;
  const prevue = presentationPrevue(vue);
  const aPrevoir = decide && possible !== null && possible.presentation !== 'sans-objet';
  const prevoir = async (donnees: PresentationPrevue): Promise<void> => {
    setOuvert(false);
    const rendu = await clientDeMesure.appeler('POST /api/mesures/:id/entrees', {
      id: vue.mesure.id,
      corps: { id: crypto.randomUUID(), type: 'presentation-prevue', donnees: { ...donnees } },
    });
    if (!rendu.ok) return annoncer(rendu.refus.detail);
    memoire.setQueryData(lectureMesure(vue.mesure.id).queryKey, rendu.valeur);
    rangerLaMesure({ ligne: rendu.valeur.ligne });
    annoncer('Présentation prévue : l’unité la voit.');
  };
  return (
    <>
      {prevue === undefined ? null : <PresentationAttendue prevue={prevue} />}
      {aPrevoir ? (
        <div>
          <Bouton genre="discret" onClick={() => setOuvert(true)}>
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
          surChoix={(donnees) => void prevoir(donnees)}
          surFermeture={() => setOuvert(false)}
        />
      ) : null}
    </>
  );
};
