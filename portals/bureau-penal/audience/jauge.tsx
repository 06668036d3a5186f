import { enHeures } from './vocabulaire.ts';

/** La duree prise sur la duree prevue : une jauge et son texte ; trop pleine, elle le dit. */
export const Jauge = ({ prises, duree }: { readonly prises: number; readonly duree: number }) => (
  <span className="jauge-d-audience">
    <meter
      aria-label="Durée prise"
      min={0}
      max={Math.max(duree, 1)}
      high={duree * 0.9}
      optimum={0}
      value={Math.min(prises, duree)}
    />
    <span className={prises > duree ? 'petit chiffres jauge-pleine' : 'petit chiffres'}>
      {enHeures(prises)} sur {enHeures(duree)}
      {prises > duree ? ' : trop pleine' : ''}
    </span>
  </span>
);
