import { createHash, X509Certificate } from 'node:crypto';
import { refus, reussite } from '@ppn/core';
import type { Result } from '@ppn/core';
import type { ContenuCarte, Jeton, Lecteur, RefusJeton, UsageCle } from './jeton.ts';
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
export type CarteProposee = CartePresente & {
  readonly convient: boolean;
  readonly expireLe?: string;
  /** Un PIN faux a déjà été présenté à une carte qui ne compte pas ses essais. */
  readonly entames?: true;
  /** Le PIN se tape sur le lecteur. */
  readonly clavier?: true;
  /** Verrouillée, elle se débloque ici par son PUK ; `dernier` : un PUK faux de plus la perd. */
  readonly deblocage?: 'possible' | 'dernier';
};
export type Resultats = readonly (ResultatAuthentification | ResultatSignature)[];

/** Les cartes présentes et leur état, pour les ordres donnés (aucun : toutes conviennent). */
export async function cartesProposees(
  lecteur: Lecteur,
  ordres: readonly Ordre[],
  maintenant: Date,
): Promise<readonly CarteProposee[]> {
  return (await lecteur()).map(({ id, carte, nom = id, defaut = 'illisible' }) => {
    if (carte === undefined) return { id, titulaire: nom, etat: defaut, essaisRestants: 0, convient: false };
    const echue = echeance(carte, usageDe(ordres));
    const { restants, entames } = carte.essais[usageDe(ordres)];
    return {
      id,
      titulaire: carte.titulaire,
      etat: restants === 0 ? 'verrouillee' : echue <= maintenant ? 'expiree' : 'utilisable',
      convient: convient(carte, ordres),
      expireLe: echue.toISOString(),
      ...(restants === undefined ? {} : { essaisRestants: restants }),
      ...(entames === undefined ? {} : { entames }),
      ...(carte.clavier === undefined ? {} : { clavier: carte.clavier }),
      ...deblocageDe(carte),
    };
  });
}

function deblocageDe({ deblocage }: ContenuCarte): Pick<CarteProposee, 'deblocage'> {
  if (deblocage === undefined || deblocage.restants === 0) return {};
  return { deblocage: deblocage.restants === 1 ? 'dernier' : 'possible' };
}

/** Débloque une carte verrouillée par son PUK, avec un PIN neuf. */
export async function debloquer(
  lecteur: Lecteur,
  {
    idCarte,
    puk,
    nouveauPin,
  }: {
    readonly idCarte: string;
    readonly puk: string | undefined;
    readonly nouveauPin: string | undefined;
  },
): Promise<Result<'debloquee', ErreurAgent>> {
  const choisie = (await lecteur()).find(({ id }) => id === idCarte);
  if (choisie?.jeton.debloquer === undefined || choisie.carte === undefined)
    return refus(erreur('carte-absente'));
  const issue = await choisie.jeton.debloquer({ puk, nouveauPin });
  return issue.ok ? issue : refus(erreurDuJeton(issue.refus));
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
  /** Absent : saisi au clavier du lecteur. */
  readonly pin: string | undefined;
  readonly maintenant: Date;
}): Promise<Result<Resultats, ErreurAgent>> {
  if (!ordres.every((ordre) => estValable(ordre, maintenant))) return refus(erreur('ordre-expire'));
  const choisie = (await lecteur()).find(({ id }) => id === idCarte);
  if (choisie === undefined) return refus(erreur('carte-absente'));
  const { jeton, carte } = choisie;
  if (carte === undefined)
    return refus(erreur(choisie.defaut === 'inadaptee' ? 'carte-inadaptee' : 'carte-illisible'));
  if (!convient(carte, ordres)) return refus(erreur('carte-absente'));
  if (carte.essais[usageDe(ordres)].restants === 0) return refus(erreur('carte-verrouillee'));
  if (echeance(carte, usageDe(ordres)) <= maintenant) return refus(erreur('certificat-expire'));
  return signerOrdres(jeton, carte, ordres, pin);
}

async function signerOrdres(
  jeton: Jeton,
  carte: ContenuCarte,
  ordres: readonly Ordre[],
  pin: string | undefined,
): Promise<Result<Resultats, ErreurAgent>> {
  const signatures = await jeton.signerLot({
    usage: usageDe(ordres),
    pin,
    contenus: ordres.map(contenuASigner),
  });
  if (!signatures.ok) return refus(erreurDuJeton(signatures.refus));
  return reussite(
    ordres.map((ordre, rang) => {
      const signature = base64(signatures.valeur[rang] ?? new Uint8Array());
      return ordre.op === 'signer' ? { jti: ordre.jti, signature } : preuve(carte, signature);
    }),
  );
}

const erreurDuJeton = (refuse: RefusJeton): ErreurAgent =>
  erreur(refuse.code, 'essaisRestants' in refuse ? refuse.essaisRestants : undefined);

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
