import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import { lireFlux } from '@ppn/journal';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { chargerDepot } from '../consigner.ts';
import { bancDeTransfert, CAMILLE, demandeDEssai, MAITRE, MARC, SOPHIE } from '../essais/banc.ts';
import type { Correspondant } from '../domain/faits.ts';
import type { PortsTransfert } from '../ports.ts';
import { faireLeDepot, preparerDepot } from '../use-cases/preparer-depot.ts';
import { identitePour } from '../use-cases/agir-pour.ts';
import { envoyerLesAvis } from '../use-cases/envoyer-les-avis.ts';
import { commencerLaRemise } from '../use-cases/remettre.ts';
import { superviser } from '../supervision/superviser.ts';
import { relancer, repousserLEcheance, retirerLeDepot } from '../use-cases/suivre-un-depot.ts';
import { detruireLesClesEchues, fermerLesEchus } from '../use-cases/veiller.ts';
import { vueDuDepot } from '../vues.ts';
import { type LienDePassage, ouvrirLien } from './lien.ts';
import { passerLesDepots } from './passer.ts';
import { reprendreLesRetours } from './reprendre.ts';
import { traiterLesPassages } from './serveur.ts';
import { suivreLesPassages } from './suivre.ts';

type Banc = Awaited<ReturnType<typeof bancDeTransfert>>;
let pline: Banc;
let plex: Banc;
let lien: LienDePassage;
let serveur: Server;
let port = 0;
/** Ce que le serveur fait subir : la liaison coupee tant de millisecondes apres le debut d'un envoi. */
let couperApresMs: number | undefined;

const ecouter = (sur: number): Promise<void> =>
  new Promise((pret) => serveur.listen(sur, '127.0.0.1', () => pret()));

beforeAll(async () => {
  [pline, plex] = await Promise.all([bancDeTransfert('pline'), bancDeTransfert('plex')]);
  const { lieux } = pline.confiance.confiance;
  const [agence, appelant] = [lieux.tls('justice'), lieux.tls('interieur')];
  const lire = (chemin: string): string => readFileSync(chemin, 'utf8');
  const ca = lire(agence.autorites);
  serveur = createServer(
    { key: lire(agence.serveur.cle), cert: lire(agence.serveur.certificats), ca, requestCert: true },
    traiterLesPassages(plex.ports, (message, cause) => void plex.alarmes.push(`${message} ${String(cause)}`)),
  );
  serveur.prependListener('request', (demande) => {
    if (couperApresMs === undefined || demande.method !== 'PATCH') return;
    setTimeout(() => demande.socket.destroy(), couperApresMs);
  });
  await ecouter(0);
  const adresse = serveur.address();
  port = typeof adresse === 'object' && adresse !== null ? adresse.port : 0;
  const url = `https://127.0.0.1:${port}`;
  lien = ouvrirLien({
    cle: lire(appelant.client.cle),
    certificat: lire(appelant.client.certificats),
    ca,
    url,
  });
}, 60_000);
afterAll(async () => {
  lien.fermer();
  serveur.closeAllConnections();
  await new Promise((fini) => serveur.close(fini));
  await Promise.all([pline.fermer(), plex.fermer()]);
});
beforeEach(() => {
  couperApresMs = undefined;
  for (const banc of [pline, plex]) {
    banc.reglages.maintenant = '2026-11-22T10:00:00.000Z';
    banc.alarmes.length = 0;
  }
  pline.reglages.annuaire = [SOPHIE, CAMILLE, MARC, MAITRE];
  plex.reglages.annuaire = [MAITRE];
});

const types = async (banc: Banc, depot: string): Promise<readonly string[]> =>
  (await lireFlux(banc.db, `depot/${depot}`)).map(({ type }) => type);
const depotDe = async (banc: Banc, id: string) => {
  const depot = await chargerDepot(banc.db, id);
  if (depot === undefined) throw new Error('dépôt absent');
  return depot;
};
const autreDe = async (id: string): Promise<string> => (await depotDe(pline, id)).passage?.depot ?? '';
/** Le temps passe : ce qui etait differe est du. */
const plusTard = (minutes: number): void => {
  for (const banc of [pline, plex])
    banc.reglages.maintenant = new Date(
      new Date(banc.reglages.maintenant).getTime() + minutes * 60_000,
    ).toISOString();
};

