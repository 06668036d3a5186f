import { createHash, sign } from 'node:crypto';
import { ContentInfo, SignedData } from '@peculiar/asn1-cms';
import { AsnConvert } from '@peculiar/asn1-schema';
import { describe, expect, test } from 'vitest';
import { empreinteDe } from './certificat.ts';
import { assemblerCms, attributsSignes, lireAttributsSignes, verifierSignatureBrute } from './cms.ts';
import { chaineOctets, element, enfant, enfants, ensemble, lireDer, oid, sequence } from './der.ts';
import { pkiDEssai } from './essais/pki-d-essai.ts';

const pki = pkiDEssai();
const empreinte = empreinteDe(Buffer.from('un acte'));

const relire = (cms: Uint8Array): SignedData =>
  AsnConvert.parse(AsnConvert.parse(cms, ContentInfo).content, SignedData);

describe('les attributs signés', () => {
  const attributs = attributsSignes({ empreinte, certificat: pki.agent.certificat });

  test('se relisent : empreinte du document et du certificat', () => {
    expect(lireAttributsSignes(attributs)).toEqual({
      messageDigest: empreinte,
      certificat: empreinteDe(pki.agent.certificat),
    });
  });

  test('sont un SET trié, sans heure de signature', () => {
    const bruts = enfants(lireDer(attributs)).map(({ brut }) => brut);
    expect(bruts).toEqual(bruts.toSorted((un, autre) => Buffer.compare(un, autre)));
    expect(bruts).toHaveLength(3);
    expect(Buffer.from(attributs).includes(Buffer.from(oid('1.2.840.113549.1.9.5')))).toBe(false);
  });

  test('ne se relisent pas s’ils portent autre chose, sont dans un autre ordre, ou ne sont pas du DER', () => {
    const [un = new Uint8Array(), deux = new Uint8Array(), trois = new Uint8Array()] = enfants(
      lireDer(attributs),
    ).map(({ brut }) => brut);
    const heure = sequence(
      oid('1.2.840.113549.1.9.5'),
      ensemble([element(0x17, Buffer.from('261121000000Z'))]),
    );
    expect(lireAttributsSignes(ensemble([un, deux, trois, heure]))).toBeUndefined();
    expect(lireAttributsSignes(element(0x31, trois, deux, un))).toBeUndefined();
    expect(lireAttributsSignes(ensemble([un, deux]))).toBeUndefined();
    expect(lireAttributsSignes(sequence(un, deux, trois))).toBeUndefined();
    expect(lireAttributsSignes(Buffer.from('document quelconque'))).toBeUndefined();
    expect(lireAttributsSignes(new Uint8Array())).toBeUndefined();
    expect(lireAttributsSignes(Buffer.concat([attributs, Uint8Array.of(0)]))).toBeUndefined();
    expect(lireAttributsSignes(sequence(chaineOctets(new Uint8Array(32))))).toBeUndefined();
  });
});

describe.each([
  ['EC P-256', pki.agent],
  ['EC P-384', pki.agentP384],
  ['RSA-3072', pki.agentRsa],
] as const)('une signature %s', (_, agent) => {
  const attributs = attributsSignes({ empreinte, certificat: agent.certificat });
  const signature = sign('sha256', attributs, agent.cle);

  test('se vérifie avec son certificat, pas avec un autre ni sur d’autres attributs', () => {
    expect(
      verifierSignatureBrute({ attributsSignes: attributs, signature, certificat: agent.certificat }),
    ).toBe(true);
    expect(
      verifierSignatureBrute({ attributsSignes: attributs, signature, certificat: pki.unite.certificat }),
    ).toBe(false);
    expect(
      verifierSignatureBrute({
        attributsSignes: Buffer.concat([attributs, Uint8Array.of(0)]),
        signature,
        certificat: agent.certificat,
      }),
    ).toBe(false);
    expect(
      verifierSignatureBrute({
        attributsSignes: attributs,
        signature: new Uint8Array(3),
        certificat: agent.certificat,
      }),
    ).toBe(false);
    expect(
      verifierSignatureBrute({ attributsSignes: attributs, signature, certificat: new Uint8Array(3) }),
    ).toBe(false);
  });

  test('s’assemble en CMS relu à l’identique par un autre lecteur', async () => {
    const jeton = await pki.horodateur(createHash('sha256').update(signature).digest());
    const cms = relire(
      assemblerCms({ attributsSignes: attributs, signature, certificats: agent.chaine, jeton }),
    );
    const [info] = cms.signerInfos;
    expect(Buffer.from(info?.signature.buffer ?? new ArrayBuffer())).toEqual(Buffer.from(signature));
    expect(
      Buffer.from(ensemble((info?.signedAttrs ?? []).map((lu) => new Uint8Array(AsnConvert.serialize(lu))))),
    ).toEqual(Buffer.from(attributs));
    expect(
      info?.unsignedAttrs?.map(({ attrType, attrValues }) => [
        attrType,
        Buffer.from(attrValues[0] ?? new ArrayBuffer()).equals(jeton),
      ]),
    ).toEqual([['1.2.840.113549.1.9.16.2.14', true]]);
    expect(info?.signatureAlgorithm.algorithm).toBe(
      agent === pki.agentRsa ? '1.2.840.113549.1.1.11' : '1.2.840.10045.4.3.2',
    );
    expect(cms.certificates).toHaveLength(3);
    expect(cms.encapContentInfo.eContent).toBeUndefined();
  });
});

test('une signature emporte les listes de révocation qu’on lui donne, une fois chacune (RFC 5652 §5.1)', () => {
  const attributs = attributsSignes({ empreinte, certificat: pki.agent.certificat });
  const [crl = new Uint8Array()] = pki.crls;
  const cms = assemblerCms({
    attributsSignes: attributs,
    signature: new Uint8Array(70),
    certificats: pki.agent.chaine,
    crls: [...pki.crls, crl],
  });
  const signedData = enfant(enfant(lireDer(cms), 1, 0xa0), 0);
  const listes = enfants(signedData)
    .filter(({ tag }) => tag === 0xa1)
    .flatMap(enfants)
    .map(({ brut }) => Buffer.from(brut));
  expect(listes).toEqual(
    pki.crls.map((octets) => Buffer.from(octets)).toSorted((un, autre) => Buffer.compare(un, autre)),
  );
});

test('une signature sans certificat ne s’assemble pas', () => {
  expect(() =>
    assemblerCms({ attributsSignes: sequence(), signature: new Uint8Array(), certificats: [] }),
  ).toThrow(RangeError);
});
