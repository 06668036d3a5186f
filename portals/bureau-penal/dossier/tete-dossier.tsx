import type { VueDossier } from '@ppn/dossier/contract';
import { Bouton, dateEtHeure, Puce, TitrePage } from '@ppn/kit';
import { etatsProcedure, nomComplet, roles } from '../vocabulaire.ts';

/** Une ligne : numero, nature, personnes et leur qualite, etat, action. */
export const TeteDossier = ({
  dossier,
  surDecider,
}: {
  readonly dossier: VueDossier;
  readonly surDecider: () => void;
}) => {
  const etat = etatsProcedure[dossier.etat];
  const recue = dossier.plis.find(({ sens, genre }) => sens === 'recu' && genre === 'procedure');
  return (
    <div className="dossier-tete">
      <div className="dossier-titre">
        <TitrePage onglet={`${dossier.intitule}, ${dossier.idj}`}>{dossier.intitule}</TitrePage>
        <Puce ton={etat.ton}>{etat.libelle}</Puce>
        {dossier.incidents.length > 0 ? <Puce ton="danger">incident</Puce> : null}
        {dossier.etat === 'transmise' && dossier.peut.includes('decider') ? (
          <Bouton genre="primaire" touche="D" className="dossier-action" onClick={surDecider}>
            Décider
          </Bouton>
        ) : null}
      </div>
      <p className="petit discret">
        <span className="chiffres">{dossier.idj}</span>
        {dossier.alias.map(({ emetteur, numero }) => (
          <span key={emetteur + numero}>
            {' '}
            · <span className="chiffres">{numero}</span> ({emetteur})
          </span>
        ))}
        {recue === undefined ? null : <> · reçue le {dateEtHeure(recue.accuseA ?? recue.emisA)}</>}
        {dossier.personnes.map((personne) => (
          <span key={personne.id}>
            {' '}
            · <strong>{nomComplet(personne)}</strong>,{' '}
            {personne.roles.map((role) => roles[role]).join(' et ')}
          </span>
        ))}
      </p>
    </div>
  );
};
