import { horodate } from '@ppn/core';
import { attendre, attendu, type Enqueteur, type Magistrat, rediger, signer } from './joueur.ts';

/** Une mention a porter sur le dernier acte d'un type. */
export type MentionAPorter = {
  readonly idj: string;
  readonly type: `mention-${'appel' | 'opposition' | 'rectification' | 'signification' | 'annulement'}`;
  /** Type de l'acte vise : le dernier du dossier. */
  readonly vise: string;
  readonly champs: { readonly [champ: string]: unknown };
};

/** Porte une mention marginale : l'acte vise est lu au dossier, la mention redigee puis signee ; rend son acte. */
export async function mentionner(
  greffier: Magistrat,
  { idj, type, vise, champs }: MentionAPorter,
): Promise<string> {
  const { pieces } = attendu('dossier', await greffier.client.appeler('GET /api/dossiers/:idj', { idj }));
  const piece = pieces.findLast((candidate) => candidate.type === vise && candidate.genre === 'acte');
  if (!piece) throw new Error(`Aucun acte « ${vise} » à viser.`);
  const { id, numero, titre, empreinte } = piece;
  const acte = await rediger(greffier, idj, type, () => ({
    vise: { acteId: id, numero, titre, empreinte },
    survenuA: horodate(new Date(Date.now() - 60_000).toISOString()),
    ...champs,
  }));
  await signer(greffier, [acte]);
  return acte;
}

/** Rectifie une erreur materielle de la convocation ; rend l'acte. */
export const rectifierLaSalle = (greffier: Magistrat, idj: string): Promise<string> =>
  mentionner(greffier, {
    idj,
    type: 'mention-rectification',
    vise: 'copj',
    champs: {
      errone: 'Salle A',
      rectifie: 'Salle B',
      ordonnee: 'Ordonnance du président du tribunal judiciaire d’Agen (démonstration)',
    },
  });

/** Appel du procureur ; rend l'acte. */
export const interjeterAppel = (greffier: Magistrat, idj: string, vise: string): Promise<string> =>
  mentionner(greffier, { idj, type: 'mention-appel', vise, champs: { appelant: 'procureur', personne: '' } });

/** Porte l'annulation d'un acte ; rend l'acte qui l'ordonne. */
export const annuler = (greffier: Magistrat, idj: string, vise: string): Promise<string> =>
  mentionner(greffier, {
    idj,
    type: 'mention-annulement',
    vise,
    champs: {
      juridiction: 'Chambre de l’instruction (démonstration)',
      reference: 'Arrêt n° 2026/145',
      motif: 'Notification tardive des droits.',
    },
  });

/** Attend que l'enqueteur ait recu une mention. */
export async function attendreLaMention(enqueteur: Enqueteur, idj: string, acteId: string): Promise<void> {
  await attendre('mention chez l’enquêteur', async () =>
    attendu('dossier', await enqueteur.client.appeler('GET /api/dossiers/:idj', { idj })).pieces.find(
      ({ id }) => id === acteId,
    ),
  );
}
