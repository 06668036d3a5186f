import type { ProblemeVu } from '../etats.tsx';
import { signaturesParActe } from './jeton-d-ordre.ts';

/** Un acte (ou un document) a signer, tel que montre. */
export type ActeASigner = { readonly acteId: string; readonly titre: string };
/** Un ordre signe par le service, pour la carte. */
export type OrdreDeSignature = { readonly acteId: string; readonly titre: string; readonly ordre: string };
/** Ce qu'il advient d'un acte. */
export type IssueDeSignature = {
  readonly acteId: string;
  readonly etat: 'scelle' | 'cosignature-attendue' | 'horodatage-attendu' | 'refuse';
  readonly phrase: string;
};
type Rendu<T> =
  | { readonly ok: true; readonly valeur: T }
  | { readonly ok: false; readonly refus: ProblemeVu };

/** Ce que le service fait d'un lot : des ordres pour la carte, puis le sort de chaque signature. */
export type PortsDeSignature = {
  readonly demanderLesOrdres: (actes: readonly string[]) => Promise<
    Rendu<{
      readonly ordres: readonly OrdreDeSignature[];
      readonly refus: readonly { readonly acteId: string; readonly phrase: string }[];
    }>
  >;
  readonly remettreLesSignatures: (
    signatures: readonly { readonly acteId: string; readonly signature: string }[],
  ) => Promise<Rendu<readonly IssueDeSignature[]>>;
};

/** Ou en est la signature d'un lot. */
export type EtapeDeSignature =
  | { readonly nom: 'preparation' }
  | {
      readonly nom: 'carte';
      readonly ordres: readonly OrdreDeSignature[];
      readonly refus: readonly IssueDeSignature[];
    }
  | { readonly nom: 'scellement' }
  | { readonly nom: 'faite'; readonly issues: readonly IssueDeSignature[] }
  | { readonly nom: 'echec'; readonly probleme: ProblemeVu };

/** Fait geler les actes par le service : un ordre par acte, ou leur refus. */
export async function preparerLeLot(
  { demanderLesOrdres }: PortsDeSignature,
  actes: readonly string[],
): Promise<EtapeDeSignature> {
  const rendu = await demanderLesOrdres(actes);
  if (!rendu.ok) return { nom: 'echec', probleme: rendu.refus };
  const refus = rendu.valeur.refus.map(({ acteId, phrase }) => ({ acteId, etat: 'refuse', phrase }) as const);
  return rendu.valeur.ordres.length === 0
    ? { nom: 'faite', issues: refus }
    : { nom: 'carte', ordres: rendu.valeur.ordres, refus };
}

/** Remet les signatures de la carte ; chaque acte est verifie, horodate et scelle a part. */
export async function scellerLeLot(
  { remettreLesSignatures }: PortsDeSignature,
  { ordres, refus }: Extract<EtapeDeSignature, { nom: 'carte' }>,
  resultats: readonly Readonly<Record<string, unknown>>[],
): Promise<EtapeDeSignature> {
  const signatures = signaturesParActe(ordres, resultats);
  if (signatures.length === 0)
    return {
      nom: 'echec',
      probleme: {
        title: 'Aucune signature',
        code: 'signature-absente',
        detail: 'La carte n’a rendu aucune signature. Recommencez.',
      },
    };
  const rendu = await remettreLesSignatures(signatures);
  return rendu.ok
    ? { nom: 'faite', issues: [...rendu.valeur, ...refus] }
    : { nom: 'echec', probleme: rendu.refus };
}

/** Retire un acte du lot avant le PIN ; le dernier retire : `undefined`, il n'y a plus rien a signer. */
export function retirerDuLot(
  etape: Extract<EtapeDeSignature, { nom: 'carte' }>,
  acteId: string,
): EtapeDeSignature | undefined {
  const ordres = etape.ordres.filter((ordre) => ordre.acteId !== acteId);
  return ordres.length === 0 ? undefined : { ...etape, ordres };
}
