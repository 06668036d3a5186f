import { SelonLaLecture } from '@ppn/echanges';
import {
  annoncer,
  Bouton,
  dateEtHeure,
  EtatVide,
  jourCivil,
  Liste,
  Panneau,
  Puce,
  Rang,
  TitrePage,
} from '@ppn/kit';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { client, type Delegation, type Delegations } from '../client.ts';
import { aujourdhui, etatDe, lectureDelegations } from './donnees.ts';
import { Donner } from './donner.tsx';

/** Se faire suppleer : donner une delegation, les relire, les revoquer. */
export function Page() {
  const lecture = useQuery(lectureDelegations);
  return (
    <div className="pile">
      <TitrePage onglet="Se faire suppléer">Se faire suppléer</TitrePage>
      <SelonLaLecture lecture={lecture}>{(lues) => <Tout {...lues} />}</SelonLaLecture>
    </div>
  );
}

const Tout = ({ donnees, recues, peutDonner }: Delegations) => (
  <>
    {peutDonner ? (
      <Donner />
    ) : (
      <p className="discret">
        Vous agissez par délégation : vous voyez les dépôts de ceux qui vous en ont donné une, et ne déléguez
        pas à votre tour.
      </p>
    )}
    <div className="echange-accueil">
      {peutDonner ? (
        <Panneau titre={`Données (${donnees.length})`} nu>
          {donnees.length === 0 ? (
            <EtatVide>
              <p>Personne ne vous supplée.</p>
            </EtatVide>
          ) : (
            <Liste libelle="Délégations données">
              {donnees.map((une) => (
                <UneDelegation key={une.id} delegation={une} cote="delegataire" />
              ))}
            </Liste>
          )}
        </Panneau>
      ) : null}
      <Panneau titre={`Reçues (${recues.length})`} nu>
        {recues.length === 0 ? (
          <EtatVide>
            <p>Vous ne suppléez personne. Les dépôts de qui vous délègue paraîtront dans « Reçus ».</p>
          </EtatVide>
        ) : (
          <Liste libelle="Délégations reçues">
            {recues.map((une) => (
              <UneDelegation key={une.id} delegation={une} cote="delegant" />
            ))}
          </Liste>
        )}
      </Panneau>
    </div>
  </>
);

type DUne = { readonly delegation: Delegation; readonly cote: 'delegant' | 'delegataire' };

function UneDelegation({ delegation, cote }: DUne) {
  const { du, au, revoqueeA } = delegation;
  const { nom, organisation, genre } = delegation[cote];
  const etat = etatDe(delegation, aujourdhui());
  return (
    <Rang>
      <div className="rang">
        <span className="rang-titre">{nom}</span>
        <span className="rang-suite">
          {genre === 'collaborateur' ? 'collaborateur' : organisation}, du {jourCivil(du)} au {jourCivil(au)}{' '}
          inclus{revoqueeA === null ? '' : `, révoquée le ${dateEtHeure(revoqueeA)}`}
        </span>
        <span className="rang-fin">
          <Puce ton={etat.ton}>{etat.libelle}</Puce>
          {cote === 'delegataire' && (etat.ton === 'succes' || etat.ton === 'info') ? (
            <Revoquer id={delegation.id} nom={nom} />
          ) : null}
        </span>
      </div>
    </Rang>
  );
}

function Revoquer({ id, nom }: { readonly id: string; readonly nom: string }) {
  const cache = useQueryClient();
  const [enCours, poserEnCours] = useState(false);
  const revoquer = async (): Promise<void> => {
    poserEnCours(true);
    const rendu = await client.appeler('DELETE /api/delegations/:id', { id });
    poserEnCours(false);
    annoncer(rendu.ok ? `Révoquée : ${nom} n’a plus accès à vos dépôts.` : rendu.refus.detail);
    await cache.invalidateQueries({ queryKey: lectureDelegations.queryKey });
  };
  return (
    <Bouton genre="danger" enCours={enCours} aria-label={`Révoquer ${nom}`} onClick={() => void revoquer()}>
      Révoquer
    </Bouton>
  );
}
