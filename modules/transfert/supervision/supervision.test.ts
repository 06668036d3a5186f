import { enCsv } from '@ppn/core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { messageDe } from '../avis.ts';
import { chargerDepot } from '../consigner.ts';
import { bancDeTransfert, CAMILLE, demandeDEssai, SOPHIE } from '../essais/banc.ts';
import { preparerDepot } from '../use-cases/preparer-depot.ts';
import { repousserLEcheance } from '../use-cases/suivre-un-depot.ts';
import { vueDuDepot } from '../vues.ts';
import { gestionnairesTransfert } from '../gestionnaires.ts';
import { gestionnairesSupervisionDesDepots } from './gestionnaires.ts';
import { superviser } from './superviser.ts';
import { tableauDe } from './tableaux.ts';

let banc: Awaited<ReturnType<typeof bancDeTransfert>>;
beforeAll(async () => {
  banc = await bancDeTransfert();
}, 60_000);
afterAll(() => banc.fermer());

const MIO = 1024 ** 2;
const depotDe = async (id: string) => {
  const depot = await chargerDepot(banc.db, id);
  if (depot === undefined) throw new Error('dépôt absent');
  return depot;
};
const ancien = demandeDEssai(700, { dureeJours: 30 });
const court = demandeDEssai(701, { dureeJours: 15 });
const serre = demandeDEssai(702, { dureeJours: 19 });

test('la conservation offerte suit l’état de la plate-forme, se dit aux deux côtés, et ne reprend rien de ce qui est promis', async () => {
  banc.reglages.maintenant = '2026-11-22T10:00:00.000Z';
  await banc.deposer(ancien, { 'a.bin': Buffer.alloc(40 * MIO) });
  await banc.deposer(court, { 'b.bin': Buffer.alloc(1) });
  // Un gibioctet de capacite, quarante mebioctets par jour : (0,8 × 1024 − 40) / 40 = 19 jours.
  banc.reglages.maintenant = '2026-11-23T10:00:00.000Z';
  const preparer = (dureeJours: number) =>
    preparerDepot(banc.ports, banc.identite(SOPHIE), { ...serre, dureeJours });
  expect(await preparer(20)).toEqual({ ok: false, refus: 'duree-non-offerte' });
  await banc.deposer(serre, { 'c.bin': Buffer.alloc(1) });
  const depot = await depotDe(serre.id);
  expect(depot.depose).toMatchObject({ offerte: 19, echeance: '2026-12-12' });
  const phrase = 'La plate-forme est très sollicitée : elle offre aujourd’hui 19 jours de conservation.';
  expect((await vueDuDepot(banc.ports, depot, SOPHIE.id)).conservation).toBe(phrase);
  expect(
    messageDe(depot, { genre: 'mise-a-disposition', courriel: CAMILLE.courriel }, 'http://pline.invalid')
      .texte,
  ).toContain('la conservation offerte était de 19 jours');

  // Promis trente jours la veille : ils restent trente.
  const promis = await vueDuDepot(banc.ports, await depotDe(ancien.id), SOPHIE.id);
  expect([promis.echeance, promis.echeanceMax, promis.conservation]).toEqual([
    '2026-12-22',
    '2026-12-22',
    null,
  ]);
  const vers = (echeance: string) =>
    repousserLEcheance(banc.ports, banc.identite(SOPHIE), { id: court.id, echeance });
  expect(await vers('2026-12-13')).toEqual({ ok: false, refus: 'duree-non-offerte' });
  expect((await vers('2026-12-12')).ok).toBe(true);
});

