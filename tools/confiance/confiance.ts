import { createHash } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { certifierCles, emettreCarte } from './cartes.ts';
import type { CarteEmise, CertificatsDeCarte, DemandeCarte, PorteurDeCarte } from './cartes.ts';
import type { Autorite } from './certificat.ts';
import { ecrirePublic, lireCertificats, lireCle } from './cles.ts';
import { certifierCachet, certifierTls, creerDossier } from './creation.ts';
import { emplacements } from './emplacements.ts';
import type { CheminsIdentite, Emplacements, NomDeZone, NomService } from './emplacements.ts';
import { signerListe } from './liste-de-revocation.ts';
import { ACS } from './profils.ts';
import type { NomAc } from './profils.ts';
import { ouvrirRegistre } from './registre.ts';
import type { MotifRevocation, Registre } from './registre.ts';

/** Une clé et ses certificats DER, le porteur d'abord. */
export type Identite = { readonly cle: KeyObject; readonly certificats: readonly Uint8Array[] };
/** La confiance de démonstration ouverte sur son dossier. Les clés sont en clair sur le disque (0600) : jamais en production. */
export type Confiance = {
  readonly dossier: string;
  readonly url: string;
  readonly lieux: Emplacements;
  readonly registre: Registre;
  readonly horloge: () => Date;
  readonly racine: Uint8Array;
  readonly autorite: (ac: NomAc) => Autorite;
  /** Délégué OCSP émis par l'autorité du certificat interrogé (RFC 6960 §4.2.2.2). */
  readonly ocsp: (ac: NomAc) => Identite;
  readonly horodatage: Identite;
  /** Cachet d'un ministère, prêt pour `Cachet` de @ppn/sealing. */
  readonly cachet: (service: NomService) => Promise<Identite>;
  /** Liste de révocation DER à jour, aussi écrite dans `ancres/` ; refaite si elle a plus d'une heure ou si le registre a changé. */
  readonly liste: (ac: NomAc) => Promise<Uint8Array>;
  readonly emettreCarte: (demande: DemandeCarte) => Promise<CarteEmise>;
  /** Certifie les clés publiques d'une carte PKCS#11 : authentification et signature. */
  readonly certifierCles: (
    porteur: PorteurDeCarte,
    cles: { readonly authentification: KeyObject; readonly signature: KeyObject },
  ) => Promise<CertificatsDeCarte>;
  /** Certifie la clé publique d'un cachet tenu ailleurs ; rend sa chaîne, DER. */
  readonly certifierCachet: (
    service: NomService | NomDeZone,
    cle: KeyObject,
  ) => Promise<readonly Uint8Array[]>;
  /** Certifie la clé d'une zone pour un bout du lien entre services ; rend sa chaîne, DER. */
  readonly certifierTls: (
    bout: { readonly zone: NomDeZone; readonly cote: 'serveur' | 'client' },
    cle: KeyObject,
  ) => Promise<readonly Uint8Array[]>;
  /** Révoque un numéro de série (hexadécimal) émis ici ; sans effet s'il l'est déjà ; lance `ConfianceInutilisable` s'il est inconnu. */
  readonly revoquer: (serie: string, motif?: MotifRevocation) => Promise<void>;
};
/** `url` : adresse du service, inscrite dans chaque certificat (AIA, points de liste) ; elle ne change plus ensuite. */
export type OptionsConfiance = {
  readonly dossier: string;
  readonly url?: string;
  readonly horloge?: () => Date;
};

/** Le dossier existe mais ne peut pas servir ; le message dit quoi faire. */
export class ConfianceInutilisable extends Error {
  override readonly name = 'ConfianceInutilisable';
}

/** Adresse par défaut du service de confiance. */
export const URL_PAR_DEFAUT = 'http://127.0.0.1:18780';
const AGE_MAX_LISTE_MS = 3_600_000;

/** Crée le dossier de confiance s'il manque, puis l'ouvre ; deux appels rendent la même confiance. */
export async function creerConfiance({
  dossier,
  url,
  horloge = () => new Date(),
}: OptionsConfiance): Promise<Confiance> {
  const lieux = emplacements(dossier);
  const connue = await urlDuDossier(lieux);
  if (connue === undefined) await creerDossier(dossier, url ?? URL_PAR_DEFAUT, horloge());
  const inscrite = (await urlDuDossier(lieux)) ?? '';
  if (url !== undefined && inscrite !== url) {
    throw new ConfianceInutilisable(
      `Les certificats de ${dossier} annoncent ${inscrite} et non ${url} : gardez ce port, ou repartez d’un dossier neuf.`,
    );
  }
  const confiance = await ouvrir(dossier, inscrite, horloge);
  await Promise.all(ACS.map((ac) => confiance.liste(ac)));
  return confiance;
}

