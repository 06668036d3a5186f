import { refuser, type Contexte } from '../contexte.ts';
import { partieDe, type FichierSource } from '../source.ts';

/** Octets [debut, fin[ occupes par une entree, en-tete local compris. */
export type Etendue = { readonly debut: number; readonly fin: number };

/** Descripteur de donnees (au plus 24 octets) et bourrages d'alignement tolérés entre deux entrees. */
const ECART_ADMIS = 64;

/** Refuse des entrees qui se recouvrent (bombe de Fifield) ; avertit de donnees que l'annuaire ne dit pas. */
export function controlerEtendue(etendues: readonly Etendue[], contexte: Contexte): void {
  const rangees = etendues.toSorted((a, b) => a.debut - b.debut);
  let position = 0;
  for (const { debut, fin } of rangees) {
    if (debut < position) {
      refuser(
        'archive-dangereuse',
        'Des fichiers de cette archive se recouvrent : elle a été fabriquée pour tromper. Déposez les fichiers un à un.',
      );
    }
    if (debut - position > ECART_ADMIS || (position === 0 && debut > 0))
      contexte.avertir('donnees-hors-archive', CACHEES);
    position = fin;
  }
}

const CACHEES =
  'Ce fichier contient, hors des fichiers de l’archive, des données que les logiciels ne montrent pas.';

const FIN_D_ANNUAIRE = Buffer.from([0x50, 0x4b, 0x05, 0x06]);
const LOCALISATEUR_ZIP64 = Buffer.from([0x50, 0x4b, 0x06, 0x07]);

/**
 * La part du fichier qui est l'archive : ce qui suit la fin d'annuaire et son commentaire est mis de cote, avec
 * une reserve. Refuse un annuaire dont la place et la taille annoncees ne menent pas a sa fin (APPNOTE §4.3.16).
 */
export async function sansSuite(source: FichierSource, contexte: Contexte): Promise<FichierSource> {
  const debut = Math.max(0, source.taille - 65_557);
  const fin = Buffer.from(await source.lire(debut, source.taille));
  const place = fin.lastIndexOf(FIN_D_ANNUAIRE);
  if (place < 0 || place + 22 > fin.length) return source;
  controlerAnnuaire(fin.subarray(place), debut + place, fin.subarray(Math.max(0, place - 20), place));
  const bout = place + 22 + fin.readUInt16LE(place + 20);
  if (bout >= fin.length) return source;
  contexte.avertir('donnees-hors-archive', CACHEES);
  return partieDe(source, 0, debut + bout);
}

function controlerAnnuaire(fin: Buffer, place: number, avant: Buffer): void {
  const [taille, position] = [fin.readUInt32LE(12), fin.readUInt32LE(16)];
  const zip64 = avant.subarray(0, 4).equals(LOCALISATEUR_ZIP64);
  if (!zip64 && position + taille !== place) {
    refuser(
      'fichier-abime',
      'L’annuaire de cette archive zip est faux : selon le logiciel, on n’y lirait pas la même chose. Refaites-la, puis déposez la copie.',
    );
  }
}
