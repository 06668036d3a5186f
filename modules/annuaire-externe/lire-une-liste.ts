import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { CsvIllisible, lecteurCsv, type LigneCsv, separateurDe } from './domain/csv.ts';

/** Le fichier ne se lit pas comme une liste ; la phrase dit quoi faire. */
export class ListeIllisible extends Error {
  override readonly name = 'ListeIllisible';
}

const OCTETS_MAX = 64 * 1024 * 1024;
const LIGNES_MAX = 500_000;
const DEBUT = 64 * 1024;

/** Une liste reconnue : son empreinte, son encodage, et de quoi lire ses lignes, l'en-tete d'abord, sans la tenir en memoire. */
export type ListeOuverte = {
  readonly sha256: string;
  readonly encodage: 'utf-8' | 'windows-1252';
  readonly lignes: () => AsyncGenerator<LigneCsv>;
};

/**
 * Reconnait l'encodage et le separateur. UTF-8 s'il l'est d'un bout a l'autre (indicateur d'ordre compris), sinon
 * windows-1252, dont ISO-8859-1 est une partie. Lance `ListeIllisible`.
 */
export async function ouvrirUneListe(chemin: string): Promise<ListeOuverte> {
  const { size } = await stat(chemin);
  if (size === 0) throw new ListeIllisible('Ce fichier est vide.');
  if (size > OCTETS_MAX)
    throw new ListeIllisible('Ce fichier dépasse 64 Mio : ce n’est pas une liste attendue.');
  const somme = createHash('sha256');
  const strict = new TextDecoder('utf-8', { fatal: true });
  let [utf8, debut] = [true, Buffer.alloc(0)];
  for await (const morceau of createReadStream(chemin) as AsyncIterable<Buffer>) {
    somme.update(morceau);
    if (debut.length < DEBUT) debut = Buffer.concat([debut, morceau.subarray(0, DEBUT - debut.length)]);
    utf8 &&= sansFaute(() => strict.decode(morceau, { stream: true }));
  }
  utf8 &&= sansFaute(() => strict.decode());
  const encodage = utf8 ? 'utf-8' : 'windows-1252';
  if (debut.includes(0))
    throw new ListeIllisible('Ce fichier n’est pas du texte : enregistrez la liste en CSV.');
  const texte = new TextDecoder(encodage).decode(debut);
  const forme = {
    separateur: separateurDe(texte.split(/[\r\n]/, 1)[0] ?? ''),
    crSeul: !texte.includes('\n') && texte.includes('\r'),
  };
  return { sha256: somme.digest('hex'), encodage, lignes: () => lignesDe(chemin, encodage, forme) };
}

function sansFaute(essai: () => unknown): boolean {
  try {
    essai();
    return true;
  } catch {
    return false;
  }
}

async function* lignesDe(
  chemin: string,
  encodage: string,
  { separateur, crSeul }: { readonly separateur: string; readonly crSeul: boolean },
): AsyncGenerator<LigneCsv> {
  const texte = new TextDecoder(encodage);
  const lecteur = lecteurCsv(separateur, { crSeul });
  let rendues = 0;
  const rendre = function* (lues: readonly LigneCsv[]): Generator<LigneCsv> {
    rendues += lues.length;
    if (rendues > LIGNES_MAX) throw new ListeIllisible('Cette liste a plus de 500 000 lignes.');
    yield* lues;
  };
  try {
    for await (const morceau of createReadStream(chemin) as AsyncIterable<Buffer>)
      yield* rendre(lecteur.lire(texte.decode(morceau, { stream: true })));
    yield* rendre(lecteur.lire(texte.decode()));
    yield* rendre(lecteur.fin());
  } catch (cause) {
    if (cause instanceof CsvIllisible) throw new ListeIllisible(cause.message);
    throw cause;
  }
}
