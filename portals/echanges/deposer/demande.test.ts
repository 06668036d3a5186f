import { expect, test } from 'vitest';
import { demandeDe, manquesDe, objetPropose, saisieNeuve } from './demande.ts';

const camille = {
  id: 'PN100001',
  genre: 'agent',
  nom: 'Camille MOREAU',
  qualite: 'officier de police judiciaire',
  organisation: 'Unité de démonstration d’Agen',
  courriel: 'camille@interieur.invalid',
} as const;
const complete = { ...saisieNeuve('PLINE'), destinataires: [camille] };
const ID = '3f0d1c86-9a4e-4a57-8a0c-6a1f6f0f2f10';

test('l’objet se propose d’après le dossier ou les fichiers lâchés, ou la procédure', () => {
  const libre = { nature: 'fichier', idj: '' } as const;
  expect(objetPropose(libre, [], 'PLINE')).toBe('');
  expect(objetPropose(libre, [{ nom: 'conclusions.pdf' }], 'PLINE')).toBe('conclusions');
  expect(objetPropose(libre, [{ nom: 'a.pdf' }, { nom: 'b.pdf' }, { nom: 'c.pdf' }], 'PLINE')).toBe(
    'a et 2 autres',
  );
  expect(objetPropose(libre, [{ nom: 'Scellés/1.jpg' }, { nom: 'Scellés/2.jpg' }], 'PLINE')).toBe('Scellés');
  expect(objetPropose({ nature: 'avis', idj: '' }, [{ nom: 'audience.pdf' }], 'PLINE')).toBe(
    'Avis : audience',
  );
  expect(
    objetPropose({ nature: 'copie-de-dossier', idj: 'IDJ-2026-ABCDEFGH-J' }, [{ nom: 'x.zip' }], 'PLINE'),
  ).toBe('Copie de dossier, procédure IDJ-2026-ABCDEFGH-J');
  // Un auxiliaire de justice répond à une juridiction : il n’en copie pas le dossier.
  const reponse = saisieNeuve('PLEX', 'IDJ-2026-ABCDEFGH-J');
  expect(objetPropose(reponse, [], 'PLEX')).toBe('Conclusions et pièces, procédure IDJ-2026-ABCDEFGH-J');
});

test('il ne manque qu’à qui déposer ; chaque manque dit le champ où aller', () => {
  expect(manquesDe(saisieNeuve('PLINE'), 'Objet').map(({ champ }) => champ)).toEqual(['destinataires']);
  expect(manquesDe({ ...complete, dureeJours: 31, idj: 'IDJ-1' }, ' ').map(({ champ }) => champ)).toEqual([
    'objet',
    'idj',
    'duree',
  ]);
  expect(manquesDe({ ...complete, dureeJours: Number.NaN }, 'Objet').map(({ champ }) => champ)).toEqual([
    'duree',
  ]);
});

test('la demande n’existe que complète', () => {
  expect(demandeDe(ID, saisieNeuve('PLINE'), 'Objet')).toBeUndefined();
  expect(demandeDe(ID, complete, ' Objet ')).toEqual({
    id: ID,
    objet: 'Objet',
    idj: null,
    nature: 'fichier',
    droits: 'telecharger',
    dureeJours: 30,
    destinataires: ['PN100001'],
  });
});
