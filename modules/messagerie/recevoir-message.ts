import { consigner, verrouiller } from './consigner.ts';
import { empreinteDuContenu, sha256 } from './empreinte.ts';
import { fluxFil } from './faits.ts';
import { type CorpsMessage, type CorpsTranche, filEnFait } from './formes-de-depeche.ts';
import type { PortsMessagerie } from './ports.ts';
import type { Tx } from './tables.ts';
import { garderContenu } from './use-cases/garder-contenu.ts';

/** Une depeche recue, vue d'ici. */
export type Recue = {
  readonly corps: unknown;
  readonly objet: string;
  readonly emetteur: string;
  readonly recuA: string;
};

/** Ce que rend un recepteur : rien, ou la raison du refus, que l'emetteur verra. */
export type SortDeRecue = void | { readonly refus: string };

/** Un message du pair : fil, auteur, destinataires et empreinte juges, puis contenu et faits, dans la transaction de la reception. */
export async function recevoirMessage(
  tx: Tx,
  ports: PortsMessagerie,
  { fil, message }: CorpsMessage,
  { objet, emetteur }: Recue,
): Promise<SortDeRecue> {
  if (objet !== fluxFil(fil.id) || message.fil !== fil.id || message.auteur.service !== emetteur)
    return { refus: 'Le message ne correspond pas à son fil ou à son émetteur.' };
  if (!fil.participants.some(({ service, code }) => service === emetteur && code === message.auteur.code))
    return { refus: 'L’auteur de ce message ne participe pas à ce fil.' };
  if (empreinteDuContenu(message.sel, message.contenu) !== message.empreinte)
    return { refus: 'Le contenu du message n’a pas l’empreinte annoncée.' };
  const inconnu = destinataireInconnu(ports, fil.participants);
  if (inconnu !== undefined) return { refus: inconnu };
  await verrouiller(tx, objet);
  const connu = await tx
    .selectFrom('fil')
    .select(['id', 'efface_a'])
    .where('id', '=', fil.id)
    .executeTakeFirst();
  if (connu !== undefined && connu.efface_a !== null)
    return { refus: 'La conservation de ce fil est finie chez le destinataire : ouvrez-en un autre.' };
  const { sel, contenu, ...depose } = message;
  await garderContenu(tx, { message: message.message, fil: fil.id, contenu, sel });
  await consigner(
    tx,
    objet,
    [
      ...(connu === undefined ? [{ type: 'fil-ouvert' as const, donnees: filEnFait(fil) }] : []),
      { type: 'message-depose', donnees: { ...depose, distant: false } },
    ],
    { auteur: `service-${emetteur}`, maintenant: ports.maintenant() },
  );
}

/** Un fil doit viser une unite, une juridiction ou un agent d'ici ; la raison sinon. */
function destinataireInconnu(
  { service, dossier, juridictions }: PortsMessagerie,
  participants: CorpsMessage['fil']['participants'],
): string | undefined {
  const dIci = participants.filter((participant) => participant.service === service);
  if (dIci.length === 0) return 'Ce fil n’a aucun destinataire ici.';
  const faux = dIci.find(({ code, fonction, matricule }) =>
    fonction === 'personne'
      ? dossier.agent(matricule ?? '')?.rattachement.code !== code
      : service === 'interieur'
        ? dossier.unite(code) === undefined
        : juridictions.every((juridiction) => juridiction.code !== code),
  );
  return faux && `Destinataire inconnu : ${faux.libelle}.`;
}

/** Une tranche suit la precedente : l'ordre des depeches d'un fil le garantit ; la derniere prouve le tout. */
export async function recevoirTranche(
  tx: Tx,
  { fil, fichier, debut, octets }: CorpsTranche,
  { emetteur }: Recue,
): Promise<SortDeRecue> {
  const tranche = Buffer.from(octets, 'base64');
  const deja = await tx
    .selectFrom('message_fichier')
    .selectAll()
    .where('id', '=', fichier.id)
    .executeTakeFirst();
  if ((deja?.octets.length ?? 0) !== debut) return { refus: 'Cette tranche ne suit pas la précédente.' };
  const reunis = Buffer.concat([deja?.octets ?? Buffer.alloc(0), tranche]);
  if (reunis.length > fichier.taille) return { refus: 'Ce fichier dépasse la taille annoncée.' };
  const complet = reunis.length === fichier.taille;
  if (complet && sha256(reunis) !== fichier.empreinte)
    return { refus: 'Ce fichier n’a pas l’empreinte annoncée.' };
  await tx
    .insertInto('message_fichier')
    .values({
      id: fichier.id,
      fil,
      nom: fichier.nom,
      type_mime: fichier.typeMime,
      taille: fichier.taille,
      empreinte: fichier.empreinte,
      octets: reunis,
      complet,
      depose_par: `service-${emetteur}`,
    })
    .onConflict((conflit) => conflit.column('id').doUpdateSet({ octets: reunis, complet }))
    .execute();
}
