import { Champ, ChampChoix, ChampTexte, jourCivil, useMinute } from '@ppn/kit';
import type { Conservation } from '../contexte.tsx';
import { jourDans } from '../echeance.ts';
import { DROITS, NATURES } from '../vocabulaire.ts';
import { Destinataires } from './destinataires.tsx';
import { DUREE, dureeMaxDe, type Manque, type Saisie } from './demande.ts';

type Proprietes = {
  readonly saisie: Saisie;
  readonly objet: string;
  readonly conservation: Conservation | undefined;
  /** Duree deja promise a cette preparation ; elle le reste. */
  readonly promise: number | undefined;
  readonly manques: readonly Manque[];
  readonly surSaisie: (change: Partial<Saisie>) => void;
};

const optionsDe = <V extends string>(table: Readonly<Record<V, string>>) =>
  Object.entries<string>(table).map(([valeur, libelle]) => ({ valeur, libelle }));
const cleDe = <V extends string>(table: Readonly<Record<V, string>>, texte: string, repli: V): V =>
  Object.keys(table).find((cle): cle is V => cle === texte) ?? repli;

/** Les champs d'un depot ; tout a une valeur proposee, sauf a qui l'on depose. */
export function ChampsDuDepot({ saisie, objet, conservation, promise, manques, surSaisie }: Proprietes) {
  const erreurDe = (champ: string): string | undefined =>
    manques.find((manque) => manque.champ === champ)?.phrase;
  const maintenant = useMinute();
  const { nature, droits, dureeJours } = saisie;
  const max = dureeMaxDe(conservation?.offerte, promise);
  return (
    <div className="grille-champs">
      <Destinataires
        choisis={saisie.destinataires}
        surChoix={(destinataires) => surSaisie({ destinataires })}
        erreur={erreurDe('destinataires')}
      />
      <ChampTexte
        id="objet"
        plein
        libelle="Objet"
        aide="Il doit suffire à dire de quel acte il s’agit : le récépissé le reprend."
        maxLength={200}
        value={objet}
        erreur={erreurDe('objet')}
        surSaisie={(texte) => surSaisie({ objet: texte })}
      />
      <ChampChoix
        libelle="Nature"
        value={nature}
        options={optionsDe(NATURES)}
        surSaisie={(texte) => surSaisie({ nature: cleDe(NATURES, texte, nature) })}
      />
      <ChampTexte
        id="idj"
        libelle="Procédure (facultatif)"
        placeholder="IDJ-2026-…"
        value={saisie.idj}
        erreur={erreurDe('idj')}
        surSaisie={(texte) => surSaisie({ idj: texte.trim().toLocaleUpperCase('fr') })}
      />
      <Champ
        id="duree"
        libelle="Durée de mise à disposition"
        erreur={erreurDe('duree')}
        {...(conservation?.raison ? { aide: conservation.raison } : {})}
      >
        {(liens) => (
          <span className="rangee">
            <input
              {...liens}
              type="number"
              className="saisie echange-duree"
              min={DUREE.min}
              max={max}
              value={Number.isNaN(dureeJours) ? '' : dureeJours}
              onChange={({ target }) => surSaisie({ dureeJours: target.valueAsNumber })}
            />
            <span className="petit discret">
              jours
              {dureeJours >= DUREE.min && dureeJours <= max
                ? `, jusqu’au ${jourCivil(jourDans(dureeJours, maintenant))} inclus`
                : ` (1 à ${max})`}
            </span>
          </span>
        )}
      </Champ>
      <ChampChoix
        libelle="Droits"
        value={droits}
        options={optionsDe(DROITS)}
        surSaisie={(texte) => surSaisie({ droits: cleDe(DROITS, texte, droits) })}
      />
    </div>
  );
}
