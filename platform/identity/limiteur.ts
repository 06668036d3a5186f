/** Limite les tentatives par adresse : `admettre` compte une tentative et dit si elle est permise. */
export type Limiteur = {
  readonly admettre: (adresse: string) => boolean;
  readonly oublier: (adresse: string) => void;
};

const ADRESSES_MAX = 20_000;

/** Fenêtre fixe en mémoire : `essais` tentatives (20) par `fenetreMs` (5 minutes) et par adresse. */
export function limiteur({
  essais = 20,
  fenetreMs = 300_000,
  horloge = () => new Date(),
}: { readonly essais?: number; readonly fenetreMs?: number; readonly horloge?: () => Date } = {}): Limiteur {
  const comptes = new Map<string, { readonly debut: number; readonly nombre: number }>();
  return {
    admettre: (adresse) => {
      const maintenant = horloge().getTime();
      const compte = comptes.get(adresse);
      const courant =
        compte !== undefined && maintenant - compte.debut < fenetreMs
          ? compte
          : { debut: maintenant, nombre: 0 };
      comptes.delete(adresse);
      comptes.set(adresse, { ...courant, nombre: courant.nombre + 1 });
      for (const ancienne of comptes.keys()) {
        if (comptes.size <= ADRESSES_MAX) break;
        comptes.delete(ancienne);
      }
      return courant.nombre < essais;
    },
    oublier: (adresse) => void comptes.delete(adresse),
  };
}
