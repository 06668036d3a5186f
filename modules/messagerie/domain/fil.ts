import { type Result, refus, reussite } from '@ppn/core';

type Service = 'interieur' | 'justice';
type Qualite = string;

/** L'agent, vu par la regle. */
export type AgentDuFil = {
  readonly matricule: string;
  readonly service: Service;
  readonly qualite: Qualite;
  readonly rattachement: { readonly code: string };
};

/** Un participant, vu par la regle : une fonction entiere, ou une personne de cette fonction. */
export type ParticipantDuFil = {
  readonly service: Service;
  readonly code: string;
  readonly fonction: 'permanence' | 'unite' | 'personne';
  readonly matricule: string | null;
};

/** Un fil, vu par la regle. */
export type FilPourRegle = {
  readonly type: 'parquet-enquete' | 'interne' | 'avocat';
  readonly participants: readonly ParticipantDuFil[];
};

/** Qui tient une permanence du parquet, ou repond dans une unite (art. 11, R.249-13 CPP : qualite et lien). */
const DE_LA_FONCTION: ReadonlySet<Qualite> = new Set(['opj', 'apj', 'chef-unite', 'procureur', 'substitut']);
const MAGISTRATS: ReadonlySet<Qualite> = new Set(['procureur', 'substitut']);
const RECOIT_UNE_INSTRUCTION: ReadonlySet<Qualite> = new Set(['opj', 'apj', 'chef-unite']);

/** A quel titre l'agent entre dans un fil ; la base de l'acces, ecrite au journal. */
export function entrer(
  agent: AgentDuFil,
  fil: FilPourRegle,
): Result<string, 'hors-du-fil' | 'qualite-insuffisante'> {
  const siennes = fil.participants.filter(
    ({ service, code }) => service === agent.service && code === agent.rattachement.code,
  );
  if (siennes.some(({ fonction, matricule }) => fonction === 'personne' && matricule === agent.matricule))
    return reussite('destinataire nommé du fil');
  if (!siennes.some(({ fonction }) => fonction !== 'personne')) return refus('hors-du-fil');
  return DE_LA_FONCTION.has(agent.qualite)
    ? reussite('fonction destinataire du fil (art. 11 et R.249-13 CPP)')
    : refus('qualite-insuffisante');
}

/** Genre du message depose : la reponse d'un magistrat a un compte rendu est une instruction. */
export function genreDe(
  agent: AgentDuFil,
  { compteRendu, repondAuGenre }: { readonly compteRendu: boolean; readonly repondAuGenre: string | null },
): Result<'message' | 'compte-rendu' | 'instruction', 'compte-rendu-reserve'> {
  if (compteRendu)
    return agent.service === 'interieur' ? reussite('compte-rendu') : refus('compte-rendu-reserve');
  return reussite(
    repondAuGenre === 'compte-rendu' && MAGISTRATS.has(agent.qualite) ? 'instruction' : 'message',
  );
}

/** L'enqueteur accepte une instruction, une fois. */
export function accepter(
  agent: AgentDuFil,
  message: { readonly genre: string; readonly acceptee: boolean },
): Result<'accepter' | 'deja', 'pas-une-instruction' | 'qualite-insuffisante'> {
  if (message.genre !== 'instruction') return refus('pas-une-instruction');
  if (!RECOIT_UNE_INSTRUCTION.has(agent.qualite)) return refus('qualite-insuffisante');
  return reussite(message.acceptee ? 'deja' : 'accepter');
}

/** Pourquoi un fil ne se verse pas ; `undefined` s'il se verse. Un fil d'avocat ne se verse jamais, par son type. */
export function refusDeVersement(
  agent: AgentDuFil,
  fil: { readonly type: FilPourRegle['type']; readonly efface: boolean },
): 'fil-avocat' | 'contenu-efface' | 'qualite-insuffisante' | undefined {
  if (fil.type === 'avocat') return 'fil-avocat';
  if (fil.efface) return 'contenu-efface';
  return RECOIT_UNE_INSTRUCTION.has(agent.qualite) ? undefined : 'qualite-insuffisante';
}

/** Phrases de refus. */
export const PHRASES_DU_FIL = {
  'hors-du-fil':
    'Ce fil n’existe pas ou ne vous est pas adressé. Votre demande est enregistrée au journal des accès.',
  'qualite-insuffisante': 'Votre qualité ne permet pas cette action dans la messagerie.',
  'compte-rendu-reserve': 'Un compte rendu s’écrit depuis un service d’enquête.',
  'pas-une-instruction': 'Ce message n’est pas une instruction du parquet.',
  'fil-avocat':
    'Un échange avec un avocat est couvert par le secret : il ne se verse pas au dossier (art. 66-5 loi n° 71-1130).',
  'contenu-efface': 'La conservation de ce fil est finie : son contenu est effacé.',
} as const;

/** Reponses proposees d'un geste, selon qui repond. */
export const REPONSES_RAPIDES: { readonly [service in Service]: readonly string[] } = {
  interieur: [
    'Bien reçu, c’est fait.',
    'Bien reçu, je vous rends compte dans l’heure.',
    'Pouvez-vous préciser ?',
  ],
  justice: [
    'Poursuivez l’enquête, compte rendu à l’issue des auditions.',
    'Levée de la garde à vue, procédure à transmettre.',
    'Prolongation envisagée : adressez la demande avec les pièces.',
    'Bien reçu, je vous rappelle.',
  ],
};
