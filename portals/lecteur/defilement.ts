import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { positionDe } from './cotes.ts';
import { type Disposition, rangA, trancheDe } from './disposition.ts';
import { ecrirePosition, lirePosition, memePosition, type Position } from './position.ts';

type Ancre = { readonly position: Position; readonly cle: string | undefined; readonly fraction: number };

type Entrees = {
  readonly cadreRef: RefObject<HTMLDivElement | null>;
  readonly disposition: Disposition;
  /** La premiere page de la premiere piece. */
  readonly premiere: Position;
  readonly position: Position | undefined;
  readonly surPosition: (position: Position) => void;
};

type Defilement = {
  readonly haut: number;
  readonly courante: Position;
  readonly aller: (position: Position) => void;
  readonly surDefilement: () => void;
};

const ligneDeLecture = 48;
const delaiDeRapport = 150;
/** Pixels : en deca, les memes tranches restent montees et rien n'est rendu. */
const pasDeRendu = 120;

const arrondir = (y: number): number => Math.round(y / pasDeRendu) * pasDeRendu;

/**
 * Tient ensemble le defilement et la position : l'endroit lu ne bouge pas quand une mesure ou le zoom
 * change la suite, la position est rapportee 150 ms apres le dernier mouvement, et l'echo de nos propres
 * rapports n'est pas pris pour un ordre.
 */
export const useDefilement = ({
  cadreRef,
  disposition,
  premiere,
  position,
  surPosition,
}: Entrees): Defilement => {
  const [courante, setCourante] = useState<Position>(position ?? premiere);
  const [haut, setHaut] = useState(0);
  const ancre = useRef<Ancre>({ position: courante, cle: undefined, fraction: 0 });
  const impose = useRef(Number.NaN);
  const echos = useRef<string[]>([]);
  const rapportee = useRef<Position>(courante);
  const minuterie = useRef<ReturnType<typeof setTimeout>>(undefined);
  const dernier = useRef({ disposition, surPosition });
  useLayoutEffect(() => {
    dernier.current = { disposition, surPosition };
  });

  const rapporter = useCallback((lue: Position): void => {
    setCourante((avant) => (memePosition(avant, lue) ? avant : lue));
    clearTimeout(minuterie.current);
    minuterie.current = setTimeout(() => {
      if (memePosition(rapportee.current, lue)) return;
      rapportee.current = lue;
      echos.current = [...echos.current.slice(-20), ecrirePosition(lue)];
      dernier.current.surPosition(lue);
    }, delaiDeRapport);
  }, []);
  useEffect(() => () => clearTimeout(minuterie.current), []);

  const appliquer = useCallback((): void => {
    const element = cadreRef.current;
    const { tranches } = dernier.current.disposition;
    const voulue = ancre.current;
    const tranche = tranches.find(({ cle }) => cle === voulue.cle) ?? trancheDe(tranches, voulue.position);
    if (element === null || tranche === undefined) return;
    const cible = Math.round(tranche.haut + voulue.fraction * tranche.hauteur);
    if (Math.abs(element.scrollTop - cible) >= 1) element.scrollTop = cible;
    impose.current = element.scrollTop;
    setHaut(arrondir(element.scrollTop));
  }, [cadreRef]);
  useLayoutEffect(appliquer, [appliquer, disposition]);

  const aller = useCallback(
    (voulue: Position): void => {
      ancre.current = { position: voulue, cle: undefined, fraction: 0 };
      appliquer();
      rapporter(voulue);
    },
    [appliquer, rapporter],
  );

  const surDefilement = useCallback((): void => {
    const element = cadreRef.current;
    const { tranches } = dernier.current.disposition;
    if (element === null || tranches.length === 0) return;
    const y = element.scrollTop;
    setHaut(arrondir(y));
    if (Math.abs(y - impose.current) < 2) return;
    impose.current = Number.NaN;
    const enHaut = tranches[rangA(tranches, y)];
    const lue = tranches[rangA(tranches, y + ligneDeLecture)];
    if (enHaut === undefined || lue === undefined) return;
    const endroit = positionDe(lue.piece, lue.page);
    ancre.current = { position: endroit, cle: enHaut.cle, fraction: (y - enHaut.haut) / enHaut.hauteur };
    rapporter(endroit);
  }, [cadreRef, rapporter]);

  const voulue = position === undefined ? undefined : ecrirePosition(position);
  useEffect(() => {
    const lue = lirePosition(voulue ?? '');
    if (voulue === undefined || lue === undefined) return;
    const echo = echos.current.indexOf(voulue);
    if (echo >= 0) {
      echos.current = echos.current.slice(echo + 1);
      return;
    }
    echos.current = [];
    // L'ordre fait foi meme s'il ramene a l'endroit rapporte avant un deplacement que rien n'a encore rapporte.
    rapportee.current = lue;
    if (!memePosition(ancre.current.position, lue)) aller(lue);
  }, [voulue, aller]);

  return { haut, courante, aller, surDefilement };
};
