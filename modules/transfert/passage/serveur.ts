import type { IncomingMessage, ServerResponse } from 'node:http';
import { isUuid } from '@ppn/core';
import { RefusDOctets, repondreRefus, serveurTus } from '@ppn/large-files';
import type * as z from 'zod';
import type { PortsTransfert } from '../ports.ts';
import { superviser } from '../supervision/superviser.ts';
import { conclusion, demandeDeSuivi, offre, passageFait } from './formes.ts';
import { conclureLaReprise } from './passer.ts';
import { retoursAReprendre, servirUnRetour } from './reprendre.ts';
import { rapporterLeSuivi } from './rapporter.ts';
import { conclureLePassage, jourDuPassage, ouvrirLePassage } from './recevoir.ts';

const CORPS_MAX = 4 * 1024 * 1024;

/** Ce que PLINE demande a PLEX, derriere un guichet qui l'a deja reconnue : pousser ses depots, savoir ce qu'ils deviennent. */
export function traiterLesPassages(
  ports: PortsTransfert,
  consigner: (message: string, cause: unknown) => void,
): (demande: IncomingMessage, reponse: ServerResponse) => void {
  const tus = serveurTus({
    entrepot: ports.entrepot,
    base: '/passage/televersements',
    longueurMax: ports.tailleMax,
    consigner,
    autoriser: async ({ method }, espace) => {
      const jour = isUuid(espace) ? await jourDuPassage(ports, espace) : undefined;
      // L'ouverture du passage a cree les envois ; ici, seulement leurs octets.
      if (jour === undefined || (method !== 'PATCH' && method !== 'HEAD')) throw inconnu();
      return { jour, reste: 0 };
    },
  });
  return (demande, reponse) => {
    if (tus(demande, reponse)) return;
    repondre(ports, demande, reponse).catch((cause: unknown) => {
      if (!(cause instanceof RefusDOctets)) consigner('Passage en échec', cause);
      repondreRefus(demande, reponse, enRefus(cause));
    });
  };
}

const inconnu = (): RefusDOctets => new RefusDOctets(404, 'passage-inconnu', 'Adresse ou passage inconnu.');
const enRefus = (cause: unknown): RefusDOctets =>
  cause instanceof RefusDOctets
    ? cause
    : new RefusDOctets(500, 'incident-interne', 'PLEX a rencontré un incident : redemandez.');

async function repondre(
  ports: PortsTransfert,
  demande: IncomingMessage,
  reponse: ServerResponse,
): Promise<void> {
  const url = new URL(demande.url ?? '', 'https://zone.invalid');
  const [, racine = '', genre = '', id = '', suite] = url.pathname.split('/');
  const route = `${demande.method ?? ''} ${racine}/${genre}`;
  if (route === 'PUT passage/depots' && isUuid(id) && suite === undefined)
    return rendre(reponse, await ouvrirLePassage(ports, id, await lire(demande, offre)));
  if (route === 'POST passage/depots' && isUuid(id) && suite === 'depot')
    return rendre(
      reponse,
      await conclureLePassage(
        ports,
        { zone: 'pline', depot: id },
        (await lire(demande, conclusion)).fichiers,
      ),
    );
  if (route === 'POST passage/suivi')
    return rendre(reponse, await rapporterLeSuivi(ports, await lire(demande, demandeDeSuivi)));
  if (route === 'GET passage/destinataires')
    return rendre(reponse, { destinataires: await destinatairesPour(ports, url.searchParams) });
  if (route === 'GET passage/supervision') {
    const jours = Number(url.searchParams.get('jours'));
    return rendre(
      reponse,
      await superviser(ports, Math.min(90, Math.max(7, Number.isInteger(jours) ? jours : 30))),
    );
  }
  if (route === 'GET passage/retours') return rendre(reponse, { depots: await retoursAReprendre(ports) });
  if (route === 'GET passage/fichiers' && isUuid(id) && /^[0-9a-f]{32}$/.test(suite ?? ''))
    return servirUnRetour(ports, { depot: id, fichier: suite ?? '' }, [demande, reponse]);
  if (route === 'POST passage/retours' && isUuid(id)) {
    await conclureLaReprise(ports, id, await lire(demande, passageFait));
    return rendre(reponse, {});
  }
  throw inconnu();
}

/** Par identifiant (`id`), ou par le debut d'un nom (`texte`) : seulement qui se connecte ici. */
async function destinatairesPour({ annuaire }: PortsTransfert, question: URLSearchParams) {
  const id = question.get('id');
  if (id === null) {
    const trouves = await annuaire.chercher((question.get('texte') ?? '').slice(0, 100));
    return trouves
      .filter(({ genre }) => genre !== 'guichet')
      .map((trouve) => ({ ...trouve, consentements: [] }));
  }
  const trouve = await annuaire.trouver(id.slice(0, 100));
  return trouve === undefined || trouve.genre === 'guichet' ? [] : [trouve];
}

async function lire<T extends z.ZodType>(demande: IncomingMessage, schema: T): Promise<z.output<T>> {
  const morceaux: Buffer[] = [];
  let taille = 0;
  for await (const morceau of demande.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    taille += morceau.length;
    if (taille > CORPS_MAX) throw new RefusDOctets(413, 'trop-long', 'Cette demande est trop longue.');
    morceaux.push(morceau);
  }
  const lu = schema.safeParse(enJson(Buffer.concat(morceaux).toString('utf8')));
  if (!lu.success) throw new RefusDOctets(400, 'demande-mal-formee', 'Cette demande est mal formée.');
  return lu.data;
}

function enJson(texte: string): unknown {
  try {
    return JSON.parse(texte);
  } catch {
    return undefined;
  }
}

function rendre(reponse: ServerResponse, corps: unknown): void {
  reponse.writeHead(200, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(corps));
}
