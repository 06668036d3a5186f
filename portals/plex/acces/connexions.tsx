import { exiger } from '@ppn/api-client';
import { problemeDe } from '@ppn/echanges';
import { Chargement, dateEtHeure, Echec, Liste, Panneau, Puce, Rang } from '@ppn/kit';
import { useQuery } from '@tanstack/react-query';
import { client } from '../client.ts';

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
      {lecture.isError ? (
        <Echec probleme={problemeDe(lecture.error)} reessayer={() => void lecture.refetch()} />
      ) : lecture.data === undefined ? (
        <Chargement />
      ) : (
        <Liste libelle="Dernières connexions">
          {lecture.data.slice(0, 10).map(({ a, moyen, adresse, admise }) => (
            <Rang key={a}>
              <div className="rang">
                <span className="rang-titre">{dateEtHeure(a)}</span>
                <span className="rang-suite">
                  par {MOYENS[moyen]}, depuis {adresse}
                </span>
                <span className="rang-fin">
                  {admise ? <Puce ton="succes">ouverte</Puce> : <Puce ton="danger">refusée</Puce>}
                </span>
              </div>
            </Rang>
          ))}
        </Liste>
      )}
    </Panneau>
  );
}
