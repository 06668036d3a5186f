import type { Result } from '@ppn/core';
import { demanderALExtension, extensionPresente } from './agent-par-extension.ts';
import type { ActionAgent } from './agent-par-extension.ts';

/** Un refus de l'agent de carte ; codes stables (`carte-verrouillee`, `pin-faux`, `agent-absent`…). */
export type RefusAgent = {
  readonly code: string;
  readonly message: string;
  readonly essaisRestants?: number;
};
/** Une carte vue par l'agent. */
export type CarteDuPoste = {
  readonly id: string;
  readonly titulaire: string;
  readonly etat: 'utilisable' | 'verrouillee' | 'expiree' | 'illisible' | 'inadaptee';
  readonly essaisRestants: number;
};
/** Etat d'une demande, tel que l'agent le rend par `postMessage` et par `GET /demandes/:id`. */
export type EtatDeDemande =
  | { readonly etat: 'en-attente'; readonly erreur?: RefusAgent }
  | { readonly etat: 'faite'; readonly resultats: readonly Readonly<Record<string, unknown>>[] }
  | { readonly etat: 'refusee' | 'annulee'; readonly erreur: RefusAgent };

/** L'agent de carte du poste : le portail lui remet des ordres, l'agent demande le PIN dans sa propre fenetre. */
export type AgentDuPoste = {
  readonly origine: string;
  /** Cartes presentes ; refus `agent-absent` si l'agent ne repond pas. */
  readonly etat: () => Promise<Result<readonly CarteDuPoste[], RefusAgent>>;
  /** Remet des ordres signes ; rend l'identifiant et l'adresse de la fenetre a montrer (absente : l'extension a ouvert la sienne). */
  readonly demander: (
    ordres: readonly string[],
  ) => Promise<Result<{ readonly id: string; readonly fenetre?: string }, RefusAgent>>;
  readonly suivre: (id: string) => Promise<Result<EtatDeDemande, RefusAgent>>;
};

const ABSENT: RefusAgent = {
  code: 'agent-absent',
  message: 'L’agent de carte ne répond pas sur ce poste.',
};

/**
 * Client de l'agent : par l'extension si elle est dans la page et l'hote sur le poste, sinon par la boucle locale a `url`
 * (`http://127.0.0.1:18790`). Une demande se suit par la porte ou elle est entree. Le PIN ne passe jamais par ici.
 */
export function creerAgentDuPoste(url: string): AgentDuPoste {
  const origine = new URL(url).origin;
  const parExtension = new Set<string>();
  const porte = async (
    action: ActionAgent,
    corps: object | undefined,
    boucle: () => Promise<Result<unknown, RefusAgent>>,
  ): Promise<{ readonly lu: Result<unknown, RefusAgent>; readonly extension: boolean }> => {
    if (!extensionPresente()) return { lu: await boucle(), extension: false };
    const lu = await demanderALExtension(action, corps, ABSENT);
    const muette = !lu.ok && lu.refus.code === ABSENT.code;
    return muette ? { lu: await boucle(), extension: false } : { lu, extension: true };
  };
  return {
    origine,
    etat: async () => {
      const { lu } = await porte('etat', undefined, () => interroger(`${origine}/etat`));
      return lu.ok ? { ok: true, valeur: lireCartes(lu.valeur) } : lu;
    },
    demander: async (ordres) => {
      const corps = { ordres };
      const { lu, extension } = await porte('deposer', corps, () => interroger(`${origine}/demandes`, corps));
      if (!lu.ok) return lu;
      const { id, fenetre } = enTable(lu.valeur);
      if (typeof id !== 'string') return { ok: false, refus: ABSENT };
      if (extension) {
        parExtension.add(id);
        return { ok: true, valeur: { id } };
      }
      if (typeof fenetre !== 'string') return { ok: false, refus: ABSENT };
      return { ok: true, valeur: { id, fenetre: new URL(fenetre, origine).href } };
    },
    suivre: async (id) => {
      const lu = parExtension.has(id)
        ? await demanderALExtension('suivre', { id }, ABSENT)
        : await interroger(`${origine}/demandes/${encodeURIComponent(id)}`);
      if (!lu.ok) return lu;
      const etat = lireEtat(lu.valeur);
      return etat === undefined ? { ok: false, refus: ABSENT } : { ok: true, valeur: etat };
    },
  };
}

/** Lit un etat de demande venu de l'agent (reponse HTTP ou `postMessage`) ; `undefined` s'il est mal forme. */
export function lireEtat(valeur: unknown): EtatDeDemande | undefined {
  const { etat, resultats, erreur } = enTable(valeur);
  if (etat === 'en-attente') return erreur === undefined ? { etat } : { etat, erreur: lireRefus(erreur) };
  if (etat === 'faite' && Array.isArray(resultats)) return { etat, resultats: resultats.map(enTable) };
  if (etat === 'refusee' || etat === 'annulee') return { etat, erreur: lireRefus(erreur) };
  return undefined;
}

async function interroger(adresse: string, corps?: object): Promise<Result<unknown, RefusAgent>> {
  try {
    const reponse = await fetch(adresse, {
      signal: AbortSignal.timeout(8_000),
      credentials: 'omit',
      ...(corps === undefined
        ? {}
        : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(corps) }),
    });
    const lu: unknown = await reponse.json();
    return reponse.ok ? { ok: true, valeur: lu } : { ok: false, refus: lireRefus(lu) };
  } catch {
    return { ok: false, refus: ABSENT };
  }
}

function lireRefus(valeur: unknown): RefusAgent {
  const { code, message, essaisRestants } = enTable(valeur);
  return {
    code: typeof code === 'string' ? code : 'refus-de-l-agent',
    message: typeof message === 'string' ? message : 'L’agent de carte a refusé la demande.',
    ...(typeof essaisRestants === 'number' ? { essaisRestants } : {}),
  };
}

const ETATS: readonly CarteDuPoste['etat'][] = [
  'utilisable',
  'verrouillee',
  'expiree',
  'illisible',
  'inadaptee',
];

function lireCartes(valeur: unknown): readonly CarteDuPoste[] {
  const { cartes } = enTable(valeur);
  if (!Array.isArray(cartes)) return [];
  return cartes.map((carte) => {
    const lue = enTable(carte);
    return {
      id: typeof lue['id'] === 'string' ? lue['id'] : '',
      titulaire: typeof lue['titulaire'] === 'string' ? lue['titulaire'] : '',
      etat: ETATS.find((etat) => etat === lue['etat']) ?? 'illisible',
      essaisRestants: typeof lue['essaisRestants'] === 'number' ? lue['essaisRestants'] : 0,
    };
  });
}

const enTable = (valeur: unknown): Readonly<Record<string, unknown>> =>
  typeof valeur === 'object' && valeur !== null ? { ...valeur } : {};
