import { type Empreinte, empreinte as versEmpreinte, isUuid } from '@ppn/core';
import { consigner, type Etat, type FaitDossier, fluxDossier } from '@ppn/dossier';
import type { Agent } from '@ppn/habilitation';
import { refuser } from '@ppn/http';
import { dansUneTransaction, vueTypee } from '@ppn/postgres';
import type { Occultation, Zone } from '../pdf/occulter.ts';
import type { PortsCopie } from '../ports.ts';

/** Octets d'un PDF a occulter, au plus. */
const OCTETS_MAX = 128 * 1024 * 1024;

/** Qui occulte quoi ; l'acces est deja autorise et trace. */
export type OccultationDemandee = {
  readonly etat: Etat;
  readonly agent: Agent;
  readonly id: string;
  readonly zones: readonly Zone[];
};

/** Produit la version occultee d'une piece et l'inscrit au dossier : un fait la lie aux octets de l'original. */
export async function occulterUnePiece(
  ports: PortsCopie,
  { etat, agent, id, zones }: OccultationDemandee,
): Promise<{ readonly pages: number; readonly taille: number }> {
  const empreinte = await pdfAOcculter(ports, etat, id);
  const octets = await ports.dossier.magasin.lireOctets(empreinte, OCTETS_MAX);
  const rendu = await ports.occulter({ pdf: octets, zones });
  if (!('pdf' in rendu)) throw refuser(422, `occultation-${rendu.refus}`, PHRASES[rendu.refus]);
  const depose = await ports.dossier.magasin.deposerOctets(rendu.pdf);
  if (!depose.ok) throw new Error(depose.refus);
  const { taille, empreinte: occultee } = depose.valeur;
  const donnees = { piece: id, empreinte, occultee, taille, pages: rendu.pages, zones: zones.length };
  const fait = { type: 'piece-occultee', donnees } as FaitDossier;
  await dansUneTransaction(ports.db, (tx) =>
    consigner(vueTypee(tx), fluxDossier(etat.idj), [fait], agent.matricule, ports.dossier),
  );
  return { pages: rendu.pages, taille };
}

/** Les octets de la version occultee ; 404 si la piece n'en a pas. */
export async function versionOccultee(
  { db }: PortsCopie,
  { idj, retraits }: Pick<Etat, 'idj' | 'retraits'>,
  id: string,
): Promise<{ readonly empreinte: Empreinte; readonly taille: number }> {
  const ouverte = isUuid(id) && !retraits.some(({ piece }) => piece === id);
  const lue = ouverte
    ? await db
        .selectFrom('occultation')
        .select(['occultee', 'taille'])
        .where('idj', '=', idj)
        .where('piece', '=', id)
        .executeTakeFirst()
    : undefined;
  if (lue === undefined)
    throw refuser(404, 'version-absente', 'Cette pièce n’a pas de version occultée : produisez-la d’abord.');
  return { empreinte: versEmpreinte(lue.occultee), taille: lue.taille };
}

async function pdfAOcculter({ db }: PortsCopie, { idj, retraits }: Etat, id: string): Promise<Empreinte> {
  const piece = isUuid(id)
    ? await db
        .selectFrom('piece')
        .select(['empreinte', 'type_mime', 'taille', 'integre'])
        .where('idj', '=', idj)
        .where('id', '=', id)
        .executeTakeFirst()
    : undefined;
  if (piece === undefined || retraits.some((retrait) => retrait.piece === id))
    throw refuser(404, 'piece-inconnue', 'Cette pièce n’est pas au dossier, ou n’y est plus.');
  if (piece.type_mime !== 'application/pdf' || piece.taille > OCTETS_MAX)
    throw refuser(
      422,
      'pas-un-pdf',
      'Seul un PDF de 128 Mo au plus s’occulte ici. Réservez cette pièce, ou versez une version déjà occultée.',
    );
  if (!piece.integre)
    throw refuser(
      409,
      'piece-alteree',
      'Cette pièce ne correspond plus à son empreinte : un incident est ouvert.',
    );
  return versEmpreinte(piece.empreinte);
}

const PHRASES: { readonly [refus in Extract<Occultation, { refus: string }>['refus']]: string } = {
  'trop-de-pages': 'Ce PDF a plus de quatre-vingts pages : occultez-en un extrait versé à part.',
  'page-inconnue': 'Une zone vise une page que ce PDF n’a pas : recommencez depuis la pièce affichée.',
  illisible: 'Ce PDF ne se dessine pas : il ne peut pas être occulté ici. Réservez la pièce.',
};
