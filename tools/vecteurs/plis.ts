import { NOM_ACCUSE, NOM_BORDEREAU } from '@ppn/exchange';
import { type Cachet, scellerAsic } from '@ppn/sealing';
import { sha256 } from './actes.ts';
import type { Atelier } from './atelier.ts';
import { IDJ } from './donnees.ts';
import { enJson, enOctets } from './suite.ts';

/** Un pli a composer. */
export type PliVoulu = {
  readonly pli: string;
  readonly emetteur: 'interieur' | 'justice';
  readonly genre: string;
  readonly emisA: string;
  readonly tete: string;
  readonly pieces: readonly { readonly nom: string; readonly octets: Uint8Array }[];
  readonly objet?: string;
  /** Preuves d'inscription jointes. */
  readonly preuves?: readonly { readonly nom: string; readonly octets: Uint8Array }[];
};

/** Scelle un pli ASiC-E par le cachet de son emetteur. */
export async function composerPli(atelier: Atelier, voulu: PliVoulu, cachet?: Cachet): Promise<Uint8Array> {
  const pieces = [...voulu.pieces, ...(voulu.preuves ?? [])];
  const bordereau = {
    schema: 'ppn/bordereau@1',
    pli: voulu.pli,
    genre: voulu.genre,
    objet: voulu.objet ?? IDJ,
    emetteur: voulu.emetteur,
    destinataire: voulu.emetteur === 'interieur' ? 'justice' : 'interieur',
    emisA: voulu.emisA,
    pieces: pieces.map(({ nom, octets }) => ({
      nom,
      empreinte: sha256(octets),
      taille: octets.length,
      typeMime: typeDe(nom),
      role: nom.startsWith('preuves/') ? 'preuve' : 'acte',
      externe: false,
    })),
    message: {},
    tete: voulu.tete,
  };
  return scellerAsic({
    pieces: [
      { nom: NOM_BORDEREAU, typeMime: 'application/json', octets: enJson(bordereau) },
      ...pieces.map(({ nom, octets }) => ({ nom, typeMime: typeDe(nom), octets })),
    ],
    cachet: cachet ?? (await atelier.cachet(voulu.emetteur)),
    horodateur: atelier.horodateur,
  });
}

const typeDe = (nom: string): string => (nom.endsWith('.pdf') ? 'application/pdf' : 'text/plain');

/** Un accuse a sceller. `teteRecue` : le texte de la tete recue. */
export type AccuseVoulu = {
  readonly pli: string;
  readonly octets: Uint8Array;
  readonly emetteur: 'interieur' | 'justice';
  readonly verdict?: 'integre' | 'refuse';
  readonly recuA: string;
  readonly teteRecue: string;
  readonly tete?: string;
};

/** Scelle l'accuse d'un pli par le cachet de son destinataire. */
export async function composerAccuse(
  atelier: Atelier,
  voulu: AccuseVoulu,
  cachet?: Cachet,
): Promise<Uint8Array> {
  const accuse = {
    schema: 'ppn/accuse@1',
    pli: voulu.pli,
    empreinteDuPli: sha256(voulu.octets),
    emetteur: voulu.emetteur,
    objet: IDJ,
    verdict: voulu.verdict ?? 'integre',
    motifs: voulu.verdict === 'refuse' ? ['Une pièce annoncée manque.'] : [],
    recuA: voulu.recuA,
    teteRecue: sha256(enOctets(voulu.teteRecue)),
    ...(voulu.tete === undefined ? {} : { tete: voulu.tete }),
  };
  return scellerAsic({
    pieces: [{ nom: NOM_ACCUSE, typeMime: 'application/json', octets: enJson(accuse) }],
    cachet: cachet ?? (await atelier.cachet(voulu.emetteur)),
    horodateur: atelier.horodateur,
  });
}