test('un dépôt à une avocate fait naître dans PLEX un autre dépôt, sous d’autres clés, et les deux se nomment', async () => {
  const demande = demandeDEssai(101, { destinataires: [MAITRE.id, CAMILLE.id] });
  const contenu = Buffer.alloc(700_001, 'p');
  await pline.deposer(demande, { 'copie.pdf': contenu, 'vide.txt': Buffer.alloc(0) });
  expect(await passerLesDepots(pline.ports, lien)).toBe(1);

  const autre = await autreDe(demande.id);
  const [ici, la] = [await depotDe(pline, demande.id), await depotDe(plex, autre)];
  expect(autre).not.toBe(demande.id);
  expect(la.depose).toMatchObject({
    zone: 'plex',
    passage: { zone: 'pline', depot: demande.id },
    expediteur: SOPHIE,
    destinataires: [MAITRE],
  });
  const sommes = (depot: typeof ici) =>
    depot.depose.fichiers.map(({ nom, sha256 }) => `${nom} ${sha256}`).toSorted();
  expect(sommes(la)).toEqual(sommes(ici));
  expect(sommes(la)[0]).toContain(createHash('sha256').update(contenu).digest('hex'));
  expect(la.depose.fichiers.map(({ id }) => id)).not.toContain(ici.depose.fichiers[0]?.id);

  // PLINE n'avise que l'agent, PLEX que l'avocate.
  await Promise.all([envoyerLesAvis(pline.ports), envoyerLesAvis(plex.ports)]);
  expect((await pline.courriers()).map(({ a }) => a)).toEqual([CAMILLE.courriel]);
  expect((await plex.courriers()).map(({ a }) => a)).toEqual([MAITRE.courriel]);
});

test('ce que l’avocate fait dans PLEX revient à l’expéditeur : avisée, ouvert, remis, sous ses noms de fichiers', async () => {
  const demande = demandeDEssai(102, { destinataires: [MAITRE.id] });
  const [fichier = ''] = await pline.deposer(demande, { 'copie.pdf': Buffer.alloc(40_000, 'q') });
  await passerLesDepots(pline.ports, lien);
  const autre = await autreDe(demande.id);
  await envoyerLesAvis(plex.ports);
  const [la] = (await depotDe(plex, autre)).depose.fichiers;
  const lu = await plex.lire(MAITRE, `/telechargements/${autre}/${la?.id ?? ''}`);
  expect([lu.statut, lu.corps.length]).toEqual([200, 40_000]);
  await expect
    .poll(async () => (await types(plex, autre)).at(-1), { interval: 10, timeout: 10_000 })
    .toBe('remise-complete');

  expect(await suivreLesPassages(pline.ports, lien)).toBeGreaterThan(0);
  const vue = await vueDuDepot(pline.ports, await depotDe(pline, demande.id), SOPHIE.id);
  expect(vue.suivis).toMatchObject([{ etat: 'remis', remis: { [fichier]: expect.any(String) } }]);
  // Redemander ne rapporte rien deux fois.
  plusTard(2);
  await suivreLesPassages(pline.ports, lien);
  expect(await types(pline, demande.id)).toEqual([
    'depot-depose',
    'depot-passe',
    'fait-rapporte',
    'fait-rapporte',
    'fait-rapporte',
    'fait-rapporte',
  ]);
});

test('un confrère délégué ouvre et reçoit : les faits nomment les deux, et la juridiction le voit', async () => {
  const demande = demandeDEssai(108, { destinataires: [MAITRE.id] });
  await pline.deposer(demande, { 'copie.pdf': Buffer.alloc(10, 'w') });
  await passerLesDepots(pline.ports, lien);
  const autre = await autreDe(demande.id);
  const remettreA = async (delegants: PortsTransfert['delegants']) => {
    const ports: PortsTransfert = { ...plex.ports, ...(delegants === undefined ? {} : { delegants }) };
    const identite = await identitePour(ports, plex.identite(MARC), autre);
    return commencerLaRemise(ports, identite, { depot: autre, mode: 'telecharger' });
  };
  expect(await remettreA(undefined)).toEqual({ ok: false, refus: 'pas-destinataire' });
  expect(await remettreA(async () => [])).toEqual({ ok: false, refus: 'pas-destinataire' });
  const rendu = await remettreA(async () => [{ delegation: 'delegation-1', delegant: MAITRE }]);
  expect(rendu.ok).toBe(true);
  const [, ouvert, commencee] = await lireFlux(plex.db, `depot/${autre}`);
  const par = { id: MARC.id, nom: MARC.nom, delegation: 'delegation-1' };
  expect([ouvert?.donnees, commencee?.donnees]).toMatchObject([
    { destinataire: MAITRE.id, par },
    { destinataire: MAITRE.id, par },
  ]);
  await suivreLesPassages(pline.ports, lien);
  const vue = await vueDuDepot(pline.ports, await depotDe(pline, demande.id), SOPHIE.id);
  expect(vue.suivis).toMatchObject([{ etat: 'ouvert', delegataires: [MARC.nom] }]);
});

