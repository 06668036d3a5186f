import { empreinte } from '@ppn/core';
import type { Empreinte } from '@ppn/core';
import type { Rapport } from '../rapport.ts';
import { porteUnActe } from '../pdf/acte-joint.ts';
import { validerPdf } from '../pdf/valider-pdf.ts';
import type { Archive } from './archive.ts';
import type { ReferenceDeManifeste } from './manifeste.ts';
import type { Jugement } from './jugement.ts';

/** Une piece du conteneur : son empreinte, sa place dans le manifeste, et le jugement de ses signatures si c'est un PDF. */
export type RapportPiece = {
  readonly nom: string;
  readonly taille: number;
  readonly empreinte: Empreinte;
  readonly listee: boolean;
  readonly intacte: boolean;
  /** Vrai pour un PDF qui embarque `acte.json` : ses signatures comptent dans le verdict du conteneur. */
  readonly estActe: boolean;
  readonly acte?: Rapport;
  readonly motifs: readonly string[];
};

type Demande = Jugement & {
  readonly donnees: readonly string[];
  readonly references: readonly ReferenceDeManifeste[];
};

const PDF_MAX = 128 * 1024 * 1024;

/** Recalcule l'empreinte de chaque piece en flux, la compare au manifeste, et juge les PDF un a un. */
export async function jugerPieces(archive: Archive, demande: Demande): Promise<readonly RapportPiece[]> {
  const pieces: RapportPiece[] = [];
  for (const nom of demande.donnees.toSorted()) pieces.push(await jugerPiece(archive, nom, demande));
  const absentes = demande.references.filter((reference) => !archive.entrees.has(reference.nom));
  const vues = [...new Set(absentes.map((reference) => reference.nom))];
  return [
    ...pieces,
    ...vues.map((nom): RapportPiece => ({
      nom,
      taille: 0,
      empreinte: empreinte('0'.repeat(64)),
      listee: true,
      intacte: false,
      estActe: false,
      motifs: ['annoncée par le manifeste mais absente du conteneur'],
    })),
  ];
}

async function jugerPiece(archive: Archive, nom: string, demande: Demande): Promise<RapportPiece> {
  const references = demande.references.filter((reference) => reference.nom === nom);
  const condensats = references.flatMap((reference) => reference.condensat ?? []);
  const calcules = await archive.condenser(nom, [...new Set(['sha256', ...condensats])]);
  const justes = references.every(
    (reference) =>
      reference.condensat !== undefined && calcules.get(reference.condensat) === reference.valeur,
  );
  const inconnus = references.some((reference) => reference.condensat === undefined);
  const listee = references.length > 0;
  const pdf = await jugerActe(archive, nom, demande);
  return {
    nom,
    taille: archive.entrees.get(nom)?.uncompressedSize ?? 0,
    empreinte: empreinte(calcules.get('sha256') ?? ''),
    listee,
    intacte: listee && justes,
    ...pdf,
    motifs: [
      ...(listee ? [] : ['absente du manifeste : rien ne la scelle']),
      ...(justes
        ? []
        : [inconnus ? 'condensat du manifeste non admis' : 'empreinte différente de celle du manifeste']),
    ],
  };
}

async function jugerActe(
  archive: Archive,
  nom: string,
  demande: Demande,
): Promise<{ readonly estActe: boolean; readonly acte?: Rapport }> {
  if (!demande.actes || !/\.(?:pdf|json|tlog-proof)$/iu.test(nom)) return { estActe: false };
  const octets = await archive.lire(nom, PDF_MAX);
  if (octets === undefined) return { estActe: false };
  await demande.surPiece?.(nom, octets);
  if (!/\.pdf$/iu.test(nom)) return { estActe: false };
  return { estActe: porteUnActe(octets), acte: await validerPdf(octets, demande.ancres, { a: demande.a }) };
}
