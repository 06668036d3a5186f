import { type Cible, type Lien, PageRecherche } from '@ppn/chercher';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import type { ComponentProps } from 'react';
import { clientDeRecherche } from '../client.ts';

/** Recherche dans les procedures de la juridiction ; une piece s'ouvre a la page qui repond. */
export const Recherche = () => {
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
};

/** Un lien vers un resultat : rien n'est lu, donc trace, avant qu'on l'ouvre. */
const lienVers: Lien = (cible, proprietes) => <Link {...adresseDe(cible)} preload={false} {...proprietes} />;

const adresseDe = (
  cible: Cible,
): Pick<ComponentProps<typeof Link>, 'to'> & { readonly params: { readonly idj: string } } => ({
  to: '/dossiers/$idj',
  params: { idj: cible.idj },
  ...(cible.genre === 'piece' ? { search: { lu: `${cible.cote}.${cible.page}` } } : {}),
});
