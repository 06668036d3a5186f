import { TitrePage } from '@ppn/kit';
import { Cles } from './cles.tsx';
import { Connexions } from './connexions.tsx';
import { Jetons } from './jetons.tsx';

/** Mes acces : ce par quoi j'entre, et ce par quoi un logiciel entre en mon nom. */
export const Page = () => (
  <div className="pile">
    <TitrePage onglet="Accès">Accès</TitrePage>
    <Cles />
    <Jetons />
    <Connexions />
  </div>
);
