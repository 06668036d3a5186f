import { createHash } from 'node:crypto';
import { type Gestionnaires, refuser, type RefusHttp } from '@ppn/http';
import { type Defis, jugerLaCreation } from '@ppn/identity';
import { clesDe, enregistrerUneCle, revoquerUneCle } from './cles.ts';
import { codesRestants, creerLesCodes } from './codes.ts';
import type { contratCles } from './contract-cles.ts';
import { ADMISE, entreesDe } from './entrees.ts';
import type { PorteurConnecte } from './gestionnaires.ts';
import type { Db } from './tables.ts';

/** Ou les cles valent : l'origine exacte du portail et son domaine ; les defis en cours. */
export type PortailDeCles = { readonly origine: string; readonly domaine: string; readonly defis: Defis };

/** Gestionnaires des cles d'acces et des codes de secours ; `qui` rend la personne connectee et son nom. */
export function gestionnairesCles<I>(
  db: Db,
  portail: PortailDeCles,
  qui: (identite: I) => PorteurConnecte & { readonly nom: string },
): Gestionnaires<typeof contratCles, I> {
  const { origine, domaine, defis } = portail;
  const vueDe = async (porteur: string) => ({
    cles: (await clesDe(db, porteur)).map(({ id, libelle, sauvegardee, creee_a, servie_a, revoquee_a }) => ({
      id,
      libelle,
      sauvegardee,
      creeeA: creee_a.toISOString(),
      servieA: servie_a?.toISOString() ?? null,
      revoqueeA: revoquee_a?.toISOString() ?? null,
    })),
    codesRestants: await codesRestants(db, porteur),
  });
  return {
    'GET /api/cles': async ({ agent }) => vueDe(qui(agent).id),
    'POST /api/cles/defi': async ({ agent }) => {
      const { id, nom } = qui(agent);
      const vivantes = (await clesDe(db, id)).filter(({ revoquee_a }) => revoquee_a === null);
      return {
        defi: defis.creer(creationPar(id)),
        domaine,
        porteur: createHash('sha256').update(id).digest('base64url'),
        nom,
        connues: vivantes.map((cle) => cle.id),
      };
    },
    'POST /api/cles': async ({ agent, corps: { libelle, ...creation } }) => {
      const { id: porteur, identifieA } = qui(agent);
      const consommer = (defi: string): boolean => defis.consommer(defi, creationPar(porteur));
      const jugee = jugerLaCreation(creation, { origine, domaine, consommer });
      if (!jugee.ok) throw refuser(422, jugee.refus, CLE_REFUSEE);
      const demande = { porteur, libelle, identifieA, cle: jugee.valeur };
      const rendu = await enregistrerUneCle(db, demande, new Date());
      if (!rendu.ok) throw PHRASES[rendu.refus]();
      return vueDe(porteur);
    },
    'DELETE /api/cles/:id': async ({ agent, params: { id } }) => {
      const rendu = await revoquerUneCle(db, { id, porteur: qui(agent).id }, new Date());
      if (!rendu.ok) throw PHRASES[rendu.refus]();
      return undefined;
    },
    'POST /api/codes-de-secours': async ({ agent }) => {
      const { id: porteur, identifieA } = qui(agent);
      const rendu = await creerLesCodes(db, { porteur, identifieA }, new Date());
      if (!rendu.ok) throw PHRASES[rendu.refus]();
      return { codes: [...rendu.valeur] };
    },
    'GET /api/entrees': async ({ agent }) => ({
      entrees: (await entreesDe(db, qui(agent).id)).map(({ a, issue, moyen, adresse }) => ({
        a: a.toISOString(),
        moyen,
        adresse,
        admise: issue === ADMISE,
      })),
    }),
  };
}

/** Un defi de creation ne vaut que pour qui l'a demande, et pas pour entrer. */
const creationPar = (porteur: string): string => `creation ${porteur}`;

const CLE_REFUSEE =
  'Cette clé d’accès n’est pas admise : elle doit vérifier son porteur (empreinte, visage ou code) et venir de ce portail. Recommencez.';

const PHRASES = {
  'connexion-ancienne': () =>
    refuser(
      403,
      'connexion-ancienne',
      'Un nouvel accès se crée dans le quart d’heure d’une connexion. Déconnectez-vous, reconnectez-vous, puis recommencez.',
    ),
  'trop-de-cles': () =>
    refuser(409, 'trop-de-cles', 'Dix clés vivent déjà : révoquez-en une avant d’en enregistrer une autre.'),
  'cle-deja-prise': () => refuser(409, 'cle-deja-prise', 'Cette clé d’accès est déjà enregistrée.'),
  'cle-inconnue': () =>
    refuser(404, 'cle-inconnue', 'Cette clé d’accès n’existe pas, ou n’est pas la vôtre.'),
} satisfies Readonly<Record<string, () => RefusHttp>>;
