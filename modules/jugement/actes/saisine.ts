import type { DonneesDuDossier } from '@ppn/acte/contract';
import type { ContenuJugement } from '../contract.ts';
import type { Saisine } from '../domain/issues.ts';

/** La derniere audience fixee au dossier. */
export const derniereAudience = ({ decisions = [] }: Pick<DonneesDuDossier, 'decisions'>) =>
  decisions.flatMap(({ audiences = [] }) => audiences).at(-1);

/** De quoi le tribunal est saisi contre chaque prevenu du jugement : les faits que les decisions d'orientation visent (388 CPP). */
export const saisinesDe = (
  { prevenus }: Pick<ContenuJugement, 'prevenus'>,
  { decisions = [] }: Pick<DonneesDuDossier, 'decisions'>,
): readonly Saisine[] =>
  prevenus.map(({ personne }) => ({
    personne,
    faits: [
      ...new Set(
        decisions.flatMap(({ audiences = [] }) =>
          audiences.flatMap(({ prevenus: cites, faits }) => (cites.includes(personne) ? faits : [])),
        ),
      ),
    ],
  }));
