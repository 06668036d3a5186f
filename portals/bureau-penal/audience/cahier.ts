import type { Probleme, Result } from '@ppn/api-client';
import type { Contenu } from '../decision/contenu.ts';
import { fusionner, type Note } from './fusionner.ts';
import { notesDe } from './notes-du-contenu.ts';

/** Ou en sont les notes : au service, en route, gardees sur ce poste (reseau coupe), refusees. */
export type EtatDuCahier = {
  readonly etat: 'enregistre' | 'en-cours' | 'hors-ligne' | 'refuse';
  readonly phrase: string;
  /** Notes ecrites differemment sur deux postes, gardees toutes les deux. */
  readonly conflits: readonly string[];
};

type Version = { readonly version: number; readonly contenu: Contenu };

/** Ce dont le cahier a besoin. */
export type PortsDuCahier = {
  readonly envoyer: (version: number, contenu: Contenu) => Promise<Result<Version, Probleme>>;
  /** Relit la version du service, apres un conflit. */
  readonly relire: () => Promise<Result<Version, Probleme>>;
  /** Garde sur ce poste, avec ce que le service en connaissait ; `undefined` : tout est au service. */
  readonly garder: (garde: Garde | undefined) => void;
  readonly surEtat: (etat: EtatDuCahier) => void;
  readonly surContenu: (contenu: Contenu) => void;
  readonly nouvelId: () => string;
};

/** Ce qu'une coupure laisse sur le poste. `base` : les notes que le service avait alors. */
export type Garde = { readonly contenu: Contenu; readonly base: readonly Note[] };

/** Un cahier de notes qui se tient sans reseau et se reunit sans rien perdre. */
export type Cahier = {
  readonly ecrire: (contenu: Contenu) => void;
  /** Envoie ce qui attend ; vrai si le service a tout. */
  readonly vider: () => Promise<boolean>;
  readonly arreter: () => void;
};

const DELAI = 400;
const REPRISE = 3_000;

/** Cree le cahier, depuis ce que le service a, et ce qu'une coupure avait laisse ici. */
export function creerCahier(ports: PortsDuCahier, depart: Version, laisse?: Garde): Cahier {
  let version = depart.version;
  let base = notesDe(depart.contenu);
  let attente: Contenu | undefined;
  let envoi: Promise<void> | undefined;
  let minuterie: ReturnType<typeof setTimeout> | undefined;
  let conflits: readonly string[] = [];

  const dire = (etat: EtatDuCahier['etat'], phrase = ''): void => ports.surEtat({ etat, phrase, conflits });
  const planifier = (ms: number): void => {
    minuterie ??= setTimeout(() => {
      minuterie = undefined;
      void lancer();
    }, ms);
  };
  const reunir = (service: Version, poste: Contenu, commun: readonly Note[]): Contenu => {
    const fusion = fusionner(commun, notesDe(service.contenu), notesDe(poste), ports.nouvelId);
    conflits = [...conflits, ...fusion.conflits];
    version = service.version;
    base = notesDe(service.contenu);
    const contenu = { ...service.contenu, ...poste, notes: fusion.notes };
    ports.surContenu(contenu);
    return contenu;
  };
  const relireEtReunir = async (poste: Contenu): Promise<void> => {
    const lue = await ports.relire();
    attente = lue.ok ? reunir(lue.valeur, attente ?? poste, base) : (attente ?? poste);
    if (!lue.ok && lue.refus.status !== 0 && lue.refus.status < 500) return dire('refuse', lue.refus.detail);
    dire(lue.ok ? 'en-cours' : 'hors-ligne');
    return planifier(lue.ok ? 0 : REPRISE);
  };
  const conclure = async (contenu: Contenu, rendu: Result<Version, Probleme>): Promise<void> => {
    if (rendu.ok) {
      version = rendu.valeur.version;
      base = notesDe(contenu);
      if (attente !== undefined) return planifier(DELAI);
      ports.garder(undefined);
      return dire('enregistre');
    }
    if (rendu.refus.status === 409) return relireEtReunir(contenu);
    attente ??= contenu;
    if (rendu.refus.status !== 0 && rendu.refus.status < 500) return dire('refuse', rendu.refus.detail);
    dire('hors-ligne');
    return planifier(REPRISE);
  };
  const lancer = async (): Promise<void> => {
    if (envoi !== undefined) return envoi;
    const contenu = attente;
    if (contenu === undefined) return undefined;
    attente = undefined;
    envoi = ports.envoyer(version, contenu).then(async (rendu) => {
      envoi = undefined;
      await conclure(contenu, rendu);
    });
    return envoi;
  };
  const ecrire = (contenu: Contenu): void => {
    attente = contenu;
    ports.garder({ contenu, base });
    dire('en-cours');
    planifier(DELAI);
  };
  // Ce qu'une coupure avait laisse : reuni a ce que le service a maintenant, contre ce qu'il avait alors.
  if (laisse !== undefined) ecrire(reunir(depart, laisse.contenu, laisse.base));
  return {
    ecrire,
    vider: async () => {
      clearTimeout(minuterie);
      minuterie = undefined;
      await envoi;
      await lancer();
      return attente === undefined;
    },
    arreter: () => clearTimeout(minuterie),
  };
}
