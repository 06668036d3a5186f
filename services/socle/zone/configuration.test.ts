import { expect, test } from 'vitest';
import { lireConfigurationDeZone } from './configuration.ts';

const MINIMALE = {
  PPN_SERVICE: 'plex',
  PPN_HTTP_PORT: '18704',
  PPN_ORIGINE: 'http://localhost:18704',
  PPN_BASE_URL: 'postgres://plex@localhost/plex',
  PPN_OBJETS: 'file:/objets',
  PPN_KEK: '/kek.json',
  PPN_DEPOTS: 'file:/depots',
  PPN_CLES: 'file:/cles',
  PPN_CACHET_CLE: '/cachet.pem',
  PPN_CACHET_CERT: '/cachet.crt',
  PPN_TSA_URL: 'https://tsa.exemple.fr/',
  PPN_ANCRES: '/ancres',
  PPN_JOURNAL_CLE: '/journal.json',
  PPN_ORDRES_CLE: '/ordres.pem',
};
const OIDC = {
  PPN_MOYENS: 'carte,oidc',
  PPN_OIDC_EMETTEUR: 'https://identite.barreau.exemple',
  PPN_OIDC_CLIENT: 'plex',
  PPN_OIDC_SECRET: 'secret',
  PPN_OIDC_NIVEAUX: 'eidas2',
  PPN_OIDC_NUMERO: 'numero_cnbf',
};
const lire = (change: Readonly<Record<string, string>> = {}) =>
  lireConfigurationDeZone({ ...MINIMALE, ...change });

test('la carte et la clé d’accès par défaut ; un fournisseur d’identité si on le règle tout entier', () => {
  expect(lire().PPN_MOYENS).toEqual(['carte', 'cle-d-acces']);
  expect(lire(OIDC)).toMatchObject({ PPN_MOYENS: ['carte', 'oidc'], PPN_OIDC_GENRE: 'avocat' });
});

test.each([
  ['un moyen inconnu', { PPN_MOYENS: 'mot-de-passe' }, 'PPN_MOYENS'],
  ['aucun moyen', { PPN_MOYENS: ',' }, 'PPN_MOYENS'],
  ['« oidc » sans fournisseur', { PPN_MOYENS: 'oidc' }, 'PPN_OIDC_EMETTEUR, PPN_OIDC_CLIENT'],
  ['un fournisseur sans niveau exigé', { ...OIDC, PPN_OIDC_NIVEAUX: '' }, 'PPN_OIDC_NIVEAUX'],
  [
    'un fournisseur lointain sans TLS',
    { ...OIDC, PPN_OIDC_EMETTEUR: 'http://idp.exemple' },
    'PPN_OIDC_EMETTEUR',
  ],
  ['un matériel sans son code', { PPN_CLES_PKCS11: '/module.so' }, 'PPN_CLES_PIN'],
  [
    'une adresse d’exploitant qui n’en est pas une',
    { PPN_COURRIEL_EXPLOITANT: 'exploitation' },
    'PPN_COURRIEL_EXPLOITANT',
  ],
])('refuse au démarrage, en le nommant : %s', (_quoi, change, nom) => {
  expect(() => lire(change)).toThrow(nom);
});
