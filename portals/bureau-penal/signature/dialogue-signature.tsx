import { creerAgentDuPoste } from '@ppn/api-client';
import { type ActeASigner, DialogueDeSignature } from '@ppn/kit';
import { useMemo } from 'react';
import { portsDeSignature } from '../circuits/documents-a-parapher.ts';
import { useSession } from '../session.ts';

type Proprietes = {
  readonly actes: readonly ActeASigner[];
  readonly surFermeture: () => void;
  /** Ce qu'un acte seul est, dans les phrases. */
  readonly quoi?: 'décision' | 'mention' | 'conversion' | 'acte' | 'minute' | 'déclaration' | 'document';
  /** Parmi les choisis, les documents hors de tout dossier. */
  readonly documents?: readonly string[];
  /** Au moins un acte est scelle (ou son horodatage est attendu). */
  readonly surSignature?: () => void;
};

/** La fenetre de signature du kit, sur le service Justice. */
export const DialogueSignature = ({
  actes,
  surFermeture,
  quoi = 'décision',
  documents = [],
  surSignature,
}: Proprietes) => {
  const { adresseAgentPoste } = useSession();
  const agent = useMemo(() => creerAgentDuPoste(adresseAgentPoste), [adresseAgentPoste]);
  return (
    <DialogueDeSignature
      actes={actes}
      agent={agent}
      ports={portsDeSignature(new Set(documents))}
      quoi={quoi}
      surSignature={surSignature}
      surFermeture={surFermeture}
    />
  );
};
