import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import { ObjetAbsent, ObjetAltere } from '@ppn/blob-store';
import { isIdj } from '@ppn/core';
import { acceder, signalerIncident } from '@ppn/dossier';
import type { Agent } from '@ppn/habilitation';
import { type Gestionnaires, refuser } from '@ppn/http';
import { type contratPreuve, ENTETE_TAILLE } from './contract.ts';
import type { PortsPreuve } from './ports.ts';
import { imprimerBordereau } from './use-cases/imprimer-bordereau.ts';
import { exporterDossier, type Export } from './use-cases/exporter-dossier.ts';

type Reponse = Parameters<
  Gestionnaires<typeof contratPreuve, Agent>['GET /api/dossiers/:idj/export']
>[0]['reponse'];

/** Gestionnaire de l'export : autorise comme la lecture du dossier entier, trace, puis servi en flux. */
export function gestionnairesPreuve(ports: PortsPreuve): Gestionnaires<typeof contratPreuve, Agent> {
  return {
    'GET /api/dossiers/:idj/export': async ({ agent, params: { idj }, brute, reponse }) => {
      await acceder(ports.dossier, {
        agent,
        idj,
        action: 'consulter',
        adresse: brute.ip,
        libelle: 'exporter le dossier et ses preuves',
      });
      if (!isIdj(idj)) throw refuser(404, 'dossier-inconnu', 'Ce dossier n’existe pas.');
      try {
        await envoyer(reponse, await exporterDossier(ports, idj));
      } catch (cause) {
        if (!(cause instanceof ObjetAltere || cause instanceof ObjetAbsent)) throw cause;
        throw await perte(ports, idj, cause);
      }
    },
    'GET /api/dossiers/:idj/plis/:id/bordereau.pdf': async ({
      agent,
      params: { idj, id },
      brute,
      reponse,
    }) => {
      const etat = await acceder(ports.dossier, {
        agent,
        idj,
        action: 'consulter',
        adresse: brute.ip,
        libelle: 'imprimer le bordereau d’un pli',
        piece: `pli ${id}`,
      });
      const pdf = await imprimerBordereau(ports, etat, id);
      if (pdf === undefined) throw refuser(404, 'pli-inconnu', 'Ce pli n’est pas encore préparé.');
      await reponse
        .header('content-type', 'application/pdf')
        .header('cache-control', 'private, no-store')
        .header('content-disposition', `inline; filename="bordereau-${id}.pdf"`)
        .send(Buffer.from(pdf));
    },
  };
}

/** Premier octet obtenu avant les en-tetes : un refus peut encore se dire. Apres, un defaut coupe la liaison net. */
async function envoyer(reponse: Reponse, { nom, tailleEstimee, flux }: Export): Promise<void> {
  const premier = await flux.next();
  const suivi: Suivi = {};
  reponse.hijack();
  reponse.raw.writeHead(200, {
    ...(reponse.getHeaders() as { [nom: string]: string }),
    'content-type': 'application/zip',
    'cache-control': 'private, no-store',
    'content-security-policy': "sandbox; default-src 'none'",
    'content-disposition': `attachment; filename="${nom}"`,
    [ENTETE_TAILLE]: String(tailleEstimee),
  });
  await pipeline(Readable.from(suivre(premier, flux, suivi)), reponse.raw).catch(() => reponse.raw.destroy());
  if (suivi.defaut !== undefined) throw suivi.defaut;
}

/** Le defaut de la source, s'il y en a eu un : celui de la liaison ne compte pas. */
type Suivi = { defaut?: Error };

async function* suivre(
  premier: IteratorResult<Uint8Array>,
  suite: AsyncGenerator<Uint8Array>,
  suivi: Suivi,
): AsyncGenerator<Uint8Array> {
  try {
    if (!premier.done) yield premier.value;
    yield* suite;
  } catch (cause) {
    suivi.defaut = cause instanceof Error ? cause : new Error(String(cause));
    throw cause;
  } finally {
    await suite.return(undefined);
  }
}

/** Une piece perdue ou alteree : incident visible des deux cotes, et refus qui le dit. */
async function perte(ports: PortsPreuve, idj: string, cause: ObjetAltere | ObjetAbsent) {
  const phrase = `Export impossible : un objet de ce dossier est absent du stockage ou altéré (empreinte ${cause.empreinte.slice(0, 16)}…).`;
  await signalerIncident(ports.dossier, { idj, code: 'objet-altere', phrase, empreinte: cause.empreinte });
  return refuser(
    409,
    'objet-altere',
    `${phrase} L’incident est enregistré et signalé aux deux ministères ; les autres pièces restent lisibles une à une.`,
  );
}
