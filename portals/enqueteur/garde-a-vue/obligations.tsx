import {
  Bouton,
  CompteARebours,
  direLEtat,
  familleDe,
  heure,
  nomDuMagistrat,
  Panneau,
  Puce,
  useSeconde,
} from '@ppn/kit';
import { useState } from 'react';
import { DialogueDePrecision } from './dialogue-de-precision.tsx';
import type { Obligation, VueMesure } from './donnees.ts';
import { gesteDe } from './gestes-d-obligation.ts';
import type { AConsigner, Precision } from './precisions.ts';
import { useCommencer } from './preparer.ts';
import { consigner, useMaFile } from './saisir.ts';

const CLOSES = ['accompli', 'refuse', 'abandonne'];

/** Droits et obligations : echeance, compte a rebours, etat, proprietaire ; ce qui est ouvert d'abord, ce qui est clos replie. */
export function Obligations({ vue }: { readonly vue: VueMesure }) {
  const file = useMaFile();
  const [precision, poserPrecision] = useState<Precision | undefined>(undefined);
  const deDroits = vue.obligations.filter(({ genre }) => familleDe(genre) !== undefined);
  const ouvertes = deDroits.filter(({ etat }) => !CLOSES.includes(etat));
  const closes = deDroits.filter(({ etat }) => CLOSES.includes(etat));
  const ecrire = (aConsigner: AConsigner): void => {
    consigner(file, vue.mesure, aConsigner);
    poserPrecision(undefined);
  };
  return (
    <Panneau titre={`Droits et obligations (${ouvertes.length})`} nu>
      {ouvertes.length === 0 ? <p className="etat-vide">Rien n’attend : tout est fait, ou écarté.</p> : null}
      <ul className="obligations">
        {ouvertes.map((obligation) => (
          <Ligne
            key={obligation.id}
            vue={vue}
            obligation={obligation}
            surGeste={poserPrecision}
            surEntree={ecrire}
          />
        ))}
      </ul>
      {closes.length === 0 ? null : (
        <details className="closes">
          <summary>{`${closes.length} ${closes.length > 1 ? 'accomplies ou écartées' : 'accomplie ou écartée'}`}</summary>
          <ul className="obligations">
            {closes.map((obligation) => (
              <Ligne
                key={obligation.id}
                vue={vue}
                obligation={obligation}
                surGeste={poserPrecision}
                surEntree={ecrire}
              />
            ))}
          </ul>
        </details>
      )}
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

function Ligne({
  vue,
  obligation,
  surGeste,
  surEntree,
}: {
  readonly vue: VueMesure;
  readonly obligation: Obligation;
  readonly surGeste: (precision: Precision) => void;
  readonly surEntree: (aConsigner: AConsigner) => void;
}) {
  const { ms } = useSeconde();
  const { mots, ton } = direLEtat(obligation, ms);
  const ouverte = !CLOSES.includes(obligation.etat);
  return (
    <li className="obligation">
      <div className="obligation-texte">
        <span>{obligation.libelle}</span>
        <span className="petit discret">
          {[
            obligation.article,
            nomDuMagistrat(obligation.proprietaire),
            obligation.echeance === null ? '' : `échéance ${heure(obligation.echeance)}`,
            obligation.aVerifier ? 'règle à relire' : '',
          ]
            .filter(Boolean)
            .join(' · ')}
        </span>
        {obligation.retard === null || obligation.retard.motif === '' ? null : (
          <span className="petit">Motif du retard : {obligation.retard.motif}</span>
        )}
      </div>
      <div className="obligation-fin">
        {ouverte && obligation.echeance !== null ? (
          <CompteARebours echeance={obligation.echeance} objet={obligation.libelle} avecHeure={false} />
        ) : (
          <Puce ton={ton}>{mots}</Puce>
        )}
        {vue.peut.includes('consigner') ? <Geste {...{ vue, obligation, surGeste, surEntree }} /> : null}
      </div>
    </li>
  );
}

function Geste({ vue, obligation, surGeste, surEntree }: Parameters<typeof Ligne>[0]) {
  const commencer = useCommencer(vue.mesure);
  const geste = gesteDe(vue, obligation);
  if (geste === undefined) return null;
  if (geste.genre === 'acte')
    return (
      <Bouton
        onClick={() => void commencer(geste.type)}
        aria-label={`${geste.libelle} : ${obligation.libelle}`}
      >
        {geste.libelle}
      </Bouton>
    );
  return (
    <Bouton
      onClick={() => (geste.genre === 'precision' ? surGeste(geste.precision) : surEntree(geste.entree))}
      aria-label={`${geste.libelle} : ${obligation.libelle}`}
    >
      {geste.libelle}
    </Bouton>
  );
}
