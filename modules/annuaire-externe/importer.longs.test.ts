import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { baseTemporaire, ouvrirBase } from '@ppn/postgres';
import { expect, test } from 'vitest';
import { chercherExternes } from './chercher.ts';
import { importerUneListe } from './importer.ts';
import { MIGRATIONS_ANNUAIRE_EXTERNE } from './index.ts';
import type { TablesAnnuaire } from './tables.ts';

const ENTETE = 'NomBarreau;avNom;avPrenom;cbRaisonSociale;cbSiretSiren;cbCp;acDateSerment';
const ligne = (rang: number): string =>
  `BARREAU ${rang % 164};NOM${rang};Zoé;CABINET;${999_000_000 + rang};47000;01/01/2010`;

test(
  'quatre-vingt mille avocats s’importent en moins d’une minute, et se cherchent',
  { timeout: 240_000 },
  async () => {
    const dossier = mkdtempSync(join(tmpdir(), 'ppn-annuaire-'));
    const base = await baseTemporaire([MIGRATIONS_ANNUAIRE_EXTERNE]);
    const { db, fermer } = ouvrirBase<TablesAnnuaire>(base.urlApplication);
    const chemin = join(dossier, 'liste.csv');
    const importer = async (lignes: readonly string[]) => {
      writeFileSync(chemin, [ENTETE, ...lignes].join('\n'));
      const debut = performance.now();
      const rendu = await importerUneListe(db, {
        genre: 'avocat',
        chemin,
        nom: 'liste.csv',
        maintenant: new Date(),
      });
      expect(performance.now() - debut).toBeLessThan(60_000);
      return rendu;
    };
    try {
      const tous = Array.from({ length: 80_000 }, (_, rang) => ligne(rang));
      await importer(tous);
      const second = await importer([...tous.slice(1), ligne(80_000)]);
      expect(second.bilan).toMatchObject({ presents: 80_000, arrives: 1, partis: 1 });
      expect((await chercherExternes(db, 'nom79999')).map(({ nom }) => nom)).toEqual(['NOM79999']);
    } finally {
      await fermer();
      await base.detruire();
      rmSync(dossier, { recursive: true, force: true });
    }
  },
);
