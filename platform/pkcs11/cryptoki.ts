import koffi from 'koffi';
import {
  TAILLE_INFOS,
  abiDe,
  ecrireAttributs,
  ecrireUlong,
  lireInfosJeton,
  lireNomDuLecteur,
  lireUlong,
  rangDeFonction,
  tailleRendue,
  type AttributBrut,
  type InfosJeton,
} from './abi.ts';
import { CKR, SESSION } from './codes.ts';

/** Numero rendu par le module : emplacement, session, objet. */
export type Poignee = bigint;
/** Un attribut cherche ; `valeur` en octets de la machine. */
export type Critere = { readonly type: number; readonly valeur: Buffer };

/** Le module a refuse ; `code` est son CKR_…. */
export class ErreurPkcs11 extends Error {
  override readonly name = 'ErreurPkcs11';
  readonly code: number;
  constructor(fonction: string, code: number) {
    super(`${fonction} : 0x${code.toString(16)}`);
    this.code = code;
  }
}

/** Un module PKCS#11 charge dans ce processus : chaque appel est bloquant et lance `ErreurPkcs11`. */
export type Cryptoki = {
  /** Les emplacements ou un jeton est present. */
  readonly emplacements: () => readonly Poignee[];
  readonly lecteur: (emplacement: Poignee) => string;
  readonly jeton: (emplacement: Poignee) => InfosJeton;
  readonly ouvrirSession: (emplacement: Poignee, acces: 'lecture' | 'ecriture') => Poignee;
  readonly sessionVivante: (session: Poignee) => boolean;
  readonly fermerSession: (session: Poignee) => void;
  /** `pin` absent : saisi au clavier du lecteur (CKF_PROTECTED_AUTHENTICATION_PATH). */
  readonly connecter: (session: Poignee, qui: number, pin: Buffer | undefined) => void;
  readonly deconnecter: (session: Poignee) => void;
  readonly poserPin: (session: Poignee, pin: Buffer | undefined) => void;
  readonly trouver: (session: Poignee, criteres: readonly Critere[]) => readonly Poignee[];
  readonly lire: (session: Poignee, objet: Poignee, type: number) => Buffer | undefined;
  readonly preparerSignature: (session: Poignee, mecanisme: number, cle: Poignee) => void;
  readonly signer: (session: Poignee, donnees: Buffer) => Buffer;
  /** Tire une cle secrete dans le jeton, sous ces attributs. */
  readonly tirerUnSecret: (session: Poignee, mecanisme: number, attributs: readonly Critere[]) => Poignee;
  readonly effacer: (session: Poignee, objet: Poignee) => void;
  readonly ulong: (valeur: number) => Buffer;
};

const FONCTIONS = {
  C_Initialize: 0,
  C_GetSlotList: 4,
  C_GetSlotInfo: 5,
  C_GetTokenInfo: 6,
  C_InitPIN: 10,
  C_OpenSession: 12,
  C_CloseSession: 13,
  C_GetSessionInfo: 15,
  C_Login: 18,
  C_Logout: 19,
  C_DestroyObject: 22,
  C_GetAttributeValue: 24,
  C_FindObjectsInit: 26,
  C_FindObjects: 27,
  C_FindObjectsFinal: 28,
  C_SignInit: 42,
  C_Sign: 43,
  C_GenerateKey: 58,
} as const;
const PROTOTYPES: Readonly<Record<keyof typeof FONCTIONS, readonly ('ulong' | 'uchar' | 'void *')[]>> = {
  C_Initialize: ['void *'],
  C_GetSlotList: ['uchar', 'void *', 'void *'],
  C_GetSlotInfo: ['ulong', 'void *'],
  C_GetTokenInfo: ['ulong', 'void *'],
  C_InitPIN: ['ulong', 'void *', 'ulong'],
  C_OpenSession: ['ulong', 'ulong', 'void *', 'void *', 'void *'],
  C_CloseSession: ['ulong'],
  C_GetSessionInfo: ['ulong', 'void *'],
  C_Login: ['ulong', 'ulong', 'void *', 'ulong'],
  C_Logout: ['ulong'],
  C_DestroyObject: ['ulong', 'ulong'],
  C_GetAttributeValue: ['ulong', 'ulong', 'void *', 'ulong'],
  C_FindObjectsInit: ['ulong', 'void *', 'ulong'],
  C_FindObjects: ['ulong', 'void *', 'ulong', 'void *'],
  C_FindObjectsFinal: ['ulong'],
  C_SignInit: ['ulong', 'void *', 'ulong'],
  C_Sign: ['ulong', 'void *', 'ulong', 'void *', 'void *'],
  C_GenerateKey: ['ulong', 'void *', 'void *', 'ulong', 'void *'],
};
type Fonction = (...arguments_: readonly Argument[]) => unknown;
type Argument = Buffer | bigint | number | null;
type Appeler = (fonction: keyof typeof FONCTIONS, ...arguments_: readonly Argument[]) => void;

