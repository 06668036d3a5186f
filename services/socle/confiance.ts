import { createPrivateKey, X509Certificate } from 'node:crypto';
import { sourceDeListes } from '@ppn/identity';
import { ouvrirCachet } from '@ppn/pkcs11';
import { type Ancres, type Cachet, empreinteDe, lireAncres } from '@ppn/sealing';
import { ConfigurationFausse, type Configuration, lireFichierDe } from './configuration.ts';

/** Materiel de confiance d'un service, relu au plus toutes les 30 secondes. */
export type Confiance = {
  readonly ancres: () => Promise<Ancres>;
  readonly crls: () => Promise<readonly Uint8Array[]>;
  readonly cachet: Cachet;
  /** Autorites d'un certificat (DER), de son emetteur a la racine. */
  readonly chaineDe: (certificat: Uint8Array) => Promise<readonly Uint8Array[]>;
};

const FRAICHEUR_MS = 30_000;
/** Chaines retenues entre deux lectures des ancres, par empreinte du certificat. */
const CHAINES_MAX = 1_000;
type Chaines = Map<string, readonly Uint8Array[]>;

/** Les reglages que la confiance lit : les memes pour un ministere et pour une zone d'echange. */
export type ReglagesDeConfiance = Pick<
  Configuration,
  | 'PPN_ANCRES'
  | 'PPN_CRL_URLS'
  | 'PPN_CACHET_CERT'
  | 'PPN_CACHET_CLE'
  | 'PPN_CACHET_PKCS11'
  | 'PPN_CACHET_JETON'
  | 'PPN_CACHET_PIN'
>;

/** Ouvre la confiance : dossier d'ancres, listes de revocation publiees, cachet du service. */
export function ouvrirConfiance(configuration: ReglagesDeConfiance): Confiance {
  const listes = sourceDeListes();
  const crls = (): Promise<readonly Uint8Array[]> => listes(configuration.PPN_CRL_URLS);
  const connues = new WeakMap<Ancres, Chaines>();
  let gardees: { readonly luesA: number; readonly ancres: Promise<Ancres> } | undefined;
  const ancres = (): Promise<Ancres> => {
    if (!gardees || Date.now() - gardees.luesA > FRAICHEUR_MS)
      gardees = { luesA: Date.now(), ancres: relire(configuration.PPN_ANCRES, crls) };
    return gardees.ancres;
  };
  const certificats = certificatsDe(lireFichierDe('PPN_CACHET_CERT', configuration.PPN_CACHET_CERT));
  return {
    ancres,
    crls,
    cachet: { cle: cleDuCachet(configuration, certificats), certificats, crls },
    chaineDe: async (certificat) => {
      const lues = await ancres();
      const chaines: Chaines = connues.get(lues) ?? new Map();
      connues.set(lues, chaines);
      const cle = empreinteDe(certificat);
      const connue = chaines.get(cle) ?? chaine(certificat, lues);
      if (chaines.size < CHAINES_MAX) chaines.set(cle, connue);
      return connue;
    },
  };
}

/** La cle du cachet : un fichier, ou un jeton dont elle ne sort pas. */
function cleDuCachet(
  { PPN_CACHET_CLE, PPN_CACHET_PKCS11, PPN_CACHET_JETON, PPN_CACHET_PIN = '' }: ReglagesDeConfiance,
  [certificat]: readonly Uint8Array[],
): Cachet['cle'] {
  if (certificat === undefined)
    throw new ConfigurationFausse('PPN_CACHET_CERT ne contient aucun certificat PEM.');
  if (PPN_CACHET_PKCS11 === undefined)
    return createPrivateKey(lireFichierDe('PPN_CACHET_CLE', PPN_CACHET_CLE ?? ''));
  return ouvrirCachet({
    module: PPN_CACHET_PKCS11,
    certificat,
    pin: PPN_CACHET_PIN,
    jeton: PPN_CACHET_JETON,
  }).signer;
}

async function relire(dossier: string, crls: () => Promise<readonly Uint8Array[]>): Promise<Ancres> {
  try {
    const lues = await lireAncres(dossier);
    return { ...lues, crls: [...lues.crls, ...(await crls())] };
  } catch {
    throw new ConfigurationFausse(`PPN_ANCRES désigne un dossier illisible : ${dossier}.`);
  }
}

function chaine(certificat: Uint8Array, { racines, intermediaires }: Ancres): readonly Uint8Array[] {
  const autorites = [...intermediaires, ...racines].map((der) => ({ der, x509: new X509Certificate(der) }));
  const trouvees: Uint8Array[] = [];
  let courant = new X509Certificate(certificat);
  while (trouvees.length < 5) {
    const emetteur = autorites.find(
      ({ x509 }) => courant.checkIssued(x509) && courant.verify(x509.publicKey),
    );
    if (!emetteur || emetteur.x509.fingerprint256 === courant.fingerprint256) break;
    trouvees.push(emetteur.der);
    courant = emetteur.x509;
  }
  return trouvees;
}

const certificatsDe = (pem: string): readonly Uint8Array[] =>
  (pem.match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g) ?? []).map(
    (bloc) => new X509Certificate(bloc).raw,
  );
