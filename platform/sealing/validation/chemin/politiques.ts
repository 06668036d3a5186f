import { enfant, enfants, exiger, lireTout } from '../asn1/der.ts';
import { ENTIER, SUITE, oid, petitEntier, petitEntierImplicite } from '../asn1/valeurs.ts';
import type { CertificatLu } from '../asn1/certificat-lu.ts';
import { estAutoEmis } from '../asn1/certificat-lu.ts';

/** Politique « toutes » (RFC 5280 §4.2.1.4). */
const TOUTES = '2.5.29.32.0';

/**
 * Etat des politiques le long d'un chemin (RFC 5280 §6.1, sans politique exigee par l'utilisateur : l'arbre se reduit
 * a l'ensemble des politiques encore attendues). `attendues` vide = arbre nul.
 */
export type EtatDesPolitiques = {
  readonly attendues: ReadonlySet<string>;
  readonly explicite: number;
  readonly correspondances: number;
  readonly toutes: number;
};

/** Etat initial pour un chemin de `longueur` certificats. */
export const politiquesInitiales = (longueur: number): EtatDesPolitiques => ({
  attendues: new Set([TOUTES]),
  explicite: longueur + 1,
  correspondances: longueur + 1,
  toutes: longueur + 1,
});

/** Etat apres lecture des politiques du certificat (§6.1.3 d-f) ; undefined si le chemin n'a plus de politique exigee. */
export function lirePolitiques(
  etat: EtatDesPolitiques,
  certificat: CertificatLu,
  dernier: boolean,
): EtatDesPolitiques | undefined {
  const extension = certificat.extensions.get('2.5.29.32');
  const siennes =
    extension === undefined
      ? []
      : enfants(exiger(lireTout(extension.valeur), SUITE)).map((noeud) => oid(enfant(noeud, 0)));
  const libre = siennes.includes(TOUTES) && (etat.toutes > 0 || (!dernier && estAutoEmis(certificat)));
  const gardees = siennes.filter(
    (politique) => politique !== TOUTES && (etat.attendues.has(politique) || etat.attendues.has(TOUTES)),
  );
  const attendues = new Set(libre ? [...gardees, ...etat.attendues] : gardees);
  const suite = { ...etat, attendues };
  return etat.explicite <= 0 && attendues.size === 0 ? undefined : suite;
}

/** Etat prepare pour le certificat suivant (§6.1.4 a-j). */
export function preparerPolitiques(etat: EtatDesPolitiques, certificat: CertificatLu): EtatDesPolitiques {
  const decompte = estAutoEmis(certificat) ? 0 : 1;
  const contraintes = lireContraintes(certificat);
  const inhibition = certificat.extensions.get('2.5.29.54');
  const borne =
    inhibition === undefined
      ? Number.MAX_SAFE_INTEGER
      : petitEntier(exiger(lireTout(inhibition.valeur), ENTIER));
  return {
    attendues: traduire(etat, certificat),
    explicite: Math.min(Math.max(etat.explicite - decompte, 0), contraintes.explicite),
    correspondances: Math.min(Math.max(etat.correspondances - decompte, 0), contraintes.correspondances),
    toutes: Math.min(Math.max(etat.toutes - decompte, 0), borne),
  };
}

/** Vrai si le chemin entier garde une politique, ou n'en exige pas (§6.1.5). */
export function politiquesFinales(etat: EtatDesPolitiques, certificat: CertificatLu): boolean {
  const explicite = lireContraintes(certificat).explicite === 0 ? 0 : Math.max(etat.explicite - 1, 0);
  return explicite > 0 || etat.attendues.size > 0;
}

function traduire(etat: EtatDesPolitiques, certificat: CertificatLu): ReadonlySet<string> {
  const extension = certificat.extensions.get('2.5.29.33');
  if (extension === undefined) return etat.attendues;
  const couples = enfants(exiger(lireTout(extension.valeur), SUITE)).map((couple) => ({
    de: oid(enfant(couple, 0)),
    vers: oid(enfant(couple, 1)),
  }));
  const sources = new Set(couples.map((couple) => couple.de));
  const gardees = [...etat.attendues].filter((politique) => !sources.has(politique));
  if (etat.correspondances <= 0) return new Set(gardees);
  const traduites = couples
    .filter((couple) => etat.attendues.has(couple.de) || etat.attendues.has(TOUTES))
    .map((couple) => couple.vers);
  return new Set([...gardees, ...traduites]);
}

function lireContraintes(certificat: CertificatLu): {
  readonly explicite: number;
  readonly correspondances: number;
} {
  const extension = certificat.extensions.get('2.5.29.36');
  const champs = extension === undefined ? [] : enfants(exiger(lireTout(extension.valeur), SUITE));
  const lire = (etiquette: number): number => {
    const champ = champs.find((noeud) => noeud.etiquette === etiquette);
    return champ === undefined ? Number.MAX_SAFE_INTEGER : petitEntierImplicite(champ);
  };
  return { explicite: lire(0x80), correspondances: lire(0x81) };
}
