import { BoutonIcone, taille } from '@ppn/kit';
import { Check, TriangleAlert, X } from 'lucide-react';
import { type Examen, motDeLExamen } from '../examen.ts';
import type { FichierVu } from '../moteur/fiche.ts';

const ETATS: Readonly<Record<FichierVu['etat'], string>> = {
  'a-choisir': 'à reprendre',
  'en-attente': 'en attente',
  envoi: '',
  verification: 'empreinte…',
  complet: 'envoyé',
  refuse: 'à corriger',
};

type Proprietes = {
  readonly fichier: FichierVu;
  readonly examen: Examen | undefined;
  /** Reserves deja dites pour tous. */
  readonly communes: readonly string[];
  readonly oter: () => void;
};

/** Un fichier du depot : son nom, ou il en est, de quoi l'oter. */
export function RangDeFichier({ fichier, examen, communes, oter }: Proprietes) {
  const { nom, etat, partis, phrase } = fichier;
  const part = fichier.taille === 0 ? 1 : partis / fichier.taille;
  const coupe = nom.lastIndexOf('/') + 1;
  const propres = (examen?.reserves ?? []).filter((reserve) => !communes.includes(reserve));
  return (
    <li className="echange-fichier" data-etat={etat}>
      <span className="echange-fichier-nom" title={nom}>
        {etat === 'complet' && !examen?.refus ? (
          <Check size={16} aria-hidden="true" className="echange-fait" />
        ) : null}
        {etat === 'refuse' || examen?.refus ? (
          <TriangleAlert size={16} aria-hidden="true" className="echange-refus" />
        ) : null}
        <span>
          {coupe === 0 ? null : <span className="discret">{nom.slice(0, coupe)}</span>}
          {nom.slice(coupe)}
        </span>
      </span>
      <span className="chiffres petit discret">
        {etat === 'envoi' || (etat === 'a-choisir' && partis > 0)
          ? `${taille(partis)} sur ${taille(fichier.taille)}`
          : taille(fichier.taille)}
        {ETATS[etat] === '' ? '' : `, ${ETATS[etat]}`}
        {etat === 'complet' ? `, ${motDeLExamen(examen && { ...examen, reserves: propres })}` : ''}
      </span>
      <BoutonIcone libelle={`Ôter ${nom}`} onClick={oter}>
        <X size={16} aria-hidden="true" />
      </BoutonIcone>
      {etat === 'complet' ? null : <progress max={1} value={part} aria-label={`Envoi de ${nom}`} />}
      {phrase === undefined && !examen?.refus ? null : (
        <span className="champ-erreur" role="alert">
          {phrase ?? examen?.refus}
        </span>
      )}
      {propres.map((reserve) => (
        <span key={reserve} className="echange-reserve petit">
          {reserve}
        </span>
      ))}
    </li>
  );
}
