import { request as requeteHttp } from 'node:http';
import { request as requeteHttps } from 'node:https';

/**
 * Vrai si l'adresse repond en moins de 2 s : 200, ou `toutStatut` pour un programme sans page de sante. Sur la machine
 * meme : le certificat n'est pas verifie.
 */
export function repondSante(adresse: string, toutStatut = false): Promise<boolean> {
  return new Promise((finir) => {
    const options = { timeout: 2_000, rejectUnauthorized: false, agent: false as const };
    const requete = (adresse.startsWith('https:') ? requeteHttps : requeteHttp)(
      adresse,
      options,
      (reponse) => {
        reponse.resume();
        finir(toutStatut || reponse.statusCode === 200);
      },
    );
    requete.on('timeout', () => requete.destroy());
    requete.on('error', () => finir(false));
    requete.end();
  });
}
