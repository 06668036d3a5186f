import { type PortsActe, reprendreScellements } from '@ppn/acte';
import { preparerLesCopies, verserLesRecepisses } from '@ppn/copie';
import { fluxDossier, idjDuFlux } from '@ppn/dossier';
import { droitSur, type LigneDeMesure, mesureDuFlux, sonnerLesAlarmes } from '@ppn/garde-a-vue';
import type { Agent } from '@ppn/habilitation';
import {
  creerFluxVif,
  creerServeur,
  type Contrat,
  type Gestionnaires,
  monter,
  servirPortail,
} from '@ppn/http';
import { cookieDeSession } from '@ppn/identity';
import { fermerExaminateurs } from '@ppn/intake';
import { ecouter, lireDepuis, veilleur } from '@ppn/journal';
import { purger, releverLesPresences } from '@ppn/messagerie';
import { circuitDuFlux, reprendreLesSignatures } from '@ppn/parapheur';
import { vueTypee } from '@ppn/postgres';
import type { FastifyInstance } from 'fastify';
import { archiverLesClos } from './archivage.ts';
import type { Compose } from './composer.ts';
import { lireFichierDe } from './configuration.ts';
import { aPrevenir } from './messagerie.ts';
import { demarrerPilotage } from './pilotage.ts';
import { demarrerRecherche } from './recherche.ts';

const REPRISE_MS = 3_000;
/** Une alarme sonne dans la seconde. */
const VEILLE_MS = 1_000;
const MENAGE_MS = 60 * 60_000;
/** Un agent parti se voit dans les trois minutes. */
const PRESENCES_MS = 30_000;
/** Les dossiers clos sont archives dans la minute. */
const ARCHIVAGE_MS = 30_000;
/** Une copie reportee, un recepisse de PLINE : dans les cinq secondes. */
const COPIES_MS = 5_000;
/** Ce qu'un depot interrompu a laisse depuis plus d'un jour peut partir. */
const UN_JOUR_MS = 86_400_000;

/** Sert un contrat complet : API, donnees vives, portail, sante, mesures, echange. Rend l'arret. */
export async function servir<K extends Contrat>(
  compose: Compose,
  contrat: K,
  gestionnaires: Omit<Gestionnaires<K, Agent>, 'GET /api/evenements'>,
): Promise<() => Promise<void>> {
  const { configuration, journal, mesures, sessions } = compose;
  const app = await creerServeur({
    titre: `PPN — service ${configuration.PPN_SERVICE === 'interieur' ? 'Intérieur' : 'Justice'}`,
    origine: configuration.PPN_ORIGINE,
    origineAgent: new URL(configuration.PPN_AGENT_URL).origin,
    temoin: cookieDeSession({
      service: configuration.PPN_SERVICE,
      tls: configuration.PPN_TLS_CERT !== undefined,
    }).nom,
    ...(configuration.PPN_TLS_CERT && configuration.PPN_TLS_CLE
      ? {
          tls: {
            certificat: lireFichierDe('PPN_TLS_CERT', configuration.PPN_TLS_CERT),
            cle: lireFichierDe('PPN_TLS_CLE', configuration.PPN_TLS_CLE),
          },
        }
      : {}),
    consigner: (niveau, message, details) =>
      niveau === 'erreur' ? journal.erreur('http', message, details) : journal.info('http', message, details),
    mesurer: (methode, route, statut, dureeMs) =>
      mesures.observerRequete({ methode, route, statut, dureeMs }),
  });
  const vif = demarrerVif(compose);
  mesures.jauge('flux_vif_abonnes', 'Navigateurs branchés aux données vives', () => vif.flux.abonnes());
  const complets = {
    ...gestionnaires,
    'GET /api/evenements': async ({
      agent,
      brute,
      reponse,
    }: {
      agent: Agent;
      brute: { headers: { readonly [nom: string]: unknown } };
      reponse: Parameters<typeof vif.flux.brancher>[0];
    }) => vif.flux.brancher(reponse, agent, dernierLu(brute.headers['last-event-id'])),
  };
  monter<K, Agent>(app, contrat, complets as unknown as Gestionnaires<K, Agent>, sessions.authentifier);
  const noeud = await compose.demarrerEchange();
  const arreterLeJournal = compose.scelle.demarrer(noeud);
  surveiller(app, compose);
  await servirPortail(app, configuration.PPN_PORTAIL);
  const reprise = repeter(REPRISE_MS, () => reprendre(compose.actes, compose));
  const menage = repeter(MENAGE_MS, async () => {
    await sessions.purger();
    const effaces = await purger(compose.messagerie);
    if (effaces.length > 0) journal.info('messagerie', 'Fils effacés', { fils: effaces.length });
    await compose.magasin.balayer(Date.now() - UN_JOUR_MS);
  });
  const presences = repeter(PRESENCES_MS, async () => void (await releverLesPresences(compose.messagerie)));
  const veille = repeter(
    VEILLE_MS,
    async () =>
      void (await sonnerLesAlarmes(compose.gardeAVue, (mesure, erreur) =>
        journal.erreur('alarmes', 'Alarme en échec', { mesure, erreur }),
      )),
  );
  const copies = veilleur({
    cadenceMs: REPRISE_MS,
    releveMs: COPIES_MS,
    tour: async () => (await preparerLesCopies(compose.copie)) > 0,
    surErreur: (erreur) => journal.avertir('copie', 'Copies en échec', { erreur: String(erreur) }),
  });
  compose.surCopie(copies.reveiller);
  const recepisses = veilleur({
    cadenceMs: REPRISE_MS,
    releveMs: COPIES_MS,
    tour: async () => (await verserLesRecepisses(compose.copie)) > 0,
    surErreur: (erreur) =>
      journal.avertir('copie', 'Récépissés de PLINE pas encore relus', { erreur: String(erreur) }),
  });
  const archivage = repeter(ARCHIVAGE_MS, async () => {
    const actes = await archiverLesClos(compose);
    if (actes > 0) journal.info('archivage', 'Actes archivés (B-LTA)', { actes });
  });
  const arreterLaRecherche = demarrerRecherche(compose);
  const arreterLePilotage =
    configuration.PPN_SERVICE === 'justice' ? demarrerPilotage(compose) : async () => undefined;
  await app.listen({ port: configuration.PPN_HTTP_PORT, host: configuration.PPN_HTTP_HOTE });
  journal.info('service-pret', 'Service prêt', { origine: configuration.PPN_ORIGINE, echange: noeud.port });
  return async () => {
    reprise();
    menage();
    presences();
    veille();
    archivage();
    compose.copie.pline?.fermer();
    await Promise.all([copies.arreter(), recepisses.arreter()]);
    await Promise.all([arreterLaRecherche(), arreterLePilotage()]);
    await vif.arreter();
    await app.close();
    await arreterLeJournal();
    await noeud.arreter();
    fermerExaminateurs();
    compose.atelier.fermer();
    await compose.base.fermer();
  };
}

