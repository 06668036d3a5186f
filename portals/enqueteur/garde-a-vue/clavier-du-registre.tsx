import { Bouton, Champ, heure, heureDuService, Panneau, useRaccourcis } from '@ppn/kit';
import { useRef, useState } from 'react';
import { useCadre } from '../application/session.ts';
import { avecLaFile } from './avec-la-file.ts';
import { DialogueDePrecision } from './dialogue-de-precision.tsx';
import type { VueMesure } from './donnees.ts';
import { useFile } from './file-locale.ts';
import { heureDuFait } from './heure-du-fait.ts';
import type { AConsigner, Precision } from './precisions.ts';
import { consigner, useMaFile } from './saisir.ts';
import { type ToucheDEvenement, touchesDe } from './touches.ts';

/** Clavier du registre : une touche consigne un evenement a l'heure de maintenant, ou a l'heure du fait si elle est tapee. */
export function ClavierDuRegistre({ vue }: { readonly vue: VueMesure }) {
  const { session } = useCadre();
  const file = useMaFile();
  const [tapee, poserTapee] = useState('');
  const [precision, poserPrecision] = useState<Precision | undefined>(undefined);
  const champ = useRef<HTMLInputElement>(null);
  const registre = avecLaFile(vue.registre, useFile(file), vue.mesure.id);
  const touches = touchesDe({ ...vue, registre }, session.nomComplet.split(',')[0] ?? '');
  const ecrire = (aConsigner: AConsigner): void => {
    if (consigner(file, vue.mesure, aConsigner, tapee)) poserTapee('');
    poserPrecision(undefined);
  };
  const presser = (touche: ToucheDEvenement): void =>
    'immediat' in touche ? ecrire(touche.immediat) : poserPrecision(touche.precision);
  useRaccourcis([
    ...touches.map((touche) => ({
      touche: touche.touche.toLowerCase(),
      libelle: touche.libelle,
      groupe: 'Registre',
      action: () => presser(touche),
    })),
    { touche: 'h', libelle: 'Heure du fait', groupe: 'Registre', action: () => champ.current?.focus() },
  ]);
  return (
    <Panneau
      titre="Consigner"
      actions={<HeureDuFait {...{ tapee, champ }} surSaisie={poserTapee} zone={vue.mesure.zone} />}
    >
      <ul className="clavier" aria-label="Événements du registre">
        {touches.map((touche) => (
          <li key={touche.touche} className={`clavier-${touche.famille}`}>
            <Bouton
              touche={touche.touche}
              className={touche.enCours ? 'clavier-en-cours' : ''}
              onClick={() => presser(touche)}
            >
              <span className="clavier-libelle">{touche.libelle}</span>
            </Bouton>
          </li>
        ))}
      </ul>
      {precision === undefined ? null : (
        <DialogueDePrecision
          precision={precision}
          surChoix={ecrire}
          surFermeture={() => poserPrecision(undefined)}
        />
      )}
    </Panneau>
  );
}

/** L'heure du fait, quand elle n'est pas maintenant : `1340`, `13h40` ; le jour est dit. */
function HeureDuFait({
  tapee,
  champ,
  zone,
  surSaisie,
}: {
  readonly tapee: string;
  readonly champ: React.RefObject<HTMLInputElement | null>;
  readonly zone: string;
  readonly surSaisie: (texte: string) => void;
}) {
  const lue = tapee === '' ? undefined : heureDuFait(tapee, heureDuService().ms, zone);
  const illisible = tapee.length >= 4 && lue === undefined;
  return (
    <div className="heure-du-fait">
      <Champ libelle="Heure du fait">
        {(liens) => (
          <input
            {...liens}
            ref={champ}
            type="text"
            inputMode="numeric"
            autoComplete="off"
            className="saisie saisie-heure"
            placeholder="maintenant"
            aria-invalid={illisible || undefined}
            value={tapee}
            onChange={(evenement) => surSaisie(evenement.target.value)}
          />
        )}
      </Champ>
      <span className="petit discret" aria-live="polite">
        {lue === undefined ? '' : `le ${lue.slice(8, 10)}/${lue.slice(5, 7)} à ${heure(lue)}`}
      </span>
    </div>
  );
}
