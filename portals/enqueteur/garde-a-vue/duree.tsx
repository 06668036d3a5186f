import {
  Bouton,
  CompteARebours,
  dateEtHeure,
  direLesRegles,
  dureeEnMots,
  heure,
  nomDuMagistrat,
  Panneau,
  Puce,
  suiteEnMots,
  useRaccourcis,
} from '@ppn/kit';
import { useState } from 'react';
import type { VueMesure } from './donnees.ts';
import { DialogueDeFin } from './fin.tsx';
import { PresentationDeLaMesure } from './presentation-de-la-mesure.tsx';
import { DialogueDeProlongation } from './prolongation.tsx';

/** Duree de la mesure : periodes, prolongation possible ou demandee, ordre du magistrat, fin, comparution. */
export function Duree({ vue }: { readonly vue: VueMesure }) {
  const [ouvert, poserOuvert] = useState<'rien' | 'prolongation' | 'fin'>('rien');
  const { horloge, ligne } = vue;
  const finie = horloge.fin !== null;
  const demander = (): void =>
    horloge.prochaineProlongation === null || finie ? undefined : poserOuvert('prolongation');
  useRaccourcis([{ touche: 'l', libelle: 'Demander la prolongation', groupe: 'Mesure', action: demander }]);
  return (
    <Panneau
      titre="Durée"
      actions={
        finie || !vue.peut.includes('signer') ? null : (
          <Bouton onClick={() => poserOuvert('fin')}>Mettre fin à la mesure</Bouton>
        )
      }
    >
      <div className="pile">
        {ligne.ordre === null ? null : (
          <p className="duree-ordre">
            <Puce ton="danger">ordre du magistrat</Puce> {suiteEnMots(ligne.ordre.suite)}, le{' '}
            {nomDuMagistrat(ligne.ordre.autorite)} à {heure(ligne.ordre.a)} : mettez fin à la mesure.
          </p>
        )}
        <Periodes vue={vue} />
        {horloge.prochaineProlongation === null ? (
          <p className="petit discret">{horloge.sansProlongation}</p>
        ) : (
          <Prolongation vue={vue} surDemande={demander} />
        )}
        <PresentationDeLaMesure vue={vue} />
        <Maximum vue={vue} />
        {horloge.comparution === null ? null : <Comparution comparution={horloge.comparution} />}
      </div>
      {ouvert === 'prolongation' ? (
        <DialogueDeProlongation vue={vue} surFermeture={() => poserOuvert('rien')} />
      ) : null}
      {ouvert === 'fin' ? <DialogueDeFin vue={vue} surFermeture={() => poserOuvert('rien')} /> : null}
    </Panneau>
  );
}

/** Apres le deferement, l'horloge de vingt heures : elle court jusqu'a la comparution (803-2, 803-3 CPP). */
const Comparution = ({
  comparution: { phrase, article, echeance, etat, comparueA },
}: {
  readonly comparution: NonNullable<VueMesure['horloge']['comparution']>;
}) => (
  <div className="pile-serree">
    <p>
      {phrase} <Puce ton="info">{article}</Puce>
    </p>
    <p className="rangee-ecartee">
      <strong>
        {comparueA === null
          ? `Au plus tard le ${dateEtHeure(echeance)}`
          : `Comparution le ${dateEtHeure(comparueA)}`}
      </strong>
      {comparueA === null ? (
        <CompteARebours echeance={echeance} objet="Comparution après défèrement" avecHeure={false} />
      ) : (
        <Puce ton={etat === 'comparue' ? 'succes' : 'danger'}>
          {etat === 'comparue' ? 'dans le délai' : 'en retard'}
        </Puce>
      )}
    </p>
  </div>
);

const Periodes = ({ vue: { horloge } }: { readonly vue: VueMesure }) => (
  <ol className="periodes">
    {horloge.periodes.map((periode) => (
      <li key={`${periode.rang} ${periode.entree}`}>
        <span className="chiffres">{periode.heures} h</span>
        <span>
          {periode.rang === 0 ? 'Mesure initiale' : `Prolongation ${periode.rang}`},{' '}
          {nomDuMagistrat(periode.autorite)}
          <span className="petit discret">
            {' '}
            jusqu’au {dateEtHeure(periode.fin)} · {periode.article}
          </span>
        </span>
        {periode.reguliere ? null : <Puce ton="danger">irrégulière</Puce>}
      </li>
    ))}
  </ol>
);

function Prolongation({ vue, surDemande }: { readonly vue: VueMesure; readonly surDemande: () => void }) {
  const { demande } = vue.ligne;
  const possible = vue.horloge.prochaineProlongation;
  if (possible === null) return null;
  return (
    <div className="prolongation">
      <div className="pile-serree">
        {demande === null ? (
          <span>
            <strong>{possible.heures} h de plus possibles</strong>,{' '}
            {possible.autorites.map(nomDuMagistrat).join(' ou ')}, à décider avant{' '}
            {dateEtHeure(possible.avant)}
          </span>
        ) : (
          <span>
            <Puce ton="info">demandée à {heure(demande.demandeeA)}</Puce> {demande.heures} h, au{' '}
            {nomDuMagistrat(demande.autorite)} : en attente de sa décision
          </span>
        )}
        <span className="petit discret">
          {[possible.forme, PRESENTATIONS[possible.presentation], possible.article]
            .filter(Boolean)
            .join(' · ')}
        </span>
      </div>
      {demande === null && vue.peut.includes('signer') ? (
        <Bouton genre="primaire" touche="L" onClick={surDemande}>
          Demander la prolongation
        </Bouton>
      ) : null}
    </div>
  );
}

const PRESENTATIONS: {
  readonly [
    presentation in NonNullable<VueMesure['horloge']['prochaineProlongation']>['presentation']
  ]: string;
} = {
  facultative: 'présentation facultative',
  exigee: 'présentation exigée',
  'exigee-sauf-motif': 'présentation exigée, sauf motif',
  'sans-objet': '',
};

function Maximum({ vue: { horloge } }: { readonly vue: VueMesure }) {
  if (horloge.maximum === null) return null;
  const deduites = horloge.secondesDeduites;
  return (
    <p className="petit discret">
      Maximum légal {horloge.maximum.heures} h, le {dateEtHeure(horloge.maximum.a)} ({horloge.maximum.article}
      ).
      {deduites === 0 ? '' : ` Déjà imputé : ${dureeEnMots(deduites * 1_000)}.`} Écoulé :{' '}
      {dureeEnMots(horloge.secondesEcoulees * 1_000)} à {heure(horloge.a)}. {direLesRegles(horloge.regles)}.
    </p>
  );
}
