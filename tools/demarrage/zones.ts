import { createPrivateKey, createPublicKey, generateKeyPairSync, X509Certificate } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { lireOuCreerTrousseau } from '@ppn/blob-store';
import type { NomAc, ServiceConfiance } from '@ppn/confiance';
import type { AnnuaireDeDemonstration } from './annuaire.ts';
import type { BaseDuService } from './bases.ts';
import { cleDesOrdres, clesDuJournal } from './confiance-locale.ts';
import type { DossierDeDonnees } from './dossier-de-donnees.ts';
import { executer } from './enfant.ts';
import { ecrireLesGuichets, ecrireLesListes } from './externes.ts';
import type { FournisseurDeDemonstration } from './fournisseur/fournisseur.ts';
import { environnementAmbiant, surcharges } from './environnement.ts';
import { dossierDuPortail } from './portails.ts';
import { surveiller } from './processus.ts';
import { ecrireSecret, secretGarde } from './secrets.ts';
import { origineDe, type Contexte } from './services.ts';
import type { ServiceEnMarche } from './types-du-systeme.ts';

/** Les zones d'echange que le lanceur sait demarrer. */
export type NomDeZone = 'pline' | 'plex';
const NOMS = { pline: 'PLINE', plex: 'PLEX' } as const;

/** Une cle d'acces (WebAuthn) tient a un nom : une adresse IP n'en admet pas. */
export const HOTE_DE_PLEX = 'localhost';

type ZonePrete = { readonly service: ServiceEnMarche; readonly cle: string };

/** Prepare les zones demandees ; PLEX ne va pas sans PLINE, qui seule lui parle. */
export async function preparerLesZones(
  contexte: Contexte,
  demandees: { readonly pline?: boolean; readonly plex?: boolean },
  urlSmtp: string,
): Promise<Readonly<Record<NomDeZone, ZonePrete | undefined>>> {
  const plex = demandees.plex === true ? await preparerZone(contexte, 'plex', urlSmtp) : undefined;
  if (demandees.pline !== true && plex === undefined) return { pline: undefined, plex };
  const vers = plex === undefined ? {} : await lienVersPlex(contexte);
  return { pline: await preparerZone(contexte, 'pline', urlSmtp, vers), plex };
}

/** De quoi PLINE appelle PLEX. */
async function lienVersPlex(contexte: Contexte): Promise<Readonly<Record<string, string>>> {
  const { cle, certificats } = await identiteTls(contexte, 'pline', 'client');
  return {
    PPN_PLEX_URL: `https://127.0.0.1:${contexte.ports.plexGuichet}`,
    PPN_PLEX_CERT: certificats,
    PPN_PLEX_CLE: cle,
    PPN_PLEX_CA: contexte.confiance.confiance.lieux.tls('justice').autorites,
  };
}

/** Un segment chiffre n'est pas rendu au noyau puis repris : moins de processeur par fichier, memoire stable. */
const ALLOCATION = {
  MALLOC_MMAP_THRESHOLD_: '67108864',
  MALLOC_TRIM_THRESHOLD_: '33554432',
  MALLOC_ARENA_MAX: '4',
} as const;

const LISTES: readonly NomAc[] = ['racine', 'agents', 'services'];

/**
 * Prepare une zone (rien n'est lance) : sa base dans la grappe de la Justice, ses roles, ses cles, son cachet a elle.
 * Une Justice sur une base exterieure demande aussi celle de la zone (`PPN_PLINE_BASE_URL`, `…_PROPRIETAIRE`) ; sans elle, la
 * zone n'est pas demarree, et cela se dit.
 */
