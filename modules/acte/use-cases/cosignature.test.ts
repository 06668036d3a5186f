import { agent } from '@ppn/dossier/essais/banc';
import { RefusHttp } from '@ppn/http';
import { formeComparable } from '@ppn/core';
import { texteDuPdf, validerPdf } from '@ppn/sealing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bancDesActes, COLLEGUE, INTERPRETE } from '../essais/banc.ts';
import { agir } from '../signatures-tierces/recueillir.ts';
import { abandonner } from './abandonner.ts';
import { aSignerPar, enAttenteDesAutres, garderLEchec } from './parapheur.ts';
import { renvoyer } from './renvoyer.ts';
import { brouillonDe, commencer, ecrire, redactionDe } from './rediger.ts';
import { reprendreScellements } from './sceller.ts';
import { geler, recevoirSignature } from './signer.ts';
import { verifierActeRecu } from './verifier-acte-recu.ts';

type Banc = Awaited<ReturnType<typeof bancDesActes>>;
type Carte = Awaited<ReturnType<Banc['carte']>>;
let banc: Banc;
let premiere: Carte;
let seconde: Carte;
let interprete: Carte;
beforeAll(async () => {
  banc = await bancDesActes();
  [premiere, seconde] = [await banc.carte('PN100001'), await banc.carte(COLLEGUE.matricule)];
  interprete = await banc.carte(INTERPRETE.matricule);
}, 60_000);
afterAll(() => banc?.fermer());

const sort = (promesse: Promise<unknown>): Promise<string> =>
  promesse.then(
    () => 'accorde',
    (cause: unknown) =>
      cause instanceof RefusHttp ? `${cause.corps.status} ${cause.corps.code}` : String(cause),
  );

/** Une audition complete, la personne empechee de signer, cosignee par `cosignataire`. */
async function audition(cosignataire = COLLEGUE.matricule, dans?: string, interpreteInscrit = '') {
  const idj = dans ?? (await banc.ouvrir());
  const etat = await banc.etatDe(idj);
  const { acteId, contenu } = await commencer(banc.ports, agent(), etat, { type: 'audition-victime' });
  const complet = {
    ...contenu,
    cosignataire,
    interpreteInscrit,
    echanges: [{ question: 'Que s’est-il passé ?', reponse: 'On m’a volé.' }],
  };
  await ecrire(banc.ports, agent(), etat, { acteId, versionAttendue: 1, contenu: complet });
  const ligne = () => brouillonDe(banc.ports, idj, acteId);
  return { idj, etat, acteId, complet, ligne };
}
type Audition = Awaited<ReturnType<typeof audition>>;
const empecher = async ({ ligne, etat }: Audition) =>
  agir(banc.ports, await ligne(), etat, [
    {
      commande: 'mentionner',
      place: 'personne',
      etat: 'impossibilite',
      motif: 'bras immobilisé',
      a: '2026-11-21T10:00:00Z',
      par: 'agent',
    },
  ]);
async function signature(acteId: string, carte: Carte): Promise<string> {
  const { attributs } = await banc.ports.db
    .selectFrom('brouillon')
    .select('attributs')
    .where('acte_id', '=', acteId)
    .executeTakeFirstOrThrow();
  return carte.signer(attributs ?? new Uint8Array());
}
const verifier = async (pdf: Uint8Array, idj: string) =>
  verifierActeRecu(pdf, { idj, ancres: await banc.ancres(), catalogue: banc.ports.catalogue });
const faitsDe = async (idj: string, type: string) =>
  (
    await banc.sql<{ donnees: { acteId: string; empreinte: string; signataires: unknown } }>(
      `select donnees from fait where flux = 'dossier/${idj}' and type = '${type}'`,
    )
  ).rows.map(({ donnees }) => donnees);
const pdfSigne = async (acteId: string): Promise<Uint8Array> =>
  (
    await banc.ports.db
      .selectFrom('brouillon')
      .select('pdf_signe')
      .where('acte_id', '=', acteId)
      .executeTakeFirstOrThrow()
  ).pdf_signe ?? new Uint8Array();

