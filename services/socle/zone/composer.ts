import type { IncomingMessage } from 'node:http';
import { type Magasin, migrationsDuMagasin, ouvrirMagasin } from '@ppn/blob-store';
import {
  migrationsDeLIdentite,
  creerEmetteurOrdres,
  creerIdentifieur,
  lireCles,
  sourceDeListes,
} from '@ppn/identity';
import { type ClesDuJournal, lireTrousseau, migrationsDuJournal } from '@ppn/journal';
import { clesSurDisque, migrationsDesEnvois, ouvrirEntrepot, RefusDOctets } from '@ppn/large-files';
import { courrier } from '@ppn/mail';
import type { Agent } from '@ppn/habilitation/contract';
import { RefusHttp, refuser } from '@ppn/http';
import { creerJournal, creerMesures } from '@ppn/observability';
import { type Base, ouvrirBase, vueTypee } from '@ppn/postgres';
import { type Horodateur, horodateurHttp } from '@ppn/sealing';
import {
  type Identite,
  MIGRATIONS_TRANSFERT,
  MIGRATIONS_PASSAGE,
  type PortsTransfert,
  type TablesTransfert,
} from '@ppn/transfert';
import { type Atelier, ouvrirAtelier } from '../atelier.ts';
import { lireFichierDe } from '../configuration.ts';
import { ouvrirConfiance } from '../confiance.ts';
import { type Connexion, ouvrirConnexion } from '../connexion.ts';
import { ouvrirPilote, ouvrirTrousseau } from '../objets.ts';
import { type AnnuaireDeZone, lireAnnuaireDeZone } from './annuaire.ts';
import type { ConfigurationDeZone } from './configuration.ts';

/** Migrations d'une zone d'echange, dans l'ordre. */
export const MIGRATIONS_DE_ZONE = [
  migrationsDuJournal,
  migrationsDuMagasin,
  migrationsDeLIdentite,
  migrationsDesEnvois,
  MIGRATIONS_TRANSFERT,
  MIGRATIONS_PASSAGE,
] as const;

/** Une zone composee, prete a servir. */
export type ZoneComposee = {
  readonly configuration: ConfigurationDeZone;
  readonly base: Base<TablesTransfert>;
  readonly magasin: Magasin;
  readonly ports: PortsTransfert;
  readonly connexion: Connexion;
  readonly annuaire: AnnuaireDeZone;
  readonly identiteDe: (jeton: string | undefined) => Promise<Identite>;
  /** La meme, d'une demande brute : session du temoin, et origine pour ce qui ecrit. */
  readonly identifierBrute: (demande: IncomingMessage) => Promise<Identite>;
  readonly horodateur: Horodateur;
  readonly clesDuJournal: ClesDuJournal;
  readonly atelier: Atelier;
  readonly journal: ReturnType<typeof creerJournal>;
  readonly mesures: ReturnType<typeof creerMesures>;
};

/** Assemble une zone. Rien ne demarre encore, sauf les connexions. */
export async function composerZone(configuration: ConfigurationDeZone): Promise<ZoneComposee> {
  const { PPN_SERVICE: zone, PPN_ORIGINE: origine } = configuration;
  const journal = creerJournal({ service: zone, niveau: configuration.PPN_JOURNAL_NIVEAU });
  const annuaire = lireAnnuaireDeZone(configuration.PPN_ANNUAIRE);
  const confiance = ouvrirConfiance(configuration);
  const base = ouvrirBase<TablesTransfert>(configuration.PPN_BASE_URL, {
    nom: `ppn-${zone}`,
    connexions: 16,
  });
  const environnement = `${zone}-${configuration.PPN_ENVIRONNEMENT}`;
  const magasin = ouvrirMagasin({
    db: base.db,
    pilote: await ouvrirPilote(configuration.PPN_OBJETS),
    trousseau: ouvrirTrousseau(configuration.PPN_KEK),
    environnement,
  });
  const horodateur = horodateurHttp({
    url: configuration.PPN_TSA_URL,
    delaiMs: configuration.PPN_TSA_DELAI_MS,
  });
  const atelier = ouvrirAtelier({ ouvriers: 1 });
  const cles = await clesSurDisque(dossierDe(configuration.PPN_CLES));
  const maintenant = (): Date => new Date();
  const ports: PortsTransfert = {
    db: base.db,
    zone,
    origine,
    maintenant,
    cles,
    entrepot: await ouvrirEntrepot({
      db: vueTypee(base.db),
      dossier: dossierDe(configuration.PPN_DEPOTS),
      cles,
      environnement,
      capacite: configuration.PPN_CAPACITE,
      fils: configuration.PPN_FILS,
      blocs: configuration.PPN_BLOCS,
      maintenant,
    }),
    annuaire,
    courrier: courrier({
      ...(configuration.PPN_SMTP_URL === '' ? {} : { url: configuration.PPN_SMTP_URL }),
      expediteur: configuration.PPN_COURRIEL_EXPEDITEUR,
    }),
    magasin,
    composer: atelier.composer,
    cachet: confiance.cachet,
    horodateur,
    tailleMax: configuration.PPN_DEPOT_MAX,
    alarmer: (message, details) => journal.erreur('transfert', message, { ...details }),
  };
  const connexion = await connecter(configuration, { base, annuaire, confiance });
  const identiteDe = identifieurDe(connexion, annuaire);
  return {
    configuration,
    base,
    magasin,
    ports,
    connexion,
    annuaire,
    identiteDe,
    identifierBrute: (demande) => identifierBrute(demande, { origine, temoin: connexion.temoin, identiteDe }),
    horodateur,
    clesDuJournal: lireTrousseau(lireFichierDe('PPN_JOURNAL_CLE', configuration.PPN_JOURNAL_CLE)),
    atelier,
    journal,
    mesures: creerMesures(zone),
  };
}

