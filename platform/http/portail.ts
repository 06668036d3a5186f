import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { refuser } from './probleme.ts';
import { envoyerRefus } from './serveur.ts';

/** La page du verificateur : elle se telecharge et s'ouvre hors ligne, jamais depuis le service qu'elle juge. */
const A_TELECHARGER = 'verificateur.html';

/** Sert un portail construit (fichiers empreintes : un an ; `index.html` : jamais en cache) ; toute page inconnue rend `index.html`. */
export async function servirPortail(app: FastifyInstance, dossier: string): Promise<void> {
  const construit = existsSync(join(dossier, 'index.html'));
  if (construit)
    await app.register(fastifyStatic, {
      root: dossier,
      cacheControl: false,
      setHeaders: (reponse, chemin) => {
        reponse.header(
          'cache-control',
          chemin.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
        );
        if (basename(chemin) === A_TELECHARGER)
          reponse.header('content-disposition', `attachment; filename="${A_TELECHARGER}"`);
      },
    });
  app.setNotFoundHandler((demande, reponse) => {
    const page =
      construit &&
      demande.method === 'GET' &&
      !demande.url.startsWith('/api/') &&
      (demande.headers.accept ?? '').includes('text/html');
    if (page) return reponse.header('cache-control', 'no-cache').sendFile('index.html');
    return envoyerRefus(
      reponse,
      refuser(404, 'introuvable', `Rien ne répond à l’adresse ${demande.url.split('?')[0] ?? ''}.`),
    );
  });
}
