import type { Result } from '@ppn/core';
import type { RefusAgent } from './agent-du-poste.ts';

/** Ce qu'une page peut demander a l'agent. */
export type ActionAgent = 'deposer' | 'etat' | 'suivre';
/** Delai au-dela duquel l'extension est tenue pour muette, en millisecondes. */
const DELAI_MS = 8_000;

/** Vrai si l'extension de carte s'est posee dans cette page (marque de `workstation/extension/relais.js`). */
export const extensionPresente = (): boolean =>
  typeof document !== 'undefined' && document.documentElement.dataset['ppnAgentDePoste'] === '1';

/**
 * Demande a l'agent par l'extension. Le message ne sort pas de la page : le relais de l'extension l'y prend, et c'est le
 * navigateur qui atteste l'origine. Refus `agent-absent` si elle se tait ou si l'hote n'est pas installe.
 */
export function demanderALExtension(
  action: ActionAgent,
  corps: object | undefined,
  absent: RefusAgent,
): Promise<Result<unknown, RefusAgent>> {
  const numero = crypto.randomUUID();
  const fin = new AbortController();
  return new Promise<Result<unknown, RefusAgent>>((tenir) => {
    const gong = setTimeout(() => tenir({ ok: false, refus: absent }), DELAI_MS);
    const ecouter = ({ source, data }: MessageEvent<unknown>): void => {
      const reponse = source === window ? reponseDe(data, numero) : undefined;
      if (reponse === undefined) return;
      clearTimeout(gong);
      tenir(reponse);
    };
    addEventListener('message', ecouter, { signal: fin.signal });
    window.postMessage({ type: 'ppn-agent-demande', numero, action, corps }, window.location.origin);
  }).finally(() => fin.abort());
}

function reponseDe(data: unknown, numero: string): Result<unknown, RefusAgent> | undefined {
  const { type, numero: rendu, reponse } = enTable(data);
  if (type !== 'ppn-agent-reponse' || rendu !== numero) return undefined;
  const { ok, valeur, erreur } = enTable(reponse);
  if (ok === true) return { ok: true, valeur };
  const { code, message } = enTable(erreur);
  return {
    ok: false,
    refus: {
      code: typeof code === 'string' ? code : 'refus-de-l-agent',
      message: typeof message === 'string' ? message : 'L’agent de carte a refusé la demande.',
    },
  };
}

const enTable = (valeur: unknown): Readonly<Record<string, unknown>> =>
  typeof valeur === 'object' && valeur !== null ? { ...valeur } : {};
