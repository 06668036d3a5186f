import { Alerte, Chargement } from '@ppn/kit';
import { coter, pieceA, positionDe } from '@ppn/lecteur/cotes';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useMemo } from 'react';
import { client } from '../application/client.ts';
import { useCadre } from '../application/session.ts';
import { PasserEnGardeAVue } from '../garde-a-vue/passer-en-garde-a-vue.tsx';
import { useVueOuverte } from './vue-ouverte.ts';

const Lecteur = lazy(() => import('@ppn/lecteur').then(({ Lecteur: composant }) => ({ default: composant })));

/** Lecture des pieces a la suite, ouverte sur la piece de l'adresse. */
export function PageDePiece() {
  const { idj, pieceId } = useParams({ from: '/dossiers/$idj/pieces/$pieceId' });
  const { page } = useSearch({ from: '/dossiers/$idj/pieces/$pieceId' });
  const { data: vue } = useVueOuverte(idj);
  const { session } = useCadre();
  const naviguer = useNavigate();
  const cotees = useMemo(() => coter(vue?.pieces ?? []), [vue?.pieces]);
  const piece = cotees.find(({ id }) => id === pieceId);
  if (vue === undefined) return <Chargement />;
  if (piece === undefined)
    return (
      <Alerte ton="attention" titre="Cette pièce n’est pas au dossier">
        L’adresse est fausse, ou la pièce ne vous est pas ouverte.
      </Alerte>
    );
  return (
    <section className="panneau cadre-lecteur" aria-label="Lecture des pièces">
      {piece.type === 'audition-libre' && vue.peut.includes('rediger') ? (
        <div className="panneau-corps">
          <PasserEnGardeAVue idj={idj} acteId={piece.id} />
        </div>
      ) : null}
      <Suspense fallback={<Chargement libelle="Ouverture du lecteur…" />}>
        <Lecteur
          pieces={vue.pieces}
          urlPiece={(id, options) =>
            client.adresse('GET /api/dossiers/:idj/pieces/:id', {
              idj,
              id,
              requete: options?.telecharger === true ? { telecharger: '1' } : {},
            })
          }
          urlVignette={(id, options) =>
            client.adresse('GET /api/dossiers/:idj/pieces/:id/vignette', {
              idj,
              id,
              requete: options?.grand === true ? { grand: '1' } : {},
            })
          }
          position={positionDe(piece, page ?? 1)}
          surPosition={(position) => {
            const lue = pieceA(vue.pieces, position);
            if (lue === undefined) return;
            void naviguer({
              to: '/dossiers/$idj/pieces/$pieceId',
              params: { idj, pieceId: lue.id },
              search: position.page === 1 ? {} : { page: position.page },
              replace: true,
              resetScroll: false,
            });
          }}
          cleVues={`${session.agent.matricule}:${idj}`}
        />
      </Suspense>
    </section>
  );
}
