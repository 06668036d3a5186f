import { createHash, verify } from 'node:crypto';
import { ContentInfo, SignedData } from '@peculiar/asn1-cms';
import { AsnConvert } from '@peculiar/asn1-schema';
import { beforeAll, describe, expect, test } from 'vitest';
import { horodate } from '@ppn/core';
import { cacheter } from './cades.ts';
import { lireCertificat } from './certificat.ts';
import { composerPdfA } from './composer.ts';
import { ensemble } from './der.ts';
import { acteDEssai } from './essais/acte-d-essai.ts';
import { cachetDe, pkiDEssai, type Titulaire } from './essais/pki-d-essai.ts';
import { lireJointe, texteDuPdf } from './lecture-pdf.ts';
import { PLACE_CMS, SignatureImpossible, insererCms, preparerSignature } from './pades.ts';
import { RevisionImpossible } from './revision.ts';

const pki = pkiDEssai();
const signeA = horodate('2026-11-21T09:14:00Z');
let pdf: Uint8Array;
beforeAll(async () => {
  pdf = await composerPdfA(acteDEssai());
});

const signer = async (octets: Uint8Array, champ: string, agent: Titulaire): Promise<Uint8Array> => {
  const prepare = await preparerSignature({ pdf: octets, champ, signeA, nom: 'Claire MARTEL (capitaine)' });
  return insererCms(
    prepare.octets,
    await cacheter({ empreinte: prepare.empreinte, cachet: cachetDe(agent), horodateur: pki.horodateur }),
  );
};

/** Verifie chaque signature avec un autre lecteur : plages, attributs, valeur. */
const signaturesJustes = (octets: Uint8Array, agents: readonly Titulaire[]): boolean => {
  const tout = Buffer.from(octets);
  const plages = [...tout.toString('latin1').matchAll(/\/ByteRange \[0 (\d+) (\d+) (\d+) *\]/g)].map(
    (plage) => plage.slice(1).map(Number),
  );
  return (
    plages.length === agents.length &&
    plages.every(([debut = 0, fin = 0, reste = 0], rang) => {
      const condensat = createHash('sha256')
        .update(tout.subarray(0, debut))
        .update(tout.subarray(fin, fin + reste))
        .digest();
      const der = Buffer.from(tout.subarray(debut + 1, fin - 1).toString('latin1'), 'hex');
      const [info] = AsnConvert.parse(
        AsnConvert.parse(der.subarray(0, 4 + der.readUInt16BE(2)), ContentInfo).content,
        SignedData,
      ).signerInfos;
      const attributs = Buffer.from(
        ensemble((info?.signedAttrs ?? []).map((lu) => new Uint8Array(AsnConvert.serialize(lu)))),
      );
      const certificat = agents[rang]?.certificat ?? new Uint8Array();
      return (
        attributs.includes(condensat) &&
        verify(
          'sha256',
          attributs,
          lireCertificat(certificat).cle,
          Buffer.from(info?.signature.buffer ?? new ArrayBuffer()),
        )
      );
    })
  );
};

describe('la signature d’un acte', () => {
  test('est juste, une par signataire, et chacune garde les octets de la précédente', async () => {
    const un = await signer(pdf, 'opj', pki.agent);
    const deux = await signer(un, 'temoin', pki.agentRsa);
    expect(Buffer.from(un.subarray(0, pdf.length)).equals(pdf)).toBe(true);
    expect(Buffer.from(deux.subarray(0, un.length)).equals(un)).toBe(true);
    expect(signaturesJustes(deux, [pki.agent, pki.agentRsa])).toBe(true);
    deux[500] = (deux[500] ?? 0) ^ 1;
    expect(signaturesJustes(deux, [pki.agent, pki.agentRsa])).toBe(false);
  });

  test('ne change ni le texte ni les pièces de l’acte', async () => {
    const signe = await signer(pdf, 'opj', pki.agentP384);
    expect(await texteDuPdf(signe)).toBe(await texteDuPdf(pdf));
    expect(await lireJointe(signe, 'acte.json')).toEqual(await lireJointe(pdf, 'acte.json'));
  });

  test('se prépare deux fois à l’identique : rien n’est à garder entre les deux temps', async () => {
    const demande = {
      pdf,
      champ: 'opj',
      signeA,
      nom: 'Claire MARTEL',
      lieu: 'Rennes',
      motif: 'Relu et approuvé',
    };
    const [un, deux] = [await preparerSignature(demande), await preparerSignature(demande)];
    expect(Buffer.compare(un.octets, deux.octets)).toBe(0);
    expect(un.empreinte).toBe(deux.empreinte);
  });

  test('dit l’heure légale du lieu et le profil PAdES, sans motif s’il n’est pas donné', async () => {
    const texte = Buffer.from((await preparerSignature({ pdf, champ: 'opj', signeA, nom: 'X' })).octets)
      .subarray(pdf.length)
      .toString('latin1');
    expect(texte).toContain("(D:20261121101400+01'00')");
    expect(texte).toContain('/SubFilter /ETSI.CAdES.detached');
    expect(texte).not.toContain('/Reason');
  });

  test('est refusée sur un champ absent ou déjà signé', async () => {
    const signe = await signer(pdf, 'opj', pki.agent);
    await expect(preparerSignature({ pdf: signe, champ: 'opj', signeA, nom: 'X' })).rejects.toThrow(
      'déjà signé',
    );
    await expect(preparerSignature({ pdf, champ: 'juge', signeA, nom: 'X' })).rejects.toThrow(
      SignatureImpossible,
    );
  });

  test('est refusée sur un document abîmé, qu’il faudrait réécrire', async () => {
    const abime = Buffer.from(pdf);
    abime.write('startxref\n1     \n', abime.lastIndexOf('startxref'));
    await expect(preparerSignature({ pdf: abime, champ: 'opj', signeA, nom: 'X' })).rejects.toThrow(
      RevisionImpossible,
    );
  });

  test('est refusée si elle ne tient pas, si rien ne l’attend, ou si la place est déjà prise', async () => {
    const { octets } = await preparerSignature({ pdf, champ: 'opj', signeA, nom: 'X' });
    expect(() => insererCms(octets, new Uint8Array(PLACE_CMS + 1))).toThrow('réduisez les listes');
    expect(() => insererCms(pdf, new Uint8Array(10))).toThrow('n’attend pas de signature');
    expect(() => insererCms(insererCms(octets, Uint8Array.of(1)), Uint8Array.of(1))).toThrow(
      SignatureImpossible,
    );
    expect(() => insererCms(Buffer.concat([octets, Buffer.from('\n')]), Uint8Array.of(1))).toThrow(
      SignatureImpossible,
    );
  });
});
