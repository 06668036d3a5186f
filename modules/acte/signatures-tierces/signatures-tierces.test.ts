import { createHash } from 'node:crypto';
import { formeComparable } from '@ppn/core';
import { agent } from '@ppn/dossier/essais/banc';
import { RefusHttp } from '@ppn/http';
import { lireJointe, texteDuPdf, validerPdf } from '@ppn/sealing';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { bancDesActes } from '../essais/banc.ts';
import { signatureDEssai } from '../essais/signature-d-essai.ts';
import { tracesEnTexte } from '../domain/traces.ts';
import { comparerTexte } from '../lire-acte.ts';
import { abandonner } from '../use-cases/abandonner.ts';
import { brouillonDe, commencer, ecrire, redactionDe } from '../use-cases/rediger.ts';
import { geler, recevoirSignature } from '../use-cases/signer.ts';
import { verifierActeRecu } from '../use-cases/verifier-acte-recu.ts';
import { lireLesTraces } from './coffre-des-traces.ts';
import { agir, remettre, reprendre, voirRecueil } from './recueillir.ts';
import { mentionnerSurTablette, ouvrirParCode, signerSurTablette } from './tablette.ts';

type Banc = Awaited<ReturnType<typeof bancDesActes>>;
let banc: Banc;
let carte: Awaited<ReturnType<Banc['carte']>>;
beforeAll(async () => {
  banc = await bancDesActes();
  carte = await banc.carte('PN100001');
}, 60_000);
afterAll(() => banc?.fermer());
beforeEach(() => {
  banc.reglages.maintenant = '2026-11-21T10:00:00Z';
});

const sort = (promesse: Promise<unknown>): Promise<string> =>
  promesse.then(
    () => 'accorde',
    (cause: unknown) =>
      cause instanceof RefusHttp ? `${cause.corps.status} ${cause.corps.code}` : String(cause),
  );
const ADRESSE = '192.0.2.7';

/** Une audition de victime complete, dans un dossier neuf. */
async function audition() {
  const idj = await banc.ouvrir();
  const etat = await banc.etatDe(idj);
  const { acteId, contenu } = await commencer(banc.ports, agent(), etat, { type: 'audition-victime' });
  const complet = { ...contenu, echanges: [{ question: 'Que s’est-il passé ?', reponse: 'On m’a volé.' }] };
  await ecrire(banc.ports, agent(), etat, { acteId, versionAttendue: 1, contenu: complet });
  const ligne = () => brouillonDe(banc.ports, idj, acteId);
  return { idj, etat, acteId, complet, ligne };
}
const tablette = async ({ ligne, etat }: Awaited<ReturnType<typeof audition>>) => {
  const { code } = await remettre(banc.ports, await ligne(), etat);
  return { code, ...(await ouvrirParCode(banc.ports, code, ADRESSE)) };
};
const signer = (jeton: string) =>
  signerSurTablette(banc.ports, jeton, { place: 'personne', traces: signatureDEssai(), adresse: ADRESSE });
/** Le nom de la victime, corrige a la saisie. */
const corriger = async (idj: string, nom = 'Perrin-Lefort'): Promise<void> => {
  const { db } = banc.ports;
  const { personnes } = await db
    .selectFrom('saisie')
    .select('personnes')
    .where('idj', '=', idj)
    .executeTakeFirstOrThrow();
  await db
    .updateTable('saisie')
    .set({ personnes: JSON.stringify(personnes.map((personne) => ({ ...personne, nom }))) })
    .where('idj', '=', idj)
    .execute();
};
const cles = async (acteId: string): Promise<number> =>
  (
    await banc.ports.db
      .selectFrom('trace_de_signature')
      .select('place')
      .where('acte_id', '=', acteId)
      .execute()
  ).length;

