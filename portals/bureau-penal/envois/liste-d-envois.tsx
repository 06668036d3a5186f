import { Bouton, dateEtHeure, Puce } from '@ppn/kit';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { jourEnFrancais } from '../decision/creneaux.ts';
import { DialoguePas } from './dialogue-pas.tsx';
import { canaux, type Envoi, etats, objets, pas } from './donnees.ts';

/** Des envois : qui, quoi, par ou et pourquoi, avant quand, ce qui en est prouve ; « Constater » dit la suite. */
export const ListeDEnvois = ({
  envois,
  dossier,
}: {
  readonly envois: readonly Envoi[];
  /** Vrai : la liste est celle d'un seul dossier, son nom ne se repete pas. */
  readonly dossier: boolean;
}) => {
  const [ouvert, setOuvert] = useState<Envoi>();
  return (
    <>
      <ul className="envois">
        {envois.map((envoi) => (
          <li key={envoi.id} className="envoi">
            <p className="rangee">
              <strong>{objets[envoi.objet]}</strong>
              <Puce ton={etats[envoi.etat].ton}>{etats[envoi.etat].libelle}</Puce>
              {envoi.enRetard && envoi.etat !== 'echoue' ? <Puce ton="danger">en retard</Puce> : null}
            </p>
            <p>
              {envoi.nom}, {envoi.qualite === 'victime' ? 'victime' : 'mise en cause'}
              {envoi.adresse === '' ? '' : `, ${envoi.adresse}`}
            </p>
            {dossier ? null : (
              <p className="petit">
                <Link to="/dossiers/$idj" params={{ idj: envoi.idj }} search={{ onglet: 'envois' }}>
                  {envoi.intitule}
                </Link>
              </p>
            )}
            <p className="petit discret">
              {canaux[envoi.canal]}
              {envoi.echeance === '' ? '' : `, avant le ${jourEnFrancais(envoi.echeance)}`}. {envoi.raison} (
              {envoi.article})
            </p>
            {envoi.etapes.map((etape) => (
              <p key={etape.a} className="petit">
                {pas[etape.pas]} le {jourEnFrancais(etape.le)} : {etape.trace}{' '}
                <span className="discret">
                  ({etape.par}, noté le {dateEtHeure(etape.a)})
                </span>
              </p>
            ))}
            {envoi.possibles.length === 0 ? null : (
              <Bouton
                onClick={() => setOuvert(envoi)}
                aria-label={`Constater : ${objets[envoi.objet]}, ${envoi.nom}`}
              >
                Constater…
              </Bouton>
            )}
          </li>
        ))}
      </ul>
      {ouvert === undefined ? null : <DialoguePas envoi={ouvert} surFermeture={() => setOuvert(undefined)} />}
    </>
  );
};
