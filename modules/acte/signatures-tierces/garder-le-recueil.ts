import { refuser } from '@ppn/http';
import { dansUneTransaction } from '@ppn/postgres';
import { decider, PHRASES_ACTE } from '../domain/cycle-de-l-acte.ts';
import {
  type CommandeRecueil,
  deciderRecueil,
  PHRASES_RECUEIL,
  type Recueil,
  type RefusRecueil,
  type SignataireAttendu,
} from '../domain/recueil-des-signatures.ts';
import type { PortsActe, Tx } from '../ports.ts';
import { etatDe, type LigneBrouillon, SANS_LE_PDF } from '../use-cases/rediger.ts';
import { effacerTraces } from './annuler-le-recueil.ts';
import type { TracesRangees } from './coffre-des-traces.ts';

/** Sur quel acte : la ligne lue, le texte qu'elle donne a lire, et ceux qui le signent. */
export type SurQuelActe = {
  readonly ligne: LigneBrouillon;
  readonly attendus: readonly SignataireAttendu[];
  readonly recueil: Recueil;
};

/**
 * Fait un pas du recueil, sous le verrou de la ligne : l'acte n'a pas change de version depuis sa lecture et n'est pas fige.
 * `traces` : a inscrire avec une signature. Leve le refus de l'acte ou du recueil, en phrase.
 */
export async function avancer(
  ports: PortsActe,
  { ligne, attendus, recueil: lu }: SurQuelActe,
  commande: CommandeRecueil,
  traces?: TracesRangees,
): Promise<Recueil> {
  const suite = await dansUneTransaction(ports.db, async (tx: Tx) => {
    const actuelle = await verrouiller(tx, ligne);
    const recueil = actuelle.recueil?.texte === lu.texte ? actuelle.recueil : lu;
    const decide = deciderRecueil(recueil, attendus, commande);
    if (!decide.ok) throw refusDuRecueil(decide.refus);
    await tx
      .updateTable('brouillon')
      .set({ recueil: JSON.stringify(decide.valeur), annulation: null })
      .where('acte_id', '=', ligne.acte_id)
      .execute();
    if (commande.commande === 'annuler') await effacerTraces(tx, ligne.acte_id, commande.place);
    if (commande.commande === 'signer' && traces)
      await tx
        .insertInto('trace_de_signature')
        .values({ acte_id: ligne.acte_id, place: commande.place, ...traces })
        .execute();
    return decide.valeur;
  });
  ports.prevenir(ligne.idj);
  return suite;
}

/** Refus du recueil, en probleme HTTP. */
export const refusDuRecueil = (raison: RefusRecueil) => refuser(409, raison, PHRASES_RECUEIL[raison]);

async function verrouiller(tx: Tx, ligne: LigneBrouillon): Promise<LigneBrouillon> {
  const actuelle = await tx
    .selectFrom('brouillon')
    .select(SANS_LE_PDF)
    .where('acte_id', '=', ligne.acte_id)
    .forUpdate()
    .executeTakeFirst();
  if (!actuelle) throw refuser(409, 'acte-scelle', PHRASES_ACTE['acte-scelle']);
  const permis = decider(etatDe(actuelle), { commande: 'recueillir' });
  if (!permis.ok) throw refuser(409, permis.refus, PHRASES_ACTE[permis.refus]);
  if (actuelle.version !== ligne.version)
    throw refuser(409, 'version-depassee', PHRASES_ACTE['version-depassee']);
  return actuelle;
}
