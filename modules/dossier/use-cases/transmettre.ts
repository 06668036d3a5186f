import { randomBytes } from 'node:crypto';
import { nouvelUuid } from '@ppn/core';
import type { Agent } from '@ppn/habilitation';
import { refuser } from '@ppn/http';
import { etape } from '@ppn/observability';
import { dansUneTransaction } from '@ppn/postgres';
import type { Etat } from '../acces.ts';
import { consigner, verrouiller } from '../consigner.ts';
import { fluxDossier } from '../faits.ts';
import type { EnvoiDemande, PortsDossier, Tx } from '../ports.ts';

/** Un manque qui bloque la transmission ; `cible` : adresse de l'endroit a reprendre dans le portail. */
export type ManqueDeTransmission = { readonly code: string; readonly phrase: string; readonly cible: string };

/** Completude avant transmission : toute piece signee, presente et integre (Crim. 16 sept. 2025 : une piece non signee ne se rattrape pas). */
export async function completude(
  ports: PortsDossier,
  etat: Etat,
): Promise<{ complet: boolean; manques: ManqueDeTransmission[]; pieces: number }> {
  const [pieces, fichiers, enCours] = await Promise.all([
    ports.db.selectFrom('piece').selectAll().where('idj', '=', etat.idj).orderBy('rang').execute(),
    ports.db.selectFrom('fichier').selectAll().where('idj', '=', etat.idj).execute(),
    ports.actesEnCours(etat.idj),
  ]);
  const chemin = `/dossiers/${etat.idj}`;
  const scelles = new Set(pieces.map(({ id }) => id));
  const manques: ManqueDeTransmission[] = [];
  for (const acte of enCours)
    manques.push({
      code: 'acte-non-signe',
      phrase: `« ${acte.titre} » n’est pas signé.`,
      cible: `${chemin}/actes/${acte.acteId}`,
    });
  for (const fichier of fichiers)
    if (!scelles.has(fichier.id))
      manques.push({
        code: 'fichier-sans-acte',
        phrase: `Le fichier « ${fichier.nom} » n’est joint à aucun acte signé : joignez-le à un acte ou retirez-le.`,
        cible: `${chemin}/fichiers/${fichier.id}`,
      });
  if (!pieces.some(({ genre }) => genre === 'acte'))
    manques.push({
      code: 'aucun-acte',
      phrase: 'Aucun acte signé : rédigez et signez au moins un acte.',
      cible: chemin,
    });
  if (!pieces.some(({ type }) => type === 'synthese'))
    manques.push({
      code: 'synthese-absente',
      phrase: 'Le procès-verbal de synthèse manque.',
      cible: `${chemin}/actes/nouveau/synthese`,
    });
  for (const piece of pieces) {
    const sort = piece.integre ? await ports.magasin.taille(empreinteDe(piece.empreinte)) : undefined;
    if (sort === undefined)
      manques.push({
        code: 'piece-alteree',
        phrase: `La pièce ${piece.numero} « ${piece.titre} » est absente du stockage ou altérée.`,
        cible: `${chemin}/pieces/${piece.id}`,
      });
  }
  return { complet: manques.length === 0, manques, pieces: pieces.length };
}

const empreinteDe = (valeur: string) => valeur as Parameters<PortsDossier['magasin']['taille']>[0];

