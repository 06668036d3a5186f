import { refus, reussite } from '@ppn/core';
import type { Result } from '@ppn/core';
import { z } from 'zod';
import type { Poste } from './poste.ts';
import { nouveauJeton } from './demandes.ts';
import type { Demande } from './demandes.ts';
import { cartesProposees, debloquer, executer } from './executer.ts';
import type { CarteProposee } from './executer.ts';
import type { CodeRefus, EtatDemande } from './protocole.ts';
import { erreur } from './refus.ts';

const carte = z.string().regex(/^[a-z0-9-]{1,64}$/);
const jeton = z.string().max(64);
/** Ce que la fenêtre envoie ; un code absent se tape au clavier du lecteur. */
const ENVOIS = {
  pin: z.object({ jeton, carte, pin: z.string().max(64).optional() }),
  debloquer: z.object({
    jeton,
    carte,
    puk: z.string().max(64).optional(),
    nouveauPin: z.string().max(64).optional(),
  }),
  annuler: z.object({ jeton }),
} as const;

/** Ce que la fenêtre peut envoyer. */
export type Envoi = keyof typeof ENVOIS;
export const ENVOIS_ADMIS: readonly string[] = Object.keys(ENVOIS);
/** Ce que la fenêtre lit ; `jeton` : à joindre à l'envoi suivant. */
export type VueDeFenetre = {
  readonly etat: EtatDemande;
  readonly cartes: readonly CarteProposee[];
  readonly jeton?: string;
};

/** L'état de la demande et des cartes, relu par la fenêtre. */
export const regarder = async ({ lecteur, horloge }: Poste, demande: Demande): Promise<VueDeFenetre> => ({
  etat: demande.etat,
  cartes: demande.etat.etat === 'en-attente' ? await cartesProposees(lecteur, demande.ordres, horloge()) : [],
});

/** Traite un envoi de la fenêtre : PIN, déblocage, annulation. Un second envoi pendant un acte ne fait rien. */
export async function traiterEnvoi(
  poste: Poste,
  demande: Demande,
  envoi: { readonly genre: Envoi; readonly corps: unknown },
): Promise<Result<VueDeFenetre, CodeRefus>> {
  const lu = ENVOIS[envoi.genre].safeParse(envoi.corps);
  if (!lu.success || !reprendreJeton(demande, lu.data.jeton)) return refus('requete-mal-formee');
  if (demande.etat.etat === 'en-attente' && !demande.occupee) {
    demande.occupee = true;
    try {
      demande.etat = await agir(poste, demande, envoi);
    } finally {
      demande.occupee = false;
    }
  }
  return reussite({ ...(await regarder(poste, demande)), jeton: demande.jeton });
}

/** La fenêtre a été fermée sans réponse : la demande est annulée, sauf si la carte travaille encore. */
export function abandonner(demande: Demande): void {
  if (demande.etat.etat === 'en-attente' && !demande.occupee)
    demande.etat = { etat: 'annulee', erreur: erreur('annulee') };
}

async function agir(
  { lecteur, horloge }: Poste,
  { ordres }: Demande,
  { genre, corps }: { readonly genre: Envoi; readonly corps: unknown },
): Promise<EtatDemande> {
  switch (genre) {
    case 'annuler':
      return { etat: 'annulee', erreur: erreur('annulee') };
    case 'debloquer': {
      const { carte: idCarte, puk, nouveauPin } = ENVOIS.debloquer.parse(corps);
      const issue = await debloquer(lecteur, { idCarte, puk, nouveauPin });
      return { etat: 'en-attente', ...(issue.ok ? {} : { erreur: issue.refus }) };
    }
    case 'pin': {
      const { carte: idCarte, pin } = ENVOIS.pin.parse(corps);
      const issue = await executer({ lecteur, ordres, idCarte, pin, maintenant: horloge() });
      if (issue.ok) return { etat: 'faite', resultats: issue.valeur };
      return { etat: issue.refus.code === 'ordre-expire' ? 'refusee' : 'en-attente', erreur: issue.refus };
    }
  }
}

/** Le jeton de formulaire ne sert qu'une fois : chaque envoi en reçoit un neuf. */
function reprendreJeton(demande: Demande, recu: string): boolean {
  if (recu !== demande.jeton) return false;
  demande.jeton = nouveauJeton();
  return true;
}
