import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import process from 'node:process';

// Programme mesure : `node temoin-tus.ts <ou est installe @tus/server> <dossier>`. @tus/server et son rangement en fichiers, tels quels.

const [, , lieu = '', dossier = ''] = process.argv;
const charger = createRequire(join(lieu, 'package.json'));
type Rangement = { readonly directory: string };
const { Server } = charger('@tus/server') as {
  readonly Server: new (options: { readonly path: string; readonly datastore: unknown }) => {
    readonly handle: (...echange: readonly unknown[]) => Promise<unknown>;
  };
};
const { FileStore } = charger('@tus/file-store') as {
  readonly FileStore: new (options: Rangement) => unknown;
};
const tus = new Server({ path: '/files', datastore: new FileStore({ directory: dossier }) });
const serveur = createServer((demande, reponse) => void tus.handle(demande, reponse));
serveur.requestTimeout = 0;
serveur.listen(0, '127.0.0.1', () => {
  const adresse = serveur.address();
  process.send?.(typeof adresse === 'object' && adresse !== null ? adresse.port : 0);
});
