import { inflateSync } from 'node:zlib';
import { ErreurPdf, dictionnaireDe, entierDe, nomDe, valeur } from './objets.ts';
import type { Dictionnaire, Flux, Objet } from './objets.ts';

const DECOMPRESSE_MAX = 64 * 1024 * 1024;

/** Decode un flux de structure (xref, objets, DSS) : aucun filtre ou FlateDecode avec predicteur, en taille bornee. */
export function decoder(flux: Flux, resoudre: (objet: Objet) => Objet): Uint8Array {
  const filtres = liste(resoudre(valeur(flux.dictionnaire, 'Filter'))).map((filtre) =>
    nomDe(resoudre(filtre)),
  );
  const parametres = liste(resoudre(valeur(flux.dictionnaire, 'DecodeParms'))).map((objet) =>
    dictionnaireDe(resoudre(objet)),
  );
  return filtres.reduce<Uint8Array>(
    (octets, filtre, rang) => appliquer(octets, filtre, parametres[rang]),
    flux.octets,
  );
}

const liste = (objet: Objet): readonly Objet[] =>
  objet.genre === 'nul' ? [] : objet.genre === 'tableau' ? objet.elements : [objet];

function appliquer(
  octets: Uint8Array,
  filtre: string | undefined,
  parametres: Dictionnaire | undefined,
): Uint8Array {
  if (filtre !== 'FlateDecode')
    throw new ErreurPdf(`filtre ${filtre ?? 'inconnu'} non pris en charge dans la structure`);
  try {
    const clair = inflateSync(octets, { maxOutputLength: DECOMPRESSE_MAX });
    return parametres === undefined ? clair : retirerPredicteur(clair, parametres);
  } catch (erreur) {
    if (erreur instanceof ErreurPdf) throw erreur;
    throw new ErreurPdf('flux compressé illisible ou démesuré');
  }
}

/** Predicteurs PNG (ISO 32000-2 §7.4.4.4) ; 8 bits par composante, seuls employes dans la structure. */
function retirerPredicteur(octets: Uint8Array, parametres: Dictionnaire): Uint8Array {
  const nombre = (cle: string, defaut: number): number => entierDe(valeur(parametres, cle)) ?? defaut;
  const predicteur = nombre('Predictor', 1);
  if (predicteur === 1) return octets;
  const composantes = nombre('Colors', 1);
  const largeur = nombre('Columns', 1) * composantes;
  if (predicteur < 10 || nombre('BitsPerComponent', 8) !== 8 || largeur < 1 || largeur > 65_536)
    throw new ErreurPdf('prédicteur non pris en charge');
  const rangees = Math.floor(octets.length / (largeur + 1));
  const sortie = new Uint8Array(rangees * largeur);
  for (let rangee = 0; rangee < rangees; rangee += 1) {
    const type = octets[rangee * (largeur + 1)] ?? 0;
    for (let colonne = 0; colonne < largeur; colonne += 1) {
      const place = rangee * largeur + colonne;
      const gauche = colonne < composantes ? 0 : (sortie[place - composantes] ?? 0);
      const haut = rangee === 0 ? 0 : (sortie[place - largeur] ?? 0);
      const coin = rangee === 0 || colonne < composantes ? 0 : (sortie[place - largeur - composantes] ?? 0);
      sortie[place] =
        (octets[rangee * (largeur + 1) + 1 + colonne] ?? 0) + predire({ type, gauche, haut, coin });
    }
  }
  return sortie;
}

function predire(voisins: {
  readonly type: number;
  readonly gauche: number;
  readonly haut: number;
  readonly coin: number;
}): number {
  const { type, gauche, haut, coin } = voisins;
  if (type === 1) return gauche;
  if (type === 2) return haut;
  if (type === 3) return (gauche + haut) >> 1;
  if (type !== 4) return 0;
  const estime = gauche + haut - coin;
  const [a, b, c] = [Math.abs(estime - gauche), Math.abs(estime - haut), Math.abs(estime - coin)];
  return a <= b && a <= c ? gauche : b <= c ? haut : coin;
}
