import { isUuid } from '@ppn/core';
import { type Gestionnaires, refuser, type RefusHttp } from '@ppn/http';
import type { contratJetons } from './contract.ts';
import { creerUnJeton, type Jeton, jetonsDe, revoquerUnJeton, usagesDe } from './jetons.ts';
import type { Db } from './tables.ts';

/** La personne connectee, et l'instant de sa connexion forte. */
export type PorteurConnecte = { readonly id: string; readonly identifieA: Date };

/** Gestionnaires des jetons d'API ; `qui` rend la personne connectee. */
export function gestionnairesJetons<I>(
  db: Db,
  qui: (identite: I) => PorteurConnecte,
): Gestionnaires<typeof contratJetons, I> {
  return {
    'GET /api/jetons': async ({ agent }) => ({ jetons: (await jetonsDe(db, qui(agent).id)).map(vueDe) }),
    'POST /api/jetons': async ({ agent, corps }) => {
      const { id: porteur, identifieA } = qui(agent);
      const rendu = await creerUnJeton(db, { ...corps, porteur, identifieA }, new Date());
      if (!rendu.ok) throw PHRASES[rendu.refus]();
      return { jeton: vueDe(rendu.valeur.jeton), secret: rendu.valeur.secret };
    },
    'DELETE /api/jetons/:id': async ({ agent, params: { id } }) => {
      const rendu = isUuid(id) && (await revoquerUnJeton(db, { id, porteur: qui(agent).id }, new Date()));
      if (rendu === false || !rendu.ok) throw PHRASES['jeton-inconnu']();
      return undefined;
    },
    'GET /api/jetons/:id/usages': async ({ agent, params: { id } }) => ({
      usages: (await usagesDe(db, { id, porteur: qui(agent).id })).map((usage) => ({
        ...usage,
        a: usage.a.toISOString(),
      })),
    }),
  };
}

const vueDe = (jeton: Jeton) => ({
  id: jeton.id,
  libelle: jeton.libelle,
  portees: [...jeton.portees],
  creeA: jeton.cree_a.toISOString(),
  expireA: jeton.expire_a.toISOString(),
  revoqueA: jeton.revoque_a?.toISOString() ?? null,
  dernierUsageA: jeton.dernier_usage_a?.toISOString() ?? null,
  usages: jeton.usages,
});

const PHRASES = {
  'connexion-ancienne': () =>
    refuser(
      403,
      'connexion-ancienne',
      'Un nouvel accès se crée dans le quart d’heure d’une connexion. Déconnectez-vous, reconnectez-vous, puis recommencez.',
    ),
  'trop-de-jetons': () =>
    refuser(409, 'trop-de-jetons', 'Dix jetons vivent déjà : révoquez-en un avant d’en créer un autre.'),
  'jeton-deja-cree': () =>
    refuser(
      409,
      'jeton-deja-cree',
      'Ce jeton est déjà créé, et son secret ne se remontre pas. Si vous ne l’avez pas noté, révoquez-le et créez-en un autre.',
    ),
  'jeton-inconnu': () => refuser(404, 'jeton-inconnu', 'Ce jeton n’existe pas, ou n’est pas le vôtre.'),
} satisfies Readonly<Record<string, () => RefusHttp>>;