async function preparerZone(
  contexte: Contexte,
  zone: NomDeZone,
  urlSmtp: string,
  ajouts: Readonly<Record<string, string>> = {},
): Promise<ZonePrete | undefined> {
  const base = await baseDeLaZone(contexte, zone);
  if (base === undefined) return undefined;
  const { dossier, ports, ambiant, confiance, racine } = contexte;
  const port = ports[`${zone}Http`];
  const origine = origineDe(ambiant, zone, port, zone === 'plex' ? HOTE_DE_PLEX : '127.0.0.1');
  const ordres = await cleDesOrdres(dossier, zone, origine);
  const lieux = lieuxDeLaZone(dossier, zone);
  const environnement = {
    ...environnementAmbiant(ambiant),
    ...ALLOCATION,
    PPN_SERVICE: zone,
    PPN_HTTP_HOTE: '127.0.0.1',
    PPN_HTTP_PORT: String(port),
    PPN_ORIGINE: origine,
    PPN_BASE_URL: base.urlApplication,
    PPN_BASE_URL_PROPRIETAIRE: base.urlProprietaire,
    PPN_BASE_ROLE: base.roleApplicatif,
    PPN_OBJETS: `file:${lieux.objets}`,
    PPN_DEPOTS: `file:${lieux.depots}`,
    PPN_CLES: `file:${lieux.cles}`,
    PPN_KEK: lieux.trousseau,
    ...(await cachetDeLaZone(dossier, zone, confiance)),
    ...(await guichetDeLaZone(contexte, zone)),
    PPN_TSA_URL: confiance.horodatage,
    PPN_ANCRES: confiance.confiance.lieux.ancres,
    PPN_CRL_URLS: LISTES.map((ac) => `${confiance.url}/crl/${ac}.crl`).join(','),
    PPN_JOURNAL_CLE: clesDuJournal(dossier, zone).cle,
    PPN_ORDRES_CLE: ordres.privee,
    PPN_AGENT_URL: `http://127.0.0.1:${ports.agent}`,
    PPN_SMTP_URL: urlSmtp,
    PPN_COURRIEL_EXPEDITEUR: `${zone}@demonstration.invalid`,
    PPN_COURRIEL_EXPLOITANT: 'exploitation@demonstration.invalid',
    PPN_PORTAIL: dossierDuPortail(racine, zone),
    ...annuairesDeZone(contexte, zone),
    ...ajouts,
    ...surcharges(zone, ambiant),
  };
  const script = join(racine, 'services', zone, 'main.ts');
  const schema = 'PPN_TLS_CERT' in environnement ? 'https' : 'http';
  const processus = surveiller({
    nom: NOMS[zone],
    script,
    environnement,
    journal: dossier.lieu('journaux', `${zone}.log`),
    sante: `${schema}://127.0.0.1:${port}/sante`,
    relancer: contexte.relancer,
    surEvenement: contexte.dire,
  });
  return {
    cle: ordres.publique,
    service: {
      ...processus,
      origine,
      base,
      objets: lieux.depots,
      executer: (commande) => executer({ script, environnement }, commande),
    },
  };
}

async function baseDeLaZone(
  { ambiant, bases, dire }: Contexte,
  zone: NomDeZone,
): Promise<BaseDuService | undefined> {
  const prefixe = `PPN_${zone.toUpperCase()}_BASE_URL`;
  const [urlApplication, urlProprietaire] = [ambiant[prefixe], ambiant[`${prefixe}_PROPRIETAIRE`]];
  if (urlApplication && urlProprietaire)
    return {
      urlApplication,
      urlProprietaire,
      roleApplicatif: decodeURIComponent(new URL(urlApplication).username),
    };
  const { grappe } = bases.justice;
  if (grappe === undefined)
    dire(
      `${zone.toUpperCase()} n’est pas démarrée : la Justice est sur une base extérieure, donnez aussi ${prefixe} et ${prefixe}_PROPRIETAIRE.`,
    );
  return grappe?.base(zone);
}

function lieuxDeLaZone(dossier: DossierDeDonnees, zone: NomDeZone) {
  const [objets, depots, cles] = [
    dossier.lieu('objets', zone),
    dossier.lieu('depots', zone),
    dossier.lieu('secrets', `cles-du-jour-${zone}`),
  ];
  for (const lieu of [objets, depots, cles]) mkdirSync(lieu, { recursive: true, mode: 0o700 });
  const trousseau = dossier.lieu('secrets', `trousseau-${zone}.json`);
  lireOuCreerTrousseau(trousseau, 'kek-1');
  return { objets, depots, cles, trousseau };
}

/** Le cachet de la zone : sa cle tiree une fois, certifiee par l'autorite de demonstration sous le nom de la zone. */
async function cachetDeLaZone(
  dossier: DossierDeDonnees,
  zone: NomDeZone,
  { confiance }: ServiceConfiance,
): Promise<{ readonly PPN_CACHET_CLE: string; readonly PPN_CACHET_CERT: string }> {
  const cle = await secretGarde(dossier.lieu('secrets', `cachet-${zone}.pem`), () => clePem());
  const certificats = dossier.lieu('confiance', `cachet-${zone}.pem`);
  if (!existsSync(certificats)) {
    const chaine = await confiance.certifierCachet(
      zone,
      createPublicKey(createPrivateKey(readFileSync(cle))),
    );
    ecrireSecret(certificats, chaine.map((der) => new X509Certificate(der).toString()).join(''), 0o644);
  }
  return { PPN_CACHET_CLE: cle, PPN_CACHET_CERT: certificats };
}

