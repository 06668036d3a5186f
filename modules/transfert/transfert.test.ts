import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { lireFlux } from '@ppn/journal';
import { empreinte as versEmpreinte, isEmpreinte } from '@ppn/core';
import { lireJeton, lireJointe, lireAncres, texteDuPdf, validerPdf } from '@ppn/sealing';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import * as z from 'zod';
import { chargerDepot } from './consigner.ts';
import { bancDeTransfert, CAMILLE, demandeDEssai, MARC, SOPHIE } from './essais/banc.ts';
import { reconstruireTransferts } from './reconstruire.ts';
import { envoyerLesAvis } from './use-cases/envoyer-les-avis.ts';
import { faireLeDepot, preparerDepot } from './use-cases/preparer-depot.ts';
import { redeposer } from './use-cases/redeposer.ts';
import { scellerLesRecepisses } from './use-cases/sceller-les-recepisses.ts';
import { relancer, repousserLEcheance, retirerLeDepot } from './use-cases/suivre-un-depot.ts';
import { detruireLesClesEchues, fermerLesEchus, rappeler } from './use-cases/veiller.ts';
import { vueDeLaPreparation, vueDuDepot } from './vues.ts';

let banc: Awaited<ReturnType<typeof bancDeTransfert>>;
beforeAll(async () => {
  banc = await bancDeTransfert();
}, 60_000);
afterAll(() => banc.fermer());
beforeEach(() => {
  banc.reglages.maintenant = '2026-11-22T10:00:00.000Z';
  banc.reglages.horodatage = undefined;
  banc.reglages.annuaire = [SOPHIE, CAMILLE, MARC];
  banc.reglages.courrier = true;
  banc.alarmes.length = 0;
});

const octets = (taille: number, signe: string): Buffer => Buffer.alloc(taille, signe);
const types = async (depot: string): Promise<readonly string[]> =>
  (await lireFlux(banc.db, `depot/${depot}`)).map(({ type }) => type);
/** Une remise se note quand le dernier octet est sorti : juste apres que le client l'a. */
const finalement = async (depot: string, attendus: readonly string[]): Promise<void> =>
  await expect.poll(() => types(depot), { interval: 10 }).toEqual(attendus);
const depotDe = async (id: string) => {
  const depot = await chargerDepot(banc.db, id);
  if (depot === undefined) throw new Error('dépôt absent');
  return depot;
};

test('un dépôt se prépare, s’envoie, se dépose, s’avise, s’ouvre et se remet ; chaque pas est un fait daté', async () => {
  const demande = demandeDEssai(1);
  const contenu = octets(300_000, 'a');
  const [fichier = ''] = await banc.deposer(demande, { 'audition.wav': contenu });
  await envoyerLesAvis(banc.ports);
  const lu = await banc.lire(CAMILLE, `/telechargements/${demande.id}/${fichier}`);
  expect([lu.statut, lu.corps.equals(contenu)]).toEqual([200, true]);
  await finalement(demande.id, [
    'depot-depose',
    'avis-parti',
    'depot-ouvert',
    'remise-commencee',
    'remise-complete',
  ]);
  const [depose] = await lireFlux(banc.db, `depot/${demande.id}`);
  expect(depose?.donnees).toMatchObject({
    expediteur: { courriel: SOPHIE.courriel },
    destinataires: [{ courriel: CAMILLE.courriel }],
    identifieA: '2026-11-22T09:55:00.000Z',
    fichiers: [
      { nom: 'audition.wav', longueur: 300_000, sha256: createHash('sha256').update(contenu).digest('hex') },
    ],
    deposeA: '2026-11-22T10:00:00.000Z',
    echeance: '2026-12-02',
  });
  const vue = await vueDuDepot(banc.ports, await depotDe(demande.id), SOPHIE.id);
  expect(vue.suivis).toMatchObject([{ etat: 'remis', octets: 300_000, avisEnAttente: false, refus: null }]);
  // Lire de nouveau ne refait aucun fait.
  await banc.lire(CAMILLE, `/telechargements/${demande.id}/${fichier}`);
  expect((await types(demande.id)).length).toBe(5);
});

