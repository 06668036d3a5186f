import type { Deroulement } from './jouer-scenario.ts';
import { attendre, attendu, type Enqueteur, type Magistrat } from './joueur.ts';

/** Depose chaque acte signe du dossier, tel que l'unite le sert. */
export async function deposerLesActes(
  { client }: Enqueteur,
  idj: string,
  deposer: Deroulement['deposer'],
): Promise<void> {
  const vue = attendu('dossier', await client.appeler('GET /api/dossiers/:idj', { idj }));
  for (const piece of vue.pieces)
    if (piece.genre === 'acte')
      deposer(
        `actes/${String(piece.numero).padStart(2, '0')}-${piece.type}-${piece.id.slice(-4)}.pdf`,
        await octetsDe(client.lire('GET /api/dossiers/:idj/pieces/:id', { idj, id: piece.id })),
      );
}

/** Depose l'export de chaque ministere, une fois tous les plis accuses. */
export async function deposerExports(
  enqueteur: Enqueteur,
  magistrat: Magistrat,
  idj: string,
  deposer: Deroulement['deposer'],
): Promise<void> {
  for (const { client } of [enqueteur, magistrat])
    await attendre('plis accusés', async () => {
      const lu = await client.appeler('GET /api/dossiers/:idj', { idj });
      return lu.ok && lu.valeur.plis.every(({ etat }) => etat === 'accuse') ? lu.valeur : undefined;
    });
  for (const [service, { client }] of [
    ['interieur', enqueteur],
    ['justice', magistrat],
  ] as const)
    deposer(
      `dossiers/${idj}-${service}.zip`,
      await octetsDe((client as Enqueteur['client']).lire('GET /api/dossiers/:idj/export', { idj })),
    );
}

async function octetsDe(reponse: ReturnType<Enqueteur['client']['lire']>): Promise<Uint8Array> {
  return new Uint8Array(await attendu('octets', await reponse).arrayBuffer());
}
