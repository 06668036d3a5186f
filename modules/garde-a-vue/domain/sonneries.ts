import type { AlarmeDObligation } from './formes-des-obligations.ts';
import { marchesDe, NIVEAUX_D_ALARME, type NiveauDAlarme } from './escalade.ts';
import type { ReglesDeGardeAVue } from './regles.ts';
import { enMs } from './temps.ts';

/** Une alarme qui a sonne a un niveau. */
export type Sonnerie = { readonly alarme: string; readonly niveau: NiveauDAlarme };

/** Ce qui doit sonner maintenant, et quand regarder de nouveau (ms) ; nul : plus rien ne sonnera sans un fait nouveau. */
export type Veille<A> = {
  readonly aSonner: readonly {
    readonly alarme: A;
    readonly niveau: NiveauDAlarme;
    readonly depuisMs: number;
  }[];
  readonly prochaineMs: number | null;
};

type Situation = {
  readonly sonnees: readonly Sonnerie[];
  readonly regles: ReglesDeGardeAVue;
  readonly zone: string;
};

/**
 * Ce qui doit sonner a l'instant `ms`, des alarmes que nul n'a acquittees. Pure. Apres une coupure, chaque obligation sonne
 * une fois, a la derniere de ses alarmes et a la marche ou elle est rendue : ce qui est passe sans temoin n'est pas rejoue.
 */
export function aSonner<A extends Pick<AlarmeDObligation, 'id' | 'a'>>(
  alarmes: readonly A[],
  { sonnees, regles, zone }: Situation,
  ms: number,
): Veille<A> {
  const suivies = sansLesDepassees(alarmes, ms).map((alarme) => {
    const marches = marchesDe(alarme, { regles, zone }).slice(rangSonne(alarme.id, sonnees) + 1);
    return {
      alarme,
      due: marches.findLast(({ depuisMs }) => depuisMs <= ms),
      suivante: marches.find(({ depuisMs }) => depuisMs > ms),
    };
  });
  const prochaines = suivies.flatMap(({ suivante }) => suivante?.depuisMs ?? []);
  return {
    aSonner: suivies.flatMap(({ alarme, due }) => (due ? [{ alarme, ...due }] : [])),
    prochaineMs: prochaines.length === 0 ? null : Math.min(...prochaines),
  };
}

/** Une alarme se tait quand la suivante de la meme obligation est due : « dans deux heures » remplace « dans quatre heures ». */
const sansLesDepassees = <A extends Pick<AlarmeDObligation, 'id' | 'a'>>(
  alarmes: readonly A[],
  ms: number,
): readonly A[] =>
  alarmes.filter(
    (une) =>
      !alarmes.some(
        (autre) =>
          obligationDe(autre) === obligationDe(une) && enMs(autre.a) > enMs(une.a) && enMs(autre.a) <= ms,
      ),
  );

const obligationDe = ({ id }: Pick<AlarmeDObligation, 'id'>): string => id.slice(0, id.lastIndexOf('@'));

/** Le niveau le plus haut ou cette alarme a sonne ; nul si elle n'a pas encore sonne. */
export const niveauSonne = (alarme: string, sonnees: readonly Sonnerie[]): NiveauDAlarme | null =>
  NIVEAUX_D_ALARME[rangSonne(alarme, sonnees)] ?? null;

const rangSonne = (alarme: string, sonnees: readonly Sonnerie[]): number =>
  Math.max(
    -1,
    ...sonnees.filter((une) => une.alarme === alarme).map(({ niveau }) => NIVEAUX_D_ALARME.indexOf(niveau)),
  );
