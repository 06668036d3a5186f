import { randomBytes } from 'node:crypto';
import { nouvelUuid } from '@ppn/core';
import { dansUneTransaction } from '@ppn/postgres';
import { consigner, verrouiller } from '../consigner.ts';
import { FLUX_INCIDENTS, fluxDossier } from '../faits.ts';
import type { PortsDossier, Tx } from '../ports.ts';

/** Un incident a enregistrer. `empreinte` : objet en cause ; `code` en kebab ; `phrase` en francais. */
export type IncidentAConsigner = {
  readonly idj: string | null;
  readonly code: string;
  readonly phrase: string;
  readonly empreinte: string | null;
};

/** Enregistre un incident et le fait savoir a l'autre ministere ; une seule fois par objet et par code. */
export async function signalerIncident(ports: PortsDossier, incident: IncidentAConsigner): Promise<void> {
  await dansUneTransaction(ports.db, (tx: Tx) => consignerUneFois(tx, ports, incident));
  ports.reveiller();
}

/** Un objet d'un envoi est absent ou altere ici : incident nomme par la piece, dans la transaction qui refuse l'envoi. */
export async function signalerObjetPerdu(
  tx: Tx,
  ports: PortsDossier,
  { idj, empreinte }: { readonly idj: string; readonly empreinte: string },
): Promise<void> {
  const piece = await tx
    .selectFrom('piece')
    .select(['numero', 'titre'])
    .where('idj', '=', idj)
    .where('empreinte', '=', empreinte)
    .orderBy('rang')
    .executeTakeFirst();
  const sujet = piece ? `« ${piece.numero}. ${piece.titre} »` : 'Un objet de la transmission';
  await consignerUneFois(tx, ports, {
    idj,
    code: 'objet-altere',
    phrase: `${sujet} : l’objet stocké ne correspond plus à son empreinte. Il n’a pas été transmis.`,
    empreinte,
  });
}

/** Deux lectures simultanees de la meme piece alteree ne font qu'un incident : le verrou precede la question. */
async function consignerUneFois(tx: Tx, ports: PortsDossier, incident: IncidentAConsigner): Promise<void> {
  await verrouiller(tx, incident.idj === null ? FLUX_INCIDENTS : fluxDossier(incident.idj));
  if (incident.empreinte !== null && (await dejaConnu(tx, incident))) return;
  await consignerIncident(tx, ports, incident);
}

/** Le meme, dans une transaction deja ouverte. */
export async function consignerIncident(
  tx: Tx,
  ports: PortsDossier,
  { idj, code, phrase, empreinte }: IncidentAConsigner,
): Promise<void> {
  const maintenant = ports.maintenant();
  const id = nouvelUuid(maintenant.getTime(), randomBytes(10));
  const donnees = { id, code, phrase, piece: empreinte, constatePar: ports.service };
  await consigner(
    tx,
    idj === null ? FLUX_INCIDENTS : fluxDossier(idj),
    [{ type: 'incident-constate', donnees }],
    'service',
    ports,
  );
  if (idj !== null) {
    const pli = nouvelUuid(maintenant.getTime(), randomBytes(10));
    await ports.emettre(tx, {
      id: pli,
      objet: idj,
      genre: 'incident',
      pieces: [],
      message: donnees,
      emisA: maintenant.toISOString(),
    });
  }
}

const dejaConnu = async (tx: Tx, { idj, code, empreinte }: IncidentAConsigner): Promise<boolean> =>
  (await tx
    .selectFrom('incident')
    .select('id')
    .where('idj', 'is not distinct from', idj)
    .where('code', '=', code)
    .where('piece', '=', empreinte)
    .executeTakeFirst()) !== undefined;
