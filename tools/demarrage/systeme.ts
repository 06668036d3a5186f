import { resolve } from 'node:path';
import type { Confiance } from '@ppn/confiance';
import { demarrerBoiteLocale } from '@ppn/mail';
import { demarrerGrappe } from '@ppn/postgres';
import { agentAutomatique, agentDeCarte } from './agents-de-carte.ts';
import type { AgentDeDemonstration, AnnuaireDeDemonstration, NomDeService } from './annuaire.ts';
import { basesDesServices } from './bases.ts';
import type { BaseDuService } from './bases.ts';
import { preparerConfiance } from './confiance-locale.ts';
import { ouvrirDossierDeDonnees } from './dossier-de-donnees.ts';
import { enPanneDeDemarrage } from './traduire.ts';
import { pileDArrets } from './pile-d-arrets.ts';
import { construireLesPortails } from './portails.ts';
import { portsFixes, portsLibres } from './ports.ts';
import type { Ports } from './ports.ts';
import type { Execution, Processus } from './processus.ts';
import { semerUneFois } from './semences.ts';
import { preparerServices } from './services.ts';

/** Comment demarrer : `ports: 'libres'` pour les essais ; `semences` remplit une premiere fois la petite unite et le petit tribunal. */
export type OptionsDuSysteme = {
  readonly dossier: string;
  readonly ports: 'libres' | 'fixes';
  readonly semences: boolean;
  /** Agents de demonstration ; par defaut ceux de `@ppn/scenarios`. */
  readonly annuaire?: AnnuaireDeDemonstration;
  readonly remettreAZero?: boolean;
  /** Vrai (defaut) : un service mort est relance seul. */
  readonly relancer?: boolean;
  /** Vrai (defaut) : construit les portails perimes. */
  readonly portails?: boolean;
  /** Variables du lanceur (ports, surcharges `PPN_INTERIEUR_*`) ; par defaut celles du processus. */
  readonly environnement?: NodeJS.ProcessEnv;
  /** Ce qui se passe, en une phrase. */
  readonly dire?: (phrase: string) => void;
};

/** Un service en marche. */
export type ServiceEnMarche = Processus & {
  /** Origine du portail et de l'API. */
  readonly origine: string;
  readonly base: BaseDuService;
  /** Dossier des objets chiffres. */
  readonly objets: string;
  /** Lance une commande du service (`migrer`, `reconstruire`) avec ses reglages, sans l'arreter. */
  readonly executer: (commande: string) => Promise<Execution>;
};

/** Le systeme entier, pour `npm start`, la demonstration, les parcours, les essais de panne et les mesures. */
export type Systeme = {
  readonly dossier: string;
  readonly ports: Ports;
  readonly interieur: ServiceEnMarche;
  readonly justice: ServiceEnMarche;
  readonly agents: readonly AgentDeDemonstration[];
  /** Agent de carte interactif : sa fenetre demande le PIN. */
  readonly urlAgent: string;
  /** Agent de carte qui connait les PIN de demonstration ; lance au premier appel, arrete avec le systeme. */
  readonly agentAutomatique: () => Promise<string>;
  readonly courrier: { readonly urlHttp: string; readonly urlSmtp: string };
  readonly confiance: {
    readonly url: string;
    readonly horodatage: string;
    readonly racine: string;
    readonly intermediaires: string;
    readonly ancres: string;
    readonly cartes: string;
    readonly service: Confiance;
  };
  /** Arrete tout, une fois ; les appels suivants attendent le premier. */
  readonly arreter: () => Promise<void>;
  /** Tue les enfants sans attendre : second Ctrl-C. */
  readonly forcer: () => void;
};

const RACINE = resolve(import.meta.dirname, '..', '..');

/** Demarre tout, ou rien : une panne arrete ce qui etait lance et sort en `PanneDeDemarrage` (une phrase). */
export async function demarrerSysteme(options: OptionsDuSysteme): Promise<Systeme> {
  const arrets = pileDArrets();
  try {
    return await demarrer(options, arrets);
  } catch (cause) {
    await arrets.arreter();
    throw enPanneDeDemarrage(cause, options.dossier);
  }
}

async function demarrer(options: OptionsDuSysteme, arrets: ReturnType<typeof pileDArrets>): Promise<Systeme> {
  const ambiant = options.environnement ?? process.env;
  const dire = options.dire ?? (() => undefined);
  const dossier = ouvrirDossierDeDonnees(resolve(options.dossier), options.remettreAZero);
  arrets.ajouter(dossier.lacher);
  const ports = options.ports === 'libres' ? await portsLibres() : await portsFixes(ambiant);
  const annuaire = options.annuaire ?? (await annuaireParDefaut());

  dire('Bases de données, confiance et portails…');
  const fondations = [
    basesDesServices({ dossier, ambiant, demarrerGrappe, arrets }),
    preparerConfiance(dossier, options.ports === 'libres' ? 0 : ports.confiance, annuaire.agents).then(
      (service) => {
        arrets.ajouter(service.arreter);
        return service;
      },
    ),
    demarrerBoiteLocale({
      dossier: dossier.lieu('courrier'),
      portHttp: ports.courrierHttp,
      portSmtp: ports.courrierSmtp,
    }).then((ouverte) => {
      arrets.ajouter(ouverte.arreter);
      return ouverte;
    }),
    options.portails === false ? Promise.resolve([]) : construireLesPortails(RACINE),
  ] as const;
  await Promise.allSettled(fondations);
  const [bases, confiance, boite] = await Promise.all(fondations);

  const contexte = {
    racine: RACINE,
    dossier,
    ports,
    ambiant,
    bases,
    confiance,
    annuaire,
    dire,
    relancer: options.relancer ?? true,
  };
  const { services, cles } = await preparerServices(contexte, boite.urlSmtp);
  const poste = { ...contexte, cles, origines: [services.interieur.origine, services.justice.origine] };
  const agent = agentDeCarte(poste);
  const automatique = agentAutomatique(poste, arrets);
  for (const enfant of [agent, services.justice, services.interieur]) arrets.ajouter(enfant.arreter, enfant);
  dire('Services et agent de carte…');
  const departs = [agent.demarrer(), services.interieur.demarrer(), services.justice.demarrer()];
  await Promise.allSettled(departs);
  await Promise.all(departs);

  const { lieux } = confiance.confiance;
  const systeme: Systeme = {
    dossier: dossier.chemin,
    ports,
    interieur: services.interieur,
    justice: services.justice,
    agents: annuaire.agents,
    urlAgent: `http://127.0.0.1:${ports.agent}`,
    agentAutomatique: automatique.url,
    courrier: boite,
    confiance: {
      url: confiance.url,
      horodatage: confiance.horodatage,
      racine: lieux.racine,
      intermediaires: lieux.intermediaires,
      ancres: lieux.ancres,
      cartes: lieux.cartes,
      service: confiance.confiance,
    },
    arreter: arrets.arreter,
    forcer: arrets.forcer,
  };
  if (options.semences) {
    await semerUneFois({ racine: RACINE, dossier, systeme, dire, ambiant });
    await automatique.arreter();
  }
  return systeme;
}

/** Lu au dernier moment : `@ppn/scenarios` lit lui-meme ce paquet. */
async function annuaireParDefaut(): Promise<AnnuaireDeDemonstration> {
  const { ANNUAIRE } = await import('@ppn/scenarios');
  return ANNUAIRE;
}

/** Le nom d'un service. */
export type { NomDeService };
