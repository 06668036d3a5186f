import { generateKeyPairSync, X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demarrerConfiance } from '@ppn/confiance';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ouvrirLeGuichet } from './guichet.ts';

const dossier = mkdtempSync(join(tmpdir(), 'ppn-guichet-'));
let confiance: Awaited<ReturnType<typeof demarrerConfiance>>;
let guichet: Awaited<ReturnType<typeof ouvrirLeGuichet>>;
let ca = '';
beforeAll(async () => {
  confiance = await demarrerConfiance({ dossier: join(dossier, 'confiance'), port: 0 });
  ca = readFileSync(confiance.confiance.lieux.tls('justice').autorites, 'utf8');
  guichet = await ouvrirLeGuichet(
    {
      port: 0,
      hote: '127.0.0.1',
      tls: { ...(await identite('pline', 'serveur')), ca },
      admis: new Map([['service-justice', 'justice']]),
    },
    (service, _demande, reponse) => reponse.end(service),
  );
});
afterAll(async () => {
  await guichet.fermer();
  await confiance.arreter();
  rmSync(dossier, { recursive: true, force: true });
});

async function identite(zone: 'pline' | 'plex', cote: 'serveur' | 'client') {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const chaine = await confiance.confiance.certifierTls({ zone, cote }, publicKey);
  return {
    cle: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    certificat: chaine.map((der) => new X509Certificate(der).toString()).join(''),
  };
}

const demander = (client: { readonly cle?: string; readonly certificat?: string }): Promise<string> =>
  new Promise((lire, rejeter) => {
    const demande = request(
      { port: guichet.port, host: '127.0.0.1', agent: false, ca, key: client.cle, cert: client.certificat },
      async (reponse) => {
        let texte = `${reponse.statusCode} `;
        for await (const morceau of reponse) texte += String(morceau);
        lire(texte);
      },
    );
    demande.on('error', rejeter);
    demande.end();
  });

test('le guichet ne parle qu’aux services nommés, reconnus à leur certificat', async () => {
  const { cle, certificats } = confiance.confiance.lieux.tls('justice').client;
  const justice = { cle: readFileSync(cle, 'utf8'), certificat: readFileSync(certificats, 'utf8') };
  expect(await demander(justice)).toBe('200 justice');
  expect(await demander(await identite('plex', 'client'))).toMatch(/^403 .*service-refuse/);
  await expect(demander({})).rejects.toThrow(/certificate required|ECONNRESET|socket hang up/);
});
