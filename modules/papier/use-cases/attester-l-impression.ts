import { createHash } from 'node:crypto';
import { ObjetAbsent, ObjetAltere } from '@ppn/blob-store';
import { empreinte as versEmpreinte, horodate, isIdj } from '@ppn/core';
import { type Etat, signalerIncident } from '@ppn/dossier';
import type { Agent } from '@ppn/habilitation';
import { refuser } from '@ppn/http';
import { HorodatageIndisponible, scellerPdfParCachet } from '@ppn/sealing';
import { attester, type LigneAttestee, type PieceRefusee, type RaisonDeRefus } from '../domain/attester.ts';
import { CHAMP_DU_CACHET, modeleDeLAttestation } from '../modele-de-l-attestation.ts';
import type { PortsPapier } from '../ports.ts';
import { pagesDuPdf } from '../pages-du-pdf.ts';
import { piecesAAttester, piecesEnCours } from '../pieces-a-attester.ts';

/**
 * Atteste l'impression des pieces choisies (A.53-8 CPP) : PDF/A scelle par le cachet du service. L'agent est deja autorise et
 * trace. Refuse en 409 des qu'une piece n'est pas signee, en 503 si le journal ou l'horodatage manquent.
 */
export async function attesterLImpression(
  ports: PortsPapier,
  { etat, agent, choisies }: Demande,
): Promise<Uint8Array> {
  const lues = await Promise.all([
    piecesAAttester(ports.dossier, etat),
    piecesEnCours(ports.dossier, etat.idj),
  ]);
  const jugees = attester(...lues, choisies);
  if (!jugees.ok)
    throw jugees.refus.code === 'rien-a-attester'
      ? refuser(409, 'rien-a-attester', 'Choisissez au moins une pièce signée à imprimer.')
      : nonAttestables(jugees.refus.pieces);
  const lignes = await relire(ports, etat.idj, jugees.valeur);
  const etablieA = horodate(ports.dossier.maintenant().toISOString(), etat.unite.zone);
  const tete = await attendreLaTete(ports, etat.idj);
  const pdf = await ports.composer(modeleDeLAttestation({ etat, agent, etablieA, lignes, tete }));
  return sceller(ports, pdf, etablieA);
}

/** Qui imprime quoi. `choisies` absent : tout le dossier courant. */
export type Demande = {
  readonly etat: Etat;
  readonly agent: Agent;
  readonly choisies: readonly string[] | undefined;
};

const RAISONS: { readonly [raison in RaisonDeRefus]: string } = {
  'acte-non-signe': 'n’est pas signé',
  'horodatage-attendu': 'attend l’horodatage de sa signature',
  'piece-retiree': 'a été annulée et retirée du dossier',
  'piece-alteree': 'ne correspond plus à son empreinte',
  'piece-inconnue': 'n’est pas au dossier',
};

const nonAttestables = (pieces: readonly PieceRefusee[]) =>
  refuser(
    409,
    'piece-non-attestable',
    `Impression non attestée : ${pieces
      .slice(0, 5)
      .map(({ titre, raison }) => `« ${titre === '' ? 'pièce inconnue' : titre} » ${RAISONS[raison]}`)
      .join(
        ' ; ',
      )}${pieces.length > 5 ? ` ; et ${pieces.length - 5} autres` : ''}. Une attestation ne dit conformes que des originaux signés (article A.53-8 du code de procédure pénale).`,
    {
      champs: pieces.map(({ id, titre, raison }) => ({
        champ: id,
        phrase: `« ${titre} » ${RAISONS[raison]}.`,
      })),
    },
  );

/** Relit chaque original, recalcule son empreinte et compte ses pages : on n'atteste pas ce qu'on n'a pas lu. */
async function relire(
  { dossier }: PortsPapier,
  idj: string,
  lignes: readonly LigneAttestee[],
): Promise<readonly LigneAttestee[]> {
  const relues: LigneAttestee[] = [];
  for (const ligne of lignes) {
    const lu = await lireOriginal(dossier, ligne);
    if (lu === undefined) throw await alteree(dossier, idj, ligne);
    relues.push({ ...ligne, pages: lu.pages });
  }
  return relues;
}

const ACTE_MAX = 256 * 1024 * 1024;

/** `undefined` : l'objet manque ou n'a plus son empreinte. Un fichier joint est lu en flux : ses pages sont celles connues. */
async function lireOriginal(
  { magasin }: PortsPapier['dossier'],
  { empreinte, jointe, pages }: LigneAttestee,
): Promise<{ readonly pages: number | null } | undefined> {
  const condensat = createHash('sha256');
  const acte: Uint8Array[] = [];
  let lus = 0;
  try {
    for await (const morceau of magasin.lire(versEmpreinte(empreinte))) {
      condensat.update(morceau);
      lus += morceau.length;
      if (jointe === null && lus <= ACTE_MAX) acte.push(morceau);
    }
  } catch (cause) {
    if (cause instanceof ObjetAltere || cause instanceof ObjetAbsent) return undefined;
    throw cause;
  }
  if (condensat.digest('hex') !== empreinte) return undefined;
  return { pages: jointe === null && lus <= ACTE_MAX ? await pagesDuPdf(Buffer.concat(acte)) : pages };
}

async function alteree(
  dossier: PortsPapier['dossier'],
  idj: string,
  { cote, titre, empreinte }: LigneAttestee,
) {
  const phrase = `« ${cote}. ${titre} » : l’objet stocké ne correspond plus à son empreinte. Son impression n’est pas attestée.`;
  await signalerIncident(dossier, { idj, code: 'objet-altere', phrase, empreinte });
  return refuser(409, 'objet-altere', phrase);
}

const ATTENTE_MS = 10_000;
const PAS_MS = 250;

async function attendreLaTete({ tete, patienter }: PortsPapier, idj: string): Promise<string> {
  if (!isIdj(idj)) throw refuser(404, 'dossier-inconnu', 'Ce dossier n’existe pas.');
  let lue = await tete(idj);
  for (let attendu = 0; attendu < ATTENTE_MS && !lue.ok; attendu += PAS_MS) {
    await patienter(PAS_MS);
    lue = await tete(idj);
  }
  if (lue.ok) return lue.valeur;
  throw refuser(
    503,
    'journal-en-retard',
    'Les derniers faits de ce dossier ne sont pas encore scellés au journal : réessayez dans une minute.',
  );
}

async function sceller(
  { cachet, horodateur }: PortsPapier,
  pdf: Uint8Array,
  signeA: ReturnType<typeof horodate>,
): Promise<Uint8Array> {
  try {
    return await scellerPdfParCachet({
      pdf,
      champ: CHAMP_DU_CACHET,
      signeA,
      cachet,
      horodateur,
      motif: 'Attestation de conformité de l’impression (A.53-8 CPP)',
    });
  } catch (cause) {
    if (!(cause instanceof HorodatageIndisponible)) throw cause;
    throw refuser(
      503,
      'horodatage-indisponible',
      'L’horodatage ne répond pas : l’attestation ne peut pas être scellée. Réessayez dans une minute.',
    );
  }
}
