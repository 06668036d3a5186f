import { sql } from 'kysely';
import type * as z from 'zod';
import { consigner, verrouiller } from './consigner.ts';
import { nouvelId } from './empreinte.ts';
import { fluxFil, fluxPermanence } from './faits.ts';
import {
  corpsAcceptee,
  corpsLus,
  type CorpsMessage,
  corpsMessage,
  corpsPermanence,
  corpsPresence,
  corpsTranche,
} from './formes-de-depeche.ts';
import type { PortsMessagerie } from './ports.ts';
import type { Tx } from './tables.ts';
import { type Recue, recevoirMessage, recevoirTranche, type SortDeRecue } from './recevoir-message.ts';

type Recepteur = (tx: Tx, depeche: Recue) => Promise<SortDeRecue>;

/** Les recepteurs de la messagerie, par genre de depeche : lus, juges, ecrits dans la transaction de leur reception. */
export function recepteursDeMessagerie(ports: PortsMessagerie): { readonly [genre: string]: Recepteur } {
  const lire =
    <T>(schema: z.ZodType<T>, faire: (tx: Tx, corps: T, recue: Recue) => Promise<SortDeRecue>): Recepteur =>
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

async function recevoirLecture(
  tx: Tx,
  ports: PortsMessagerie,
  { fil, par, jusqua, a }: z.infer<typeof corpsLus>,
  { emetteur }: Recue,
): Promise<SortDeRecue> {
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
): Promise<SortDeRecue> {
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
): Promise<SortDeRecue> {
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
): Promise<SortDeRecue> {
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
