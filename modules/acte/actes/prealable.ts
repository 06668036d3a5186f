import { msDe } from '@ppn/core';
import type { DonneesDuDossier, Manque, PointAttention } from '../contract.ts';

/** Champs communs d'un acte : temps et lieu, preremplis par maintenant et par l'unite. */
export const tempsEtLieu = (donnees: DonneesDuDossier, maintenant: string) => ({
  debut: maintenant,
  fin: maintenant,
  lieu: donnees.procedure.unite.libelle,
});

/** Relecture par defaut : la personne lit l'acte elle-meme, sur la tablette (D.589-4 CPP). */
export const LECTURE_PAR_DEFAUT = { mode: 'relu-par-la-personne' } as const;

/** Qui cosigne par sa carte apres le redacteur : l'interprete inscrit, puis le second agent. */
export const cosignatairesChoisis = ({
  interpreteInscrit,
  cosignataire,
}: {
  readonly interpreteInscrit?: string | undefined;
  readonly cosignataire?: string | undefined;
}): readonly string[] => [interpreteInscrit, cosignataire].flatMap((matricule) => matricule || []);

/** Une fin avant le debut, ou apres maintenant : a corriger avant de signer. */
export function controlerTemps(
  { debut, fin }: { readonly debut: string; readonly fin: string },
  maintenant: string,
): readonly Manque[] {
  const [d, f, m] = [debut, fin, maintenant].map(msDe);
  if (d === undefined || f === undefined || m === undefined) return [];
  return [
    ...(f < d ? [{ champ: 'fin', phrase: 'L’heure de fin précède l’heure de début.' }] : []),
    ...(f > m + 60_000
      ? [
          {
            champ: 'fin',
            phrase: 'L’heure de fin est dans le futur : signez l’acte une fois les opérations terminées.',
          },
        ]
      : []),
  ];
}

/** Personnes et faits cites qui ne sont plus au dossier. */
export function controlerCitations(
  cite: { readonly personnes: readonly string[]; readonly faits: readonly string[] },
  donnees: DonneesDuDossier,
): readonly Manque[] {
  const personnes = cite.personnes.filter((id) => !donnees.personnes.some((personne) => personne.id === id));
  const faits = cite.faits.filter((id) => !donnees.faits.some((fait) => fait.id === id));
  return [
    ...personnes.map(() => ({
      champ: 'personne',
      phrase: 'La personne choisie n’est plus au dossier : choisissez-en une autre.',
    })),
    ...faits.map(() => ({
      champ: 'faits',
      phrase: 'Un fait choisi n’est plus au dossier : choisissez-en un autre.',
    })),
  ];
}

/** Redaction « sur-le-champ ou des que possible » (art. 66 CPP) : plus de 24 h apres, on le signale. */
export function attirerSurLeDelai(
  { fin }: { readonly fin: string },
  maintenant: string,
): readonly PointAttention[] {
  const heures = (msDe(maintenant) - msDe(fin)) / 3_600_000;
  return heures > 24
    ? [
        {
          phrase: `Acte signé ${Math.floor(heures)} h après la fin des opérations : le procès-verbal se rédige sur-le-champ ou dès que possible.`,
          article: '66 CPP',
        },
      ]
    : [];
}
