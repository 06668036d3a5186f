import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { CertificatIllisible, lireCertificat } from './certificat.ts';
import { emettre, pkiDEssai } from './essais/pki-d-essai.ts';

const pki = pkiDEssai();

describe('un certificat lu', () => {
  test('dit qui est l’agent, par qui il est émis, jusqu’à quand et pour quel usage', () => {
    const lu = lireCertificat(pki.agent.certificat);
    expect(lu).toMatchObject({
      nom: 'Claire MARTEL',
      matricule: '1042371',
      organisation: 'Ministère d’essai',
      typeDeCle: 'ec-p256',
      usages: ['nonRepudiation'],
      usagesEtendus: [],
      autorite: false,
      sujet: 'C=FR, O=Ministère d’essai, SERIALNUMBER=1042371, CN=Claire MARTEL',
      emetteur: 'C=FR, O=Ministère d’essai, CN=Autorité d’essai',
    });
    expect([lu.debut.toISOString(), lu.fin.toISOString()]).toEqual([
      '2025-01-01T00:00:00.000Z',
      '2035-01-01T00:00:00.000Z',
    ]);
  });

  test('distingue l’autorité, l’unité d’horodatage et les sortes de clés', () => {
    expect(lireCertificat(pki.autorite.certificat)).toMatchObject({
      autorite: true,
      usages: ['keyCertSign', 'cRLSign'],
      typeDeCle: 'ec-p384',
    });
    expect(lireCertificat(pki.unite.certificat).usagesEtendus).toEqual(['1.3.6.1.5.5.7.3.8']);
    expect(lireCertificat(pki.agentRsa.certificat).typeDeCle).toBe('rsa');
  });

  test('n’est lu qu’une fois, et ne suit pas les octets qu’on change ensuite', () => {
    const octets = Uint8Array.from(pki.agentRsa.certificat);
    const lu = lireCertificat(octets);
    octets.fill(0);
    expect(lireCertificat(pki.agentRsa.certificat)).toBe(lu);
    expect(Buffer.compare(lu.der, pki.agentRsa.certificat)).toBe(0);
    expect(() => lireCertificat(octets)).toThrow(CertificatIllisible);
  });

  test('est refusé s’il est tronqué, suivi d’octets, ou d’une clé non admise', () => {
    const { certificat } = pki.agent;
    expect(() => lireCertificat(certificat.subarray(0, 200))).toThrow(CertificatIllisible);
    expect(() => lireCertificat(Buffer.concat([certificat, Uint8Array.of(0)]))).toThrow(CertificatIllisible);
    expect(() => lireCertificat(new Uint8Array())).toThrow(CertificatIllisible);
    const p521 = emettre({
      nom: 'Autre',
      profil: 'autorite',
      cle: generateKeyPairSync('ec', { namedCurve: 'P-521' }).privateKey,
    });
    expect(() => lireCertificat(p521.certificat)).toThrow('n’est pas admise');
  });
});
