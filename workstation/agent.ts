import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { ecouter, fermer } from './ecoute.ts';
import { FICHIERS } from './fenetre.ts';
import { servirFenetre } from './guichet-http.ts';
import { cartesPresentes, ouvrirPoste, recevoir, suivreDemande } from './noyau.ts';
import type { OptionsAgent, Poste } from './poste.ts';
import { lireJson, ouvrirLecture, refuser, repondreJson, repondrePrealable } from './porte.ts';

/** L'agent en marche. */
export type AgentEnMarche = {
  readonly url: string;
  readonly port: number;
  readonly arreter: () => Promise<void>;
};

/** Démarre l'agent de carte sur 127.0.0.1 ; lance `AgentImpossible` si le port est pris. */
export async function demarrerAgent({ port, ...options }: OptionsAgent): Promise<AgentEnMarche> {
  const poste = await ouvrirPoste(options);
  const serveur = createServer({ requestTimeout: 15_000, headersTimeout: 5_000 }, (requete, reponse) => {
    repondre(poste, requete, reponse).catch(() => {
      if (reponse.headersSent) reponse.destroy();
      else refuser(reponse, 'panne');
    });
  });
  const obtenu = await ecouter(serveur, port);
  return { url: `http://127.0.0.1:${obtenu}`, port: obtenu, arreter: () => fermer(serveur) };
}

async function repondre(poste: Poste, requete: IncomingMessage, reponse: ServerResponse): Promise<void> {
  const port = requete.socket.localPort ?? 0;
  const hote = requete.headers.host;
  // Hôte exact : un nom de domaine qui se résout ici (DNS rebinding) n'est pas nous.
  if (hote !== `127.0.0.1:${port}` && hote !== `localhost:${port}`) return refuser(reponse, 'hote-refuse');
  const chemin = (requete.url ?? '/').split('?')[0] ?? '/';
  const fichier = FICHIERS.get(chemin);
  if (fichier !== undefined) {
    reponse
      .writeHead(200, {
        'content-type': fichier.type,
        'cache-control': 'no-cache',
        'x-content-type-options': 'nosniff',
      })
      .end(fichier.octets);
    return;
  }
  if (requete.method === 'GET' && chemin === '/sante') return repondreJson(reponse, 200, { etat: 'pret' });
  if (chemin.startsWith('/fenetre/')) return servirFenetre(poste, requete, reponse);
  return servirPortail(poste, chemin, requete, reponse);
}

async function servirPortail(
  poste: Poste,
  chemin: string,
  requete: IncomingMessage,
  reponse: ServerResponse,
): Promise<void> {
  const { origin } = requete.headers;
  if (origin === undefined || !poste.origines.includes(origin)) return refuser(reponse, 'origine-refusee');
  ouvrirLecture(reponse, origin);
  if (requete.method === 'OPTIONS') return repondrePrealable(requete, reponse);
  if (requete.method === 'POST' && chemin === '/demandes') return deposer(poste, origin, requete, reponse);
  if (requete.method === 'GET' && chemin === '/etat')
    return repondreJson(reponse, 200, { cartes: await cartesPresentes(poste) });
  if (requete.method === 'GET' && chemin.startsWith('/demandes/')) {
    const suivie = suivreDemande(poste, origin, chemin.slice('/demandes/'.length));
    return suivie.ok ? repondreJson(reponse, 200, suivie.valeur) : refuser(reponse, suivie.refus);
  }
  return refuser(reponse, 'demande-inconnue');
}

async function deposer(
  poste: Poste,
  origine: string,
  requete: IncomingMessage,
  reponse: ServerResponse,
): Promise<void> {
  const corps = await lireJson(requete);
  if (!corps.ok) return refuser(reponse, corps.refus);
  const recue = await recevoir(poste, origine, corps.valeur);
  if (!recue.ok) return refuser(reponse, recue.refus);
  repondreJson(reponse, 201, { id: recue.valeur.id, fenetre: `/fenetre/${recue.valeur.id}` });
}
