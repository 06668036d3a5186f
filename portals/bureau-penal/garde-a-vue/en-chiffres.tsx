import { useMessagesNonLus } from '@ppn/conversation';
import { CartesDeCompte, compterLesBandes, useMinute } from '@ppn/kit';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { attendDecision } from '../boite/attente.ts';
import { clientDeMessagerie } from '../client.ts';
import { lectureBoite } from '../donnees.ts';
import { lectureTableau } from './donnees.ts';

type Lien = { readonly className: string; readonly children: ReactNode };
const versLeTableau = (lien: Lien) => <Link to="/gardes-a-vue" search={{}} {...lien} />;
const versLesPressantes = (lien: Lien) => (
  <Link to="/gardes-a-vue" search={{ filtre: 'pressantes' }} {...lien} />
);
const versLesDemandes = (lien: Lien) => <Link to="/gardes-a-vue" search={{ filtre: 'demandes' }} {...lien} />;
const versLesMessages = (lien: Lien) => <Link to="/messages" search={{}} {...lien} />;
const versLaBoite = (lien: Lien) => <Link to="/" {...lien} />;

/** En tete de l'accueil du parquet : ce qui attend, en chiffres, chacun vers sa liste. */
export const EnChiffres = () => {
  const mesures = useQuery(lectureTableau).data?.mesures;
  const boite = useQuery(lectureBoite).data;
  const nonLus = useMessagesNonLus(clientDeMessagerie);
  const minute = useMinute();
  const bandes = mesures === undefined ? undefined : compterLesBandes(mesures, minute);
  return (
    <CartesDeCompte
      libelle="Ce qui attend le parquet"
      cartes={[
        {
          cle: 'mesures',
          libelle: ['garde à vue en cours', 'gardes à vue en cours'],
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
          cle: 'plis',
          libelle: ['procédure arrivée', 'procédures arrivées'],
          compte: boite?.filter(attendDecision).length,
          ton: 'accent',
          lien: versLaBoite,
        },
      ]}
    />
  );
};
