import { texteDe } from '../decision/contenu.ts';
import type { ProprietesChamps } from '../decision/proprietes-des-champs.ts';
import { nomComplet } from '../vocabulaire.ts';
import { ChampsDeclaration } from './champs-declaration.tsx';
import { ChampsJugement } from './champs-jugement.tsx';
import { objetsDe } from './objets.ts';
import type { TypeDuSiege } from './types.ts';

/** Vrai si cet acte se choisit un cosignataire a l'ecran. */
export const cosigneDuSiege = (type: string): boolean =>
  type !== 'declaration-recours' && !type.startsWith('extrait-') && type !== 'fiche-casier';

/** Un extrait n'a rien a saisir : tout vient du jugement. */
const ChampsExtrait = ({ dossier, contenu, erreurDe }: ProprietesChamps) => {
  const personne = dossier.personnes.find(({ id }) => id === texteDe(contenu, 'personne'));
  const defauts = ['vise', 'personne', 'nature', 'executoire', 'minute'].flatMap(
    (champ) => erreurDe(champ) ?? [],
  );
  return (
    <>
      <dl className="definitions">
        <dt>Condamné</dt>
        <dd>{personne === undefined ? 'absent du dossier' : nomComplet(personne)}</dd>
        <dt>Minute</dt>
        <dd>{texteDe(contenu, 'minute') || 'pas encore inscrite'}</dd>
        <dt>Peines reprises</dt>
        <dd>{objetsDe(contenu, 'peines').length}</dd>
        <dt>Exécution</dt>
        <dd>{texteDe(contenu, 'executoire')}</dd>
      </dl>
      {defauts.map((phrase) => (
        <p key={phrase} className="champ-erreur">
          {phrase}
        </p>
      ))}
      <p className="petit discret">Rien ne se retape : tout vient du jugement signé. Relisez l’aperçu.</p>
    </>
  );
};

/** Les champs d'un acte du siege. */
export const ChampsDuSiege = ({ type, ...champs }: ProprietesChamps & { readonly type: TypeDuSiege }) =>
  type === 'jugement' ? (
    <ChampsJugement {...champs} />
  ) : type === 'declaration-recours' ? (
    <ChampsDeclaration {...champs} />
  ) : (
    <ChampsExtrait {...champs} />
  );