const dossierDe = (adresse: string): string => decodeURIComponent(new URL(adresse).pathname);

type AConnecter = {
  readonly base: Base<TablesTransfert>;
  readonly annuaire: AnnuaireDeZone;
  readonly confiance: ReturnType<typeof ouvrirConfiance>;
};

async function connecter(
  configuration: ConfigurationDeZone,
  { base, annuaire, confiance }: AConnecter,
): Promise<Connexion> {
  const cles = await lireCles(lireFichierDe('PPN_ORDRES_CLE', configuration.PPN_ORDRES_CLE));
  const { racines, intermediaires } = await confiance.ancres();
  const identifieur = creerIdentifieur<Agent>({
    cles,
    emettreOrdre: creerEmetteurOrdres({ cles }),
    ancres: { racines, intermediaires },
    revocation: sourceDeListes(),
    miroir: configuration.PPN_CRL_URLS,
    annuaire: async (matricule) => annuaire.agent(matricule),
  });
  return ouvrirConnexion({
    db: base.db,
    identifieur,
    service: configuration.PPN_SERVICE,
    origine: configuration.PPN_ORIGINE,
    tls: configuration.PPN_TLS_CERT !== undefined,
    adresseAgentPoste: configuration.PPN_AGENT_URL,
  });
}

/** L'annuaire est relu a chaque demande : une session ouverte ne garde pas l'acces de qui l'a quitte. */
const identifieurDe =
  (connexion: Connexion, annuaire: AnnuaireDeZone) =>
  async (jeton: string | undefined): Promise<Identite> => {
    const { agent, ouverteA } = await connexion.lire(jeton);
    const correspondant = annuaire.correspondant(agent.matricule);
    if (correspondant === undefined)
      throw refuser(403, 'hors-annuaire', 'Vous n’êtes plus à l’annuaire de cette plate-forme.');
    return { correspondant, identifieA: ouverteA.toISOString(), ministere: agent.service };
  };

type Brute = {
  readonly origine: string;
  readonly temoin: string;
  readonly identiteDe: (jeton: string | undefined) => Promise<Identite>;
};

async function identifierBrute(
  demande: IncomingMessage,
  { origine, temoin, identiteDe }: Brute,
): Promise<Identite> {
  const emetteur = demande.headers.origin;
  const lit = demande.method === 'GET' || demande.method === 'HEAD';
  if (!lit && emetteur !== undefined && emetteur !== origine)
    throw new RefusDOctets(
      403,
      'origine-refusee',
      `Cette demande vient de ${emetteur} ; ce service n’accepte que ${origine}.`,
    );
  const paire = (demande.headers.cookie ?? '')
    .split(';')
    .find((candidate) => candidate.trim().startsWith(`${temoin}=`));
  try {
    return await identiteDe(paire?.trim().slice(temoin.length + 1));
  } catch (cause) {
    if (cause instanceof RefusHttp)
      throw new RefusDOctets(cause.corps.status, cause.corps.code, cause.corps.detail);
    throw cause;
  }
}