test('la supervision compte par jour, organisation et nature, prévoit, et nomme ce qui n’est pas retiré après huit jours', async () => {
  banc.reglages.maintenant = '2026-12-01T10:00:00.000Z';
  const vue = await superviser(banc.ports, 30);
  expect(vue.parJour).toEqual([
    { jour: '2026-11-22', depots: 2, fichiers: 2, octets: 40 * MIO + 1 },
    { jour: '2026-11-23', depots: 1, fichiers: 1, octets: 1 },
  ]);
  expect(vue.parOrganisation).toMatchObject([{ organisation: SOPHIE.organisation, depots: 3 }]);
  expect(vue.parNature).toMatchObject([{ nature: 'copie-de-dossier', depots: 3 }]);
  expect(vue.stockage).toMatchObject({ capacite: 1024 * MIO, occupes: 40 * MIO + 2, saturation: null });
  expect(vue.stockage.prevision[0]).toEqual({ jour: '2026-12-01', octets: 40 * MIO + 2 });
  expect(vue.nonRetires.map(({ depot, attendus }) => [depot, attendus])).toEqual([
    [court.id, 1],
    [ancien.id, 1],
  ]);
  expect(vue.alarmes.map(({ code }) => code)).toContain('non-retires');
  expect(vue.quota.plusGros).toMatchObject([{ nom: SOPHIE.nom, octets: 40 * MIO + 2 }]);
  // Ni objet, ni dossier, ni nom de fichier.
  expect(JSON.stringify(vue)).not.toMatch(/Copie du dossier|a\.bin/);

  const [fichier] = (await depotDe(court.id)).depose.fichiers;
  await banc.lire(CAMILLE, `/telechargements/${court.id}/${fichier?.id ?? ''}`);
  await expect
    .poll(async () => (await superviser(banc.ports, 30)).delais, { interval: 20 })
    .toEqual({ mediane: 9, neufDixiemes: 9, retires: 1 });
});

test('un tableau s’emporte en CSV qu’aucun tableur n’exécute', async () => {
  const vue = await superviser(banc.ports, 30);
  const piege = { organisation: '=cmd|"/c calc"!A1;\r\n', depots: 1, octets: -2, nonRetires: 0 };
  const csv = enCsv(tableauDe({ ...vue, parOrganisation: [piege] }, 'organisations'));
  expect(csv).toBe(
    '\uFEFForganisation;depots;octets;non retires apres 8 jours\r\n"\'=cmd|""/c calc""!A1;\r\n";1;-2;0\r\n',
  );
  for (const debut of ['+', '-', '@', '\t', '|', '%']) expect(enCsv([[`${debut}1`]])).toContain(`'${debut}1`);
});

test('la supervision est refusée à qui n’en a pas la fonction ; chacun sait ce qui est offert', async () => {
  const { 'GET /api/supervision/depots': voir } = gestionnairesSupervisionDesDepots(banc.ports);
  const { 'GET /api/conservation': savoir } = gestionnairesTransfert(banc.ports);
  type Demande = Parameters<typeof voir>[0];
  const demande = (supervise: boolean, zone = 'pline') =>
    ({ agent: { ...banc.identite(SOPHIE), supervise }, requete: { jours: 30, zone } }) as unknown as Demande;
  await expect(voir(demande(false))).rejects.toMatchObject({
    corps: { status: 403, code: 'fonction-absente' },
  });
  expect(await voir(demande(true))).toMatchObject({ zone: 'pline' });

  // PLEX se supervise d'ici : absente, muette, ou sa vue telle quelle ; jamais sans la fonction.
  await expect(voir(demande(true, 'plex'))).rejects.toMatchObject({ corps: { code: 'plex-absente' } });
  const deplex = { ...(await superviser(banc.ports, 30)), zone: 'plex' };
  const avec = (rendu: unknown) =>
    gestionnairesSupervisionDesDepots(banc.ports, async () => rendu)['GET /api/supervision/depots'];
  expect(await avec(deplex)(demande(true, 'plex'))).toEqual(deplex);
  await expect(avec(undefined)(demande(true, 'plex'))).rejects.toMatchObject({ corps: { status: 503 } });
  await expect(avec(deplex)(demande(false, 'plex'))).rejects.toMatchObject({ corps: { status: 403 } });
  expect(await savoir(demande(false) as never)).toMatchObject({
    max: 30,
    antivirus: false,
    supervise: false,
  });
});

test('une personne ne tient pas plus que son quota, les autres passent', async () => {
  const creer = async (longueur: number) => {
    const neuve = demandeDEssai(703);
    await preparerDepot(banc.ports, banc.identite(SOPHIE), neuve);
    const entetes = {
      'tus-resumable': '1.0.0',
      'upload-length': longueur,
      'upload-metadata': 'filename YQ==',
    };
    const { statut, corps } = await banc.lire(SOPHIE, `/televersements/${neuve.id}`, entetes, 'POST');
    return statut === 201 ? 'créé' : (JSON.parse(corps.toString('utf8')) as { code: string }).code;
  };
  expect(await creer(60 * MIO)).toBe('créé');
  expect(await creer(29 * MIO)).toBe('quota-atteint');
});