/** Transmet la procedure : un pli, un fait, une seule transaction ; rien ne part avant le commit. */
export async function transmettre(
  ports: PortsDossier,
  agent: Agent,
  etat: Etat,
  juridiction: { readonly code: string; readonly libelle: string },
): Promise<string> {
  if (etat.etat === 'en-transmission') throw dejaEnTransmission();
  const { complet, manques } = await completude(ports, etat);
  if (!complet)
    throw refuser(
      422,
      'procedure-incomplete',
      `La procédure n’est pas complète : ${manques.map(({ phrase }) => phrase).join(' ')}`,
      { liens: manques.map(({ phrase, cible }) => ({ libelle: phrase, cible })) },
    );
  const pieces = await piecesAEnvoyer(ports, etat.idj);
  // Retournee, la procedure peut repartir telle quelle : l'unite repond que rien ne manquait.
  if (
    etat.etat !== 'retournee' &&
    (await toutEstRecu(ports, etat, { juridiction: juridiction.code, pieces: pieces.length }))
  )
    throw refuser(
      409,
      'deja-transmise',
      `Toutes les pièces de cette procédure sont déjà reçues (${juridiction.libelle}) : il n’y a rien de nouveau à transmettre.`,
    );
  const maintenant = ports.maintenant();
  const pli = nouvelUuid(maintenant.getTime(), randomBytes(10));
  await dansUneTransaction(ports.db, async (tx: Tx) => {
    await exigerAucuneTransmission(tx, etat.idj);
    await consigner(
      tx,
      fluxDossier(etat.idj),
      [{ type: 'pli-emis', donnees: { pli, genre: 'procedure', juridiction } }],
      agent.matricule,
      ports,
    );
    await ports.emettre(tx, {
      id: pli,
      objet: etat.idj,
      genre: 'procedure',
      pieces,
      message: {
        juridiction,
        transmisPar: { matricule: agent.matricule, nom: `${agent.prenom} ${agent.nom}` },
      },
      emisA: maintenant.toISOString(),
    });
  });
  await etape('transmission.demandee');
  ports.reveiller();
  return pli;
}

/** Deux demandes a la fois ne font qu'un pli : l'etat est relu sous le verrou du dossier. */
async function exigerAucuneTransmission(tx: Tx, idj: string): Promise<void> {
  await verrouiller(tx, fluxDossier(idj));
  const ligne = await tx.selectFrom('dossier').select('etat').where('idj', '=', idj).executeTakeFirst();
  if (ligne?.etat === 'en-transmission') throw dejaEnTransmission();
}

const dejaEnTransmission = () =>
  refuser(409, 'deja-en-transmission', 'Cette procédure est déjà en cours de transmission.');

/** Meme nombre que le dernier pli accuse, et rien de verse depuis (une piece retiree ne compense pas une piece neuve). */
async function toutEstRecu(
  { db, plisDe }: PortsDossier,
  etat: Etat,
  attendu: { readonly juridiction: string; readonly pieces: number },
): Promise<boolean> {
  const dernier = (await plisDe(etat.idj)).findLast(
    ({ sens, genre, etat: sort }) => sens === 'emis' && genre === 'procedure' && sort === 'accuse',
  );
  if (etat.juridiction?.code !== attendu.juridiction || dernier?.pieces !== attendu.pieces) return false;
  const depuis = await db
    .selectFrom('piece')
    .select('id')
    .where('idj', '=', etat.idj)
    .where('versee', '>', new Date(dernier.emisA))
    .executeTakeFirst();
  return depuis === undefined;
}

/** Les pieces d'un dossier pour un pli : actes, originaux, apercus ; une piece retiree ne part plus, l'acte qui la retire part. Noms ASCII. */
export async function piecesAEnvoyer(
  { db, magasin }: PortsDossier,
  idj: string,
): Promise<EnvoiDemande['pieces']> {
  const dossier = await db.selectFrom('dossier').select('contenu').where('idj', '=', idj).executeTakeFirst();
  const retirees = new Set(dossier?.contenu.retraits.map(({ piece }) => piece) ?? []);
  const toutes = await db.selectFrom('piece').selectAll().where('idj', '=', idj).orderBy('rang').execute();
  const pieces = toutes.filter(({ id }) => !retirees.has(id));
  const envoyees = new Map<string, EnvoiDemande['pieces'][number]>();
  for (const piece of pieces) {
    const nom = piece.genre === 'acte' ? `actes/${piece.id}.pdf` : `fichiers/${piece.id}`;
    envoyees.set(nom, {
      nom,
      empreinte: piece.empreinte,
      taille: piece.taille,
      typeMime: piece.type_mime,
      role: piece.genre,
    });
    if (piece.apercu !== null) {
      const taille = await magasin.taille(empreinteDe(piece.apercu));
      if (taille !== undefined)
        envoyees.set(`apercus/${piece.id}.webp`, {
          nom: `apercus/${piece.id}.webp`,
          empreinte: piece.apercu,
          taille,
          typeMime: 'image/webp',
          role: 'apercu',
        });
    }
  }
  return [...envoyees.values()];
}
