import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { afterEach, describe, expect, test } from 'vitest';
import { element, enfants, entier, lireDer, sequence } from './der.ts';
import { jetonDe, pkiDEssai } from './essais/pki-d-essai.ts';
import { demandeHorodatage, HorodatageIndisponible, horodateurHttp, lireJeton } from './tsp.ts';

const { unite } = pkiDEssai();
const empreinte = createHash('sha256').update('valeur de signature').digest();
const HEURE = '20261121091500Z';

let serveur: Server | undefined;
afterEach(() => serveur?.closeAllConnections());
afterEach(() => serveur?.close());

/** Un service d'horodatage qui repond par la fonction donnee ; `undefined` : ne repond jamais. */
const servir = (repondre: (demande: Uint8Array) => Uint8Array | undefined, statut = 200): Promise<string> =>
  new Promise((resoudre) => {
    serveur = createServer((requete, reponse) => {
      void buffer(requete).then((demande) => {
        const corps = repondre(demande);
        if (corps !== undefined)
          reponse.writeHead(statut, { 'content-type': 'application/timestamp-reply' }).end(corps);
      });
    });
    serveur.listen(0, '127.0.0.1', () => {
      const adresse = serveur?.address();
      resoudre(`http://127.0.0.1:${typeof adresse === 'object' && adresse !== null ? adresse.port : 0}/`);
    });
  });

const nonceDe = (demande: Uint8Array): Uint8Array =>
  enfants(lireDer(demande))[2]?.contenu ?? new Uint8Array();
const accorde = (jeton: Uint8Array): Uint8Array => sequence(sequence(entier(0)), jeton);

describe('l’horodatage', () => {
  test('rend un jeton qui porte l’empreinte, l’heure et le nonce de la demande', async () => {
    const url = await servir((demande) =>
      accorde(jetonDe(unite, { empreinte, heure: HEURE, nonce: nonceDe(demande) })),
    );
    const infos = lireJeton(await horodateurHttp({ url, delaiMs: 5_000 })(empreinte));
    expect(infos).toMatchObject({
      empreinte: empreinte.toString('hex'),
      instant: new Date('2026-11-21T09:15:00Z'),
    });
  });

  test.each<[string, string, (demande: Uint8Array) => Uint8Array]>([
    ['refuse la demande', 'état 2', () => sequence(sequence(entier(2)))],
    [
      'horodate une autre empreinte',
      'autre empreinte',
      (demande) =>
        accorde(jetonDe(unite, { empreinte: new Uint8Array(32), heure: HEURE, nonce: nonceDe(demande) })),
    ],
    [
      'rejoue un ancien jeton',
      'autre demande',
      () => accorde(jetonDe(unite, { empreinte, heure: HEURE, nonce: Uint8Array.of(1, 2, 3) })),
    ],
    ['oublie le nonce', 'autre demande', () => accorde(jetonDe(unite, { empreinte, heure: HEURE }))],
    ['n’envoie pas de jeton', 'illisible', () => sequence(sequence(entier(0)))],
    ['envoie un faux jeton', 'illisible', () => accorde(sequence(element(0x0c, Buffer.from('faux'))))],
    ['envoie du texte', 'illisible', () => Buffer.from('<html>')],
    ['envoie trop d’octets', 'trop longue', () => new Uint8Array(100_000)],
  ])('n’est pas obtenu quand le service %s', async (_, motif, repondre) => {
    const horodateur = horodateurHttp({ url: await servir(repondre), delaiMs: 5_000 });
    await expect(horodateur(empreinte)).rejects.toThrow(HorodatageIndisponible);
    await expect(horodateur(empreinte)).rejects.toThrow(motif);
  });

  test('n’est pas obtenu quand le service est en panne, muet ou absent', async () => {
    await expect(
      horodateurHttp({ url: await servir(() => new Uint8Array(), 503), delaiMs: 5_000 })(empreinte),
    ).rejects.toThrow('a répondu 503');
    serveur?.close();
    await expect(
      horodateurHttp({ url: await servir(() => undefined), delaiMs: 50 })(empreinte),
    ).rejects.toThrow(HorodatageIndisponible);
    await expect(horodateurHttp({ url: 'http://127.0.0.1:9/', delaiMs: 5_000 })(empreinte)).rejects.toThrow(
      'ne répond pas',
    );
  });

  test('se demande aussi sur un SHA-512, et la demande le nomme', () => {
    const [, imprint] = enfants(lireDer(demandeHorodatage(new Uint8Array(64).fill(9), Uint8Array.of(1))));
    expect(Buffer.from(imprint?.contenu ?? []).toString('hex')).toBe(
      `300b0609608648016503040203${'0440'}${'09'.repeat(64)}`,
    );
  });

  test('ne se demande pas sur 20 octets', async () => {
    await expect(
      horodateurHttp({ url: 'http://127.0.0.1:9/', delaiMs: 50 })(new Uint8Array(20)),
    ).rejects.toThrow(RangeError);
  });
});
