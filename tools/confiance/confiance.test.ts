import { execFile, execFileSync, spawnSync } from 'node:child_process';
import { createHash, X509Certificate } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { AsnConvert, OctetString } from '@peculiar/asn1-schema';
import {
  BasicOCSPResponse,
  CertID,
  OCSPRequest,
  OCSPResponse,
  Request,
  TBSRequest,
} from '@peculiar/asn1-ocsp';
import { MessageImprint, TimeStampReq, TimeStampResp } from '@peculiar/asn1-tsp';
import { AlgorithmIdentifier, CertificateList } from '@peculiar/asn1-x509';
import { horodateurHttp } from '@ppn/sealing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { lireCertificat, serieHex, tampon } from './certificat.ts';
import { ConfianceInutilisable, creerConfiance, demarrerConfiance } from './index.ts';
import type { CarteEmise, DemandeCarte, ServiceConfiance } from './index.ts';

const CAMILLE: DemandeCarte = {
  id: 'camille-moreau',
  prenom: 'Camille',
  nom: 'MOREAU',
  matricule: '1048221',
  organisation: 'Ministère de l’intérieur',
  unite: 'Commissariat de Valmont',
  pin: '4821',
};
const SHA256 = '2.16.840.1.101.3.4.2.1';

let dossier: string;
let service: ServiceConfiance;
let carte: CarteEmise;
beforeAll(async () => {
  dossier = await mkdtemp(join(tmpdir(), 'ppn-confiance-'));
  service = await demarrerConfiance({ dossier: join(dossier, 'confiance'), port: 0 });
  carte = await service.confiance.emettreCarte(CAMILLE);
});
afterAll(async () => {
  await service.arreter();
  await rm(dossier, { recursive: true, force: true });
});

const poster = async (chemin: string, type: string, corps: ArrayBuffer): Promise<ArrayBuffer> =>
  (
    await fetch(`${service.url}${chemin}`, { method: 'POST', headers: { 'content-type': type }, body: corps })
  ).arrayBuffer();
const dater = async (question: ArrayBuffer): Promise<TimeStampResp> =>
  AsnConvert.parse(await poster('/tsa', 'application/timestamp-query', question), TimeStampResp);
const question = (reste: Partial<TimeStampReq> = {}, algorithm = SHA256, longueur = 32): ArrayBuffer =>
  AsnConvert.serialize(
    new TimeStampReq({
      version: 1,
      messageImprint: new MessageImprint({
        hashAlgorithm: new AlgorithmIdentifier({ algorithm, parameters: null }),
        hashedMessage: new OctetString(new Uint8Array(longueur).fill(7)),
      }),
      ...reste,
    }),
  );

test('une carte porte deux certificats du même sujet, l’un pour s’authentifier, l’autre pour engager', () => {
  const authentification = new X509Certificate(carte.certificatAuthentification);
  const signature = new X509Certificate(carte.certificatSignature);
  expect(authentification.subject).toBe(signature.subject);
  expect(signature.subject).toContain('CN=Camille MOREAU');
  expect(signature.subject).toContain('serialNumber=1048221');
  expect(authentification.keyUsage).toEqual(['1.3.6.1.5.5.7.3.2']);
  expect(signature.keyUsage).toBeUndefined();
  expect(signature.infoAccess).toContain(`${service.url}/ocsp`);
});

test('remettre deux fois la même carte ne change rien', async () => {
  const encore = await service.confiance.emettreCarte({ ...CAMILLE, pin: '9999' });
  expect(encore.series).toEqual(carte.series);
});

test('le dossier créé deux fois à la fois, puis relu, est une seule confiance', async () => {
  const options = { dossier: join(dossier, 'ensemble'), url: 'http://127.0.0.1:18799' };
  const [une, autre] = await Promise.all([creerConfiance(options), creerConfiance(options)]);
  expect(Buffer.from(une.racine)).toEqual(Buffer.from(autre.racine));
  expect((await readdir(dossier)).filter((nom) => nom.includes('creation'))).toEqual([]);
  await expect(creerConfiance({ ...options, url: 'http://127.0.0.1:1' })).rejects.toThrow(
    ConfianceInutilisable,
  );
});

test('les clés privées ne sont lisibles que de leur propriétaire', async () => {
  const racine = join(dossier, 'confiance');
  const noms = await readdir(racine, { recursive: true });
  const cles = noms.filter((nom) => nom.endsWith('cle.pem'));
  expect(cles).toHaveLength(3 + 3 + 1 + 6);
  for (const cle of cles) expect((await stat(join(racine, cle))).mode & 0o077).toBe(0);
});

