import { generateKeyPairSync } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MAINTENANT, monterPoste, PIN, PIRATE, PORTAIL } from './essais/poste.ts';
import type { PosteDEssai } from './essais/poste.ts';
import { encadrer, porteBoucle, porteNative } from './essais/portes.ts';
import type { HoteDEssai, Porte } from './essais/portes.ts';
import { ouvrirPoste } from './index.ts';
import { lanceParUneExtension } from './natif.ts';

const DEFI = 'Z'.repeat(43);
const seconde = MAINTENANT.getTime() / 1000;
const etrangere = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
let poste: PosteDEssai;
let hote: HoteDEssai;
let portes: Readonly<Record<'boucle' | 'native', Porte>>;
beforeAll(async () => {
  poste = await monterPoste({ fournisseurDePin: undefined });
  hote = porteNative(await ouvrirPoste(poste.reglages), PORTAIL);
  portes = { boucle: porteBoucle(poste.agent, PORTAIL), native: hote };
});
afterAll(async () => {
  await hote.fermer();
  await poste.fermer();
});

describe.each(['boucle', 'native'] as const)('par la porte « %s »', (nom) => {
  const deposer: Porte['deposer'] = (...demande) => portes[nom].deposer(...demande);

  test.each([
    ['forgé par une autre clé', {}, { cle: etrangere }, 'ordre-faux'],
    ['signé par un service inconnu', {}, { kid: 'autre' }, 'ordre-faux'],
    ['d’un autre type de jeton', {}, { typ: 'JWT' }, 'ordre-faux'],
    ['expiré', { iat: seconde - 301, exp: seconde - 1 }, {}, 'ordre-expire'],
    ['valable plus de cinq minutes', { exp: seconde + 301 }, {}, 'ordre-expire'],
    ['daté de l’avenir', { iat: seconde + 120, exp: seconde + 300 }, {}, 'ordre-expire'],
    ['pour un autre portail', { origin: 'http://localhost:4000' }, {}, 'origine-refusee'],
    ['d’une opération inconnue', { op: 'dechiffrer' }, {}, 'ordre-mal-forme'],
  ] as const)('un ordre %s est refusé', async (_cas, charge, change, code) => {
    const ordre = await poste.ordre({ op: 'authentifier', defi: DEFI, ...charge }, change);
    expect(await deposer([ordre])).toMatchObject({ code });
  });

  test('un ordre altéré après sa signature est refusé', async () => {
    const [tete = '', , signature = ''] = (await poste.ordre(poste.acte('Plainte'))).split('.');
    const autre = (await poste.ordre(poste.acte('Autre'))).split('.')[1] ?? '';
    expect(await deposer([`${tete}.${autre}.${signature}`])).toMatchObject({ code: 'ordre-faux' });
  });

  test('une origine que le navigateur atteste hors de la liste n’obtient rien, même avec un ordre à son nom', async () => {
    const ordre = await poste.ordre({ op: 'authentifier', defi: DEFI, origin: PIRATE });
    expect(await deposer([ordre], PIRATE)).toMatchObject({ code: 'origine-refusee' });
    const pourNous = await poste.ordre({ op: 'authentifier', defi: DEFI });
    expect(await deposer([pourNous], PIRATE)).toMatchObject({ code: 'origine-refusee' });
  });

  test('ni condensat nu, ni autres octets, ni attributs d’un autre acte ou d’une autre carte', async () => {
    const hugo = await poste.remettre({ id: 'hugo', prenom: 'Hugo' });
    const acte = poste.acte('Plainte');
    const refuses = [
      { ...acte, attributs: Buffer.from(acte.empreinte, 'hex').toString('base64') },
      { ...acte, attributs: Buffer.from('ppn-auth-v1').toString('base64') },
      { ...acte, attributs: poste.acte('Autre').attributs },
      { ...acte, attributs: poste.acte('Plainte', hugo).attributs },
      { ...acte, certificat: poste.acte('Plainte', hugo).certificat },
    ];
    for (const charge of refuses)
      expect(await deposer([await poste.ordre(charge)])).toMatchObject({ code: 'attributs-discordants' });
  });

  test('un ordre ne sert qu’une fois, même présenté ensuite à l’autre porte ou aux deux à la fois', async () => {
    const autre = portes[nom === 'boucle' ? 'native' : 'boucle'];
    const ordre = await poste.ordre(poste.acte('Audition'));
    expect(await deposer([ordre])).toMatchObject({ id: expect.any(String) });
    expect(await deposer([ordre])).toMatchObject({ code: 'ordre-rejoue' });
    expect(await autre.deposer([ordre])).toMatchObject({ code: 'ordre-rejoue' });
    const course = await poste.ordre(poste.acte('Course'));
    const issues = await Promise.all([deposer([course]), autre.deposer([course])]);
    expect(issues.filter(({ id }) => id !== undefined).length).toBeLessThanOrEqual(1);
    expect(issues.filter(({ code }) => code === 'ordre-rejoue').length).toBeGreaterThanOrEqual(1);
  });
});