test('le rédacteur signe, l’acte attend, le second enquêteur cosigne le même PDF, puis il est scellé', async () => {
  const acte = await audition();
  await empecher(acte);
  await geler(banc.ports, agent(), premiere, acte.etat, acte.acteId);
  const une = { acteId: acte.acteId, signature: await signature(acte.acteId, premiere) };
  expect(await recevoirSignature(banc.ports, agent(), premiere, une)).toEqual({
    etat: 'cosignature-attendue',
    phrase: 'Acte signé. Il attend la cosignature de Hugo Lefèvre.',
  });
  expect(await recevoirSignature(banc.ports, agent(), premiere, une)).toMatchObject({
    etat: 'cosignature-attendue',
  });
  expect(await reprendreScellements(banc.ports)).toBe(0);
  const vue = await redactionDe(banc.ports, await acte.ligne(), acte.etat);
  expect(vue).toMatchObject({
    etat: 'a-cosigner',
    manques: [],
    cosignataire: { matricule: COLLEGUE.matricule, nom: 'Hugo Lefèvre' },
  });

  const avant = await pdfSigne(acte.acteId);
  expect((await validerPdf(avant, await banc.ancres(), {})).verdict).toBe('valide');
  expect(await verifier(avant, acte.idj)).toMatchObject({
    ok: false,
    refus: ['La cosignature de Hugo Lefèvre manque.'],
  });
  const changer = { acteId: acte.acteId, versionAttendue: 2, contenu: { ...acte.complet, lieu: 'Ailleurs' } };
  expect(await sort(ecrire(banc.ports, agent(), acte.etat, changer))).toBe('409 cosignature-attendue');
  expect(await sort(empecher(acte))).toBe('409 cosignature-attendue');
  expect(await sort(geler(banc.ports, agent(), premiere, acte.etat, acte.acteId))).toBe(
    '403 autre-signataire',
  );

  await geler(banc.ports, COLLEGUE, seconde, acte.etat, acte.acteId);
  const fausse = { acteId: acte.acteId, signature: await signature(acte.acteId, premiere) };
  expect(await recevoirSignature(banc.ports, COLLEGUE, premiere, fausse)).toMatchObject({ etat: 'refuse' });
  expect(await recevoirSignature(banc.ports, COLLEGUE, seconde, fausse)).toMatchObject({ etat: 'refuse' });
  const deux = { acteId: acte.acteId, signature: await signature(acte.acteId, seconde) };
  expect(await recevoirSignature(banc.ports, COLLEGUE, seconde, deux)).toMatchObject({ etat: 'scelle' });

  const piece = await banc.ports.db
    .selectFrom('piece')
    .select(['empreinte', 'signataires'])
    .where('id', '=', acte.acteId)
    .executeTakeFirstOrThrow();
  expect(piece.signataires.map(({ matricule }) => matricule)).toEqual(['PN100001', 'PN100002']);
  const pdf = await banc.ports.dossier.magasin.lireOctets(piece.empreinte as never, 10_000_000);
  expect(Buffer.from(pdf.subarray(0, avant.length)).equals(Buffer.from(avant))).toBe(true);
  const rapport = await validerPdf(pdf, await banc.ancres(), {});
  expect([rapport.verdict, rapport.signatures.map(({ verdict }) => verdict)]).toEqual([
    'valide',
    ['valide', 'valide'],
  ]);
  expect(await verifier(pdf, acte.idj)).toMatchObject({
    ok: true,
    valeur: {
      signataires: [
        { matricule: 'PN100001', qualite: 'officier de police judiciaire' },
        { matricule: 'PN100002', qualite: 'officier de police judiciaire' },
      ],
    },
  });
  expect(formeComparable(await texteDuPdf(pdf))).toContain(
    formeComparable('puis cosigné électroniquement par Hugo LEFÈVRE, officier de police judiciaire'),
  );
}, 60_000);

