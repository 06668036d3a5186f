import type { Probleme } from '@ppn/api-client';
import { exiger } from '@ppn/api-client';
import type { VueDossier } from '@ppn/dossier/contract';
import { Bouton, ChampChoix, ChampZone, Dialogue, Echec } from '@ppn/kit';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { client } from '../client.ts';
import { memoire } from '../donnees.ts';

const lectureMagistrats = queryOptions({
  queryKey: ['magistrats'],
  queryFn: async () => (await exiger(client.appeler('GET /api/parquet/magistrats'))).magistrats,
  staleTime: 3_600_000,
});

/** Confie le dossier a un autre magistrat, avec un mot : il le trouve dans « Les miennes ». */
export const Confier = ({ dossier }: { readonly dossier: Pick<VueDossier, 'idj' | 'attribution'> }) => {
  const [ouvert, setOuvert] = useState(false);
  return (
    <>
      <Bouton genre="discret" onClick={() => setOuvert(true)}>
        Confier…
      </Bouton>
      {ouvert ? <DialogueConfier dossier={dossier} surFermeture={() => setOuvert(false)} /> : null}
    </>
  );
};

const DialogueConfier = ({
  dossier: { idj, attribution },
  surFermeture,
}: {
  readonly dossier: Pick<VueDossier, 'idj' | 'attribution'>;
  readonly surFermeture: () => void;
}) => {
  const magistrats = useQuery(lectureMagistrats).data ?? [];
  const [matricule, setMatricule] = useState(attribution?.vers.matricule ?? '');
  const [note, setNote] = useState('');
  const [refus, setRefus] = useState<Probleme>();
  const confier = async (evenement: FormEvent): Promise<void> => {
    evenement.preventDefault();
    if (matricule === '') return;
    const rendu = await client.appeler('POST /api/dossiers/:idj/attribution', {
      idj,
      corps: { matricule, note },
    });
    if (!rendu.ok) return setRefus(rendu.refus);
    void memoire.invalidateQueries({ queryKey: ['dossier', idj] });
    void memoire.invalidateQueries({ queryKey: ['boite'] });
    surFermeture();
  };
  return (
    <Dialogue titre="Confier le dossier" surFermeture={surFermeture}>
      <form className="pile" onSubmit={(evenement) => void confier(evenement)}>
        {refus === undefined ? null : <Echec probleme={refus} />}
        <ChampChoix
          libelle="Magistrat"
          value={matricule}
          options={[
            { valeur: '', libelle: 'Choisir…' },
            ...magistrats.map((un) => ({ valeur: un.matricule, libelle: un.nom })),
          ]}
          surSaisie={setMatricule}
        />
        <ChampZone libelle="Note (facultatif)" rows={3} maxLength={2_000} value={note} surSaisie={setNote} />
        <div className="rangee">
          <Bouton genre="primaire" type="submit">
            Confier
          </Bouton>
        </div>
      </form>
    </Dialogue>
  );
};
