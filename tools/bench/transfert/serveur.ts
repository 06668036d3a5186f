import { createWriteStream, createReadStream, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import process from 'node:process';
import {
  clesSurDisque,
  ouvrirEntrepot,
  RefusDOctets,
  repondreRefus,
  servirOctets,
  serveurTus,
} from '@ppn/large-files';
import { ouvrirBase } from '@ppn/postgres';

// Programme mesure : `node serveur.ts <url de la base> <dossier>`. Le chemin des octets de PLINE, et un temoin nu (ni somme, ni chiffre).

const [, , url = '', dossier = ''] = process.argv;
const { db } = ouvrirBase<unknown>(url);
const entrepot = await ouvrirEntrepot({
  db,
  dossier: join(dossier, 'objets'),
  cles: await clesSurDisque(join(dossier, 'cles')),
  environnement: 'banc',
  capacite: 100 * 1024 ** 3,
  fils: 2,
  blocs: 16,
  maintenant: () => new Date(),
});
const tus = serveurTus({
  entrepot,
  base: '/envois',
  longueurMax: 20 * 1024 ** 3,
  autoriser: async () => ({ jour: '2999-12-31', reste: 20 * 1024 ** 3 }),
});
const serveur = createServer((demande, reponse) => {
  if (tus(demande, reponse)) return;
  const [, genre = '', espace = '', id = ''] = (demande.url ?? '').split('/');
  const servir = async (): Promise<void> => {
    const nu = join(dossier, `nu-${id}`);
    if (genre === 'nu' && demande.method === 'PUT') {
      await pipeline(demande, createWriteStream(nu, { highWaterMark: 1024 * 1024 }));
      return void reponse.writeHead(204).end();
    }
    if (genre === 'nu') {
      reponse.writeHead(200, { 'content-length': statSync(nu).size });
      return pipeline(createReadStream(nu, { highWaterMark: 1024 * 1024 }), reponse);
    }
    const fichier = await entrepot.trouver(espace, id);
    if (fichier === undefined) throw new RefusDOctets(404, 'inconnu', 'Inconnu.');
    const lire = (debut: number, fin: number) => entrepot.lire(espace, fichier, debut, fin);
    await servirOctets(demande, reponse, { ...fichier, etiquette: fichier.sha256, lire });
  };
  servir().catch(() => repondreRefus(demande, reponse, new RefusDOctets(500, 'panne', 'Panne.')));
});
serveur.requestTimeout = 0;
serveur.listen(0, '127.0.0.1', () => {
  const adresse = serveur.address();
  process.send?.(typeof adresse === 'object' && adresse !== null ? adresse.port : 0);
});
