import { type Fournisseur, ouvrirFournisseur } from '@ppn/identity';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { portLibre } from '../ports.ts';
import { demarrerFournisseur, type FournisseurDeDemonstration } from './fournisseur.ts';

const ORIGINE = 'http://localhost:18704';
const ELOISE = {
  genre: 'avocat',
  carte: 'eloise-peronnet',
  pin: '470123',
  numero: 'AV047001',
  prenom: 'Éloïse',
  nom: 'Péronnet',
  organisation: 'AGEN',
  courriel: 'eloise.peronnet@barreau-agen.demonstration.invalid',
} as const;

let reel: FournisseurDeDemonstration;
let client: Fournisseur;
const reglages = (change = {}) => ({
  emetteur: reel.emetteur,
  client: reel.client,
  secret: reel.secret,
  retour: `${ORIGINE}/api/session/oidc/retour`,
  niveaux: ['eidas2'],
  portees: ['openid', 'profession'],
  numero: 'numero',
  ...change,
});

beforeAll(async () => {
  reel = await demarrerFournisseur({ port: await portLibre(), origine: ORIGINE, comptes: [ELOISE] });
  client = ouvrirFournisseur(reglages());
});
afterAll(() => reel.arreter());

const partir = async () => {
  const parti = await client.partir();
  if (!parti.ok) throw new Error(parti.refus);
  return parti.valeur;
};

/** Suit le parcours comme un navigateur, avec ses temoins, jusqu'au retour vers le portail. */
async function sIdentifier(
  depart: string,
  choix: { readonly compte: string; readonly niveau?: string },
  temoins = new Map<string, string>(),
): Promise<URL> {
  let [adresse, corps]: [URL, URLSearchParams | undefined] = [new URL(depart), undefined];
  for (let pas = 0; pas < 8; pas += 1) {
    if (adresse.origin === ORIGINE) return adresse;
    const reponse = await fetch(adresse, {
      method: corps === undefined ? 'GET' : 'POST',
      redirect: 'manual',
      headers: { cookie: [...temoins].map(([nom, valeur]) => `${nom}=${valeur}`).join('; ') },
      ...(corps === undefined ? {} : { body: corps }),
    });
    for (const temoin of reponse.headers.getSetCookie()) {
      const [, nom = '', valeur = ''] = /^([^=]+)=([^;]*)/.exec(temoin) ?? [];
      temoins.set(nom, valeur);
    }
    const vers = reponse.headers.get('location');
    if (vers === null && reponse.status !== 200) throw new Error(await reponse.text());
    corps = vers === null ? new URLSearchParams({ niveau: 'eidas2', ...choix }) : undefined;
    adresse = vers === null ? adresse : new URL(vers, adresse);
  }
  throw new Error('Le parcours ne revient pas.');
}

test('un fournisseur certifié atteste un numéro, à deux facteurs, et sa session se ferme aussi', async () => {
  const { adresse, depart } = await partir();
  const question = new URL(adresse).searchParams;
  expect(question.get('code_challenge_method')).toBe('S256');
  expect(question.get('acr_values')).toBe('eidas2');
  const retour = await sIdentifier(adresse, { compte: ELOISE.carte });
  const rendu = await client.revenir(retour, depart);
  expect(rendu).toMatchObject({
    ok: true,
    valeur: { sujet: 'eloise-peronnet', numero: 'AV047001', niveau: 'eidas2' },
  });
  const jeton = rendu.ok ? rendu.valeur.jeton : '';
  const sortie = await client.sortir(jeton, ORIGINE);
  expect(new URL(sortie ?? '').searchParams.get('post_logout_redirect_uri')).toBe(ORIGINE);
  expect((await fetch(sortie ?? '')).status).toBe(200);

  // Le meme code, une seconde fois.
  expect(await client.revenir(retour, depart)).toEqual({ ok: false, refus: 'reponse-fausse' });
});

test.each([
  ['un état qui n’est pas le sien', { etat: 'x'.repeat(43) }],
  ['un nonce qui n’est pas le sien', { nonce: 'x'.repeat(43) }],
  ['un vérificateur PKCE qui n’est pas le sien', { verificateur: 'x'.repeat(43) }],
])('le retour est refusé sous %s', async (_quoi, change) => {
  const { adresse, depart } = await partir();
  const retour = await sIdentifier(adresse, { compte: ELOISE.carte });
  expect(await client.revenir(retour, { ...depart, ...change })).toEqual({
    ok: false,
    refus: 'reponse-fausse',
  });
});

test('une réponse d’un autre émetteur, ou un code forgé, n’ouvre rien', async () => {
  const { adresse, depart } = await partir();
  const retour = await sIdentifier(adresse, { compte: ELOISE.carte });
  const dAilleurs = new URL(retour);
  dAilleurs.searchParams.set('iss', 'https://autre.exemple');
  expect(await client.revenir(dAilleurs, depart)).toEqual({ ok: false, refus: 'reponse-fausse' });
  const forge = new URL(retour);
  forge.searchParams.set('code', 'forge');
  expect(await client.revenir(forge, depart)).toEqual({ ok: false, refus: 'reponse-fausse' });
});

test('un seul facteur ne suffit pas, renoncer se dit, et sans numéro personne n’est reconnu', async () => {
  const seul = await partir();
  const retour = await sIdentifier(seul.adresse, { compte: ELOISE.carte, niveau: 'eidas1' });
  expect(await client.revenir(retour, seul.depart)).toEqual({ ok: false, refus: 'niveau-insuffisant' });
  const renonce = await partir();
  expect(await client.revenir(await sIdentifier(renonce.adresse, { compte: '' }), renonce.depart)).toEqual({
    ok: false,
    refus: 'connexion-abandonnee',
  });
  const sansNumero = ouvrirFournisseur(reglages({ portees: ['openid'] }));
  const parti = await sansNumero.partir();
  if (!parti.ok) throw new Error(parti.refus);
  const revenu = await sIdentifier(parti.valeur.adresse, { compte: ELOISE.carte });
  expect(await sansNumero.revenir(revenu, parti.valeur.depart)).toEqual({
    ok: false,
    refus: 'numero-absent',
  });
});

test('éteint, il se dit injoignable au départ comme au retour ; rallumé, il ressert', async () => {
  const eteint = ouvrirFournisseur(reglages({ emetteur: `http://127.0.0.1:${await portLibre()}` }));
  expect(await eteint.partir()).toEqual({ ok: false, refus: 'fournisseur-injoignable' });
  const port = await portLibre();
  const options = { port, origine: ORIGINE, comptes: [ELOISE] };
  const premier = await demarrerFournisseur(options);
  const sien = ouvrirFournisseur(
    reglages({ emetteur: premier.emetteur, client: premier.client, secret: premier.secret }),
  );
  const parti = await sien.partir();
  if (!parti.ok) throw new Error(parti.refus);
  const retour = await sIdentifier(parti.valeur.adresse, { compte: ELOISE.carte });
  await premier.arreter();
  expect(await sien.revenir(retour, parti.valeur.depart)).toEqual({
    ok: false,
    refus: 'fournisseur-injoignable',
  });
  const second = await demarrerFournisseur(options);
  expect((await sien.partir()).ok).toBe(true);
  await second.arreter();
});
