import { request as requeteHttp } from 'node:http';
import { request as requeteHttps } from 'node:https';

/** Vrai si l'adresse repond 200 en moins de 2 s. Sur la machine meme : le certificat n'est pas verifie. */
export function repondSante(adresse: string): Promise<boolean> {
  return new Promise((finir) => {
    const options = { timeout: 2_000, rejectUnauthorized: false, agent: false as const };
    const requete = (adresse.startsWith('https:') ? requeteHttps : requeteHttp)(
      adresse,
      options,
      (reponse) => {
        reponse.resume();
        finir(reponse.statusCode === 200);
      },
    );
    requete.on('timeout', () => requete.destroy());
    requete.on('error', () => finir(false));
    requete.end();
  });
}
