import { createHash } from 'node:crypto';
import { refus, reussite } from '@ppn/core';
import { CKA, CKF, CKK, CKM, CKO, CKR, CKU } from './codes.ts';
import { ErreurPkcs11 } from './cryptoki.ts';
import type { Cryptoki, Poignee } from './cryptoki.ts';
import type {
  DemandeDeDeblocage,
  DemandeDeDerivation,
  DemandeDeSecrets,
  DemandeDeSignature,
  RefusPkcs11,
  Reponses,
} from './echanges.ts';
import { digestInfo, ecdsaEnDer } from './formes.ts';
import type { Rayon } from './jetons.ts';
import { idDeLaCle } from './cle-du-certificat.ts';
import { deriver, secrets } from './secrets.ts';

/** Signe et debloque sur les jetons d'un module ; aucun code n'est retenu apres l'acte, sauf session gardee (cachet). */
export type Actes = {
  readonly signer: (demande: DemandeDeSignature) => Reponses['signer'];
  readonly debloquer: (demande: DemandeDeDeblocage) => Reponses['debloquer'];
  readonly deriver: (demande: DemandeDeDerivation) => Reponses['deriver'];
  readonly secrets: (demande: DemandeDeSecrets) => Reponses['secrets'];
};
export type Outil = { readonly cryptoki: Cryptoki; readonly session: Poignee; readonly emplacement: Poignee };

/** Les actes d'un module. */
export function ouvrirActes(cryptoki: Cryptoki, rayon: Rayon): Actes {
  const gardees = new Map<Poignee, Poignee>();
  const avec = <T>(
    demande: { readonly jeton: DemandeDeSignature['jeton']; readonly garder?: boolean },
    faire: (outil: Outil) => T,
  ): T | { readonly ok: false; readonly refus: RefusPkcs11 } => {
    const emplacement = rayon.trouver(demande.jeton);
    if (emplacement === undefined) return refus({ code: 'carte-absente' });
    const gardee = gardees.get(emplacement);
    const reprise = gardee !== undefined && cryptoki.sessionVivante(gardee) ? gardee : undefined;
    const session = reprise ?? cryptoki.ouvrirSession(emplacement, 'ecriture');
    let bien = false;
    try {
      const rendu = faire({ cryptoki, session, emplacement });
      bien = true;
      return rendu;
    } catch (cause) {
      if (cause instanceof ErreurPkcs11) return refus(refusDe(cause, cryptoki, emplacement));
      throw cause;
    } finally {
      if (bien && demande.garder === true) gardees.set(emplacement, session);
      else {
        gardees.delete(emplacement);
        quitter(cryptoki, session);
      }
    }
  };
  return {
    signer: (demande) => avec(demande, (outil) => signer(outil, demande)),
    deriver: (demande) =>
      avec({ ...demande, garder: true }, (outil) => {
        connecter(outil, CKU.porteur, octetsDe(demande.pin));
        return deriver(outil, demande);
      }),
    secrets: (demande) =>
      avec({ ...demande, garder: true }, (outil) => {
        connecter(outil, CKU.porteur, octetsDe(demande.pin));
        return secrets(outil, demande);
      }),
    debloquer: (demande) =>
      avec(demande, (outil) => {
        rayon.liberer(outil.emplacement);
        return debloquer(outil, demande);
      }),
  };
}

function signer(outil: Outil, { certificat, pin, contenus }: DemandeDeSignature): Reponses['signer'] {
  const { cryptoki, session } = outil;
  const code = octetsDe(pin);
  try {
    connecter(outil, CKU.porteur, code);
    const cle = clePrivee(outil, certificat);
    if (cle === undefined) return refus({ code: 'cle-absente' });
    return reussite(
      contenus.map((contenu) => {
        const condensat = createHash('sha256').update(contenu).digest();
        cryptoki.preparerSignature(session, cle.type === 'ec' ? CKM.ecdsa : CKM.rsaPkcs, cle.objet);
        if (cle.aChaqueActe) authentifierLActe(outil, code);
        const brute = cryptoki.signer(session, cle.type === 'ec' ? condensat : digestInfo(condensat));
        return Uint8Array.from(cle.type === 'ec' ? ecdsaEnDer(brute) : brute);
      }),
    );
  } finally {
    code?.fill(0);
  }
}

function debloquer(outil: Outil, { puk, nouveauPin }: DemandeDeDeblocage): Reponses['debloquer'] {
  const [code, nouveau] = [octetsDe(puk), octetsDe(nouveauPin)];
  try {
    connecter(outil, CKU.so, code);
    outil.cryptoki.poserPin(outil.session, nouveau);
    return reussite('debloque');
  } finally {
    code?.fill(0);
    nouveau?.fill(0);
  }
}

