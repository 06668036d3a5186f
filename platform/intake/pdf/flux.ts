import { fluxDe, type FichierSource } from '../source.ts';
import type { Decode } from './decode.ts';
import { decoderFlux } from './filtres.ts';
import { entree, type Valeur } from './lexeur.ts';

/** Octets bruts et decodes lus au plus pour un flux. */
const FLUX_MAX = 32 * 1024 * 1024;

/** Flux trouve : son dictionnaire et la position de ses donnees. */
export type Flux = { readonly dico: Valeur; readonly debut: number };

/** Lit et decode un flux, filtres donnes par reference compris ; rien si un filtre n'est pas connu. */
export async function lireFlux(
  source: FichierSource,
  flux: Flux,
  simples: ReadonlyMap<number, Valeur>,
): Promise<Decode | undefined> {
  const resoudre = (valeur: Valeur | undefined): Valeur | undefined =>
    valeur?.genre === 'ref' ? simples.get(valeur.numero) : valeur;
  const liste = (cle: string, court: string): readonly (Valeur | undefined)[] => {
    const valeur = resoudre(entree(flux.dico, cle) ?? entree(flux.dico, court));
    if (valeur === undefined) return [];
    return valeur.genre === 'tableau' ? valeur.elements.map(resoudre) : [valeur];
  };
  const filtres = liste('Filter', 'F').flatMap((valeur) =>
    valeur?.genre === 'nom' ? [valeur.nom] : ['inconnu'],
  );
  const longueur = resoudre(entree(flux.dico, 'Length'));
  const annoncee = longueur?.genre === 'nombre' ? longueur.nombre : 0;
  const brut = await lireBrut(source, flux.debut, annoncee);
  return decoderFlux(
    brut,
    filtres.filter((nom) => nom !== 'null'),
    liste('DecodeParms', 'DP'),
    FLUX_MAX,
  );
}

/** Donnees brutes : jusqu'a la longueur annoncee ou au premier « endstream », ce qui va le plus loin, 32 Mio au plus. */
async function lireBrut(source: FichierSource, debut: number, annoncee: number): Promise<Uint8Array> {
  const morceaux: Uint8Array[] = [];
  let total = 0;
  for await (const morceau of fluxDe(source, debut, Math.min(source.taille, debut + FLUX_MAX))) {
    morceaux.push(morceau);
    total += morceau.length;
    if (
      total >= annoncee &&
      Buffer.concat(morceaux).includes('endstream', Math.max(0, total - morceau.length - 9))
    )
      break;
  }
  const octets = Buffer.concat(morceaux);
  const fin = octets.indexOf('endstream', Math.max(0, Math.min(annoncee, octets.length) - 1));
  return fin < 0 ? octets : octets.subarray(0, fin);
}
