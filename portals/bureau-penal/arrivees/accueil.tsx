import { PageBoite } from '../boite/page-boite.tsx';
import { useSession } from '../session.ts';
import { PageArrivees } from './page-arrivees.tsx';

/** L'accueil de chacun : les arrivees au greffe, ce qui attend une decision au parquet. */
export const Accueil = () => (useSession().agent.qualite === 'greffier' ? <PageArrivees /> : <PageBoite />);
