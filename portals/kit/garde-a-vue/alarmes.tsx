import { BellRing } from 'lucide-react';
import { Bouton } from '../bouton.tsx';
import { dureeEnMots, msDe } from './durees.ts';
import { useSeconde } from './heure.ts';

/** Une alarme, telle que la ligne de la mesure la porte. */
export type AlarmeMontree = {
  readonly id: string;
  readonly a: string;
  readonly phrase: string;
  readonly article: string;
};

/** Les alarmes deja sonnees, la plus ancienne d'abord. */
export const alarmesSonnees = <A extends AlarmeMontree>(
  alarmes: readonly A[],
  maintenant: number,
): readonly A[] => alarmes.filter(({ a }) => msDe(a) <= maintenant).toSorted((x, y) => msDe(x.a) - msDe(y.a));

/** Alarmes sonnees que nul n'a vues : la phrase, l'article, depuis quand, et « Vu » (qui reste au registre). */
export function Alarmes({
  alarmes,
  surVu,
  touche,
}: {
  readonly alarmes: readonly AlarmeMontree[];
  /** Absent : l'agent ne peut pas acquitter. */
  readonly surVu?: (alarme: string) => void;
  /** Touche qui acquitte la premiere. */
  readonly touche?: string;
}) {
  const { ms } = useSeconde();
  const sonnees = alarmesSonnees(alarmes, ms);
  if (sonnees.length === 0) return null;
  return (
    <ul className="alarmes" aria-label="Alarmes">
      {sonnees.map((alarme, rang) => (
        <li key={alarme.id} className="alarme">
          <BellRing size={16} aria-hidden="true" />
          <span className="alarme-texte">
            <strong>{alarme.phrase}</strong>{' '}
            <span className="petit">
              {alarme.article} · sonnée depuis {dureeEnMots(ms - msDe(alarme.a))}
            </span>
          </span>
          {surVu === undefined ? null : (
            <Bouton
              aria-label={`Vu : ${alarme.phrase}`}
              {...(touche !== undefined && rang === 0 ? { touche } : {})}
              onClick={() => surVu(alarme.id)}
            >
              Vu
            </Bouton>
          )}
        </li>
      ))}
    </ul>
  );
}
