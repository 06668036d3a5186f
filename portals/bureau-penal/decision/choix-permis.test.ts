import { describe, expect, test } from 'vitest';
import { dossierComplet, idjComplet } from '../essais/jeu-d-essai.ts';
import { empechementDeCopj, mineurLe } from './choix-permis.ts';

const { personnes, faits } = dossierComplet(idjComplet);

describe('la convocation par OPJ', () => {
  test('est ouverte pour un délit reproché à une personne majeure', () => {
    expect(empechementDeCopj({ personnes, faits })).toBeUndefined();
  });

  test('est fermée quand personne n’est mis en cause, avec son article', () => {
    const victimes = personnes.filter(({ roles }) => !roles.includes('mis-en-cause'));
    expect(empechementDeCopj({ personnes: victimes, faits })).toMatchObject({ article: '390-1 CPP' });
  });

  test('est fermée sans aucun délit', () => {
    const contraventions = faits.filter(({ nature }) => nature === 'contravention');
    expect(empechementDeCopj({ personnes, faits: contraventions })?.phrase).toContain('Aucun délit');
  });

  test('est fermée quand la seule personne mise en cause était mineure au moment des faits', () => {
    const mineurs = personnes.map((personne) =>
      personne.roles.includes('mis-en-cause') ? { ...personne, neLe: '2008-11-19' } : personne,
    );
    expect(empechementDeCopj({ personnes: mineurs, faits })).toMatchObject({ article: 'L.423-2 CJPM' });
  });

  test('la majorité s’acquiert le jour du dix-huitième anniversaire', () => {
    expect(mineurLe('2008-11-19', '2026-11-18')).toBe(true);
    expect(mineurLe('2008-11-19', '2026-11-19')).toBe(false);
    expect(mineurLe('', '2026-11-19')).toBe(false);
  });
});
