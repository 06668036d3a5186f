import { BoutonIcone, Bouton, ChampZone } from '@ppn/kit';
import { Plus, Trash2 } from 'lucide-react';
import { useRef } from 'react';
import type { KeyboardEvent } from 'react';
import { echangesDe } from './contenu.ts';
import type { Echange } from './contenu.ts';
import { useFormulaire } from './redaction.ts';

/** Questions et reponses au clavier : Ctrl ↓ ajoute ou passe a la question suivante, Ctrl ↑ a la precedente. */
export function Echanges() {
  const { etat, ecrire, erreur } = useFormulaire();
  const cadre = useRef<HTMLFieldSetElement>(null);
  const echanges = echangesDe(etat.contenu);
  const changer = (rang: number, change: Partial<Echange>): void =>
    ecrire(
      'echanges',
      echanges.map((un, autre) => (autre === rang ? { ...un, ...change } : un)),
    );
  const viser = (rang: number): void => {
    setTimeout(
      () => cadre.current?.querySelectorAll<HTMLElement>('.echange-question textarea')[rang]?.focus(),
      0,
    );
  };
  const ajouter = (): void => {
    ecrire('echanges', [...echanges, { question: '', reponse: '' }]);
    viser(echanges.length);
  };
  const clavier = (evenement: KeyboardEvent, rang: number): void => {
    if (!evenement.ctrlKey) return;
    if (evenement.key === 'ArrowDown') {
      evenement.preventDefault();
      if (rang === echanges.length - 1) ajouter();
      else viser(rang + 1);
    } else if (evenement.key === 'ArrowUp' && rang > 0) {
      evenement.preventDefault();
      viser(rang - 1);
    }
  };
  return (
    <fieldset id="champ-echanges" tabIndex={-1} ref={cadre}>
      <legend>
        Questions et réponses{' '}
        <span className="discret petit">
          <kbd>Ctrl</kbd> <kbd>↓</kbd> question suivante
        </span>
      </legend>
      {echanges.map((un, rang) => (
        // Une question n'a pas d'identite propre : son rang la designe, comme dans l'acte.
        // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
        <div key={rang} className="echange" onKeyDown={(evenement) => clavier(evenement, rang)}>
          <span className="cote">{rang + 1}</span>
          <div className="pile">
            <div className="echange-question">
              <ChampZone
                id={`champ-echanges.${rang}`}
                libelle={`Question ${rang + 1}`}
                rows={1}
                value={un.question}
                erreur={erreur(`echanges.${rang}`) ?? erreur(`echanges.${rang}.question`)}
                surSaisie={(question) => changer(rang, { question })}
              />
            </div>
            <ChampZone
              libelle="Réponse"
              rows={2}
              value={un.reponse}
              erreur={erreur(`echanges.${rang}.reponse`)}
              surSaisie={(reponse) => changer(rang, { reponse })}
            />
          </div>
          <BoutonIcone
            libelle={`Retirer la question ${rang + 1}`}
            onClick={() =>
              ecrire(
                'echanges',
                echanges.filter((_, autre) => autre !== rang),
              )
            }
          >
            <Trash2 size={16} aria-hidden="true" />
          </BoutonIcone>
        </div>
      ))}
      {erreur('echanges') === undefined ? null : <p className="champ-erreur">{erreur('echanges')}</p>}
      <Bouton icone={<Plus size={16} aria-hidden="true" />} onClick={ajouter}>
        Ajouter une question
      </Bouton>
    </fieldset>
  );
}
