import { Alerte, dateEtHeure, dureeEnMots, heure, msDe, Puce, useSeconde } from '@ppn/kit';
import type { AuditionLibre } from './donnees.ts';
import { Pastilles } from './pastilles.tsx';
import type { Placement } from './placement-saisi.ts';

type Proprietes = {
  readonly placement: Pick<Placement, 'personne' | 'audition'>;
  readonly changer: (change: Partial<Placement>) => void;
  readonly auditions: readonly AuditionLibre[];
};

/** D'ou part la mesure : l'apprehension, ou le debut de l'audition libre qu'elle prolonge. Rien si la personne n'a pas ete entendue. */
export function DebutDeLaMesure({ placement, changer, auditions }: Proprietes) {
  const siennes = auditions.filter(({ personne }) => personne === placement.personne);
  if (siennes.length === 0) return null;
  const prolongee = siennes.find(({ acteId }) => acteId === placement.audition);
  return (
    <div className="pile-serree">
      <Pastilles
        id="champ-debut"
        legende="La mesure part"
        options={[
          { valeur: '', libelle: 'de l’appréhension' },
          ...siennes.map(({ acteId, debut }) => ({
            valeur: acteId,
            libelle: `de l’audition libre de ${heure(debut)}`,
          })),
        ]}
        choisies={[placement.audition]}
        surChoix={(audition) => changer({ audition })}
      />
      {prolongee === undefined ? null : <CeQueCelaImplique audition={prolongee} />}
    </div>
  );
}

function CeQueCelaImplique({ audition: { debut, numero } }: { readonly audition: AuditionLibre }) {
  const { ms } = useSeconde();
  return (
    <Alerte ton="attention" titre={`La garde à vue court depuis le ${dateEtHeure(debut)}`}>
      <p>
        L’audition libre devient une garde à vue : l’heure de son début est celle de la mesure, pas celle du
        placement. Déjà écoulé : {dureeEnMots(ms - msDe(debut))}. <Puce ton="alerte">63 III al. 1 CPP</Puce>
      </p>
      <p className="petit">
        Si le placement ne suit pas immédiatement l’audition, choisissez l’appréhension.
        {numero === null ? ' L’audition reste à terminer et à signer : son acte le dira.' : ''}
      </p>
    </Alerte>
  );
}
