import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { lireJointe } from '@ppn/sealing';
import * as z from 'zod';
import type { DemandeDeLecture, Lecteur, Lecture } from './aiguillage.ts';
import { enDonnees } from './en-donnees.ts';
import { lireBorne, lireDebut } from './lire-fichier.ts';
import { affichable, enTexte } from './rapport-texte.ts';
import { type RapportDeFichier, verifierFichier } from './verifier-fichier.ts';

const PDF_MAX = 64 * 1024 * 1024;

/** Ce que le verificateur lit d'un recepisse ; le reste n'est pas a lui. */
const donnees = z.object({
  schema: z.literal('ppn/recepisse-de-depot@1'),
  genre: z.enum(['depot', 'remise', 'fin']),
  etabliA: z.string(),
  depot: z.string(),
  zone: z.enum(['pline', 'plex']),
  objet: z.string(),
  idj: z.string().nullable(),
  expediteur: z.object({ nom: z.string(), organisation: z.string() }),
  destinataires: z.array(z.object({ id: z.string(), nom: z.string() })),
  fichiers: z.array(z.object({ nom: z.string(), longueur: z.number(), sha256: z.string() })),
  deposeA: z.string(),
  suivis: z.array(
    z.object({
      destinataire: z.string(),
      aviseA: z.string().nullable(),
      ouvertA: z.string().nullable(),
      remis: z.record(z.string(), z.string()),
    }),
  ),
});
type Donnees = z.infer<typeof donnees>;

/** Le fichier recu, compare au recepisse : `nom` sous lequel il y est, ou nul s'il n'y est pas. */
type Recu = { readonly fichier: string; readonly sha256: string; readonly nom: string | null };

/** Un recepisse de PLINE ou de PLEX : le cachet de la zone, les donnees, et le fichier recu donne par `--contenu`. */
export const lecteurDeRecepisse: Lecteur = {
  reconnait: async (chemin) => (await lire(chemin)) !== undefined,
  lire: verifierLeRecepisse,
};

async function lire(chemin: string): Promise<Donnees | undefined> {
  const debut = await lireDebut(chemin).catch(() => undefined);
  if (debut === undefined || !debut.toString('latin1').includes('%PDF-') || debut[0] === 0x30)
    return undefined;
  const octets = await lireBorne(chemin, PDF_MAX);
  const jointe = octets && (await lireJointe(octets, 'recepisse.json').catch(() => undefined));
  return jointe && donnees.safeParse(enJson(jointe)).data;
}

function enJson(octets: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(octets));
  } catch {
    return undefined;
  }
}

async function verifierLeRecepisse(demande: DemandeDeLecture): Promise<Lecture> {
  const lues = await lire(demande.chemin);
  if (lues === undefined) throw new Error('Ce fichier n’est pas un récépissé.');
  const { contenu, ...sans } = demande;
  const rapport = juger(await verifierFichier(sans), lues);
  const recu = contenu === undefined ? undefined : await comparer(contenu, lues);
  const code = recu?.nom === null ? 1 : CODES[rapport.verdict];
  return {
    code,
    donnees: { ...enDonnees(rapport), genre: 'recepisse', recepisse: lues, ...(recu ? { recu } : {}) },
    texte: `${enTexte(basename(demande.chemin), rapport)}${enClair(lues, recu)}`,
  };
}

const CODES: Readonly<Record<RapportDeFichier['verdict'], number>> = {
  valide: 0,
  invalide: 1,
  indetermine: 2,
  'non-signe': 3,
};

/** Le cachet doit etre celui de la zone que le recepisse nomme : un autre cachet valide n'en fait pas un recepisse. */
function juger(rapport: RapportDeFichier, { zone }: Donnees): RapportDeFichier {
  const [cachet, ...autres] = rapport.signatures;
  const sien = cachet?.signataire.organisation?.endsWith(`, ${zone.toUpperCase()}`) === true;
  if (rapport.verdict !== 'valide' || (sien && autres.length === 0)) return rapport;
  return {
    ...rapport,
    verdict: 'invalide',
    motifs: [
      ...rapport.motifs,
      `le cachet n’est pas celui de ${zone.toUpperCase()}, qui seule établit ses récépissés`,
    ],
  };
}

async function comparer(chemin: string, { fichiers }: Donnees): Promise<Recu> {
  const condensat = createHash('sha256');
  for await (const morceau of createReadStream(chemin)) condensat.update(morceau as Uint8Array);
  const sha256 = condensat.digest('hex');
  return {
    fichier: basename(chemin),
    sha256,
    nom: fichiers.find((fichier) => fichier.sha256 === sha256)?.nom ?? null,
  };
}

const GENRES = { depot: 'de dépôt', remise: 'de remise', fin: 'de fin de mise à disposition' } as const;

function enClair(lues: Donnees, recu: Recu | undefined): string {
  const noms = new Map(lues.destinataires.map(({ id, nom }) => [id, nom]));
  return [
    `  Récépissé ${GENRES[lues.genre]} (${lues.zone.toUpperCase()}), dépôt ${affichable(lues.depot)}`,
    `  Objet : ${affichable(lues.objet)}${lues.idj === null ? '' : `, dossier ${affichable(lues.idj)}`}`,
    `  De ${affichable(lues.expediteur.nom)}, ${affichable(lues.expediteur.organisation)}, le ${affichable(lues.deposeA)}`,
    ...lues.suivis.map(
      ({ destinataire, aviseA, ouvertA, remis }) =>
        `  À ${affichable(noms.get(destinataire) ?? destinataire)} : ${aviseA === null ? 'pas encore avisé' : `avisé ${affichable(aviseA)}`}${ouvertA === null ? '' : `, ouvert ${affichable(ouvertA)}`}, ${Object.keys(remis).length} fichier(s) remis`,
    ),
    ...lues.fichiers.map(({ nom, longueur, sha256 }) => `  ${sha256}  ${longueur}  ${affichable(nom)}`),
    ...(recu === undefined ? [] : [phraseDuRecu(recu)]),
    '',
  ].join('\n');
}

const phraseDuRecu = ({ fichier, sha256, nom }: Recu): string =>
  nom === null
    ? `  FICHIER DIFFÉRENT : ${affichable(fichier)} (${sha256}) n’est aucun de ceux du récépissé`
    : `  Fichier reçu : ${affichable(fichier)} est bien « ${affichable(nom)} » du récépissé`;
