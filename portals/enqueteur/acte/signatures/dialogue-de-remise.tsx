import { annoncer, Bouton, Dialogue, Puce, useMaintenant } from '@ppn/kit';
import { useEffect } from 'react';
import { client } from '../../application/client.ts';
import type { Recueil, Remise } from '../../application/types.ts';
import { CodeQr } from './code-qr.tsx';
import { relire } from './relire.ts';

type Proprietes = {
  readonly idj: string;
  readonly acteId: string;
  readonly remise: Remise;
  readonly recueil: Recueil;
  readonly surFermeture: () => void;
};

/** Remise a la tablette : le code et son QR, puis ce qui s'y passe, en direct ; se referme quand chacun a signe. */
export function DialogueDeRemise({ idj, acteId, remise, recueil, surFermeture }: Proprietes) {
  const reste = recueil.signataires.filter(({ issue }) => issue === null).length;
  useEffect(() => {
    if (reste > 0) return;
    annoncer('Signatures recueillies : l’acte attend la vôtre.');
    surFermeture();
  }, [reste, surFermeture]);
  const reprendre = async (): Promise<void> => {
    await client.appeler('DELETE /api/dossiers/:idj/actes/:acteId/remise', { idj, acteId });
    relire({ idj, acteId });
    surFermeture();
  };
  const ouverte = recueil.remise?.etat === 'tablette-ouverte';
  return (
    <Dialogue titre="Faire signer sur la tablette" surFermeture={surFermeture}>
      <div className="remise" aria-live="polite">
        {ouverte ? (
          <p className="remise-lecture">
            <Puce ton="info">tablette ouverte</Puce> La personne lit l’acte. Sa signature arrive ici dès
            qu’elle valide.
          </p>
        ) : (
          <>
            <CodeQr texte={`${remise.adresse}#${remise.code}`} libelle="QR code à viser avec la tablette" />
            <div className="pile">
              <p>
                Visez ce code avec la tablette, ou ouvrez{' '}
                <strong>{remise.adresse.replace(/^https?:\/\//, '')}</strong> et tapez :
              </p>
              <p className="remise-code">{`${remise.code.slice(0, 4)} ${remise.code.slice(4)}`}</p>
              <p className="discret petit">
                Une seule tablette, une seule fois. <Echeance expireA={remise.expireA} />
              </p>
            </div>
          </>
        )}
      </div>
      <div className="dialogue-pied">
        <Bouton onClick={() => void reprendre()}>Reprendre l’acte à la tablette</Bouton>
        <Bouton genre="primaire" onClick={surFermeture}>
          Continuer pendant la lecture
        </Bouton>
      </div>
    </Dialogue>
  );
}

function Echeance({ expireA }: { readonly expireA: string }) {
  const minutes = Math.ceil((Date.parse(expireA) - useMaintenant()) / 60_000);
  return <>{minutes > 0 ? `Encore ${minutes} min.` : 'Ce code a expiré : refermez et recommencez.'}</>;
}
