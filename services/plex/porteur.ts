import { type TablesAnnuaire, trouverExterne } from '@ppn/annuaire-externe';
import { refuser } from '@ppn/http';
import { presenterUnJeton, type TablesMoyens } from '@ppn/moyens-acces';
import type { DemandeDuPorteur } from '@ppn/service-socle/zone';
import type { Identite } from '@ppn/transfert';
import type { Kysely } from 'kysely';
import { enCorrespondant } from './annuaire.ts';
import { HORS_ANNUAIRE } from './connexion.ts';

type Bases = { readonly annuaire: Kysely<TablesAnnuaire>; readonly moyens: Kysely<TablesMoyens> };

/** Qui porte ce jeton, s'il est encore a l'annuaire : relu a chaque demande, comme pour une session. */
export async function identiteDuPorteur(
  { annuaire, moyens }: Bases,
  demande: DemandeDuPorteur,
): Promise<Identite> {
  const rendu = await presenterUnJeton(moyens, demande, new Date());
  if (!rendu.ok) throw PHRASES[rendu.refus]();
  const personne = await trouverExterne(annuaire, rendu.valeur.porteur);
  if (personne === undefined) throw HORS_ANNUAIRE();
  return { correspondant: enCorrespondant(personne), identifieA: rendu.valeur.creeA.toISOString() };
}

const PHRASES = {
  'jeton-invalide': () =>
    refuser(
      401,
      'jeton-invalide',
      'Ce jeton n’est pas connu, ou il est échu ou révoqué. Créez-en un autre dans PLEX, « Accès ».',
    ),
  'portee-absente': () =>
    refuser(
      403,
      'portee-absente',
      'Ce jeton ne permet pas cette action. Créez-en un dans PLEX, « Accès », avec la portée qu’il faut.',
    ),
} as const;
