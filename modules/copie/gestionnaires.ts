import { isEmpreinte, isUuid } from '@ppn/core';
import { acceder, consigner, fluxDossier, type MotifDeReserve } from '@ppn/dossier';
import type { Agent } from '@ppn/habilitation';
import { envoyerOctets, type Gestionnaires, refuser } from '@ppn/http';
import { dansUneTransaction, vueTypee } from '@ppn/postgres';
import type { contratCopie } from './contract.ts';
import type { PieceTriee, RefusDeCopie } from './domain/trier.ts';
import type { PortsCopie } from './ports.ts';
import { demanderUneCopie } from './use-cases/demander-une-copie.ts';
import { lireLesPieces } from './use-cases/lire-les-pieces.ts';
import { occulterUnePiece, versionOccultee } from './use-cases/occulter-une-piece.ts';
import { uneCopie, vueDuDossierACopier } from './vues.ts';

/** Gestionnaires des copies, communs aux deux services : chaque demande est autorisee et tracee avant d'etre servie. */
export function gestionnairesCopie(ports: PortsCopie): Gestionnaires<typeof contratCopie, Agent> {
  type Demande = {
    readonly agent: Agent;
    readonly params: { readonly idj: string };
    readonly brute: { readonly ip: string };
  };
  const ouvrir = ({ agent, params: { idj }, brute }: Demande, libelle: string, piece?: string) =>
    acceder(ports.dossier, {
      agent,
      idj,
      action: 'obtenir-copie',
      adresse: brute.ip,
      libelle,
      ...(piece === undefined ? {} : { piece }),
    });
  return {
    'GET /api/dossiers/:idj/copies': async (demande) =>
      vueDuDossierACopier(ports, await ouvrir(demande, 'voir les copies et leurs récépissés')),
    'POST /api/dossiers/:idj/copies': async (demande) => {
      const { id, pieces, laissees } = demande.corps;
      const combien = pieces === null ? 'toutes les pièces communicables' : `${pieces.length} pièces`;
      const etat = await ouvrir(demande, `obtenir une copie : ${combien}`, `dépôt ${id}`);
      if (ports.pline === undefined)
        throw refuser(
          409,
          'pline-absente',
          'PLINE n’est pas réglée pour ce service : signalez-le à l’exploitation.',
        );
      const rendu = await demanderUneCopie(ports, { id, etat, agent: demande.agent, pieces, laissees });
      if (!rendu.ok) throw probleme(rendu.refus);
      return uneCopie(ports, id);
    },
    'PUT /api/dossiers/:idj/pieces/:id/reserve': async (demande) => {
      const { id } = demande.params;
      const { motif } = demande.corps;
      const etat = await ouvrir(
        demande,
        motif === null ? 'lever la réserve d’une pièce' : 'réserver une pièce',
        id,
      );
      const connue = (await lireLesPieces(ports.dossier, etat)).find(({ piece }) => piece.id === id);
      if (connue === undefined || !isUuid(id))
        throw refuser(404, 'piece-inconnue', 'Cette pièce n’est pas au dossier.');
      if (connue.piece.reserve !== motif) await reserver(ports, demande, motif);
      return undefined;
    },
    'POST /api/dossiers/:idj/pieces/:id/occultation': async (demande) => {
      const { id } = demande.params;
      const etat = await ouvrir(demande, 'occulter une pièce', id);
      return occulterUnePiece(ports, { etat, agent: demande.agent, id, zones: demande.corps.zones });
    },
    'GET /api/dossiers/:idj/pieces/:id/occultation': async (demande) => {
      const { id } = demande.params;
      const etat = await ouvrir(demande, 'lire la version occultée d’une pièce', id);
      const lue = await versionOccultee(ports, etat, id);
      await envoyerOctets(
        demande.brute,
        demande.reponse,
        {
          taille: lue.taille,
          typeMime: 'application/pdf',
          nom: `occultee-${id}.pdf`,
          empreinte: lue.empreinte,
          lire: (plage) => ports.dossier.magasin.lire(lue.empreinte, plage),
        },
        false,
      );
    },
    'GET /api/dossiers/:idj/recepisses/:empreinte': async (demande) => {
      const { idj, empreinte } = demande.params;
      await ouvrir(demande, 'lire un récépissé de dépôt', empreinte);
      const connu = isEmpreinte(empreinte)
        ? await ports.db
            .selectFrom('recepisse')
            .select(['taille', 'donnees'])
            .where('idj', '=', idj)
            .where('empreinte', '=', empreinte)
            .executeTakeFirst()
        : undefined;
      if (connu === undefined || !isEmpreinte(empreinte))
        throw refuser(404, 'recepisse-inconnu', 'Ce récépissé n’est pas au dossier.');
      await envoyerOctets(
        demande.brute,
        demande.reponse,
        {
          taille: connu.taille,
          typeMime: 'application/pdf',
          nom: `recepisse-${connu.donnees.genre}-${connu.donnees.depot}.pdf`,
          empreinte,
          lire: (plage) => ports.dossier.magasin.lire(empreinte, plage),
        },
        false,
      );
    },
  };
}

const reserver = (
  { db, dossier }: PortsCopie,
  {
    agent,
    params: { idj, id },
  }: { readonly agent: Agent; readonly params: { readonly idj: string; readonly id: string } },
  motif: MotifDeReserve | null,
): Promise<void> =>
  dansUneTransaction(db, (tx) =>
    consigner(
      vueTypee(tx),
      fluxDossier(idj),
      [{ type: 'piece-reservee', donnees: { piece: id, motif } }],
      agent.matricule,
      dossier,
    ),
  );

function probleme(refus: RefusDeCopie | { readonly code: 'identifiant-pris' }) {
  switch (refus.code) {
    case 'copie-vide':
      return refuser(422, refus.code, 'Choisissez au moins une pièce qui se communique.');
    case 'piece-inconnue':
      return refuser(409, refus.code, 'Une pièce choisie n’est plus au dossier : relisez la liste.');
    case 'liste-changee':
      return refuser(
        409,
        refus.code,
        'Ce qui reste hors de la copie a changé depuis votre lecture : relisez la liste, puis recommencez.',
      );
    case 'identifiant-pris':
      return refuser(409, refus.code, 'Cet identifiant de copie est déjà pris : recommencez.');
    case 'piece-non-communicable':
      return refuser(
        409,
        refus.code,
        `Copie refusée : ${refus.pieces
          .slice(0, 5)
          .map(phraseDe)
          .join(
            ' ; ',
          )}${refus.pieces.length > 5 ? ` ; et ${refus.pieces.length - 5} autres` : ''}. Ôtez ces pièces de votre choix.`,
      );
  }
}

const phraseDe = ({ cote }: PieceTriee): string => `la pièce ${cote} ne se communique pas`;
