import { createCipheriv, createHash } from 'node:crypto';
import type { Client } from '@ppn/api-client';
import { PanneDeDemarrage, type ServiceEnMarche, type Systeme } from '@ppn/demarrage';
import { ouvrirBase } from '@ppn/postgres';
import {
  AFFAIRE_S1,
  attendre,
  attendu,
  connecterEnqueteur,
  connecterMagistrat,
  type Enqueteur,
  type Magistrat,
  ouvrir,
  redigerPlainte,
  redigerSynthese,
  signer,
} from '@ppn/scenarios/jeu';
import { demarrerUnEssai } from '../systeme/systeme-d-essai.ts';
import type { contratInterieur } from '@ppn/service-interieur/contract';
import { sql } from 'kysely';

const PATIENCE_MS = 60_000;

/** La chaine entiere en processus, un OPJ et un substitut connectes par leur carte. */
export type Chaine = {
  readonly systeme: Systeme;
  readonly enqueteur: Enqueteur;
  readonly magistrat: Magistrat;
  readonly fermer: () => Promise<void>;
};

/** Demarre un systeme neuf qui ne relance rien de lui-meme ; `reglages` : surcharges `PPN_INTERIEUR_*`, `PPN_JUSTICE_*`. */
export async function monterChaine(reglages: Readonly<Record<string, string>> = {}): Promise<Chaine> {
  const { systeme, terrain: joindre, fermer } = await demarrerUnEssai({ reglages });
  try {
    const terrain = await joindre();
    const [enqueteur, magistrat] = await Promise.all([
      connecterEnqueteur(terrain, 'camille-moreau'),
      connecterMagistrat(terrain, 'claire-fontaine'),
    ]);
    return { systeme, enqueteur, magistrat, fermer };
  } catch (cause) {
    await fermer();
    throw cause;
  }
}

/** Relance un service mort, arme pour mourir au prochain passage de `point` (vide : plus de point). */
export async function relancer(service: ServiceEnMarche, point = ''): Promise<void> {
  await service.demarrer({ PPN_POINT_D_ARRET: point }).catch((cause: unknown) => {
    // Un service qui reprend seul son travail peut atteindre le point avant d'avoir repondu.
    if (point === '' || !(cause instanceof PanneDeDemarrage)) throw cause;
  });
}

/** Attend que le service soit mort a son point d'arret, tue par SIGKILL ; une minute au plus. */
export async function mortBrutale(service: ServiceEnMarche): Promise<void> {
  await attendre(
    `mort de ${service.nom}`,
    async () => (service.pid() === undefined ? true : undefined),
    PATIENCE_MS,
  );
  const { signal } = await service.fin();
  if (signal !== 'SIGKILL') throw new Error(`${service.nom} est mort autrement : ${String(signal)}.`);
}

/** Les deux services servent le meme contrat de lecture. */
const lecteur = ({ client }: Enqueteur | Magistrat) => client as Client<typeof contratInterieur>;

/** La vue d'un dossier. */
export const vueDe = async (joueur: Enqueteur | Magistrat, idj: string) =>
  attendu('dossier', await lecteur(joueur).appeler('GET /api/dossiers/:idj', { idj }));
export type Vue = Awaited<ReturnType<typeof vueDe>>;

/** Attend que la vue d'un dossier reponde a une condition, et la rend. */
export const jusquaVoir = (
  joueur: Enqueteur | Magistrat,
  idj: string,
  condition: (vue: Vue) => boolean,
): Promise<Vue> =>
  attendre(
    `condition sur ${idj}`,
    async () => {
      const lue = await lecteur(joueur).appeler('GET /api/dossiers/:idj', { idj });
      return lue.ok && condition(lue.valeur) ? lue.valeur : undefined;
    },
    PATIENCE_MS,
  );

/** Empreinte des octets d'une piece, lus par l'API. */
export const empreinteLue = async (joueur: Enqueteur | Magistrat, idj: string, id: string): Promise<string> =>
  sha256(attendu('pièce', await lecteur(joueur).lire('GET /api/dossiers/:idj/pieces/:id', { idj, id })));

/** Empreintes du pli et de son accuse, lus par l'API. */
export const plisLus = async (
  joueur: Enqueteur | Magistrat,
  idj: string,
  id: string,
): Promise<readonly [string, string]> => [
  await sha256(attendu('pli', await lecteur(joueur).lire('GET /api/dossiers/:idj/plis/:id', { idj, id }))),
  await sha256(
    attendu('accusé', await lecteur(joueur).lire('GET /api/dossiers/:idj/plis/:id/accuse', { idj, id })),
  ),
];

const sha256 = async (reponse: Response): Promise<string> =>
  createHash('sha256')
    .update(new Uint8Array(await reponse.arrayBuffer()))
    .digest('hex');

/** Nombre de faits du dossier par type, et de lignes qui ne devraient pas etre la, dans la base d'un service. */
export async function comptesDe({ base }: ServiceEnMarche, idj: string): Promise<Record<string, number>> {
  const ouverte = ouvrirBase(base.urlProprietaire);
  try {
    const { rows } = await sql<{ cle: string; nombre: number }>`
      select type as cle, count(*)::int as nombre from fait where flux = ${`dossier/${idj}`} group by 1
      union all select 'rejets', count(*)::int from echange_rejet
      union all select 'incidents', count(*)::int from incident
      union all select 'brouillons', count(*)::int from brouillon where idj = ${idj}
      union all select 'envois', count(*)::int from echange_envoi where objet = ${idj}
      union all select 'receptions', count(*)::int from echange_reception where objet = ${idj}`.execute(
      ouverte.db,
    );
    return Object.fromEntries(rows.map(({ cle, nombre }) => [cle, nombre]));
  } finally {
    await ouverte.fermer();
  }
}

/** Un enregistrement WAV previsible et incompressible ; par defaut 8,5 Mio, trop grand pour le conteneur. */
export function enregistrement(graine: number, taille = 8.5 * 1024 * 1024): Uint8Array<ArrayBuffer> {
  const son = createCipheriv('aes-128-ctr', Buffer.alloc(16, graine), Buffer.alloc(16)).update(
    Buffer.alloc(taille),
  );
  const entete = Buffer.alloc(44);
  entete.write('RIFF', 0);
  entete.writeUInt32LE(36 + son.length, 4);
  entete.write('WAVEfmt ', 8);
  for (const [place, valeur] of [
    [16, 16],
    [24, 44_100],
    [28, 88_200],
    [40, son.length],
  ] as const)
    entete.writeUInt32LE(valeur, place);
  for (const [place, valeur] of [
    [20, 1],
    [22, 1],
    [32, 2],
    [34, 16],
  ] as const)
    entete.writeUInt16LE(valeur, place);
  entete.write('data', 36);
  return new Uint8Array(Buffer.concat([entete, son]));
}

/** Ouvre une procedure et y signe une plainte et une synthese : prete a transmettre. Rend l'IDJ. */
export async function procedureSignee(enqueteur: Enqueteur): Promise<string> {
  const procedure = await ouvrir(enqueteur, AFFAIRE_S1);
  const plainte = await redigerPlainte(enqueteur, procedure, AFFAIRE_S1);
  await signer(enqueteur, [plainte]);
  await signer(enqueteur, [await redigerSynthese(enqueteur, procedure)]);
  return procedure.idj;
}