test('l’avis part par courriel sans nom, sans objet, sans fichier', async () => {
  const demande = demandeDEssai(2, { objet: 'Dossier MARTINEAU' });
  await banc.deposer(demande, { 'martineau.pdf': octets(10, 'b') });
  await envoyerLesAvis(banc.ports);
  const [courriel] = await banc.courriers();
  expect(courriel?.sujet).toBe('PLINE : un dépôt vous attend');
  expect(courriel?.texte).toContain(`http://pline.invalid/depots/${demande.id}`);
  expect(courriel?.texte).toContain('02/12/2026');
  expect(`${courriel?.sujet} ${courriel?.texte}`).not.toMatch(/martineau|roux|sophie|moreau|camille/i);
});

test('des plages bout à bout, dans le désordre, font une remise entière ; une seule ne la fait pas', async () => {
  const demande = demandeDEssai(3);
  const [fichier = ''] = await banc.deposer(demande, { 'a.bin': octets(1_000, 'c') });
  const plage = (de: number, a: number) =>
    banc.lire(CAMILLE, `/telechargements/${demande.id}/${fichier}`, { range: `bytes=${de}-${a}` });
  await plage(500, 999);
  expect(await types(demande.id)).toEqual(['depot-depose', 'depot-ouvert', 'remise-commencee']);
  await banc.lire(CAMILLE, `/telechargements/${demande.id}/${fichier}`, {}, 'HEAD');
  await plage(0, 499);
  await finalement(demande.id, ['depot-depose', 'depot-ouvert', 'remise-commencee', 'remise-complete']);
});

test('tous les fichiers sortent en un ZIP qui se reprend, et chacun compte comme remis', async () => {
  const demande = demandeDEssai(4);
  await banc.deposer(demande, {
    'd/a.bin': octets(70_000, 'd'),
    'vide.txt': octets(0, ' '),
    'd/A.bin': octets(10, 'e'),
  });
  const entier = await banc.lire(MARC, `/telechargements/${demande.id}.zip`);
  expect(entier.statut).toBe(404);
  const tete = await banc.lire(CAMILLE, `/telechargements/${demande.id}.zip`, {}, 'HEAD');
  const longueur = Number(tete.entetes['content-length']);
  expect(await types(demande.id)).toEqual(['depot-depose']);
  const debut = await banc.lire(CAMILLE, `/telechargements/${demande.id}.zip`, { range: 'bytes=0-40000' });
  const fin = await banc.lire(CAMILLE, `/telechargements/${demande.id}.zip`, {
    range: 'bytes=40001-',
    'if-range': String(debut.entetes.etag),
  });
  expect([debut.statut, fin.statut, debut.corps.length + fin.corps.length]).toEqual([206, 206, longueur]);
  const complet = await banc.lire(CAMILLE, `/telechargements/${demande.id}.zip`);
  expect(Buffer.concat([debut.corps, fin.corps]).equals(complet.corps)).toBe(true);
  const commencees = ['remise-commencee', 'remise-commencee', 'remise-commencee'];
  const completes = ['remise-complete', 'remise-complete', 'remise-complete'];
  await finalement(demande.id, ['depot-depose', 'depot-ouvert', ...commencees, ...completes]);
});

test('un dépôt à consulter ne se copie pas ; il se lit', async () => {
  const demande = demandeDEssai(5, { droits: 'consulter' });
  const [fichier = ''] = await banc.deposer(demande, { 'a.pdf': octets(50, 'f') });
  expect((await banc.lire(CAMILLE, `/telechargements/${demande.id}/${fichier}`)).statut).toBe(403);
  expect((await banc.lire(CAMILLE, `/telechargements/${demande.id}.zip`)).statut).toBe(403);
  const lu = await banc.lire(CAMILLE, `/lectures/${demande.id}/${fichier}`);
  expect([lu.statut, lu.entetes['content-type'], lu.entetes['x-content-type-options']]).toEqual([
    200,
    'application/octet-stream',
    'nosniff',
  ]);
});

test('qui n’est pas destinataire, pas connecté, ou sorti de l’annuaire ne reçoit rien, et ne sait pas si le dépôt existe', async () => {
  const demande = demandeDEssai(6);
  const [fichier = ''] = await banc.deposer(demande, { 'a.pdf': octets(50, 'g') });
  const adresse = `/telechargements/${demande.id}/${fichier}`;
  const inconnue = `/telechargements/${demandeDEssai(999).id}/${fichier}`;
  const [voisin, absent] = [await banc.lire(MARC, adresse), await banc.lire(MARC, inconnue)];
  expect(voisin.statut).toBe(404);
  expect(voisin.corps.equals(absent.corps)).toBe(true);
  expect((await banc.lire({ ...MARC, id: 'personne' }, adresse)).statut).toBe(401);
  expect((await banc.lire(CAMILLE, `/telechargements/${demande.id}/${'0'.repeat(32)}`)).statut).toBe(404);
  expect((await banc.lire(CAMILLE, '/telechargements/../../etc/passwd')).statut).toBe(404);
  banc.reglages.annuaire = [SOPHIE, MARC];
  expect((await banc.lire(CAMILLE, adresse)).statut).toBe(403);
  expect(await types(demande.id)).toEqual(['depot-depose']);
});

