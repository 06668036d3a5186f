import { connect } from 'node:net';
import { demarrerGrappeDEssai } from './demarrer-grappe-d-essai.ts';

/** Variable posee par `grappe-d-essai.ts` : la prise locale ou demander l'adresse de la grappe partagee. */
export const VARIABLE = 'PPN_GRAPPE_ESSAI';

let adresseConnue: Promise<string> | undefined;

/** Adresse d'administration de la grappe d'essai ; la demarre a la premiere demande. */
export const urlDeLaGrappeDEssai = (): Promise<string> => (adresseConnue ??= chercher());

async function chercher(): Promise<string> {
  const externe = process.env['PPN_TEST_PG_URL'];
  if (externe !== undefined && externe !== '') return externe;
  const prise = process.env[VARIABLE];
  if (prise !== undefined && prise !== '') return demander(prise);
  return (await demarrerGrappeDEssai()).grappe.urlAdministrateur;
}

function demander(prise: string): Promise<string> {
  return new Promise((resoudre, rejeter) => {
    let recu = '';
    const liaison = connect(prise);
    liaison.setEncoding('utf8').on('data', (morceau: string) => void (recu += morceau));
    liaison.once('error', rejeter);
    liaison.once('close', () =>
      recu.startsWith('postgres')
        ? resoudre(recu)
        : rejeter(new Error(`La grappe d’essai n’a pas démarré : ${recu}`)),
    );
  });
}
