import { type Cible, PageRecherche } from '@ppn/chercher';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { clientDeRecherche } from '../application/client.ts';

/** Recherche dans les procedures de l'unite ; une piece s'ouvre a la page qui repond. */
export function Recherche() {
  const demande = useSearch({ from: '/recherche' });
  const naviguer = useNavigate();
  return (
    <PageRecherche
      client={clientDeRecherche}
      demande={demande}
      changer={(search) => void naviguer({ to: '/recherche', search, replace: true })}
      lien={lienVers}
    />
  );
}

/** Un lien vers un resultat : rien n'est lu, donc trace, avant qu'on l'ouvre. */
function lienVers(cible: Cible, proprietes: { readonly className: string; readonly children: ReactNode }) {
  const params = { idj: cible.idj };
  if (cible.genre === 'piece')
    return (
      <Link
        to="/dossiers/$idj/pieces/$pieceId"
        params={{ ...params, pieceId: cible.piece }}
        search={cible.page > 1 ? { page: cible.page } : {}}
        preload={false}
        {...proprietes}
      />
    );
  if (cible.genre === 'personne')
    return (
      <Link
        to="/dossiers/$idj/personnes/$personneId"
        params={{ ...params, personneId: cible.personne }}
        preload={false}
        {...proprietes}
      />
    );
  return <Link to="/dossiers/$idj" params={params} preload={false} {...proprietes} />;
}
