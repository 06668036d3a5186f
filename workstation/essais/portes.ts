import { PassThrough } from 'node:stream';
import { z } from 'zod';
import { servirNatif } from '../index.ts';
import type { AgentEnMarche } from '../index.ts';
import type { Poste } from '../poste.ts';

/** Ce que rend une porte : le refus, ou rien quand la demande est prise. */
export type Depot = { readonly code?: string | undefined; readonly id?: string | undefined };
/** Une porte de l'agent, vue d'un portail : meme geste, meme refus. */
export type Porte = {
  readonly nom: string;
  readonly deposer: (ordres: readonly string[], origine?: string) => Promise<Depot>;
};

const reponseHttp = z.object({ code: z.string().optional(), id: z.string().optional() });
const reponseNative = z.object({
  numero: z.number(),
  ok: z.boolean(),
  valeur: z.unknown().optional(),
  erreur: z.object({ code: z.string() }).optional(),
});
type ReponseLue = z.infer<typeof reponseNative>;

/** La boucle locale : `Origin` comme un navigateur l'envoie. */
export const porteBoucle = (agent: AgentEnMarche, portail: string): Porte => ({
  nom: 'boucle locale',
  deposer: async (ordres, origine = portail) => {
    const reponse = await fetch(`${agent.url}/demandes`, {
      method: 'POST',
      headers: { origin: origine, 'content-type': 'application/json' },
      body: JSON.stringify({ ordres }),
    });
    return reponseHttp.parse(await reponse.json());
  },
});

/** L'hote du navigateur : un message encadre par sa longueur, comme le navigateur l'ecrit. */
export type HoteDEssai = Porte & {
  readonly envoyer: (message: object) => Promise<ReponseLue>;
  /** Ecrit des octets tels quels et rend la reponse sans numero. */
  readonly ecrireBrut: (octets: Buffer) => Promise<ReponseLue>;
  readonly fermer: () => Promise<void>;
};

/** Ouvre la porte « native messaging » d'un poste. */
export function porteNative(poste: Poste, portail: string): HoteDEssai {
  const [entree, sortie] = [new PassThrough(), new PassThrough()];
  const fin = servirNatif(poste, { entree, sortie });
  const attentes = new Map<number, (reponse: ReponseLue) => void>();
  let reste = Buffer.alloc(0);
  sortie.on('data', (morceau: Buffer) => {
    reste = Buffer.concat([reste, morceau]);
    while (reste.length >= 4 && reste.length >= 4 + reste.readUInt32LE()) {
      const lue = reponseNative.parse(JSON.parse(reste.toString('utf8', 4, 4 + reste.readUInt32LE())));
      reste = reste.subarray(4 + reste.readUInt32LE());
      attentes.get(lue.numero)?.(lue);
    }
  });
  let numero = 0;
  const attendre = (mien: number, octets: Buffer): Promise<ReponseLue> =>
    new Promise((tenir) => {
      attentes.set(mien, tenir);
      entree.write(octets);
    });
  const envoyer = (message: object): Promise<ReponseLue> => {
    const mien = (numero += 1);
    return attendre(mien, encadrer(JSON.stringify({ numero: mien, ...message })));
  };
  return {
    nom: 'native messaging',
    envoyer,
    ecrireBrut: (octets) => attendre(0, octets),
    deposer: async (ordres, origine = portail) => {
      const rendu = await envoyer({ source: 'page', action: 'deposer', origine, corps: { ordres } });
      return { code: rendu.erreur?.code, ...reponseHttp.catch({}).parse(rendu.valeur) };
    },
    fermer: async () => {
      entree.end();
      await fin;
    },
  };
}

/** Un message natif : longueur sur quatre octets, puis le texte. */
export function encadrer(texte: string): Buffer {
  const corps = Buffer.from(texte, 'utf8');
  const longueur = Buffer.alloc(4);
  longueur.writeUInt32LE(corps.length);
  return Buffer.concat([longueur, corps]);
}