test('une avocate dépose à un guichet : PLINE reprend le dépôt pour les agents, et l’avocate le voit remis', async () => {
  const guichet: Correspondant = {
    ...SOPHIE,
    id: 'guichet:tj47001',
    genre: 'guichet',
    nom: 'TJ d’Agen',
    courriel: '',
  };
  plex.reglages.annuaire = [MAITRE, guichet];
  const demande = demandeDEssai(109, {
    objet: 'Conclusions',
    nature: 'demande',
    destinataires: [guichet.id],
  });
  const contenu = Buffer.alloc(300_000, 'x');
  await preparerDepot(plex.ports, plex.identite(MAITRE), demande);
  await plex.envoyer(MAITRE, demande.id, 'conclusions.pdf', contenu);
  expect((await faireLeDepot(plex.ports, plex.identite(MAITRE), { id: demande.id, empreintes: {} })).ok).toBe(
    true,
  );

  // Plus de cinquante agents : aucun n'est ote en silence.
  const autres = Array.from({ length: 49 }, (_vide, rang) => ({
    ...MARC,
    courriel: '',
    id: `MJ9${String(rang).padStart(5, '0')}`,
  }));
  pline.reglages.annuaire = [SOPHIE, CAMILLE, MAITRE, ...autres];
  const agents = (id: string) => (id === guichet.id ? [SOPHIE, CAMILLE, ...autres] : []);
  // Un guichet sans agent sonne une fois, pas a chaque tour, et la supervision le compte tant que cela dure.
  for (let tour = 0; tour < 3; tour += 1)
    expect(await reprendreLesRetours(pline.ports, lien, () => [])).toBe(0);
  expect(pline.alarmes).toEqual(['Un dépôt attend dans PLEX un guichet sans agent']);
  const codes = async () => (await superviser(pline.ports, 7)).alarmes.map(({ code }) => code);
  expect(await codes()).toContain('guichet-en-defaut');
  expect(await reprendreLesRetours(pline.ports, lien, agents)).toBe(1);
  expect(await reprendreLesRetours(pline.ports, lien, agents)).toBe(0);
  expect(await codes()).not.toContain('guichet-en-defaut');

  const rendu = await depotDe(plex, demande.id);
  const ici = await depotDe(pline, rendu.passage?.depot ?? '');
  expect(ici.depose).toMatchObject({
    zone: 'pline',
    passage: { zone: 'plex', depot: demande.id },
    expediteur: MAITRE,
    destinataires: [SOPHIE, CAMILLE, ...autres],
    fichiers: [{ nom: 'conclusions.pdf', sha256: createHash('sha256').update(contenu).digest('hex') }],
  });
  const vue = await vueDuDepot(plex.ports, rendu, MAITRE.id);
  expect(vue.suivis).toMatchObject([{ etat: 'remis' }]);
});

test('PLEX absente, le dépôt attend ; coupé au milieu des octets, il reprend où il en était', async () => {
  const demande = demandeDEssai(103, { destinataires: [MAITRE.id] });
  const contenu = Buffer.alloc(30 * 1024 * 1024, 'r');
  await pline.deposer(demande, { 'grand.bin': contenu });
  serveur.closeAllConnections();
  await new Promise((fini) => serveur.close(fini));
  expect(await passerLesDepots(pline.ports, lien)).toBe(0);
  expect((await depotDe(pline, demande.id)).passage).toBeNull();

  await ecouter(port);
  plusTard(2);
  couperApresMs = 60;
  expect(await passerLesDepots(pline.ports, lien)).toBe(0);
  const rows = await plex.db
    .selectFrom('passage_fichier as f')
    .innerJoin('passage_recu as r', 'r.depot', 'f.depot')
    .select(['r.depot', 'f.envoi'])
    .where('r.origine', '=', demande.id)
    .execute();
  const [place] = rows;
  const recu = (await plex.ports.entrepot.etat(place?.depot ?? '', place?.envoi ?? ''))?.position ?? 0;
  expect(recu).toBeLessThan(contenu.length);

  couperApresMs = undefined;
  plusTard(2);
  expect(await passerLesDepots(pline.ports, lien)).toBe(1);
  const [fichier] = (await depotDe(plex, await autreDe(demande.id))).depose.fichiers;
  expect(fichier?.sha256).toBe(createHash('sha256').update(contenu).digest('hex'));
  // Une seule fois la-bas, quoi qu'il soit arrive en route.
  expect(rows.length).toBe(1);
});

