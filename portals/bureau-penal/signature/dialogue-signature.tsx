import { creerAgentDuPoste } from '@ppn/api-client';
import { type ActeASigner, DialogueDeSignature, type PortsDeSignature } from '@ppn/kit';
import { useMemo } from 'react';
import { client } from '../client.ts';
import { useSession } from '../session.ts';

type Proprietes = {
  readonly actes: readonly ActeASigner[];
  readonly surFermeture: () => void;
  /** Ce qu'un acte seul est, dans les phrases. */
  readonly quoi?: 'décision' | 'mention' | 'conversion' | 'acte' | 'minute' | 'déclaration';
  /** Au moins un acte est scelle (ou son horodatage est attendu). */
  readonly surSignature?: () => void;
};

/** La fenetre de signature du kit, sur le service Justice. */
export const DialogueSignature = ({ actes, surFermeture, quoi = 'décision', surSignature }: Proprietes) => {
  const { adresseAgentPoste } = useSession();
  const agent = useMemo(() => creerAgentDuPoste(adresseAgentPoste), [adresseAgentPoste]);
  return (
    <DialogueDeSignature
      actes={actes}
      agent={agent}
      ports={ports}
      quoi={quoi}
      surSignature={surSignature}
      surFermeture={surFermeture}
    />
  );
};

const ports: PortsDeSignature = {
  demanderLesOrdres: (actes) =>
    client.appeler('POST /api/signatures/ordres', { corps: { actes: [...actes] } }),
  remettreLesSignatures: async (signatures) => {
    const rendu = await client.appeler('POST /api/signatures', { corps: { signatures: [...signatures] } });
    return rendu.ok ? { ok: true, valeur: rendu.valeur.resultats } : rendu;
  },
};
