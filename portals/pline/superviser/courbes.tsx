import { jourCivil, taille } from '@ppn/kit';
import type { ReactNode } from 'react';
import { graduations, reperesDe } from './echelle.ts';

const LARGEUR = 640;
const HAUTEUR = 220;
const MARGE = { haut: 18, droite: 12, bas: 24, gauche: 64 };

type Point = { readonly jour: string; readonly octets: number };

type Repere = { readonly octets: number; readonly libelle: string; readonly genre: 'danger' | 'alerte' };

/** Ou tombe une valeur, dans le cadre. */
function planDe(points: readonly Point[], max: number) {
  const axe = graduations(max);
  const sommet = axe.at(-1) ?? 1;
  const [large, haut] = [LARGEUR - MARGE.gauche - MARGE.droite, HAUTEUR - MARGE.haut - MARGE.bas];
  const pas = large / Math.max(1, points.length);
  return {
    axe,
    pas,
    x: (rang: number) => MARGE.gauche + (rang + 0.5) * pas,
    y: (octets: number) => MARGE.haut + haut * (1 - octets / sommet),
  };
}

/** Des octets par jour, en barres. `resume` : ce que l'image dit, a qui ne la voit pas ; le tableau qui suit dit tout. */
export function Barres({ points, resume }: { readonly points: readonly Point[]; readonly resume: string }) {
  const plan = planDe(points, Math.max(0, ...points.map(({ octets }) => octets)));
  return (
    <Cadre {...{ plan, points, resume }}>
      {points.map(({ jour, octets }, rang) => (
        <rect
          key={jour}
          className="courbe-barre"
          x={plan.x(rang) - plan.pas * 0.38}
          width={plan.pas * 0.76}
          y={plan.y(octets)}
          height={plan.y(0) - plan.y(octets)}
        >
          <title>{`${jourCivil(jour)} : ${taille(octets)}`}</title>
        </rect>
      ))}
    </Cadre>
  );
}

/** Des octets en place, jour apres jour, et les seuils a ne pas passer. */
export function Ligne({
  points,
  reperes,
  resume,
}: {
  readonly points: readonly Point[];
  readonly reperes: readonly Repere[];
  readonly resume: string;
}) {
  const plan = planDe(points, Math.max(...[...points, ...reperes].map(({ octets }) => octets)));
  const trace = points.map(({ octets }, rang) => `${plan.x(rang).toFixed(1)},${plan.y(octets).toFixed(1)}`);
  return (
    <Cadre {...{ plan, points, resume }}>
      {reperes.map(({ octets, libelle, genre }) => (
        <g key={libelle} className={`courbe-repere courbe-${genre}`}>
          <line x1={MARGE.gauche} x2={LARGEUR - MARGE.droite} y1={plan.y(octets)} y2={plan.y(octets)} />
          <text x={LARGEUR - MARGE.droite} y={plan.y(octets) - 4} textAnchor="end">
            {libelle}
          </text>
        </g>
      ))}
      <polyline className="courbe-trace" points={trace.join(' ')} />
    </Cadre>
  );
}

function Cadre({
  plan,
  points,
  resume,
  children,
}: {
  readonly plan: ReturnType<typeof planDe>;
  readonly points: readonly Point[];
  readonly resume: string;
  readonly children: ReactNode;
}) {
  return (
    // Une image faite de traces : aucune balise img ne la porte.
    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
    <svg className="courbe" viewBox={`0 0 ${LARGEUR} ${HAUTEUR}`} role="img" aria-label={resume}>
      {plan.axe.map((octets) => (
        <g key={octets} className="courbe-axe">
          <line x1={MARGE.gauche} x2={LARGEUR - MARGE.droite} y1={plan.y(octets)} y2={plan.y(octets)} />
          <text x={MARGE.gauche - 8} y={plan.y(octets) + 4} textAnchor="end">
            {octets === 0 ? '0' : taille(octets)}
          </text>
        </g>
      ))}
      {children}
      {reperesDe(points.length).map((rang) => (
        <text
          key={rang}
          className="courbe-jour"
          x={plan.x(rang)}
          y={HAUTEUR - 6}
          textAnchor={rang === points.length - 1 ? 'end' : rang === 0 ? 'start' : 'middle'}
        >
          {jourCivil(points[rang]?.jour ?? '').slice(0, 5)}
        </text>
      ))}
    </svg>
  );
}