test('l’horodateur rend un jeton que @ppn/sealing accepte', async () => {
  const horodater = horodateurHttp({ url: service.horodatage, delaiMs: 5_000 });
  const jeton = await horodater(createHash('sha256').update('acte').digest());
  expect(jeton.length).toBeGreaterThan(500);
});

test('l’horodateur rend le nonce, et les certificats seulement si on les demande', async () => {
  const nonce = Uint8Array.of(0x00, 0x9a, 0x01).buffer;
  const avec = await dater(question({ nonce, certReq: true }));
  const sans = await dater(question({ nonce }));
  expect(avec.status.status).toBe(0);
  expect(Buffer.from(avec.timeStampToken?.content ?? new ArrayBuffer()).length).toBeGreaterThan(
    Buffer.from(sans.timeStampToken?.content ?? new ArrayBuffer()).length + 800,
  );
  expect(
    Buffer.from(sans.timeStampToken?.content ?? new ArrayBuffer()).includes(Buffer.from([2, 3, 0, 0x9a, 1])),
  ).toBe(true);
});

test.each([
  ['un algorithme inconnu (SHA-1)', () => question({}, '1.3.14.3.2.26', 20), 0],
  ['une empreinte trop courte', () => question({}, SHA256, 31), 5],
  ['une politique étrangère', () => question({ reqPolicy: '1.2.3.4' }), 15],
  ['des octets quelconques', () => tampon(Buffer.from('pas du DER')), 5],
])('l’horodateur refuse %s en disant pourquoi', async (_cas, corps, bit) => {
  const { status, timeStampToken } = await dater(corps());
  expect(status.status).toBe(2);
  expect(timeStampToken).toBeUndefined();
  const drapeaux = new Uint8Array(status.failInfo?.value ?? new ArrayBuffer());
  expect(Number(drapeaux[Math.floor(bit / 8)]) & (0x80 >> (bit % 8))).not.toBe(0);
});

test('OCSP dit bon, puis révoqué dès la révocation, et inconnu pour un numéro jamais émis', async () => {
  const revoquee = await service.confiance.emettreCarte({ ...CAMILLE, id: 'a-revoquer' });
  expect(await etatOcsp(revoquee.series.signature)).toBe('good');
  await service.confiance.revoquer(revoquee.series.signature);
  await service.confiance.revoquer(revoquee.series.signature);
  expect(await etatOcsp(revoquee.series.signature)).toBe('revoked');
  expect(await etatOcsp('4142434445464748494a4b4c4d4e4f50')).toBe('unknown');
  const liste = AsnConvert.parse(
    await (await fetch(`${service.url}/crl/agents.crl`)).arrayBuffer(),
    CertificateList,
  );
  const numeros = (liste.tbsCertList.revokedCertificates ?? []).map(({ userCertificate }) =>
    serieHex(userCertificate),
  );
  expect(numeros.filter((numero) => numero === revoquee.series.signature)).toHaveLength(1);
  expect(await readFile(service.confiance.lieux.liste('agents'))).toEqual(
    Buffer.from(AsnConvert.serialize(liste)),
  );
});

test('révoquer un numéro jamais émis est refusé par une phrase', async () => {
  await expect(service.confiance.revoquer('abcd')).rejects.toThrow('Aucun certificat de numéro abcd');
});

test('le service refuse un corps trop gros, un type inattendu et un chemin inconnu', async () => {
  const envoyer = (chemin: string, type: string, corps: Uint8Array<ArrayBuffer>): Promise<Response> =>
    fetch(`${service.url}${chemin}`, { method: 'POST', headers: { 'content-type': type }, body: corps });
  expect((await envoyer('/tsa', 'application/timestamp-query', new Uint8Array(70_000))).status).toBe(413);
  expect((await envoyer('/tsa', 'text/plain', new Uint8Array(1))).status).toBe(415);
  expect((await fetch(`${service.url}/crl/../registre.jsonl`)).status).toBe(404);
});

async function etatOcsp(serie: string): Promise<string> {
  const agents = service.confiance.autorite('agents').certificat;
  const condenser = (octets: ArrayBuffer): OctetString =>
    new OctetString(createHash('sha1').update(new Uint8Array(octets)).digest());
  const { subject, subjectPublicKeyInfo } = lireCertificat(agents).tbsCertificate;
  const reqCert = new CertID({
    hashAlgorithm: new AlgorithmIdentifier({ algorithm: '1.3.14.3.2.26', parameters: null }),
    issuerNameHash: condenser(AsnConvert.serialize(subject)),
    issuerKeyHash: condenser(subjectPublicKeyInfo.subjectPublicKey),
    serialNumber: tampon(Buffer.from(serie, 'hex')),
  });
  const demande = new OCSPRequest({
    tbsRequest: new TBSRequest({ requestList: [new Request({ reqCert })] }),
  });
  const reponse = AsnConvert.parse(
    await poster('/ocsp', 'application/ocsp-request', AsnConvert.serialize(demande)),
    OCSPResponse,
  );
  const basique = AsnConvert.parse(
    reponse.responseBytes?.response.buffer ?? new ArrayBuffer(),
    BasicOCSPResponse,
  );
  const statut = basique.tbsResponseData.responses[0]?.certStatus;
  return statut?.revoked ? 'revoked' : statut?.good === null ? 'good' : 'unknown';
}