test('on n’envoie que dans sa propre préparation, et plus rien une fois déposé', async () => {
  const demande = demandeDEssai(7);
  await preparerDepot(banc.ports, banc.identite(SOPHIE), demande);
  expect(await preparerDepot(banc.ports, banc.identite(MARC), demande)).toEqual({
    ok: false,
    refus: 'identifiant-pris',
  });
  expect(await banc.envoyer(MARC, demande.id, 'a', octets(3, 'h'))).toBe('');
  expect(await faireLeDepot(banc.ports, banc.identite(SOPHIE), { id: demande.id, empreintes: {} })).toEqual({
    ok: false,
    refus: 'sans-fichier',
  });
  const id = await banc.envoyer(SOPHIE, demande.id, 'a', octets(3, 'h'));
  const forgee = { id: demande.id, empreintes: { [id]: '0'.repeat(64) } };
  expect(await faireLeDepot(banc.ports, banc.identite(SOPHIE), forgee)).toEqual({
    ok: false,
    refus: 'empreinte-differente',
  });
  expect((await faireLeDepot(banc.ports, banc.identite(SOPHIE), { id: demande.id, empreintes: {} })).ok).toBe(
    true,
  );
  // Renvoye : le meme depot, aucun fait de plus.
  expect((await faireLeDepot(banc.ports, banc.identite(SOPHIE), { id: demande.id, empreintes: {} })).ok).toBe(
    true,
  );
  expect((await types(demande.id)).length).toBe(1);
  expect(await banc.envoyer(SOPHIE, demande.id, 'b', octets(3, 'i'))).toBe('');
});

test('une personne ne tient pas plus de vingt-quatre envois à la fois ; les autres passent', async () => {
  const demande = demandeDEssai(20);
  await preparerDepot(banc.ports, banc.identite(SOPHIE), demande);
  const lacher = await banc.tenir(SOPHIE, demande.id, 24);
  const statut = async (qui: typeof SOPHIE): Promise<number> =>
    (await banc.lire(qui, `/telechargements/${demande.id}.zip`, {}, 'HEAD')).statut;
  await expect.poll(() => statut(SOPHIE), { interval: 20 }).toBe(429);
  expect(await statut(MARC)).toBe(404);
  lacher();
  await expect.poll(() => statut(SOPHIE), { interval: 20 }).toBe(404);
});

test('une adresse refusée par le courrier se voit de l’expéditeur ; un courrier absent fait attendre, puis part', async () => {
  const demande = demandeDEssai(8, { destinataires: [CAMILLE.id, MARC.id] });
  banc.reglages.annuaire = [SOPHIE, { ...CAMILLE, courriel: 'mal formée' }, MARC];
  banc.reglages.courrier = false;
  await banc.deposer(demande, { a: octets(3, 'j') });
  expect(await envoyerLesAvis(banc.ports)).toBe(0);
  const enAttente = await vueDuDepot(banc.ports, await depotDe(demande.id), SOPHIE.id);
  expect(enAttente.suivis.map(({ avisEnAttente }) => avisEnAttente)).toEqual([true, true]);
  banc.reglages.courrier = true;
  expect(await envoyerLesAvis(banc.ports)).toBe(0);
  banc.reglages.maintenant = '2026-11-22T10:01:30.000Z';
  await envoyerLesAvis(banc.ports);
  const { suivis } = await vueDuDepot(banc.ports, await depotDe(demande.id), SOPHIE.id);
  expect(suivis.map(({ etat, refus }) => [etat, refus])).toEqual([
    ['depose', 'cette adresse de courriel est mal formée'],
    ['avise', null],
  ]);
  expect(await relancer(banc.ports, banc.identite(MARC), demande.id)).toEqual({
    ok: false,
    refus: 'pas-expediteur',
  });
  expect(await relancer(banc.ports, banc.identite(SOPHIE), demande.id)).toEqual({ ok: true, valeur: 2 });
  // Corrigee a l'annuaire, l'adresse est celle ou la relance va : le refus s'efface.
  banc.reglages.annuaire = [SOPHIE, CAMILLE, MARC];
  await envoyerLesAvis(banc.ports);
  const relances = (await vueDuDepot(banc.ports, await depotDe(demande.id), SOPHIE.id)).suivis;
  expect(relances.map(({ etat, refus }) => [etat, refus])).toEqual([
    ['avise', null],
    ['avise', null],
  ]);
  const recus = (await banc.courriers()).filter(({ texte }) => texte.includes(demande.id));
  expect(recus.map(({ a }) => a)).toContain(CAMILLE.courriel);
});

