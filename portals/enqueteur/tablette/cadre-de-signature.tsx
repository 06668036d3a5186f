import { useEffect, useRef } from 'react';
import type { PointerEvent } from 'react';
import { type Geste, HAUTEUR, LARGEUR, outilDe, type Releve } from './trace.ts';

/** Cadre ou l'on signe, au doigt, au stylet ou a la souris ; `epoque` change quand le releve est vide. */
export function CadreDeSignature({
  releve,
  epoque,
  nom,
  surTrait,
}: {
  readonly releve: Releve;
  readonly epoque: number;
  readonly nom: string;
  readonly surTrait: () => void;
}) {
  const toile = useRef<HTMLCanvasElement>(null);
  const pointeur = useRef<number | undefined>(undefined);
  useEffect(() => {
    const element = toile.current;
    if (element === null) return undefined;
    const redessiner = (): void => dessiner(element, releve);
    const observateur = new ResizeObserver(redessiner);
    observateur.observe(element);
    return () => observateur.disconnect();
  }, [releve]);
  useEffect(() => {
    if (toile.current !== null) dessiner(toile.current, releve);
  }, [epoque, releve]);

  const suivre = (evenement: PointerEvent<HTMLCanvasElement>): void => {
    if (pointeur.current !== evenement.pointerId) return;
    const { nativeEvent: natif, currentTarget } = evenement;
    const gestes = natif.getCoalescedEvents?.() ?? [];
    for (const geste of gestes.length > 0 ? gestes : [natif]) releve.suivre(gesteDe(geste, currentTarget));
    dessiner(currentTarget, releve);
  };
  return (
    <div className="cadre-de-signature">
      <canvas
        ref={toile}
        onPointerDown={(evenement) => {
          const outil = outilDe(evenement.pointerType);
          const paume = outil === 'doigt' && releve.lire().outil === 'stylet' && releve.entame();
          if (pointeur.current !== undefined || evenement.button > 0 || paume) return;
          pointeur.current = evenement.pointerId;
          evenement.currentTarget.setPointerCapture(evenement.pointerId);
          releve.commencer(outil, gesteDe(evenement.nativeEvent, evenement.currentTarget));
          dessiner(evenement.currentTarget, releve);
          surTrait();
        }}
        onPointerMove={suivre}
        onPointerUp={(evenement) => {
          suivre(evenement);
          pointeur.current = undefined;
        }}
        onPointerCancel={() => {
          pointeur.current = undefined;
        }}
      >
        {`Cadre où ${nom} signe, au doigt, au stylet ou à la souris`}
      </canvas>
      <span className="ligne-de-signature" aria-hidden="true" />
    </div>
  );
}

function gesteDe(evenement: globalThis.PointerEvent, cadre: Element): Geste {
  const { left, top, width, height } = cadre.getBoundingClientRect();
  return {
    x: (evenement.clientX - left) / width,
    y: (evenement.clientY - top) / height,
    pression: evenement.pressure > 0 ? evenement.pressure : 0.5,
    temps: evenement.timeStamp,
  };
}

/** Redessine tout le releve, a la resolution de l'ecran, de l'encre de la page. */
function dessiner(toile: HTMLCanvasElement, releve: Releve): void {
  const { width, height } = toile.getBoundingClientRect();
  const finesse = globalThis.devicePixelRatio;
  toile.width = Math.round(width * finesse);
  toile.height = Math.round(height * finesse);
  const crayon = toile.getContext('2d');
  if (crayon === null) return;
  crayon.setTransform(toile.width / LARGEUR, 0, 0, toile.height / HAUTEUR, 0, 0);
  crayon.lineCap = 'round';
  crayon.lineJoin = 'round';
  crayon.strokeStyle = getComputedStyle(toile).color;
  for (const trait of releve.lire().traits)
    for (const [rang, [x, y, pression]] of trait.entries()) {
      const [ax, ay] = trait[rang - 1] ?? [x, y];
      crayon.lineWidth = 55 + (95 * pression) / 1_000;
      crayon.beginPath();
      crayon.moveTo(ax, ay);
      crayon.lineTo(x, y + (ax === x && ay === y ? 1 : 0));
      crayon.stroke();
    }
}
