import type { Probleme } from '@ppn/api-client';
import { client } from '../client.ts';
import { signaturesParActe } from './jeton-d-ordre.ts';

/** Un acte a signer, tel que montre. */
export type ActeASigner = { readonly acteId: string; readonly titre: string };
/** Un ordre signe par le service, pour la carte. */
export type Ordre = { readonly acteId: string; readonly titre: string; readonly ordre: string };
/** Ce qu'il advient d'un acte. */
export type Issue = {
  readonly acteId: string;
  readonly etat: 'scelle' | 'cosignature-attendue' | 'horodatage-attendu' | 'refuse';
  readonly phrase: string;
};

/** Ou en est la signature. */
export type Etape =
  | { readonly nom: 'preparation' }
  | { readonly nom: 'carte'; readonly ordres: readonly Ordre[]; readonly refus: readonly Issue[] }
  | { readonly nom: 'scellement' }
  | { readonly nom: 'faite'; readonly issues: readonly Issue[] }
  | { readonly nom: 'echec'; readonly probleme: Probleme };

/** Un refus ne de l'ecran ou de la carte, montre comme ceux du service. */
export const probleme = (title: string, code: string, detail: string): Probleme => ({
  type: 'about:blank',
  title,
  status: 0,
  code,
  detail,
});

/** Fait geler les actes par le service et rend un ordre par acte, avec les refus. */
export const preparer = async (actes: readonly string[]): Promise<Etape> => {
  const reponse = await client.appeler('POST /api/signatures/ordres', { corps: { actes: [...actes] } });
  if (!reponse.ok) return { nom: 'echec', probleme: reponse.refus };
  const refus = reponse.valeur.refus.map(
    ({ acteId, phrase }) => ({ acteId, etat: 'refuse', phrase }) as const,
  );
  return reponse.valeur.ordres.length === 0
    ? { nom: 'faite', issues: refus }
    : { nom: 'carte', ordres: reponse.valeur.ordres, refus };
};

/** Remet les signatures de la carte ; chaque acte est verifie, horodate et scelle a part. */
export const sceller = async (
  ordres: readonly Ordre[],
  refus: readonly Issue[],
  resultats: readonly Readonly<Record<string, unknown>>[],
): Promise<Etape> => {
  const signatures = signaturesParActe(ordres, resultats);
  if (signatures.length === 0)
    return {
      nom: 'echec',
      probleme: probleme(
        'Aucune signature',
        'signature-absente',
        'La carte n’a rendu aucune signature. Recommencez.',
      ),
    };
  const reponse = await client.appeler('POST /api/signatures', { corps: { signatures: [...signatures] } });
  return reponse.ok
    ? { nom: 'faite', issues: [...reponse.valeur.resultats, ...refus] }
    : { nom: 'echec', probleme: reponse.refus };
};
