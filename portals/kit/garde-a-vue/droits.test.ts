import { expect, test } from 'vitest';
import { direLEtat, type DroitMontre, familleDe, resumerLesDroits } from './droits.ts';

const droit = (propre: Partial<DroitMontre> & Pick<DroitMontre, 'id'>): DroitMontre => ({
  genre: propre.id.split('/')[0] ?? '',
  libelle: propre.id,
  etat: 'a-faire',
  echeance: '2026-11-22T12:00:00+01:00[Europe/Paris]',
  article: '63-2 CPP',
  ...propre,
});
const A = (heures: string): number => Date.parse(`2026-11-22T${heures}:00+01:00`);

test('chaque genre d’obligation a sa famille ; une durée n’en a pas', () => {
  expect(
    [
      'avis-magistrat',
      'avis-proche',
      'avis-parents',
      'avis-consulat',
      'medecin-obligatoire',
      'certificat',
      'avocat-venue',
      'interprete',
      'notification-prolongation',
      'avis-enregistrement',
      'depot-information',
      'depot-repas',
      'depot-avocat',
      'deferement-tuteur-curateur',
    ].map(familleDe),
  ).toEqual([
    'parquet',
    'proches',
    'proches',
    'consulat',
    'medecin',
    'medecin',
    'avocat',
    'interprete',
    'droits',
    'parquet',
    'parquet',
    'droits',
    'avocat',
    'proches',
  ]);
  expect(['periode', 'decision-de-prolongation', 'comparution'].map(familleDe)).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});

test('un état se dit à l’heure : avant, il reste, en retard, fait en retard', () => {
  expect(direLEtat(droit({ id: 'medecin' }), A('09:00'))).toEqual({ mots: 'avant 12:00', ton: 'info' });
  expect(direLEtat(droit({ id: 'medecin' }), A('11:30')).mots).toBe('reste 30\u00A0min');
  expect(direLEtat(droit({ id: 'medecin' }), A('13:05'))).toEqual({
    mots: 'en retard de 1\u00A0h\u00A005',
    ton: 'danger',
  });
  expect(
    direLEtat(
      droit({
        id: 'medecin',
        etat: 'accompli',
        accompliA: '2026-11-22T12:20:00+01:00[Europe/Paris]',
        retard: { secondes: 1200, motif: '' },
      }),
      A('13:05'),
    ),
  ).toEqual({ mots: '12:20, en retard', ton: 'alerte' });
});

test('ce qui était dû sans délai chiffré et n’a pas été fait se dit non fait', () => {
  const manque = droit({ id: 'depot-repas', etat: 'expire', echeance: null });
  expect(direLEtat(manque, A('13:05'))).toEqual({ mots: 'non fait', ton: 'danger' });
});

test('le plus pressant représente sa famille, dans l’ordre des familles', () => {
  const resume = resumerLesDroits([
    droit({ id: 'avis-proche/1', etat: 'accompli' }),
    droit({ id: 'avis-employeur/2', echeance: '2026-11-22T15:00:00+01:00[Europe/Paris]' }),
    droit({ id: 'avis-parents' }),
    droit({ id: 'periode/0' }),
    droit({ id: 'avis-magistrat', etat: 'accompli' }),
  ]);
  expect(resume.map(({ famille, droit: { id }, autres }) => [famille, id, autres])).toEqual([
    ['parquet', 'avis-magistrat', 0],
    ['proches', 'avis-parents', 2],
  ]);
});
