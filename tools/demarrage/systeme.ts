import { resolve } from 'node:path';
import { demarrerBoiteLocale } from '@ppn/mail';
import { demarrerGrappe } from '@ppn/postgres';
import { agentAutomatique, agentDeCarte } from './agents-de-carte.ts';
import type { AnnuaireDeDemonstration } from './annuaire.ts';
import { basesDesServices, basesExterieures } from './bases.ts';
import { preparerConfiance } from './confiance-locale.ts';
import { ouvrirDossierDeDonnees } from './dossier-de-donnees.ts';
import { enPanneDeDemarrage } from './traduire.ts';
import type { OptionsDuSysteme, Systeme } from './types-du-systeme.ts';
import { PanneDeDemarrage } from './pannes.ts';
import { pileDArrets } from './pile-d-arrets.ts';
import type { PileDArrets } from './pile-d-arrets.ts';
import { demarrerFournisseur } from './fournisseur/fournisseur.ts';
import { construireLesPortails } from './portails.ts';
import { portsFixes, portsLibres } from './ports.ts';
import { semerUneFois } from './semences.ts';
import { origineDe, preparerServices } from './services.ts';
import { remettreLesCartes } from './externes.ts';
import { HOTE_DE_PLEX, preparerLesZones } from './zones.ts';

const RACINE = resolve(import.meta.dirname, '..', '..');

/** Demarre tout, ou rien : une panne arrete ce qui etait lance et sort en `PanneDeDemarrage` (une phrase). */
export async function demarrerSysteme(options: OptionsDuSysteme): Promise<Systeme> {
  const arrets = pileDArrets();
  const interrompre = (): void => void arrets.arreter();
  options.signal?.addEventListener('abort', interrompre);
  try {
    const systeme = await demarrer(options, arrets);
    verifierPoursuite(arrets);
    return systeme;
  } catch (cause) {
    const interrompu = arrets.interrompu();
    await arrets.arreter();
    throw interrompu ? ARRET_DEMANDE : enPanneDeDemarrage(cause, options.dossier);
  } finally {
    options.signal?.removeEventListener('abort', interrompre);
  }
}

const ARRET_DEMANDE = new PanneDeDemarrage('arret-demande', 'Démarrage interrompu.');

function verifierPoursuite(arrets: PileDArrets): void {
  if (arrets.interrompu()) throw ARRET_DEMANDE;
}

async function demarrer(options: OptionsDuSysteme, arrets: PileDArrets): Promise<Systeme> {
  const ambiant = options.environnement ?? process.env;
  const dire = options.dire ?? (() => undefined);
  const exterieures = basesExterieures(ambiant);
  const dossier = ouvrirDossierDeDonnees(resolve(options.dossier), options.remettreAZero);
  arrets.ajouter(dossier.lacher);
  const ports = options.ports === 'libres' ? await portsLibres() : await portsFixes(ambiant);
  const annuaire = options.annuaire ?? (await annuaireParDefaut());

  dire('Bases de données, confiance et portails…');
  const fondations = [
    basesDesServices({ dossier, exterieures, demarrerGrappe, arrets, durable: options.durable ?? true }),
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
    options.portails === false ? Promise.resolve([]) : construireLesPortails(RACINE, options.signal),
  ] as const;
  await Promise.allSettled(fondations);
  const [bases, confiance, boite] = await Promise.all(fondations);

  verifierPoursuite(arrets);
  const fournisseur = options.plex
    ? await demarrerFournisseur({
        port: ports.fournisseur,
        origine: origineDe(ambiant, 'plex', ports.plexHttp, HOTE_DE_PLEX),
        comptes: annuaire.externes ?? [],
      })
    : undefined;
  if (fournisseur !== undefined) arrets.ajouter(fournisseur.arreter);
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
    avecPline: options.pline === true,
    fournisseur,
  };
  const { services, cles } = await preparerServices(contexte, boite.urlSmtp);
  const zones = await preparerLesZones(contexte, options, boite.urlSmtp);
  if (zones.plex !== undefined) await remettreLesCartes(confiance, annuaire.externes ?? []);
  const ouvertes = [zones.pline, zones.plex].filter((zone) => zone !== undefined);
  const enMarche = [services.interieur, services.justice, ...ouvertes.map(({ service }) => service)];
  const poste = {
    ...contexte,
    cles: [...cles, ...ouvertes.map(({ cle }) => cle)],
    origines: enMarche.map(({ origine }) => origine),
  };
  const agent = agentDeCarte(poste);
  const automatique = agentAutomatique(poste, arrets);
  for (const enfant of [agent, ...enMarche.toReversed()]) arrets.ajouter(enfant.arreter, enfant);
  verifierPoursuite(arrets);
  dire('Services et agent de carte…');
  const departs = [agent, ...enMarche].map((enfant) => enfant.demarrer());
  await Promise.allSettled(departs);
  await Promise.all(departs);

  const { lieux } = confiance.confiance;
  const systeme: Systeme = {
    dossier: dossier.chemin,
    ports,
    interieur: services.interieur,
    justice: services.justice,
    pline: zones.pline?.service,
    plex: zones.plex?.service,
    fournisseur,
    externes: zones.plex === undefined ? [] : (annuaire.externes ?? []),
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
    await semerUneFois({ racine: RACINE, dossier, systeme, dire, ambiant, arrets });
    await automatique.arreter();
  }
  return systeme;
}

/** Lu au dernier moment : `@ppn/scenarios` lit lui-meme ce paquet. */
async function annuaireParDefaut(): Promise<AnnuaireDeDemonstration> {
  const { ANNUAIRE } = await import('@ppn/scenarios');
  return ANNUAIRE;
}
