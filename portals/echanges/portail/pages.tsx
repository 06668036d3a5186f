import { useParams, useSearch } from '@tanstack/react-router';
import { PageDeposer } from '../deposer/page-deposer.tsx';
import { PageDepot } from '../suivre/page-depot.tsx';
import { PageListe } from '../suivre/page-liste.tsx';
import type { Provenance } from './routes.tsx';

/** L'identifiant que porte l'adresse. */
function useIdentifiant(): string {
  const lus: unknown = useParams({ strict: false });
  const id: unknown = Reflect.get(Object(lus), 'id');
  return typeof id === 'string' ? id : '';
}

/** Un depot en preparation, d'apres l'adresse. */
export function Preparation() {
  const id = useIdentifiant();
  const { idj, a }: Provenance = useSearch({ strict: false });
  return <PageDeposer key={id} id={id} idj={idj} reponseA={a} />;
}

/** Un depot fait, d'apres l'adresse. */
export function Depot() {
  const id = useIdentifiant();
  return <PageDepot key={id} id={id} />;
}

/** Les depots recus. */
export const Recus = () => <PageListe key="recus" sens="recus" />;

/** Les depots envoyes. */
export const Envoyes = () => <PageListe key="envoyes" sens="envoyes" />;
