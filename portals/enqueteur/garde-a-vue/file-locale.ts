import { heureDuService } from '@ppn/kit';
import { useSyncExternalStore } from 'react';
import { clientDeMesure, retenir } from './donnees.ts';
import {
  ajouter,
  ecarter,
  type EnFile,
  issueDe,
  lireFile,
  prochaine,
  repondre,
  type Saisie,
} from './file.ts';

const ATTENTES = [1_000, 2_000, 4_000, 8_000, 15_000];

/** La file d'un agent sur ce poste : gardee a chaque touche, envoyee aussitot, rejouee tant que le service ne l'a pas. */
export type FileLocale = {
  readonly lire: () => readonly EnFile[];
  readonly abonner: (prevenir: () => void) => () => void;
  readonly consigner: (saisie: Saisie) => void;
  readonly ecarter: (id: string) => void;
  /** Renvoie maintenant : le reseau est revenu. */
  readonly relancer: () => void;
};

const files = new Map<string, FileLocale>();

/** La file de cet agent ; la meme a chaque appel. */
export function fileDe(matricule: string): FileLocale {
  const connue = files.get(matricule);
  if (connue !== undefined) return connue;
  const nouvelle = ouvrir(`ppn-registre ${matricule}`);
  files.set(matricule, nouvelle);
  return nouvelle;
}

/** Suit la file dans React. */
export const useFile = (file: FileLocale): readonly EnFile[] => useSyncExternalStore(file.abonner, file.lire);

function ouvrir(cle: string): FileLocale {
  const abonnes = new Set<() => void>();
  const suivi: Suivi = { essai: 0, minuteur: undefined, enVol: false };
  let courante = lireFile(localStorage.getItem(cle));
  const poser = (changer: (file: readonly EnFile[]) => readonly EnFile[]): void => {
    // Un autre onglet a pu ecrire : on relit avant d'ecrire.
    courante = changer(lireFile(localStorage.getItem(cle)));
    localStorage.setItem(cle, JSON.stringify(courante));
    for (const prevenir of abonnes) prevenir();
  };
  const relire = (): void => {
    courante = lireFile(localStorage.getItem(cle));
    for (const prevenir of abonnes) prevenir();
  };
  const partir = async (): Promise<void> => {
    if (suivi.enVol) return;
    suivi.enVol = true;
    clearTimeout(suivi.minuteur);
    const reste = await unSeulOnglet(cle, () => vider({ relire, poser, lire: () => courante }));
    suivi.enVol = false;
    suivi.essai = reste ? suivi.essai + 1 : 0;
    if (reste)
      suivi.minuteur = setTimeout(
        () => void partir(),
        ATTENTES[Math.min(suivi.essai, ATTENTES.length) - 1] ?? 15_000,
      );
    else if (prochaine(courante) !== undefined) void partir();
  };
  addEventListener('storage', ({ key }) => (key === cle ? relire() : undefined));
  addEventListener('online', () => void partir());
  if (prochaine(courante) !== undefined) void partir();
  return {
    lire: () => courante,
    abonner: (prevenir) => {
      abonnes.add(prevenir);
      return () => abonnes.delete(prevenir);
    },
    consigner: (saisie) => {
      poser((file) => ajouter(file, saisie, heureDuService().ms));
      void partir();
    },
    ecarter: (id) => poser((file) => ecarter(file, id)),
    relancer: () => void partir(),
  };
}

type Suivi = { essai: number; minuteur: ReturnType<typeof setTimeout> | undefined; enVol: boolean };
type Acces = {
  readonly relire: () => void;
  readonly lire: () => readonly EnFile[];
  readonly poser: (changer: (file: readonly EnFile[]) => readonly EnFile[]) => void;
};

/** Envoie dans l'ordre jusqu'au premier « plus tard » ; rend vrai s'il reste a envoyer. */
async function vider({ relire, lire, poser }: Acces): Promise<boolean> {
  relire();
  for (let suivante = prochaine(lire()); suivante !== undefined; suivante = prochaine(lire())) {
    const { saisie } = suivante;
    const rendu = await envoyer(saisie);
    const issue = issueDe(rendu);
    if (issue.genre === 'plus-tard') return true;
    poser((file) => repondre(file, saisie.id, issue));
    if (rendu.ok) retenir(rendu.valeur);
  }
  return false;
}

function envoyer(saisie: Saisie) {
  const { id, mesure } = saisie;
  switch (saisie.genre) {
    case 'entree':
      return clientDeMesure.appeler('POST /api/mesures/:id/entrees', {
        id: mesure,
        corps: { id, type: saisie.type, survenuA: saisie.survenuA, donnees: { ...saisie.donnees } },
      });
    case 'rectification':
      return clientDeMesure.appeler('POST /api/mesures/:id/entrees/:entree/rectification', {
        id: mesure,
        entree: saisie.entree,
        corps: { id, survenuA: saisie.survenuA, annulee: saisie.annulee, motif: saisie.motif },
      });
    default:
      return clientDeMesure.appeler('POST /api/mesures/:id/acquittements', {
        id: mesure,
        corps: { id, alarme: saisie.alarme },
      });
  }
}

/** Deux onglets ne vident pas la meme file a la fois ; sans verrou (HTTP hors de localhost), l'identifiant suffit. */
function unSeulOnglet(cle: string, agir: () => Promise<boolean>): Promise<boolean> {
  const verrous: LockManager | undefined = navigator.locks;
  return verrous === undefined ? agir() : verrous.request(cle, agir);
}