test('la fenêtre de l’extension lit la demande, montre les cartes, signe ; la page suit son issue et rien d’autre', async () => {
  const { id = '' } = await hote.deposer([await poste.ordre(poste.acte('Plainte'))]);
  const page = (action: string, origine = PORTAIL) =>
    hote.envoyer({ source: 'page', action, origine, corps: { id } });
  expect((await page('suivre')).valeur).toEqual({ etat: 'en-attente' });
  expect((await page('suivre', 'http://localhost:4000')).erreur?.code).toBe('origine-refusee');
  expect((await page('pin')).erreur?.code).toBe('requete-mal-formee');
  const fenetre = (action: string, corps?: object) =>
    hote.envoyer({ source: 'fenetre', action, demande: id, corps });
  const { valeur } = await fenetre('presenter');
  expect(valeur).toMatchObject({
    titre: 'Signer un acte',
    origine: 'localhost:3000',
    ordres: [{ titre: 'Plainte' }],
  });
  const jeton = String(Reflect.get(Object(valeur), 'jeton'));
  expect((await fenetre('pin', { jeton: 'devine', carte: 'camille', pin: PIN })).erreur?.code).toBe(
    'requete-mal-formee',
  );
  expect((await fenetre('pin', { jeton, carte: 'camille', pin: PIN })).valeur).toMatchObject({
    etat: { etat: 'faite', resultats: [{ signature: expect.any(String) }] },
  });
  expect((await page('suivre')).valeur).toMatchObject({ etat: 'faite' });
});

test('une fenêtre fermée sans réponse annule la demande', async () => {
  const { id = '' } = await hote.deposer([await poste.ordre(poste.acte('Fermée'))]);
  expect((await hote.envoyer({ source: 'fenetre', action: 'fermer', demande: id })).valeur).toMatchObject({
    etat: 'annulee',
  });
});

test('un message illisible se refuse, un message démesuré aussi, et l’hôte ne sert que ses extensions', async () => {
  expect((await hote.ecrireBrut(encadrer('{'))).erreur?.code).toBe('requete-mal-formee');
  const neuf = porteNative(
    await ouvrirPoste({ ...poste.reglages, dossier: join(poste.dossier, 'neuf') }),
    PORTAIL,
  );
  const longueur = Buffer.alloc(4);
  longueur.writeUInt32LE(0x7fffffff);
  expect((await neuf.ecrireBrut(longueur)).erreur?.code).toBe('trop-volumineux');
  await neuf.fermer();
  const admises = ['abcdefghijklmnopabcdefghijklmnop', 'agent@ppn.invalid'];
  expect(lanceParUneExtension(['chrome-extension://abcdefghijklmnopabcdefghijklmnop/'], admises)).toBe(true);
  expect(lanceParUneExtension(['/hotes/fr.ppn.agent.json', 'agent@ppn.invalid'], admises)).toBe(true);
  expect(lanceParUneExtension(['chrome-extension://ponmlkjihgfedcbaponmlkjihgfedcba/'], admises)).toBe(false);
  expect(lanceParUneExtension([], admises)).toBe(false);
});
