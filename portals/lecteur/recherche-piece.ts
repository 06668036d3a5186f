import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { EtatRecherche } from './barre-recherche.tsx';
import { type PieceCotee, positionDe } from './cotes.ts';
import { chercherDansLaPiece, type Trouvee } from './chercher.ts';
import type { Emprunter } from './page-pdf.tsx';
import type { Position } from './position.ts';
import type { Surlignage } from './surlignage.ts';

type Entrees = {
  readonly emprunter: Emprunter;
  /** Amene une page a l'ecran. */
  readonly aller: (position: Position) => void;
  /** Amene un rectangle de l'ecran dans la vue, s'il n'y est pas. */
  readonly montrer: (rectangle: DOMRect) => void;
};

type Resultat = {
  readonly id: string;
  readonly debut: Position;
  readonly terme: string;
  readonly trouvees: readonly Trouvee[];
  readonly rang: number;
  readonly encours: boolean;
};

const vide: Resultat = {
  id: '',
  debut: { piece: 1, page: 1 },
  terme: '',
  trouvees: [],
  rang: 0,
  encours: false,
};

/** Recherche dans la piece affichee, sans serveur : le texte vient du PDF deja ouvert. */
export const useRecherche = ({ emprunter, aller, montrer }: Entrees) => {
  const [resultat, setResultat] = useState<Resultat>(vide);
  const arret = useRef<AbortController>(undefined);
  const montree = useRef<Trouvee>(undefined);
  useEffect(() => () => arret.current?.abort(), []);

  const effacer = useCallback((): void => {
    arret.current?.abort();
    setResultat(vide);
  }, []);

  const chercher = useCallback(
    async (piece: PieceCotee, terme: string): Promise<void> => {
      arret.current?.abort();
      const arreter = new AbortController();
      arret.current = arreter;
      setResultat({ ...vide, id: piece.id, debut: positionDe(piece), terme, encours: terme !== '' });
      if (terme === '') return;
      const emprunt = emprunter(piece.id);
      try {
        const trouvees = await chercherDansLaPiece(await emprunt.document, terme, arreter.signal);
        setResultat({ id: piece.id, debut: positionDe(piece), terme, trouvees, rang: 0, encours: false });
        const premiere = trouvees[0];
        if (premiere !== undefined) aller(positionDe(piece, premiere.page));
      } catch {
        if (!arreter.signal.aborted) setResultat(vide);
      } finally {
        emprunt.rendre();
      }
    },
    [emprunter, aller],
  );

  const pas = useCallback(
    (sens: 1 | -1): void => {
      const total = resultat.trouvees.length;
      if (total === 0) return;
      const rang = (resultat.rang + sens + total) % total;
      const trouvee = resultat.trouvees[rang];
      if (trouvee !== undefined) aller({ ...resultat.debut, page: trouvee.page });
      setResultat({ ...resultat, rang });
    },
    [resultat, aller],
  );

  const surlignage = useMemo((): Surlignage => {
    const courante = resultat.trouvees[resultat.rang];
    const surMontree = (rectangle: DOMRect): void => {
      if (courante === montree.current) return;
      montree.current = courante;
      montrer(rectangle);
    };
    return { terme: resultat.terme, id: resultat.id, courante, surMontree };
  }, [resultat, montrer]);

  const etat: EtatRecherche = {
    terme: resultat.terme,
    total: resultat.trouvees.length,
    rang: resultat.rang,
    encours: resultat.encours,
  };
  return { etat, surlignage, chercher, pas, effacer };
};
