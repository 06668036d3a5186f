import type { Probleme, Result } from '@ppn/api-client';
import type { Contenu } from './contenu.ts';

/** Ou en est le texte : au service, en route, garde sur ce poste, refuse, ou depasse par une autre version. */
export type EtatEnregistrement =
  | { readonly etat: 'enregistre' }
  | { readonly etat: 'en-cours' }
  | { readonly etat: 'garde-ici' }
  | { readonly etat: 'refuse'; readonly probleme: Probleme }
  | { readonly etat: 'depasse' };

/** Ce que le service rend d'un brouillon enregistre. */
export type Enregistre = { readonly version: number };

type Ports<R extends Enregistre> = {
  readonly versionConnue: number;
  readonly enregistrer: (version: number, contenu: Contenu) => Promise<Result<R, Probleme>>;
  /** Garde le texte sur ce poste ; `undefined` l'oublie. */
  readonly garderIci: (contenu: Contenu | undefined) => void;
  readonly surEtat: (etat: EtatEnregistrement) => void;
  readonly surEnregistre: (rendu: R) => void;
};

/** Enregistre un brouillon au fil de la frappe. */
export type Enregistreur = {
  readonly ecrire: (contenu: Contenu) => void;
  /** Envoie tout de suite ce qui attend ; vrai si le service a tout. */
  readonly vider: () => Promise<boolean>;
  readonly arreter: () => void;
};

const delai = 500;
const reprise = 3_000;

/** Un envoi a la fois, au plus tard 500 ms apres la premiere frappe ; une panne garde le texte et reessaie toutes les 3 s. */
export const creerEnregistreur = <R extends Enregistre>(ports: Ports<R>): Enregistreur => {
  let version = ports.versionConnue;
  let attente: Contenu | undefined;
  let envoi: Promise<void> | undefined;
  let minuterie: ReturnType<typeof setTimeout> | undefined;

  const planifier = (ms: number): void => {
    if (minuterie !== undefined) return;
    minuterie = setTimeout(() => {
      minuterie = undefined;
      void lancer();
    }, ms);
  };
  const conclure = (contenu: Contenu, rendu: Result<R, Probleme>): void => {
    if (rendu.ok) {
      version = rendu.valeur.version;
      ports.surEnregistre(rendu.valeur);
      if (attente !== undefined) return planifier(delai);
      ports.garderIci(undefined);
      return ports.surEtat({ etat: 'enregistre' });
    }
    attente ??= contenu;
    if (rendu.refus.status === 409) return ports.surEtat({ etat: 'depasse' });
    if (rendu.refus.status !== 0 && rendu.refus.status < 500)
      return ports.surEtat({ etat: 'refuse', probleme: rendu.refus });
    ports.surEtat({ etat: 'garde-ici' });
    planifier(reprise);
  };
  const lancer = async (): Promise<void> => {
    if (envoi !== undefined) return envoi;
    const contenu = attente;
    if (contenu === undefined) return;
    attente = undefined;
    envoi = ports.enregistrer(version, contenu).then((rendu) => {
      envoi = undefined;
      conclure(contenu, rendu);
    });
    return envoi;
  };
  return {
    ecrire: (contenu) => {
      attente = contenu;
      ports.garderIci(contenu);
      ports.surEtat({ etat: 'en-cours' });
      planifier(delai);
    },
    vider: async () => {
      clearTimeout(minuterie);
      minuterie = undefined;
      await envoi;
      await lancer();
      return attente === undefined;
    },
    arreter: () => clearTimeout(minuterie),
  };
};
