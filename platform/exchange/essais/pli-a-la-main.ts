import { type Cachet, scellerAsic } from '@ppn/sealing';
import { type Bordereau, NOM_BORDEREAU } from '../bordereau.ts';
import { sha256 } from '../conteneur.ts';
import type { Banc } from './banc.ts';

const octets = (texte: string): Uint8Array => new TextEncoder().encode(texte);
const ACTE = octets('Un acte.');

/** Ce qui change d'un pli honnete : le bordereau, les pieces contenues, le cachet. */
export type Ecart = {
  readonly bordereau?: Partial<Omit<Bordereau, 'pli' | 'schema'>> & {
    readonly pli?: string;
    readonly schema?: string;
  };
  readonly pieces?: Readonly<Record<string, string>>;
  readonly cachet?: Cachet;
};

/** Un pli de l'Interieur vers la Justice, compose et scelle a la main ; sans ecart, il est honnete. */
export function pliALaMain(
  { interieur: { reglages } }: Banc,
  id: string,
  ecart: Ecart = {},
): Promise<Uint8Array> {
  const contenu = {
    schema: 'ppn/bordereau@1',
    pli: id,
    genre: 'essai',
    objet: 'dossier-falsifie',
    emetteur: 'interieur',
    destinataire: 'justice',
    emisA: '2026-11-21T10:00:00.000Z',
    pieces: [annonce('actes/a.pdf', ACTE)],
    message: {},
    ...ecart.bordereau,
  };
  const pieces = Object.entries(ecart.pieces ?? { 'actes/a.pdf': 'Un acte.' });
  return scellerAsic({
    pieces: [
      { nom: NOM_BORDEREAU, typeMime: 'application/json', octets: octets(JSON.stringify(contenu)) },
      ...pieces.map(([nom, texte]) => ({ nom, typeMime: 'application/pdf', octets: octets(texte) })),
    ],
    cachet: ecart.cachet ?? reglages.cachet,
    horodateur: reglages.horodateur,
  });
}

/** Une ligne de bordereau. */
export const annonce = (nom: string, contenu: Uint8Array, externe = false): Bordereau['pieces'][number] => ({
  nom,
  empreinte: sha256(contenu),
  taille: contenu.length,
  typeMime: 'application/pdf',
  role: 'acte',
  externe,
});
