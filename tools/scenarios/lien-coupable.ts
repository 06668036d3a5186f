import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** Un lien TCP qu'on peut couper, pose devant l'echange d'un service : la coupure ferme ce qui passe et refuse la suite. */
export type LienCoupable = {
  /** Adresse a donner comme `PPN_<SERVICE>_PAIR_URL` ; le TLS mutuel passe au travers, intact. */
  readonly url: string;
  /** Port du vrai serveur d'echange, donne une fois le systeme demarre. */
  vers: number;
  readonly couper: () => void;
  readonly retablir: () => void;
  readonly fermer: () => Promise<void>;
};

/** Demarre un lien sur un port libre. */
export async function lienCoupable(): Promise<LienCoupable> {
  const ouvertes = new Set<Socket>();
  let coupe = false;
  const suivre = (prise: Socket): void => {
    ouvertes.add(prise);
    prise.on('error', () => undefined);
    prise.on('close', () => ouvertes.delete(prise));
  };
  const serveur = createServer((entree) => {
    suivre(entree);
    if (coupe) return void entree.destroy();
    const sortie = connect(lien.vers, '127.0.0.1');
    suivre(sortie);
    entree.pipe(sortie).pipe(entree);
    entree.on('close', () => sortie.destroy());
    sortie.on('close', () => entree.destroy());
  });
  serveur.listen(0, '127.0.0.1');
  await once(serveur, 'listening');
  const adresse = serveur.address();
  const port = typeof adresse === 'object' && adresse !== null ? adresse.port : 0;
  const lien: LienCoupable = {
    url: `https://127.0.0.1:${port}`,
    vers: 0,
    couper() {
      coupe = true;
      for (const prise of ouvertes) prise.destroy();
    },
    retablir: () => {
      coupe = false;
    },
    async fermer() {
      for (const prise of ouvertes) prise.destroy();
      serveur.close();
      await once(serveur, 'close');
    },
  };
  return lien;
}
