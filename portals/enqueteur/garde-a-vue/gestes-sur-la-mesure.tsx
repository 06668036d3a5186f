import { Bouton, BoutonDuSon } from '@ppn/kit';
import { useState } from 'react';
import { useCadre } from '../application/session.ts';
import { DialogueDeRemiseDeMesure } from './confier.tsx';
import { DialogueDePrecision } from './dialogue-de-precision.tsx';
import type { VueMesure } from './donnees.ts';
import { EtatDuVisa } from './gestes-de-l-unite.tsx';
import { nomDe } from './identite.tsx';
import type { AConsigner } from './precisions.ts';
import { consigner, useMaFile } from './saisir.ts';
import { precisionDeVisa } from './visa.ts';

/** En tete de la mesure : qui la tient, la confier, viser son registre, le son des alarmes. */
export function GestesSurLaMesure({ vue }: { readonly vue: VueMesure }) {
  const { qualite } = useCadre().session.agent;
  const file = useMaFile();
  const [ouvert, poserOuvert] = useState<'confier' | 'viser'>();
  const { ligne, mesure } = vue;
  const nom = nomDe(vue.identite);
  const officier = qualite === 'opj' || qualite === 'chef-unite';
  const fermer = (): void => poserOuvert(undefined);
  const ecrire = (entree: AConsigner): void => {
    consigner(file, mesure, entree);
    fermer();
  };
  return (
    <div className="rangee">
      <EtatDuVisa ligne={ligne} />
      <BoutonDuSon />
      {officier && ligne.fin === null ? (
        <Bouton genre="discret" onClick={() => poserOuvert('confier')}>
          Confier…
        </Bouton>
      ) : null}
      {qualite === 'chef-unite' ? (
        <Bouton genre="discret" onClick={() => poserOuvert('viser')}>
          Viser le registre…
        </Bouton>
      ) : null}
      {ouvert === 'confier' ? (
        <DialogueDeRemiseDeMesure nom={nom} tenuePar={ligne.opj} surChoix={ecrire} surFermeture={fermer} />
      ) : null}
      {ouvert === 'viser' ? (
        <DialogueDePrecision precision={precisionDeVisa(nom)} surChoix={ecrire} surFermeture={fermer} />
      ) : null}
    </div>
  );
}
