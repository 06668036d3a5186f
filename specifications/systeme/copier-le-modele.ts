import { execFileSync } from 'node:child_process';
import { connect } from 'node:net';

/** Variable posee par `modele.ts` : la prise locale ou demander le dossier du systeme modele. */
export const VARIABLE = 'PPN_MODELE_DE_SYSTEME';

/** Copie le systeme modele dans ce dossier, encore inexistant. Sans modele (essai lance hors de vitest) : rien, il se creera. */
export async function copierLeModele(dossier: string): Promise<void> {
  const prise = process.env[VARIABLE];
  if (prise === undefined || prise === '') return;
  // Pas `cpSync` : il perd les droits des dossiers, et PostgreSQL refuse une base que d'autres lisent.
  execFileSync('cp', ['-a', await demander(prise), dossier]);
}

function demander(prise: string): Promise<string> {
  return new Promise((resoudre, rejeter) => {
    let recu = '';
    const liaison = connect(prise);
    liaison.setEncoding('utf8').on('data', (morceau: string) => void (recu += morceau));
    liaison.once('error', rejeter);
    liaison.once('close', () =>
      recu.startsWith('/')
        ? resoudre(recu)
        : rejeter(new Error(`Le système modèle n’a pas pu être préparé : ${recu}`)),
    );
  });
}
