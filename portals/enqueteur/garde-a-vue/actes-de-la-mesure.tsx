import { annoncer, Bouton, heure, Panneau, Puce, Rang, useRaccourcis } from '@ppn/kit';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { PanneauSignature } from '../acte/panneau-signature.tsx';
import { cache } from '../application/donnees.ts';
import { EtatDActe } from '../dossier/sommaire.tsx';
import type { VueMesure } from './donnees.ts';
import { useCommencer } from './preparer.ts';

/** Actes de la mesure : en redaction, a signer (S, un seul PIN), signes ; et ceux qu'on peut commencer. */
export function ActesDeLaMesure({ vue }: { readonly vue: VueMesure }) {
  const { idj, id } = vue.mesure;
  const [signature, poserSignature] = useState(false);
  const commencer = useCommencer({ idj, id });
  const prets = vue.enCours.filter(({ manques, etat }) => manques.length === 0 && etat !== 'signature-recue');
  const signer = (): void => {
    if (prets.length === 0) annoncer('Aucun acte complet de cette mesure n’attend de signature.');
    else poserSignature(true);
  };
  useRaccourcis([{ touche: 's', libelle: 'Signer les actes complets', groupe: 'Mesure', action: signer }]);
  return (
    <Panneau
      titre="Actes de la mesure"
      nu
      actions={
        prets.length === 0 ? null : (
          <Bouton genre="primaire" touche="S" onClick={signer}>
            {prets.length === 1 ? 'Signer 1 acte' : `Signer ${prets.length} actes`}
          </Bouton>
        )
      }
    >
      <ul className="liste">
        {vue.enCours.map((acte) => (
          <Rang key={acte.acteId}>
            <Link
              to="/dossiers/$idj/actes/$acteId"
              params={{ idj, acteId: acte.acteId }}
              className="rang rang-haut"
            >
              <span className="rang-titre">{court(acte.titre)}</span>
              <span className="rang-fin">
                <EtatDActe acte={acte} />
              </span>
            </Link>
          </Rang>
        ))}
        {vue.actes.toReversed().map((acte) => (
          <Rang key={acte.acteId}>
            <Link
              to="/dossiers/$idj/pieces/$pieceId"
              params={{ idj, pieceId: acte.acteId }}
              className="rang rang-haut"
            >
              <span className="rang-titre">{court(acte.titre)}</span>
              <span className="rang-fin">
                <Puce ton="succes">signé à {heure(acte.signataires.at(-1)?.signeA ?? acte.enregistreA)}</Puce>
              </span>
            </Link>
          </Rang>
        ))}
      </ul>
      {vue.actesPossibles.length === 0 ? null : (
        <details className="actes-possibles">
          <summary>Commencer un acte</summary>
          <ul>
            {vue.actesPossibles.map(({ type, titre }) => (
              <li key={type}>
                <Bouton genre="discret" onClick={() => void commencer(type)}>
                  {court(titre)}
                </Bouton>
              </li>
            ))}
          </ul>
        </details>
      )}
      {signature ? (
        <PanneauSignature
          idj={idj}
          actes={prets.map(({ acteId, titre }) => ({ acteId, titre }))}
          surFermeture={() => {
            poserSignature(false);
            void cache.invalidateQueries({ queryKey: ['mesure', id] });
          }}
        />
      ) : null}
    </Panneau>
  );
}

const court = (titre: string): string => titre.replace('Procès-verbal', 'PV');
