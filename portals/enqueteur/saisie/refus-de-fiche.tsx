import { Alerte, Echec } from '@ppn/kit';
import type { EtatDeFiche } from './fiche-enregistree.ts';

/** Resume d'un refus : les champs a corriger, chacun un lien ; sinon la phrase du service. */
export function RefusDeFiche({ refus, erreurs }: EtatDeFiche) {
  const champs = Object.entries(erreurs);
  if (champs.length === 0) return refus === undefined ? null : <Echec probleme={refus} />;
  return (
    <Alerte
      ton="danger"
      titre={champs.length === 1 ? 'Un champ est à corriger' : `${champs.length} champs sont à corriger`}
      vive
    >
      <ul>
        {champs.map(([champ, phrase]) => (
          <li key={champ}>
            <a
              href={`#champ-${champ}`}
              onClick={(evenement) => {
                evenement.preventDefault();
                document.getElementById(`champ-${champ}`)?.focus();
              }}
            >
              {phrase}
            </a>
          </li>
        ))}
      </ul>
    </Alerte>
  );
}
