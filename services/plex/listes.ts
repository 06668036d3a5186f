import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import {
  conclureLImport,
  type GenreDeListe,
  type ImportConclu,
  importerUneListe,
  ListeIllisible,
  type TablesAnnuaire,
} from '@ppn/annuaire-externe';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { ConfigurationFausse } from '@ppn/service-socle';
import type { Kysely } from 'kysely';
import type { Prevenir } from './prevenir.ts';

/** Le debut du nom d'un fichier de liste dit son genre. */
const PREFIXES: Readonly<Record<string, GenreDeListe>> = {
  'annuaire-avocats-': 'avocat',
  'commissaires-de-justice-': 'commissaire-de-justice',
  'experts-': 'expert',
};

/** Importe le fichier le plus recent de chaque genre (la date est dans son nom), s'il ne l'a pas deja ete. Un refus se dit et n'arrete pas les autres. */
export async function importerLesListes(
  db: Kysely<TablesAnnuaire>,
  dossier: string,
  dire: (message: string, details: Readonly<Record<string, unknown>>) => void,
  prevenir: Prevenir,
): Promise<number> {
  const noms = await readdir(dossier).catch(() => []);
  let importes = 0;
  for (const [prefixe, genre] of Object.entries(PREFIXES)) {
    const nom = noms
      .filter((candidat) => candidat.startsWith(prefixe) && candidat.endsWith('.csv'))
      .toSorted()
      .at(-1);
    if (nom === undefined) continue;
    const chemin = join(dossier, nom);
    const sha256 = await sommeDe(chemin);
    if (await dejaImporte(db, genre, sha256)) continue;
    try {
      const { etat, bilan, motifs } = await importerUneListe(db, {
        genre,
        chemin,
        nom,
        maintenant: new Date(),
      });
      const { organisations: _, ...comptes } = bilan;
      dire(etat === 'applique' ? 'Liste importée' : 'Liste à confirmer', { nom, ...comptes, motifs });
      importes += 1;
    } catch (cause) {
      if (!(cause instanceof ListeIllisible)) throw cause;
      dire('Liste refusée', { nom, motif: cause.message });
      await prevenir(
        `liste refusee ${sha256}`,
        `La liste « ${nom} » ne se lit pas : ${cause.message} Remplacez-la par une liste entière, sous un nom plus récent.`,
      );
    }
  }
  return importes;
}

async function sommeDe(chemin: string): Promise<string> {
  const somme = createHash('sha256');
  for await (const morceau of createReadStream(chemin) as AsyncIterable<Buffer>) somme.update(morceau);
  return somme.digest('hex');
}

/** Le dernier import de ce genre venait de ces octets. */
async function dejaImporte(
  db: Kysely<TablesAnnuaire>,
  genre: GenreDeListe,
  sha256: string,
): Promise<boolean> {
  const dernier = await db
    .selectFrom('externe_import')
    .select('sha256')
    .where('genre', '=', genre)
    .orderBy('recu_a', 'desc')
    .limit(1)
    .executeTakeFirst();
  return dernier?.sha256 === sha256;
}

const COMMANDES: Readonly<Record<string, GenreDeListe>> = {
  'importer-avocats': 'avocat',
  'importer-commissaires': 'commissaire-de-justice',
  'importer-experts': 'expert',
};

/** Commandes de l'exploitant sur l'annuaire : importer, confirmer, abandonner. */
export function commandesDesListes(): Readonly<
  Record<string, (db: Kysely<TablesAnnuaire>, arguments_: readonly string[]) => Promise<string>>
> {
  const imports = Object.entries(COMMANDES).map(
    ([commande, genre]) =>
      [
        commande,
        (db: Kysely<TablesAnnuaire>, [chemin]: readonly string[]) =>
          importer(db, { genre, chemin, commande }),
      ] as const,
  );
  const conclure =
    (choix: 'confirmer' | 'abandonner') =>
    async (db: Kysely<TablesAnnuaire>, [id = '']: readonly string[]): Promise<string> => {
      const rendu = await conclureLImport(db, { id, par: 'exploitant', choix, maintenant: new Date() });
      if (!rendu.ok) throw new ConfigurationFausse(`Aucun import n’attend sous l’identifiant « ${id} ».`);
      return choix === 'confirmer' ? 'L’import est appliqué.' : 'L’import est abandonné : rien ne change.';
    };
  return {
    ...Object.fromEntries(imports),
    'confirmer-import': conclure('confirmer'),
    'abandonner-import': conclure('abandonner'),
  };
}

async function importer(
  db: Kysely<TablesAnnuaire>,
  {
    genre,
    chemin,
    commande,
  }: { readonly genre: GenreDeListe; readonly chemin: string | undefined; readonly commande: string },
): Promise<string> {
  if (chemin === undefined) throw new ConfigurationFausse(`Donnez le fichier : ${commande} <liste.csv>`);
  try {
    const rendu = await importerUneListe(db, {
      genre,
      chemin,
      nom: basename(chemin),
      maintenant: new Date(),
    });
    return direLImport(rendu);
  } catch (cause) {
    if (cause instanceof ListeIllisible) throw new ConfigurationFausse(`${chemin} : ${cause.message}`);
    throw cause;
  }
}

/** Un import, en une phrase : ce qu'il a change, ou pourquoi il attend et comment le conclure. */
export function direLImport({ id, etat, bilan, motifs }: ImportConclu): string {
  const { lues, arrives, revenus, changes, partis, illisibles, doublons } = bilan;
  const compte = `${lues} personnes lues : ${arrives} arrivées, ${revenus} revenues, ${changes} changées, ${partis} parties ; ${illisibles} lignes illisibles, ${doublons} doublons.`;
  return etat === 'applique'
    ? `Import appliqué. ${compte}`
    : `Import arrêté, rien n’est changé : ${motifs.join(' ; ')}. ${compte}\nSi c’est voulu : confirmer-import ${id} ; sinon : abandonner-import ${id}`;
}
