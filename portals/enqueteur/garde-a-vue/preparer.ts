import type { Probleme, Result } from '@ppn/api-client';
import { annoncer } from '@ppn/kit';
import { useNavigate } from '@tanstack/react-router';
import { client } from '../application/client.ts';
import { invalider } from '../application/donnees.ts';
import type { AuCatalogue, Redaction } from '../application/types.ts';

/** Types d'actes d'une mesure. */
export type TypeDeMesure = Extract<AuCatalogue['type'], `gav-${string}`>;
type Demande = {
  readonly idj: string;
  readonly mesure: string;
  readonly type: TypeDeMesure;
  /** Ce que l'ecran sait deja ; le reste est prerempli du registre par le service. */
  readonly contenu: { readonly [champ: string]: unknown };
};

/** Commence un acte de la mesure, ou reprend celui deja commence, et y met ce que l'ecran sait. */
export async function preparerActe(
  { idj, mesure, type, contenu }: Demande,
  deja?: Redaction,
): Promise<Result<Redaction, Probleme>> {
  const commence =
    deja === undefined
      ? await client.appeler('POST /api/dossiers/:idj/actes', { idj, corps: { type, mesure } })
      : await client.appeler('GET /api/dossiers/:idj/actes/:acteId', { idj, acteId: deja.acteId });
  if (!commence.ok) return commence;
  return completerActe(commence.valeur, contenu);
}

/** Met des champs dans un acte en redaction, sans toucher aux autres. */
export function completerActe(
  { idj, acteId, version, contenu }: Redaction,
  change: { readonly [champ: string]: unknown },
): Promise<Result<Redaction, Probleme>> {
  return client.appeler('PUT /api/dossiers/:idj/actes/:acteId', {
    idj,
    acteId,
    corps: { versionAttendue: version, contenu: { ...contenu, ...change } },
  });
}

const estDeMesure = (type: string): type is TypeDeMesure => type.startsWith('gav-');

/** Commence un acte de la mesure et l'ouvre. */
export function useCommencer({ idj, id }: { readonly idj: string; readonly id: string }) {
  const naviguer = useNavigate();
  return async (type: string): Promise<void> => {
    if (!estDeMesure(type)) return;
    const rendu = await preparerActe({ idj, mesure: id, type, contenu: {} });
    if (!rendu.ok) return annoncer(rendu.refus.detail);
    invalider({ genre: 'dossier', idj });
    return void naviguer({
      to: '/dossiers/$idj/actes/$acteId',
      params: { idj, acteId: rendu.valeur.acteId },
    });
  };
}
