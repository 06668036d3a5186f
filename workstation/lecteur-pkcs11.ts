import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { refus, reussite } from '@ppn/core';
import type { Result } from '@ppn/core';
import { CKF } from '@ppn/pkcs11';
import type { JetonLu, Pilote, RefusPkcs11 } from '@ppn/pkcs11';
import { verifierSignatureBrute } from '@ppn/sealing';
import { choisirCartes } from './choix-de-certificats.ts';
import type { CarteChoisie } from './choix-de-certificats.ts';
import { isPin, isPuk } from './jeton.ts';
import type { CarteInseree, Essais, Jeton, Lecteur, RefusJeton } from './jeton.ts';

/** Les cartes que montre un module PKCS#11. Un jeton qui n'est pas une carte d'agent, ou un module en panne, se montre aussi. */
export const lecteurPkcs11 =
  (pilote: Pilote, horloge: () => Date = () => new Date()): Lecteur =>
  async () => {
    const lus = await pilote.lister();
    if (!lus.ok)
      return [sansCarte(`module ${pilote.module}`, `Lecteur (${basename(pilote.module)})`, 'illisible')];
    const { cartes, autres } = choisirCartes(lus.valeur, horloge());
    return [
      ...cartes.map((carte) => inserer(pilote, carte)),
      ...autres.map((jeton) => sansCarte(nomEntier(jeton), jeton.libelle || jeton.lecteur, 'inadaptee')),
    ];
  };

function inserer(pilote: Pilote, choisie: CarteChoisie): CarteInseree {
  const { signature, authentification, chaine } = choisie;
  const { drapeaux } = signature.jeton;
  const id = identifiant(nomEntier(signature.jeton));
  return {
    id,
    jeton: jetonPkcs11(pilote, choisie),
    carte: {
      id,
      titulaire: signature.certificat.nom,
      certificats: { authentification: authentification.certificat.der, signature: signature.certificat.der },
      chaine,
      essais: {
        authentification: essaisDuPin(authentification.jeton.drapeaux),
        signature: essaisDuPin(drapeaux),
      },
      ...((drapeaux & CKF.clavierDuLecteur) === 0 ? {} : { clavier: true }),
      deblocage: essaisDuPuk(drapeaux),
    },
  };
}

function jetonPkcs11(pilote: Pilote, choisie: CarteChoisie): Jeton {
  return {
    lire: async () => {
      const ici = await lecteurPkcs11(pilote)();
      const id = identifiant(nomEntier(choisie.signature.jeton));
      const carte = ici.find((inseree) => inseree.id === id)?.carte;
      return carte === undefined ? refus('carte-absente') : reussite(carte);
    },
    signerLot: async ({ usage, pin, contenus }) => {
      if (pin !== undefined && !isPin(pin)) return refus({ code: 'pin-mal-forme' });
      const { jeton, certificat } = choisie[usage];
      const issue = await pilote.signer({ jeton, certificat: certificat.der, pin, contenus });
      if (!issue.ok) return refus(refusDuPin(issue.refus));
      return sontDeLaCarte(issue.valeur, contenus, certificat.der)
        ? issue
        : refus({ code: 'carte-illisible' });
    },
    debloquer: async ({ puk, nouveauPin }) => {
      const formes = puk === undefined || (isPuk(puk) && nouveauPin !== undefined && isPin(nouveauPin));
      if (!formes) return refus({ code: 'pin-mal-forme' });
      const issue = await pilote.debloquer({ jeton: choisie.signature.jeton, puk, nouveauPin });
      return issue.ok ? reussite('debloquee') : refus(refusDuPuk(issue.refus));
    },
  };
}

/** Une clé dont le certificat n'est pas le sien (carte mal personnalisée) ne part jamais vers le service. */
const sontDeLaCarte = (
  signatures: readonly Uint8Array[],
  contenus: readonly Uint8Array[],
  certificat: Uint8Array,
): boolean =>
  signatures.length === contenus.length &&
  signatures.every((signature, rang) =>
    verifierSignatureBrute({ attributsSignes: contenus[rang] ?? new Uint8Array(), signature, certificat }),
  );

function essaisDuPin(drapeaux: number): Essais {
  if ((drapeaux & CKF.verrouille) !== 0) return { restants: 0 };
  if ((drapeaux & CKF.dernierEssai) !== 0) return { restants: 1 };
  return (drapeaux & CKF.essaisEntames) === 0 ? {} : { entames: true };
}

function essaisDuPuk(drapeaux: number): Essais {
  if ((drapeaux & CKF.deblocageVerrouille) !== 0) return { restants: 0 };
  if ((drapeaux & CKF.deblocageDernier) !== 0) return { restants: 1 };
  return (drapeaux & CKF.deblocageEntame) === 0 ? {} : { entames: true };
}

function refusDuPin(refuse: RefusPkcs11): RefusJeton {
  if (refuse.code !== 'code-faux') return { code: CODES[refuse.code] };
  const { restants } = essaisDuPin(refuse.drapeaux);
  if (restants === 0) return { code: 'carte-verrouillee' };
  return { code: 'pin-faux', ...(restants === undefined ? {} : { essaisRestants: restants }) };
}

function refusDuPuk(refuse: RefusPkcs11): RefusJeton {
  if (refuse.code === 'code-verrouille') return { code: 'puk-verrouille' };
  if (refuse.code !== 'code-faux') return { code: CODES[refuse.code] };
  const { restants } = essaisDuPuk(refuse.drapeaux);
  if (restants === 0) return { code: 'puk-verrouille' };
  return { code: 'puk-faux', ...(restants === undefined ? {} : { essaisRestants: restants }) };
}

const CODES: Readonly<
  Record<Exclude<RefusPkcs11['code'], 'code-faux'>, Exclude<RefusJeton['code'], 'pin-faux' | 'puk-faux'>>
> = {
  'carte-absente': 'carte-absente',
  'cle-absente': 'carte-illisible',
  'code-a-changer': 'pin-a-changer',
  'code-mal-forme': 'pin-mal-forme',
  'code-verrouille': 'carte-verrouillee',
  'jeton-refuse': 'carte-illisible',
  'pilote-en-panne': 'lecteur-en-panne',
  'saisie-abandonnee': 'saisie-abandonnee',
};

const ABSENTE: Jeton = {
  lire: (): Promise<Result<never, 'carte-illisible'>> => Promise.resolve(refus('carte-illisible')),
  signerLot: () => Promise.resolve(refus({ code: 'carte-illisible' })),
};
const sansCarte = (cle: string, nom: string, defaut: 'illisible' | 'inadaptee'): CarteInseree => ({
  id: identifiant(cle),
  jeton: ABSENTE,
  carte: undefined,
  nom,
  defaut,
});

const nomEntier = ({ serie, libelle }: JetonLu): string => `${serie}\0${libelle}`;
/** Même carte, même identifiant, d'un lecteur et d'un démarrage à l'autre. */
const identifiant = (cle: string): string =>
  `p11-${createHash('sha256').update(cle).digest('hex').slice(0, 16)}`;