function connecter({ cryptoki, session }: Outil, qui: number, code: Buffer | undefined): void {
  try {
    cryptoki.connecter(session, qui, code);
  } catch (cause) {
    if (!(cause instanceof ErreurPkcs11) || cause.code !== CKR.userAlreadyLoggedIn) throw cause;
  }
}

/**
 * CKA_ALWAYS_AUTHENTICATE : le code est redonne pour chaque signature. Apres un code faux l'operation reste ouverte : c'est sur
 * elle que l'on represente le code (un second C_SignInit rendrait CKR_OPERATION_ACTIVE). Seul un clavier de lecteur peut redonner
 * autre chose ; il le fait tant que la carte n'annonce pas le dernier essai.
 */
function authentifierLActe({ cryptoki, session, emplacement }: Outil, code: Buffer | undefined): void {
  for (;;) {
    try {
      return cryptoki.connecter(session, CKU.acte, code);
    } catch (cause) {
      const faux = cause instanceof ErreurPkcs11 && cause.code === CKR.pinIncorrect;
      const ultime = CKF.dernierEssai | CKF.verrouille;
      if (!faux || code !== undefined || (cryptoki.jeton(emplacement).drapeaux & ultime) !== 0) throw cause;
    }
  }
}

function clePrivee(
  { cryptoki, session }: Outil,
  certificat: Uint8Array,
): { readonly objet: Poignee; readonly type: 'ec' | 'rsa'; readonly aChaqueActe: boolean } | undefined {
  const id = idDeLaCle(cryptoki, session, certificat);
  if (id === undefined) return undefined;
  const [objet] = cryptoki.trouver(session, [
    { type: CKA.classe, valeur: cryptoki.ulong(CKO.clePrivee) },
    { type: CKA.id, valeur: id },
  ]);
  const type = objet === undefined ? undefined : cryptoki.lire(session, objet, CKA.typeDeCle);
  if (objet === undefined || type === undefined) return undefined;
  if (!type.equals(cryptoki.ulong(CKK.ec)) && !type.equals(cryptoki.ulong(CKK.rsa))) return undefined;
  return {
    objet,
    type: type.equals(cryptoki.ulong(CKK.ec)) ? 'ec' : 'rsa',
    aChaqueActe: cryptoki.lire(session, objet, CKA.authentifierChaqueActe)?.[0] === 1,
  };
}

const REFUS: ReadonlyMap<number, Exclude<RefusPkcs11['code'], 'code-faux' | 'jeton-refuse'>> = new Map([
  [CKR.pinLocked, 'code-verrouille'],
  [CKR.pinLenRange, 'code-mal-forme'],
  [CKR.pinInvalid, 'code-mal-forme'],
  [CKR.pinExpired, 'code-a-changer'],
  [CKR.functionCanceled, 'saisie-abandonnee'],
  [CKR.functionRejected, 'saisie-abandonnee'],
  [CKR.tokenNotPresent, 'carte-absente'],
  [CKR.tokenNotRecognized, 'carte-absente'],
  [CKR.deviceRemoved, 'carte-absente'],
  [CKR.sessionHandleInvalid, 'carte-absente'],
  [CKR.sessionClosed, 'carte-absente'],
]);

function refusDe(erreur: ErreurPkcs11, cryptoki: Cryptoki, emplacement: Poignee): RefusPkcs11 {
  if (erreur.code === CKR.pinIncorrect) return apresCodeFaux(cryptoki, emplacement);
  const code = REFUS.get(erreur.code);
  return code === undefined ? { code: 'jeton-refuse', detail: erreur.message } : { code };
}

function apresCodeFaux(cryptoki: Cryptoki, emplacement: Poignee): RefusPkcs11 {
  try {
    return { code: 'code-faux', drapeaux: cryptoki.jeton(emplacement).drapeaux };
  } catch {
    return { code: 'carte-absente' };
  }
}

/** Rend la main a la carte : code oublie, operations abandonnees. */
function quitter(cryptoki: Cryptoki, session: Poignee): void {
  for (const faire of [() => cryptoki.deconnecter(session), () => cryptoki.fermerSession(session)]) {
    try {
      faire();
    } catch {
      // La carte est partie : sa session aussi.
    }
  }
}

const octetsDe = (code: string | undefined): Buffer | undefined =>
  code === undefined ? undefined : Buffer.from(code, 'utf8');
