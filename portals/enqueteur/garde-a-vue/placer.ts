import type { Probleme, Result } from '@ppn/api-client';
import { client } from '../application/client.ts';
import type { Redaction, Vue } from '../application/types.ts';
import { clientDeMesure, retenir } from './donnees.ts';
import { numerosDe } from './motifs.ts';
import { apprehendeA, type Placement } from './placement-saisi.ts';
import { preparerActe, type TypeDeMesure } from './preparer.ts';

type Issue<T> = Promise<Result<T, Probleme>>;

/**
 * Ouvre la mesure, puis prepare le placement, la notification (ou consigne qu'elle est differee) et l'avis. Rejouee apres un refus, elle ne double rien : la
 * mesure garde son identifiant, un acte deja commence est repris.
 */
export async function placer(
  vue: Vue,
  placement: Placement,
  commences: Map<string, Redaction>,
): Issue<readonly Redaction[]> {
  const ouverte = await ouvrir(vue, placement);
  if (!ouverte.ok) return ouverte;
  const differee = await differer(placement);
  if (!differee.ok) return differee;
  const actes: Redaction[] = [];
  for (const [type, contenu] of contenusDe(vue, placement)) {
    const rendu = await preparerActe(
      { idj: vue.idj, mesure: placement.id, type, contenu },
      commences.get(type),
    );
    if (!rendu.ok) return rendu;
    commences.set(type, rendu.valeur);
    actes.push(rendu.valeur);
  }
  return emarger(vue, placement, actes);
}

/** Ce qui fait partir l'horloge : l'audition libre prolongee, ou la contrainte (63 III CPP). */
function debutDe(placement: Placement) {
  const { entree: id, audition } = placement;
  if (audition !== '') return { genre: 'debut-audition-libre' as const, id, audition };
  const survenuA = apprehendeA(placement);
  return {
    genre: 'apprehension' as const,
    id,
    ...(survenuA === undefined ? {} : { survenuA }),
    contrainte: CONTRAINTES.find((une) => une === placement.contrainte) ?? ('autre' as const),
    lieu: placement.lieu.trim(),
  };
}

async function ouvrir(vue: Vue, placement: Placement): Issue<true> {
  const rendu = await clientDeMesure.appeler('POST /api/dossiers/:idj/mesures', {
    idj: vue.idj,
    corps: {
      id: placement.id,
      personne: placement.personne,
      faits: placement.faits.map((fait) => ({
        fait,
        peineMois: Math.round(Number(placement.peines[fait] ?? 0) * 12),
      })),
      juridiction: placement.juridiction,
      langue: placement.langue,
      etrangere: placement.etrangere,
      protegee: placement.protection.trim() !== '',
      debut: debutDe(placement),
    },
  });
  if (!rendu.ok) return rendu;
  retenir(rendu.valeur);
  return { ok: true, valeur: true };
}

/** La notification differee se consigne, avec ce qui est constate ; elle suivra, l'horloge court (63-1 CPP). */
async function differer(placement: Placement): Issue<true> {
  if (placement.report === '') return { ok: true, valeur: true };
  const rendu = await clientDeMesure.appeler('POST /api/mesures/:id/entrees', {
    id: placement.id,
    corps: {
      id: placement.entreeDuReport,
      type: 'notification-differee',
      donnees: { cause: placement.report, constat: placement.constat.trim() },
    },
  });
  if (!rendu.ok) return rendu;
  retenir(rendu.valeur);
  return { ok: true, valeur: true };
}

const CONTRAINTES = [
  'interpellation',
  'ordre-de-comparaitre',
  'retenue-temoin',
  'mandat',
  'degrisement',
  'verification-identite',
  'autre',
] as const;

const contenusDe = (
  vue: Vue,
  placement: Placement,
): readonly (readonly [TypeDeMesure, { readonly [champ: string]: unknown }])[] => [
  ['gav-placement', { raisons: placement.raisons.trim(), motifs: numerosDe(placement.objectifs) }],
  ...(placement.report === '' ? [['gav-notification', notificationDe(placement)] as const] : []),
  [
    'gav-avis-magistrat',
    {
      nomMagistrat: placement.magistrat.trim(),
      moyen: placement.moyen,
      objet: 'placement',
      destinataire: vue.cadre === 'commission-rogatoire' ? 'juge-instruction' : 'procureur',
    },
  ],
];

const notificationDe = (placement: Placement): { readonly [champ: string]: unknown } => ({
  langue: placement.langue,
  mode: placement.mode,
  interprete: placement.interprete.trim(),
  declarationRemise: placement.declarationRemise,
  proche: placement.proche,
  employeur: placement.employeur,
  consulat: placement.consulat,
  medecin: placement.medecin,
  avocat: placement.avocat,
  nomAvocat: placement.nomAvocat.trim(),
  avocatAuxAuditions: placement.avocat !== 'non' && placement.avocatAuxAuditions,
  protection: placement.protection.trim(),
});

/** Le refus ou l'impossibilite d'emarger se mentionne dans la notification avant de la signer. */
async function emarger(
  vue: Vue,
  { emargement, motifDEmargement }: Placement,
  actes: readonly Redaction[],
): Issue<readonly Redaction[]> {
  const notification = actes.find(({ type }) => type === 'gav-notification');
  if (emargement === 'tablette' || notification === undefined) return { ok: true, valeur: actes };
  const { idj, acteId } = notification;
  const rendu = await client.appeler('PUT /api/dossiers/:idj/actes/:acteId/signatures/:place', {
    idj: vue.idj,
    acteId,
    place: 'personne',
    corps: { identite: 'constatee', mention: { etat: emargement, motif: motifDEmargement.trim() } },
  });
  if (!rendu.ok) return rendu;
  const relue = await client.appeler('GET /api/dossiers/:idj/actes/:acteId', { idj, acteId });
  if (!relue.ok) return relue;
  return { ok: true, valeur: actes.map((acte) => (acte === notification ? relue.valeur : acte)) };
}
