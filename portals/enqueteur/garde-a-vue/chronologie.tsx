import {
  BoutonIcone,
  dateCourte,
  Divergences,
  heure,
  msDe,
  Panneau,
  pluriel,
  Puce,
  useRaccourcis,
} from '@ppn/kit';
import { Link } from '@tanstack/react-router';
import { PencilLine } from 'lucide-react';
import { useState } from 'react';
import type { LigneDeRegistre, VueMesure } from './donnees.ts';
import { useFile } from './file-locale.ts';
import type { EnFile } from './file.ts';
import { type ARectifier, DialogueDeRectification } from './rectification.tsx';
import { useMaFile } from './saisir.ts';

/** Ce qui se rectifie d'ici ; qui garde le depot ne reprend ni le deferement, ni la remise. */
const estASoi = ({ annulee, type }: LigneDeRegistre, auDepot: boolean): boolean =>
  !annulee && !(auDepot && (type === 'fin' || type === 'remise-au-depot'));

/** Chronologie : le plus recent d'abord, ce qui attend le service en tete, chaque entree a ses deux heures. */
export function Chronologie({ vue }: { readonly vue: VueMesure }) {
  const [rectifiee, poserRectifiee] = useState<ARectifier | undefined>(undefined);
  const enFile = useFile(useMaFile());
  const connues = new Set<string>(vue.registre.map(({ id }) => id));
  const attendent = enFile.filter(
    ({ saisie, etat }) =>
      saisie.mesure === vue.mesure.id &&
      etat === 'a-envoyer' &&
      saisie.genre === 'entree' &&
      !connues.has(saisie.id),
  );
  const lignes = vue.registre.toSorted((a, b) => msDe(b.survenuA) - msDe(a.survenuA));
  const rectifiable = vue.peut.includes('rectifier');
  const derniere = derniereSaisie(attendent) ?? derniereConsignee(vue.registre);
  useRaccourcis([
    {
      touche: 'z',
      libelle: 'Rectifier ou annuler la dernière entrée',
      groupe: 'Registre',
      action: () => (rectifiable ? poserRectifiee(derniere) : undefined),
    },
  ]);
  return (
    <Panneau
      titre="Chronologie"
      actions={<span className="petit discret">{pluriel(vue.registre.length, 'entrée')}</span>}
      nu
    >
      <ol className="chronologie" aria-label="Chronologie de la mesure, la plus récente d’abord">
        {attendent.toReversed().map((une) => (
          <EnAttente key={une.saisie.id} une={une} />
        ))}
        {lignes.map((ligne, rang) => (
          <Ligne
            key={ligne.id}
            ligne={ligne}
            idj={vue.mesure.idj}
            jour={
              dateCourte(lignes[rang - 1]?.survenuA ?? '') === dateCourte(ligne.survenuA)
                ? ''
                : dateCourte(ligne.survenuA)
            }
            liee={!vue.auDepot}
            {...(rectifiable && estASoi(ligne, vue.auDepot)
              ? { surRectification: () => poserRectifiee(ligne) }
              : {})}
          />
        ))}
      </ol>
      {rectifiee === undefined ? null : (
        <DialogueDeRectification
          mesure={vue.mesure}
          ligne={rectifiee}
          surFermeture={() => poserRectifiee(undefined)}
        />
      )}
    </Panneau>
  );
}

/** La derniere touche pressee, meme si le service ne l'a pas encore : c'est elle que l'agent veut reprendre. */
function derniereSaisie(attendent: readonly EnFile[]): ARectifier | undefined {
  const saisie = attendent.at(-1)?.saisie;
  return saisie?.genre === 'entree' ? saisie : undefined;
}

const derniereConsignee = (registre: readonly LigneDeRegistre[]): ARectifier | undefined =>
  registre
    .filter(({ acteId, annulee }) => acteId === null && !annulee)
    .toSorted((a, b) => msDe(b.enregistreA) - msDe(a.enregistreA))[0];

function EnAttente({ une: { saisie } }: { readonly une: EnFile }) {
  return (
    <li className="fait fait-en-attente">
      <span className="fait-heure chiffres">{saisie.genre === 'entree' ? heure(saisie.survenuA) : ''}</span>
      <span className="fait-texte">
        <strong>{saisie.libelle}</strong>{' '}
        <span className="petit discret">gardé sur ce poste, envoi en cours</span>
      </span>
    </li>
  );
}

function Ligne({
  ligne,
  idj,
  jour,
  liee,
  surRectification,
}: {
  readonly ligne: LigneDeRegistre;
  readonly idj: string;
  /** Jour du fait, ecrit quand il change. */
  readonly jour: string;
  /** Vrai : l'acte qui la porte s'ouvre d'ici. */
  readonly liee: boolean;
  readonly surRectification?: () => void;
}) {
  return (
    <li className={`fait ${ligne.annulee ? 'fait-annule' : ''} ${ligne.enCours ? 'fait-en-cours' : ''}`}>
      {jour === '' ? null : <span className="fait-jour petit discret">{jour}</span>}
      <span className="fait-heure chiffres">{heure(ligne.survenuA)}</span>
      <span className="fait-texte">
        <strong>{ligne.libelle}</strong> {ligne.enCours ? <Puce ton="info">en cours</Puce> : null}
        {ligne.annulee ? <Puce ton="danger">annulée</Puce> : null}
        <span className="petit">
          {ligne.detail === '' ? '' : `${ligne.detail} · `}
          <Origine ligne={ligne} {...(liee ? { idj } : {})} />
        </span>
        <Divergences divergences={ligne.divergences} />
        {ligne.rectifications.map((une) => (
          <span key={une.id} className="fait-rectification petit">
            Rectifiée à {heure(une.a)} par {une.auteur} : {une.motif}
          </span>
        ))}
      </span>
      {surRectification === undefined ? null : (
        <BoutonIcone
          libelle={`Rectifier : ${ligne.libelle}, ${heure(ligne.survenuA)}`}
          onClick={surRectification}
        >
          <PencilLine size={15} aria-hidden="true" />
        </BoutonIcone>
      )}
    </li>
  );
}

/** Heure d'enregistrement quand elle s'ecarte du fait, premiere heure dite, auteur ou acte. */
function Origine({ ligne, idj }: { readonly ligne: LigneDeRegistre; readonly idj?: string }) {
  const ecart = msDe(ligne.enregistreA) - msDe(ligne.survenuA) > 60_000;
  const parties = [
    ecart ? `enregistrée à ${heure(ligne.enregistreA)}` : '',
    ligne.survenuA === ligne.survenuAInitiale ? '' : `d’abord dite à ${heure(ligne.survenuAInitiale)}`,
    ligne.auteur,
  ].filter(Boolean);
  return (
    <span className="discret">
      {parties.join(' · ')}
      {ligne.acteId === null ? null : (
        <>
          {' · '}
          {idj === undefined ? (
            'acte signé'
          ) : (
            <Link to="/dossiers/$idj/pieces/$pieceId" params={{ idj, pieceId: ligne.acteId }}>
              acte signé
            </Link>
          )}
        </>
      )}
    </span>
  );
}
