import { useParams, useSearch } from '@tanstack/react-router';
import { PageDeposer } from '../deposer/page-deposer.tsx';
import { PageDepot } from '../suivre/page-depot.tsx';
import { PageListe } from '../suivre/page-liste.tsx';
import type { Provenance } from './routes.tsx';

/** Un depot en preparation, d'apres l'adresse. */
export function Preparation() {
  const { id = '' } = useParams({ strict: false });
  const { idj, a }: Provenance = useSearch({ strict: false });
  return <PageDeposer key={id} id={id} idj={idj} reponseA={a} />;
}

/** Un depot fait, d'apres l'adresse. */
export function Depot() {
  const { id = '' } = useParams({ strict: false });
  return <PageDepot key={id} id={id} />;
}

/** Les depots recus. */
export const Recus = () => <PageListe key="recus" sens="recus" />;

/** Les depots envoyes. */
export const Envoyes = () => <PageListe key="envoyes" sens="envoyes" />;
