import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { lireOuCreerTrousseau } from '@ppn/blob-store';
import type { NomAc, ServiceConfiance } from '@ppn/confiance';
import type { AnnuaireDeDemonstration, NomDeService } from './annuaire.ts';
import type { BaseDuService } from './bases.ts';
import { cleDesOrdres, clesDuJournal } from './confiance-locale.ts';
import type { CleDesOrdres } from './confiance-locale.ts';
import type { DossierDeDonnees } from './dossier-de-donnees.ts';
import { environnementDuService } from './environnement.ts';
import type { FournisseurDeDemonstration } from './fournisseur/fournisseur.ts';
import { dossierDuPortail } from './portails.ts';
import type { NomDePortail } from './portails.ts';
import type { Ports } from './ports.ts';
import { executer } from './enfant.ts';
import { surveiller } from './processus.ts';
import { ecrireSecret } from './secrets.ts';
import type { ServiceEnMarche } from './types-du-systeme.ts';

/** Ce que partagent les services et les agents de carte au demarrage. */
export type Contexte = {
  readonly racine: string;
  readonly dossier: DossierDeDonnees;
  readonly ports: Ports;
  readonly ambiant: NodeJS.ProcessEnv;
  readonly bases: Readonly<Record<NomDeService, BaseDuService>>;
  readonly confiance: ServiceConfiance;
  readonly annuaire: AnnuaireDeDemonstration;
  readonly relancer: boolean;
  /** PLINE demarre avec les services. */
  readonly avecPline: boolean;
  /** Le fournisseur d'identite de demonstration, si PLEX demarre. */
  readonly fournisseur: FournisseurDeDemonstration | undefined;
  readonly dire: (phrase: string) => void;
};

/** Les listes de revocation publiees par le service de confiance. */
const LISTES: readonly NomAc[] = ['racine', 'agents', 'services'];

const PORTAIL: Readonly<Record<NomDeService, NomDePortail>> = {
  interieur: 'enqueteur',
  justice: 'bureau-penal',
};

/** Prepare les deux services (rien n'est encore lance) et les cles publiques que l'agent epingle. */
export async function preparerServices(
  contexte: Contexte,
  urlSmtp: string,
): Promise<{
  readonly services: Readonly<Record<NomDeService, ServiceEnMarche>>;
  readonly cles: readonly string[];
}> {
  const interieur = await preparer(contexte, 'interieur', urlSmtp);
  const justice = await preparer(contexte, 'justice', urlSmtp);
  return {
    services: { interieur: interieur.service, justice: justice.service },
    cles: [interieur.cles.publique, justice.cles.publique],
  };
}

async function preparer(
  contexte: Contexte,
  service: NomDeService,
  urlSmtp: string,
): Promise<{ readonly service: ServiceEnMarche; readonly cles: CleDesOrdres }> {
  const { dossier, ports, ambiant, confiance, racine } = contexte;
  const pair = service === 'interieur' ? 'justice' : 'interieur';
  const { lieux } = confiance.confiance;
  const portHttp = ports[`${service}Http`];
  const origine = origineDe(ambiant, service, portHttp);
  const cles = await cleDesOrdres(dossier, service, origine);
  const objets = dossier.lieu('objets', service);
  mkdirSync(objets, { recursive: true, mode: 0o700 });
  const environnement = environnementDuService(
    {
      service,
      pair,
      origine,
      portHttp,
      portEchange: ports[`${service}Echange`],
      portEchangeDuPair: ports[`${pair}Echange`],
      base: contexte.bases[service],
      objets,
      trousseau: trousseau(dossier, service),
      cachet: lieux.cachet(service),
      echange: lieux.tls(service),
      cachetDuPair: lieux.cachet(pair),
      clientDuPair: lieux.tls(pair).client,
      journal: clesDuJournal(dossier, service),
      journalDuPair: clesDuJournal(dossier, pair),
      cleDesOrdres: cles.privee,
      horodatage: confiance.horodatage,
      ancres: lieux.ancres,
      listes: LISTES.map((ac) => `${confiance.url}/crl/${ac}.crl`),
      urlAgent: `http://127.0.0.1:${ports.agent}`,
      pline: contexte.avecPline
        ? {
            origine: origineDe(ambiant, 'pline', ports.plineHttp),
            guichet: `https://127.0.0.1:${ports.plineGuichet}`,
          }
        : undefined,
      urlSmtp,
      portail: dossierDuPortail(racine, PORTAIL[service]),
      annuaire: ecrireAnnuaire(contexte, service),
    },
    ambiant,
  );
  ecrireSecret(fichierDesReglages(dossier.chemin, service), JSON.stringify(environnement));
  const schema = 'PPN_TLS_CERT' in environnement ? 'https' : 'http';
  const script = join(racine, 'services', service, 'main.ts');
  const processus = surveiller({
    nom: service === 'interieur' ? 'Le service Intérieur' : 'Le service Justice',
    script,
    environnement,
    journal: dossier.lieu('journaux', `${service}.log`),
    sante: `${schema}://127.0.0.1:${portHttp}/sante`,
    relancer: contexte.relancer,
    surEvenement: contexte.dire,
  });
  return {
    service: {
      ...processus,
      origine,
      base: contexte.bases[service],
      objets,
      executer: (commande) => executer({ script, environnement }, commande),
    },
    cles,
  };
}

/** Reglages du dernier demarrage d'un service (0600) : une commande les reprend pendant qu'il tourne. */
export const fichierDesReglages = (donnees: string, service: NomDeService): string =>
  join(donnees, 'secrets', `reglages-${service}.json`);

/** L'origine publique : celle qu'on donne (`PPN_INTERIEUR_ORIGINE`), sinon la machine elle-meme. */
export function origineDe(
  ambiant: NodeJS.ProcessEnv,
  service: string,
  port: number,
  hote = '127.0.0.1',
): string {
  const prefixe = `PPN_${service.toUpperCase()}`;
  const tls = (ambiant[`${prefixe}_TLS_CERT`] ?? '') !== '';
  return ambiant[`${prefixe}_ORIGINE`] ?? `${tls ? 'https' : 'http'}://${hote}:${port}`;
}

function trousseau(dossier: DossierDeDonnees, service: NomDeService): string {
  mkdirSync(dossier.lieu('secrets'), { recursive: true, mode: 0o700 });
  const fichier = dossier.lieu('secrets', `trousseau-${service}.json`);
  lireOuCreerTrousseau(fichier, 'kek-1');
  return fichier;
}

/** L'annuaire d'un service : ses agents, sans carte ni PIN, et les unites. */
function ecrireAnnuaire({ dossier, annuaire }: Contexte, service: NomDeService): string {
  const agents = annuaire.agents
    .filter((agent) => agent.service === service && agent.horsAnnuaire !== true)
    .map(({ carte: _carte, pin: _pin, cas: _cas, horsAnnuaire: _hors, ...agent }) => agent);
  const fichier = dossier.lieu('annuaires', `${service}.json`);
  ecrireSecret(fichier, JSON.stringify({ agents, unites: annuaire.unites }, null, 2));
  return fichier;
}
