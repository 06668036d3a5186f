import { ChampAPropositions, propositionDe, Puce } from '@ppn/kit';
import { useQuery } from '@tanstack/react-query';
import { lectureMagistrats, proposer } from './magistrats.ts';

/** Le magistrat avise, ou qui decide : pris a l'annuaire connu ici, celui de permanence d'abord ; un autre nom se tape, et se voit. */
export function ChampDuMagistrat({
  juridiction,
  autorite,
  value,
  ...champ
}: {
  readonly juridiction: string;
  readonly autorite: string;
  readonly id?: string;
  readonly libelle: string;
  readonly value: string;
  readonly erreur?: string | undefined;
  readonly surSaisie: (nom: string) => void;
}) {
  const { data } = useQuery(lectureMagistrats(juridiction));
  const propositions = proposer(data ?? [], autorite);
  const choisi = propositionDe(propositions, value);
  return (
    <ChampAPropositions
      {...champ}
      value={value}
      propositions={propositions}
      mention={
        value.trim() === '' || data === undefined ? undefined : choisi === undefined ? (
          <Puce ton="alerte">hors de l’annuaire connu : nom saisi à la main</Puce>
        ) : propositions.find(({ cle }) => cle === choisi.cle)?.permanence === true ? (
          <Puce ton="succes">de permanence</Puce>
        ) : undefined
      }
    />
  );
}
