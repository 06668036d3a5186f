import { expect, test } from 'vitest';
import { alarmesQuiSonnent, nouvellesAlarmes } from './alarmes-nouvelles.ts';
import type { LigneDeMesure } from './donnees.ts';

const mesure = (niveau: 'opj' | 'hierarchie' | null): LigneDeMesure =>
  ({
    id: 'm',
    personne: { nom: 'Dupuis', prenoms: 'Lucas' },
    alarmes: [{ id: 'medecin@0', phrase: 'Médecin : délai dépassé', niveau }],
  }) as LigneDeMesure;

test('une alarme sonne une fois par niveau : à l’officier, puis quand elle monte ; pas à l’ouverture de l’écran', () => {
  expect(alarmesQuiSonnent([mesure(null)])).toEqual([]);
  const aLOfficier = alarmesQuiSonnent([mesure('opj')]);
  expect(nouvellesAlarmes(aLOfficier, undefined)).toEqual([]);
  expect(nouvellesAlarmes(aLOfficier, new Set()).map(({ phrase }) => phrase)).toEqual([
    'Lucas DUPUIS : Médecin : délai dépassé',
  ]);
  const connues = new Set(aLOfficier.map(({ cle }) => cle));
  expect(nouvellesAlarmes(aLOfficier, connues)).toEqual([]);
  expect(nouvellesAlarmes(alarmesQuiSonnent([mesure('hierarchie')]), connues)).toHaveLength(1);
});
