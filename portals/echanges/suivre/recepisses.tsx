import { dateEtHeure, Panneau } from '@ppn/kit';
import { FileCheck2 } from 'lucide-react';
import type { VueDeDepot } from '../contexte.tsx';
import { RECEPISSES } from '../vocabulaire.ts';

/** Les recepisses scelles (PDF, donnees incorporees) ; ils survivent aux fichiers. */
export function Recepisses({ depot }: { readonly depot: VueDeDepot }) {
  const nomDe = (id: string | null): string | undefined =>
    depot.suivis.find(({ destinataire }) => destinataire.id === id)?.destinataire.nom;
  return (
    <Panneau titre={`Récépissés (${depot.recepisses.length})`}>
      {depot.recepisses.length === 0 ? (
        <p className="petit discret">Le récépissé de dépôt se scelle ; il arrive dans un instant.</p>
      ) : (
        <ul className="pile-serree">
          {depot.recepisses.map(({ genre, destinataire, etabliA, adresse }) => (
            <li key={adresse}>
              <a href={adresse} download className="echange-recepisse">
                <FileCheck2 size={16} aria-hidden="true" />
                <span>
                  {RECEPISSES[genre]}
                  {nomDe(destinataire) === undefined ? '' : `, ${nomDe(destinataire) ?? ''}`}{' '}
                  <span className="petit discret">(PDF, {dateEtHeure(etabliA)})</span>
                </span>
              </a>
            </li>
          ))}
        </ul>
      )}
    </Panneau>
  );
}