/** Temps minimal entre deux lectures du journal : une rafale part en une fois, un fait seul part tout de suite. */
const CADENCE_VIVE_MS = 50;
/** Faits lus d'un coup par les donnees vives. */
const PAGE_VIVE = 500;

/** Qui a droit a un dossier. */
type Rattachements = { readonly unite: string; readonly juridiction: string | null };

/** Le journal reveille, la base dit quoi : chaque fait nouveau previent ceux qui ont droit au dossier. */
function demarrerVif({
  base,
  configuration,
  dossier,
  gardeAVue,
  parapheur,
  journal,
  surChangement,
  surPresence,
}: Compose) {
  const flux = creerFluxVif<Agent>();
  let curseur: number | undefined;
  let enCours = Promise.resolve();
  const prevenir = (numero: number | undefined, idj: string, ligne: Rattachements | undefined): void => {
    const pour = (agent: Agent): boolean =>
      agent.rattachement.code === (agent.service === 'interieur' ? ligne?.unite : ligne?.juridiction);
    flux.diffuser(numero, { genre: 'dossier', idj }, pour);
    flux.diffuser(numero, { genre: 'boite' }, pour);
    // Sans IDJ : un interprete apprend que son parapheur a pu changer, rien de plus.
    flux.diffuser(numero, { genre: 'parapheur' }, (agent) => pour(agent) || agent.qualite === 'interprete');
  };
  const avancer = async (annoncee: number): Promise<void> => {
    curseur ??= annoncee;
    while (curseur < annoncee) {
      const faits = await lireDepuis(base.db, curseur, PAGE_VIVE);
      const concernes = await rattachements(faits.flatMap(({ flux: cle }) => idjDuFlux(cle) ?? []));
      const mesures = await lignesDesMesures(faits);
      for (const fait of faits) {
        const ligne = mesures.get(fait.position);
        if (ligne)
          flux.diffuser(
            fait.position,
            { genre: 'mesure', id: ligne.id, version: ligne.version, ligne },
            (agent) =>
              droitSur(agent, 'suivre-la-mesure', ligne).ok || droitSur(agent, 'tenir-le-depot', ligne).ok,
          );
        const idj = idjDuFlux(fait.flux);
        if (idj !== undefined && fait.flux === fluxDossier(idj))
          prevenir(fait.position, idj, concernes.get(idj));
        const circuit = circuitDuFlux(fait.flux);
        if (circuit !== undefined) await prevenirParapheur(fait.position, circuit);
        else if (idj === undefined && mesureDuFlux(fait.flux) === undefined)
          await prevenirFil(fait.position, fait.flux);
        curseur = fait.position;
      }
      if (faits.length < PAGE_VIVE) return;
    }
  };
  /** La ligne de chaque mesure changee, a la position de son dernier fait de la page : lue une fois, diffusee a tous. */
  const lignesDesMesures = async (
    faits: readonly { readonly flux: string; readonly position: number }[],
  ): Promise<ReadonlyMap<number, LigneDeMesure>> => {
    const dernieres = new Map(
      faits.flatMap(({ flux: cle, position }) => {
        const mesure = mesureDuFlux(cle);
        return mesure === undefined ? [] : [[mesure, position] as const];
      }),
    );
    if (dernieres.size === 0) return new Map();
    const lignes = await gardeAVue.db
      .selectFrom('mesure')
      .select('ligne')
      .where('id', 'in', [...dernieres.keys()])
      .execute();
    return new Map(lignes.map(({ ligne }) => [dernieres.get(ligne.id) ?? 0, ligne]));
  };
  const prevenirParapheur = async (numero: number, circuit: string): Promise<void> => {
    const ligne = await parapheur.db
      .selectFrom('circuit')
      .select('participants')
      .where('id', '=', circuit)
      .executeTakeFirst();
    flux.diffuser(numero, { genre: 'parapheur' }, ({ matricule }) =>
      (ligne?.participants ?? []).includes(matricule),
    );
  };
  const prevenirFil = async (numero: number, cle: string): Promise<void> => {
    const fil = await aPrevenir(vueTypee(base.db), cle);
    if (fil) flux.diffuser(numero, { genre: 'fil', ...(fil.idj ? { idj: fil.idj } : {}) }, fil.pour);
  };
  const rattachements = async (idjs: readonly string[]): Promise<ReadonlyMap<string, Rattachements>> => {
    if (idjs.length === 0) return new Map();
    const lignes = await dossier.db
      .selectFrom('dossier')
      .select(['idj', 'unite', 'juridiction'])
      .where('idj', 'in', [...new Set(idjs)])
      .execute();
    return new Map(lignes.map((ligne) => [ligne.idj, ligne]));
  };
  const suivre = (annoncee: number): void => {
    enCours = enCours
      .then(() => avancer(annoncee))
      .catch((erreur: unknown) => journal.erreur('vif', 'Données vives en échec', { erreur }));
  };
  surChangement(
    (idj) =>
      void rattachements([idj]).then(
        (concernes) => prevenir(undefined, idj, concernes.get(idj)),
        () => undefined,
      ),
  );
  surPresence((presence) =>
    flux.diffuser(undefined, { genre: 'liaison', absentDepuis: presence.absentDepuis }, () => true),
  );
  const arreterEcoute = ecouter(configuration.PPN_BASE_URL, suivre, { cadenceMs: CADENCE_VIVE_MS });
  return {
    flux,
    arreter: async () => {
      flux.fermer();
      await arreterEcoute();
      await enCours;
    },
  };
}

