import type { VueDossier } from '@ppn/dossier/contract';
import { type FaitPropose, memeFait, memePersonne, type PersonneProposee } from '../domain/proposer.ts';
import { information, type Remarque } from '../domain/remarques.ts';
import type { Tx } from '../ports.ts';
import type { Proposee, RapportGarde } from '../tables.ts';

type IdentiteDePersonne = Pick<PersonneProposee, 'genre' | 'nom' | 'prenoms' | 'neLe'>;
type IdentiteDeFait = Pick<FaitPropose, 'natinf' | 'debut' | 'commune'>;
type ANommer<T> = { readonly valeur: T; readonly manques: readonly string[] };

/** Ce qu'il faut nommer, et ce que le dossier connait deja. */
export type Identification = {
  readonly vue: Pick<VueDossier, 'personnes' | 'faits'>;
  readonly idj: string;
  readonly lecture: {
    readonly personnes: readonly ANommer<PersonneProposee>[];
    readonly faits: readonly ANommer<FaitPropose>[];
  };
  readonly neuf: () => string;
};

/**
 * Donne son identifiant a chaque proposition : celui de la personne ou du fait deja saisi ou deja propose par une autre piece
 * du dossier, sinon un neuf. La meme personne lue dans quarante pieces n'est proposee qu'une fois.
 */
export async function identifier(
  tx: Tx,
  { vue, idj, lecture, neuf }: Identification,
): Promise<Pick<RapportGarde, 'personnes' | 'faits'> & { readonly remarques: readonly Remarque[] }> {
  const lignes = await tx.selectFrom('piece_importee').select('rapport').where('idj', '=', idj).execute();
  const personnes = nommer<IdentiteDePersonne, PersonneProposee>(
    lecture.personnes,
    [
      ...vue.personnes.map((saisie) => ({ id: saisie.id, valeur: saisie })),
      ...lignes.flatMap(({ rapport }) => rapport.personnes),
    ],
    { meme: memePersonne, neuf },
  );
  const faits = nommer<IdentiteDeFait, FaitPropose>(
    lecture.faits,
    [
      ...vue.faits.map((saisi) => ({
        id: saisi.id,
        valeur: { natinf: saisi.natinf, debut: saisi.debut, commune: saisi.lieu.commune },
      })),
      ...lignes.flatMap(({ rapport }) => rapport.faits),
    ],
    { meme: memeFait, neuf },
  );
  const saisies = new Set(vue.personnes.map(({ id }) => id as string));
  const rapprochees = personnes.filter(({ id }) => saisies.has(id));
  return {
    personnes,
    faits,
    remarques: rapprochees.map(({ valeur }) =>
      information(
        'personne-rapprochee',
        `${[valeur.nom, valeur.prenoms].filter(Boolean).join(' ')} est déjà au dossier : pas de seconde fiche.`,
      ),
    ),
  };
}

function nommer<C, T extends C>(
  propositions: readonly ANommer<T>[],
  connues: readonly { readonly id: string; readonly valeur: C }[],
  regle: { readonly meme: (proposee: T, connue: C) => boolean; readonly neuf: () => string },
): readonly Proposee<T>[] {
  const nommees: Proposee<T>[] = [];
  for (const proposition of propositions) {
    const deja = [...connues, ...nommees].find(({ valeur }) => regle.meme(proposition.valeur, valeur));
    nommees.push({ id: deja?.id ?? regle.neuf(), ...proposition });
  }
  return nommees;
}
