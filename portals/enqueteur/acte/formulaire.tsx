import { Alerte } from '@ppn/kit';
import { lazy, Suspense } from 'react';
import type { Vue } from '../application/types.ts';
import { AuditionLibre, AuditionVictime } from './audition.tsx';
import { ChampLigne } from './champs-communs.tsx';
import { texteDe } from './contenu.ts';
import { ConversionPapier } from '../papier/conversion.tsx';
import { Plainte } from './plainte.tsx';
import { useFormulaire } from './redaction.ts';
import { VersementDeMessages } from '../messagerie/versement.tsx';
import { Synthese } from './synthese.tsx';

const Constatations = lazy(() =>
  import('./constatations.tsx').then((module) => ({ default: module.Constatations })),
);

const FormulaireDeMesure = lazy(() =>
  import('../garde-a-vue/formulaire-d-acte.tsx').then((module) => ({ default: module.FormulaireDeMesure })),
);

/** Le formulaire du type de l'acte ouvert, et le motif de passer outre ce qui y est signale. */
export function FormulaireDActe({ vue }: { readonly vue: Vue }) {
  return (
    <>
      <Formulaire vue={vue} />
      <MotifDePasserOutre />
    </>
  );
}

function MotifDePasserOutre() {
  const { etat } = useFormulaire();
  const signale = etat.servie.points.some(({ information }) => information !== true);
  if (!signale && texteDe(etat.contenu, 'passerOutre') === '') return null;
  return (
    <ChampLigne
      champ="passerOutre"
      libelle="Motif de passer outre les points d’attention"
      aide={`Il reste dans l’acte${etat.servie.type.startsWith('gav-') ? ' et au registre' : ''}. Vide : corrigez d’abord ce qui est signalé.`}
      plein
    />
  );
}

function Formulaire({ vue }: { readonly vue: Vue }) {
  const { etat } = useFormulaire();
  if (etat.servie.type.startsWith('gav-'))
    return (
      <Suspense fallback={null}>
        <FormulaireDeMesure vue={vue} />
      </Suspense>
    );
  switch (etat.servie.type) {
    case 'plainte':
      return <Plainte vue={vue} />;
    case 'constatations':
      return (
        <Suspense fallback={null}>
          <Constatations vue={vue} />
        </Suspense>
      );
    case 'audition-victime':
      return <AuditionVictime vue={vue} />;
    case 'audition-libre':
      return <AuditionLibre vue={vue} />;
    case 'synthese':
      return <Synthese />;
    case 'versement-de-messages':
      return <VersementDeMessages />;
    case 'conversion-papier':
      return <ConversionPapier vue={vue} />;
    default:
      return <Alerte ton="attention">Ce type d’acte ne se rédige pas dans ce portail.</Alerte>;
  }
}
