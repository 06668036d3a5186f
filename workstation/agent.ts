import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { z } from 'zod';
import { ouvrirDemandes } from './demandes.ts';
import type { Demande } from './demandes.ts';
import { cartesProposees, executer } from './executer.ts';
import { FICHIERS } from './fenetre.ts';
import { servirFenetre } from './guichet.ts';
import type { Lecteur } from './jeton.ts';
import { lecteurDeDossier } from './jeton-logiciel.ts';
import type { ClesServeur } from './ordre.ts';
import { verifierOrdre } from './ordre.ts';
import { lireJson, ouvrirLecture, refuser, repondreJson, repondrePrealable } from './porte.ts';
import { ORDRES_MAX } from './protocole.ts';
import type { Ordre } from './protocole.ts';
import { erreur } from './refus.ts';
import { ouvrirRejeu } from './rejeu.ts';
import type { ConsommerOrdres } from './rejeu.ts';

/** Donne le PIN d'une carte sans fenêtre (démonstration, essais) : jamais en service. */
export type FournisseurDePin = (carte: string) => Promise<string>;
/** Réglages de l'agent. `port` 0 : un port libre. */
export type OptionsAgent = {
  readonly port: number;
  /** Portails admis, origine exacte (`http://localhost:3000`). */
  readonly origines: readonly string[];
  readonly clesServeur: ClesServeur;
  /** Dossier des cartes logicielles, ou un autre lecteur. */
  readonly cartes: string | Lecteur;
  /** Dossier d'état de l'agent : les ordres déjà vus. */
  readonly dossier: string;
  readonly fournisseurDePin?: FournisseurDePin | undefined;
  readonly horloge?: () => Date;
};
/** L'agent en marche. */
export type AgentEnMarche = {
  readonly url: string;
  readonly port: number;
  readonly arreter: () => Promise<void>;
};
/** Ce que partagent les réponses de l'agent. */
export type Poste = Required<Omit<OptionsAgent, 'cartes' | 'fournisseurDePin' | 'dossier' | 'port'>> & {
  readonly lecteur: Lecteur;
  readonly demandes: ReturnType<typeof ouvrirDemandes>;
  readonly consommer: ConsommerOrdres;
  readonly fournisseurDePin: FournisseurDePin | undefined;
};

const schemaDemande = z.object({
  ordres: z.array(z.string().max(16_384)).min(1).max(ORDRES_MAX),
  carte: z
    .string()
    .regex(/^[a-z0-9-]{1,64}$/)
    .optional(),
});

/** Le port demandé est pris, ou refusé. */
export class AgentImpossible extends Error {
  override readonly name = 'AgentImpossible';
}

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

async function deposer(
  poste: Poste,
  origine: string,
  requete: IncomingMessage,
  reponse: ServerResponse,
): Promise<void> {
  const corps = await lireJson(requete);
  if (!corps.ok) return refuser(reponse, corps.refus);
  const lu = schemaDemande.safeParse(corps.valeur);
  if (!lu.success) return refuser(reponse, 'requete-mal-formee');

  const maintenant = poste.horloge();
  const ordres: Ordre[] = [];
  for (const jws of lu.data.ordres) {
    const verifie = await verifierOrdre(jws, { cles: poste.clesServeur, origine, maintenant });
    if (!verifie.ok) return refuser(reponse, verifie.refus);
    ordres.push(verifie.valeur);
  }
  if (!estHomogene(ordres)) return refuser(reponse, 'lot-heterogene');
  if (!(await poste.consommer(ordres, maintenant))) return refuser(reponse, 'ordre-rejoue');
  const demande = poste.demandes.creer({ origine, ordres, carte: lu.data.carte });
  if (demande === undefined) return refuser(reponse, 'trop-de-demandes');
  repondreJson(reponse, 201, { id: demande.id, fenetre: `/fenetre/${demande.id}` });
  if (poste.fournisseurDePin !== undefined) await executerSansFenetre(poste, poste.fournisseurDePin, demande);
}

/** Un lot : soit une seule authentification, soit des signatures qui visent toutes la même carte. */
function estHomogene(ordres: readonly Ordre[]): boolean {
  const [premier] = ordres;
  if (premier?.op !== 'signer') return ordres.length === 1;
  return ordres.every((ordre) => ordre.op === 'signer' && ordre.certificat === premier.certificat);
}

async function executerSansFenetre(
  { lecteur, horloge }: Poste,
  fournisseurDePin: FournisseurDePin,
  demande: Demande,
): Promise<void> {
  demande.occupee = true;
  try {
    const proposees = (await cartesProposees(lecteur, demande.ordres, horloge())).filter(
      ({ convient }) => convient,
    );
    const carte =
      demande.carte === undefined ? proposees[0] : proposees.find(({ id }) => id === demande.carte);
    if (carte === undefined) {
      demande.etat = { etat: 'refusee', erreur: erreur('carte-absente') };
      return;
    }
    const pin = await fournisseurDePin(carte.id);
    const issue = await executer({
      lecteur,
      ordres: demande.ordres,
      idCarte: carte.id,
      pin,
      maintenant: horloge(),
    });
    demande.etat = issue.ok
      ? { etat: 'faite', resultats: issue.valeur }
      : { etat: 'refusee', erreur: issue.refus };
  } catch {
    demande.etat = { etat: 'refusee', erreur: erreur('carte-illisible') };
  }
}

function ecouter(serveur: Server, port: number): Promise<number> {
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

function fermer(serveur: Server): Promise<void> {
  return new Promise((tenir) => {
    serveur.close(() => tenir());
    serveur.closeAllConnections();
  });
}
