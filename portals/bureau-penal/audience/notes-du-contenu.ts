import { type Contenu, texteDe } from '../decision/contenu.ts';
import { objetsDe } from '../jugement/objets.ts';
import type { Note } from './fusionner.ts';

/** Les notes d'un brouillon, telles que le service les garde. */
export const notesDe = (contenu: Contenu): readonly Note[] =>
  objetsDe(contenu, 'notes').map((note) => ({
    id: texteDe(note, 'id'),
    a: texteDe(note, 'a'),
    phase: texteDe(note, 'phase'),
    qui: texteDe(note, 'qui'),
    texte: texteDe(note, 'texte'),
    piece: texteDe(note, 'piece'),
  }));
