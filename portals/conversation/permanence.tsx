import {
  annoncer,
  Bouton,
  ChampZone,
  Choix,
  dateEtHeure,
  Dialogue,
  Echec,
  pluriel,
  type ProblemeVu,
} from '@ppn/kit';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { usePoste } from './contexte.tsx';
import { useLectures } from './donnees.ts';

/** Qui tient la permanence, et sa passation : ouvrir, choisir, passer — trois gestes. */
export function Permanence() {
  const { moi } = usePoste();
  const [ouvert, poserOuvert] = useState(false);
  const { data } = useQuery(useLectures().permanence());
  if (data === undefined || data.collegues.every(({ matricule }) => matricule !== moi.matricule)) return null;
  const { tenuePar, depuis, note, transmis } = data.permanence;
  const mienne = tenuePar?.matricule === moi.matricule;
  return (
    <div className="permanence">
      <p className="petit">
        {tenuePar === null ? (
          'Permanence non tenue'
        ) : (
          <>
            Permanence : <strong>{mienne ? 'vous' : tenuePar.nom}</strong>
            {depuis === null ? '' : ` depuis le ${dateEtHeure(depuis)}`}
          </>
        )}
      </p>
      {mienne && note !== null && note !== '' ? (
        <p className="petit permanence-note">
          <strong>Note transmise</strong> ({pluriel(transmis, 'fil')} ouvert{transmis > 1 ? 's' : ''}) :{' '}
          {note}
        </p>
      ) : null}
      <Bouton onClick={() => poserOuvert(true)}>
        {tenuePar === null ? 'Prendre la permanence' : 'Passer la permanence'}
      </Bouton>
      {ouvert ? (
        <Passation
          collegues={data.collegues}
          filsOuverts={data.filsOuverts}
          surFermeture={() => poserOuvert(false)}
        />
      ) : null}
    </div>
  );
}

function Passation({
  collegues,
  filsOuverts,
  surFermeture,
}: {
  readonly collegues: readonly { readonly matricule: string; readonly nom: string }[];
  readonly filsOuverts: number;
  readonly surFermeture: () => void;
}) {
  const { client, moi } = usePoste();
  const cache = useQueryClient();
  const [id] = useState(() => crypto.randomUUID());
  const [a, poserA] = useState<string>();
  const [note, poserNote] = useState('');
  const [refus, poserRefus] = useState<ProblemeVu>();
  const passer = async (): Promise<void> => {
    if (a === undefined)
      return poserRefus({ title: 'À compléter', detail: 'Choisissez qui prend la permanence.' });
    const rendu = await client.appeler('POST /api/permanence', { corps: { id, a, note } });
    if (!rendu.ok) return poserRefus(rendu.refus);
    annoncer(`Permanence tenue par ${rendu.valeur.tenuePar?.nom ?? ''}.`);
    void cache.invalidateQueries({ queryKey: ['permanence'] });
    surFermeture();
  };
  return (
    <Dialogue titre="Passer la permanence" surFermeture={surFermeture}>
      <form
        className="pile"
        onSubmit={(evenement) => {
          evenement.preventDefault();
          void passer();
        }}
      >
        <Choix
          legende="Qui prend la permanence"
          valeur={a}
          options={collegues.map(({ matricule, nom }) => ({
            valeur: matricule,
            libelle: matricule === moi.matricule ? `${nom} (vous)` : nom,
          }))}
          surChoix={poserA}
        />
        <ChampZone
          libelle="Note pour la suite (facultative)"
          value={note}
          maxLength={4_000}
          surSaisie={poserNote}
        />
        <p className="petit">
          {pluriel(filsOuverts, 'fil')} ouvert{filsOuverts > 1 ? 's' : ''} seront transmis avec la note.
        </p>
        {refus === undefined ? null : <Echec probleme={refus} />}
        <Bouton genre="primaire" type="submit">
          Passer la permanence
        </Bouton>
      </form>
    </Dialogue>
  );
}