/** L'adresse inscrite dans un dossier de confiance, `undefined` s'il n'existe pas encore. */
export async function urlDuDossier(lieux: Emplacements): Promise<string | undefined> {
  const texte = await readFile(lieux.reglages, 'utf8').catch(() => undefined);
  if (texte === undefined) return undefined;
  const reglages: unknown = JSON.parse(texte);
  if (
    typeof reglages === 'object' &&
    reglages !== null &&
    'url' in reglages &&
    typeof reglages.url === 'string'
  )
    return reglages.url;
  throw new ConfianceInutilisable(`${lieux.reglages} est illisible : repartez d’un dossier neuf.`);
}

async function ouvrir(dossier: string, url: string, horloge: () => Date): Promise<Confiance> {
  const lieux = emplacements(dossier);
  const registre = ouvrirRegistre(lieux.registre);
  const autorites = await parAc(async (ac) => autoriteDe(await lireIdentite(lieux.autorite(ac))));
  const ocsps = await parAc((ac) => lireIdentite(lieux.ocsp(ac)));
  const horodatage = await lireIdentite(lieux.horodatage);
  const liste = listesTenues({ lieux, registre, horloge, autorite: (ac) => autorites[ac] });
  const atelier = (): Parameters<typeof emettreCarte>[0] => ({
    lieux,
    registre,
    url,
    maintenant: horloge(),
    agents: autorites.agents,
    racine: autorites.racine,
  });
  return {
    dossier,
    url,
    lieux,
    registre,
    horloge,
    horodatage,
    liste,
    racine: autorites.racine.certificat,
    autorite: (ac) => autorites[ac],
    ocsp: (ac) => ocsps[ac],
    cachet: (service) => lireIdentite(lieux.cachet(service)),
    emettreCarte: (demande) => emettreCarte(atelier(), demande),
    certifierCles: (porteur, cles) => certifierCles(atelier(), porteur, cles),
    certifierCachet: async (service, cle) => [
      await certifierCachet(
        { registre, url, maintenant: horloge(), autorite: autorites.services },
        service,
        cle,
      ),
      autorites.services.certificat,
      autorites.racine.certificat,
    ],
    certifierTls: async (bout, cle) => [
      await certifierTls({ registre, url, maintenant: horloge(), autorite: autorites.services }, bout, cle),
      autorites.services.certificat,
    ],
    revoquer: async (serie, motif = 'cle-compromise') => {
      const ac = await registre.emetteur(serie);
      if (ac === undefined)
        throw new ConfianceInutilisable(`Aucun certificat de numéro ${serie} n’a été émis ici.`);
      if ((await registre.statut(ac, serie)).etat === 'revoque') return;
      await registre.ajouter({ genre: 'revocation', ac, serie, motif, a: horloge().toISOString() });
      await liste(ac);
    },
  };
}

function listesTenues({
  lieux,
  registre,
  horloge,
  autorite,
}: {
  readonly lieux: Emplacements;
  readonly registre: Registre;
  readonly horloge: () => Date;
  readonly autorite: (ac: NomAc) => Autorite;
}): Confiance['liste'] {
  const tenues = new Map<
    NomAc,
    { readonly empreinte: string; readonly faiteA: number; readonly der: Uint8Array }
  >();
  return async (ac) => {
    const revoques = await registre.revoques(ac);
    const empreinte = createHash('sha256').update(JSON.stringify(revoques)).digest('hex');
    const maintenant = horloge();
    const tenue = tenues.get(ac);
    if (tenue?.empreinte === empreinte && Math.abs(maintenant.getTime() - tenue.faiteA) < AGE_MAX_LISTE_MS)
      return tenue.der;
    const der = signerListe({ autorite: autorite(ac), revoques, maintenant });
    tenues.set(ac, { empreinte, faiteA: maintenant.getTime(), der });
    await ecrirePublic(lieux.liste(ac), der);
    return der;
  };
}

async function lireIdentite({ cle, certificats }: CheminsIdentite): Promise<Identite> {
  return { cle: await lireCle(cle), certificats: await lireCertificats(certificats) };
}

function autoriteDe({ cle, certificats: [certificat] }: Identite): Autorite {
  if (certificat === undefined)
    throw new ConfianceInutilisable('Un certificat d’autorité manque : repartez d’un dossier neuf.');
  return { cle, certificat };
}

async function parAc<T>(lire: (ac: NomAc) => Promise<T>): Promise<Readonly<Record<NomAc, T>>> {
  const [racine, agents, services] = await Promise.all([lire('racine'), lire('agents'), lire('services')]);
  return { racine, agents, services };
}
