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

/** Depose chaque pli du dossier, emis ou recu par l'unite, et son accuse, une fois tous accuses des deux cotes. */
export async function deposerPlis(
  enqueteur: Enqueteur,
  magistrat: Magistrat,
  idj: string,
  deposer: Deroulement['deposer'],
): Promise<void> {
  await attendreLesAccuses(magistrat, idj);
  const { client } = enqueteur;
  for (const { genre, id } of await attendreLesAccuses(enqueteur, idj)) {
    deposer(
      `plis/${genre}-${id}.asice`,
      await octetsDe(client.lire('GET /api/dossiers/:idj/plis/:id', { idj, id })),
    );
    deposer(
      `accuses/${genre}-${id}.asice`,
      await octetsDe(client.lire('GET /api/dossiers/:idj/plis/:id/accuse', { idj, id })),
    );
  }
}

const attendreLesAccuses = ({ client }: Enqueteur | Magistrat, idj: string) =>
  attendre('plis accusés', async () => {
    const lu = await (client as Enqueteur['client']).appeler('GET /api/dossiers/:idj', { idj });
    return lu.ok && lu.valeur.plis.every(({ etat }) => etat === 'accuse') ? lu.valeur.plis : undefined;
  });

/** Depose l'export de chaque ministere. */
export async function deposerExports(
  enqueteur: Enqueteur,
  magistrat: Magistrat,
  idj: string,
  deposer: Deroulement['deposer'],
): Promise<void> {
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
