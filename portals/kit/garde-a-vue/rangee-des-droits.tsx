import { BookOpen, Flag, Landmark, Languages, Scale, Stethoscope, Users, Video } from 'lucide-react';
import type { ComponentType } from 'react';
import {
  direLEtat,
  type DroitMontre,
  type EtatDit,
  type FamilleDeDroits,
  resumerLesDroits,
} from './droits.ts';
import { useSeconde } from './heure.ts';

type Icone = ComponentType<{ readonly size: number; readonly 'aria-hidden': 'true' }>;

const FAMILLES: { readonly [famille in FamilleDeDroits]: { readonly nom: string; readonly icone: Icone } } = {
  parquet: { nom: 'parquet', icone: Landmark },
  droits: { nom: 'droits', icone: BookOpen },
  avocat: { nom: 'avocat', icone: Scale },
  medecin: { nom: 'médecin', icone: Stethoscope },
  proches: { nom: 'proches', icone: Users },
  consulat: { nom: 'consulat', icone: Flag },
  interprete: { nom: 'interprète', icone: Languages },
  enregistrement: { nom: 'enregistrement', icone: Video },
};

/** Etat des droits en une rangee : une icone, son nom et l'heure ou le retard ; le plus pressant de chaque famille. */
export function RangeeDesDroits({ droits }: { readonly droits: readonly DroitMontre[] }) {
  const { ms } = useSeconde();
  const resume = resumerLesDroits(droits);
  if (resume.length === 0) return <p className="discret petit">Aucun droit en attente.</p>;
  return (
    <ul className="droits" aria-label="Droits et obligations">
      {resume.map(({ famille, droit, autres }) => (
        <Droit key={famille} {...{ famille, droit, autres }} etat={direLEtat(droit, ms)} />
      ))}
    </ul>
  );
}

function Droit({
  famille,
  droit,
  autres,
  etat: { mots, ton },
}: {
  readonly famille: FamilleDeDroits;
  readonly droit: DroitMontre;
  readonly autres: number;
  readonly etat: EtatDit;
}) {
  const { nom, icone: Dessin } = FAMILLES[famille];
  return (
    <li className={`droit droit-${ton}`} title={`${droit.libelle} (${droit.article})`}>
      <Dessin size={14} aria-hidden="true" />
      <span>{nom}</span>
      <strong className="chiffres">{mots}</strong>
      {autres === 0 ? null : (
        <span className="discret" title={`Et ${autres} autre${autres > 1 ? 's' : ''}`}>{`+${autres}`}</span>
      )}
    </li>
  );
}
