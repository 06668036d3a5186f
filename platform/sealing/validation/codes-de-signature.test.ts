import { createHash } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { composerPdfA } from '../composer.ts';
import { acteDEssai } from '../essais/acte-d-essai.ts';
import { crlDe, emettre, horodateurDe, pkiDEssai } from '../essais/pki-d-essai.ts';
import { validerJeton } from './cms/valider-jeton.ts';
import {
  MAINTENANT,
  ajouterRevision,
  alterer,
  ancresDe,
  crlRevoquant,
  signerChamp,
  texteDeLObjet,
} from './essais/fabrique.ts';
import type { Signature } from './essais/fabrique.ts';
import { ouvrirPdf } from './pdf/document.ts';
import { pagesDe } from './pdf/formulaire.ts';
import { validerPdf } from './pdf/valider-pdf.ts';

const pki = pkiDEssai();
const ancres = ancresDe(pki.racine);
const parDefaut: Signature = { titulaire: pki.agent, crls: pki.crls, horodateur: pki.horodateur };
let vierge: Uint8Array;
let signe: Uint8Array;

beforeAll(async () => {
  vierge = await composerPdfA(acteDEssai());
  signe = await signerChamp(vierge, 'opj', parDefaut);
});

const signer = (changement: Partial<Signature>) =>
  signerChamp(vierge, 'opj', { ...parDefaut, ...changement });
const codesDe = async (pdf: Uint8Array, a = MAINTENANT, confiance = ancres) =>
  (await validerPdf(pdf, confiance, { a })).signatures.flatMap(({ codes }) => codes);

test('une signature juste n’a aucun code', async () => {
  expect(await codesDe(signe)).toEqual([]);
});

test('chaque controle manque donne son code, et lui seul', async () => {
  const inconnue = emettre({ nom: 'Racine inconnue', profil: 'autorite' });
  const horloge = emettre({ nom: 'Horloge inconnue', profil: 'horodatage', emetteur: inconnue });
  const revoque = [crlDe(pki.racine), crlRevoquant(pki.autorite, [pki.agent], '261101000000Z')];
  const page = [...pagesDe(ouvrirPdf(signe)).keys()][0] ?? 0;
  const changee = ajouterRevision(signe, (neuf) => ({
    [page]: texteDeLObjet(signe, page).replace(/\/Contents \d+ 0 R/u, `/Contents ${neuf} 0 R`),
    [neuf]: '<< /Length 0 >>\nstream\n\nendstream',
  }));
  const ailleurs = (): Promise<Uint8Array> => pki.horodateur(new Uint8Array(32).fill(7));
  expect({
    octet: await codesDe(alterer(signe, '/MarkInfo', '/MarkInfp')),
    designe: await codesDe(await signer({ designe: pki.agentRsa.certificat })),
    autreRacine: (await codesDe(signe, MAINTENANT, ancresDe(inconnue))).toSorted(),
    revoque: await codesDe(await signer({ crls: revoque })),
    sansListe: await codesDe(await signer({ crls: [] })),
    sansJeton: await codesDe(await signerChamp(vierge, 'opj', { titulaire: pki.agent, crls: pki.crls })),
    jetonDAilleurs: await codesDe(await signer({ horodateur: ailleurs })),
    horlogeInconnue: await codesDe(await signer({ horodateur: horodateurDe(horloge) })),
    agentQuiHorodate: await codesDe(await signer({ horodateur: horodateurDe(pki.agent) })),
    horlogeExpiree: await codesDe(signe, new Date('2060-01-01T00:00:00Z')),
    page: await codesDe(changee),
    bourrage: await codesDe(alterer(signe, `${'0'.repeat(40)}>`, `${'0'.repeat(38)}01>`)),
  }).toEqual({
    octet: ['signature-fausse'],
    designe: ['signature-fausse'],
    autreRacine: ['certificat-non-reconnu', 'horodatage-faux'],
    revoque: ['certificat-revoque'],
    sansListe: ['revocation-inconnue'],
    sansJeton: ['horodatage-absent'],
    jetonDAilleurs: ['horodatage-faux'],
    horlogeInconnue: ['horodatage-faux'],
    agentQuiHorodate: ['horodatage-faux'],
    horlogeExpiree: ['horodatage-expire'],
    page: ['modifie-apres-signature'],
    bourrage: ['bourrage'],
  });
});

test('un jeton seul, ou dans sa reponse, prouve l’heure des octets qu’il horodate, et d’eux seuls', async () => {
  const contenu = Buffer.from('ppn/interieur\n1\nAAAA\n');
  const jeton = await pki.horodateur(createHash('sha256').update(contenu).digest());
  const reponse = Buffer.concat([
    Buffer.from([0x30, 0x82, (jeton.length + 5) >> 8, (jeton.length + 5) & 255, 0x30, 3, 2, 1, 0]),
    jeton,
  ]);
  const confiance = { ...ancres, crls: pki.crls };
  const demande = { contenu, ancres: confiance, a: MAINTENANT };
  const bon = { horodateA: '2026-11-21T09:15:00.000Z', motifs: [] };
  expect(validerJeton({ ...demande, jeton })).toEqual(bon);
  expect(validerJeton({ ...demande, jeton: reponse })).toEqual(bon);
  expect(validerJeton({ ...demande, jeton, contenu: Buffer.from('autre') }).horodateA).toBeUndefined();
  expect(validerJeton({ ...demande, jeton: Buffer.from('rien') })).toEqual({
    motifs: [expect.stringContaining('illisible') as unknown],
  });
});
