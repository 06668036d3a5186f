import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { DepotRefuse, plusBas, refuser, type Contexte } from '../contexte.ts';
import { fluxDe, sourceOctets, type FichierSource } from '../source.ts';
import { compter } from './decompresse.ts';
import { estTar, examinerTar } from './tar.ts';

/** Contenu garde pour etre examine comme un fichier depose. */
const EXAMINE_MAX = 16 * 1024 * 1024;

/** Decompresse un gzip en comptant ; un tar dedans est lu au fil de l'eau, tout autre contenu est examine s'il est petit. */
export async function examinerGzip(source: FichierSource, contexte: Contexte): Promise<void> {
  let lus = 0;
  const compresse = async function* (): AsyncGenerator<Uint8Array> {
    for await (const morceau of fluxDe(source)) {
      lus += morceau.length;
      yield morceau;
    }
  };
  const gunzip = createGunzip();
  pipeline(Readable.from(compresse()), gunzip, () => undefined);
  try {
    await examinerDedans(
      compter(gunzip, () => lus, contexte),
      contexte,
    );
  } catch (erreur) {
    if (erreur instanceof DepotRefuse) throw erreur;
    refuser(
      'fichier-abime',
      'Cette archive gzip est incomplète ou abîmée. Refaites-la, puis déposez la copie.',
    );
  } finally {
    gunzip.destroy();
  }
}

async function examinerDedans(flux: AsyncGenerator<Uint8Array>, contexte: Contexte): Promise<void> {
  const gardes: Uint8Array[] = [];
  let garde = 0;
  while (garde < 1024) {
    const suivant = await flux.next();
    if (suivant.done === true) break;
    gardes.push(suivant.value);
    garde += suivant.value.length;
  }
  const debut = Buffer.concat(gardes);
  if (estTar(debut)) return examinerTar(precede(debut, flux), contexte);
  await examinerReste(debut, flux, contexte);
}

async function examinerReste(
  debut: Uint8Array,
  flux: AsyncGenerator<Uint8Array>,
  contexte: Contexte,
): Promise<void> {
  const gardes: Uint8Array[] = [];
  let garde = 0;
  for await (const morceau of precede(debut, flux)) {
    if (garde <= EXAMINE_MAX) gardes.push(morceau);
    garde += morceau.length;
  }
  if (garde > EXAMINE_MAX)
    contexte.avertir(
      'contenu-non-examine',
      'Le contenu de cette archive est trop grand pour être examiné en détail.',
    );
  else if (garde > 0) await contexte.dedans(sourceOctets(Buffer.concat(gardes)), '', plusBas(contexte));
}

async function* precede(debut: Uint8Array, suite: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  if (debut.length > 0) yield debut;
  yield* suite;
}
