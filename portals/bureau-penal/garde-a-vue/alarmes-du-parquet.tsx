import {
  type AlarmeDeMesure,
  annoncer,
  Bouton,
  dureeEnMots,
  msDe,
  nomDeMesure as nomDe,
  sonner,
  useSeconde,
} from '@ppn/kit';
import { Link } from '@tanstack/react-router';
import { BellRing } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { acquitter, direVues } from './donnees.ts';

const MONTREES = 4;

/** Alarmes que nul n'a acquittees et qui concernent le parquet ; une nouvelle se dit et sonne, une fois. */
export const AlarmesDuParquet = ({
  alarmes,
  peutAcquitter,
}: {
  readonly alarmes: readonly AlarmeDeMesure[];
  readonly peutAcquitter: boolean;
}) => {
  const { ms } = useSeconde();
  useSonnerie(alarmes);
  if (alarmes.length === 0) return null;
  return (
    <section aria-label="Alarmes" className="pile-serree">
      <ul className="alarmes">
        {alarmes.slice(0, MONTREES).map((alarme) => (
          <li key={cleDe(alarme)} className="alarme">
            <BellRing size={16} aria-hidden="true" />
            <span className="alarme-texte">
              <Link to="/gardes-a-vue/$id" params={{ id: alarme.ligne.id }}>
                {nomDe(alarme.ligne)}
              </Link>{' '}
              <strong>{alarme.phrase}</strong>{' '}
              <span className="petit">
                {alarme.ligne.unite.libelle} · {alarme.article} · depuis {dureeEnMots(ms - msDe(alarme.a))}
              </span>
            </span>
            {peutAcquitter ? (
              <Bouton
                aria-label={`Vu : ${nomDe(alarme.ligne)}, ${alarme.phrase}`}
                onClick={() => void voir(alarme)}
              >
                Vu
              </Bouton>
            ) : null}
          </li>
        ))}
      </ul>
      {alarmes.length > MONTREES ? (
        <p className="petit discret">Et {alarmes.length - MONTREES} autres, marquées dans le tableau.</p>
      ) : null}
    </section>
  );
};

const cleDe = ({ id, niveau, ligne }: AlarmeDeMesure): string => `${ligne.id} ${id} ${niveau ?? ''}`;

async function voir({ id, ligne }: AlarmeDeMesure): Promise<void> {
  const refus = await acquitter(ligne.id, id);
  annoncer(refus ?? 'Alarme acquittée : votre nom et l’heure sont au registre.');
}

/** Une alarme deja la a l'ouverture ne sonne pas : seule une nouvelle, ou une qui monte. */
function useSonnerie(alarmes: readonly AlarmeDeMesure[]): void {
  const connues = useRef<ReadonlySet<string>>(undefined);
  useEffect(() => {
    const avant = connues.current;
    connues.current = new Set(alarmes.map(cleDe));
    if (document.visibilityState === 'visible')
      for (const { id, ligne } of alarmes.slice(0, MONTREES)) direVues(ligne.id, [id]);
    const nouvelles = avant === undefined ? [] : alarmes.filter((alarme) => !avant.has(cleDe(alarme)));
    const [premiere] = nouvelles;
    if (premiere === undefined) return;
    void sonner();
    annoncer(`Alarme : ${nomDe(premiere.ligne)}. ${premiere.phrase}.`);
  }, [alarmes]);
}
