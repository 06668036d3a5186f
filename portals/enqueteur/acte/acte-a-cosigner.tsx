import { Alerte, Bouton, Chargement, Panneau, useRaccourcis } from '@ppn/kit';
import { useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { client } from '../application/client.ts';
import { useCadre } from '../application/session.ts';
import type { Redaction } from '../application/types.ts';
import { PanneauSignature } from './panneau-signature.tsx';

const Lecteur = lazy(() => import('@ppn/lecteur').then(({ Lecteur: composant }) => ({ default: composant })));

/** Un acte signe par son redacteur : le second enqueteur le lit tel qu'il est signe, puis le cosigne. */
export function ActeACosigner({
  acte: { acteId, idj, titre, redacteur, cosignataire },
}: {
  readonly acte: Redaction;
}) {
  const { session } = useCadre();
  const [signature, poserSignature] = useState(false);
  const [position, poserPosition] = useState({ piece: 1, page: 1 });
  const naviguer = useNavigate();
  const moi = cosignataire?.matricule === session.agent.matricule;
  const cosigner = (): void => {
    if (moi) poserSignature(true);
  };
  useRaccourcis([{ touche: 's', libelle: 'Cosigner cet acte', groupe: 'Rédaction', action: cosigner }]);
  return (
    <Panneau
      titre={titre}
      actions={
        moi ? (
          <Bouton genre="primaire" touche="S" onClick={cosigner}>
            Cosigner
          </Bouton>
        ) : null
      }
    >
      <div className="pile">
        <Alerte ton="info">
          {moi
            ? `Signé par ${redacteur}. Lisez l’acte ci-dessous, puis cosignez-le\u00A0: il sera scellé.`
            : `Signé par ${redacteur}. Il attend la cosignature de ${cosignataire?.nom ?? 'l’agent désigné'} avant d’être scellé et transmis.`}
        </Alerte>
        <section className="cadre-lecteur" aria-label={`${titre}, signé par ${redacteur}`}>
          <Suspense fallback={<Chargement libelle="Ouverture du lecteur…" />}>
            <Lecteur
              pieces={[
                {
                  id: acteId,
                  numero: 1,
                  titre,
                  typeMime: 'application/pdf',
                  taille: 0,
                  empreinte: '',
                  pages: null,
                  vignette: false,
                  integre: true,
                },
              ]}
              urlPiece={() => client.adresse('GET /api/dossiers/:idj/actes/:acteId/apercu', { idj, acteId })}
              urlVignette={() => ''}
              position={position}
              surPosition={poserPosition}
              cleVues={`${session.agent.matricule}:${acteId}`}
            />
          </Suspense>
        </section>
      </div>
      {signature ? (
        <PanneauSignature
          actes={[{ acteId, titre }]}
          idj={idj}
          surFermeture={(signes) => {
            poserSignature(false);
            if (signes > 0) void naviguer({ to: '/dossiers/$idj', params: { idj } });
          }}
        />
      ) : null}
    </Panneau>
  );
}
