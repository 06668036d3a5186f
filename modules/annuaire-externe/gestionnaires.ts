import { isUuid } from '@ppn/core';
import { type Gestionnaires, refuser, type RefusHttp } from '@ppn/http';
import { type PersonneExterne, trouverExterne } from './chercher.ts';
import type { contratDelegations } from './contract.ts';
import {
  chercherConfreres,
  declarerUnCollaborateur,
  type DelegationNommee,
  delegationsDe,
  donnerUneDelegation,
  revoquerUneDelegation,
} from './delegations.ts';
import { jourDe } from './domain/delegation.ts';
import type { Db } from './tables.ts';

/** Gestionnaires des delegations ; `qui` rend l'identifiant de la personne connectee. */
export function gestionnairesDelegations<I>(
  db: Db,
  qui: (identite: I) => string,
): Gestionnaires<typeof contratDelegations, I> {
  return {
    'GET /api/confreres': async ({ agent, requete }) => ({
      personnes: (await chercherConfreres(db, qui(agent), requete.texte)).map(vueDe),
    }),
    'POST /api/collaborateurs': async ({ agent, corps }) => {
      const moi = await trouverExterne(db, qui(agent));
      if (moi === undefined || moi.genre === 'collaborateur') throw PHRASES['pas-inscrit']();
      const { organisation } = moi;
      const rendu = await declarerUnCollaborateur(db, { de: moi.id, organisation, ...corps }, new Date());
      if (!rendu.ok) throw PHRASES[rendu.refus]();
      const trouve = await trouverExterne(db, rendu.valeur);
      if (trouve === undefined) throw PHRASES['delegataire-inconnu']();
      return vueDe(trouve);
    },
    'GET /api/delegations': async ({ agent }) => {
      const toutes = await delegationsDe(db, qui(agent));
      const vues = (cote: 'delegant' | 'delegataire') =>
        toutes.filter((une) => une[cote] === qui(agent)).map(vueDeLaDelegation);
      const moi = await trouverExterne(db, qui(agent));
      const peutDonner = moi !== undefined && moi.genre !== 'collaborateur';
      return { donnees: vues('delegant'), recues: vues('delegataire'), peutDonner };
    },
    'POST /api/delegations': async ({ agent, corps }) => {
      const moi = await trouverExterne(db, qui(agent));
      if (moi === undefined || moi.genre === 'collaborateur') throw PHRASES['pas-inscrit']();
      const rendu = await donnerUneDelegation(db, { ...corps, delegant: moi.id }, new Date());
      if (!rendu.ok) throw PHRASES[rendu.refus]();
      const faite = (await delegationsDe(db, moi.id)).find(({ id }) => id === corps.id);
      if (faite === undefined) throw PHRASES['delegation-inconnue']();
      return vueDeLaDelegation(faite);
    },
    'DELETE /api/delegations/:id': async ({ agent, params: { id } }) => {
      const rendu = isUuid(id) && (await revoquerUneDelegation(db, { id, par: qui(agent) }, new Date()));
      if (rendu === false || !rendu.ok) throw PHRASES['delegation-inconnue']();
      return undefined;
    },
  };
}

const vueDe = ({ id, genre, prenom, nom, organisation }: PersonneExterne) => {
  if (genre === 'personne') throw new Error('Un particulier ne se délègue pas.');
  return { id, genre, nom: `${prenom} ${nom.toLocaleUpperCase('fr')}`, organisation };
};

function vueDeLaDelegation({ id, de, a, du, au, donnee_a, revoquee_a }: DelegationNommee) {
  const aujourdhui = jourDe(new Date());
  return {
    id,
    delegant: vueDe(de),
    delegataire: vueDe(a),
    du,
    au,
    donneeA: donnee_a.toISOString(),
    revoqueeA: revoquee_a?.toISOString() ?? null,
    enCours: revoquee_a === null && du <= aujourdhui && aujourdhui <= au,
  };
}

const PHRASES = {
  'pas-inscrit': () =>
    refuser(
      403,
      'pas-inscrit',
      'Seul un inscrit de l’annuaire délègue ; un collaborateur ne délègue pas à son tour.',
    ),
  'numero-pris': () =>
    refuser(
      409,
      'numero-pris',
      'Ce numéro de carte est déjà celui d’une autre personne. Vérifiez-le sur sa carte.',
    ),
  'delegataire-inconnu': () =>
    refuser(
      422,
      'delegataire-inconnu',
      'Cette personne n’est pas à l’annuaire, ou n’est pas votre collaborateur.',
    ),
  'delegation-inconnue': () =>
    refuser(404, 'delegation-inconnue', 'Cette délégation n’existe pas, ou n’est pas la vôtre.'),
  'a-soi-meme': () => refuser(422, 'a-soi-meme', 'Une délégation se donne à quelqu’un d’autre.'),
  'dates-inversees': () => refuser(422, 'dates-inversees', 'La fin de la délégation vient avant son début.'),
  'deja-finie': () => refuser(422, 'deja-finie', 'La fin de cette délégation est déjà passée.'),
  'trop-longue': () =>
    refuser(422, 'trop-longue', 'Une délégation dure un an au plus : vous pourrez la redonner.'),
} satisfies Readonly<Record<string, () => RefusHttp>>;