const ABI = abiDe(process.platform);
const { ulong: LARGEUR } = ABI;
const OBJETS_MAX = 256;
const SIGNATURE_MAX = 1024;
const ATTRIBUT_MAX = 64 * 1024;

/** Charge un module et l'initialise ; lance si le fichier n'est pas un module PKCS#11. */
export function chargerCryptoki(chemin: string): Cryptoki {
  const appeler = lierFonctions(chemin);
  try {
    appeler('C_Initialize', null);
  } catch (cause) {
    if (!(cause instanceof ErreurPkcs11) || cause.code !== CKR.cryptokiAlreadyInitialized) throw cause;
  }
  return { ...lecteurs(appeler), ...sessions(appeler), ...objets(appeler), ulong };
}

/** Les fonctions viennent de C_GetFunctionList, seul symbole que la norme garantit. */
function lierFonctions(chemin: string): Appeler {
  const bibliotheque = koffi.load(chemin);
  const adresse = Buffer.alloc(8);
  const code = Number(bibliotheque.func('C_GetFunctionList', 'ulong', ['void *'])(adresse));
  if (code !== CKR.ok) throw new ErreurPkcs11('C_GetFunctionList', code);
  const table = Buffer.from(koffi.view(adresse.readBigUInt64LE(), rangDeFonction(ABI, 68)));
  const liees = new Map<string, Fonction>();
  for (const [nom, rang] of Object.entries(FONCTIONS)) {
    const types = PROTOTYPES[nom as keyof typeof FONCTIONS];
    const pointeur = table.readBigUInt64LE(rangDeFonction(ABI, rang));
    // koffi type `any` ce qu'il rend : le prototype vient d'etre donne.
    liees.set(nom, koffi.decode(pointeur, koffi.proto('ulong', [...types])) as Fonction);
  }
  return (fonction, ...arguments_) => {
    const rendu = Number(liees.get(fonction)?.(...arguments_));
    if (rendu !== CKR.ok) throw new ErreurPkcs11(fonction, rendu);
  };
}

const lecteurs = (appeler: Appeler): Pick<Cryptoki, 'emplacements' | 'jeton' | 'lecteur'> => ({
  emplacements: () => {
    const nombre = ulong(0);
    // Premier appel sans tampon : c'est lui qui fait relire les lecteurs branches (PKCS#11 2.40 §5.5).
    appeler('C_GetSlotList', 1, null, nombre);
    const tampon = Buffer.alloc(LARGEUR * (Number(lire(nombre)) + 8));
    ecrireUlong(nombre, { ulong: LARGEUR, rang: 0, valeur: tampon.length / LARGEUR });
    appeler('C_GetSlotList', 1, tampon, nombre);
    return Array.from({ length: Number(lire(nombre)) }, (_, rang) => lire(tampon, rang));
  },
  lecteur: (emplacement) => {
    const infos = Buffer.alloc(TAILLE_INFOS);
    appeler('C_GetSlotInfo', emplacement, infos);
    return lireNomDuLecteur(infos);
  },
  jeton: (emplacement) => {
    const infos = Buffer.alloc(TAILLE_INFOS);
    appeler('C_GetTokenInfo', emplacement, infos);
    return lireInfosJeton(ABI, infos);
  },
});

