import { createServer } from 'node:http';
import { once } from 'node:events';

/** Un relais vers le vrai horodatage, qu'on peut couper : le service ne voit plus alors que des connexions fermees. */
export type HorodatageCoupable = {
  readonly url: string;
  vers: string;
  coupe: boolean;
  /** Coupe les seules demandes sur un SHA-512 : celles du journal. Les signatures d'actes, sur SHA-256, passent. */
  coupePourLeJournal: boolean;
  readonly fermer: () => Promise<void>;
};

/** L'identifiant de SHA-512 dans une demande RFC 3161. */
const SHA_512 = Buffer.from('608648016503040203', 'hex');

/** Demarre le relais sur un port libre ; `vers` est donne ensuite, quand la confiance a demarre. */
export async function horodatageCoupable(): Promise<HorodatageCoupable> {
  const serveur = createServer((demande, reponse) => {
    if (relais.coupe) return void demande.destroy();
    const morceaux: Buffer[] = [];
    demande.on('data', (morceau: Buffer) => morceaux.push(morceau));
    demande.on('end', () => {
      if (relais.coupePourLeJournal && Buffer.concat(morceaux).includes(SHA_512))
        return void demande.destroy();
      fetch(relais.vers, {
        method: 'POST',
        headers: { 'content-type': 'application/timestamp-query' },
        body: Buffer.concat(morceaux),
      })
        .then(async (rendue) => {
          reponse.writeHead(rendue.status, { 'content-type': 'application/timestamp-reply' });
          reponse.end(Buffer.from(await rendue.arrayBuffer()));
        })
        .catch(() => reponse.destroy());
    });
  });
  serveur.listen(0, '127.0.0.1');
  await once(serveur, 'listening');
  const adresse = serveur.address();
  const port = typeof adresse === 'object' && adresse !== null ? adresse.port : 0;
  const relais: HorodatageCoupable = {
    url: `http://127.0.0.1:${port}/tsa`,
    vers: '',
    coupe: false,
    coupePourLeJournal: false,
    async fermer() {
      serveur.closeAllConnections();
      serveur.close();
      await once(serveur, 'close');
    },
  };
  return relais;
}
