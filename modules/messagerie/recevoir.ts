import { sql } from 'kysely';
import type * as z from 'zod';
import { consigner, verrouiller } from './consigner.ts';
import { empreinteDuContenu, nouvelId, sha256 } from './empreinte.ts';
import { fluxFil, fluxPermanence } from './faits.ts';
import {
  corpsAcceptee,
  corpsLus,
  type CorpsMessage,
  corpsMessage,
  corpsPermanence,
  corpsPresence,
  type CorpsTranche,
  corpsTranche,
  filEnFait,
} from './formes-de-depeche.ts';
import type { PortsMessagerie } from './ports.ts';
import type { Tx } from './tables.ts';
import { garderContenu } from './use-cases/deposer-message.ts';

/** Une depeche recue, vue d'ici. */
type Recue = {
  readonly corps: unknown;
  readonly objet: string;
  readonly emetteur: string;
  readonly recuA: string;
};
type Recepteur = (tx: Tx, depeche: Recue) => Promise<void | { readonly refus: string }>;

/** Les recepteurs de la messagerie, par genre de depeche : lus, juges, ecrits dans la transaction de leur reception. */
export function recepteursDeMessagerie(ports: PortsMessagerie): { readonly [genre: string]: Recepteur } {
  const lire =
    <T>(
      schema: z.ZodType<T>,
      faire: (tx: Tx, corps: T, recue: Recue) => Promise<void | { readonly refus: string }>,
    ): Recepteur =>
    async (tx, recue) => {
      const lu = schema.safeParse(recue.corps);
      return lu.success ? faire(tx, lu.data, recue) : { refus: 'Dépêche de messagerie illisible.' };
    };
  return {
    message: lire(corpsMessage, (tx, corps, recue) => recevoirMessage(tx, ports, corps, recue)),
    'message-tranche': lire(corpsTranche, recevoirTranche),
    'messages-lus': lire(corpsLus, (tx, corps, recue) => recevoirLecture(tx, ports, corps, recue)),
    'instruction-acceptee': lire(corpsAcceptee, (tx, corps, recue) =>
      recevoirAcceptation(tx, ports, corps, recue),
    ),
    permanence: lire(corpsPermanence, (tx, corps, recue) => recevoirPermanence(tx, ports, corps, recue)),
    presence: lire(corpsPresence, recevoirPresence),
  };
}

async function recevoirMessage(
  tx: Tx,
  ports: PortsMessagerie,
  { fil, message }: CorpsMessage,
  { objet, emetteur }: Recue,
): Promise<void | { readonly refus: string }> {
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
async function recevoirTranche(
  tx: Tx,
  { fil, fichier, debut, octets }: CorpsTranche,
  { emetteur }: Recue,
): Promise<void | { readonly refus: string }> {
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

async function recevoirLecture(
  tx: Tx,
  ports: PortsMessagerie,
  { fil, par, jusqua, a }: z.infer<typeof corpsLus>,
  { emetteur }: Recue,
): Promise<void | { readonly refus: string }> {
  const message = await tx
    .selectFrom('message')
    .select('rang')
    .where('fil', '=', fil)
    .where('id', '=', jusqua)
    .executeTakeFirst();
  if (message === undefined || par.service !== emetteur) return { refus: 'Lecture d’un message inconnu.' };
  await consigner(
    tx,
    fluxFil(fil),
    [{ type: 'messages-lus', donnees: { fil: await idDuFil(tx, fil), par, jusqua: message.rang, a } }],
    { auteur: `service-${emetteur}`, maintenant: ports.maintenant() },
  );
}

const idDuFil = async (tx: Tx, fil: CorpsMessage['fil']['id']): Promise<CorpsMessage['fil']['id']> => {
  await verrouiller(tx, fluxFil(fil));
  return fil;
};

async function recevoirAcceptation(
  tx: Tx,
  ports: PortsMessagerie,
  { fil, message, par, a }: z.infer<typeof corpsAcceptee>,
  { emetteur }: Recue,
): Promise<void | { readonly refus: string }> {
  const instruction = await tx
    .selectFrom('message')
    .select('genre')
    .where('fil', '=', fil)
    .where('id', '=', message)
    .executeTakeFirst();
  if (instruction?.genre !== 'instruction' || par.service !== emetteur)
    return { refus: 'Acceptation d’une instruction inconnue.' };
  await consigner(tx, fluxFil(fil), [{ type: 'instruction-acceptee', donnees: { message, par, a } }], {
    auteur: `service-${emetteur}`,
    maintenant: ports.maintenant(),
  });
}

async function recevoirPermanence(
  tx: Tx,
  ports: PortsMessagerie,
  { code, libelle, tenant, de, a }: z.infer<typeof corpsPermanence>,
  { emetteur }: Recue,
): Promise<void | { readonly refus: string }> {
  if (tenant.service !== emetteur || tenant.code !== code)
    return { refus: 'Cette permanence n’est pas de l’émetteur.' };
  const maintenant = ports.maintenant();
  await consigner(
    tx,
    fluxPermanence(code),
    [
      {
        type: 'permanence-prise',
        // La note et la liste des fils restent dans le service qui passe la permanence.
        donnees: {
          id: nouvelId(maintenant),
          code,
          service: tenant.service,
          libelle,
          tenant,
          de,
          a,
          note: null,
          fils: [],
        },
      },
    ],
    { auteur: `service-${emetteur}`, maintenant },
  );
}

async function recevoirPresence(
  tx: Tx,
  { agent, enLigne, a }: z.infer<typeof corpsPresence>,
  { emetteur }: Recue,
): Promise<void | { readonly refus: string }> {
  if (agent.service !== emetteur) return { refus: 'Cet agent n’est pas de l’émetteur.' };
  if (!enLigne)
    return void (await tx.deleteFrom('presence').where('matricule', '=', agent.matricule).execute());
  await sql`
    insert into presence (matricule, nom, qualite, code, service, vu_a)
    values (${agent.matricule}, ${agent.nom}, ${agent.qualite}, ${agent.code}, ${agent.service}, ${a}::timestamptz)
    on conflict (matricule) do update set vu_a = excluded.vu_a, code = excluded.code, qualite = excluded.qualite`.execute(
    tx,
  );
}

/** Le sort d'un message chez le pair : remis, ou refuse avec son motif. Les autres depeches n'ont pas de suite visible. */
export async function noterRemise(
  tx: Tx,
  ports: Pick<PortsMessagerie, 'maintenant'>,
  {
    id,
    objet,
    genre,
    sort,
    motif,
    recuA,
  }: {
    readonly id: string;
    readonly objet: string;
    readonly genre: string;
    readonly sort: 'acceptee' | 'refusee';
    readonly motif: string | null;
    readonly recuA: string;
  },
): Promise<void> {
  if (genre !== 'message') return;
  const message = await tx
    .selectFrom('message')
    .select(['id', 'remis_a', 'refus'])
    .where('id', '=', id)
    .executeTakeFirst();
  // Rejouee par le rapprochement, une depeche deja remise n'ecrit pas un second fait.
  if (message === undefined || (sort === 'acceptee' && message.remis_a !== null)) return;
  const donnees = { message: corpsLus.shape.jusqua.parse(id) };
  await consigner(
    tx,
    objet,
    [
      sort === 'acceptee'
        ? { type: 'message-remis', donnees: { ...donnees, a: recuA } }
        : { type: 'message-refuse', donnees: { ...donnees, motif: motif ?? '' } },
    ],
    { auteur: 'service', maintenant: ports.maintenant() },
  );
}