test('de la tablette au vérificateur : lu, signé, gelé, scellé ; l’image part, les tracés restent', async () => {
  const acte = await audition();
  expect((await redactionDe(banc.ports, await acte.ligne(), acte.etat)).manques).toEqual([
    { champ: 'signatures.personne', phrase: expect.stringContaining('D.589-4') },
  ]);
  expect(await sort(geler(banc.ports, agent(), carte, acte.etat, acte.acteId))).toBe(
    '409 signatures-attendues',
  );

  const { jeton, lecture } = await tablette(acte);
  expect(lecture.titre).toBe('Procès-verbal d’audition de victime');
  expect(JSON.stringify(lecture.blocs)).toContain('On m’a volé.');
  banc.reglages.maintenant = '2026-11-21T10:07:00Z';
  expect(await signer(jeton)).toBe(0);
  expect(await sort(signer(jeton))).toBe('401 remise-absente');
  const vu = await voirRecueil(banc.ports, await acte.ligne(), acte.etat);
  expect(vu).toMatchObject({
    remise: null,
    signataires: [{ identite: 'constatee', issue: { etat: 'signee' } }],
  });
  expect(vu.signataires[0]?.issue?.image).toMatch(/^<svg /);

  banc.reglages.maintenant = '2026-11-21T10:09:00Z';
  const { ordre } = await geler(banc.ports, agent(), carte, acte.etat, acte.acteId);
  expect(ordre).toMatch(/\./);
  const { attributs } = await banc.ports.db
    .selectFrom('brouillon')
    .select('attributs')
    .where('acte_id', '=', acte.acteId)
    .executeTakeFirstOrThrow();
  const signature = await carte.signer(attributs ?? new Uint8Array());
  expect(
    await recevoirSignature(banc.ports, agent(), carte, { acteId: acte.acteId, signature }),
  ).toMatchObject({
    etat: 'scelle',
  });

  const piece = await banc.ports.db
    .selectFrom('piece')
    .select(['empreinte', 'signataires'])
    .where('id', '=', acte.acteId)
    .executeTakeFirstOrThrow();
  const pdf = await banc.ports.dossier.magasin.lireOctets(piece.empreinte as never, 10_000_000);
  const rapport = await validerPdf(pdf, await banc.ancres(), {});
  expect(rapport.verdict).toBe('valide');
  const verifie = await verifierActeRecu(pdf, {
    idj: acte.idj,
    ancres: await banc.ancres(),
    catalogue: banc.ports.catalogue,
  });
  if (!verifie.ok) throw new Error(verifie.refus.join(' '));
  const [recueillie] = verifie.valeur.acte.signatures ?? [];
  if (recueillie?.issue.etat !== 'signee') throw new Error('Signature absente.');
  expect(recueillie).toMatchObject({ place: 'personne', identite: 'constatee' });
  expect(recueillie.issue.a).toContain('11:07:00+01:00');
  expect(recueillie.issue.traces).toBe(
    createHash('sha256').update(tracesEnTexte(signatureDEssai())).digest('hex'),
  );
  const image = await lireJointe(pdf, 'signature-personne.svg');
  expect(
    createHash('sha256')
      .update(image ?? '')
      .digest('hex'),
  ).toBe(recueillie.issue.image);
  const texte = formeComparable(await texteDuPdf(pdf));
  expect(texte).toContain(formeComparable('identité constatée, a signé de sa main'));
  expect(texte).toContain(formeComparable('Rédigé le 21 novembre 2026 à 11 h 00'));
  expect(
    Buffer.from(pdf).includes('Signature manuscrite de') || texte.includes('Signaturemanuscritede'),
  ).toBe(true);
  expect(piece.signataires[0]?.signeA).toContain('11:09:00');

  // Les traces : au coffre, dechiffrables, et nulle part dans ce qui part.
  const traces = await lireLesTraces(
    { db: banc.ports.db, magasin: banc.ports.dossier.magasin },
    acte.acteId,
    'personne',
  );
  expect(traces).toEqual(signatureDEssai());
  const { objet } = await banc.ports.db
    .selectFrom('trace_de_signature')
    .select('objet')
    .where('acte_id', '=', acte.acteId)
    .executeTakeFirstOrThrow();
  const parties = await banc.ports.db
    .selectFrom('piece')
    .select('empreinte')
    .where('idj', '=', acte.idj)
    .execute();
  expect(parties.map(({ empreinte }) => empreinte)).not.toContain(objet);
  const range = Buffer.from(await banc.ports.dossier.magasin.lireOctets(objet as never, 1_000_000));
  expect(range.includes('traits')).toBe(false);
});

