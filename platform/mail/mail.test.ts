import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { courrier, demarrerBoiteLocale } from './index.ts';
import type { BoiteLocale, Courrier, OptionsDeBoite } from './index.ts';

const EXPEDITEUR = 'PPN <ne-pas-repondre@ppn.invalid>';
let dossier = '';
const aFermer: (() => Promise<void> | void)[] = [];

beforeEach(async () => {
  dossier = await mkdtemp(join(tmpdir(), 'ppn-courrier-'));
});
afterEach(async () => {
  for (const fermer of aFermer.splice(0).toReversed()) await fermer();
  await rm(dossier, { recursive: true, force: true });
});

async function boite(
  options: Partial<OptionsDeBoite> = {},
): Promise<{ boite: BoiteLocale; poste: Courrier }> {
  const ouverte = await demarrerBoiteLocale({ dossier, portSmtp: 0, portHttp: 0, ...options });
  const poste = courrier({ url: ouverte.urlSmtp, expediteur: EXPEDITEUR });
  aFermer.push(
    () => ouverte.arreter(),
    () => poste.fermer(),
  );
  return { boite: ouverte, poste };
}

const texte = async (adresse: string): Promise<string> => (await fetch(adresse)).text();
const liste = async (url: string): Promise<{ id: string; sujet: string }[]> =>
  JSON.parse(await texte(`${url}/api/courriers`));

test('un courrier envoyé se lit dans la boîte, accents compris, et survit à un redémarrage', async () => {
  const premiere = await demarrerBoiteLocale({ dossier, portSmtp: 0, portHttp: 0 });
  const poste = courrier({ url: premiere.urlSmtp, expediteur: EXPEDITEUR });
  const long = `Convocation à l’audience : ${'é'.repeat(300)}\nhttp://127.0.0.1:18701/suivi\n`;
  const envoi = await poste.envoyer({
    a: ['victime@exemple.invalid'],
    sujet: 'Votre plainte – dépôt « reçu »',
    texte: long,
  });
  expect(envoi.ok).toBe(true);
  poste.fermer();
  await premiere.arreter();
  const { boite: seconde } = await boite();
  const [ligne] = await liste(seconde.urlHttp);
  expect(ligne?.sujet).toBe('Votre plainte – dépôt « reçu »');
  const page = await texte(`${seconde.urlHttp}/courriers/${ligne?.id}`);
  expect(page).toContain('é'.repeat(300));
  expect(page).toContain('<a rel="noreferrer" href="http://127.0.0.1:18701/suivi">');
  expect(await texte(`${seconde.urlHttp}/`)).toContain('victime@exemple.invalid');
});

test('un courrier hostile est montré en texte, sous une politique qui n’exécute rien', async () => {
  const { boite: ouverte, poste } = await boite();
  await poste.envoyer({
    a: ['a@b.invalid'],
    sujet: '<script>alert(1)</script>',
    texte: '<img src=x onerror=alert(1)>"\'&',
  });
  const [ligne] = await liste(ouverte.urlHttp);
  const reponse = await fetch(`${ouverte.urlHttp}/courriers/${ligne?.id}`);
  const page = await reponse.text();
  expect(page).not.toContain('<script');
  expect(page).not.toContain('<img');
  expect(reponse.headers.get('content-security-policy')).toContain("default-src 'none'");
});

test('au-delà de la borne, les plus anciens s’effacent du disque', async () => {
  let heure = 1_795_000_000_000;
  const { boite: ouverte, poste } = await boite({
    courriersMax: 2,
    horloge: () => new Date((heure += 1000)),
  });
  for (const sujet of ['un', 'deux', 'trois'])
    await poste.envoyer({ a: ['a@b.invalid'], sujet, texte: sujet });
  expect((await liste(ouverte.urlHttp)).map(({ sujet }) => sujet)).toEqual(['trois', 'deux']);
  expect(await readdir(dossier)).toHaveLength(2);
});

test('un courrier trop gros est refusé sans être gardé', async () => {
  const { boite: ouverte, poste } = await boite({ tailleMax: 5000 });
  const envoi = await poste.envoyer({ a: ['a@b.invalid'], sujet: 'gros', texte: 'x'.repeat(9000) });
  expect(envoi).toEqual({ ok: false, refus: 'courrier-indisponible' });
  expect(await liste(ouverte.urlHttp)).toEqual([]);
});

test('une adresse ou un objet qui cacherait un en-tête est refusé avant l’envoi', async () => {
  const { boite: ouverte, poste } = await boite();
  const refuse = { ok: false, refus: 'message-invalide' };
  expect(await poste.envoyer({ a: ['a@b.invalid\r\nBcc: c@d.invalid'], sujet: 's', texte: '' })).toEqual(
    refuse,
  );
  expect(await poste.envoyer({ a: ['a@b.invalid, c@d.invalid'], sujet: 's', texte: '' })).toEqual(refuse);
  expect(await poste.envoyer({ a: ['a@b.invalid'], sujet: 's\nBcc: c@d.invalid', texte: '' })).toEqual(
    refuse,
  );
  expect(await poste.envoyer({ a: [], sujet: 's', texte: '' })).toEqual(refuse);
  expect(await liste(ouverte.urlHttp)).toEqual([]);
});

test('sans serveur ou serveur éteint, le refus est une donnée', async () => {
  const message = { a: ['a@b.invalid'], sujet: 's', texte: 't' };
  expect(await courrier({ expediteur: EXPEDITEUR }).envoyer(message)).toEqual({
    ok: false,
    refus: 'courrier-non-configure',
  });
  const { boite: ouverte, poste } = await boite();
  await ouverte.arreter();
  expect(await poste.envoyer(message)).toEqual({ ok: false, refus: 'courrier-indisponible' });
});

test('un en-tête Host étranger, une écriture et une adresse inconnue sont refusés', async () => {
  const { boite: ouverte } = await boite();
  const statut = (options: {
    chemin?: string;
    methode?: string;
    hote?: string;
  }): Promise<number | undefined> =>
    new Promise((finir, echouer) => {
      const { hostname, port, host } = new URL(ouverte.urlHttp);
      const headers = { host: options.hote ?? host };
      request(
        { hostname, port, path: options.chemin ?? '/', method: options.methode ?? 'GET', headers },
        (reponse) => {
          reponse.resume();
          finir(reponse.statusCode);
        },
      )
        .on('error', echouer)
        .end();
    });
  expect(await statut({ hote: 'exemple.invalid' })).toBe(421);
  expect(await statut({ methode: 'POST' })).toBe(405);
  expect(await statut({ chemin: '/courriers/..%2f..%2fetc%2fpasswd' })).toBe(404);
  expect(await statut({ chemin: '/sante' })).toBe(200);
});
