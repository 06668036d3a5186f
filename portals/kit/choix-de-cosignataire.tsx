import type { Qualite } from '@ppn/habilitation/contract';
import { ChampChoix } from './champs.tsx';
import { optionDAgent } from './qualites.ts';

type Proprietes = {
  readonly id?: string;
  readonly libelle: string;
  readonly aide?: string | undefined;
  readonly valeur: string;
  readonly erreur?: string | undefined;
  /** Absents tant que la liste n'est pas lue. */
  readonly agents:
    | readonly { readonly matricule: string; readonly nom: string; readonly qualite: Qualite }[]
    | undefined;
  readonly surSaisie: (matricule: string) => void;
};

/** Qui cosigne par sa carte. Un choix fait se montre avant meme que la liste arrive, par son matricule : jamais « personne ». */
export function ChoixDeCosignataire({ valeur, agents, ...champ }: Proprietes) {
  const horsListe = valeur !== '' && agents?.some(({ matricule }) => matricule === valeur) !== true;
  return (
    <ChampChoix
      {...champ}
      value={valeur}
      options={[
        { valeur: '', libelle: 'personne' },
        ...(horsListe ? [{ valeur, libelle: `matricule ${valeur}` }] : []),
        ...(agents ?? []).map(optionDAgent),
      ]}
    />
  );
}
