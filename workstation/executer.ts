import { createHash, X509Certificate } from 'node:crypto';
import { refus, reussite } from '@ppn/core';
import type { Result } from '@ppn/core';
import type { ContenuCarte, Jeton, Lecteur, UsageCle } from './jeton.ts';
import { estValable } from './ordre.ts';
import { messageAuthentification } from './protocole.ts';
import type {
  CartePresente,
  ErreurAgent,
  Ordre,
  ResultatAuthentification,
  ResultatSignature,
} from './protocole.ts';
import { erreur } from './refus.ts';

/** Une carte telle que la fenêtre la montre ; `convient` : c'est celle que les ordres désignent. */
export type CarteProposee = CartePresente & { readonly convient: boolean; readonly expireLe?: string };
export type Resultats = readonly (ResultatAuthentification | ResultatSignature)[];

/** Les cartes présentes et leur état, pour les ordres donnés (aucun : toutes conviennent). */
export async function cartesProposees(
  lecteur: Lecteur,
  ordres: readonly Ordre[],
  maintenant: Date,
): Promise<readonly CarteProposee[]> {
  return (await lecteur()).map(({ id, carte }) => {
    if (carte === undefined)
      return { id, titulaire: id, etat: 'illisible', essaisRestants: 0, convient: false };
    const echue = echeance(carte, usageDe(ordres));
    const etat = carte.essaisRestants === 0 ? 'verrouillee' : echue <= maintenant ? 'expiree' : 'utilisable';
    return {
      id,
      titulaire: carte.titulaire,
      etat,
      essaisRestants: carte.essaisRestants,
      convient: convient(carte, ordres),
      expireLe: echue.toISOString(),
    };
  });
}

/** Exécute les ordres d'une demande avec une carte et son PIN : tout le lot, ou rien. */
export async function executer({
  lecteur,
  ordres,
  idCarte,
  pin,
  maintenant,
}: {
  readonly lecteur: Lecteur;
  readonly ordres: readonly Ordre[];
  readonly idCarte: string;
  readonly pin: string;
  readonly maintenant: Date;
}): Promise<Result<Resultats, ErreurAgent>> {
  if (!ordres.every((ordre) => estValable(ordre, maintenant))) return refus(erreur('ordre-expire'));
  const choisie = (await lecteur()).find(({ id }) => id === idCarte);
  if (choisie === undefined) return refus(erreur('carte-absente'));
  const { jeton, carte } = choisie;
  if (carte === undefined) return refus(erreur('carte-illisible'));
  if (!convient(carte, ordres)) return refus(erreur('carte-absente'));
  if (carte.essaisRestants === 0) return refus(erreur('carte-verrouillee'));
  if (echeance(carte, usageDe(ordres)) <= maintenant) return refus(erreur('certificat-expire'));
  return signerOrdres(jeton, carte, ordres, pin);
}

async function signerOrdres(
  jeton: Jeton,
  carte: ContenuCarte,
  ordres: readonly Ordre[],
  pin: string,
): Promise<Result<Resultats, ErreurAgent>> {
  const signatures = await jeton.signerLot({
    usage: usageDe(ordres),
    pin,
    contenus: ordres.map(contenuASigner),
  });
  if (!signatures.ok) {
    return refus(
      signatures.refus.code === 'pin-faux'
        ? erreur('pin-faux', signatures.refus.essaisRestants)
        : erreur(signatures.refus.code),
    );
  }
  return reussite(
    ordres.map((ordre, rang) => {
      const signature = base64(signatures.valeur[rang] ?? new Uint8Array());
      return ordre.op === 'signer' ? { jti: ordre.jti, signature } : preuve(carte, signature);
    }),
  );
}

const preuve = ({ certificats, chaine }: ContenuCarte, signature: string): ResultatAuthentification => ({
  certificatAuthentification: base64(certificats.authentification),
  certificatSignature: base64(certificats.signature),
  chaine: chaine.map(base64),
  signature,
});

const contenuASigner = (ordre: Ordre): Uint8Array =>
  ordre.op === 'signer'
    ? Buffer.from(ordre.attributs, 'base64')
    : messageAuthentification(ordre.origin, ordre.defi);

const usageDe = (ordres: readonly Ordre[]): UsageCle =>
  ordres[0]?.op === 'signer' ? 'signature' : 'authentification';
const echeance = ({ certificats }: ContenuCarte, usage: UsageCle): Date =>
  new X509Certificate(certificats[usage]).validToDate;
const base64 = (octets: Uint8Array): string => Buffer.from(octets).toString('base64');

function convient({ certificats }: ContenuCarte, ordres: readonly Ordre[]): boolean {
  const sienne = createHash('sha256').update(certificats.signature).digest('hex');
  return ordres.every((ordre) => ordre.op === 'authentifier' || ordre.certificat === sienne);
}
