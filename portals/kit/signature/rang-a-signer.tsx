import type { ReactNode } from 'react';
import { Bouton } from '../bouton.tsx';
import { Puce } from '../etats.tsx';
import { depuis, pluriel } from '../formats.ts';
import { useMaintenant } from '../maintenant.ts';
import { type ActeAParapher, estPret, estSignable, pourquoi } from './file-de-signature.ts';

/** Une ligne de la file : la case, l'acte, pourquoi il est la et depuis quand, et ce qui a empeche de le signer. */
export function RangASigner({
  acte,
  choisi,
  lu,
  ouvert,
  basculer,
  lire,
  renvoyer,
  titre,
}: {
  readonly acte: ActeAParapher;
  readonly choisi: boolean;
  readonly lu: boolean;
  readonly ouvert: boolean;
  readonly basculer: () => void;
  readonly lire: () => void;
  readonly renvoyer: () => void;
  readonly titre: ReactNode;
}) {
  const pret = estPret(acte);
  const maintenant = useMaintenant();
  return (
    <li className="rang rang-a-signer" data-rang="" data-acte={acte.acteId} data-ouvert={ouvert || undefined}>
      <input
        type="checkbox"
        className="case-de-lot"
        aria-label={`Signer ${acte.titre}, ${acte.numero}`}
        checked={choisi}
        disabled={!estSignable(acte)}
        onChange={basculer}
      />
      <span className="rang-a-signer-corps">
        {titre}
        <span className="rang-suite">
          {pourquoi(acte)} · {depuis(acte.depuis, maintenant)}
        </span>
        {acte.echec === null ? null : (
          <span className="petit echec-de-signature">Pas signé au dernier essai : {acte.echec}</span>
        )}
        {acte.renvoi === null ? null : (
          <span className="petit echec-de-signature">Renvoyé à son rédacteur : {acte.renvoi.motif}</span>
        )}
      </span>
      <span className="rang-fin">
        <EtatDeLigne acte={acte} />
        {lu && pret ? <Puce>lu</Puce> : null}
        {pret ? (
          <Bouton genre="discret" touche="L" aria-pressed={ouvert} onClick={lire}>
            {ouvert ? 'Fermer la lecture' : 'Lire'}
          </Bouton>
        ) : null}
        {(acte.etat === 'a-cosigner' && acte.renvoi === null) || acte.demande !== undefined ? (
          <Bouton genre="discret" onClick={renvoyer}>
            {acte.demande === undefined ? 'Renvoyer' : 'Refuser'}
          </Bouton>
        ) : null}
      </span>
    </li>
  );
}

function EtatDeLigne({ acte }: { readonly acte: ActeAParapher }) {
  if (acte.etat === 'signature-recue') return <Puce ton="info">horodatage attendu</Puce>;
  if (acte.echec !== null) return <Puce ton="danger">à reprendre</Puce>;
  if (acte.etat === 'a-cosigner') return <Puce ton="alerte">à cosigner</Puce>;
  return acte.manques.length === 0 ? (
    <Puce ton="alerte">prêt à signer</Puce>
  ) : (
    <Puce>{`${pluriel(acte.manques.length, 'point')} à compléter`}</Puce>
  );
}
