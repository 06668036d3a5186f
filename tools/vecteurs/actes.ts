import { createHash, randomBytes } from 'node:crypto';
import { ACTES_D_ENQUETE, type ActeInscrit } from '@ppn/acte/catalogue';
import type { ActeJson } from '@ppn/acte/contract';
import { empreinte as enEmpreinte, horodate } from '@ppn/core';
import { ACTES_DE_GARDE_A_VUE } from '@ppn/garde-a-vue/catalogue';
import { ACTES_DU_PARQUET } from '@ppn/orientation/catalogue';
import {
  assemblerCms,
  attributsSignes,
  composerPdfA,
  type Horodateur,
  preparerSignature,
  type Signataire,
} from '@ppn/sealing';
import type { Atelier, CarteDEssai } from './atelier.ts';

const CATALOGUE: readonly ActeInscrit[] = [...ACTES_D_ENQUETE, ...ACTES_DU_PARQUET, ...ACTES_DE_GARDE_A_VUE];
const SIGNATAIRE: Signataire = { champ: 'signature-1', qualite: 'Le rédacteur', nom: 'Rédacteur de l’acte' };

/** PDF/A-3a d'un acte, par le gabarit de son type ; `donnees` remplace l'`acte.json` embarque (pour mentir). */
export async function composer(
  acte: ActeJson,
  {
    donnees = acte,
    signataires = [SIGNATAIRE],
  }: { readonly donnees?: unknown; readonly signataires?: readonly Signataire[] } = {},
): Promise<Uint8Array> {
  const definition = CATALOGUE.find(({ type }) => type === acte.type);
  if (definition === undefined) throw new Error(`Type d’acte inconnu : ${acte.type}`);
  return composerPdfA({
    titre: definition.titre,
    enTete: ['Ministère d’essai'],
    reference: acte.idj,
    etabliA: acte.redigeA,
    blocs: definition.blocs(acte),
    images: new Map(),
    jointes: [
      {
        nom: 'acte.json',
        octets: new TextEncoder().encode(JSON.stringify(donnees)),
        typeMime: 'application/json',
        description: 'Données de l’acte',
      },
    ],
    signataires,
  });
}

/** Comment signer : le cas ordinaire, sauf ce qui est donne. `attributs` et `preparer` falsifient avant la signature. */
export type Signer = {
  readonly carte: CarteDEssai;
  readonly champ?: string;
  readonly usage?: 'signature' | 'authentification';
  readonly horodateur?: Horodateur | null;
  readonly crls?: readonly Uint8Array[];
  readonly attributs?: (attributs: Uint8Array) => Uint8Array;
  readonly preparer?: (prepare: { readonly octets: Uint8Array; readonly empreinte: string }) => {
    readonly octets: Uint8Array;
    readonly empreinte: string;
  };
};

/** Signe un PDF prepare (PAdES-B-T), a l'heure de l'atelier. */
export async function signerActe(atelier: Atelier, pdf: Uint8Array, options: Signer): Promise<Uint8Array> {
  const { carte, usage = 'signature' } = options;
  const prepare = await preparerSignature({
    pdf,
    champ: options.champ ?? 'signature-1',
    signeA: horodate(atelier.maintenant().toISOString()),
    nom: 'Signataire d’essai',
  });
  const { octets, empreinte } = options.preparer?.(prepare) ?? prepare;
  const chaine = usage === 'signature' ? carte.chaine : [carte.authentification, ...carte.chaine.slice(1)];
  const attributs = attributsDe(empreinte, chaine, options);
  const signature = await carte.signer(attributs, usage);
  const horodateur = options.horodateur === undefined ? atelier.horodateur : options.horodateur;
  const jeton = await horodateur?.(createHash('sha256').update(signature).digest());
  return inserer(
    octets,
    assemblerCms({
      attributsSignes: attributs,
      signature,
      certificats: chaine,
      crls: options.crls ?? (await atelier.crls()),
      ...(jeton === undefined ? {} : { jeton }),
    }),
  );
}

/** Ecrit le CMS a la place de /Contents, meme si /ByteRange ment (ce que `insererCms` refuserait). */
function inserer(octets: Uint8Array, cms: Uint8Array): Uint8Array {
  const copie = Buffer.from(octets);
  const debut = copie.indexOf('<0000', copie.lastIndexOf('/ByteRange'));
  copie.write(Buffer.from(cms).toString('hex'), debut + 1, 'latin1');
  return new Uint8Array(copie);
}

function attributsDe(empreinte: string, [certificat]: readonly Uint8Array[], options: Signer): Uint8Array {
  const valeur = attributsSignes({
    empreinte: enEmpreinte(empreinte),
    certificat: certificat ?? new Uint8Array(),
  });
  return options.attributs?.(valeur) ?? valeur;
}

/** SHA-256 hexadecimal. */
export const sha256 = (octets: Uint8Array): string => createHash('sha256').update(octets).digest('hex');
/** SHA3-512 hexadecimal. */
export const sha3 = (octets: Uint8Array): string => createHash('sha3-512').update(octets).digest('hex');
/** Un sel neuf. */
export const sel = (): Uint8Array => new Uint8Array(randomBytes(32));
