/** Taille des `CK_ULONG` et alignement des structures : `unsigned long` de 4 octets et structures serrees sous Windows (pkcs11.h §« packing »). */
export type Abi = { readonly ulong: 4 | 8; readonly serre: boolean };

const POINTEUR = 8;

/** L'ABI de PKCS#11 sur un systeme 64 bits. */
export const abiDe = (systeme: NodeJS.Platform): Abi =>
  systeme === 'win32' ? { ulong: 4, serre: true } : { ulong: 8, serre: false };

/** Un attribut a transmettre (CK_ATTRIBUTE) ; `adresse` : la memoire de sa valeur, zero pour en demander la taille. */
export type AttributBrut = { readonly type: number; readonly adresse: bigint; readonly taille: number };

/** Ecrit un tableau de CK_ATTRIBUTE (ou un CK_MECHANISM, de meme forme). */
export function ecrireAttributs({ ulong, serre }: Abi, attributs: readonly AttributBrut[]): Buffer {
  const pas = serre ? 2 * ulong + POINTEUR : 24;
  const octets = Buffer.alloc(pas * attributs.length);
  attributs.forEach(({ type, adresse, taille }, rang) => {
    const debut = rang * pas;
    ecrireUlong(octets, { ulong, rang: debut, valeur: type });
    octets.writeBigUInt64LE(adresse, debut + (serre ? ulong : 8));
    ecrireUlong(octets, { ulong, rang: debut + (serre ? ulong + POINTEUR : 16), valeur: taille });
  });
  return octets;
}

/** La taille que le module a inscrite dans un CK_ATTRIBUTE ; `undefined` pour CK_UNAVAILABLE_INFORMATION (attribut absent ou cache). */
export function tailleRendue({ ulong, serre }: Abi, attribut: Buffer): number | undefined {
  const rang = serre ? ulong + POINTEUR : 16;
  const absent = attribut.subarray(rang, rang + ulong).every((octet) => octet === 0xff);
  return absent ? undefined : Number(lireUlong(attribut, { ulong, rang }));
}

/** Ce que dit CK_TOKEN_INFO. */
export type InfosJeton = {
  readonly libelle: string;
  readonly fabricant: string;
  readonly modele: string;
  readonly serie: string;
  readonly drapeaux: number;
};
/** Place reservee a CK_TOKEN_INFO et a CK_SLOT_INFO, au large dans les deux ABI. */
export const TAILLE_INFOS = 256;

/** Lit CK_TOKEN_INFO. */
export const lireInfosJeton = ({ ulong }: Abi, octets: Buffer): InfosJeton => ({
  libelle: texte(octets, 0, 32),
  fabricant: texte(octets, 32, 64),
  modele: texte(octets, 64, 80),
  serie: texte(octets, 80, 96),
  drapeaux: Number(lireUlong(octets, { ulong, rang: 96 })),
});

/** Nom du lecteur, d'apres CK_SLOT_INFO. */
export const lireNomDuLecteur = (octets: Buffer): string => texte(octets, 0, 64);

/** Adresse de la fonction de rang donne dans CK_FUNCTION_LIST (apres CK_VERSION). */
export const rangDeFonction = ({ serre }: Abi, rang: number): number => (serre ? 2 : 8) + rang * POINTEUR;

/** Lit un CK_ULONG. */
export const lireUlong = (
  octets: Buffer,
  { ulong, rang }: { readonly ulong: 4 | 8; readonly rang: number },
): bigint => (ulong === 8 ? octets.readBigUInt64LE(rang) : BigInt(octets.readUInt32LE(rang)));

/** Ecrit un CK_ULONG. */
export function ecrireUlong(
  octets: Buffer,
  { ulong, rang, valeur }: { readonly ulong: 4 | 8; readonly rang: number; readonly valeur: number },
): void {
  if (ulong === 8) octets.writeBigUInt64LE(BigInt(valeur), rang);
  else octets.writeUInt32LE(valeur, rang);
}

/** Un champ de largeur fixe, complete par des blancs (parfois par des zeros). */
const texte = (octets: Buffer, debut: number, fin: number): string =>
  octets.toString('utf8', debut, fin).replace(/\0.*$/s, '').trimEnd();
