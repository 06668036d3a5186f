import { empreinte as versEmpreinte } from '@ppn/core';
import { acceder } from '@ppn/dossier';
import { RefusHttp } from '@ppn/http';
import { type PortsPapier, texteDeLaPiece } from '@ppn/papier';
import { vueTypee } from '@ppn/postgres';
import {
  noterARefaire,
  ouvrirFrequences,
  type PieceALire,
  type PortsRecherche,
  suivreRecherche,
  type TablesDeLaRecherche,
  type TexteLu,
} from '@ppn/recherche';
import type { Compose } from './composer.ts';
import { portsDuPapier } from './papier.ts';

const ACTE_MAX = 256 * 1024 * 1024;

/** Ports de la recherche : un acte se lit a l'atelier, un fichier joint par le lecteur de papier (reconnaissance comprise). */
export function portsDeRecherche(compose: Compose): PortsRecherche {
  const { atelier, base, dossier, journal, magasin } = compose;
  const papier = portsDuPapier(compose);
  return {
    db: vueTypee<TablesDeLaRecherche>(base.db),
    service: dossier.service,
    maintenant: dossier.maintenant,
    titreDe: dossier.titreDe,
    qualifier: dossier.qualifier,
    ouvrirDossier: (acces) => acceder(dossier, acces),
    frequences: ouvrirFrequences(),
    consignerErreur: (message, details) => journal.avertir('recherche', message, details),
    lireTexte: async (piece) =>
      piece.genre === 'acte'
        ? {
            etat: 'lu',
            pages: await atelier.texte(await magasin.lireOctets(versEmpreinte(piece.empreinte), ACTE_MAX)),
          }
        : lireLeFichier(papier, piece),
  };
}

async function lireLeFichier(papier: PortsPapier, { idj, piece }: PieceALire): Promise<TexteLu> {
  try {
    const { pages } = await texteDeLaPiece(papier, idj, piece);
    return { etat: 'lu', pages: pages.map(({ texte }) => texte) };
  } catch (cause) {
    if (!(cause instanceof RefusHttp)) throw cause;
    return { etat: cause.corps.code === 'sans-page' ? 'sans-texte' : 'illisible' };
  }
}

/** Tient l'index de recherche a jour jusqu'a l'arret. */
export const demarrerRecherche = (compose: Compose): (() => Promise<void>) =>
  suivreRecherche(portsDeRecherche(compose), compose.configuration.PPN_BASE_URL);

/** Une saisie ne laisse pas de fait : elle demande elle-meme que l'index soit refait. */
export const apresSaisie: NonNullable<Compose['dossier']['apresSaisie']> = (tx, idj) =>
  noterARefaire(vueTypee(tx), idj);
