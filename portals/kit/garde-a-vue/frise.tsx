import { dateEtHeure, heure } from '../formats.ts';
import { bandeDe, msDe } from './durees.ts';
import { useSeconde } from './heure.ts';

/** Famille d'un moment : la forme et la couleur, toujours doublees de son nom. */
export type FamilleDeMoment = 'droit' | 'avocat' | 'medecin' | 'audition' | 'repos' | 'decision' | 'incident';

/** Un fait de la mesure ; `fin` absente : un instant ; nulle : il dure encore. */
export type MomentDeFrise = {
  readonly id: string;
  readonly libelle: string;
  readonly famille: FamilleDeMoment;
  readonly a: string;
  readonly fin?: string | null;
};

/** Une periode de la mesure : la base, puis chaque prolongation. */
export type PeriodeDeFrise = { readonly rang: number; readonly debut: string; readonly fin: string };

type Proprietes = {
  readonly debut: string;
  readonly echeance: string | null;
  /** Vide pour une ligne de tableau : la frise ne montre alors que le temps passe. */
  readonly moments?: readonly MomentDeFrise[];
  readonly periodes?: readonly PeriodeDeFrise[];
  /** Fin de la mesure : le temps ne passe plus. */
  readonly fin?: string | null;
  readonly mince?: boolean;
};

/** Frise de la mesure : le temps passe, les periodes, les faits et « maintenant ». */
export function Frise({
  debut,
  echeance,
  moments = [],
  periodes = [],
  fin = null,
  mince = false,
}: Proprietes) {
  const { ms } = useSeconde();
  const maintenant = fin === null ? ms : msDe(fin);
  const depart = msDe(debut);
  // Une mesure finie s'etale jusqu'a sa fin ; une mesure en cours, jusqu'a son echeance.
  const borne = fin !== null || echeance === null ? maintenant : msDe(echeance);
  const terme = Math.max(borne, maintenant, depart + 1);
  const en = (instant: number): string =>
    `${(Math.min(Math.max((instant - depart) / (terme - depart), 0), 1) * 100).toFixed(3)}%`;
  const largeur = (a: number, b: number): string => `calc(${en(b)} - ${en(a)})`;
  const reste = echeance === null ? null : msDe(echeance) - maintenant;
  return (
    <figure className={`frise ${mince ? 'frise-mince' : ''}`} aria-label={dire({ debut, echeance, moments })}>
      <div className="frise-corps" aria-hidden="true">
        <span
          className={`frise-passe frise-passe-${fin === null ? bandeDe(reste) : 'calme'}`}
          style={{ width: en(maintenant) }}
        />
        {periodes.slice(1).map((periode) => (
          <span
            key={periode.rang}
            className="frise-periode"
            style={{ left: en(msDe(periode.debut)) }}
            title={`Prolongation ${periode.rang} : du ${dateEtHeure(periode.debut)} au ${dateEtHeure(periode.fin)}`}
          />
        ))}
        {moments.map((moment) => (
          <span
            key={moment.id}
            className={`frise-moment frise-${moment.famille} ${moment.fin === undefined ? 'frise-point' : 'frise-duree'}`}
            style={{
              left: en(msDe(moment.a)),
              ...(moment.fin === undefined
                ? {}
                : { width: largeur(msDe(moment.a), moment.fin === null ? maintenant : msDe(moment.fin)) }),
            }}
            title={`${heure(moment.a)} ${moment.libelle}`}
          />
        ))}
        {fin === null ? <span className="frise-maintenant" style={{ left: en(maintenant) }} /> : null}
      </div>
      {mince ? null : (
        <div className="frise-heures chiffres" aria-hidden="true">
          {graduations(depart, terme).map((instant) => (
            <span key={instant} style={{ left: en(instant) }}>
              {heure(new Date(instant).toISOString() + zoneDe(debut))}
            </span>
          ))}
        </div>
      )}
    </figure>
  );
}

const HEURE = 3_600_000;
const zoneDe = (horodate: string): string => /\[[^\]]+\]$/.exec(horodate)?.[0] ?? '';

/** Heures rondes de la frise, huit au plus. */
function graduations(depart: number, terme: number): readonly number[] {
  const pas = [1, 2, 3, 6, 12, 24].find((heures) => (terme - depart) / (heures * HEURE) <= 8) ?? 24;
  const premiere = Math.ceil(depart / HEURE) * HEURE;
  // Un libelle trop pres du bout deborderait de la frise.
  const marge = Math.max(HEURE / 4, (terme - depart) / 50);
  const toutes: number[] = [];
  for (let instant = premiere; instant <= terme - marge; instant += pas * HEURE) toutes.push(instant);
  return toutes;
}

function dire({
  debut,
  echeance,
  moments,
}: Pick<Proprietes, 'debut' | 'echeance'> & { readonly moments: readonly MomentDeFrise[] }): string {
  const jusqua = echeance === null ? '' : ` jusqu’au ${dateEtHeure(echeance)}`;
  const faits = moments.length === 0 ? '' : `, ${moments.length} faits, détaillés dans la chronologie`;
  return `Frise de la mesure, depuis le ${dateEtHeure(debut)}${jusqua}${faits}`;
}
