import { reussite } from '@ppn/core';
import { attenteAvantReprise } from '@ppn/mail';
import { messageDe } from '../avis.ts';
import { changer, chargerDepot } from '../consigner.ts';
import type { FaitDeTransfert, GenreDAvis } from '../domain/faits.ts';
import { genreDAvis } from '../faits.ts';
import type { PortsTransfert } from '../ports.ts';

const LOT = 50;

const MOTIFS = {
  'destinataire-refuse': 'le serveur de courrier a refusé cette adresse',
  'message-invalide': 'cette adresse de courriel est mal formée',
} as const;

/** Envoie les avis en file. Parti ou refuse : un fait. Serveur absent : l'avis attend, et cela se voit. Rend combien ont un sort. */
export async function envoyerLesAvis(ports: PortsTransfert): Promise<number> {
  const maintenant = ports.maintenant();
  const attendus = await ports.db
    .selectFrom('depot_courrier')
    .select(['id', 'depot', 'destinataire', 'genre', 'courriel', 'essais'])
    .where('etat', '=', 'a-envoyer')
    .where('prochain_a', '<=', maintenant)
    .orderBy('id')
    .limit(LOT)
    .execute();
  let sorts = 0;
  for (const ligne of attendus)
    if (await envoyer(ports, { ...ligne, genre: genreDAvis.parse(ligne.genre) })) sorts += 1;
  return sorts;
}

type Avis = {
  readonly id: number;
  readonly depot: string;
  readonly destinataire: string;
  readonly genre: GenreDAvis;
  readonly courriel: string;
  readonly essais: number;
};

async function envoyer(ports: PortsTransfert, avis: Avis): Promise<boolean> {
  const depot = await chargerDepot(ports.db, avis.depot);
  if (depot === undefined) throw new Error(`Avis d’un dépôt inconnu : ${avis.depot}`);
  const { destinataire, genre } = avis;
  const courriel = await adresseDuMoment(ports, avis);
  const envoi = await ports.courrier.envoyer(messageDe(depot, { genre, courriel }, ports.origine));
  const a = ports.maintenant().toISOString();
  if (envoi.ok) {
    const reference = envoi.valeur.identifiant;
    return conclure(ports, avis, 'parti', {
      type: 'avis-parti',
      donnees: { destinataire, genre, courriel, reference, a },
    });
  }
  if (envoi.refus === 'courrier-indisponible' || envoi.refus === 'courrier-non-configure') {
    const prochain_a = new Date(ports.maintenant().getTime() + attenteAvantReprise(avis.essais));
    await ports.db
      .updateTable('depot_courrier')
      .set({ essais: avis.essais + 1, prochain_a })
      .where('id', '=', avis.id)
      .execute();
    return false;
  }
  const motif = MOTIFS[envoi.refus];
  return conclure(ports, avis, 'refuse', {
    type: 'avis-refuse',
    donnees: { destinataire, genre, courriel, motif, a },
  });
}

/** L'adresse que l'annuaire donne aujourd'hui : corrigee apres un refus, la relance y va. Sinon celle du depot. */
async function adresseDuMoment(
  { annuaire }: PortsTransfert,
  { destinataire, courriel }: Pick<Avis, 'destinataire' | 'courriel'>,
): Promise<string> {
  const trouver = async () => annuaire.trouver(destinataire);
  const connu = await trouver().catch(() => undefined);
  return connu === undefined || connu.courriel === '' ? courriel : connu.courriel;
}

async function conclure(
  ports: PortsTransfert,
  avis: Avis,
  etat: string,
  fait: FaitDeTransfert,
): Promise<boolean> {
  await changer<never>(ports.db, {
    id: avis.depot,
    auteur: 'plate-forme',
    maintenant: ports.maintenant(),
    decider: () => reussite([fait]),
    avec: async (tx) =>
      void (await tx.updateTable('depot_courrier').set({ etat }).where('id', '=', avis.id).execute()),
  });
  return true;
}
