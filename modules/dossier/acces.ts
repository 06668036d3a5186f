import { isIdj } from '@ppn/core';
import {
  type Action,
  type Agent,
  autoriser,
  type RefusAcces,
  tracer,
  urgenceOuverte,
  urgencePossible,
} from '@ppn/habilitation';
import { refuser } from '@ppn/http';
import type { FaitQualifie, Personne } from './contract.ts';
import { type EtatDossier, tribunalSaisi } from './domain/dossier.ts';
import type { PortsDossier } from './ports.ts';

/** Acces demande : par qui, a quoi, depuis ou. `piece` : identifiant de la piece lue. */
export type AccesDemande = {
  readonly agent: Agent;
  readonly idj: string;
  readonly action: Action;
  readonly adresse: string;
  readonly piece?: string;
  readonly libelle?: string;
  /** Vrai : cet agent est designe pour cosigner l'acte demande (action `cosigner`). */
  readonly designe?: boolean;
};

export type Etat = EtatDossier<Personne, FaitQualifie>;

/**
 * Le dossier, si l'agent y a droit ; la lecture est tracee avant d'etre servie, le refus aussi (R.249-16 CPP).
 * Un dossier inconnu et un dossier interdit rendent le meme refus : l'existence d'un dossier est deja un secret (art. 11 CPP).
 */
export async function acceder(
  { db, controleDe, gardeDe, maintenant }: Pick<PortsDossier, 'db' | 'controleDe' | 'gardeDe' | 'maintenant'>,
  { agent, idj, action, adresse, piece, libelle, designe = false }: AccesDemande,
): Promise<Etat> {
  const ligne = isIdj(idj)
    ? await db.selectFrom('dossier').select('contenu').where('idj', '=', idj).executeTakeFirst()
    : undefined;
  const etat = ligne?.contenu as Etat | undefined;
  const decision = etat
    ? autoriser(agent, action, {
        unite: etat.unite.code,
        juridiction: etat.juridiction?.code ?? null,
        controle: await juridictionsDeControle(controleDe, { agent, idj, action }),
        garde: action === 'tenir-le-depot' ? ((await gardeDe?.(idj)) ?? []) : [],
        designe,
        tribunalSaisi: tribunalSaisi(etat),
      })
    : undefined;
  const trace = { agent, idj, action: libelle ?? action, adresse, ...(piece === undefined ? {} : { piece }) };
  if (etat && decision?.ok) {
    await tracer(db, { ...trace, motif: decision.valeur, resultat: 'accorde' });
    return etat;
  }
  if (
    etat &&
    action === 'consulter' &&
    urgencePossible(agent, { juridiction: etat.juridiction?.code ?? null })
  ) {
    const { matricule } = agent;
    const motif = await urgenceOuverte(db, { idj, matricule, maintenant: maintenant() });
    if (motif !== undefined) {
      await tracer(db, { ...trace, motif: `accès d’urgence : ${motif}`, resultat: 'accorde' });
      return etat;
    }
  }
  const raison: RefusAcces | 'dossier-inconnu' =
    decision && !decision.ok ? decision.refus : 'dossier-inconnu';
  await tracer(db, { ...trace, motif: raison, resultat: 'refuse' });
  if (raison === 'audience-absente')
    throw refuser(
      403,
      raison,
      'Aucune décision ne fixe d’audience dans ce dossier : le tribunal n’en est pas saisi.',
    );
  throw raison === 'qualite-insuffisante'
    ? refuser(403, raison, 'Votre qualité ne permet pas cette action sur ce dossier.')
    : dossierInaccessible();
}

/** Le meme refus pour un dossier inconnu et pour un dossier interdit. */
export const dossierInaccessible = () =>
  refuser(
    403,
    'acces-refuse',
    'Ce dossier n’existe pas ou ne relève pas de votre service. Votre demande est enregistrée au journal des accès.',
  );

/** Les juridictions qui controlent une mesure du dossier : demandees seulement quand l'action porte sur une mesure. */
const juridictionsDeControle = async (
  controleDe: PortsDossier['controleDe'],
  { agent, idj, action }: Pick<AccesDemande, 'agent' | 'idj' | 'action'>,
): Promise<readonly string[]> =>
  agent.service === 'justice' && (action === 'suivre-la-mesure' || action === 'statuer-sur-la-mesure')
    ? ((await controleDe?.(idj)) ?? [])
    : [];
