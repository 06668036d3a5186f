import { Alerte, Bouton, Case, ChampChoix, ChampTexte, ChampZone, Puce, useRaccourcis } from '@ppn/kit';
import { type KeyboardEvent, useRef, useState } from 'react';
import { type Contenu, texteDe } from '../decision/contenu.ts';
import { creneauDe, horodateDe, zone } from '../decision/creneaux.ts';
import { coche, objetsDe, remplacer } from '../jugement/objets.ts';
import { horodate } from '@ppn/core';
import type { EtatDuCahier } from './cahier.ts';
import type { Note } from './fusionner.ts';
import { notesDe } from './notes-du-contenu.ts';
import { orateurs, orateurSuivant, type Phase, phases } from './phases.ts';

type Proprietes = {
  readonly contenu: Contenu;
  readonly etat: EtatDuCahier;
  readonly ecrire: (champs: Contenu) => void;
  readonly phase: Phase;
  /** Ou l'on lit : « pièce 4, page 2 », joint a la note. */
  readonly lieu: string;
  readonly modifiable: boolean;
};

const maintenant = (): string => horodate(new Date().toISOString(), zone);

const ETATS = {
  enregistre: 'Notes enregistrées',
  'en-cours': 'Enregistrement…',
  'hors-ligne': 'Réseau coupé : notes gardées chiffrées sur ce poste, envoyées au retour',
  refuse: 'Notes non enregistrées',
} as const;

/** Les notes a leur heure : F5 donne l'heure, F6 change d'orateur, Entree inscrit ; rien ne se perd reseau coupe. */
export const PriseDeNotes = ({ contenu, etat, ecrire, phase, lieu, modifiable }: Proprietes) => {
  const notes = notesDe(contenu);
  const champ = useRef<HTMLDivElement>(null);
  const [qui, setQui] = useState<string>(orateurs[0]);
  const [texte, setTexte] = useState('');
  const [heure, setHeure] = useState<string>();
  const horodater = (): void => {
    setHeure(maintenant());
    champ.current?.querySelector('textarea')?.focus();
  };
  const inscrire = (): void => {
    if (texte.trim() === '') return;
    const note: Note = {
      id: crypto.randomUUID(),
      a: heure ?? maintenant(),
      phase,
      qui,
      texte: texte.trim(),
      piece: lieu,
    };
    ecrire({ notes: [...notes, note] });
    setTexte('');
    setHeure(undefined);
  };
  const surTouche = (evenement: KeyboardEvent<HTMLElement>): void => {
    const { key, shiftKey, altKey, ctrlKey, target } = evenement;
    const inscrit =
      key === 'Enter' && !shiftKey && !altKey && !ctrlKey && target instanceof HTMLTextAreaElement;
    if (key !== 'F5' && key !== 'F6' && !inscrit) return;
    evenement.preventDefault();
    if (key === 'F5') horodater();
    else if (key === 'F6') setQui(orateurSuivant(qui));
    else inscrire();
  };
  useRaccourcis(
    modifiable
      ? [
          { touche: 'ctrl+enter', libelle: 'Inscrire la note', groupe: 'Audience', action: inscrire },
          { touche: 'e', libelle: 'Écrire une note', groupe: 'Audience', action: horodater },
        ]
      : [],
  );
  return (
    <section className="tenue-notes" aria-label="Notes d’audience">
      <output className={etat.etat === 'enregistre' ? 'petit discret' : 'petit etat-inquiet'}>
        {ETATS[etat.etat]}
        {etat.phrase === '' ? '' : ` : ${etat.phrase}`}
      </output>
      {etat.conflits.length === 0 ? null : (
        <Alerte ton="attention" titre="Deux postes ont écrit la même note" vive>
          <p>
            Les deux versions sont gardées, l’une après l’autre : relisez-les et ôtez celle qui est de trop.
          </p>
        </Alerte>
      )}
      <ol className="liste notes-prises">
        {notes.map((note) => (
          <li key={note.id}>
            <span className="chiffres discret petit">{creneauDe(note.a).heure.replace(':', ' h ')}</span>{' '}
            <Puce>{phases.find(({ phase: une }) => une === note.phase)?.libelle ?? note.phase}</Puce>{' '}
            <strong className="petit">{note.qui}</strong> {note.texte}
            {note.piece === '' ? null : <span className="petit discret"> ({note.piece})</span>}
            {modifiable ? (
              <Bouton
                genre="discret"
                onClick={() => ecrire({ notes: notes.filter(({ id }) => id !== note.id) })}
              >
                Ôter<span className="hors-ecran"> la note « {note.texte.slice(0, 40)} »</span>
              </Bouton>
            ) : null}
          </li>
        ))}
      </ol>
      {modifiable ? (
        <div ref={champ} className="pile-serree">
          <ChampTexte
            onKeyDown={surTouche}
            libelle="Qui parle (F6 : suivant)"
            maxLength={200}
            value={qui}
            surSaisie={setQui}
          />
          <ChampZone
            onKeyDown={surTouche}
            libelle={`Note${heure === undefined ? '' : ` de ${creneauDe(heure).heure.replace(':', ' h ')}`} (F5 : heure, Entrée : inscrire)`}
            rows={3}
            maxLength={8_000}
            value={texte}
            surSaisie={(saisi) => {
              if (texte === '' && saisi !== '' && heure === undefined) setHeure(maintenant());
              setTexte(saisi);
            }}
          />
        </div>
      ) : null}
    </section>
  );
};

/** Presents et suite de l'affaire : ce que les notes disent en plus des debats. */
export const SuiteDesNotes = ({ contenu, ecrire }: Pick<Proprietes, 'contenu' | 'ecrire'>) => {
  const presents = objetsDe(contenu, 'presents');
  const suite = texteDe(contenu, 'suite');
  const creneau = creneauDe(texteDe(contenu, 'suiteA'));
  return (
    <section className="pile-serree" aria-label="Présents et suite">
      {presents.map((present, rang) => (
        <Case
          key={texteDe(present, 'qui')}
          coche={coche(present, 'present')}
          surCoche={(la) => ecrire({ presents: remplacer(presents, rang, { present: la }) })}
        >
          {texteDe(present, 'qui')}, {texteDe(present, 'qualite')}, présent
        </Case>
      ))}
      <div className="grille-champs">
        <ChampChoix
          libelle="Suite"
          value={suite}
          options={[
            { valeur: '', libelle: 'Choisir…' },
            { valeur: 'juge', libelle: 'jugée à l’audience' },
            { valeur: 'delibere', libelle: 'mise en délibéré' },
            { valeur: 'renvoi', libelle: 'renvoyée' },
          ]}
          surSaisie={(choisie) => ecrire({ suite: choisie, ...(choisie === 'juge' ? { suiteA: '' } : {}) })}
        />
        {suite === 'delibere' || suite === 'renvoi' ? (
          <ChampTexte
            libelle="Au (AAAA-MM-JJ)"
            type="date"
            value={creneau.jour}
            surSaisie={(jour) => ecrire({ suiteA: horodateDe(jour, creneau.heure || '13:30') ?? '' })}
          />
        ) : null}
      </div>
    </section>
  );
};
