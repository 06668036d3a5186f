import { type AlarmeDeMesure, AlarmesDesMesures, annoncer, cleDAlarme, nomDeMesure, sonner } from '@ppn/kit';
import { useEffect, useRef } from 'react';
import { acquitter, direVues } from './donnees.ts';
import { LienVersLaMesure } from './gestes-du-tableau.tsx';

const MONTREES = 4;

/** Alarmes que nul n'a acquittees et qui concernent le parquet ; une nouvelle se dit et sonne, une fois. */
export const AlarmesDuParquet = ({
  alarmes,
  peutAcquitter,
}: {
  readonly alarmes: readonly AlarmeDeMesure[];
  readonly peutAcquitter: boolean;
}) => {
  useSonnerie(alarmes);
  return (
    <AlarmesDesMesures
      alarmes={alarmes}
      lien={LienVersLaMesure}
      surVu={peutAcquitter ? (alarme) => void voir(alarme) : undefined}
    />
  );
};

async function voir({ id, ligne }: AlarmeDeMesure): Promise<void> {
  const refus = await acquitter(ligne.id, id);
  annoncer(refus ?? 'Alarme acquittée : votre nom et l’heure sont au registre.');
}

/** Une alarme deja la a l'ouverture ne sonne pas : seule une nouvelle, ou une qui monte. */
function useSonnerie(alarmes: readonly AlarmeDeMesure[]): void {
  const connues = useRef<ReadonlySet<string>>(undefined);
  useEffect(() => {
    const avant = connues.current;
    connues.current = new Set(alarmes.map(cleDAlarme));
    if (document.visibilityState === 'visible')
      for (const { id, ligne } of alarmes.slice(0, MONTREES)) direVues(ligne.id, [id]);
    const nouvelles = avant === undefined ? [] : alarmes.filter((alarme) => !avant.has(cleDAlarme(alarme)));
    const [premiere] = nouvelles;
    if (premiere === undefined) return;
    void sonner();
    annoncer(`Alarme : ${nomDeMesure(premiere.ligne)}. ${premiere.phrase}.`);
  }, [alarmes]);
}
