import { FolderSync } from 'lucide-react';
import type { EntreeDeRail } from './coquille.tsx';

/** L'entree du rail vers PLINE, l'echange de fichiers entre agents : aucune si le service n'en donne pas l'adresse. */
export const entreesDePline = (adresse: string | undefined): readonly EntreeDeRail[] =>
  adresse === undefined
    ? []
    : [
        {
          cle: 'pline',
          libelle: 'PLINE, échange de fichiers',
          icone: <FolderSync size={20} aria-hidden="true" />,
          lien: lienVers(adresse),
        },
      ];

const lienVers = (adresse: string): EntreeDeRail['lien'] =>
  function VersPline({ className, children }) {
    return (
      <a href={adresse} className={className}>
        {children}
      </a>
    );
  };