test('l’image ne se remplace pas, une signature ne se retire ni ne s’ajoute : les données la tiennent', async () => {
  const acte = await audition();
  const { jeton } = await tablette(acte);
  await signer(jeton);
  await geler(banc.ports, agent(), carte, acte.etat, acte.acteId);
  const { pdf } = await banc.ports.db
    .selectFrom('brouillon')
    .select('pdf')
    .where('acte_id', '=', acte.acteId)
    .executeTakeFirstOrThrow();
  const octets = pdf ?? new Uint8Array();
  const lu = JSON.parse(
    new TextDecoder().decode((await lireJointe(octets, 'acte.json')) ?? new Uint8Array()),
  );
  const comparer = (change: object) => comparerTexte(octets, { ...lu, ...change }, banc.ports.catalogue);
  expect(await comparer({})).toBeUndefined();
  const [signature] = lu.signatures;
  const autreImage = { ...signature, issue: { ...signature.issue, image: 'ab'.repeat(32) } };
  expect(await comparer({ signatures: [autreImage] })).toContain('L’image de la signature');
  for (const signatures of [[], undefined, [signature, signature], [{ ...signature, nom: 'Un AUTRE' }]])
    expect(await comparer({ signatures })).toContain('ne sont pas celles des personnes');
  expect(await comparer({ signatures: [{ ...signature, identite: 'inconnue' }] })).toContain(
    'Le texte de l’acte',
  );
});

test('le code ne sert qu’une fois, à une tablette ; un faux est compté, cinq le ferment', async () => {
  const acte = await audition();
  const { code } = await tablette(acte);
  expect(await sort(ouvrirParCode(banc.ports, code, ADRESSE))).toBe('409 code-deja-employe');
  const autre = await remettre(banc.ports, await acte.ligne(), acte.etat);
  expect(await sort(ouvrirParCode(banc.ports, code, ADRESSE))).toBe('401 code-refuse');
  const faux = `${autre.code.slice(0, 4)}${autre.code.endsWith('2222') ? '3333' : '2222'}`;
  for (let essai = 0; essai < 5; essai += 1)
    expect(await sort(ouvrirParCode(banc.ports, faux, ADRESSE))).toBe('401 code-refuse');
  expect(await sort(ouvrirParCode(banc.ports, autre.code, ADRESSE))).toBe('409 essais-epuises');
  expect(await sort(ouvrirParCode(banc.ports, 'pas un code', ADRESSE))).toBe('401 code-refuse');
});

test('un code ou une lecture expirés n’ouvrent plus rien ; la base ne rend ni code ni jeton', async () => {
  const acte = await audition();
  const { code } = await remettre(banc.ports, await acte.ligne(), acte.etat);
  expect(JSON.stringify(await acte.ligne())).not.toContain(code.slice(4));
  banc.reglages.maintenant = '2026-11-21T10:15:00Z';
  expect(await sort(ouvrirParCode(banc.ports, code, ADRESSE))).toBe('409 remise-expiree');
  const { jeton } = await tablette(acte);
  expect(JSON.stringify(await acte.ligne())).not.toContain(jeton);
  banc.reglages.maintenant = '2026-11-21T11:01:00Z';
  expect(await sort(signer(jeton))).toBe('409 remise-expiree');
  expect(await sort(signer('autre'))).toBe('401 remise-absente');
});

test('modifier le texte annule les signatures, le dit, et efface la clé des tracés', async () => {
  const acte = await audition();
  const { jeton } = await tablette(acte);
  await signer(jeton);
  expect(await cles(acte.acteId)).toBe(1);
  const relue = await ecrire(banc.ports, agent(), acte.etat, {
    acteId: acte.acteId,
    versionAttendue: 2,
    contenu: acte.complet,
  });
  expect(relue.manques).toEqual([]);
  const changee = await ecrire(banc.ports, agent(), acte.etat, {
    acteId: acte.acteId,
    versionAttendue: 3,
    contenu: { ...acte.complet, lieu: 'Autre lieu' },
  });
  expect(changee.manques).toHaveLength(1);
  expect(await voirRecueil(banc.ports, await acte.ligne(), acte.etat)).toMatchObject({
    annulation: { nombre: 1, raison: expect.stringContaining('modifié') },
    signataires: [{ issue: null }],
  });
  expect(await cles(acte.acteId)).toBe(0);
  expect(await sort(signer(jeton))).toBe('401 remise-absente');
});

