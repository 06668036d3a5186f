import { useMessagesNonLus } from '@ppn/conversation';
import { CartesDeCompte, compterLesBandes, useMinute } from '@ppn/kit';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { clientDeMessagerie } from '../application/client.ts';
import { lectureMesures } from './donnees.ts';

type Lien = { readonly className: string; readonly children: ReactNode };
const versLeTableau = (lien: Lien) => <Link to="/gardes-a-vue/unite" search={{}} {...lien} />;
const versLesPressantes = (lien: Lien) => (
  <Link to="/gardes-a-vue/unite" search={{ filtre: 'pressantes' }} {...lien} />
);
const versLesDemandes = (lien: Lien) => (
  <Link to="/gardes-a-vue/unite" search={{ filtre: 'demandes' }} {...lien} />
);
const versLesMessages = (lien: Lien) => <Link to="/messages" search={{}} {...lien} />;
const versLesDecisions = ({ className, children }: Lien) => (
  <a href="#reponses-du-parquet" className={className}>
    {children}
  </a>
);

/** Ce qui se joue avec le parquet, en chiffres, chacun vers sa liste. `decisions` : procedures dont la reponse est arrivee. */
export function EnChiffres({ decisions }: { readonly decisions: number | undefined }) {
  const mesures = useQuery(lectureMesures()).data?.mesures;
  const nonLus = useMessagesNonLus(clientDeMessagerie);
  const minute = useMinute();
  const bandes = mesures === undefined ? undefined : compterLesBandes(mesures, minute);
  return (
    <div className="panneau-corps">
      <CartesDeCompte
        libelle="Ce qui attend avec le parquet"
        cartes={[
          {
            cle: 'mesures',
            libelle: ['garde à vue', 'gardes à vue'],
            compte: mesures?.length,
            lien: versLeTableau,
          },
          {
            cle: 'pressantes',
            libelle: ['à moins de 2 h', 'à moins de 2 h'],
            compte: bandes === undefined ? undefined : bandes.rouges + bandes.depassees,
            ton: 'danger',
            lien: versLesPressantes,
          },
          {
            cle: 'demandes',
            libelle: ['prolongation demandée', 'prolongations demandées'],
            compte: mesures?.filter(({ demande }) => demande !== null).length,
            ton: 'alerte',
            lien: versLesDemandes,
          },
          {
            cle: 'messages',
            libelle: ['message non lu', 'messages non lus'],
            compte: nonLus,
            ton: 'accent',
            lien: versLesMessages,
          },
          {
            cle: 'decisions',
            libelle: ['décision arrivée', 'décisions arrivées'],
            compte: decisions,
            ton: 'accent',
            lien: versLesDecisions,
          },
        ]}
      />
    </div>
  );
}
