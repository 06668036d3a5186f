import { refuser as refus409 } from '@ppn/http';
import { dansUneTransaction } from '@ppn/postgres';
import { circuitDe, consigner, verrouiller } from '../consigner.ts';
import { type Circuit, type Commande, decider } from '../domain/circuit.ts';
import type { PortsParapheur, Tx } from '../ports.ts';
import { PHRASES } from './preparer.ts';

/** Refuse ou retire, sous le verrou du circuit : l'etat relu fait foi. */
export const clore = (
  ports: PortsParapheur,
  id: string,
  commande: Exclude<Commande, { commande: 'signer' }>,
): Promise<Circuit> =>
  dansUneTransaction(ports.db, async (tx: Tx) => {
    await verrouiller(tx, id);
    const circuit = await circuitDe(tx, id);
    if (circuit === undefined) throw new Error(`Circuit inconnu : ${id}`);
    const juge = decider(circuit, commande);
    if (!juge.ok) throw refus409(409, juge.refus, PHRASES[juge.refus]);
    return consigner(tx, circuit, juge.valeur, {
      id,
      auteur: commande.matricule,
      maintenant: ports.maintenant(),
    });
  });
