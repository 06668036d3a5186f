import type { Empreinte } from '@ppn/core';
import { consigner, type Etat, fluxDossier } from '@ppn/dossier';
import type { Agent } from '@ppn/habilitation';
import { refuser } from '@ppn/http';
import { dansUneTransaction, vueTypee } from '@ppn/postgres';
import { decider, PHRASES_ACTE } from '../domain/cycle-de-l-acte.ts';
import type { PortsActe, Tx } from '../ports.ts';
import { effacerTraces } from '../signatures-tierces/annuler-le-recueil.ts';
import { brouillonDe, etatDe, exigerRedacteur, type LigneBrouillon } from './rediger.ts';

type Abandon = { readonly acteId: string; readonly motif: string };

/**
 * Abandonne un acte qui n'est pas scelle. Jamais signe, il disparait. Deja signe de son redacteur, il laisse un fait au
 * dossier (numero, empreinte, signataires, motif) et son PDF au magasin : une signature ne s'efface pas (decision 0056).
 */
export async function abandonner(
  ports: PortsActe,
  agent: Agent,
  etat: Etat,
  { acteId, motif }: Abandon,
): Promise<void> {
  const ligne = await brouillonDe(ports, etat.idj, acteId);
  exigerRedacteur(ligne, agent);
  const suite = decider(etatDe(ligne), { commande: 'abandonner' });
  if (!suite.ok) throw refuser(409, suite.refus, PHRASES_ACTE[suite.refus]);
  const signe = ligne.etat === 'a-cosigner';
  if (signe && motif === '')
    throw refuser(
      422,
      'motif-absent',
      'Cet acte est déjà signé : dites pourquoi vous l’abandonnez, le dossier en garde la trace.',
    );
  const garde = signe ? await garderLeSigne(ports, acteId) : undefined;
  await dansUneTransaction(ports.db, async (tx: Tx) => {
    const { numDeletedRows } = await tx
      .deleteFrom('brouillon')
      .where('acte_id', '=', acteId)
      .where('etat', '=', ligne.etat)
      .executeTakeFirst();
    if (numDeletedRows === 0n) throw refuser(409, 'version-depassee', PHRASES_ACTE['version-depassee']);
    await effacerTraces(tx, acteId);
    if (garde) await consignerLAbandon(tx, ports, { ligne, garde, motif });
  });
  if (garde) ports.dossier.reveiller();
  ports.prevenir(etat.idj);
}

type Garde = { readonly empreinte: Empreinte; readonly taille: number };

async function garderLeSigne({ db, dossier }: PortsActe, acteId: string): Promise<Garde> {
  const { pdf_signe } = await db
    .selectFrom('brouillon')
    .select('pdf_signe')
    .where('acte_id', '=', acteId)
    .executeTakeFirstOrThrow();
  const depose = await dossier.magasin.deposerOctets(pdf_signe ?? new Uint8Array());
  if (!depose.ok) throw new Error(`Objet impossible à garder : ${JSON.stringify(depose.refus)}`);
  return depose.valeur;
}

const consignerLAbandon = async (
  tx: Tx,
  ports: PortsActe,
  { ligne, garde, motif }: { readonly ligne: LigneBrouillon; readonly garde: Garde; readonly motif: string },
): Promise<void> => {
  const fait = {
    type: 'acte-abandonne' as const,
    donnees: {
      acteId: ligne.acte_id,
      type: ligne.type,
      numero: ligne.numero ?? 0,
      empreinte: garde.empreinte,
      taille: garde.taille,
      signataires: [...ligne.signataires],
      motif,
    },
  };
  await consigner(vueTypee(tx), fluxDossier(ligne.idj), [fait], ligne.redacteur, ports.dossier);
};
