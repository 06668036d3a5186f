import { verify } from 'node:crypto';
import { refus, reussite } from '@ppn/core';
import type { Result } from '@ppn/core';
import {
  adressesDeListe,
  estDAuthentification,
  estDeSignature,
  lireCertificat,
  matriculeDe,
} from './certificat.ts';
import type { CertificatLu } from './certificat.ts';
import { cheminDe, revocationDuChemin } from './chemin.ts';
import type { AncresDIdentite, Chemin } from './chemin.ts';
import type { SourceDeListes } from './listes.ts';
import type { RefusIdentite } from './phrases.ts';

/** Ce que la carte a rendu : certificats DER et signature, en base64. */
export type PreuveDeCarte = {
  readonly certificatAuthentification: string;
  readonly certificatSignature: string;
  readonly chaine: readonly string[];
  readonly signature: string;
};
/** Trouve l'agent d'un matricule ; `undefined` s'il n'est pas habilité ici. */
export type Annuaire<A> = (matricule: string) => Promise<A | undefined>;
/** L'agent reconnu et les certificats de sa carte (DER) ; `chaine` : autorités du certificat de signature, racine comprise. */
export type Identification<A> = {
  readonly agent: A;
  readonly matricule: string;
  readonly certificatAuthentification: Uint8Array;
  readonly certificatSignature: Uint8Array;
  readonly chaine: readonly Uint8Array[];
};
export type DemandeDAuthentification<A> = {
  readonly resultat: PreuveDeCarte;
  readonly defi: string;
  readonly origine: string;
  readonly ancres: AncresDIdentite;
  readonly revocation: SourceDeListes;
  /** Adresses ou l'exploitant publie les memes listes, lues d'abord : un service sans acces a celles des certificats s'en contente. */
  readonly miroir?: readonly string[];
  readonly maintenant: Date;
  readonly annuaire: Annuaire<A>;
};

type EtatDeRevocation = ReturnType<typeof revocationDuChemin>;

/** L'état des chemins d'une carte : le premier qui ne vaut pas. */
function revocationDesChemins(
  chemins: readonly Chemin[],
  listes: readonly Uint8Array[],
  a: Date,
): EtatDeRevocation {
  for (const chemin of chemins) {
    const etat = revocationDuChemin(chemin, listes, a);
    if (!etat.ok) return etat;
  }
  return reussite('bonne');
}

/**
 * Vérifie la preuve d'une carte. Le réseau n'est sollicité qu'une fois la chaîne et la signature bonnes : les adresses de
 * révocation sont alors celles de nos autorités. La chaîne fournie par la carte n'est jamais crue, seules les ancres le sont.
 */
export async function verifierAuthentification<A>({
  resultat,
  defi,
  origine,
  ancres,
  revocation,
  miroir = [],
  maintenant,
  annuaire,
}: DemandeDAuthentification<A>): Promise<Result<Identification<A>, RefusIdentite>> {
  const authentification = lireCertificat(Buffer.from(resultat.certificatAuthentification, 'base64'));
  const signature = lireCertificat(Buffer.from(resultat.certificatSignature, 'base64'));
  if (authentification === undefined || signature === undefined) return refus('preuve-mal-formee');
  const chemins = cheminsDeLaCarte(authentification, signature, ancres, maintenant);
  if (!chemins.ok) return chemins;
  const message = Buffer.from(`ppn-auth-v1\0${origine}\0${defi}`, 'utf8');
  if (!verify('sha256', message, authentification.x509.publicKey, Buffer.from(resultat.signature, 'base64')))
    return refus('signature-fausse');

  const annoncees = new Set(chemins.valeur.flat().flatMap(adressesDeListe));
  const jugee = async (adresses: readonly string[]): Promise<EtatDeRevocation> =>
    revocationDesChemins(chemins.valeur, await revocation(adresses), maintenant);
  const selonLeMiroir = await jugee(miroir);
  const etat =
    !selonLeMiroir.ok && selonLeMiroir.refus === 'revocation-indisponible'
      ? await jugee([...miroir, ...annoncees])
      : selonLeMiroir;
  if (!etat.ok) return etat;
  const matricule = matriculeDe(signature);
  const agent = matricule === undefined ? undefined : await annuaire(matricule);
  if (agent === undefined || matricule === undefined) return refus('agent-inconnu');
  return reussite({
    agent,
    matricule,
    certificatAuthentification: authentification.der,
    certificatSignature: signature.der,
    chaine: chemins.valeur[1].slice(1).map(({ der }) => der),
  });
}

function cheminsDeLaCarte(
  authentification: CertificatLu,
  signature: CertificatLu,
  ancres: AncresDIdentite,
  a: Date,
): Result<readonly [Chemin, Chemin], RefusIdentite> {
  const parAuthentification = cheminDe(authentification, ancres, a);
  if (!parAuthentification.ok) return parAuthentification;
  const parSignature = cheminDe(signature, ancres, a);
  if (!parSignature.ok) return parSignature;
  if (!estDAuthentification(authentification) || !estDeSignature(signature))
    return refus('certificat-inadapte');
  const memes =
    authentification.x509.subject === signature.x509.subject &&
    authentification.x509.issuer === signature.x509.issuer;
  return memes ? reussite([parAuthentification.valeur, parSignature.valeur]) : refus('cartes-discordantes');
}
