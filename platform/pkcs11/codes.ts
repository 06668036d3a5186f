/** Numeros de PKCS#11 2.40 (OASIS pkcs11t.h) dont nous nous servons. */
export const CKR = {
  ok: 0x0,
  functionCanceled: 0x50,
  deviceError: 0x30,
  deviceRemoved: 0x32,
  pinIncorrect: 0xa0,
  pinInvalid: 0xa1,
  pinLenRange: 0xa2,
  pinExpired: 0xa3,
  pinLocked: 0xa4,
  sessionClosed: 0xb0,
  sessionHandleInvalid: 0xb3,
  tokenNotPresent: 0xe0,
  tokenNotRecognized: 0xe1,
  userAlreadyLoggedIn: 0x100,
  userNotLoggedIn: 0x101,
  cryptokiAlreadyInitialized: 0x191,
  functionRejected: 0x200,
} as const;

/** Drapeaux de jeton (CK_TOKEN_INFO.flags) : le code porteur (USER), le code de deblocage (SO), le clavier du lecteur. */
export const CKF = {
  clavierDuLecteur: 0x100,
  initialise: 0x400,
  essaisEntames: 0x10000,
  dernierEssai: 0x20000,
  verrouille: 0x40000,
  aChanger: 0x80000,
  deblocageEntame: 0x100000,
  deblocageDernier: 0x200000,
  deblocageVerrouille: 0x400000,
} as const;

/** Drapeaux de session (C_OpenSession). */
export const SESSION = { serie: 0x4, ecriture: 0x2 } as const;
/** Qui se connecte (C_Login). */
export const CKU = { so: 0, porteur: 1, acte: 2 } as const;
/** Classes d'objets. */
export const CKO = { certificat: 1, clePublique: 2, clePrivee: 3, cleSecrete: 4 } as const;
/** Types de cle. */
export const CKK = { rsa: 0, ec: 3, secretGenerique: 0x10 } as const;
/** Attributs. */
export const CKA = {
  classe: 0x0,
  jeton: 0x1,
  prive: 0x2,
  etiquette: 0x3,
  valeur: 0x11,
  typeDeCle: 0x100,
  id: 0x102,
  sensible: 0x103,
  signe: 0x108,
  module: 0x120,
  longueur: 0x161,
  extractible: 0x162,
  pointEc: 0x181,
  authentifierChaqueActe: 0x202,
} as const;
/** Mecanismes : RSA PKCS#1 v1.5 sur un DigestInfo, ECDSA sur un condensat, HMAC-SHA-256 d'un secret tire dans le jeton. */
export const CKM = { rsaPkcs: 0x1, ecdsa: 0x1041, hmacSha256: 0x251, tirerUnSecret: 0x350 } as const;
