import { ObjetAbsent, ObjetAltere } from '@ppn/blob-store';
import { consigner, fluxDossier, signalerIncident } from '@ppn/dossier';
import { dansUneTransaction, vueTypee } from '@ppn/postgres';
import type { Selectable } from 'kysely';
import { archiveDe, mesurer, PieceAlteree } from '../archive.ts';
import {
  type Envoi,
  envoyerAuFil,
  envoyerReprenable,
  preparer,
  RefusDePline,
  relire,
} from '../envoi-au-guichet.ts';
import { aRelier } from '../fiches.ts';
import { relier } from '../pdf/assembler.ts';
import type { LienAvecPline, PortsCopie } from '../ports.ts';
import type { TablesCopie } from '../tables.ts';
import { lireLesPieces } from './lire-les-pieces.ts';

type Copie = Selectable<TablesCopie['copie']>;

/** Cinq secondes, puis le double a chaque fois, un quart d'heure au plus. */
const attenteMs = (tentatives: number): number => Math.min(900_000, 5_000 * 2 ** Math.min(tentatives, 10));

/** Avance les copies demandees, la plus ancienne d'abord. Rend combien ont trouve leur sort. */
export async function preparerLesCopies(ports: PortsCopie): Promise<number> {
  const { pline } = ports;
  if (pline === undefined) return 0;
  const attendues = await ports.db
    .selectFrom('copie')
    .selectAll()
    .where('etat', '=', 'a-preparer')
    .where('prochaine_a', '<=', ports.dossier.maintenant())
    .orderBy('demandee_a')
    .limit(10)
    .execute();
  let finies = 0;
  for (const copie of attendues) if (await preparerUne(ports, pline, copie)) finies += 1;
  return finies;
}

async function preparerUne(ports: PortsCopie, pline: LienAvecPline, copie: Copie): Promise<boolean> {
  try {
    const changees = await piecesChangees(ports, copie);
    if (changees !== undefined) return await echouer(ports, copie, changees);
    await pousser(ports, { pline, depot: copie.id, agent: copie.matricule }, copie);
    return true;
  } catch (cause) {
    if (cause instanceof RefusDePline) return echouer(ports, copie, cause.message);
    if (cause instanceof PieceAlteree || cause instanceof ObjetAltere || cause instanceof ObjetAbsent)
      return alterer(ports, copie, cause);
    await reporter(ports, copie, cause);
    return false;
  }
}

/** Une piece retiree ou reservee depuis la demande arrete la copie : elle se redemande. */
async function piecesChangees({ dossier }: PortsCopie, { idj, pieces }: Copie): Promise<string | undefined> {
  const ligne = await dossier.db
    .selectFrom('dossier')
    .select('contenu')
    .where('idj', '=', idj)
    .executeTakeFirst();
  if (ligne === undefined) return 'Ce dossier n’est plus ici.';
  const triees = await lireLesPieces(dossier, { idj, retraits: ligne.contenu.retraits });
  const permises = new Map(
    triees.filter(({ motif }) => motif === null).map(({ piece }) => [piece.id, piece.empreinte]),
  );
  const changee = pieces.find(({ id, empreinte }) => permises.get(id) !== empreinte);
  return (
    changee &&
    `« ${changee.cote}. ${changee.titre} » ne se communique plus depuis la demande : relisez la liste et recommencez.`
  );
}

async function pousser(ports: PortsCopie, envoi: Envoi, copie: Copie): Promise<void> {
  const { magasin } = ports.dossier;
  const titre = `Copie du dossier ${copie.idj}`;
  await preparer(envoi, { objet: titre, idj: copie.idj, nature: 'copie-de-dossier' });
  const pieces = await mesurer(magasin, copie.pieces);
  const archive = archiveDe(magasin, pieces, copie.demandee_a);
  const avancer = (dejaPousses: number) => (octets: number) =>
    noter(ports, copie.id, { octets: archive.longueur, pousses: dejaPousses + octets });
  await envoyerReprenable(envoi, {
    nom: 'dossier.zip',
    longueur: archive.longueur,
    lire: archive.lire,
    avancer: avancer(0),
  });
  const flux = relier({
    titre,
    chapeau: [
      copie.chapeau,
      'Document de lecture. Les originaux, signés, sont dans l’archive « dossier.zip », sous la même cote.',
    ],
    pieces: aRelier(magasin, pieces),
    feuilleter: ports.feuilleter,
  });
  await envoyerAuFil(envoi, { nom: 'dossier.pdf', flux, avancer: avancer(archive.longueur) });
  await conclure(ports, envoi, copie);
}

const noter = async (
  { db }: PortsCopie,
  id: string,
  { octets, pousses }: { readonly octets: number; readonly pousses: number },
): Promise<void> =>
  void (await db
    .updateTable('copie')
    .set({ octets: Math.max(octets, pousses), pousses, erreur: null })
    .where('id', '=', id)
    .execute());

/** Tout est chez PLINE : le fait et la fin de la file, en une transaction. */
async function conclure(ports: PortsCopie, envoi: Envoi, copie: Copie): Promise<void> {
  const { dossier, db } = ports;
  const fichiers = (await relire(envoi)).envois.flatMap(({ nom, longueur, sha256 }) =>
    sha256 === null ? [] : [{ nom, longueur, sha256 }],
  );
  await dansUneTransaction(db, async (tx) => {
    const { numUpdatedRows } = await tx
      .updateTable('copie')
      .set({ etat: 'prete', prete_a: dossier.maintenant(), erreur: null })
      .where('id', '=', copie.id)
      .where('etat', '=', 'a-preparer')
      .executeTakeFirst();
    if (numUpdatedRows === 0n) return;
    const donnees = { depot: copie.id, pieces: copie.pieces.length, laissees: copie.laissees, fichiers };
    await consigner(
      vueTypee(tx),
      fluxDossier(copie.idj),
      [{ type: 'copie-preparee', donnees: donnees as never }],
      copie.matricule,
      dossier,
    );
  });
}

async function echouer({ db }: PortsCopie, { id }: Copie, erreur: string): Promise<true> {
  await db.updateTable('copie').set({ etat: 'echec', erreur }).where('id', '=', id).execute();
  return true;
}

async function alterer(
  ports: PortsCopie,
  copie: Copie,
  cause: PieceAlteree | ObjetAltere | ObjetAbsent,
): Promise<true> {
  const empreinte = cause instanceof PieceAlteree ? cause.piece.empreinte : cause.empreinte;
  const piece = copie.pieces.find((choisie) => choisie.empreinte === empreinte);
  const phrase = `« ${piece === undefined ? 'pièce' : `${piece.cote}. ${piece.titre}`} » : l’objet stocké ne correspond plus à son empreinte. La copie n’est pas partie.`;
  await signalerIncident(ports.dossier, {
    idj: copie.idj,
    code: 'objet-altere',
    phrase,
    empreinte,
  });
  return echouer(ports, copie, phrase);
}

async function reporter(
  { db, dossier, consigner: dire }: PortsCopie,
  copie: Copie,
  cause: unknown,
): Promise<void> {
  const erreur = cause instanceof Error ? cause.message : String(cause);
  dire('Copie reportée', { copie: copie.id, erreur });
  await db
    .updateTable('copie')
    .set({
      erreur: `PLINE ne répond pas encore (${erreur}). L’envoi reprendra où il en était.`,
      tentatives: copie.tentatives + 1,
      prochaine_a: new Date(dossier.maintenant().getTime() + attenteMs(copie.tentatives)),
    })
    .where('id', '=', copie.id)
    .execute();
}
