import type { IncomingMessage } from 'node:http';
import { type Magasin, migrationsDuMagasin, ouvrirMagasin } from '@ppn/blob-store';
import { migrationsDeLIdentite } from '@ppn/identity';
import { type ClesDuJournal, lireTrousseau, migrationsDuJournal } from '@ppn/journal';
import {
  clesEnCoffre,
  clesSurDisque,
  migrationsDesEnvois,
  ouvrirEntrepot,
  type ServiceDeCles,
} from '@ppn/large-files';
import { courrier } from '@ppn/mail';
import { creerJournal, creerMesures } from '@ppn/observability';
import { ouvrirCoffre } from '@ppn/pkcs11';
import { type Base, ouvrirBase, vueTypee } from '@ppn/postgres';
import { type Horodateur, horodateurHttp } from '@ppn/sealing';
import {
  type Annuaire,
  type Identite,
  MIGRATIONS_TRANSFERT,
  MIGRATIONS_PASSAGE,
  type PortsTransfert,
  type TablesTransfert,
} from '@ppn/transfert';
import { type Atelier, ouvrirAtelier } from '../atelier.ts';
import { lireFichierDe } from '../configuration.ts';
import { ouvrirConfiance } from '../confiance.ts';
import { ouvrirPilote, ouvrirTrousseau } from '../objets.ts';
import type { ConfigurationDeZone } from './configuration.ts';
import { examinerLesEnvoisDe } from './examen.ts';
import { quiParleAuxOctets, type Reconnaissance } from './qui-parle.ts';

/** Migrations d'une zone d'echange, dans l'ordre. */
export const MIGRATIONS_DE_ZONE = [
  migrationsDuJournal,
  migrationsDuMagasin,
  migrationsDeLIdentite,
  migrationsDesEnvois,
  MIGRATIONS_TRANSFERT,
  MIGRATIONS_PASSAGE,
] as const;

/** Qui entre dans une zone, et comment : son annuaire, ses sessions, et ce qu'elle fait en fond de plus que les autres. */
export type Acces = Reconnaissance & {
  readonly annuaire: Annuaire;
  readonly purger: () => Promise<number>;
  readonly delegants?: NonNullable<PortsTransfert['delegants']>;
  readonly taches?: readonly {
    readonly cadenceMs: number;
    readonly tour: (ports: PortsTransfert) => Promise<unknown>;
  }[];
  readonly fermer?: () => void;
};

/** Ce qu'un acces trouve deja pret. */
export type Fondations = {
  readonly configuration: ConfigurationDeZone;
  readonly base: Base<TablesTransfert>;
  readonly confiance: ReturnType<typeof ouvrirConfiance>;
  readonly consigner: (message: string, details: Readonly<Record<string, unknown>>) => void;
};

/** Une zone composee, prete a servir. */
export type ZoneComposee<A extends Acces = Acces> = {
  readonly configuration: ConfigurationDeZone;
  readonly base: Base<TablesTransfert>;
  readonly magasin: Magasin;
  readonly ports: PortsTransfert;
  readonly acces: A;
  /** Qui parle, d'une demande brute : session du temoin, et origine pour ce qui ecrit. */
  readonly identifierBrute: (demande: IncomingMessage) => Promise<Identite>;
  readonly horodateur: Horodateur;
  readonly clesDuJournal: ClesDuJournal;
  readonly atelier: Atelier;
  readonly journal: ReturnType<typeof creerJournal>;
  readonly mesures: ReturnType<typeof creerMesures>;
};

/** Assemble une zone. Rien ne demarre encore, sauf les connexions. */
export async function composerZone<A extends Acces>(
  configuration: ConfigurationDeZone,
  ouvrirAcces: (fondations: Fondations) => Promise<A>,
): Promise<ZoneComposee<A>> {
  const { PPN_SERVICE: zone, PPN_ORIGINE: origine } = configuration;
  const journal = creerJournal({ service: zone, niveau: configuration.PPN_JOURNAL_NIVEAU });
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
  const cles = await clesDeLaZone(configuration);
  const maintenant = (): Date => new Date();
  const acces = await ouvrirAcces({
    configuration,
    base,
    confiance,
    consigner: (message, details) => journal.avertir('acces', message, details),
  });
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
    annuaire: acces.annuaire,
    ...(acces.delegants === undefined ? {} : { delegants: acces.delegants }),
    courrier: courrier({
      ...(configuration.PPN_SMTP_URL === '' ? {} : { url: configuration.PPN_SMTP_URL }),
      expediteur: configuration.PPN_COURRIEL_EXPEDITEUR,
    }),
    magasin,
    composer: atelier.composer,
    cachet: confiance.cachet,
    horodateur,
    tailleMax: configuration.PPN_DEPOT_MAX,
    quotaParPersonne: configuration.PPN_QUOTA_PERSONNE,
    antivirus: configuration.PPN_ANTIVIRUS !== '',
    examiner: examinerLesEnvoisDe(configuration.PPN_ANTIVIRUS, configuration.PPN_DEPOT_MAX),
    alarmer: (message, details) => journal.erreur('transfert', message, { ...details }),
  };
  return {
    configuration,
    base,
    magasin,
    ports,
    acces,
    identifierBrute: (demande) => quiParleAuxOctets(origine, acces, demande),
    horodateur,
    clesDuJournal: lireTrousseau(lireFichierDe('PPN_JOURNAL_CLE', configuration.PPN_JOURNAL_CLE)),
    atelier,
    journal,
    mesures: creerMesures(zone),
  };
}

/** Les cles par jour : sur le disque, ou dans un materiel PKCS#11 si l'exploitant en donne un. */
async function clesDeLaZone({
  PPN_SERVICE: zone,
  PPN_CLES,
  PPN_CLES_PKCS11: module,
  PPN_CLES_JETON: jeton,
  PPN_CLES_PIN: pin,
}: ConfigurationDeZone): Promise<ServiceDeCles> {
  const dossier = dossierDe(PPN_CLES);
  if (module === '') return clesSurDisque(dossier);
  const coffre = ouvrirCoffre({ module, pin, jeton: jeton === '' ? undefined : jeton });
  return clesEnCoffre(coffre, { zone, dossier });
}

const dossierDe = (adresse: string): string => decodeURIComponent(new URL(adresse).pathname);