test('on ne désigne ni soi-même ni un agent d’ailleurs', async () => {
  for (const matricule of ['PN100001', 'PN999999']) {
    const acte = await audition(matricule);
    expect(await sort(empecher(acte))).toBe('409 cosignataire-impossible');
  }
});

test('l’horodatage coupé pendant la cosignature : l’acte attend puis se scelle seul, une fois', async () => {
  const acte = await audition();
  await empecher(acte);
  await geler(banc.ports, agent(), premiere, acte.etat, acte.acteId);
  const une = { acteId: acte.acteId, signature: await signature(acte.acteId, premiere) };
  await recevoirSignature(banc.ports, agent(), premiere, une);
  await geler(banc.ports, COLLEGUE, seconde, acte.etat, acte.acteId);
  banc.etat.horodatage = false;
  const deux = { acteId: acte.acteId, signature: await signature(acte.acteId, seconde) };
  expect(await recevoirSignature(banc.ports, COLLEGUE, seconde, deux)).toMatchObject({
    etat: 'horodatage-attendu',
  });
  expect(await sort(abandonner(banc.ports, agent(), acte.etat, { acteId: acte.acteId, motif: '' }))).toBe(
    '409 acte-en-cours-de-scellement',
  );
  banc.etat.horodatage = true;
  expect(await reprendreScellements(banc.ports)).toBe(1);
});

test('un acte signé que personne ne cosigne s’abandonne avec un motif : le dossier garde qui a signé quoi, et le numéro ne ressert pas', async () => {
  const acte = await audition();
  await empecher(acte);
  await geler(banc.ports, agent(), premiere, acte.etat, acte.acteId);
  const une = { acteId: acte.acteId, signature: await signature(acte.acteId, premiere) };
  await recevoirSignature(banc.ports, agent(), premiere, une);
  expect(await sort(abandonner(banc.ports, COLLEGUE, acte.etat, { acteId: acte.acteId, motif: '' }))).toBe(
    '403 autre-redacteur',
  );
  const { acteId } = acte;
  expect(await sort(abandonner(banc.ports, agent(), acte.etat, { acteId, motif: '' }))).toBe(
    '422 motif-absent',
  );
  const signe = await pdfSigne(acteId);
  const motif = 'Le second enquêteur est en congé.';
  expect(await sort(abandonner(banc.ports, agent(), acte.etat, { acteId, motif }))).toBe('accorde');
  const [fait] = await faitsDe(acte.idj, 'acte-abandonne');
  expect(fait).toMatchObject({ acteId, type: 'audition-victime', numero: 1, motif });
  expect(fait?.signataires).toMatchObject([{ matricule: 'PN100001' }]);
  const garde = await banc.ports.dossier.magasin.lireOctets(fait?.empreinte as never, 10_000_000);
  expect(Buffer.from(garde).equals(Buffer.from(signe))).toBe(true);
  expect(await sort(acte.ligne())).toBe('404 acte-inconnu');
  const suivant = await audition('', acte.idj);
  await empecher(suivant);
  await geler(banc.ports, agent(), premiere, suivant.etat, suivant.acteId);
  expect((await suivant.ligne()).numero).toBe(2);
});