const sessions = (
  appeler: Appeler,
): Pick<
  Cryptoki,
  'connecter' | 'deconnecter' | 'fermerSession' | 'ouvrirSession' | 'poserPin' | 'sessionVivante'
> => ({
  ouvrirSession: (emplacement, acces) => {
    const session = ulong(0);
    const drapeaux = acces === 'ecriture' ? SESSION.serie | SESSION.ecriture : SESSION.serie;
    appeler('C_OpenSession', emplacement, drapeaux, null, null, session);
    return lire(session);
  },
  sessionVivante: (session) => {
    try {
      appeler('C_GetSessionInfo', session, Buffer.alloc(TAILLE_INFOS));
      return true;
    } catch {
      return false;
    }
  },
  fermerSession: (session) => appeler('C_CloseSession', session),
  connecter: (session, qui, pin) => appeler('C_Login', session, qui, pin ?? null, pin?.length ?? 0),
  deconnecter: (session) => appeler('C_Logout', session),
  poserPin: (session, pin) => appeler('C_InitPIN', session, pin ?? null, pin?.length ?? 0),
});

const objets = (
  appeler: Appeler,
): Pick<Cryptoki, 'effacer' | 'lire' | 'preparerSignature' | 'signer' | 'tirerUnSecret' | 'trouver'> => ({
  tirerUnSecret: (session, mecanisme, attributs) => {
    const [modele, cle] = [enAttributs(attributs), ulong(0)];
    const choisi = ecrireAttributs(ABI, [{ type: mecanisme, adresse: 0n, taille: 0 }]);
    appeler('C_GenerateKey', session, choisi, modele, attributs.length, cle);
    return lire(cle);
  },
  effacer: (session, objet) => appeler('C_DestroyObject', session, objet),
  trouver: (session, criteres) => {
    const modele = enAttributs(criteres);
    appeler('C_FindObjectsInit', session, modele, criteres.length);
    try {
      const trouves = Buffer.alloc(LARGEUR * OBJETS_MAX);
      const nombre = ulong(0);
      appeler('C_FindObjects', session, trouves, OBJETS_MAX, nombre);
      return Array.from({ length: Number(lire(nombre)) }, (_, rang) => lire(trouves, rang));
    } finally {
      appeler('C_FindObjectsFinal', session);
    }
  },
  lire: (session, objet, type) => {
    const valeur = Buffer.alloc(ATTRIBUT_MAX);
    const attribut = enAttributs([{ type, valeur }]);
    try {
      appeler('C_GetAttributeValue', session, objet, attribut, 1);
    } catch {
      return undefined;
    }
    const taille = tailleRendue(ABI, attribut);
    return taille === undefined ? undefined : valeur.subarray(0, taille);
  },
  preparerSignature: (session, mecanisme, cle) =>
    appeler('C_SignInit', session, ecrireAttributs(ABI, [{ type: mecanisme, adresse: 0n, taille: 0 }]), cle),
  signer: (session, donnees) => {
    const signature = Buffer.alloc(SIGNATURE_MAX);
    const taille = ulong(SIGNATURE_MAX);
    appeler('C_Sign', session, donnees, donnees.length, signature, taille);
    return Buffer.from(signature.subarray(0, Number(lire(taille))));
  },
});

/** Les derniers attributs ecrits : retenus, pour que le ramasse-miettes ne rende pas une memoire dont le module a l'adresse. */
const tenus: { criteres: readonly Critere[] } = { criteres: [] };

function enAttributs(criteres: readonly Critere[]): Buffer {
  tenus.criteres = criteres;
  return ecrireAttributs(
    ABI,
    criteres.map(({ type, valeur }): AttributBrut => ({
      type,
      adresse: koffi.address(valeur),
      taille: valeur.length,
    })),
  );
}

const ulong = (valeur: number): Buffer => {
  const octets = Buffer.alloc(LARGEUR);
  ecrireUlong(octets, { ulong: LARGEUR, rang: 0, valeur });
  return octets;
};

const lire = (octets: Buffer, rang = 0): bigint =>
  lireUlong(octets, { ulong: LARGEUR, rang: rang * LARGEUR });