test('mort après le dépôt dans PLEX, avant de l’avoir noté : redemandé, c’est le même', async () => {
  const demande = demandeDEssai(104, { destinataires: [MAITRE.id] });
  await pline.deposer(demande, { 'a.pdf': Buffer.alloc(10, 's') });
  let morte = false;
  const mourant: LienDePassage = {
    ...lien,
    demander: async (methode, chemin, corps) => {
      const rendu = await lien.demander(methode, chemin, corps);
      if (chemin.endsWith('/depot') && !morte) {
        morte = true;
        throw new Error('mort ici');
      }
      return rendu;
    },
  };
  await passerLesDepots(pline.ports, mourant);
  expect((await depotDe(pline, demande.id)).passage).toBeNull();
  plusTard(2);
  await passerLesDepots(pline.ports, lien);
  const { depot, fichiers } = (await depotDe(pline, demande.id)).passage ?? { depot: '', fichiers: {} };
  expect(await types(plex, depot)).toEqual(['depot-depose']);
  expect(Object.values(fichiers)).toEqual((await depotDe(plex, depot)).depose.fichiers.map(({ id }) => id));
});

test('une avocate sortie de l’annuaire de PLEX n’est pas prise : l’expéditeur le voit et en est avisé', async () => {
  const demande = demandeDEssai(105, { destinataires: [MAITRE.id] });
  await pline.deposer(demande, { 'a.pdf': Buffer.alloc(10, 't') });
  plex.reglages.annuaire = [];
  await passerLesDepots(pline.ports, lien);
  expect(await types(pline, demande.id)).toEqual(['depot-depose', 'passage-refuse']);
  const vue = await vueDuDepot(pline.ports, await depotDe(pline, demande.id), SOPHIE.id);
  expect(vue.suivis).toMatchObject([{ etat: 'depose', refus: expect.stringContaining('annuaire') }]);
  while ((await envoyerLesAvis(pline.ports)) > 0);
  const avis = (await pline.courriers()).filter(({ a }) => a === SOPHIE.courriel);
  expect(avis.map(({ sujet }) => sujet)).toContain('PLINE : un dépôt n’est pas remis');
  plusTard(2);
  expect(await passerLesDepots(pline.ports, lien)).toBe(0);
});

test('l’expéditeur prolonge, relance, puis retire : PLEX suit', async () => {
  const demande = demandeDEssai(106, { destinataires: [MAITRE.id], dureeJours: 5 });
  await pline.deposer(demande, { 'a.pdf': Buffer.alloc(10, 'u') });
  await passerLesDepots(pline.ports, lien);
  const autre = await autreDe(demande.id);
  const sophie = pline.identite(SOPHIE);
  await repousserLEcheance(pline.ports, sophie, { id: demande.id, echeance: '2026-12-10' });
  await relancer(pline.ports, sophie, demande.id);
  await suivreLesPassages(pline.ports, lien);
  expect((await depotDe(plex, autre)).echeance).toBe('2026-12-10');
  plusTard(2);
  await suivreLesPassages(pline.ports, lien);
  await envoyerLesAvis(plex.ports);
  const relances = (await plex.courriers()).filter(({ sujet }) => sujet.includes('relance'));
  expect(relances.length).toBe(1);

  await retirerLeDepot(pline.ports, sophie, { id: demande.id, motif: 'Erreur de destinataire' });
  await suivreLesPassages(pline.ports, lien);
  expect(await depotDe(plex, autre)).toMatchObject({
    etat: 'retire',
    motifDeRetrait: 'Erreur de destinataire',
  });
  expect((await plex.lire(MAITRE, `/telechargements/${autre}.zip`)).statut).toBe(410);
});

test('échu dans PLEX et sa clé détruite, le passage se clôt ; PLINE le sait', async () => {
  const demande = demandeDEssai(107, { destinataires: [MAITRE.id], dureeJours: 1 });
  await pline.deposer(demande, { 'a.pdf': Buffer.alloc(10, 'v') });
  await passerLesDepots(pline.ports, lien);
  for (const banc of [pline, plex]) {
    banc.reglages.maintenant = '2026-11-24T00:00:00.000Z';
    banc.reglages.horodatage = undefined;
  }
  await fermerLesEchus(plex.ports);
  await detruireLesClesEchues(plex.ports);
  await suivreLesPassages(pline.ports, lien);
  const ligne = await pline.db
    .selectFrom('passage_emis')
    .select('etat')
    .where('depot', '=', demande.id)
    .executeTakeFirstOrThrow();
  expect(ligne.etat).toBe('clos');
  expect((await depotDe(plex, await autreDe(demande.id))).efface).toBe(true);
});

test('le passage ne répond qu’à ce qu’il attend : annuaire, suivi bien formé, octets d’un passage ouvert', async () => {
  expect((await lien.demander('GET', '/passage/destinataires?id=avocat-0001')).corps).toMatchObject({
    destinataires: [{ id: MAITRE.id, consentements: [] }],
  });
  expect((await lien.demander('POST', '/passage/suivi', { depots: [{}] })).statut).toBe(400);
  expect(
    await lien.verser(`/passage/televersements/${demandeDEssai(1).id}/${'0'.repeat(32)}`, 0, flux('x')),
  ).toBe(404);
});

async function* flux(texte: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(texte);
}
