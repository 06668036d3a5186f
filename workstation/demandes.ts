import { randomBytes } from 'node:crypto';
import type { EtatDemande, Ordre } from './protocole.ts';

/** Une demande du portail : des ordres vérifiés, l'origine qui les a portés, l'état rendu. */
export type Demande = {
  readonly id: string;
  readonly origine: string;
  readonly ordres: readonly Ordre[];
  /** Carte souhaitée par le portail (ordre `authentifier`). */
  readonly carte: string | undefined;
  readonly creeeA: number;
  etat: EtatDemande;
  /** Jeton de formulaire à usage unique de la fenêtre ; changé à chaque envoi. */
  jeton: string;
  /** Un PIN est en cours d'examen : un second envoi attendra. */
  occupee: boolean;
};
/** Demandes en cours, bornées en nombre et en durée. */
export type Demandes = {
  readonly creer: (demande: Pick<Demande, 'origine' | 'ordres' | 'carte'>) => Demande | undefined;
  readonly lire: (id: string) => Demande | undefined;
};

const ATTENTE_MAX_MS = 6 * 60_000;
const DEMANDES_MAX = 64;

/** Ouvre le tableau des demandes ; `creer` rend `undefined` quand il est plein. */
export function ouvrirDemandes(horloge: () => Date): Demandes {
  const demandes = new Map<string, Demande>();
  const purger = (): void => {
    const limite = horloge().getTime() - ATTENTE_MAX_MS;
    for (const [id, { creeeA }] of demandes) if (creeeA < limite) demandes.delete(id);
  };
  return {
    creer: ({ origine, ordres, carte }) => {
      purger();
      const attente = [...demandes.values()].filter(({ etat }) => etat.etat === 'en-attente').length;
      if (attente >= DEMANDES_MAX) return undefined;
      const demande: Demande = {
        id: nouveauJeton(),
        origine,
        ordres,
        carte,
        creeeA: horloge().getTime(),
        etat: { etat: 'en-attente' },
        jeton: nouveauJeton(),
        occupee: false,
      };
      demandes.set(demande.id, demande);
      return demande;
    },
    lire: (id) => {
      purger();
      return demandes.get(id);
    },
  };
}

/** 144 bits aléatoires en base64url : identifiants de demande et jetons de formulaire. */
export const nouveauJeton = (): string => randomBytes(18).toString('base64url');
