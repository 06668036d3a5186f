import { exiger } from '@ppn/api-client';
import { SelonLaLecture } from '@ppn/echanges';
import { dateEtHeure, Liste, Panneau, Puce } from '@ppn/kit';
import { useQuery } from '@tanstack/react-query';
import { client } from '../client.ts';
import { RangDAcces } from './rang-d-acces.tsx';

const MOYENS = {
  carte: 'carte',
  'cle-d-acces': 'clé d’accès',
  'code-de-secours': 'code de secours',
  oidc: 'fournisseur d’identité',
} as const;

/** Mes dernieres connexions : de quoi voir que quelqu'un d'autre est entre. */
export function Connexions() {
  const lecture = useQuery({
    queryKey: ['entrees'],
    queryFn: () => exiger(client.appeler('GET /api/entrees')).then(({ entrees }) => entrees),
  });
  return (
    <Panneau titre="Dernières connexions" nu>
      <SelonLaLecture lecture={lecture}>
        {(entrees) => (
          <Liste libelle="Dernières connexions">
            {entrees.slice(0, 10).map(({ a, moyen, adresse, admise }) => (
              <RangDAcces key={a} titre={dateEtHeure(a)} suite={`par ${MOYENS[moyen]}, depuis ${adresse}`}>
                {admise ? <Puce ton="succes">ouverte</Puce> : <Puce ton="danger">refusée</Puce>}
              </RangDAcces>
            ))}
          </Liste>
        )}
      </SelonLaLecture>
    </Panneau>
  );
}
