import type { Server } from 'node:http';

/** Le port demandé est pris, ou refusé. */
export class AgentImpossible extends Error {
  override readonly name = 'AgentImpossible';
}

/** Écoute sur la boucle locale ; rend le port obtenu, lance `AgentImpossible` s'il est pris. */
export function ecouter(serveur: Server, port: number): Promise<number> {
  return new Promise((tenir, rompre) => {
    serveur.once('error', (cause: NodeJS.ErrnoException) => {
      rompre(
        new AgentImpossible(
          cause.code === 'EADDRINUSE'
            ? `Le port ${port} de l’agent de carte est déjà pris.`
            : `L’agent de carte ne démarre pas (${cause.code ?? cause.message}).`,
        ),
      );
    });
    serveur.listen(port, '127.0.0.1', () => {
      const adresse = serveur.address();
      tenir(typeof adresse === 'object' && adresse !== null ? adresse.port : port);
    });
  });
}

/** Ferme le serveur et ses connexions. */
export function fermer(serveur: Server): Promise<void> {
  return new Promise((tenir) => {
    serveur.close(() => tenir());
    serveur.closeAllConnections();
  });
}