const openssl = spawnSync('openssl', ['version']).status === 0;
test.skipIf(!openssl)(
  'openssl accepte les chaînes, l’horodatage et OCSP, et voit chaque carte hors d’usage',
  async () => {
    const { confiance } = service;
    const expiree = await confiance.emettreCarte({ ...CAMILLE, id: 'expiree', cas: 'expiree' });
    const revoquee = await confiance.emettreCarte({ ...CAMILLE, id: 'revoquee', cas: 'revoquee' });
    const inconnue = await confiance.emettreCarte({ ...CAMILLE, id: 'inconnue', cas: 'ac-inconnue' });
    const rsa = await confiance.emettreCarte({ ...CAMILLE, id: 'rsa', algorithme: 'RSA-3072' });
    for (const ac of ['racine', 'agents', 'services'] as const) await confiance.liste(ac);
    const { racine, intermediaires, liste, horodatage } = confiance.lieux;
    const pem = async (nom: string, der: Uint8Array): Promise<string> => {
      const chemin = join(dossier, `${nom}.pem`);
      await writeFile(chemin, new X509Certificate(der).toString());
      return chemin;
    };
    const listes = join(dossier, 'listes.pem');
    await writeFile(
      listes,
      (['racine', 'agents', 'services'] as const)
        .map((ac) => execFileSync('openssl', ['crl', '-inform', 'der', '-in', liste(ac)]).toString())
        .join(''),
    );
    const verifier = async (nom: string, der: Uint8Array): Promise<string> => {
      const arguments_ = [
        'verify',
        '-x509_strict',
        '-crl_check_all',
        '-CAfile',
        racine,
        '-untrusted',
        intermediaires,
        '-CRLfile',
        listes,
        await pem(nom, der),
      ];
      const { stdout, stderr } = spawnSync('openssl', arguments_, { encoding: 'utf8' });
      return stdout + stderr;
    };
    expect(await verifier('bonne', carte.certificatSignature)).toContain('OK');
    expect(await verifier('rsa', rsa.certificatAuthentification)).toContain('OK');
    expect(
      await verifier('horodatage', new X509Certificate(await readFile(horodatage.certificats)).raw),
    ).toContain('OK');
    expect(await verifier('expiree', expiree.certificatSignature)).toContain('expired');
    expect(await verifier('revoquee', revoquee.certificatSignature)).toContain('revoked');
    expect(await verifier('inconnue', inconnue.certificatSignature)).toContain('unable to get local issuer');

    const demande = join(dossier, 'q.tsq');
    const reponse = join(dossier, 'r.tsr');
    execFileSync('openssl', ['ts', '-query', '-data', racine, '-sha384', '-cert', '-out', demande], {
      stdio: 'ignore',
    });
    await writeFile(
      reponse,
      Buffer.from(await poster('/tsa', 'application/timestamp-query', tampon(await readFile(demande)))),
    );
    const verdict = spawnSync(
      'openssl',
      [
        'ts',
        '-verify',
        '-queryfile',
        demande,
        '-in',
        reponse,
        '-CAfile',
        racine,
        '-untrusted',
        intermediaires,
      ],
      { encoding: 'utf8' },
    );
    expect(verdict.stdout + verdict.stderr).toContain('Verification: OK');

    const agents = await pem('agents', confiance.autorite('agents').certificat);
    const { stdout, stderr } = await ocsp([
      '-issuer',
      agents,
      '-cert',
      join(dossier, 'revoquee.pem'),
      '-url',
      `${service.url}/ocsp`,
      '-CAfile',
      racine,
      '-verify_other',
      intermediaires,
    ]);
    expect(stderr).toContain('Response verify OK');
    expect(stdout).toContain('revoked');
  },
);

/** Sans bloquer la boucle : le répondeur interrogé est dans ce processus. */
const ocsp = (arguments_: readonly string[]): Promise<{ readonly stdout: string; readonly stderr: string }> =>
  promisify(execFile)('openssl', ['ocsp', ...arguments_]);
