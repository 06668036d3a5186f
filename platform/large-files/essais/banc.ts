import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, request, type IncomingHttpHeaders, type OutgoingHttpHeaders } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { baseTemporaire, ouvrirBase } from '@ppn/postgres';
import { clesSurDisque } from '../cles-du-jour.ts';
import { type Entrepot, ouvrirEntrepot, type ReglagesDEntrepot } from '../entrepot.ts';
import { RefusDOctets, repondreRefus } from '../http.ts';
import { migrationsDesEnvois } from '../index.ts';
import { servirOctets } from '../servir.ts';
import { serveurTus } from '../tus/serveur.ts';

export const JOUR = '2026-12-21';
/** Deux depots ; `x-essai-depot` dit duquel on est l'auteur. */
export const DEPOT = '0192f1aa-0000-7000-8000-000000000001';
export const AUTRE = '0192f1aa-0000-7000-8000-000000000002';

/** Une reponse HTTP lue en entier. */
export type Recue = {
  readonly statut: number;
  readonly entetes: IncomingHttpHeaders;
  readonly corps: Buffer;
};

/** Un entrepot sur une vraie base, servi en HTTP. `redemarrer` : un processus neuf sur les memes octets. */
export async function bancDesEnvois(changements: Partial<ReglagesDEntrepot> = {}) {
  const base = await baseTemporaire([migrationsDesEnvois]);
  const dossier = mkdtempSync(join(tmpdir(), 'ppn-envois-'));
  const { db, fermer } = ouvrirBase<unknown>(base.urlApplication);
  const ouvrir = async (): Promise<Entrepot> =>
    ouvrirEntrepot({
      db,
      dossier: join(dossier, 'objets'),
      cles: await clesSurDisque(join(dossier, 'cles')),
      environnement: 'essai',
      capacite: 1024 ** 3,
      fils: 2,
      blocs: 8,
      maintenant: () => new Date('2026-11-22T09:00:00Z'),
      ...changements,
    });
  let entrepot = await ouvrir();
  const tus = () =>
    serveurTus({
      entrepot,
      base: '/envois',
      longueurMax: 512 * 1024 ** 2,
      autoriser: async ({ headers }, espace) => {
        if (headers['x-essai-depot'] !== espace)
          throw new RefusDOctets(404, 'depot-inconnu', 'Dépôt inconnu.');
        return { jour: JOUR, reste: 512 * 1024 ** 2 };
      },
    });
  const serveur = createServer((demande, reponse) => {
    if (tus()(demande, reponse)) return;
    const [, espace = '', id = ''] = (demande.url ?? '').slice(1).split('/');
    const servir = async (): Promise<void> => {
      const fichier = await entrepot.trouver(espace, id);
      if (fichier === undefined) throw new RefusDOctets(404, 'fichier-inconnu', 'Fichier inconnu.');
      await servirOctets(demande, reponse, {
        ...fichier,
        etiquette: fichier.sha256,
        lire: (debut, fin) => entrepot.lire(espace, fichier, debut, fin),
      });
    };
    servir().catch((cause: unknown) =>
      repondreRefus(
        demande,
        reponse,
        cause instanceof RefusDOctets ? cause : new RefusDOctets(500, 'panne', String(cause)),
      ),
    );
  });
  await new Promise<void>((pret) => serveur.listen(0, '127.0.0.1', pret));
  const adresse = serveur.address();
  const port = typeof adresse === 'object' && adresse !== null ? adresse.port : 0;
  return {
    base,
    db,
    dossier,
    port,
    entrepot: () => entrepot,
    redemarrer: async () => {
      await entrepot.fermer();
      entrepot = await ouvrir();
    },
    arreter: async () => {
      serveur.closeAllConnections();
      await new Promise((fini) => serveur.close(fini));
      await entrepot.fermer();
      await fermer();
      await base.detruire();
      rmSync(dossier, { recursive: true, force: true });
    },
  };
}
export type Banc = Awaited<ReturnType<typeof bancDesEnvois>>;

/** Une demande HTTP brute. */
export const demander = (
  { port }: Pick<Banc, 'port'>,
  methode: string,
  chemin: string,
  entetes: OutgoingHttpHeaders = {},
  corps?: Uint8Array,
): Promise<Recue> =>
  new Promise((lire, rejeter) => {
    const demande = request({
      port,
      host: '127.0.0.1',
      method: methode,
      path: chemin,
      headers: entetes,
      agent: false,
    });
    demande.on('error', rejeter);
    demande.on('response', (reponse) => {
      const morceaux: Buffer[] = [];
      reponse.on('data', (octets: Buffer) => morceaux.push(octets));
      reponse.on('error', rejeter);
      reponse.on('end', () =>
        lire({ statut: reponse.statusCode ?? 0, entetes: reponse.headers, corps: Buffer.concat(morceaux) }),
      );
    });
    demande.end(corps);
  });

const TUS = { 'tus-resumable': '1.0.0', 'x-essai-depot': DEPOT };

/** Un client tus, tel que la specification le decrit. */
export const client = (banc: Pick<Banc, 'port'>) => ({
  creer: (longueur: number, nom = 'piece.bin', entetes: OutgoingHttpHeaders = {}) =>
    demander(banc, 'POST', `/envois/${DEPOT}`, {
      ...TUS,
      'upload-length': longueur,
      'upload-metadata': `filename ${Buffer.from(nom).toString('base64')}`,
      ...entetes,
    }),
  envoyer: (adresse: string, position: number, octets: Uint8Array, entetes: OutgoingHttpHeaders = {}) =>
    demander(
      banc,
      'PATCH',
      adresse,
      { ...TUS, 'content-type': 'application/offset+octet-stream', 'upload-offset': position, ...entetes },
      octets,
    ),
  situer: (adresse: string, entetes: OutgoingHttpHeaders = {}) =>
    demander(banc, 'HEAD', adresse, { ...TUS, ...entetes }),
  oter: (adresse: string) => demander(banc, 'DELETE', adresse, TUS),
  reunir: (adresses: readonly string[], nom = 'reuni.bin') =>
    demander(banc, 'POST', `/envois/${DEPOT}`, {
      ...TUS,
      'upload-concat': `final;${adresses.join(' ')}`,
      'upload-metadata': `filename ${Buffer.from(nom).toString('base64')}`,
    }),
  lire: (adresse: string, entetes: OutgoingHttpHeaders = {}) =>
    demander(banc, 'GET', adresse.replace('/envois/', '/lire/'), entetes),
});

/** Commence un envoi et coupe la liaison apres `octets` ; rend quand la liaison est morte. */
export const couperApres = (
  { port }: Pick<Banc, 'port'>,
  adresse: string,
  annonce: number,
  octets: Uint8Array,
): Promise<void> =>
  new Promise((coupe) => {
    const demande = request({
      port,
      host: '127.0.0.1',
      method: 'PATCH',
      path: adresse,
      agent: false,
      headers: {
        ...TUS,
        'content-type': 'application/offset+octet-stream',
        'upload-offset': 0,
        'content-length': annonce,
      },
    });
    demande.on('error', () => undefined);
    demande.on('close', () => coupe());
    demande.write(octets, () => demande.destroy());
  });
