import type { Annotation } from '@ppn/dossier/contract';
import { Bouton, Case, ChampZone, dateEtHeure, Echec, EtatVide, Puce } from '@ppn/kit';
import { useMemo, useState } from 'react';
import { type Ancre, ecrireInstant } from './ancre.ts';
import type { AnnotationVoulue, useAnnotations } from './annotations.ts';
import { coter, positionDe } from './cotes.ts';
import type { PieceALire } from './piece-a-lire.ts';
import type { Position } from './position.ts';

type Proprietes = {
  readonly pieces: readonly PieceALire[];
  readonly notes: ReturnType<typeof useAnnotations>;
  /** Endroit ou la prochaine note s'accroche. */
  readonly ancre: Ancre | undefined;
  readonly surFin: () => void;
  readonly lire: (position: Position) => void;
};

/** Notes et marques du dossier, dans l'ordre des pieces : y revenir, les ecrire, les partager avec son service. */
export const NotesEtMarques = ({ pieces, notes, ancre, surFin, lire }: Proprietes) => {
  const cotees = useMemo(() => coter(pieces), [pieces]);
  const [modifiee, setModifiee] = useState<Annotation>();
  const coteDe = (endroit: Ancre): string => {
    const piece = cotees.find(({ id }) => id === endroit.piece);
    const cote = piece?.cote ?? 'pièce hors du dossier';
    return endroit.instant === null
      ? `${cote} page ${endroit.page}`
      : `${cote} @ ${ecrireInstant(endroit.instant)}`;
  };
  const rang = ({ piece }: Ancre): number => cotees.findIndex(({ id }) => id === piece);
  const rangees = notes.annotations.toSorted(
    (a, b) => rang(a) - rang(b) || a.page - b.page || (a.instant ?? 0) - (b.instant ?? 0),
  );
  const aller = (une: Annotation): void => {
    const piece = cotees.find(({ id }) => id === une.piece);
    if (piece !== undefined) lire(positionDe(piece, une.page));
  };
  const enEcriture = modifiee ?? ancre;
  const garder = async (voulue: AnnotationVoulue): Promise<void> => {
    if (!(await notes.poser(voulue))) return;
    setModifiee(undefined);
    surFin();
  };
  return (
    <div className="panneau-corps pile">
      {notes.refus === undefined ? null : <Echec probleme={notes.refus} />}
      {enEcriture === undefined ? (
        <p className="petit discret">
          <kbd>M</kbd> marque la page lue ou le passage sélectionné, <kbd>C</kbd> y écrit une note. Elles sont
          privées tant que vous ne les partagez pas.
        </p>
      ) : (
        <Ecrire
          key={modifiee?.id ?? `${enEcriture.piece}/${enEcriture.page}/${enEcriture.instant ?? ''}`}
          ancre={enEcriture}
          ou={coteDe(enEcriture)}
          modifiee={modifiee}
          surGarde={garder}
          surAbandon={() => {
            setModifiee(undefined);
            surFin();
          }}
        />
      )}
      {rangees.length === 0 ? (
        <EtatVide>
          <p>Aucune note ni marque dans ce dossier.</p>
        </EtatVide>
      ) : (
        <ol className="liste lecteur-notes">
          {rangees.map((une) => (
            <UneNote
              key={une.id}
              une={une}
              ou={coteDe(une)}
              surLecture={() => aller(une)}
              surChangement={() => setModifiee(une)}
              surPartage={() => void notes.poser({ ...une, partagee: !une.partagee })}
              surEffacement={() => void notes.effacer(une.id)}
            />
          ))}
        </ol>
      )}
    </div>
  );
};

const UneNote = ({
  une,
  ou,
  surLecture,
  surChangement,
  surPartage,
  surEffacement,
}: {
  readonly une: Annotation;
  readonly ou: string;
  readonly surLecture: () => void;
  readonly surChangement: () => void;
  readonly surPartage: () => void;
  readonly surEffacement: () => void;
}) => (
  <li className="pile-serree">
    <div className="rangee-ecartee">
      <Bouton genre="discret" className="piece-titre" onClick={surLecture}>
        {ou}
      </Bouton>
      <Puce ton={une.partagee ? 'info' : 'neutre'}>{une.partagee ? 'partagée' : 'privée'}</Puce>
    </div>
    {une.citation === '' ? null : <q className="petit">{une.citation}</q>}
    {une.texte === '' ? null : <p className="lecteur-note-texte">{une.texte}</p>}
    <div className="rangee petit discret">
      <span>
        {une.mienne ? 'Vous' : une.auteur}, {dateEtHeure(une.modifieeA)}
      </span>
      {une.mienne ? (
        <>
          <Bouton genre="discret" onClick={surChangement}>
            {une.texte === '' ? 'Écrire' : 'Modifier'}
          </Bouton>
          <Bouton genre="discret" onClick={surPartage}>
            {une.partagee ? 'Rendre privée' : 'Partager'}
          </Bouton>
          <Bouton genre="discret" onClick={surEffacement} aria-label={`Effacer la note ${ou}`}>
            Effacer
          </Bouton>
        </>
      ) : null}
    </div>
  </li>
);

const Ecrire = ({
  ancre,
  ou,
  modifiee,
  surGarde,
  surAbandon,
}: {
  readonly ancre: Ancre;
  readonly ou: string;
  readonly modifiee: Annotation | undefined;
  readonly surGarde: (voulue: AnnotationVoulue) => Promise<void>;
  readonly surAbandon: () => void;
}) => {
  const [texte, setTexte] = useState(modifiee?.texte ?? '');
  const [partagee, setPartagee] = useState(modifiee?.partagee ?? false);
  const garder = (): void => {
    const { piece, page, instant, citation } = ancre;
    const identite = modifiee === undefined ? {} : { id: modifiee.id };
    void surGarde({ piece, page, instant, citation, ...identite, texte: texte.trim(), partagee });
  };
  return (
    <form
      className="pile-serree"
      onSubmit={(evenement) => {
        evenement.preventDefault();
        garder();
      }}
    >
      <ChampZone
        libelle={`Note sur ${ou}`}
        value={texte}
        surSaisie={setTexte}
        rows={3}
        maxLength={4_000}
        // oxlint-disable-next-line jsx-a11y/no-autofocus -- la touche C ouvre ce champ pour écrire
        autoFocus
        onKeyDown={(evenement) => {
          if (evenement.key === 'Escape') surAbandon();
          if (evenement.key !== 'Enter' || !evenement.ctrlKey) return;
          evenement.preventDefault();
          garder();
        }}
      />
      {ancre.citation === '' ? null : <q className="petit">{ancre.citation}</q>}
      <Case coche={partagee} surCoche={setPartagee}>
        Partager avec mon service
      </Case>
      <div className="rangee">
        <Bouton genre="primaire" type="submit">
          Garder la note
        </Bouton>
        <Bouton genre="discret" onClick={surAbandon}>
          Abandonner
        </Bouton>
        <span className="petit discret">Ctrl Entrée garde</span>
      </div>
    </form>
  );
};
