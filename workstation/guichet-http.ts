import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Poste } from './poste.ts';
import { entetesFenetre, pageFenetre } from './fenetre.ts';
import { ENVOIS_ADMIS, regarder, traiterEnvoi } from './guichet.ts';
import type { Envoi } from './guichet.ts';
import { lireJson, refuser, repondreJson } from './porte.ts';

/** Sert la fenêtre d'une demande sur la boucle locale : la page, l'état des cartes, l'envoi du PIN, l'annulation. */
export async function servirFenetre(
  poste: Poste,
  requete: IncomingMessage,
  reponse: ServerResponse,
): Promise<void> {
  const adresse = new URL(requete.url ?? '/', 'http://127.0.0.1');
  const [, , id = '', action = 'page'] = adresse.pathname.split('/');
  const demande = poste.demandes.lire(id);
  if (demande === undefined) return refuser(reponse, 'demande-inconnue');
  const methode = requete.method ?? '';
  if (methode === 'GET' && action === 'page') {
    const theme = adresse.searchParams.get('theme');
    reponse
      .writeHead(200, entetesFenetre(demande.origine))
      .end(pageFenetre(demande, theme === 'clair' || theme === 'sombre' ? theme : undefined));
    return;
  }
  if (!vientDeLaFenetre(requete)) return refuser(reponse, 'origine-refusee');
  if (methode === 'GET' && action === 'etat')
    return repondreJson(reponse, 200, await regarder(poste, demande));
  if (methode !== 'POST' || !estUnEnvoi(action)) return refuser(reponse, 'demande-inconnue');
  const corps = await lireJson(requete);
  if (!corps.ok) return refuser(reponse, 'requete-mal-formee');
  const issue = await traiterEnvoi(poste, demande, { genre: action, corps: corps.valeur });
  return issue.ok ? repondreJson(reponse, 200, issue.valeur) : refuser(reponse, issue.refus);
}

const estUnEnvoi = (action: string): action is Envoi => ENVOIS_ADMIS.includes(action);

/** Notre propre page : même origine attestée par le navigateur. Un POST porte toujours `Origin`, un GET de même origine jamais. */
function vientDeLaFenetre({ method, headers }: IncomingMessage): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin') return false;
  return headers.origin === undefined ? method === 'GET' : headers.origin === `http://${headers.host ?? ''}`;
}
