import { horodate } from '@ppn/core';
import type { Agent } from '@ppn/habilitation';
import { refuser } from '@ppn/http';
import type { LigneDeFil } from '../acces-au-fil.ts';
import { consigner } from '../consigner.ts';
import { contenuVersement } from '../contenu-de-versement.ts';
import { type Auteur, typeDeFil } from '../contract.ts';
import { PHRASES_DU_FIL, refusDeVersement } from '../domain/fil.ts';
import { faitDeMessagerie, fluxFil } from '../faits.ts';
import type { PortsMessagerie } from '../ports.ts';
import type { Tx } from '../tables.ts';
import { messagesDuFil } from '../vue-du-fil.ts';

/** Prepare l'acte de versement d'un fil, redige par l'agent : il reste a le signer. Rend l'identifiant de l'acte. */
export async function preparerVersement(
  ports: PortsMessagerie,
  agent: Agent,
  fil: LigneDeFil,
  adresse: string,
): Promise<string> {
  const type = typeDeFil.parse(fil.type);
  const interdit = refusDeVersement(agent, { type, efface: fil.efface_a !== null });
  if (interdit !== undefined)
    throw refuser(interdit === 'qualite-insuffisante' ? 403 : 409, interdit, PHRASES_DU_FIL[interdit]);
  const heure = (instant: string) => horodate(instant);
  const sels = new Map(
    (
      await ports.db
        .selectFrom('message_contenu')
        .select(['message', 'sel'])
        .where('fil', '=', fil.id)
        .execute()
    ).map(({ message, sel }) => [message, sel]),
  );
  const messages = await messagesDuFil(ports, fil.id);
  const contenu = contenuVersement.pick({ fil: true }).parse({
    fil: {
      id: fil.id,
      type,
      ouvertA: heure(fil.ouvert_a.toISOString()),
      participants: fil.participants.map(({ libelle }) => libelle),
      compte: messages.length,
      messages: messages.map(
        ({ id, genre, auteur, emisA, empreinte, contenu: dit, remisA, lus, acceptee }) => ({
          id,
          genre,
          auteur: designer(auteur),
          emisA: heure(emisA),
          empreinte,
          sel: sels.get(id),
          contenu: dit,
          remisA: remisA === null ? null : heure(remisA),
          lus: lus.map(({ par, a }) => ({ par: designer(par), a: heure(a) })),
          acceptee: acceptee === null ? null : { par: designer(acceptee.par), a: heure(acceptee.a) },
        }),
      ),
    },
  });
  return ports.commencerVersement(agent, fil.idj, contenu, adresse);
}

const designer = ({ nom, qualite, rattachement }: Auteur): string =>
  `${nom}, ${QUALITES[qualite]}, ${rattachement}`;

const QUALITES: { readonly [qualite in Auteur['qualite']]: string } = {
  opj: 'officier de police judiciaire',
  apj: 'agent de police judiciaire',
  'chef-unite': 'chef d’unité',
  procureur: 'procureur de la République',
  substitut: 'substitut du procureur',
  greffier: 'greffier',
  jld: 'juge des libertés et de la détention',
  'juge-instruction': 'juge d’instruction',
  president: 'président du tribunal correctionnel',
  interprete: 'interprète',
};

/** L'acte de versement est scelle : le fil le dit, dans la meme transaction. */
export async function noterVersement(
  tx: Tx,
  ports: Pick<PortsMessagerie, 'maintenant'>,
  acte: { readonly acteId: string; readonly type: string; readonly contenu: unknown },
): Promise<void> {
  if (acte.type !== 'versement-de-messages') return;
  const { fil } = contenuVersement.parse(acte.contenu);
  const connu = await tx.selectFrom('fil').select('id').where('id', '=', fil.id).executeTakeFirst();
  if (connu === undefined) return;
  const maintenant = ports.maintenant();
  const donnees = { fil: fil.id, acteId: acte.acteId, a: maintenant.toISOString() };
  await consigner(tx, fluxFil(fil.id), [faitDeMessagerie.parse({ type: 'fil-verse', donnees })], {
    auteur: 'service',
    maintenant,
  });
}
