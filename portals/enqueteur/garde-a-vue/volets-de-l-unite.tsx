import {
  AlarmesDesMesures,
  alarmesDesMesures,
  compterLesBandes,
  monteeALaHierarchie,
  nomDeMesure,
  pluriel,
  useMinute,
  useSeconde,
} from '@ppn/kit';
import { useMemo } from 'react';
import { useCadre } from '../application/session.ts';
import { DialogueDeRemiseDeMesure } from './confier.tsx';
import { DialogueDePrecision } from './dialogue-de-precision.tsx';
import type { LigneDeMesure } from './donnees.ts';
import { type GesteDUnite, LienVersLaMesure } from './gestes-de-l-unite.tsx';
import type { AConsigner } from './precisions.ts';
import { acquitter, consigner, useMaFile } from './saisir.ts';
import { precisionDeVisa } from './visa.ts';

/** Combien de mesures, et combien pressent. */
export function Comptes({ lignes }: { readonly lignes: readonly LigneDeMesure[] }) {
  const { depassees, rouges, oranges } = compterLesBandes(lignes, useMinute());
  return (
    <p className="discret petit">
      {pluriel(lignes.length, 'mesure')} en cours
      {depassees > 0 ? ` · ${pluriel(depassees, 'échéance dépassée', 'échéances dépassées')}` : ''}
      {` · ${rouges} à moins de 2 h · ${oranges} à moins de 6 h`}
    </p>
  );
}

/** Un geste en cours sur une mesure. */
export type GesteOuvert = { readonly geste: GesteDUnite; readonly ligne: LigneDeMesure };

/** Ce que l'agent peut faire des mesures de l'unite. */
export function useDroits(): { readonly chef: boolean; readonly officier: boolean } {
  const { qualite } = useCadre().session.agent;
  return { chef: qualite === 'chef-unite', officier: qualite === 'chef-unite' || qualite === 'opj' };
}

/** Le dialogue du geste : confier la mesure, ou viser son registre. */
export function DialogueDuGeste({
  geste,
  ligne,
  surFermeture,
}: GesteOuvert & { readonly surFermeture: () => void }) {
  const file = useMaFile();
  const ecrire = (entree: AConsigner): void => {
    consigner(file, { id: ligne.id, zone: ligne.zone }, entree);
    surFermeture();
  };
  return geste === 'confier' ? (
    <DialogueDeRemiseDeMesure
      nom={nomDeMesure(ligne)}
      tenuePar={ligne.opj}
      surChoix={ecrire}
      surFermeture={surFermeture}
    />
  ) : (
    <DialogueDePrecision
      precision={precisionDeVisa(nomDeMesure(ligne))}
      surChoix={ecrire}
      surFermeture={surFermeture}
    />
  );
}

/** Les alarmes que l'officier n'a pas acquittees et qui sont montees ; recalculees chaque seconde, seules. */
export function AlarmesMontees({ lignes }: { readonly lignes: readonly LigneDeMesure[] }) {
  const file = useMaFile();
  const { officier } = useDroits();
  const seconde = Math.floor(useSeconde().ms / 1_000) * 1_000;
  const alarmes = useMemo(() => alarmesDesMesures(lignes, seconde, monteeALaHierarchie), [lignes, seconde]);
  return (
    <AlarmesDesMesures
      titre="Alarmes montées à la hiérarchie"
      alarmes={alarmes}
      lien={LienVersLaMesure}
      surVu={officier ? ({ id, ligne }) => acquitter(file, ligne.id, [id]) : undefined}
    />
  );
}
