import { type Contrat, creerServeur, type Gestionnaires, monter, servirPortail } from '@ppn/http';
import { fermerExaminateurs } from '@ppn/intake';
import { demarrerSequenceur, horodaterLeDernierPoint, veilleur } from '@ppn/journal';
import {
  cheminDesOctets,
  detruireLesClesEchues,
  envoyerLesAvis,
  examinerLesEnvois,
  fermerLesEchus,
  type Identite,
  rappeler,
  scellerLesRecepisses,
} from '@ppn/transfert';
import type { FastifyInstance } from 'fastify';
import { lireFichierDe } from '../configuration.ts';
import type { ZoneComposee } from './composer.ts';
import { quiParle } from './qui-parle.ts';
import { ouvrirLeGuichet, type TraiterAuGuichet } from './guichet.ts';

/** Avis et recepisses partent dans la seconde ; rappels et fins, dans la minute. */
const VIF_MS = 1_000;
const MINUTE_MS = 60_000;
const HEURE_MS = 60 * MINUTE_MS;
const UN_JOUR_MS = 24 * HEURE_MS;

const TITRES = { pline: 'PPN — PLINE', plex: 'PPN — PLEX' } as const;

/** Sert une zone : API, chemin des octets, portail, taches de fond. Rend l'arret. */
export async function servirZone<K extends Contrat>(
  zone: ZoneComposee,
  contrat: K,
  gestionnaires: Gestionnaires<K, Identite>,
  auGuichet?: TraiterAuGuichet,
): Promise<() => Promise<void>> {
  const { configuration, acces, journal, mesures, ports } = zone;
  const app = await creerServeur({
    titre: TITRES[configuration.PPN_SERVICE],
    origine: configuration.PPN_ORIGINE,
    origineAgent: new URL(configuration.PPN_AGENT_URL).origin,
    temoin: acces.temoin,
    avant: cheminDesOctets(ports, zone.identifierBrute, (message, erreur) =>
      journal.erreur('octets', message, { erreur: String(erreur) }),
    ),
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
  monter<K, Identite>(app, contrat, gestionnaires, async ({ raw }) => quiParle(acces, raw));
  surveiller(app, zone);
  await servirPortail(app, configuration.PPN_PORTAIL);
  const taches = demarrerLesTaches(zone);
  await app.listen({ port: configuration.PPN_HTTP_PORT, host: configuration.PPN_HTTP_HOTE });
  const guichet = await guichetDe(zone, auGuichet);
  journal.info('service-pret', 'Zone prête', { origine: configuration.PPN_ORIGINE, guichet: guichet?.port });
  return async () => {
    await guichet?.fermer();
    await app.close();
    await taches();
    await ports.entrepot.fermer();
    ports.courrier.fermer();
    acces.fermer?.();
    fermerExaminateurs();
    zone.atelier.fermer();
    await zone.base.fermer();
  };
}

/** Le guichet des autres services, s'il est regle et que la zone en a un. */
async function guichetDe({ configuration, journal }: ZoneComposee, traiter: TraiterAuGuichet | undefined) {
  const { PPN_GUICHET_CERT: certificat, PPN_GUICHET_CLE: cle, PPN_GUICHET_CA: ca } = configuration;
  if (traiter === undefined) return undefined;
  if (certificat === '') {
    journal.avertir('guichet', 'Aucun guichet : PPN_GUICHET_CERT n’est pas donné', {});
    return undefined;
  }
  return ouvrirLeGuichet(
    {
      port: configuration.PPN_GUICHET_PORT,
      hote: configuration.PPN_GUICHET_HOTE,
      tls: {
        cle: lireFichierDe('PPN_GUICHET_CLE', cle),
        certificat: lireFichierDe('PPN_GUICHET_CERT', certificat),
        ca: lireFichierDe('PPN_GUICHET_CA', ca),
      },
      admis: configuration.PPN_GUICHET_ADMIS,
    },
    traiter,
  );
}

/** Journal scelle et horodate, avis, recepisses, rappels, fins, menage. Rend l'arret, qui attend les tours en cours. */
function demarrerLesTaches({
  acces,
  base,
  clesDuJournal,
  configuration,
  horodateur,
  journal,
  magasin,
  ports,
}: ZoneComposee): () => Promise<void> {
  const surErreur = (cause: unknown): void =>
    journal.avertir('fond', 'Tâche de fond en échec', { erreur: String(cause) });
  const toutes = (cadenceMs: number, ...tours: readonly (() => Promise<unknown>)[]) =>
    veilleur({
      cadenceMs,
      releveMs: cadenceMs,
      surErreur,
      tour: async () => {
        for (const tour of tours) await tour();
        return false;
      },
    });
  const dater = veilleur({
    cadenceMs: VIF_MS,
    releveMs: 10_000,
    tour: () => horodaterLeDernierPoint(base.db, horodateur),
    surErreur,
  });
  const sequenceur = demarrerSequenceur(
    { db: base.db, cle: clesDuJournal.journal },
    { urlDirecte: configuration.PPN_BASE_URL, surPoint: dater.reveiller, surErreur },
  );
  const veilleurs = [
    dater,
    ...(acces.taches ?? []).map(({ cadenceMs, tour }) => toutes(cadenceMs, () => tour(ports))),
    toutes(VIF_MS, () => envoyerLesAvis(ports)),
    toutes(VIF_MS, () => examinerLesEnvois(ports)),
    toutes(VIF_MS, () => scellerLesRecepisses(ports)),
    toutes(
      MINUTE_MS,
      () => fermerLesEchus(ports),
      () => rappeler(ports),
      () => detruireLesClesEchues(ports),
    ),
    toutes(
      HEURE_MS,
      acces.purger,
      () => ports.entrepot.balayer(Date.now() - UN_JOUR_MS),
      () => magasin.balayer(Date.now() - UN_JOUR_MS),
    ),
  ];
  return async () => {
    await sequenceur.arreter();
    await Promise.all(veilleurs.map(({ arreter }) => arreter()));
  };
}

function surveiller(app: FastifyInstance, { base, configuration, mesures }: ZoneComposee): void {
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
