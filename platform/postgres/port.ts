import { createServer } from 'node:net';
import { ErreurGrappe, PHRASES } from './erreurs.ts';

/** Lance `port-pris` si quelqu'un ecoute deja la. */
export async function verifierPort(port: number, dossier: string): Promise<void> {
  try {
    await portLibre(port);
  } catch (cause) {
    throw new ErreurGrappe('port-pris', PHRASES['port-pris']({ dossier, port }), String(cause));
  }
}

/** Ouvre puis ferme le port sur 127.0.0.1 ; rend son numero (0 : au choix du systeme). */
export function portLibre(port: number): Promise<number> {
  return new Promise((resoudre, rejeter) => {
    const prise = createServer();
    prise.once('error', rejeter);
    prise.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      const adresse = prise.address();
      const numero = typeof adresse === 'object' && adresse !== null ? adresse.port : port;
      prise.close(() => resoudre(numero));
    });
  });
}
