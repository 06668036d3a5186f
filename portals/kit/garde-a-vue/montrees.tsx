import { type ReactNode, useEffect, useRef, useState } from 'react';

const PAGE = 40;

/** Les premieres lignes, et la suite quand on descend : deux mille mesures ne se dessinent pas d'un coup. */
export function useMontrees<L>(lignes: readonly L[]): {
  readonly montrees: readonly L[];
  readonly sentinelle: ReactNode;
} {
  const [combien, setCombien] = useState(PAGE);
  const repere = useRef<HTMLParagraphElement>(null);
  const reste = Math.max(0, lignes.length - combien);
  useEffect(() => {
    if (repere.current === null) return undefined;
    const vigie = new IntersectionObserver(
      (vues) => {
        if (vues.some(({ isIntersecting }) => isIntersecting)) setCombien((avant) => avant + PAGE);
      },
      { rootMargin: '600px' },
    );
    vigie.observe(repere.current);
    return () => vigie.disconnect();
  }, [reste]);
  return {
    montrees: lignes.slice(0, combien),
    sentinelle:
      reste === 0 ? null : (
        <p ref={repere} className="petit discret mesures-suite">
          Encore {reste} mesures plus bas.
        </p>
      ),
  };
}
