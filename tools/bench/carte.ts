import { join } from 'node:path';
import type { Systeme } from '@ppn/demarrage';
import { jetonLogiciel } from '@ppn/workstation';

/** Signe un lot d'ordres (JWS) avec une carte logicielle, un PIN pour le lot ; rend les signatures en base64, dans l'ordre. */
export type Carte = (ordres: readonly string[]) => Promise<readonly string[]>;

/** La carte d'un agent de demonstration, ouverte dans le processus du banc : aucun agent de poste entre les deux. */
export function carteDe(systeme: Systeme, nom: string): Carte {
  const agent = systeme.agents.find(({ carte }) => carte === nom);
  if (agent === undefined) throw new Error(`Carte inconnue : ${nom}.`);
  const jeton = jetonLogiciel(join(systeme.confiance.cartes, nom));
  return async (ordres) => {
    const signees = await jeton.signerLot({
      usage: 'signature',
      pin: agent.pin,
      contenus: ordres.map(attributsDe),
    });
    if (!signees.ok) throw new Error(`La carte ${nom} refuse : ${signees.refus.code}.`);
    return signees.valeur.map((signature) => Buffer.from(signature).toString('base64'));
  };
}

/** Les attributs signes que porte un ordre (deuxieme partie du JWS). */
function attributsDe(ordre: string): Uint8Array {
  const charge: unknown = JSON.parse(Buffer.from(ordre.split('.')[1] ?? '', 'base64url').toString('utf8'));
  if (typeof charge !== 'object' || charge === null || !('attributs' in charge))
    throw new Error('Ordre de signature illisible.');
  return Buffer.from(String(charge.attributs), 'base64');
}
