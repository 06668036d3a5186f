import { isUuid } from '@ppn/core';
import { type Gestionnaires, refuser, type RefusHttp } from '@ppn/http';
import * as z from 'zod';
import { consentement, type contratAnnuairePourLesAgents, ecarts, importDeListe } from './contract-agents.ts';
import type { AgentQuiEnregistre } from './domain/consentement.ts';

/** Demande a PLEX ; `undefined` : elle ne repond pas. */
export type DemanderAPlex = (
  methode: 'GET' | 'POST',
  chemin: string,
  corps?: unknown,
) => Promise<{ readonly statut: number; readonly corps: unknown } | undefined>;

/** Qui parle, du cote de PLINE. */
export type AgentDuRelais = AgentQuiEnregistre & { readonly supervise: boolean };

const imports = z.object({ imports: z.array(importDeListe) });
const consentements = z.object({ consentements: z.array(consentement) });

/** Dans PLINE : l'annuaire de PLEX pour les agents. PLINE reconnait l'agent et sa fonction, demande ; PLEX garde et ecrit. */
export function gestionnairesDeLAnnuaire<I>(
  demander: DemanderAPlex,
  agentDe: (identite: I) => AgentDuRelais,
): Gestionnaires<typeof contratAnnuairePourLesAgents, I> {
  const obtenir = async <T extends z.ZodType>(
    schema: T,
    ...demande: Parameters<DemanderAPlex>
  ): Promise<z.output<T>> => {
    const rendu = await demander(...demande);
    if (rendu === undefined) throw PHRASES['plex-injoignable']();
    if (rendu.statut === 200) return schema.parse(rendu.corps);
    throw phraseDe(rendu.corps);
  };
  const enSupervision = (identite: I): AgentDuRelais => {
    const agent = agentDe(identite);
    if (!agent.supervise) throw PHRASES['fonction-absente']();
    return agent;
  };
  const par = (identite: I): AgentQuiEnregistre => {
    const { id, nom, organisation } = agentDe(identite);
    return { id, nom, organisation };
  };
  return {
    'GET /api/consentements': ({ agent, requete }) => {
      const question = new URLSearchParams({
        organisation: agentDe(agent).organisation,
        ...(requete.idj === undefined ? {} : { idj: requete.idj }),
      });
      return obtenir(consentements, 'GET', `/annuaire/consentements?${question.toString()}`);
    },
    'POST /api/consentements': ({ agent, corps }) =>
      obtenir(consentement, 'POST', '/annuaire/consentements', { declare: corps, par: par(agent) }),
    'POST /api/consentements/:id/revocation': ({ agent, params, corps }) =>
      obtenir(consentement, 'POST', `/annuaire/consentements/${uuid(params.id)}/revocation`, {
        motif: corps.motif,
        par: par(agent),
      }),
    'GET /api/imports': ({ agent }) => {
      enSupervision(agent);
      return obtenir(imports, 'GET', '/annuaire/imports');
    },
    'GET /api/imports/:id/ecarts': ({ agent, params, requete }) => {
      enSupervision(agent);
      return obtenir(ecarts, 'GET', `/annuaire/imports/${uuid(params.id)}/ecarts?nature=${requete.nature}`);
    },
    'POST /api/imports/:id/conclusion': ({ agent, params, corps }) => {
      enSupervision(agent);
      return obtenir(imports, 'POST', `/annuaire/imports/${uuid(params.id)}/conclusion`, {
        choix: corps.choix,
        par: par(agent),
      });
    },
  };
}

const uuid = (id: string): string => {
  if (!isUuid(id)) throw PHRASES['adresse-inconnue']();
  return id;
};

const refuse = z.object({ code: z.string() });

function phraseDe(corps: unknown): RefusHttp {
  const lu = refuse.safeParse(corps);
  const phrase = Object.entries(PHRASES).find(([code]) => lu.success && code === lu.data.code);
  return (phrase?.[1] ?? PHRASES['plex-injoignable'])();
}

const PHRASES = {
  'plex-injoignable': () =>
    refuser(
      503,
      'plex-injoignable',
      'PLEX ne répond pas : rien n’est enregistré. Réessayez dans un instant.',
    ),
  'fonction-absente': () =>
    refuser(403, 'fonction-absente', 'Cette page est réservée aux agents chargés de la supervision.'),
  'adresse-inconnue': () => refuser(404, 'adresse-inconnue', 'Cet enregistrement n’existe pas.'),
  'consentement-inconnu': () =>
    refuser(
      404,
      'consentement-inconnu',
      'Ce consentement n’existe pas, ou il a été enregistré par une autre organisation.',
    ),
  'acte-a-venir': () =>
    refuser(
      422,
      'acte-a-venir',
      'L’acte est daté d’un jour à venir : le consentement se déclare avant l’envoi (803-1, II CPP).',
    ),
  'import-inconnu': () =>
    refuser(
      404,
      'import-inconnu',
      'Cet import n’attend plus : il est conclu, ou un plus récent l’a remplacé. Relisez la liste.',
    ),
} satisfies Readonly<Record<string, () => RefusHttp>>;
