import { randomBytes } from 'node:crypto';
import { nouvelUuid } from '@ppn/core';
import type { Agent } from '@ppn/habilitation';
import { refuser } from '@ppn/http';
import { etape } from '@ppn/observability';
import { dansUneTransaction } from '@ppn/postgres';
import type { Insertable, Selectable } from 'kysely';
import { verrouiller } from '../consigner.ts';
import type { Fichier } from '../contract.ts';
import { fluxDossier } from '../faits.ts';
import type { PortsDossier, Tx } from '../ports.ts';
import type { TablesDossier } from '../tables.ts';
import { fichierDe } from '../vue.ts';

/** Depot demande : le flux d'octets, son nom, l'acte auquel il est destine s'il y en a un. */
export type Depot = {
  readonly idj: string;
  readonly nom: string;
  readonly acte: string | undefined;
  readonly flux: AsyncIterable<Uint8Array>;
  readonly tailleMax: number;
};

/**
 * Recoit un original bit pour bit, l'examine, l'inscrit au dossier. Un refus n'inscrit rien ; apres l'examen, les octets
 * refuses restent chiffres au magasin, sans aucune reference (les effacer ici pourrait oter ceux d'un depot simultane).
 */
export async function deposerFichier(ports: PortsDossier, agent: Agent, depot: Depot): Promise<Fichier> {
  const nom = nomPropre(depot.nom);
  const depose = await ports.magasin.deposer(depot.flux, { tailleMax: depot.tailleMax });
  if (!depose.ok) throw refusDeMagasin(depose.refus, depot.tailleMax);
  const { empreinte, taille } = depose.valeur;
  const examen = await ports.examiner({ empreinte, taille, nom });
  if (!examen.ok) throw refuser(422, examen.refus.code, examen.refus.phrase);
  const [apercu, vignette] = [
    await garder(ports, examen.valeur.apercu),
    await garder(ports, examen.valeur.vignette),
  ];
  const maintenant = ports.maintenant();
  await etape('depot.octets-gardes');
  const ligne = await inscrireUneFois(ports, {
    id: nouvelUuid(maintenant.getTime(), randomBytes(10)),
    idj: depot.idj,
    nom,
    type_mime: examen.valeur.typeMime,
    famille: examen.valeur.famille,
    taille,
    empreinte,
    apercu,
    vignette,
    depose_a: maintenant,
    depose_par: `${agent.prenom} ${agent.nom}`,
    acte_id: depot.acte ?? null,
    avertissements: JSON.stringify(examen.valeur.avertissements),
  });
  await etape('depot.fichier-inscrit');
  return fichierDe(ligne, false);
}

/** Le meme original, sous le meme nom, depose de nouveau apres une coupure : c'est le meme fichier, pas un second. */
const inscrireUneFois = (
  ports: PortsDossier,
  fichier: Insertable<TablesDossier['fichier']>,
): Promise<Selectable<TablesDossier['fichier']>> =>
  dansUneTransaction(ports.db, async (tx: Tx) => {
    await verrouiller(tx, fluxDossier(fichier.idj));
    const deja = await tx
      .selectFrom('fichier')
      .selectAll()
      .where('idj', '=', fichier.idj)
      .where('nom', '=', fichier.nom)
      .where('empreinte', '=', fichier.empreinte)
      .where('acte_id', 'is not distinct from', fichier.acte_id ?? null)
      .where((eb) =>
        eb.not(eb.exists(eb.selectFrom('piece').select('piece.id').whereRef('piece.id', '=', 'fichier.id'))),
      )
      .executeTakeFirst();
    return deja ?? tx.insertInto('fichier').values(fichier).returningAll().executeTakeFirstOrThrow();
  });

/** Retire un fichier du dossier, sauf s'il est dans un acte scelle. */
export async function retirerFichier(ports: PortsDossier, idj: string, id: string): Promise<void> {
  const scelle = await ports.db
    .selectFrom('piece')
    .select('id')
    .where('idj', '=', idj)
    .where('id', '=', id)
    .executeTakeFirst();
  if (scelle)
    throw refuser(
      409,
      'fichier-scelle',
      'Ce fichier est joint à un acte signé : il ne peut plus être retiré.',
    );
  await ports.db.deleteFrom('fichier').where('idj', '=', idj).where('id', '=', id).execute();
}

async function garder({ magasin }: PortsDossier, octets: Uint8Array | undefined): Promise<string | null> {
  if (!octets) return null;
  const depose = await magasin.deposerOctets(octets);
  return depose.ok ? depose.valeur.empreinte : null;
}

/** Nom sans chemin ni caractere de commande, au plus 200 caracteres ; jamais vide. */
export function nomPropre(brut: string): string {
  const nom = brut.normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const propre = nom
    .replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, '')
    .trim()
    .slice(-200);
  return propre === '' || propre === '.' || propre === '..' ? 'fichier' : propre;
}

/** `3145728` -> `3 Mo` ; la plus grande unite qui laisse au moins un. */
function tailleLisible(octets: number): string {
  const rang = Math.min(3, Math.floor(Math.log2(Math.max(1, octets)) / 10));
  const nombre = Math.floor((octets / 1024 ** rang) * 10) / 10;
  return `${nombre.toLocaleString('fr-FR')} ${['octets', 'Ko', 'Mo', 'Go'][rang] ?? ''}`;
}

function refusDeMagasin(raison: 'trop-volumineux' | 'stockage-plein', tailleMax: number) {
  if (raison === 'trop-volumineux')
    return refuser(413, raison, `Ce fichier dépasse la taille admise (${tailleLisible(tailleMax)}).`);
  return refuser(
    507,
    raison,
    'L’espace de stockage est épuisé : le fichier n’a pas été enregistré. Prévenez l’exploitation, puis déposez-le de nouveau.',
  );
}