test('un interprète inscrit cosigne l’audition avant le second enquêteur ; deux fois le même est refusé', async () => {
  const acte = await audition(COLLEGUE.matricule, undefined, INTERPRETE.matricule);
  await empecher(acte);
  const cartes = [premiere, interprete, seconde];
  const agents = [agent(), INTERPRETE, COLLEGUE];
  const issues: string[] = [];
  for (const [rang, carte] of cartes.entries()) {
    const qui = agents[rang] ?? agent();
    await geler(banc.ports, qui, carte, acte.etat, acte.acteId);
    const une = { acteId: acte.acteId, signature: await signature(acte.acteId, carte) };
    issues.push((await recevoirSignature(banc.ports, qui, carte, une)).phrase);
  }
  expect(issues).toEqual([
    'Acte signé. Il attend la cosignature de Ada Lund.',
    'Acte signé. Il attend la cosignature de Hugo Lefèvre.',
    'Acte signé et scellé.',
  ]);
  const { empreinte } = await banc.ports.db
    .selectFrom('piece')
    .select('empreinte')
    .where('id', '=', acte.acteId)
    .executeTakeFirstOrThrow();
  const pdf = await banc.ports.dossier.magasin.lireOctets(empreinte as never, 10_000_000);
  expect(await verifier(pdf, acte.idj)).toMatchObject({
    ok: true,
    valeur: {
      signataires: [{ matricule: 'PN100001' }, { qualite: 'interprète' }, { matricule: 'PN100002' }],
    },
  });
  expect(formeComparable(await texteDuPdf(pdf))).toContain(
    formeComparable('puis cosigné électroniquement par Ada LUND, interprète, puis cosigné'),
  );
  const double = await audition(COLLEGUE.matricule, undefined, COLLEGUE.matricule);
  expect(await sort(empecher(double))).toBe('409 cosignataire-impossible');
});

test('le parapheur dit ce qui attend qui, garde l’échec et le renvoi motivé, et rien hors de l’unité', async () => {
  const acte = await audition();
  await empecher(acte);
  const phrase = 'La carte n’est pas celle de cet acte.';
  const file = async (qui: Parameters<typeof aSignerPar>[1]) =>
    (await aSignerPar(banc.ports, qui)).filter(({ acteId }) => acteId === acte.acteId);
  const attentes = async (qui: Parameters<typeof aSignerPar>[1]) =>
    (await enAttenteDesAutres(banc.ports, qui)).filter(({ acteId }) => acteId === acte.acteId);
  await garderLEchec(banc.ports, COLLEGUE, { acteId: acte.acteId, phrase });
  expect(await file(agent())).toMatchObject([{ echec: null, renvoi: null, manques: [] }]);
  await garderLEchec(banc.ports, agent(), { acteId: acte.acteId, phrase });
  expect(await file(agent())).toMatchObject([{ echec: phrase }]);

  await geler(banc.ports, agent(), premiere, acte.etat, acte.acteId);
  expect(await file(agent())).toMatchObject([{ echec: null, etat: 'gele' }]);
  const une = { acteId: acte.acteId, signature: await signature(acte.acteId, premiere) };
  await recevoirSignature(banc.ports, agent(), premiere, une);
  expect(await file(agent())).toEqual([]);
  expect(await file(COLLEGUE)).toMatchObject([{ etat: 'a-cosigner', redacteur: 'Camille Moreau' }]);
  expect(await attentes(agent())).toMatchObject([{ mien: true, attend: 'Hugo Lefèvre', renvoi: null }]);
  expect(await attentes(COLLEGUE)).toEqual([]);
  const chef = agent({ matricule: 'PN100009', qualite: 'chef-unite' });
  expect(await attentes(chef)).toMatchObject([{ mien: false, redacteur: 'Camille Moreau' }]);
  expect(await attentes({ ...chef, rattachement: { code: '00999', libelle: 'Ailleurs' } })).toEqual([]);
  expect(await attentes({ ...INTERPRETE, matricule: 'IN300009' })).toEqual([]);

  const renvoi = { acteId: acte.acteId, motif: 'Le lieu est faux.' };
  expect(await sort(renvoyer(banc.ports, agent(), acte.etat, renvoi))).toBe('403 autre-signataire');
  await renvoyer(banc.ports, COLLEGUE, acte.etat, renvoi);
  expect(await attentes(agent())).toMatchObject([{ renvoi: { par: 'Hugo Lefèvre', motif: renvoi.motif } }]);
  expect(await file(COLLEGUE)).toMatchObject([{ renvoi: { motif: renvoi.motif } }]);
  await abandonner(banc.ports, agent(), acte.etat, { acteId: acte.acteId, motif: 'Repris.' });
  expect(await sort(renvoyer(banc.ports, COLLEGUE, acte.etat, renvoi))).toBe('404 acte-inconnu');
});
