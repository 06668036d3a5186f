import { TitrePage } from '@ppn/kit';
import { Jetons } from './jetons.tsx';

/** Mes acces : ce par quoi un logiciel entre en mon nom. */
export const Page = () => (
  <div className="pile">
    <TitrePage onglet="Accès">Accès</TitrePage>
    <Jetons />
  </div>
);
