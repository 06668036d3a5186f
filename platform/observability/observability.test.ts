import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { creerJournal, creerMesures, masquer } from './index.ts';
import { pointDArretDemande } from './etape.ts';

function journalEnMemoire(): { lignes: string[]; journal: ReturnType<typeof creerJournal> } {
  const lignes: string[] = [];
  const destination = { write: (ligne: string) => void lignes.push(ligne) };
  return { lignes, journal: creerJournal({ service: 'essai', destination }) };
}

test('une ligne porte un code, une phrase, le service et une heure ISO', () => {
  const { lignes, journal } = journalEnMemoire();
  journal.info('pli-parti', 'Le pli est parti.', { pli: 'a1', tentatives: 2 });
  expect(JSON.parse(lignes[0] ?? '')).toMatchObject({
    niveau: 'info',
    service: 'essai',
    code: 'pli-parti',
    message: 'Le pli est parti.',
    pli: 'a1',
    tentatives: 2,
    heure: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
  });
});

test('ni PIN, ni cookie, ni nom de personne ne sont écrits, à aucune profondeur', () => {
  const { lignes, journal } = journalEnMemoire();
  const requete = { headers: { Cookie: 'session=SECRET', 'Set-Cookie': 'SECRET', authorization: 'SECRET' } };
  journal.avec({ prenom: 'SECRET' }).erreur('refus', 'Refus.', {
    pin: 'SECRET',
    requete,
    personnes: [{ nom_de_naissance: 'SECRET', prenoms: ['SECRET'], role: 'victime' }],
  });
  journal.pino.warn({ motDePasse: 'SECRET' }, 'par Fastify');
  expect(lignes.join('')).not.toContain('SECRET');
  expect(lignes.join('')).toContain('victime');
});

test('une erreur est décrite sans les valeurs de lignes que PostgreSQL y joint', () => {
  const erreur = Object.assign(new Error('doublon'), { code: '23505', detail: 'Key (nom)=(Martin)' });
  expect(JSON.stringify(masquer({ erreur }))).not.toContain('Martin');
  expect(masquer({ erreur })).toMatchObject({ erreur: { code: '23505', message: 'doublon' } });
});

test('un objet qui se contient, très long ou binaire reste borné', () => {
  const boucle: Record<string, unknown> = { octets: new Uint8Array(1000), long: 'x'.repeat(9000) };
  boucle['moi'] = boucle;
  expect(JSON.stringify(masquer({ boucle })).length).toBeLessThan(9000);
});

test('l’histogramme HTTP et les compteurs sortent au format Prometheus', async () => {
  const mesures = creerMesures('essai');
  mesures.observerRequete({ methode: 'GET', route: '/api/procedures/:idj', statut: 200, dureeMs: 40 });
  mesures.compteur('plis_partis', 'Plis partis').inc();
  mesures.compteur('plis_partis', 'Plis partis').inc();
  mesures.jauge('file', 'File', () => 7);
  const { type, corps } = await mesures.texte();
  expect(type).toContain('text/plain');
  expect(corps).toContain(
    'ppn_http_duree_secondes_bucket{le="0.05",service="essai",methode="GET",route="/api/procedures/:idj"',
  );
  expect(corps).toMatch(/ppn_plis_partis\{service="essai"\} 2/);
  expect(corps).toMatch(/ppn_file\{service="essai"\} 7/);
});

const PROGRAMME = `
  const { etape } = await import(${JSON.stringify(join(import.meta.dirname, 'index.ts'))});
  for (let i = 1; i <= 3; i += 1) {
    await etape('autre.point');
    await etape('echange.pli-prepare');
    process.stdout.write(String(i));
  }`;

function lancer(
  environnement: Record<string, string>,
): Promise<{ sortie: string; signal: string | null; code: number | null }> {
  const enfant = spawn(process.execPath, ['--input-type=module', '-e', PROGRAMME], {
    env: { PATH: process.env['PATH'], ...environnement },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const morceaux: string[] = [];
  enfant.stdout.on('data', (morceau: Buffer) => morceaux.push(morceau.toString()));
  return new Promise((finir) =>
    enfant.on('close', (code, signal) => finir({ sortie: morceaux.join(''), signal, code })),
  );
}

test('sans demande, une étape ne fait rien', async () => {
  expect(await lancer({})).toEqual({ sortie: '123', signal: null, code: 0 });
});

test('au n-ième passage du point demandé, le processus meurt par SIGKILL', async () => {
  const mort = await lancer({ PPN_POINT_D_ARRET: 'echange.pli-prepare:2' });
  expect(mort).toEqual({ sortie: '1', signal: 'SIGKILL', code: null });
});

test('un point d’arrêt est refusé en production, et quand il est mal écrit', async () => {
  const { code } = await lancer({ PPN_POINT_D_ARRET: 'echange.pli-prepare', NODE_ENV: 'production' });
  expect(code).toBe(1);
  expect(() => pointDArretDemande({ PPN_POINT_D_ARRET: 'x', NODE_ENV: 'production' })).toThrow(/production/);
  expect(() => pointDArretDemande({ PPN_POINT_D_ARRET: 'Pas Bon' })).toThrow(/mal écrit/);
});
