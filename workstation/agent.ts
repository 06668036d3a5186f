import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { ouvrirDemandes } from './demandes.ts';
import { deposer } from './depot.ts';
import { ecouter, fermer } from './ecoute.ts';
import { cartesProposees } from './executer.ts';
import { FICHIERS } from './fenetre.ts';
import { servirFenetre } from './guichet.ts';
import { lecteurDeDossier } from './jeton-logiciel.ts';
import type { OptionsAgent, Poste } from './poste.ts';
import { ouvrirLecture, refuser, repondreJson, repondrePrealable } from './porte.ts';
import { ouvrirRejeu } from './rejeu.ts';

/** L'agent en marche. */
export type AgentEnMarche = {
  readonly url: string;
  readonly port: number;
  readonly arreter: () => Promise<void>;
};

/** Démarre l'agent de carte sur 127.0.0.1 ; lance `AgentImpossible` si le port est pris. */
export async function demarrerAgent({
  port,
  cartes,
  dossier,
  fournisseurDePin,
  horloge = () => new Date(),
  ...options
}: OptionsAgent): Promise<AgentEnMarche> {
  const poste: Poste = {
    ...options,
    horloge,
    fournisseurDePin,
    lecteur: typeof cartes === 'string' ? lecteurDeDossier(cartes) : cartes,
    demandes: ouvrirDemandes(horloge),
    consommer: await ouvrirRejeu(dossier, horloge()),
  };
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
    const demande = poste.demandes.lire(chemin.slice('/demandes/'.length));
    return demande?.origine === origin
      ? repondreJson(reponse, 200, demande.etat)
      : refuser(reponse, 'demande-inconnue');
  }
  return refuser(reponse, 'demande-inconnue');
}

const cartesPresentes = async ({ lecteur, horloge }: Poste): Promise<readonly object[]> =>
  (await cartesProposees(lecteur, [], horloge())).map(({ id, titulaire, etat, essaisRestants }) => ({
    id,
    titulaire,
    etat,
    essaisRestants,
  }));
