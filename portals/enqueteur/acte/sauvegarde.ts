import type { Probleme, Result } from '@ppn/api-client';
import type { Contenu } from './contenu.ts';
import { memeContenu } from './contenu.ts';

/** Ce que la sauvegarde lit d'un acte rendu par le service. */
export type VersionServie = { readonly version: number; readonly contenu: Contenu };
/** Texte garde sur le poste, avec la version du service sur laquelle il a ete tape. */
export type TexteGarde = { readonly version: number; readonly contenu: Contenu };

/** Ou en est l'enregistrement ; le texte montre est toujours `contenu`. */
export type Etat<R extends VersionServie> = {
  readonly contenu: Contenu;
  /** Derniere reponse du service (manques, points, version). */
  readonly servie: R;
  readonly etat: 'enregistre' | 'a-enregistrer' | 'envoi' | 'hors-ligne' | 'conflit' | 'refuse';
  /** Version du service qui contredit le texte du poste (`conflit`). */
  readonly autre?: R;
  readonly refus?: Probleme;
  /** Vrai si le texte vient du poste : navigateur tue, reseau coupe. */
  readonly retrouve: boolean;
  /** Change quand le contenu est remplace d'un bloc : les champs se relisent. */
  readonly epoque: number;
};

/** Monde exterieur de la sauvegarde. */
export type Ports<R extends VersionServie> = {
  readonly envoyer: (version: number, contenu: Contenu) => Promise<Result<R, Probleme>>;
  readonly relire: () => Promise<Result<R, Probleme>>;
  readonly garde: {
    readonly lire: () => TexteGarde | undefined;
    readonly ecrire: (texte: TexteGarde) => void;
    readonly effacer: () => void;
    /** Met de cote un texte que l'agent a choisi de ne pas garder. */
    readonly ecarter: (contenu: Contenu) => void;
  };
  /** Rappelle plus tard ; rend de quoi annuler. */
  readonly planifier: (ms: number, rappel: () => void) => () => void;
};

/** Enregistrement au fil de la frappe d'un acte. */
export type Sauvegarde<R extends VersionServie> = {
  readonly lire: () => Etat<R>;
  readonly abonner: (rappel: () => void) => () => void;
  readonly ecrire: (champ: string, valeur: unknown) => void;
  /** Envoie tout de suite ; vrai si tout est au service. */
  readonly vider: () => Promise<boolean>;
  readonly trancher: (choix: 'le-mien' | 'l-autre') => void;
  readonly fermer: () => void;
};

const DELAI = 600;
const REPRISES = [1_000, 2_000, 4_000, 8_000];

/**
 * Enregistre chaque frappe sur le poste aussitot, au service en moins d'une seconde ; hors ligne, reessaie ; si une
 * autre version existe, demande sans rien perdre. Un texte retrouve sur le poste l'emporte sur la meme version servie.
 */
export function creerSauvegarde<R extends VersionServie>(depart: R, ports: Ports<R>): Sauvegarde<R> {
  const abonnes = new Set<() => void>();
  let etat = reprendre(depart, ports.garde.lire());
  let annuler = (): void => undefined;
  let enVol: Promise<void> | undefined;
  let essais = 0;
  let fermee = false;

  const poser = (change: Partial<Etat<R>>): void => {
    etat = { ...etat, ...change };
    for (const prevenir of abonnes) prevenir();
  };
  const planifier = (ms: number): void => {
    annuler();
    if (!fermee) annuler = ports.planifier(ms, () => void partir());
  };
  const partir = (): Promise<void> => {
    annuler();
    enVol ??= envoyer().finally(() => (enVol = undefined));
    return enVol;
  };
  const envoyer = async (): Promise<void> => {
    if (etat.etat === 'conflit' || etat.etat === 'refuse' || etat.etat === 'enregistre') return;
    const envoye = etat.contenu;
    poser({ etat: 'envoi' });
    const rendu = await ports.envoyer(etat.servie.version, envoye);
    if (rendu.ok) recu(rendu.valeur, envoye);
    else await refuse(rendu.refus);
  };
  const recu = (servie: R, envoye: Contenu): void => {
    essais = 0;
    if (etat.contenu === envoye) {
      ports.garde.effacer();
      poser({ servie, etat: 'enregistre', retrouve: false });
    } else {
      ports.garde.ecrire({ version: servie.version, contenu: etat.contenu });
      poser({ servie, etat: 'a-enregistrer' });
      planifier(DELAI);
    }
  };
  const refuse = async (refus: Probleme): Promise<void> => {
    if (refus.code === 'version-depassee') return conflit();
    if (refus.status === 0 || refus.status === 401 || refus.status === 429 || refus.status >= 500)
      return attendre(refus);
    return poser({ etat: 'refuse', refus });
  };
  const attendre = (refus: Probleme): void => {
    poser({ etat: 'hors-ligne', refus });
    planifier(REPRISES[Math.min(essais, REPRISES.length - 1)] ?? DELAI);
    essais += 1;
  };
  const conflit = async (): Promise<void> => {
    const relue = await ports.relire();
    if (!relue.ok) return attendre(relue.refus);
    if (memeContenu(relue.valeur.contenu, etat.contenu)) return recu(relue.valeur, etat.contenu);
    return poser({ etat: 'conflit', autre: relue.valeur });
  };

  if (etat.etat === 'a-enregistrer') planifier(0);
  return {
    lire: () => etat,
    abonner: (rappel) => {
      abonnes.add(rappel);
      return () => abonnes.delete(rappel);
    },
    ecrire: (champ, valeur) => {
      const contenu = { ...etat.contenu, [champ]: valeur };
      ports.garde.ecrire({ version: etat.servie.version, contenu });
      if (etat.etat === 'conflit') return poser({ contenu });
      poser({ contenu, etat: etat.etat === 'envoi' ? 'envoi' : 'a-enregistrer' });
      if (enVol === undefined) planifier(DELAI);
      return undefined;
    },
    vider: async () => {
      await enVol;
      await partir();
      return etat.etat === 'enregistre';
    },
    trancher: (choix) => {
      const { autre } = etat;
      if (autre === undefined) return;
      if (choix === 'le-mien') {
        ports.garde.ecrire({ version: autre.version, contenu: etat.contenu });
        poser({ servie: autre, etat: 'a-enregistrer' });
        planifier(0);
      } else {
        ports.garde.ecarter(etat.contenu);
        ports.garde.effacer();
        poser({
          servie: autre,
          contenu: autre.contenu,
          etat: 'enregistre',
          retrouve: false,
          epoque: etat.epoque + 1,
        });
      }
    },
    fermer: () => {
      fermee = true;
      annuler();
      void partir();
    },
  };
}

function reprendre<R extends VersionServie>(servie: R, garde: TexteGarde | undefined): Etat<R> {
  const base = { servie, contenu: servie.contenu, etat: 'enregistre', retrouve: false, epoque: 0 } as const;
  if (garde === undefined || memeContenu(garde.contenu, servie.contenu)) return base;
  if (garde.version === servie.version)
    return { ...base, contenu: garde.contenu, etat: 'a-enregistrer', retrouve: true };
  return { ...base, contenu: garde.contenu, etat: 'conflit', autre: servie, retrouve: true };
}
