import { Alerte } from '@ppn/kit';
import { Link } from '@tanstack/react-router';

/** Bandeau d'un acte signe par son redacteur, tant qu'un autre agent doit le cosigner. */
export const AttendSaCosignature = ({
  idj,
  acte: { acteId, titre, attend },
}: {
  readonly idj: string;
  readonly acte: { readonly acteId: string; readonly titre: string; readonly attend: string | null };
}) => (
  <Alerte titre={`Signé, attend ${attend ?? 'sa cosignature'}`} vive>
    <p>
      {titre} : rien n’y change plus ; l’acte sera scellé et partira une fois cosigné.{' '}
      <Link to="/parapheur/$idj/$acteId" params={{ idj, acteId }}>
        Lire l’acte signé
      </Link>
    </p>
  </Alerte>
);
