import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { demarrerGrappe } from './index.ts';
import { lieuxDe } from './lieux.ts';
import { choisirLanceur, commande } from './mode.ts';
import { avecClient } from './roles.ts';

const root = process.getuid?.() === 0;

afterEach(() => vi.unstubAllEnvs());

test('le signal de mort du parent est pose apres le changement d’identite', () => {
  const { fichier, args } = commande(
    { mode: 'userns', uid: 1000, gid: 1000 },
    '/pg/postgres',
    ['-D', '/d'],
    true,
  );
  expect([fichier, ...args].join(' ')).toMatch(
    /^unshare -U --map-user=1000 --map-group=1000 -- (setpriv --pdeathsig SIGINT -- )?\/pg\/postgres -D \/d$/,
  );
});

test('un compte ordinaire lance PostgreSQL directement', () => {
  expect(choisirLanceur({ PPN_PG_MODE: 'direct' })).toMatchObject({ mode: 'direct' });
});

test.runIf(root)(
  'sans espace de noms, root passe a un autre compte, donnees hors des dossiers qui lui sont fermes',
  async () => {
    vi.stubEnv('PPN_PG_MODE', 'setuid');
    const racine = mkdtempSync(join(tmpdir(), 'ppn-setuid-test-'));
    chmodSync(racine, 0o700);
    const dossier = join(racine, 'grappe');
    mkdirSync(dossier);
    const { donnees, refuge } = lieuxDe(dossier, { mode: 'setuid', uid: 65534, gid: 65534 });
    expect(donnees.startsWith(racine)).toBe(false);
    try {
      const grappe = await demarrerGrappe({ dossier, durable: false });
      const { rows } = await avecClient(grappe.urlAdministrateur, (client) => client.query('select 1 as un'));
      await grappe.arreter();
      expect([grappe.mode, rows]).toEqual(['setuid', [{ un: 1 }]]);
    } finally {
      rmSync(racine, { recursive: true, force: true });
      rmSync(refuge, { recursive: true, force: true });
    }
    expect(existsSync(refuge)).toBe(false);
  },
);