test('redéposer : d’un dépôt ouvert, les fichiers passent sans être renvoyés ; échu, rien ne se relit, même sa clé vivante', async () => {
  const demande = demandeDEssai(21, { dureeJours: 5 });
  const contenu = octets(700_000, 'r');
  await banc.deposer(demande, { 'vidéo.mp4': contenu, 'vide.txt': octets(0, 'v') });
  const sophie = banc.identite(SOPHIE);
  const [neuf, tard] = [demandeDEssai(22).id, demandeDEssai(23).id];
  expect(await redeposer(banc.ports, banc.identite(CAMILLE), { ancien: demande.id, neuf })).toEqual({
    ok: false,
    refus: 'pas-expediteur',
  });
  const vueDe = async (id: string) => {
    const rendu = await redeposer(banc.ports, sophie, { ancien: demande.id, neuf: id });
    if (!rendu.ok) throw new Error(rendu.refus);
    return vueDeLaPreparation(banc.ports, rendu.valeur);
  };
  // Deux fois de suite, comme apres une coupure : rien n'est double.
  await vueDe(neuf);
  const repris = await vueDe(neuf);
  expect(repris.remplace).toEqual({ depot: demande.id, aRenvoyer: [] });
  expect(repris.envois.map(({ nom, sha256 }) => `${nom} ${sha256}`).toSorted()).toEqual(
    [
      `vidéo.mp4 ${createHash('sha256').update(contenu).digest('hex')}`,
      `vide.txt ${createHash('sha256').update('').digest('hex')}`,
    ].toSorted(),
  );
  expect((await faireLeDepot(banc.ports, sophie, { id: neuf, empreintes: {} })).ok).toBe(true);
  expect((await depotDe(neuf)).depose.remplace).toBe(demande.id);
  const [fichier] = (await depotDe(neuf)).depose.fichiers.filter(({ nom }) => nom === 'vidéo.mp4');
  const lu = await banc.lire(CAMILLE, `/telechargements/${neuf}/${fichier?.id ?? ''}`);
  expect(lu.corps.equals(contenu)).toBe(true);

  // L'echeance passee, avant que la cle meure : le depot neuf attend ses fichiers.
  banc.reglages.maintenant = '2026-11-28T00:00:00.000Z';
  expect((await vueDe(tard)).remplace?.aRenvoyer).toEqual([
    { nom: 'vide.txt', longueur: 0 },
    { nom: 'vidéo.mp4', longueur: 700_000 },
  ]);
  expect(await banc.ports.entrepot.lister(tard)).toEqual([]);
});

test('notre horloge recule : aucun dépôt ne se fait sous une échéance fausse, l’alarme est donnée', async () => {
  const demande = demandeDEssai(24, { dureeJours: 5 });
  await banc.deposer(demandeDEssai(25), { a: octets(3, 'h') });
  banc.reglages.maintenant = '2025-11-22T10:00:00.000Z';
  await preparerDepot(banc.ports, banc.identite(SOPHIE), demande);
  await banc.envoyer(SOPHIE, demande.id, 'a', octets(3, 'h'));
  const faire = () => faireLeDepot(banc.ports, banc.identite(SOPHIE), { id: demande.id, empreintes: {} });
  expect(await faire()).toEqual({ ok: false, refus: 'horloge-suspecte' });
  expect(banc.alarmes).toEqual(['Horloge suspecte : elle a reculé']);
  // Une derive de moins d'une heure se tolere : l'echeance est un jour.
  banc.reglages.maintenant = '2026-11-22T09:30:00.000Z';
  expect((await faire()).ok).toBe(true);
  expect((await depotDe(demande.id)).echeance).toBe('2026-11-27');
});

