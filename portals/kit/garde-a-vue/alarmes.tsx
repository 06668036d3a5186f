import { BellRing } from 'lucide-react';
import { Bouton } from '../bouton.tsx';
import { type AlarmeMontree, type AlarmesDUneObligation, grouperLesAlarmes } from './alarmes-sonnees.ts';
import { dureeEnMots, msDe } from './durees.ts';
import { useSeconde } from './heure.ts';

type Proprietes = {
  readonly alarmes: readonly AlarmeMontree[];
  /** Nom de l'obligation d'une alarme, quand sa phrase ne le dit pas (« Délai dépassé »). */
  readonly nommer?: ((obligation: string) => string | undefined) | undefined;
  /** Recoit toutes les alarmes de l'obligation vue. Absent : l'agent ne peut pas acquitter. */
  readonly surVu?: ((alarmes: readonly string[]) => void) | undefined;
  /** Touche qui acquitte la premiere. */
  readonly touche?: string;
  /** Lignes montrees ; les autres se deplient. */
  readonly max?: number;
};

/** Alarmes sonnees que nul n'a vues, une ligne par obligation, la plus recente d'abord ; « Vu » reste au registre. */
export function Alarmes({ alarmes, nommer, surVu, touche, max = 3 }: Proprietes) {
  const { ms } = useSeconde();
  const groupes = grouperLesAlarmes(alarmes, ms);
  if (groupes.length === 0) return null;
  const lignes = groupes.map((groupe, rang) => (
    <Ligne
      key={groupe.obligation}
      {...{ groupe, ms, nommer, surVu }}
      touche={rang === 0 ? touche : undefined}
    />
  ));
  const caches = lignes.length - max;
  return (
    <div className="pile-serree">
      <ul className="alarmes" aria-label="Alarmes">
        {lignes.slice(0, max)}
      </ul>
      {caches <= 0 ? null : (
        <details className="alarmes-autres">
          <summary>{caches === 1 ? '1 autre alarme' : `${caches} autres alarmes`}</summary>
          <ul className="alarmes">{lignes.slice(max)}</ul>
        </details>
      )}
    </div>
  );
}

const NIVEAUX: { readonly [niveau: string]: string } = {
  hierarchie: 'montée à la hiérarchie',
  permanence: 'montée à la permanence du parquet',
};

function Ligne({
  groupe: { obligation, derniere, toutes },
  ms,
  nommer,
  surVu,
  touche,
}: {
  readonly groupe: AlarmesDUneObligation;
  readonly ms: number;
  readonly touche: string | undefined;
} & Pick<Proprietes, 'nommer' | 'surVu'>) {
  const nom = nommer?.(obligation) ?? '';
  const phrase =
    nom === '' || derniere.phrase.includes(nom) ? derniere.phrase : `${nom} : ${enSuite(derniere.phrase)}`;
  const niveau = NIVEAUX[derniere.niveau ?? ''];
  return (
    <li className="alarme">
      <BellRing size={16} aria-hidden="true" />
      <span className="alarme-texte">
        <strong>{phrase}</strong>{' '}
        <span className="petit">
          {[derniere.article, `depuis ${dureeEnMots(ms - msDe(derniere.a))}`, niveau]
            .filter(Boolean)
            .join(' · ')}
        </span>
      </span>
      {surVu === undefined ? null : (
        <Bouton
          {...(touche === undefined ? {} : { touche })}
          onClick={() => surVu(toutes.map(({ id }) => id))}
        >
          <span>
            Vu<span className="hors-ecran"> : {phrase}</span>
          </span>
        </Bouton>
      )}
    </li>
  );
}

const enSuite = (phrase: string): string => phrase.charAt(0).toLocaleLowerCase('fr') + phrase.slice(1);
