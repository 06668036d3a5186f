import { createHash } from 'node:crypto';
import { preparation as schemaPreparation } from '@ppn/transfert/contract';
import type * as z from 'zod';
import type { LienAvecPline, ReponseDuGuichet } from './ports.ts';

export type Preparation = z.infer<typeof schemaPreparation>;

/** PLINE refuse pour de bon : la phrase est pour l'agent. */
export class RefusDePline extends Error {
  override readonly name = 'RefusDePline';
}

/** PLINE n'a pas la place, ou n'est pas en etat : on reviendra. */
export class PlineIndisponible extends Error {
  override readonly name = 'PlineIndisponible';
}

/** Un depot en preparation, au nom d'un agent. */
export type Envoi = { readonly pline: LienAvecPline; readonly depot: string; readonly agent: string };

const TUS = { 'tus-resumable': '1.0.0' } as const;
/** Mille parties au plus se reunissent : seize gigaoctets de PDF. */
const PARTIE = 16 * 1024 * 1024;

/** Prepare le depot, ou relit sa preparation. */
export async function preparer(
  { pline, depot, agent }: Envoi,
  demande: { readonly objet: string; readonly idj: string; readonly nature: 'copie-de-dossier' },
): Promise<Preparation> {
  const reponse = await pline.demander({
    methode: 'PUT',
    chemin: `/guichet/preparations/${depot}`,
    agent,
    entetes: { 'content-type': 'application/json' },
    corps: Buffer.from(JSON.stringify(demande)),
  });
  return schemaPreparation.parse(JSON.parse(Buffer.from(exiger(reponse, 200).corps).toString('utf8')));
}

export const relire = async ({ pline, depot, agent }: Envoi): Promise<Preparation> => {
  const reponse = await pline.demander({ methode: 'GET', chemin: `/guichet/preparations/${depot}`, agent });
  return schemaPreparation.parse(JSON.parse(Buffer.from(exiger(reponse, 200).corps).toString('utf8')));
};

/** Un fichier dont chaque octet se relit de n'importe ou : l'envoi reprend ou il en etait, meme apres notre mort. */
export async function envoyerReprenable(
  envoi: Envoi,
  {
    nom,
    longueur,
    lire,
    avancer,
  }: {
    readonly nom: string;
    readonly longueur: number;
    readonly lire: (debut: number, fin: number) => AsyncIterable<Uint8Array>;
    readonly avancer: (octets: number) => Promise<void>;
  },
): Promise<void> {
  const { envois } = await relire(envoi);
  const connu = envois.find((ligne) => ligne.nom === nom && ligne.longueur === longueur);
  if (connu?.sha256) return avancer(longueur);
  const adresse =
    connu === undefined
      ? await creer(envoi, { 'upload-length': String(longueur), 'upload-metadata': nomme(nom) })
      : `/televersements/${envoi.depot}/${connu.id}`;
  const position = connu === undefined ? 0 : await positionDe(envoi, adresse);
  await avancer(position);
  const compte = async function* (): AsyncGenerator<Uint8Array> {
    let [passes, dits] = [position, position];
    for await (const morceau of lire(position, longueur)) {
      passes += morceau.length;
      yield morceau;
      if (passes - dits < PARTIE) continue;
      dits = passes;
      await avancer(passes);
    }
  };
  await pousser(envoi, adresse, { position, longueur: longueur - position, corps: compte() });
  await avancer(longueur);
}

/** Un fichier dont la longueur ne se sait qu'a la fin : des parties l'une apres l'autre, reunies. Repris du debut. */
export async function envoyerAuFil(
  envoi: Envoi,
  {
    nom,
    flux,
    avancer,
  }: {
    readonly nom: string;
    readonly flux: AsyncIterable<Uint8Array>;
    readonly avancer: (octets: number) => Promise<void>;
  },
): Promise<void> {
  const { envois } = await relire(envoi);
  if (envois.some((ligne) => ligne.nom === nom && ligne.sha256 !== null)) return;
  const parties: string[] = [];
  let passes = 0;
  for await (const partie of parParties(flux)) {
    const adresse = await creer(envoi, {
      'upload-concat': 'partial',
      'upload-length': String(partie.length),
    });
    await pousser(envoi, adresse, { position: 0, longueur: partie.length, corps: partie });
    parties.push(adresse);
    passes += partie.length;
    await avancer(passes);
  }
  await creer(envoi, { 'upload-concat': `final;${parties.join(' ')}`, 'upload-metadata': nomme(nom) });
}

async function* parParties(flux: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let [morceaux, taille]: [Uint8Array[], number] = [[], 0];
  for await (const morceau of flux) {
    morceaux.push(morceau);
    taille += morceau.length;
    if (taille < PARTIE) continue;
    yield Buffer.concat(morceaux);
    [morceaux, taille] = [[], 0];
  }
  if (taille > 0) yield Buffer.concat(morceaux);
}

async function creer(
  { pline, depot, agent }: Envoi,
  entetes: Readonly<Record<string, string>>,
): Promise<string> {
  const reponse = await pline.demander({
    methode: 'POST',
    chemin: `/televersements/${depot}`,
    agent,
    entetes: { ...TUS, ...entetes },
  });
  return exiger(reponse, 201).entetes['location'] ?? '';
}

async function positionDe({ pline, agent }: Envoi, chemin: string): Promise<number> {
  const reponse = await pline.demander({ methode: 'HEAD', chemin, agent, entetes: TUS });
  return Number(exiger(reponse, 200).entetes['upload-offset']);
}

type Corps = {
  readonly position: number;
  readonly longueur: number;
  readonly corps: Uint8Array | AsyncIterable<Uint8Array>;
};

async function pousser(
  { pline, agent }: Envoi,
  chemin: string,
  { position, longueur, corps }: Corps,
): Promise<void> {
  const somme =
    corps instanceof Uint8Array
      ? { 'upload-checksum': `sha256 ${createHash('sha256').update(corps).digest('base64')}` }
      : {};
  const reponse = await pline.demander({
    methode: 'PATCH',
    chemin,
    agent,
    entetes: {
      ...TUS,
      ...somme,
      'upload-offset': String(position),
      'content-length': String(longueur),
      'content-type': 'application/offset+octet-stream',
    },
    corps,
  });
  exiger(reponse, 204);
}

const nomme = (nom: string): string => `filename ${Buffer.from(nom).toString('base64')}`;

/** Statuts qui ne changeront pas en recommencant. */
const DEFINITIFS: ReadonlySet<number> = new Set([400, 403, 404, 409, 410, 413, 422]);

function exiger(reponse: ReponseDuGuichet, statut: number): ReponseDuGuichet {
  if (reponse.statut === statut) return reponse;
  const phrase = phraseDe(reponse) ?? `PLINE a répondu ${reponse.statut}.`;
  throw DEFINITIFS.has(reponse.statut) ? new RefusDePline(phrase) : new PlineIndisponible(phrase);
}

function phraseDe({ corps }: ReponseDuGuichet): string | undefined {
  try {
    const lu: unknown = JSON.parse(Buffer.from(corps).toString('utf8'));
    const detail: unknown = typeof lu === 'object' && lu !== null ? Reflect.get(lu, 'detail') : undefined;
    return typeof detail === 'string' ? detail : undefined;
  } catch {
    return undefined;
  }
}
