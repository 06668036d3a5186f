import type { Demande, Reponse } from './ouvrier.ts';

/** Calcule le SHA-256 hexadecimal d'un fichier hors du fil de l'ecran ; lance si le fichier ne se lit plus. */
export type Sommer = (fichier: Blob, surLus?: (octets: number) => void) => Promise<string>;

type Attente = {
  readonly finir: (somme: string) => void;
  readonly echouer: (cause: Error) => void;
  readonly surLus: (octets: number) => void;
};

const attentes = new Map<number, Attente>();
let fil: Worker | undefined;
let rang = 0;

/** Un seul fil pour tout le portail, ouvert au premier fichier. */
export const sommer: Sommer = (fichier, surLus = () => undefined) =>
  new Promise((finir, echouer) => {
    rang += 1;
    attentes.set(rang, { finir, echouer, surLus });
    const demande: Demande = { id: rang, fichier };
    ouvrirLeFil().postMessage(demande);
  });

function ouvrirLeFil(): Worker {
  if (fil !== undefined) return fil;
  const neuf = new Worker(new URL('./ouvrier.ts', import.meta.url), { type: 'module' });
  neuf.addEventListener('message', ({ data }: MessageEvent<Reponse>) => recevoir(data));
  // Un fil qui meurt ne laisse personne attendre : le suivant en ouvre un autre.
  neuf.addEventListener('error', () => {
    fil = undefined;
    for (const [id, { echouer }] of attentes) {
      attentes.delete(id);
      echouer(new Error('Le calcul de l’empreinte s’est arrêté.'));
    }
  });
  fil = neuf;
  return neuf;
}

function recevoir(reponse: Reponse): void {
  const attente = attentes.get(reponse.id);
  if (attente === undefined) return;
  if ('lus' in reponse) return attente.surLus(reponse.lus);
  attentes.delete(reponse.id);
  if ('somme' in reponse) attente.finir(reponse.somme);
  else attente.echouer(new Error('Ce fichier ne se lit plus : il a été déplacé ou modifié.'));
}
