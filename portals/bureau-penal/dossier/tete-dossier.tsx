import type { VueDossier } from '@ppn/dossier/contract';
import { Bouton, dateEtHeure, Puce, TitrePage } from '@ppn/kit';
import { Confier } from './confier.tsx';
import { etatsProcedure, nomComplet, roles } from '../vocabulaire.ts';

const Precisions = ({ dossier }: { readonly dossier: VueDossier }) => {
  const recue = dossier.plis.find(({ sens, genre }) => sens === 'recu' && genre === 'procedure');
  return (
    <p className="petit discret">
      <span className="chiffres">{dossier.idj}</span>
      {dossier.alias.map(({ emetteur, numero }) => (
        <span key={emetteur + numero}>
          {' '}
          · <span className="chiffres">{numero}</span> ({emetteur})
        </span>
      ))}
      {dossier.attribution === undefined ? null : (
        <>
          {' '}
          · suivie par <strong className="nom">{dossier.attribution.vers.nom}</strong>
          {dossier.attribution.note === '' ? '' : ` : « ${dossier.attribution.note} »`}
        </>
      )}
      {recue === undefined ? null : <> · reçue le {dateEtHeure(recue.accuseA ?? recue.emisA)}</>}
      {dossier.personnes.map((personne) => (
        <span key={personne.id}>
          {' '}
          · <strong className="nom">{nomComplet(personne)}</strong>,{' '}
          {personne.roles.map((role) => roles[role]).join(' et ')}
        </span>
      ))}
    </p>
  );
};

type Proprietes = {
  readonly idj: string;
  readonly dossier: VueDossier | undefined;
  readonly surDecider: () => void;
  readonly surTemps: () => void;
  /** Vrai : la reglette du temps est ouverte. */
  readonly regle: boolean;
};

/** Une ligne : nature, etat, action, puis numeros et personnes. Le titre ne change pas de place : il garde le focus. */
export const TeteDossier = ({ idj, dossier, surDecider, surTemps, regle }: Proprietes) => {
  const etat = dossier === undefined ? undefined : etatsProcedure[dossier.etat];
  return (
    <div className="dossier-tete">
      <div className="dossier-titre">
        <TitrePage onglet={dossier === undefined ? `Dossier ${idj}` : `${dossier.intitule}, ${idj}`}>
          {dossier?.intitule ?? `Dossier ${idj}`}
        </TitrePage>
        {etat === undefined ? null : <Puce ton={etat.ton}>{etat.libelle}</Puce>}
        {dossier !== undefined && dossier.incidents.length > 0 ? <Puce ton="danger">incident</Puce> : null}
        <span className="dossier-action rangee">
          {dossier?.peut.includes('decider') === true ? <Confier dossier={dossier} /> : null}
          <Bouton genre="discret" touche="H" aria-expanded={regle} onClick={surTemps}>
            Remonter le temps
          </Bouton>
          {dossier?.etat === 'transmise' && dossier.peut.includes('decider') ? (
            <Bouton genre="primaire" touche="D" onClick={surDecider}>
              Décider
            </Bouton>
          ) : null}
        </span>
      </div>
      {dossier === undefined ? null : <Precisions dossier={dossier} />}
    </div>
  );
};
