import { derniersImports, type TablesAnnuaire } from '@ppn/annuaire-externe';
import { mettreUnCourrielEnFile } from '@ppn/mail';
import type { Kysely } from 'kysely';

/** Previent l'exploitant ; la meme cle ne le previent qu'une fois. */
export type Prevenir = (cle: string, phrase: string) => Promise<void>;

/** Un courriel a ces adresses, mis en file ; sans adresse, rien ne part. */
export const prevenirParCourriel =
  (db: Kysely<TablesAnnuaire>, adresses: readonly string[]): Prevenir =>
  async (cle, phrase) => {
    if (adresses.length === 0) return;
    const texte = `Bonjour,\n\n${phrase}\n\nTant que rien n’est fait, l’annuaire reste celui d’avant : qui arrive n’entre pas encore, qui part garde son accès.\n`;
    const message = {
      cle,
      a: adresses,
      sujet: 'PLEX : un import de l’annuaire demande votre décision',
      texte,
    };
    await mettreUnCourrielEnFile(db, message, new Date());
  };

/** Dit une fois chaque import que le garde-fou a arrete, d'ou qu'il vienne, meme apres une panne. */
export async function prevenirDesImportsArretes(
  db: Kysely<TablesAnnuaire>,
  prevenir: Prevenir,
): Promise<void> {
  for (const { id, etat, source, motifs } of await derniersImports(db))
    if (etat === 'a-confirmer')
      await prevenir(
        `import ${id}`,
        `L’import « ${source} » est arrêté : ${motifs.join(' ; ')}. Confirmez-le ou abandonnez-le dans PLINE, « Supervision », ou par la commande : confirmer-import ${id} ; abandonner-import ${id}.`,
      );
}
