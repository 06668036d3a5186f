import { isDeepStrictEqual } from 'node:util';
import { horodate } from '@ppn/core';
import { agent } from '@ppn/dossier/essais/banc';
import { RefusHttp } from '@ppn/http';
import { assemblerCms, attributsSignes, insererCms, preparerSignature } from '@ppn/sealing';
import { createHash, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { composerActe, construireActe } from '../composer-acte.ts';
import type { ActeJson } from '../contract.ts';
import { donneesDuDossier } from '../donnees-du-dossier.ts';
import { bancDesActes } from '../essais/banc.ts';
import { lireActeJson } from '../lire-acte.ts';
import { abandonner } from './abandonner.ts';
import { brouillonDe, commencer, ecrire } from './rediger.ts';
import { reprendreScellements } from './sceller.ts';
import { geler, recevoirSignature } from './signer.ts';
import { verifierActeRecu } from './verifier-acte-recu.ts';

type Banc = Awaited<ReturnType<typeof bancDesActes>>;
let banc: Banc;
let carte: Awaited<ReturnType<Banc['carte']>>;
beforeAll(async () => {
  banc = await bancDesActes();
  carte = await banc.carte('PN100001');
}, 60_000);
afterAll(() => banc?.fermer());

const sort = (promesse: Promise<unknown>): Promise<string> =>
  promesse.then(
    () => 'accorde',
    (cause: unknown) =>
      cause instanceof RefusHttp ? `${cause.corps.status} ${cause.corps.code}` : String(cause),
  );
const collegue = agent({ matricule: 'PN100002', prenom: 'Hugo', nom: 'Lefèvre' });

/** Une synthese commencee et complete dans un dossier neuf. */
async function synthese() {
  const idj = await banc.ouvrir();
  const etat = await banc.etatDe(idj);
  const { acteId, contenu } = await commencer(banc.ports, agent(), etat, { type: 'synthese' });
  const complet = { ...contenu, expose: 'Les faits.', conclusion: 'Établis.' };
  await ecrire(banc.ports, agent(), etat, { acteId, versionAttendue: 1, contenu: complet });
  return { idj, etat, acteId, complet };
}
const attributsDe = async (acteId: string): Promise<Uint8Array> =>
  (
    await banc.ports.db
      .selectFrom('brouillon')
      .select('attributs')
      .where('acte_id', '=', acteId)
      .executeTakeFirstOrThrow()
  ).attributs ?? new Uint8Array();
const verifier = async (pdf: Uint8Array, idj: string) =>
  verifierActeRecu(pdf, { idj, ancres: await banc.ancres(), catalogue: banc.ports.catalogue });

test('un brouillon ne s’écrase pas : la version attendue doit être la dernière', async () => {
  const { etat, acteId, complet } = await synthese();
  const demande = { acteId, versionAttendue: 1, contenu: { ...complet, conclusion: 'Autre.' } };
  expect(await sort(ecrire(banc.ports, agent(), etat, demande))).toBe('409 version-depassee');
  expect(await sort(ecrire(banc.ports, agent(), etat, { ...demande, versionAttendue: 2 }))).toBe('accorde');
});

test('seul le rédacteur écrit, abandonne et signe ; un identifiant mal formé est seulement inconnu', async () => {
  const { etat, acteId, complet } = await synthese();
  expect(
    await sort(ecrire(banc.ports, collegue, etat, { acteId, versionAttendue: 2, contenu: complet })),
  ).toBe('403 autre-redacteur');
  expect(await sort(abandonner(banc.ports, collegue, etat, { acteId, motif: '' }))).toBe(
    '403 autre-redacteur',
  );
  expect(await sort(geler(banc.ports, collegue, carte, etat, acteId))).toBe('403 autre-redacteur');
  expect(await sort(brouillonDe(banc.ports, etat.idj, "x' or 1=1"))).toBe('404 acte-inconnu');
  expect(await sort(abandonner(banc.ports, agent(), etat, { acteId, motif: '' }))).toBe('accorde');
  expect(await sort(brouillonDe(banc.ports, etat.idj, acteId))).toBe('404 acte-inconnu');
});

test('la même demande, renvoyée ou en double, commence un seul acte ; un acte d’un autre, ou scellé, ne se reprend pas', async () => {
  const etat = await banc.etatDe(await banc.ouvrir());
  const demande = { type: 'synthese', acteId: randomUUID() } as const;
  const rendus = await Promise.all([1, 2, 3].map(() => commencer(banc.ports, agent(), etat, demande)));
  expect(rendus.map(({ acteId }) => acteId)).toEqual([1, 2, 3].map(() => demande.acteId));
  expect(await sort(commencer(banc.ports, collegue, etat, demande))).toBe('403 autre-redacteur');
  expect(await sort(commencer(banc.ports, agent(), etat, { ...demande, type: 'constatations' }))).toBe(
    '409 demande-deja-servie',
  );
  const ailleurs = await banc.etatDe(await banc.ouvrir());
  expect(await sort(commencer(banc.ports, agent(), ailleurs, demande))).toBe('404 acte-inconnu');
  const { acteId } = demande;
  const complet = { ...rendus[0]?.contenu, expose: 'Les faits.', conclusion: 'Établis.' };
  await ecrire(banc.ports, agent(), etat, { acteId, versionAttendue: 1, contenu: complet });
  await geler(banc.ports, agent(), carte, etat, acteId);
  const signature = await carte.signer(await attributsDe(acteId));
  await recevoirSignature(banc.ports, agent(), carte, { acteId, signature });
  expect(await sort(commencer(banc.ports, agent(), etat, demande))).toBe('409 acte-scelle');
});

test('un acte incomplet ne se gèle pas, et dit ce qui manque', async () => {
  const etat = await banc.etatDe(await banc.ouvrir());
  const { acteId } = await commencer(banc.ports, agent(), etat, { type: 'synthese' });
  const refus = await geler(banc.ports, agent(), carte, etat, acteId).catch((cause: unknown) => cause);
  expect(refus).toMatchObject({
    corps: { status: 409, code: 'acte-incomplet', detail: expect.stringContaining('Écrivez la conclusion.') },
  });
});

test('un acte signé par la carte est scellé, valide hors ligne, et ne change plus', async () => {
  const { idj, etat, acteId, complet } = await synthese();
  await geler(banc.ports, agent(), carte, etat, acteId);
  const signature = await carte.signer(await attributsDe(acteId));
  expect(await recevoirSignature(banc.ports, agent(), carte, { acteId, signature })).toEqual({
    etat: 'scelle',
    phrase: 'Acte signé et scellé.',
  });
  expect(await recevoirSignature(banc.ports, agent(), carte, { acteId, signature })).toMatchObject({
    etat: 'scelle',
  });
  expect(
    await sort(ecrire(banc.ports, agent(), etat, { acteId, versionAttendue: 2, contenu: complet })),
  ).toBe('409 acte-scelle');

  const { empreinte } = await banc.ports.db
    .selectFrom('piece')
    .select('empreinte')
    .where('id', '=', acteId)
    .executeTakeFirstOrThrow();
  const pdf = await banc.ports.dossier.magasin.lireOctets(empreinte as never, 10_000_000);
  expect(await verifier(pdf, idj)).toMatchObject({
    ok: true,
    valeur: { acte: { acteId, contenu: complet }, signataires: [{ matricule: 'PN100001' }] },
  });
  expect(await verifier(pdf, 'IDJ-2026-00000000-B')).toMatchObject({
    ok: false,
    refus: [expect.stringContaining('porte l’IDJ')],
  });
});

test('une signature d’une autre carte, ou d’avant la dernière modification, est refusée', async () => {
  const { etat, acteId, complet } = await synthese();
  await geler(banc.ports, agent(), carte, etat, acteId);
  const juste = await carte.signer(await attributsDe(acteId));
  const autre = await banc.carte('PN100099');
  const fausse = await autre.signer(await attributsDe(acteId));
  expect(await recevoirSignature(banc.ports, agent(), carte, { acteId, signature: fausse })).toMatchObject({
    etat: 'refuse',
  });
  expect(await recevoirSignature(banc.ports, agent(), autre, { acteId, signature: fausse })).toMatchObject({
    etat: 'refuse',
    phrase: expect.stringContaining('pas celle pour laquelle'),
  });
  await ecrire(banc.ports, agent(), etat, {
    acteId,
    versionAttendue: 2,
    contenu: { ...complet, conclusion: 'Changée.' },
  });
  expect(await recevoirSignature(banc.ports, agent(), carte, { acteId, signature: juste })).toMatchObject({
    etat: 'refuse',
    phrase: expect.stringContaining('modifié depuis'),
  });
});

test('sans horodatage la signature attend, l’acte est figé, puis se scelle tout seul', async () => {
  const { etat, acteId, complet } = await synthese();
  await geler(banc.ports, agent(), carte, etat, acteId);
  const signature = await carte.signer(await attributsDe(acteId));
  banc.etat.horodatage = false;
  expect(await recevoirSignature(banc.ports, agent(), carte, { acteId, signature })).toMatchObject({
    etat: 'horodatage-attendu',
  });
  expect(
    await sort(ecrire(banc.ports, agent(), etat, { acteId, versionAttendue: 2, contenu: complet })),
  ).toBe('409 acte-en-cours-de-scellement');
  expect(await sort(abandonner(banc.ports, agent(), etat, { acteId, motif: '' }))).toBe(
    '409 acte-en-cours-de-scellement',
  );
  expect(await reprendreScellements(banc.ports)).toBe(0);
  banc.etat.horodatage = true;
  expect(await reprendreScellements(banc.ports)).toBe(1);
  expect(await reprendreScellements(banc.ports)).toBe(0);
});

test('un acte bien signé dont les données disent plus que le texte, ou que la qualité n’autorise pas, est refusé', async () => {
  const { idj, etat, acteId } = await synthese();
  await geler(banc.ports, agent(), carte, etat, acteId);
  const { pdf } = await banc.ports.db
    .selectFrom('brouillon')
    .select('pdf')
    .where('acte_id', '=', acteId)
    .executeTakeFirstOrThrow();
  const lu = await lireActeJson(pdf ?? new Uint8Array());
  if (!lu.ok) throw new Error(lu.refus);
  const cas: readonly (readonly [ActeJson, string])[] = [
    [lu.valeur, ''],
    [
      { ...lu.valeur, contenu: { ...lu.valeur.contenu, noteSecrete: 'cachée' } },
      'Les données de l’acte contiennent des champs que son texte ne montre pas.',
    ],
    [
      {
        ...lu.valeur,
        jointes: [
          {
            id: acteId,
            nom: 'x',
            typeMime: 'x',
            famille: 'x',
            taille: 1,
            empreinte: 'ab'.repeat(32),
            apercu: null,
          },
        ],
      } as ActeJson,
      'que son texte ne cite pas',
    ],
    [
      { ...lu.valeur, redacteur: { ...lu.valeur.redacteur, qualite: 'apj' } },
      'La qualité « agent de police judiciaire » ne permet pas de rédiger cet acte.',
    ],
  ];
  for (const [acte, motif] of cas) {
    const rendu = await verifier(await sceller(acte), idj);
    expect(rendu.ok ? '' : rendu.refus.join(' ')).toContain(motif);
    expect(rendu.ok).toBe(isDeepStrictEqual(acte, lu.valeur));
  }
});

test('un acte scellé par le gabarit d’avant la tablette reste accepté, et ses données tenues', async () => {
  const idj = await banc.ouvrir();
  const etat = await banc.etatDe(idj);
  const definition = banc.ports.catalogue.acte('audition-victime');
  const ancien = definition?.anciens.find(({ gabarit }) => gabarit === 'audition-victime@1');
  if (!definition || !ancien) throw new Error('Gabarit d’avant absent du catalogue.');
  const donnees = await donneesDuDossier(banc.ports.dossier, etat);
  const instant = '2026-11-21T10:00:00Z';
  const acte = construireActe({
    definition: { ...definition, ...ancien },
    acteId: '00000000-0000-7000-8000-0000000000aa',
    numero: 1,
    contenu: {
      ...definition.preremplir(donnees, horodate(instant), undefined),
      echanges: [{ question: 'Que s’est-il passé ?', reponse: 'On m’a volé.' }],
      lecture: { mode: 'lu-par-l-agent', signature: 'refus', motif: 'sans raison donnée' },
    },
    donnees,
    agent: agent(),
    instant,
  });
  const pdf = await sceller(acte, { ...definition, ...ancien });
  expect(await verifier(pdf, idj)).toMatchObject({
    ok: true,
    valeur: { acte: { gabarit: 'audition-victime@1' } },
  });
  for (const change of [{ gabarit: 'audition-victime@2' }, { gabarit: 'audition-victime@0' }]) {
    const faux = await sceller({ ...acte, ...change }, { ...definition, ...ancien });
    expect((await verifier(faux, idj)).ok).toBe(false);
  }
});

/** Ce que ferait un service d'enquete compromis : composer et faire signer un acte de son choix. */
async function sceller(
  acte: ActeJson,
  definition = banc.ports.catalogue.acte(acte.type),
): Promise<Uint8Array> {
  if (!definition) throw new Error(acte.type);
  const prepare = await preparerSignature({
    pdf: await composerActe(acte, definition, banc.ports),
    champ: 'signature-1',
    signeA: acte.redigeA,
    nom: 'Camille Moreau',
  });
  const attributs = attributsSignes({ empreinte: prepare.empreinte, certificat: carte.certificat });
  const signature = Buffer.from(await carte.signer(attributs), 'base64');
  const jeton = await banc.ports.horodateur(createHash('sha256').update(signature).digest());
  const certificats = [carte.certificat, ...carte.chaine];
  return insererCms(
    prepare.octets,
    assemblerCms({
      attributsSignes: attributs,
      signature,
      certificats,
      crls: [...(await banc.ports.crls())],
      jeton,
    }),
  );
}
