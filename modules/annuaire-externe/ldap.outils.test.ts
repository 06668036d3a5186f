import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { baseTemporaire, ouvrirBase } from '@ppn/postgres';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { chercherExternes, trouverParNumero } from './chercher.ts';
import { importer } from './importer.ts';
import { MIGRATIONS_ANNUAIRE_EXTERNE } from './index.ts';
import { sourceLdap } from './ldap.ts';
import type { TablesAnnuaire } from './tables.ts';

const dossier = mkdtempSync(join(tmpdir(), 'ppn-ldap-'));
const BASE = 'dc=ordre,dc=invalid';
const DN = `cn=lecteur,${BASE}`;
let url = '';
let slapd: ChildProcess;

/** Un vrai OpenLDAP, mille deux cents avocats : plus de deux pages. */
beforeAll(async () => {
  const sonde = createServer().listen(0, '127.0.0.1');
  await new Promise((pret) => sonde.once('listening', pret));
  const adresse = sonde.address();
  url = `ldap://127.0.0.1:${typeof adresse === 'object' && adresse !== null ? adresse.port : 0}`;
  await new Promise((fini) => sonde.close(fini));
  mkdirSync(join(dossier, 'base'));
  writeFileSync(
    join(dossier, 'slapd.conf'),
    [
      'include /etc/ldap/schema/core.schema',
      'include /etc/ldap/schema/cosine.schema',
      'include /etc/ldap/schema/inetorgperson.schema',
      'modulepath /usr/lib/ldap',
      'moduleload back_mdb',
      `pidfile ${join(dossier, 'pid')}`,
      'sizelimit 500',
      'database mdb',
      `suffix "${BASE}"`,
      `rootdn "${DN}"`,
      'rootpw secret',
      `directory ${join(dossier, 'base')}`,
      'maxsize 67108864',
      // Une recherche d'un trait est bornee ; par pages, non.
      'limits * size.pr=500 size.prtotal=unlimited',
      '',
    ].join('\n'),
  );
  const avocats = Array.from({ length: 1_200 }, (_, rang) => fiche(rang));
  const racine = `dn: ${BASE}\nobjectClass: dcObject\nobjectClass: organization\no: Ordre\ndc: ordre\n`;
  writeFileSync(join(dossier, 'avocats.ldif'), [racine, ...avocats].join('\n'));
  execFileSync(
    '/usr/sbin/slapadd',
    ['-f', join(dossier, 'slapd.conf'), '-l', join(dossier, 'avocats.ldif')],
    {
      stdio: 'pipe',
    },
  );
  slapd = spawn('/usr/sbin/slapd', ['-f', join(dossier, 'slapd.conf'), '-h', `${url}/`, '-d', '0'], {
    stdio: 'ignore',
  });
  await vi.waitUntil(importable, { timeout: 60_000, interval: 100 });
}, 180_000);
afterAll(() => {
  slapd?.kill();
  rmSync(dossier, { recursive: true, force: true });
});

const base64 = (texte: string): string => Buffer.from(texte).toString('base64');
const fiche = (rang: number): string =>
  `dn: uid=a${rang},${BASE}\nobjectClass: inetOrgPerson\nuid: a${rang}\ncn: a${rang}\nsn:: ${base64(`QUÉMÉNEUR${rang}`)}\n` +
  `givenName:: ${base64('Gaël')}\no: AGEN\nemployeeNumber: AV${rang}\n${rang === 7 ? '' : `mail: a${rang}@ordre.invalid\n`}`;

const source = (changements: Partial<Parameters<typeof sourceLdap>[0]> = {}) =>
  sourceLdap({
    url,
    dn: DN,
    motDePasse: 'secret',
    base: BASE,
    filtre: '(objectClass=inetOrgPerson)',
    ...changements,
  });

async function importable(): Promise<boolean> {
  try {
    for await (const _ of source().personnes()) return true;
    return false;
  } catch {
    return false;
  }
}

test('un annuaire LDAP s’importe par pages dans le même annuaire, avec le même garde-fou', async () => {
  const base = await baseTemporaire([MIGRATIONS_ANNUAIRE_EXTERNE]);
  const { db, fermer } = ouvrirBase<TablesAnnuaire>(base.urlApplication);
  const lire = (changements: Partial<Parameters<typeof sourceLdap>[0]> = {}) =>
    importer(db, { genre: 'avocat', source: source(changements), maintenant: new Date() });
  try {
    expect(await lire()).toMatchObject({
      etat: 'applique',
      bilan: { lues: 1_200, arrives: 1_200, illisibles: 0 },
    });
    expect((await lire()).bilan).toMatchObject({ arrives: 0, partis: 0, changes: 0 });
    expect(await trouverParNumero(db, 'AV7')).toMatchObject({ nom: 'QUÉMÉNEUR7', courriel: null });
    expect(await chercherExternes(db, 'quemeneur1199')).toMatchObject([{ courriel: 'a1199@ordre.invalid' }]);
    expect((await lire({ filtre: '(uid=a1*)' })).etat).toBe('a-confirmer');
    await expect(lire({ motDePasse: 'faux' })).rejects.toThrow(/credentials|0x31/i);
    expect(await trouverParNumero(db, 'AV999')).toBeDefined();
  } finally {
    await fermer();
    await base.detruire();
  }
});
