import { isUuid } from '@ppn/core';
import { type Agent, autoriser, tracer } from '@ppn/habilitation';
import { refuser } from '@ppn/http';
import type { OuvertureDeMesure } from './faits.ts';
import type { PortsGardeAVue } from './ports.ts';
import type { LigneDeMesure } from './vues.ts';

/** Ce qu'un agent peut vouloir faire d'une mesure. */
export type ActionSurUneMesure = 'suivre-la-mesure' | 'statuer-sur-la-mesure' | 'tenir-le-depot';

/** Acces demande a une mesure : par qui, pour quoi, depuis ou. */
export type AccesALaMesure = {
  readonly agent: Agent;
  readonly id: string;
  readonly action: ActionSurUneMesure;
  /** Vrai : a defaut, l'unite qui garde la personne au depot entre aussi, et n'y tient que son registre (803-3 CPP). */
  readonly ouAuDepot?: boolean;
  readonly adresse: string;
  readonly libelle: string;
  readonly piece?: string;
};

/** Une mesure lue : ce qui l'ouvre, sa ligne ; `auDepot` : l'agent n'en tient que le registre du depot. */
export type MesureLue = {
  readonly ouverture: OuvertureDeMesure;
  readonly ligne: LigneDeMesure;
  readonly auDepot: boolean;
};

/**
 * La mesure, si l'agent y a droit : l'unite qui l'execute, la juridiction qui la controle (62-3 CPP). La lecture est tracee
 * avant d'etre servie, le refus aussi. Une mesure inconnue et une mesure interdite rendent le meme refus.
 */
export async function accederALaMesure(
  { db }: Pick<PortsGardeAVue, 'db'>,
  { agent, id, action, ouAuDepot = false, adresse, libelle, piece }: AccesALaMesure,
): Promise<MesureLue> {
  const lue = isUuid(id)
    ? await db.selectFrom('mesure').select(['ouverture', 'ligne']).where('id', '=', id).executeTakeFirst()
    : undefined;
  const pleine = lue
    ? droitSur(agent, action, lue.ligne)
    : ({ ok: false, refus: 'mesure-inconnue' } as const);
  const auDepot = !pleine.ok && ouAuDepot && estGardee(agent, lue?.ligne);
  const decision = auDepot && lue ? droitSur(agent, 'tenir-le-depot', lue.ligne) : pleine;
  const trace = {
    agent,
    idj: lue?.ligne.idj ?? null,
    action: libelle,
    adresse,
    piece: piece ?? `garde à vue ${id}`,
  };
  if (lue && decision.ok) {
    await tracer(db, { ...trace, motif: decision.valeur, resultat: 'accorde' });
    return { ...lue, auDepot };
  }
  const raison = decision.ok ? 'mesure-inconnue' : decision.refus;
  await tracer(db, { ...trace, motif: raison, resultat: 'refuse' });
  throw raison === 'qualite-insuffisante'
    ? refuser(403, raison, 'Votre qualité ne permet pas cette action sur cette mesure.')
    : refuser(
        403,
        'acces-refuse',
        'Cette mesure n’existe pas ou ne relève pas de votre service. Votre demande est enregistrée au journal des accès.',
      );
}

/** Vrai si l'unite de l'agent garde la personne au depot. */
const estGardee = (agent: Agent, ligne: LigneDeMesure | undefined): boolean =>
  ligne !== undefined && droitSur(agent, 'tenir-le-depot', ligne).ok;

/** Le droit d'un agent sur une mesure : son service, puis, pour un juge, que la mesure l'appelle (domaine-penal §2.8). */
export function droitSur(
  agent: Pick<Agent, 'service' | 'qualite' | 'rattachement'>,
  action: AccesALaMesure['action'],
  {
    unite,
    juridiction,
    magistrats,
    gardeAuDepot,
  }: Pick<LigneDeMesure, 'unite' | 'juridiction' | 'magistrats' | 'gardeAuDepot'>,
): ReturnType<typeof autoriser> | { readonly ok: false; readonly refus: 'mesure-d-un-autre-magistrat' } {
  const juge = agent.qualite === 'jld' || agent.qualite === 'juge-instruction' ? agent.qualite : undefined;
  if (juge !== undefined && !magistrats.includes(juge))
    return { ok: false, refus: 'mesure-d-un-autre-magistrat' };
  return autoriser(agent, action, {
    unite: unite.code,
    juridiction: null,
    controle: [juridiction.code],
    garde: gardeAuDepot ? [gardeAuDepot.code] : [],
  });
}
