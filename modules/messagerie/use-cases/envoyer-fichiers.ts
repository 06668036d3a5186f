import type { Agent } from '@ppn/habilitation';
import { refuser } from '@ppn/http';
import type { JointeDeMessage } from '../contract.ts';
import { nouvelId } from '../empreinte.ts';
import { fluxFil } from '../faits.ts';
import type { PortsMessagerie } from '../ports.ts';
import type { Tx } from '../tables.ts';

/** Octets d'une tranche : en base64, elle tient dans une depeche. */
const TRANCHE = 40 * 1024;

type AEnvoyer = {
  readonly fil: string;
  readonly idj: string;
  readonly jointes: readonly JointeDeMessage[];
  readonly distant: boolean;
  readonly agent: Agent;
};

/** Attache au fil les petits fichiers deposes par l'agent, et les envoie par tranches avant le message qui les cite. */
export async function envoyerFichiers(
  tx: Tx,
  ports: PortsMessagerie,
  { fil, idj, jointes, distant, agent }: AEnvoyer,
): Promise<void> {
  for (const jointe of jointes) {
    if (jointe.genre === 'piece') {
      await exigerPiece(tx, idj, jointe);
      continue;
    }
    const fichier = await tx
      .selectFrom('message_fichier')
      .selectAll()
      .where('id', '=', jointe.id)
      .where('depose_par', '=', agent.matricule)
      .where((eb) => eb.or([eb('fil', 'is', null), eb('fil', '=', fil)]))
      .executeTakeFirst();
    if (fichier === undefined || fichier.empreinte !== jointe.empreinte)
      throw refuser(
        422,
        'fichier-inconnu',
        `Le fichier « ${jointe.nom} » n’a pas été déposé : joignez-le de nouveau.`,
      );
    await tx.updateTable('message_fichier').set({ fil }).where('id', '=', jointe.id).execute();
    if (!distant) continue;
    const maintenant = ports.maintenant();
    for (let debut = 0; debut === 0 || debut < fichier.taille; debut += TRANCHE)
      await ports.emettre(tx, {
        id: nouvelId(maintenant),
        objet: fluxFil(fil),
        genre: 'message-tranche',
        corps: {
          fil,
          fichier: {
            id: fichier.id,
            nom: fichier.nom,
            typeMime: fichier.type_mime,
            taille: fichier.taille,
            empreinte: fichier.empreinte,
          },
          debut,
          octets: fichier.octets.subarray(debut, debut + TRANCHE).toString('base64'),
        },
        emisA: maintenant.toISOString(),
      });
  }
}

/** Une piece jointe est au dossier du fil, sous cette empreinte exacte. */
async function exigerPiece(tx: Tx, idj: string, { id, empreinte, nom }: JointeDeMessage): Promise<void> {
  const piece = await tx
    .selectFrom('piece')
    .select('id')
    .where('idj', '=', idj)
    .where('id', '=', id)
    .where('empreinte', '=', empreinte)
    .executeTakeFirst();
  if (piece === undefined)
    throw refuser(422, 'piece-inconnue', `« ${nom} » n’est pas une pièce de ce dossier.`);
}
