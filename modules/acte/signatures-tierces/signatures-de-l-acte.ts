import { createHash } from 'node:crypto';
import { empreinte, horodate } from '@ppn/core';
import { refuser } from '@ppn/http';
import type { SignatureTierce } from '../contract.ts';
import type { PlaceDeSignataire, Recueil, SignataireAttendu } from '../domain/recueil-des-signatures.ts';
import { signatureEnSvg } from '../domain/signature-en-svg.ts';
import type { PortsActe } from '../ports.ts';
import { lireLesTraces } from './coffre-des-traces.ts';

/** Ce que le gel met dans l'acte : les signatures, et le dessin de chacune. */
export type SignaturesDeLActe = {
  readonly signatures: readonly SignatureTierce[];
  readonly images: ReadonlyMap<PlaceDeSignataire, Uint8Array>;
};

/** Dessin SVG de la signature d'un signataire, refait de ses traces. */
export const imageDe = async (
  ports: PortsActe,
  acteId: string,
  place: PlaceDeSignataire,
): Promise<Uint8Array> =>
  new TextEncoder().encode(
    signatureEnSvg(await lireLesTraces({ db: ports.db, magasin: ports.dossier.magasin }, acteId, place)),
  );

/** Signatures recueillies, dans l'ordre des signataires attendus ; le gel a verifie qu'aucune ne manque. */
export async function signaturesDeLActe(
  ports: PortsActe,
  acteId: string,
  {
    recueil,
    attendus,
    zone,
  }: {
    readonly recueil: Recueil;
    readonly attendus: readonly SignataireAttendu[];
    readonly zone: string;
  },
): Promise<SignaturesDeLActe> {
  const signatures: SignatureTierce[] = [];
  const images = new Map<PlaceDeSignataire, Uint8Array>();
  for (const attendu of attendus) {
    const issue = recueil.issues[attendu.place];
    if (issue === undefined) throw refuser(409, 'signatures-attendues', `${attendu.nom} n’a pas signé.`);
    const commun = { ...attendu, identite: recueil.identites[attendu.place] ?? 'constatee' };
    const a = horodate(issue.a, zone);
    if (issue.etat !== 'signee') {
      signatures.push({ ...commun, issue: { etat: issue.etat, a, motif: issue.motif } });
      continue;
    }
    const image = await imageDe(ports, acteId, attendu.place);
    images.set(attendu.place, image);
    signatures.push({
      ...commun,
      issue: {
        etat: 'signee',
        a,
        traces: empreinte(issue.traces),
        image: empreinte(createHash('sha256').update(image).digest('hex')),
      },
    });
  }
  return { signatures, images };
}
