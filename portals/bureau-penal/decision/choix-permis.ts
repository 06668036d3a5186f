import type { VueDossier } from '@ppn/dossier/contract';

/** Les actes par lesquels le parquet decide, ou rend la procedure. */
export type TypeDecision = 'classement-sans-suite' | 'copj' | 'orientation' | 'soit-transmis';

/** Pourquoi un choix n'est pas ouvert, avec son article. */
export type Empechement = { readonly phrase: string; readonly article: string };

type Donnees = Pick<VueDossier, 'personnes' | 'faits'>;

const jourDe = (horodate: string): string => horodate.slice(0, 10);

/** Moins de dix-huit ans au jour donne (AAAA-MM-JJ) ; une date de naissance inconnue ne prouve rien. */
export const mineurLe = (neLe: string, jour: string): boolean =>
  neLe !== '' && jour !== '' && `${Number(neLe.slice(0, 4)) + 18}${neLe.slice(4)}` > jour;

/** Dit pourquoi la convocation par OPJ n'est pas possible ; rien si elle l'est (390-1 CPP). */
export const empechementDeCopj = ({ personnes, faits }: Donnees): Empechement | undefined => {
  const misEnCause = personnes.filter(({ roles }) => roles.includes('mis-en-cause'));
  if (misEnCause.length === 0)
    return {
      phrase: 'Aucune personne n’est mise en cause : il n’y a personne à convoquer.',
      article: '390-1 CPP',
    };
  if (!faits.some(({ nature }) => nature === 'delit'))
    return {
      phrase:
        'Aucun délit parmi les faits : la convocation par OPJ devant le tribunal correctionnel suppose un délit.',
      article: '390-1 CPP',
    };
  const premierFait = faits.map(({ debut }) => jourDe(debut)).toSorted()[0] ?? '';
  if (misEnCause.every(({ neLe }) => mineurLe(neLe, premierFait)))
    return {
      phrase:
        'La personne mise en cause était mineure au moment des faits : elle relève de la justice pénale des mineurs.',
      article: 'L.423-2 CJPM',
    };
  return undefined;
};
