import { PageDeposer } from '@ppn/echanges/deposer';
import { PageDepot } from '@ppn/echanges/depot';
import { PageListe } from '@ppn/echanges/liste';
import { useParams, useSearch } from '@tanstack/react-router';

/** Un depot en preparation, d'apres l'adresse. */
export function Preparation() {
  const { id } = useParams({ from: '/deposer/$id' });
  const { idj } = useSearch({ from: '/deposer/$id' });
  return <PageDeposer key={id} id={id} idj={idj} />;
}

/** Un depot fait, d'apres l'adresse. */
export function Depot() {
  const { id } = useParams({ from: '/depots/$id' });
  return <PageDepot key={id} id={id} />;
}

/** Les depots recus. */
export const Recus = () => <PageListe key="recus" sens="recus" />;

/** Les depots envoyes. */
export const Envoyes = () => <PageListe key="envoyes" sens="envoyes" />;
