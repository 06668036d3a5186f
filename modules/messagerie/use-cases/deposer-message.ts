import type { Agent } from '@ppn/habilitation';
import { refuser } from '@ppn/http';
import { etape } from '@ppn/observability';
import { dansUneTransaction } from '@ppn/postgres';
import type { LigneDeFil } from '../acces-au-fil.ts';
import { consigner, verrouiller } from '../consigner.ts';
import { filEnFait, type FilPorte, filPorte } from '../formes-de-depeche.ts';
import {
  type ContenuDeMessage,
  contenuDeMessage,
  type GenreDeMessage,
  type MessageADeposer,
} from '../contract.ts';
import { genreDe, PHRASES_DU_FIL } from '../domain/fil.ts';
import { empreinteDuContenu, nouveauSel } from '../empreinte.ts';
import { type FaitDeMessagerie, fluxFil } from '../faits.ts';
import { auteurDe, type PortsMessagerie } from '../ports.ts';
import type { Tx } from '../tables.ts';
import { envoyerFichiers } from './envoyer-fichiers.ts';
import { garderContenu } from './garder-contenu.ts';

/** Octets de contenu au plus : une depeche en porte 64 Kio, enveloppe comprise. */
const CONTENU_MAX = 48 * 1024;

/** Depose un message dans un fil ; le meme identifiant et le meme contenu, renvoyes, ne font rien de plus. */
export async function deposerMessage(
  ports: PortsMessagerie,
  agent: Agent,
  fil: LigneDeFil,
  demande: MessageADeposer,
): Promise<void> {
  if (fil.efface_a !== null) throw refuser(409, 'contenu-efface', PHRASES_DU_FIL['contenu-efface']);
  await dansUneTransaction(ports.db, async (tx) => {
    await verrouiller(tx, fluxFil(fil.id));
    await ecrireMessage(tx, ports, { agent, fil: porte(fil), demande, ouvrir: false });
  });
  await etape('messagerie.message-depose');
  ports.reveiller();
}

/** Le fil d'une ligne. */
export const porte = (fil: LigneDeFil): FilPorte =>
  filPorte.parse({
    id: fil.id,
    type: fil.type,
    lien:
      fil.mesure === null
        ? { genre: 'dossier', idj: fil.idj }
        : { genre: 'mesure', idj: fil.idj, mesure: fil.mesure },
    participants: fil.participants,
    ouvertA: fil.ouvert_a.toISOString(),
  });

type AEcrire = {
  readonly agent: Agent;
  readonly fil: FilPorte;
  readonly demande: MessageADeposer;
  readonly ouvrir: boolean;
  readonly genre?: GenreDeMessage;
};

/** Ecrit le contenu, les faits et la depeche d'un message, sous le verrou du fil. Rend faux s'il y etait deja. */
export async function ecrireMessage(tx: Tx, ports: PortsMessagerie, a: AEcrire): Promise<boolean> {
  const { agent, fil, demande } = a;
  const contenu = contenuDeMessage.parse({
    texte: demande.texte,
    compteRendu: demande.compteRendu,
    jointes: demande.jointes,
  });
  if (await dejaDepose(tx, agent, { fil: fil.id, demande, contenu })) return false;
  exigerContenu(contenu);
  const genre = a.genre ?? (await genreDuMessage(tx, agent, fil.id, demande));
  const maintenant = ports.maintenant();
  const sel = nouveauSel();
  const distant = fil.participants.some(({ service }) => service !== ports.service);
  const depose = {
    fil: fil.id,
    message: demande.id,
    genre,
    auteur: auteurDe(agent),
    emisA: maintenant.toISOString(),
    repondA: demande.repondA,
    empreinte: empreinteDuContenu(sel, contenu),
    jointes: contenu.jointes.map(({ empreinte }) => empreinte),
  };
  await garderContenu(tx, { message: demande.id, fil: fil.id, contenu, sel });
  await envoyerFichiers(tx, ports, {
    fil: fil.id,
    idj: fil.lien.idj,
    jointes: contenu.jointes,
    distant,
    agent,
  });
  const faits: FaitDeMessagerie[] = [
    ...(a.ouvrir ? [{ type: 'fil-ouvert' as const, donnees: filEnFait(fil) }] : []),
    { type: 'message-depose', donnees: { ...depose, distant } },
  ];
  await consigner(tx, fluxFil(fil.id), faits, { auteur: agent.matricule, maintenant });
  if (distant)
    await ports.emettre(tx, {
      id: demande.id,
      objet: fluxFil(fil.id),
      genre: 'message',
      corps: { fil, message: { ...depose, sel, contenu } },
      emisA: depose.emisA,
    });
  return true;
}

async function dejaDepose(
  tx: Tx,
  agent: Agent,
  {
    fil,
    demande,
    contenu,
  }: { readonly fil: string; readonly demande: MessageADeposer; readonly contenu: ContenuDeMessage },
): Promise<boolean> {
  const deja = await tx
    .selectFrom('message')
    .leftJoin('message_contenu', 'message_contenu.message', 'message.id')
    .select(['message.fil', 'message.auteur', 'message.empreinte', 'message_contenu.sel'])
    .where('message.id', '=', demande.id)
    .executeTakeFirst();
  if (deja === undefined) return false;
  const meme =
    deja.fil === fil &&
    deja.auteur.matricule === agent.matricule &&
    deja.sel !== null &&
    empreinteDuContenu(deja.sel, contenu) === deja.empreinte;
  if (meme) return true;
  throw refuser(409, 'message-deja-depose', 'Un autre message a déjà cet identifiant : rechargez le fil.');
}

function exigerContenu(contenu: ContenuDeMessage): void {
  if (contenu.texte === '' && contenu.compteRendu === null && contenu.jointes.length === 0)
    throw refuser(422, 'message-vide', 'Écrivez un message ou joignez une pièce.', {
      champs: [{ champ: 'texte', phrase: 'Le message est vide.' }],
    });
  if (Buffer.byteLength(JSON.stringify(contenu)) > CONTENU_MAX)
    throw refuser(
      413,
      'message-trop-long',
      'Ce message est trop long : déposez un document au dossier et joignez-le.',
    );
}

async function genreDuMessage(
  tx: Tx,
  agent: Agent,
  fil: string,
  { compteRendu, repondA }: MessageADeposer,
): Promise<GenreDeMessage> {
  const vise =
    repondA === null
      ? undefined
      : await tx
          .selectFrom('message')
          .select('genre')
          .where('id', '=', repondA)
          .where('fil', '=', fil)
          .executeTakeFirst();
  if (repondA !== null && vise === undefined)
    throw refuser(422, 'message-inconnu', 'Le message auquel vous répondez n’est pas dans ce fil.');
  const genre = genreDe(agent, { compteRendu: compteRendu !== null, repondAuGenre: vise?.genre ?? null });
  if (!genre.ok) throw refuser(403, genre.refus, PHRASES_DU_FIL[genre.refus]);
  return genre.valeur;
}
