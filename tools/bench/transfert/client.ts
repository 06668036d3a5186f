import { once } from 'node:events';
import { Agent, request } from 'node:http';

/** Un client qui ne fait que bouger des octets : `taille` octets faits d'un meme bloc tire au hasard. */
export type Client = { readonly port: number; readonly bloc: Buffer };

const ESPACE = '0192f1aa-0000-7000-8000-000000000001';
const TUS = { 'tus-resumable': '1.0.0' };
const agent = new Agent({ keepAlive: true, maxSockets: 64 });

type Demande = {
  readonly methode: string;
  readonly chemin: string;
  readonly entetes?: Record<string, string | number>;
  readonly taille?: number;
};
type Reponse = { readonly statut: number; readonly lieu: string; readonly octets: number };

/** Une demande ; le corps part au rythme du service, la reponse est lue et jetee. */
async function demander(
  { port, bloc }: Client,
  { methode, chemin, entetes = {}, taille = 0 }: Demande,
): Promise<Reponse> {
  const demande = request({
    port,
    host: '127.0.0.1',
    agent,
    method: methode,
    path: chemin,
    headers: { ...entetes, 'content-length': taille },
  });
  const reponse = new Promise<Reponse>((lire, rejeter) => {
    demande.on('error', rejeter);
    demande.on('response', (recue) => {
      let octets = 0;
      recue.on('data', (morceau: Buffer) => (octets += morceau.length));
      recue.on('end', () =>
        lire({ statut: recue.statusCode ?? 0, lieu: recue.headers.location ?? '', octets }),
      );
    });
  });
  for (let parti = 0; parti < taille; parti += bloc.length)
    if (!demande.write(bloc.subarray(0, taille - parti)))
      await Promise.race([once(demande, 'drain'), reponse]);
  demande.end();
  const rendue = await reponse;
  if (rendue.statut >= 300) throw new Error(`${methode} ${chemin} : ${rendue.statut}`);
  return rendue;
}

/** Envoie un fichier par tus, d'un trait ou en parties paralleles reunies ; rend son identifiant. */
export async function envoyer(client: Client, taille: number, parties = 1): Promise<string> {
  const metadonnees = { 'upload-metadata': `filename ${Buffer.from('banc.bin').toString('base64')}` };
  const creer = async (entetes: Record<string, string | number>): Promise<string> =>
    (
      await demander(client, {
        methode: 'POST',
        chemin: `/envois/${ESPACE}`,
        entetes: { ...TUS, ...metadonnees, ...entetes },
      })
    ).lieu;
  const verser = async (lieu: string, longueur: number): Promise<string> => {
    const entetes = { ...TUS, 'upload-offset': 0, 'content-type': 'application/offset+octet-stream' };
    await demander(client, { methode: 'PATCH', chemin: lieu, entetes, taille: longueur });
    return lieu;
  };
  if (parties === 1) return (await verser(await creer({ 'upload-length': taille }), taille)).slice(-32);
  const part = taille / parties;
  const lieux = await Promise.all(
    Array.from({ length: parties }, async () =>
      verser(await creer({ 'upload-length': part, 'upload-concat': 'partial' }), part),
    ),
  );
  return (await creer({ 'upload-concat': `final;${lieux.join(' ')}` })).slice(-32);
}

/** Lit un fichier entier ; rend ses octets. */
export const recevoir = async (client: Client, id: string): Promise<number> =>
  (await demander(client, { methode: 'GET', chemin: `/lire/${ESPACE}/${id}` })).octets;

/** Le temoin nu : PUT et GET d'un fichier, sans somme ni chiffre. */
export const envoyerNu = async (client: Client, id: string, taille: number): Promise<void> =>
  void (await demander(client, { methode: 'PUT', chemin: `/nu/${ESPACE}/${id}`, taille }));
export const recevoirNu = async (client: Client, id: string): Promise<number> =>
  (await demander(client, { methode: 'GET', chemin: `/nu/${ESPACE}/${id}` })).octets;

/** Un fichier par tus chez un autre serveur, d'un trait ; puis sa lecture. */
export async function envoyerAuTusNu(client: Client, taille: number): Promise<string> {
  const entetes = { ...TUS, 'upload-length': taille, 'upload-metadata': 'filename YQ==' };
  const { lieu } = await demander(client, { methode: 'POST', chemin: '/files', entetes });
  const chemin = new URL(lieu, `http://127.0.0.1:${client.port}`).pathname;
  const suite = { ...TUS, 'upload-offset': 0, 'content-type': 'application/offset+octet-stream' };
  await demander(client, { methode: 'PATCH', chemin, entetes: suite, taille });
  return chemin;
}

/** Un fichier par PUT, puis GET, a la racine d'un autre serveur. */
export const mettre = async (client: Client, chemin: string, taille: number): Promise<void> =>
  void (await demander(client, { methode: 'PUT', chemin, taille }));
export const prendre = async (client: Client, chemin: string): Promise<number> =>
  (await demander(client, { methode: 'GET', chemin })).octets;
/** Efface ce fichier d'un autre serveur. */
export const oter = async (client: Client, chemin: string): Promise<void> =>
  void (await demander(client, { methode: 'DELETE', chemin, entetes: TUS }));

/** Efface un fichier envoye. */
export const effacer = async (client: Client, id: string): Promise<void> =>
  void (await demander(client, { methode: 'DELETE', chemin: `/envois/${ESPACE}/${id}`, entetes: TUS }));
