import { type ActeASigner, DialogueDeSignature, type PortsDeSignature } from '@ppn/kit';
import { agentDuPoste, client } from '../application/client.ts';
import { cache, invalider } from '../application/donnees.ts';
import { useCadre } from '../application/session.ts';

/** La fenetre de signature du kit, sur le service Intérieur : un acte ou un lot, un seul PIN. */
export function PanneauSignature({
  actes,
  idj,
  surFermeture,
}: {
  readonly actes: readonly ActeASigner[];
  readonly idj?: string;
  /** Recoit le nombre d'actes signes. */
  readonly surFermeture: (signes: number) => void;
}) {
  const { session } = useCadre();
  return (
    <DialogueDeSignature
      actes={actes}
      agent={agentDuPoste(session.adresseAgentPoste)}
      ports={portsDe(idj)}
      surFermeture={surFermeture}
    />
  );
}

const portsDe = (idj: string | undefined): PortsDeSignature => ({
  demanderLesOrdres: (actes) =>
    client.appeler('POST /api/signatures/ordres', { corps: { actes: [...actes] } }),
  remettreLesSignatures: async (signatures) => {
    const rendu = await client.appeler('POST /api/signatures', { corps: { signatures: [...signatures] } });
    invalider({ genre: 'parapheur' });
    if (idj === undefined) void cache.invalidateQueries({ queryKey: ['dossier'] });
    else invalider({ genre: 'dossier', idj });
    return rendu.ok ? { ok: true, valeur: rendu.valeur.resultats } : rendu;
  },
});