test('rappels, échéance dite aux deux côtés, clé détruite sous la foi d’un tiers : rien ne finit en silence', async () => {
  const demande = demandeDEssai(9, { dureeJours: 12 });
  const [fichier = ''] = await banc.deposer(demande, { a: octets(9, 'k') });
  const tour = async (a: string): Promise<readonly string[]> => {
    const avant = (await banc.courriers()).length;
    banc.reglages.maintenant = a;
    await fermerLesEchus(banc.ports);
    await rappeler(banc.ports);
    await rappeler(banc.ports);
    while ((await envoyerLesAvis(banc.ports)) > 0);
    const tous = await banc.courriers();
    return tous
      .slice(0, tous.length - avant)
      .filter(({ texte }) => texte.includes(demande.id))
      .map(({ a: qui, sujet }) => `${qui} ${sujet}`)
      .toSorted();
  };
  const [camille, sophie] = [CAMILLE.courriel, SOPHIE.courriel];
  expect(await tour('2026-11-22T10:00:10.000Z')).toEqual([`${camille} PLINE : un dépôt vous attend`]);
  expect(await tour('2026-11-24T10:00:10.000Z')).toEqual([
    `${camille} PLINE : rappel : un dépôt vous attend`,
  ]);
  expect(await tour('2026-11-25T10:00:00.000Z')).toEqual([]);
  expect(await tour('2026-11-30T10:00:10.000Z')).toEqual([
    `${camille} PLINE : rappel : un dépôt vous attend`,
  ]);
  expect(await tour('2026-12-03T10:00:00.000Z')).toEqual([
    `${sophie} PLINE : un dépôt arrive à son échéance`,
    `${camille} PLINE : un dépôt arrive à son échéance`,
  ]);
  expect(await tour('2026-12-04T23:00:00.000Z')).toEqual([
    `${sophie} PLINE : un dépôt est échu`,
    `${camille} PLINE : un dépôt est échu`,
  ]);
  expect((await banc.lire(CAMILLE, `/telechargements/${demande.id}/${fichier}`)).statut).toBe(410);
  expect(await detruireLesClesEchues(banc.ports)).toContain('2026-12-04');
  expect(await banc.ports.cles.jours()).not.toContain('2026-12-04');
  expect(await banc.ports.entrepot.lister(demande.id)).toEqual([]);
  const fin = (await lireFlux(banc.db, `depot/${demande.id}`)).at(-1);
  const { declaration, jeton } = z.object({ declaration: z.string(), jeton: z.string() }).parse(fin?.donnees);
  expect(declaration).toContain(demande.id);
  expect(lireJeton(Buffer.from(jeton, 'base64'))?.empreinte).toBe(
    createHash('sha256').update(declaration).digest('hex'),
  );
  // Le recepisse survit au fichier : celui du depot et celui de la fin se relisent.
  await scellerLesRecepisses(banc.ports);
  const { recepisses } = await depotDe(demande.id);
  expect(recepisses.map(({ genre }) => genre)).toEqual(['depot', 'fin']);
  for (const { empreinte, taille } of recepisses)
    expect((await banc.ports.magasin.lireOctets(versEmpreinte(empreinte), 10_000_000)).length).toBe(taille);
  // Rejoue : plus rien a detruire.
  expect(await detruireLesClesEchues(banc.ports)).toEqual([]);
});

test('notre horloge saute d’un an : rien n’est fermé ni détruit, l’alarme est donnée, et tout se relit une fois l’heure remise', async () => {
  const demande = demandeDEssai(10, { dureeJours: 30 });
  const [fichier = ''] = await banc.deposer(demande, { a: octets(9, 'l') });
  const cles = await banc.ports.cles.jours();
  banc.reglages.horodatage = '2026-11-22T10:00:05.000Z';
  banc.reglages.maintenant = '2027-11-22T10:00:00.000Z';
  expect(await fermerLesEchus(banc.ports)).toBe(0);
  expect(await detruireLesClesEchues(banc.ports)).toEqual([]);
  expect(banc.alarmes.filter((alarme) => alarme.startsWith('Horloge suspecte')).length).toBeGreaterThan(0);
  expect(await banc.ports.cles.jours()).toEqual(cles);
  banc.reglages.maintenant = '2026-11-22T10:01:00.000Z';
  expect((await banc.lire(CAMILLE, `/telechargements/${demande.id}/${fichier}`)).statut).toBe(200);
});

