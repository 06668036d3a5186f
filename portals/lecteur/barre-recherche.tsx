import { ChevronDown, ChevronUp, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';

/** Etat de la recherche dans la piece ouverte. */
export type EtatRecherche = {
  readonly terme: string;
  readonly total: number;
  readonly rang: number;
  readonly encours: boolean;
};

type Proprietes = {
  readonly etat: EtatRecherche;
  readonly cote: string;
  readonly possible: boolean;
  readonly surChercher: (terme: string) => void;
  readonly surPas: (pas: 1 | -1) => void;
  readonly surFermer: () => void;
};

const bilan = ({ etat, cote, possible }: Proprietes): string => {
  if (!possible) return `La pièce ${cote} n’a pas de texte où chercher.`;
  if (etat.encours) return 'Recherche…';
  if (etat.terme === '') return 'Entrée pour chercher';
  if (etat.total === 0) return `Aucun résultat dans la pièce ${cote}.`;
  return `${etat.rang + 1} sur ${etat.total} dans la pièce ${cote}`;
};

/** Recherche dans la piece affichee : Entree cherche puis avance, Maj Entree recule, Echap ferme. */
export const BarreRecherche = (proprietes: Proprietes) => {
  const { etat, surChercher, surPas, surFermer } = proprietes;
  const [saisie, setSaisie] = useState(etat.terme);
  const champ = useRef<HTMLInputElement>(null);
  useEffect(() => champ.current?.focus(), []);
  return (
    <search className="lecteur-recherche">
      <input
        ref={champ}
        type="text"
        aria-label="Chercher dans la pièce affichée"
        placeholder="Chercher dans la pièce"
        autoComplete="off"
        maxLength={100}
        value={saisie}
        onChange={(evenement) => setSaisie(evenement.currentTarget.value)}
        onKeyDown={(evenement) => {
          if (evenement.key === 'Escape') surFermer();
          if (evenement.key !== 'Enter') return;
          evenement.preventDefault();
          if (saisie.trim() !== etat.terme) surChercher(saisie.trim());
          else surPas(evenement.shiftKey ? -1 : 1);
        }}
      />
      <output className="lecteur-compte">{bilan(proprietes)}</output>
      <button
        type="button"
        className="lecteur-bouton"
        aria-label="Résultat précédent"
        disabled={etat.total === 0}
        onClick={() => surPas(-1)}
      >
        <ChevronUp aria-hidden="true" size={16} />
      </button>
      <button
        type="button"
        className="lecteur-bouton"
        aria-label="Résultat suivant"
        disabled={etat.total === 0}
        onClick={() => surPas(1)}
      >
        <ChevronDown aria-hidden="true" size={16} />
      </button>
      <button type="button" className="lecteur-bouton" aria-label="Fermer la recherche" onClick={surFermer}>
        <X aria-hidden="true" size={16} />
      </button>
    </search>
  );
};
