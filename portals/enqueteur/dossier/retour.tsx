import { Alerte, dateEtHeure } from '@ppn/kit';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Vue } from '../application/types.ts';

type Remarque = NonNullable<Vue['retour']>['remarques'][number];

/** Ce que le greffe, ou le parquet par un soit-transmis, demande de reprendre : chaque remarque mene a l'endroit. */
export function Retour({ vue: { idj, retour, pieces, faits, personnes } }: { readonly vue: Vue }) {
  if (retour === null) return null;
  const { acteId, avant } = retour;
  const qui = acteId === undefined ? 'greffe' : 'parquet';
  const ici = (cible: Remarque['cible']): boolean =>
    cible.genre === 'acte-a-faire' ||
    (cible.genre === 'piece' && pieces.some(({ id }) => id === cible.id)) ||
    (cible.genre === 'fait' && faits.some(({ id }) => id === cible.id)) ||
    (cible.genre === 'personne' && personnes.some(({ id }) => id === cible.id));
  return (
    <section aria-label={`Retour du ${qui}`}>
      <Alerte ton="attention" titre={`Procédure retournée par le ${qui}`}>
        <ul>
          {retour.remarques.map((remarque) => (
            <li key={remarque.phrase}>
              {ici(remarque.cible) ? (
                <Lien idj={idj} cible={remarque.cible}>
                  {remarque.phrase}
                </Lien>
              ) : (
                remarque.phrase
              )}
            </li>
          ))}
        </ul>
        <p className="petit">
          {retour.par.nom}, {retour.juridiction.libelle}, le {dateEtHeure(retour.a)}.{' '}
          {avant === undefined ? null : (
            <>
              Attendue <strong>avant le {avant.split('-').toReversed().join('/')}</strong>.{' '}
            </>
          )}
          {acteId === undefined || !pieces.some(({ id }) => id === acteId) ? null : (
            <>
              <Link to="/dossiers/$idj/pieces/$pieceId" params={{ idj, pieceId: acteId }}>
                Lire le soit-transmis
              </Link>
              .{' '}
            </>
          )}
          Corrigez, puis{' '}
          <Link to="/dossiers/$idj/transmission" params={{ idj }}>
            transmettez de nouveau
          </Link>
          .
        </p>
      </Alerte>
    </section>
  );
}

/** Le lien vers l'endroit a reprendre. */
function Lien({
  idj,
  cible,
  children,
}: {
  readonly idj: string;
  readonly cible: Remarque['cible'];
  readonly children: ReactNode;
}) {
  switch (cible.genre) {
    case 'dossier':
      return children;
    case 'piece':
      return (
        <Link to="/dossiers/$idj/pieces/$pieceId" params={{ idj, pieceId: cible.id }}>
          {children}
        </Link>
      );
    case 'fait':
      return (
        <Link to="/dossiers/$idj/faits/$faitId" params={{ idj, faitId: cible.id }}>
          {children}
        </Link>
      );
    case 'personne':
      return (
        <Link to="/dossiers/$idj/personnes/$personneId" params={{ idj, personneId: cible.id }}>
          {children}
        </Link>
      );
    case 'acte-a-faire':
      return (
        <Link to="/dossiers/$idj/actes/nouveau/$type" params={{ idj, type: cible.type }}>
          {children}
        </Link>
      );
  }
}