test('prolonger change les clés de jour et prévient ; retirer ferme, efface, et laisse la trace', async () => {
  const demande = demandeDEssai(11, { dureeJours: 20 });
  const [fichier = ''] = await banc.deposer(demande, { a: octets(9, 'm') });
  const vers = { id: demande.id, echeance: '2026-12-20' };
  expect(await repousserLEcheance(banc.ports, banc.identite(CAMILLE), vers)).toEqual({
    ok: false,
    refus: 'pas-expediteur',
  });
  expect((await repousserLEcheance(banc.ports, banc.identite(SOPHIE), vers)).ok).toBe(true);
  expect((await banc.ports.entrepot.lister(demande.id)).map(({ jour }) => jour)).toEqual(['2026-12-20']);
  expect((await banc.lire(CAMILLE, `/telechargements/${demande.id}/${fichier}`)).statut).toBe(200);
  const retire = await retirerLeDepot(banc.ports, banc.identite(SOPHIE), {
    id: demande.id,
    motif: 'mauvais fichier',
  });
  expect(retire.ok && retire.valeur.etat).toBe('retire');
  expect((await banc.lire(CAMILLE, `/telechargements/${demande.id}/${fichier}`)).statut).toBe(410);
  expect(await banc.ports.entrepot.lister(demande.id)).toEqual([]);
});

test('le récépissé est un PDF scellé et horodaté qui porte ses données, même pour un nom qu’un PDF ne sait pas écrire', async () => {
  const demande = demandeDEssai(12, { dureeJours: 20, objet: 'Copie 📎' });
  const contenu = octets(1_234, 'n');
  const [fichier = ''] = await banc.deposer(demande, { 'شاهد 📎.mp4': contenu });
  await banc.lire(CAMILLE, `/telechargements/${demande.id}/${fichier}`);
  await finalement(demande.id, ['depot-depose', 'depot-ouvert', 'remise-commencee', 'remise-complete']);
  await scellerLesRecepisses(banc.ports);
  expect(banc.alarmes).toEqual([]);
  const { recepisses } = await depotDe(demande.id);
  expect(recepisses.map(({ genre, destinataire }) => [genre, destinataire])).toEqual([
    ['depot', null],
    ['remise', CAMILLE.id],
  ]);
  const empreinte = recepisses[1]?.empreinte;
  if (!isEmpreinte(empreinte)) throw new Error('sans récépissé');
  const pdf = await banc.ports.magasin.lireOctets(empreinte, 10_000_000);
  const ancres = await lireAncres(banc.confiance.confiance.lieux.ancres);
  const rapport = await validerPdf(pdf, ancres, { a: new Date(banc.reglages.maintenant) });
  expect(rapport.signatures.map(({ verdict }) => verdict)).toEqual(['valide']);
  const sha256 = createHash('sha256').update(contenu).digest('hex');
  expect((await texteDuPdf(pdf)).replace(/[\s\u200B]/g, '')).toContain(sha256);
  const jointe = await lireJointe(pdf, 'recepisse.json');
  const donnees = z
    .object({
      genre: z.literal('remise'),
      fichiers: z.array(z.object({ nom: z.string(), sha256: z.string() })),
    })
    .loose();
  expect(
    donnees.parse(JSON.parse(Buffer.from(jointe ?? new Uint8Array()).toString('utf8'))).fichiers,
  ).toEqual([expect.objectContaining({ nom: 'شاهد 📎.mp4', sha256 })]);
  expect(await scellerLesRecepisses(banc.ports)).toBe(0);
});

test('les projections se refont à l’identique depuis les faits', async () => {
  const etat = async () =>
    (
      await sql`select to_jsonb(d) as d, (select jsonb_agg(to_jsonb(p) order by destinataire) from depot_destinataire p where p.depot = d.id) as p from depot d order by id`.execute(
        banc.db,
      )
    ).rows;
  const avant = await etat();
  expect(avant.length).toBeGreaterThan(5);
  await reconstruireTransferts(banc.db);
  expect(await etat()).toEqual(avant);
});

test('aucun octet d’un dépôt fini ne reste sur le disque', async () => {
  const restants = new Set(
    (await sql<{ id: string }>`select id from televersement`.execute(banc.db)).rows.map(({ id }) => id),
  );
  const presents = readdirSync(join(banc.dossier, 'objets'), { recursive: true, withFileTypes: true })
    .filter((entree) => entree.isFile())
    .map(({ name }) => name.slice(0, 32));
  expect(presents.filter((id) => !restants.has(id))).toEqual([]);
});
