import { Agent, request } from 'node:https';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { LienAvecPline, PortsCopie, ReponseDuGuichet, TablesCopie } from '@ppn/copie';
import type { TablesDuDossier } from '@ppn/dossier';
import { lireBorne } from '@ppn/exchange';
import { vueTypee } from '@ppn/postgres';
import { ENTETE_AGENT } from '@ppn/transfert';
import type { Compose } from './composer.ts';
import { type Configuration, lireFichierDe } from './configuration.ts';

/** Le cachet d'une zone d'echange se reconnait a son organisation. */
const ZONES: ReadonlyMap<string, 'pline' | 'plex'> = new Map([
  ['Ministère de la justice, PLINE', 'pline'],
  ['Ministère de la justice, PLEX', 'plex'],
]);

/** Ports des copies : le guichet de PLINE par le certificat d'echange du service, les pages recopiees par un ouvrier. */
export function portsDeCopie(
  { base, dossier, atelier, reglagesNoeud, journal, configuration }: Omit<Compose, 'copie' | 'surCopie'>,
  reveiller: () => void,
): PortsCopie {
  return {
    db: vueTypee<TablesCopie & TablesDuDossier>(base.db),
    dossier,
    pline: lienAvecPline(configuration),
    feuilleter: atelier.feuilleter,
    occulter: atelier.occulter,
    ancres: reglagesNoeud.ancres,
    cachetDeZone: (organisation) => ZONES.get(organisation),
    reveiller,
    consigner: (message, details) => journal.avertir('copie', message, details),
  };
}

const SILENCE_MS = 120_000;
const REPONSE_MAX = 32 * 1024 * 1024;

/** PLINE, si ses deux adresses sont donnees : ses ecrans et son guichet. */
function lienAvecPline(configuration: Configuration): LienAvecPline | undefined {
  const { PPN_PLINE_URL: origine, PPN_PLINE_GUICHET: guichet } = configuration;
  if (origine === undefined || guichet === undefined) return undefined;
  const liaison = new Agent({
    keepAlive: true,
    maxSockets: 4,
    key: lireFichierDe('PPN_ECHANGE_CLIENT_CLE', configuration.PPN_ECHANGE_CLIENT_CLE),
    cert: lireFichierDe('PPN_ECHANGE_CLIENT_CERT', configuration.PPN_ECHANGE_CLIENT_CERT),
    ca: lireFichierDe('PPN_ECHANGE_CA', configuration.PPN_ECHANGE_CA),
    minVersion: 'TLSv1.3',
  });
  return {
    origine: new URL(origine).origin,
    demander: (demande) => demander(liaison, guichet, demande),
    fermer: () => liaison.destroy(),
  };
}

function demander(
  agent: Agent,
  guichet: string,
  { methode, chemin, agent: matricule, entetes, corps }: Parameters<LienAvecPline['demander']>[0],
): Promise<ReponseDuGuichet> {
  return new Promise((lire, rejeter) => {
    const demande = request(
      new URL(chemin, guichet),
      {
        method: methode,
        agent,
        timeout: SILENCE_MS,
        headers: { ...entetes, ...(matricule === undefined ? {} : { [ENTETE_AGENT]: matricule }) },
      },
      (reponse) => {
        const { location, 'upload-offset': position } = reponse.headers;
        lireBorne(reponse, REPONSE_MAX).then(
          (octets) =>
            lire({
              statut: reponse.statusCode ?? 0,
              entetes: { location, 'upload-offset': typeof position === 'string' ? position : undefined },
              corps: octets,
            }),
          rejeter,
        );
      },
    );
    demande.on('timeout', () => demande.destroy(new Error('PLINE se tait')));
    demande.on('error', rejeter);
    if (corps === undefined || corps instanceof Uint8Array) demande.end(corps);
    else
      pipeline(Readable.from(corps), demande).catch((cause: unknown) => {
        rejeter(cause instanceof Error ? cause : new Error(String(cause)));
        demande.destroy();
      });
  });
}