const dernierLu = (entete: unknown): number | undefined =>
  typeof entete === 'string' && /^\d+$/.test(entete) ? Number(entete) : undefined;

function surveiller(app: FastifyInstance, { base, configuration, mesures, scelle }: Compose): void {
  mesures.jauge(
    'journal_alterations',
    'Altérations du journal vues par le dernier audit',
    () => scelle.dernierAudit()?.alterations.length ?? 0,
  );
  mesures.jauge(
    'journal_audite_a',
    'Heure du dernier audit du journal, en secondes POSIX',
    () => Date.parse(scelle.dernierAudit()?.faitA ?? '1970-01-01T00:00:00Z') / 1000,
  );
  mesures.jauge('journal_sans_horodatage', 'Vaut 1 quand l’autorité d’horodatage se tait', () =>
    Number(scelle.alarme()),
  );
  app.get('/sante', { schema: { hide: true } }, async (_demande, reponse) => {
    try {
      await base.pool.query('select 1');
      return { etat: 'pret', service: configuration.PPN_SERVICE };
    } catch {
      return reponse.status(503).send({ etat: 'base-indisponible', service: configuration.PPN_SERVICE });
    }
  });
  app.get('/mesures', { schema: { hide: true } }, async (demande, reponse) => {
    if (demande.ip !== '127.0.0.1' && demande.ip !== '::1') return reponse.status(404).send();
    const { type, corps } = await mesures.texte();
    return reponse.header('content-type', type).send(corps);
  });
}

const reprendre = async (actes: PortsActe, { journal, parapheur }: Compose): Promise<void> => {
  await reprendreLesSignatures(parapheur);
  const scelles = await reprendreScellements(actes);
  if (scelles > 0) journal.info('scellement', 'Actes scellés à la reprise', { nombre: scelles });
};

/** Repete une tache sans jamais la chevaucher ; une panne attend le tour suivant. */
function repeter(periodeMs: number, tache: () => Promise<void>): () => void {
  let actif = true;
  let minuterie: NodeJS.Timeout | undefined;
  const tour = async (): Promise<void> => {
    await tache().catch(() => undefined);
    if (actif) minuterie = setTimeout(() => void tour(), periodeMs);
  };
  void tour();
  return () => {
    actif = false;
    clearTimeout(minuterie);
  };
}
