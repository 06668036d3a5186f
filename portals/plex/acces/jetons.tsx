import { exiger, type ReponsePour } from '@ppn/api-client';
import { SelonLaLecture } from '@ppn/echanges';
import { annoncer, Bouton, dateEtHeure, Dialogue, EtatVide, Liste, Panneau, pluriel, Puce } from '@ppn/kit';
import type { contratPlex } from '@ppn/service-plex/contract';
import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { KeyRound } from 'lucide-react';
import { useState } from 'react';
import { client } from '../client.ts';
import { CreerUnJeton } from './creer-un-jeton.tsx';
import { PORTEES } from './portees.ts';
import { RangDAcces } from './rang-d-acces.tsx';

type Jeton = ReponsePour<typeof contratPlex, 'GET /api/jetons'>['jetons'][number];

const lectureJetons = queryOptions({
  queryKey: ['jetons'],
  queryFn: () => exiger(client.appeler('GET /api/jetons')).then(({ jetons }) => jetons),
  staleTime: 2_000,
  refetchInterval: 10_000,
});

/** Les jetons d'API : ce qu'ils permettent, jusqu'a quand, quand ils ont servi. */
export function Jetons() {
  const lecture = useQuery(lectureJetons);
  const cache = useQueryClient();
  const [cree, creer] = useState(false);
  const relire = (): void => void cache.invalidateQueries({ queryKey: lectureJetons.queryKey });
  return (
    <Panneau
      titre="Jetons pour le logiciel du cabinet"
      nu
      actions={
        <Bouton icone={<KeyRound size={16} aria-hidden="true" />} onClick={() => creer(true)}>
          Créer un jeton
        </Bouton>
      }
    >
      <SelonLaLecture lecture={lecture}>
        {(jetons) =>
          jetons.length === 0 ? (
            <EtatVide>
              <p>
                Aucun jeton. Un jeton laisse votre logiciel lire, prendre ou faire des dépôts en votre nom,
                sans votre carte ; tout ce qu’il fait est noté.
              </p>
            </EtatVide>
          ) : (
            <Liste libelle="Jetons d’API">
              {jetons.map((jeton) => (
                <UnJeton key={jeton.id} jeton={jeton} relire={relire} />
              ))}
            </Liste>
          )
        }
      </SelonLaLecture>
      {cree ? (
        <CreerUnJeton
          surCreation={relire}
          surFermeture={() => {
            creer(false);
            relire();
          }}
        />
      ) : null}
    </Panneau>
  );
}

/** Ou en est un jeton. */
function etatDe({ revoqueA, expireA }: Jeton): {
  readonly ton: 'succes' | 'neutre';
  readonly libelle: string;
} {
  if (revoqueA !== null) return { ton: 'neutre', libelle: 'révoqué' };
  return Date.parse(expireA) > Date.now()
    ? { ton: 'succes', libelle: `jusqu’au ${dateEtHeure(expireA)}` }
    : { ton: 'neutre', libelle: 'échu' };
}

type DUnJeton = { readonly jeton: Jeton; readonly relire: () => void };

function UnJeton({ jeton, relire }: DUnJeton) {
  const [enCours, poserEnCours] = useState(false);
  const [montres, montrer] = useState(false);
  const { id, libelle, portees, creeA, dernierUsageA, usages } = jeton;
  const etat = etatDe(jeton);
  const revoquer = async (): Promise<void> => {
    poserEnCours(true);
    const rendu = await client.appeler('DELETE /api/jetons/:id', { id });
    poserEnCours(false);
    annoncer(rendu.ok ? `« ${libelle} » est révoqué : il ne vaut plus rien.` : rendu.refus.detail);
    relire();
  };
  return (
    <RangDAcces
      titre={libelle}
      suite={`${portees.map((portee) => PORTEES[portee]).join(', ')} ; créé le ${dateEtHeure(creeA)} ; ${dernierUsageA === null ? 'jamais servi' : `a servi le ${dateEtHeure(dernierUsageA)}`}`}
      apres={montres ? <Usages id={id} libelle={libelle} surFermeture={() => montrer(false)} /> : null}
    >
      <Puce ton={etat.ton}>{etat.libelle}</Puce>
      {usages === 0 ? null : (
        <Bouton aria-label={`Usages de ${libelle}`} onClick={() => montrer(true)}>
          {pluriel(usages, 'usage')}
        </Bouton>
      )}
      {etat.ton === 'succes' ? (
        <Bouton
          genre="danger"
          enCours={enCours}
          aria-label={`Révoquer ${libelle}`}
          onClick={() => void revoquer()}
        >
          Révoquer
        </Bouton>
      ) : null}
    </RangDAcces>
  );
}

type DesUsages = { readonly id: string; readonly libelle: string; readonly surFermeture: () => void };

function Usages({ id, libelle, surFermeture }: DesUsages) {
  const lecture = useQuery({
    queryKey: ['jetons', id, 'usages'],
    queryFn: () => exiger(client.appeler('GET /api/jetons/:id/usages', { id })).then(({ usages }) => usages),
  });
  return (
    <Dialogue titre={`Usages de « ${libelle} »`} large surFermeture={surFermeture}>
      <SelonLaLecture lecture={lecture}>
        {(faits) => (
          <section className="plex-usages" aria-label="Derniers usages" tabIndex={-1}>
            <table>
              <thead>
                <tr>
                  <th scope="col">Quand</th>
                  <th scope="col">Quoi</th>
                  <th scope="col">D’où</th>
                  <th scope="col">Issue</th>
                </tr>
              </thead>
              <tbody>
                {faits.map(({ a, methode, chemin, adresse, admis }, rang) => (
                  <tr key={`${a}-${rang}`}>
                    <td>{dateEtHeure(a)}</td>
                    <td>
                      <code>
                        {methode} {chemin}
                      </code>
                    </td>
                    <td>{adresse}</td>
                    <td>{admis ? 'admis' : 'refusé : hors de sa portée'}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
        )}
      </SelonLaLecture>
    </Dialogue>
  );
}
