import { BellRing } from 'lucide-react';
import type { ComponentType, ReactNode } from 'react';
import { Bouton } from '../bouton.tsx';
import { dureeEnMots, msDe } from './durees.ts';
import { useSeconde } from './heure.ts';
import { nomDeMesure } from './rang-de-mesure.tsx';
import type { AlarmeDeMesure } from './tri.ts';

const MONTREES = 4;

/** Alarmes de plusieurs mesures que nul n'a acquittees : qui, quoi, ou, depuis quand. Rien s'il n'y en a pas. */
export function AlarmesDesMesures({
  alarmes,
  titre = 'Alarmes',
  lien: Lien,
  surVu,
}: {
  readonly alarmes: readonly AlarmeDeMesure[];
  readonly titre?: string;
  readonly lien: ComponentType<{ readonly id: string; readonly children: ReactNode }>;
  /** Absent : l'agent ne peut pas acquitter. */
  readonly surVu?: ((alarme: AlarmeDeMesure) => void) | undefined;
}) {
  const { ms } = useSeconde();
  if (alarmes.length === 0) return null;
  return (
    <section aria-label={titre} className="pile-serree">
      <ul className="alarmes">
        {alarmes.slice(0, MONTREES).map((alarme) => (
          <li key={cleDAlarme(alarme)} className="alarme">
            <BellRing size={16} aria-hidden="true" />
            <span className="alarme-texte">
              <Lien id={alarme.ligne.id}>{nomDeMesure(alarme.ligne)}</Lien> <strong>{alarme.phrase}</strong>{' '}
              <span className="petit">
                {alarme.ligne.unite.libelle} · {alarme.article} · depuis {dureeEnMots(ms - msDe(alarme.a))}
              </span>
            </span>
            {surVu === undefined ? null : (
              <Bouton
                aria-label={`Vu : ${nomDeMesure(alarme.ligne)}, ${alarme.phrase}`}
                onClick={() => surVu(alarme)}
              >
                Vu
              </Bouton>
            )}
          </li>
        ))}
      </ul>
      {alarmes.length > MONTREES ? (
        <p className="petit discret">Et {alarmes.length - MONTREES} autres, marquées dans le tableau.</p>
      ) : null}
    </section>
  );
}

/** Une alarme, au niveau ou elle est montee : elle sonne de nouveau quand elle monte. */
export const cleDAlarme = ({ id, niveau, ligne }: AlarmeDeMesure): string =>
  `${ligne.id} ${id} ${niveau ?? ''}`;
