import { join } from 'node:path';
import { baseTemporaire, ouvrirBase } from '@ppn/postgres';
import { expect, test } from 'vitest';
import { chercherExternes } from './chercher.ts';
import { importerUneListe } from './importer.ts';
import { MIGRATIONS_ANNUAIRE_EXTERNE } from './index.ts';
import type { TablesAnnuaire } from './tables.ts';

const dossier = join(process.env['PPN_DONNEES'] ?? 'PPN_DONNEES-absent', 'avocats');

test('les listes du Conseil national des barreaux, dans leurs formes de 2022 et de 2026', async () => {
  const base = await baseTemporaire([MIGRATIONS_ANNUAIRE_EXTERNE]);
  const { db, fermer } = ouvrirBase<TablesAnnuaire>(base.urlApplication);
  const lire = (nom: string) =>
    importerUneListe(db, { genre: 'avocat', chemin: join(dossier, nom), nom, maintenant: new Date() });
  try {
    const ancienne = await lire('annuaire-avocats-20221011.fictif.csv');
    expect(ancienne).toMatchObject({ etat: 'applique', bilan: { lues: 20, illisibles: 0, arrives: 20 } });
    const neuve = await lire('annuaire-avocats-20260923.fictif.csv');
    // Les vingt de 2022 sont reconnus dans la liste de 2026, malgre l'encodage et les colonnes.
    expect(neuve).toMatchObject({
      etat: 'applique',
      bilan: { lues: 60, pieds: 1, illisibles: 0, arrives: 40, partis: 0, changes: 0 },
    });
    expect((await chercherExternes(db, 'gael quemen')).map(({ nom, prenom }) => `${prenom} ${nom}`)).toEqual([
      'Gaël QUÉMÉNEUR',
    ]);
    const barreaux = await importerUneListe(db, {
      genre: 'avocat',
      chemin: join(dossier, 'barreaux_164_effectifs_2026-09.csv'),
      nom: 'barreaux',
      maintenant: new Date(),
    }).catch((cause: unknown) => String(cause));
    expect(barreaux).toContain('nom, prenom, organisation');
  } finally {
    await fermer();
    await base.detruire();
  }
});
