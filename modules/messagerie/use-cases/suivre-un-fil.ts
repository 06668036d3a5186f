import type { Agent } from '@ppn/habilitation';
import { refuser } from '@ppn/http';
import { dansUneTransaction } from '@ppn/postgres';
import type { LigneDeFil } from '../acces-au-fil.ts';
import { consigner, verrouiller } from '../consigner.ts';
import { accepter, PHRASES_DU_FIL } from '../domain/fil.ts';
import { nouvelId } from '../empreinte.ts';
import { type FaitDeMessagerie, faitDeMessagerie, fluxFil } from '../faits.ts';
import { auteurDe, type PortsMessagerie } from '../ports.ts';
import type { Tx } from '../tables.ts';

/** Marque le fil lu jusqu'a un message ; le fait, et l'autre cote le sait. Deja lu plus loin : rien. */
export async function marquerLu(
  ports: PortsMessagerie,
  agent: Agent,
  fil: LigneDeFil,
  jusqua: string,
): Promise<void> {
  const ecrit = await dansUneTransaction(ports.db, async (tx) => {
    await verrouiller(tx, fluxFil(fil.id));
    const message = await messageDuFil(tx, fil.id, jusqua);
    const deja = await tx
      .selectFrom('message_lecture')
      .select('jusqua')
      .where('fil', '=', fil.id)
      .where('matricule', '=', agent.matricule)
      .executeTakeFirst();
    if ((deja?.jusqua ?? 0) >= message.rang) return false;
    const maintenant = ports.maintenant();
    const lus = { fil: fil.id, par: auteurDe(agent), jusqua: message.rang, a: maintenant.toISOString() };
    await noter(
      tx,
      ports,
      { agent, fil, maintenant },
      faitDeMessagerie.parse({ type: 'messages-lus', donnees: lus }),
      {
        genre: 'messages-lus',
        // Les rangs different d'un cote a l'autre si deux messages se croisent : l'identifiant, lui, est le meme.
        corps: { fil: fil.id, par: lus.par, jusqua, a: lus.a },
      },
    );
    return true;
  });
  if (ecrit) ports.reveiller();
}

/** Accepte une instruction du parquet : elle est au dossier, et le magistrat le sait. */
export async function accepterInstruction(
  ports: PortsMessagerie,
  agent: Agent,
  fil: LigneDeFil,
  id: string,
): Promise<void> {
  await dansUneTransaction(ports.db, async (tx) => {
    await verrouiller(tx, fluxFil(fil.id));
    const message = await messageDuFil(tx, fil.id, id);
    const decision = accepter(agent, { genre: message.genre, acceptee: message.acceptee_a !== null });
    if (!decision.ok)
      throw refuser(
        decision.refus === 'qualite-insuffisante' ? 403 : 409,
        decision.refus,
        PHRASES_DU_FIL[decision.refus],
      );
    if (decision.valeur === 'deja') return;
    const maintenant = ports.maintenant();
    const donnees = { message: id, par: auteurDe(agent), a: maintenant.toISOString() };
    await noter(
      tx,
      ports,
      { agent, fil, maintenant },
      faitDeMessagerie.parse({ type: 'instruction-acceptee', donnees }),
      {
        genre: 'instruction-acceptee',
        corps: { fil: fil.id, ...donnees },
      },
    );
  });
  ports.reveiller();
}

type Note = { readonly agent: Agent; readonly fil: LigneDeFil; readonly maintenant: Date };

async function noter(
  tx: Tx,
  ports: PortsMessagerie,
  { agent, fil, maintenant }: Note,
  fait: FaitDeMessagerie,
  depeche: { readonly genre: 'messages-lus' | 'instruction-acceptee'; readonly corps: unknown },
): Promise<void> {
  await consigner(tx, fluxFil(fil.id), [fait], { auteur: agent.matricule, maintenant });
  if (fil.participants.every(({ service }) => service === ports.service)) return;
  await ports.emettre(tx, {
    id: nouvelId(maintenant),
    objet: fluxFil(fil.id),
    emisA: maintenant.toISOString(),
    ...depeche,
  });
}

/** Un message d'un fil, ou un refus. */
export async function messageDuFil(tx: Tx, fil: string, id: string) {
  const message = await tx
    .selectFrom('message')
    .select(['id', 'rang', 'genre', 'acceptee_a'])
    .where('fil', '=', fil)
    .where('id', '=', id)
    .executeTakeFirst();
  if (message === undefined) throw refuser(404, 'message-inconnu', 'Ce message n’est pas dans ce fil.');
  return message;
}
