import { createHash } from 'node:crypto';
import { horodate } from '@ppn/core';
import type { Agent } from '@ppn/habilitation';
import { dansUneTransaction } from '@ppn/postgres';
import {
  assemblerCms,
  empreinteDe,
  HorodatageIndisponible,
  insererCms,
  lireJeton,
  verifierSignatureBrute,
} from '@ppn/sealing';
import type { Selectable } from 'kysely';
import { circuitDe, consigner, verrouiller } from '../consigner.ts';
import { decider, etatDuDocument } from '../domain/circuit.ts';
import type { CarteDeSession, PortsParapheur, Tables, Tx } from '../ports.ts';
import { PHRASES } from './preparer.ts';

/** Sort d'une signature, document par document. */
export type SortDuDocument = {
  readonly etat: 'scelle' | 'cosignature-attendue' | 'horodatage-attendu' | 'refuse';
  readonly phrase: string;
};
type Preparation = Selectable<Tables['circuit_preparation']>;

const refuse = (phrase: string): SortDuDocument => ({ etat: 'refuse', phrase });

/** Recoit une signature : la verifie, l'enregistre (une panne reprendra de la), puis horodate et range le document. */
export async function recevoir(
  ports: PortsParapheur,
  agent: Agent,
  carte: CarteDeSession,
  { document, signature: brute }: { readonly document: string; readonly signature: string },
): Promise<SortDuDocument> {
  const ligne = await ports.db
    .selectFrom('circuit_preparation')
    .selectAll()
    .where('document', '=', document)
    .where('matricule', '=', agent.matricule)
    .executeTakeFirst();
  if (!ligne) return refuse('Ce document n’a pas été préparé pour votre carte : signez de nouveau.');
  const signature = Buffer.from(brute, 'base64');
  if (ligne.signature !== null && ligne.signature.equals(signature)) return terminer(ports, ligne);
  if (
    empreinteDe(carte.certificat) !== ligne.certificat ||
    !verifierSignatureBrute({ attributsSignes: ligne.attributs, signature, certificat: carte.certificat })
  )
    return echouer(
      ports,
      ligne,
      'La signature reçue n’est pas celle de ce document par cette carte : signez de nouveau.',
    );
  await ports.db
    .updateTable('circuit_preparation')
    .set({ signature })
    .where('document', '=', document)
    .where('matricule', '=', agent.matricule)
    .execute();
  return terminer(ports, { ...ligne, signature });
}

/** Horodate, assemble, range et consigne ; se rejoue sans risque tant que la preparation est la. */
async function terminer(ports: PortsParapheur, ligne: Preparation): Promise<SortDuDocument> {
  try {
    const signature = ligne.signature ?? Buffer.alloc(0);
    const jeton = await ports.horodateur(createHash('sha256').update(signature).digest());
    const cms = assemblerCms({
      attributsSignes: ligne.attributs,
      signature,
      certificats: ligne.chaine.map((certificat) => Buffer.from(certificat, 'base64')),
      crls: [...(await ports.crls())],
      jeton,
    });
    const depose = await ports.magasin.deposerOctets(insererCms(ligne.pdf, cms));
    if (!depose.ok) throw new Error(`Objet impossible à garder : ${depose.refus}`);
    return await inscrire(ports, ligne, {
      ...depose.valeur,
      horodateA: (lireJeton(jeton)?.instant ?? ports.maintenant()).toISOString(),
    });
  } catch (cause) {
    ports.consignerErreur('Signature reportée', {
      document: ligne.document,
      erreur: cause instanceof Error ? cause.message : String(cause),
    });
    return {
      etat: 'horodatage-attendu',
      phrase:
        cause instanceof HorodatageIndisponible
          ? 'Signature reçue. L’horodatage est indisponible : le document sera complété dès son retour, sans nouvelle signature.'
          : 'Signature reçue. La suite a rencontré un incident : elle sera reprise toute seule, sans nouvelle signature.',
    };
  }
}

/** LA transaction : le fait, la projection et la fin de la preparation, sous le verrou du circuit. */
const inscrire = (
  ports: PortsParapheur,
  ligne: Preparation,
  signe: { readonly empreinte: string; readonly taille: number; readonly horodateA: string },
): Promise<SortDuDocument> =>
  dansUneTransaction(ports.db, async (tx: Tx) => {
    await verrouiller(tx, ligne.circuit);
    const circuit = await circuitDe(tx, ligne.circuit);
    if (circuit === undefined) throw new Error(`Circuit inconnu : ${ligne.circuit}`);
    const { empreinte, taille, horodateA } = signe;
    const juge = decider(circuit, {
      commande: 'signer',
      document: ligne.document,
      matricule: ligne.matricule,
      base: ligne.base,
      empreinte,
      taille,
      signeA: horodate(ligne.signe_a.toISOString()),
      horodateA,
    });
    if (!juge.ok) return echouer({ db: tx }, ligne, PHRASES[juge.refus]);
    const apres = await consigner(tx, circuit, juge.valeur, {
      id: circuit.id,
      auteur: ligne.matricule,
      maintenant: ports.maintenant(),
    });
    await tx
      .deleteFrom('circuit_preparation')
      .where('document', '=', ligne.document)
      .where('matricule', '=', ligne.matricule)
      .execute();
    const document = apres.documents.find(({ id }) => id === ligne.document);
    return document !== undefined && etatDuDocument(apres, document) === 'signe'
      ? { etat: 'scelle', phrase: 'Document signé par tous ses signataires.' }
      : { etat: 'cosignature-attendue', phrase: 'Document signé. Il attend d’autres signataires.' };
  });

/** Note pourquoi le document n'est pas signe : la raison reste au parapheur, la signature recue ne sert plus. */
async function echouer(
  { db }: { readonly db: PortsParapheur['db'] | Tx },
  { document, matricule }: Pick<Preparation, 'document' | 'matricule'>,
  phrase: string,
): Promise<SortDuDocument> {
  await db
    .updateTable('circuit_preparation')
    .set({ erreur: phrase, signature: null })
    .where('document', '=', document)
    .where('matricule', '=', matricule)
    .execute();
  return refuse(phrase);
}

/** Reprend les signatures recues que l'horodatage ou une panne a arretees, et oublie les PDF deposes depuis plus d'un jour. */
export async function reprendreLesSignatures(ports: PortsParapheur): Promise<number> {
  await ports.db
    .deleteFrom('circuit_depot')
    .where('depose_a', '<', new Date(ports.maintenant().getTime() - 86_400_000))
    .execute();
  const lignes = await ports.db
    .selectFrom('circuit_preparation')
    .selectAll()
    .where('signature', 'is not', null)
    .orderBy('signe_a')
    .limit(20)
    .execute();
  let faites = 0;
  for (const ligne of lignes) {
    const { etat } = await terminer(ports, ligne);
    if (etat === 'horodatage-attendu') return faites;
    faites += 1;
  }
  return faites;
}