const clePem = (): string =>
  generateKeyPairSync('ec', { namedCurve: 'P-256' })
    .privateKey.export({ type: 'pkcs8', format: 'pem' })
    .toString();

/** Identite TLS d'une zone envers les autres services : sa cle tiree une fois, certifiee par l'autorite des services. */
export async function identiteTls(
  { dossier, confiance }: Pick<Contexte, 'dossier' | 'confiance'>,
  zone: NomDeZone,
  cote: 'serveur' | 'client',
): Promise<{ readonly cle: string; readonly certificats: string }> {
  const cle = await secretGarde(dossier.lieu('secrets', `tls-${cote}-${zone}.pem`), clePem);
  const certificats = dossier.lieu('confiance', `tls-${cote}-${zone}.pem`);
  if (!existsSync(certificats)) {
    const publique = createPublicKey(createPrivateKey(readFileSync(cle)));
    const chaine = await confiance.confiance.certifierTls({ zone, cote }, publique);
    ecrireSecret(certificats, chaine.map((der) => new X509Certificate(der).toString()).join(''), 0o644);
  }
  return { cle, certificats };
}

/** Le guichet de la zone : les services des deux ministeres, reconnus a leur certificat. */
async function guichetDeLaZone(
  contexte: Contexte,
  zone: NomDeZone,
): Promise<Readonly<Record<string, string>>> {
  const { cle, certificats } = await identiteTls(contexte, zone, 'serveur');
  return {
    PPN_GUICHET_PORT: String(contexte.ports[`${zone}Guichet`]),
    PPN_GUICHET_CERT: certificats,
    PPN_GUICHET_CLE: cle,
    PPN_GUICHET_CA: contexte.confiance.confiance.lieux.tls('justice').autorites,
    PPN_GUICHET_ADMIS:
      zone === 'plex' ? 'pline=service-pline' : 'interieur=service-interieur,justice=service-justice',
  };
}

/** PLINE connait les agents ; PLEX, les listes des professions et les guichets ou deposer. */
const annuairesDeZone = (
  { dossier, annuaire, fournisseur }: Contexte,
  zone: NomDeZone,
): Readonly<Record<string, string>> =>
  zone === 'pline'
    ? { PPN_ANNUAIRE: ecrireAnnuaireDeZone(dossier, zone, annuaire) }
    : {
        PPN_LISTES: ecrireLesListes(dossier, annuaire.externes ?? []),
        PPN_GUICHETS: ecrireLesGuichets(dossier, annuaire),
        ...(fournisseur === undefined ? {} : entreeParLeFournisseur(fournisseur)),
      };

/** Le fournisseur de demonstration atteste un numero d'avocat, a deux facteurs. */
const entreeParLeFournisseur = ({
  emetteur,
  client,
  secret,
}: FournisseurDeDemonstration): Readonly<Record<string, string>> => ({
  PPN_MOYENS: 'carte,cle-d-acces,oidc',
  PPN_OIDC_EMETTEUR: emetteur,
  PPN_OIDC_NOM: 'e-Barreau (démonstration)',
  PPN_OIDC_CLIENT: client,
  PPN_OIDC_SECRET: secret,
  PPN_OIDC_PORTEES: 'openid,profession',
  PPN_OIDC_NIVEAUX: 'eidas2',
  PPN_OIDC_NUMERO: 'numero',
});

/** Les agents des deux ministeres, chacun avec une adresse de courriel de demonstration ; ni carte ni PIN. */
function ecrireAnnuaireDeZone(
  dossier: DossierDeDonnees,
  zone: NomDeZone,
  { agents }: AnnuaireDeDemonstration,
): string {
  const connus = agents
    .filter(({ horsAnnuaire, qualite }) => horsAnnuaire !== true && qualite !== 'interprete')
    .map(({ carte, pin: _pin, cas, horsAnnuaire: _hors, ...agent }) => ({
      ...agent,
      // Qui a une carte a refuser a aussi une adresse que la boite de demonstration refuse.
      courriel: `${cas === undefined ? '' : 'adresse-perimee.'}${carte}@${agent.service}.demonstration.invalid`,
      supervision: agent.qualite === 'greffier',
    }));
  const fichier = dossier.lieu('annuaires', `${zone}.json`);
  ecrireSecret(fichier, JSON.stringify({ agents: connus }, null, 2));
  return fichier;
}
