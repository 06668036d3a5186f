import { Alerte, Bouton } from '@ppn/kit';
import { useState } from 'react';
import { enClair } from './contenu.ts';
import { gardeLocale } from './garde-locale.ts';

/** Texte mis de cote lors d'un choix entre deux versions : relu et copie tant qu'il n'est pas jete. */
export function TexteEcarte({
  matricule,
  acteId,
  epoque,
}: {
  readonly matricule: string;
  readonly acteId: string;
  readonly epoque: number;
}) {
  const garde = gardeLocale(matricule, acteId);
  const [jete, poserJete] = useState<number | undefined>(undefined);
  const ecarte = jete === epoque ? undefined : garde.lireEcarte();
  if (ecarte === undefined) return null;
  return (
    <Alerte ton="info" titre="Texte mis de côté">
      <div className="versions">
        <pre>{enClair(ecarte)}</pre>
      </div>
      <Bouton
        onClick={() => {
          garde.oublierEcarte();
          poserJete(epoque);
        }}
      >
        Je n’en ai plus besoin
      </Bouton>
    </Alerte>
  );
}