test('une identité corrigée au dossier annule ce qui a été lu : la tablette se ferme, le gel le dit', async () => {
  const acte = await audition();
  const ouverte = await tablette(acte);
  await corriger(acte.idj);
  expect(await sort(signer(ouverte.jeton))).toBe('409 remise-absente');
  const { jeton } = await tablette(acte);
  await signer(jeton);
  await corriger(acte.idj, 'Autre nom encore');
  expect(await sort(geler(banc.ports, agent(), carte, acte.etat, acte.acteId))).toBe(
    '409 signatures-annulees',
  );
  expect(await sort(geler(banc.ports, agent(), carte, acte.etat, acte.acteId))).toBe(
    '409 signatures-attendues',
  );
});

test('le refus et l’impossibilité s’écrivent, par l’agent ou sur la tablette, et s’annulent avant le gel', async () => {
  const acte = await audition();
  const { jeton } = await tablette(acte);
  expect(
    await mentionnerSurTablette(banc.ports, jeton, { place: 'personne', etat: 'refus', motif: '' }),
  ).toBe(0);
  await agir(banc.ports, await acte.ligne(), acte.etat, [{ commande: 'annuler', place: 'personne' }]);
  const vu = await agir(banc.ports, await acte.ligne(), acte.etat, [
    { commande: 'identifier', place: 'personne', identite: 'presumee' },
    {
      commande: 'mentionner',
      place: 'personne',
      etat: 'impossibilite',
      motif: 'bras immobilisé',
      a: '2026-11-21T10:00:00Z',
      par: 'agent',
    },
  ]);
  expect(vu.signataires[0]).toMatchObject({ identite: 'presumee', issue: { motif: 'bras immobilisé' } });
  await geler(banc.ports, agent(), carte, acte.etat, acte.acteId);
  const annuler = [{ commande: 'annuler', place: 'personne' }] as const;
  expect(await sort(agir(banc.ports, await acte.ligne(), acte.etat, annuler))).toBe('409 acte-gele');
  expect(await sort(remettre(banc.ports, await acte.ligne(), acte.etat))).toBe('409 acte-gele');
  expect(await reprendre(banc.ports, await acte.ligne(), acte.etat)).toMatchObject({
    etat: 'brouillon',
    signataires: [{ issue: { etat: 'impossibilite' } }],
  });
  expect((await agir(banc.ports, await acte.ligne(), acte.etat, annuler)).signataires[0]?.issue).toBeNull();
});

test('un acte inachevé ne se fait pas signer ; un brouillon abandonné ne laisse aucune clé', async () => {
  const acte = await audition();
  await ecrire(banc.ports, agent(), acte.etat, {
    acteId: acte.acteId,
    versionAttendue: 2,
    contenu: { ...acte.complet, echanges: [{ question: 'Et ?', reponse: '' }] },
  });
  expect(await sort(remettre(banc.ports, await acte.ligne(), acte.etat))).toBe('409 acte-incomplet');
  await ecrire(banc.ports, agent(), acte.etat, {
    acteId: acte.acteId,
    versionAttendue: 3,
    contenu: acte.complet,
  });
  const { jeton } = await tablette(acte);
  await signer(jeton);
  await abandonner(banc.ports, agent(), acte.etat, { acteId: acte.acteId, motif: '' });
  expect(await cles(acte.acteId)).toBe(0);
  expect(await sort(signer(jeton))).toBe('401 remise-absente');
});

test('un trait trop court n’est pas une signature', async () => {
  const { jeton } = await tablette(await audition());
  const traces = { outil: 'doigt', traits: [[[1, 1, 1, 1]]] } as const;
  expect(
    await sort(signerSurTablette(banc.ports, jeton, { place: 'personne', traces, adresse: ADRESSE })),
  ).toBe('422 traces-vides');
});
