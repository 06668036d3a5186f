import { expect, test } from 'vitest';
import {
  NATINF_DE_DEMONSTRATION,
  PEINES_ENCOURUES,
  creerRechercheNatinf,
  importerNatinf,
  peineEncourueLe,
  regleEnVigueur,
} from './index.ts';

test('une infraction se trouve par code, et par mots sans accents ni casse', () => {
  const chercher = creerRechercheNatinf(NATINF_DE_DEMONSTRATION);
  expect(chercher('7151')[0]?.qualification).toBe('VOL');
  expect(chercher('dénonciation calom')[0]?.code).toBe(33);
  expect(chercher('introuvable')).toEqual([]);
});

const ENTETE =
  "Numéro NATINF;Nature de l'infraction;Qualification de l'infraction;Définie par;Réprimée par\r\n";

test('la nomenclature officielle se lit en UTF-8 avec BOM, en ISO-8859-1 et en CP850', () => {
  const ligne = '7151;Délit;VOL;ART.311-1;ART.311-3\r\n';
  const cp850 = Uint8Array.from(
    [...(ENTETE + ligne)].map((lettre) => ({ é: 0x82 })[lettre] ?? lettre.charCodeAt(0)),
  );
  for (const octets of [Buffer.from('\uFEFF' + ENTETE + ligne), Buffer.from(ENTETE + ligne, 'latin1'), cp850])
    expect(importerNatinf(octets)).toEqual({
      infractions: [
        {
          code: 7151,
          nature: 'delit',
          qualification: 'VOL',
          definiePar: 'ART.311-1',
          reprimeePar: 'ART.311-3',
          aVerifier: false,
        },
      ],
      ecartees: [],
    });
});

test('une ligne illisible est ecartee avec sa raison, les autres restent', () => {
  const lu = importerNatinf(
    Buffer.from(`${ENTETE}abc;Délit;VOL;;\n8;Mystère;X;;\n9;Crime;"MEURTRE; AVEC ""GUILLEMETS""";;\n`),
  );
  expect(lu.infractions.map(({ qualification }) => qualification)).toEqual(['MEURTRE; AVEC "GUILLEMETS"']);
  expect(lu.ecartees.map(({ ligne }) => ligne)).toEqual([2, 3]);
});

test('une regle se choisit par la date de l’acte', () => {
  const ancienne = {
    id: 'r',
    libelle: '',
    valeur: 5,
    unite: 'jours',
    article: 'A',
    articleFutur: null,
    validiteDebut: '2000-01-01',
    validiteFin: '2009-12-31',
    aVerifier: false,
    source: '',
  } as const;
  const nouvelle = { ...ancienne, valeur: 10, validiteDebut: '2010-01-01', validiteFin: null } as const;
  expect(regleEnVigueur('r', '2009-12-31', [ancienne, nouvelle]).valeur).toBe(5);
  expect(regleEnVigueur('r', '2010-01-01', [ancienne, nouvelle]).valeur).toBe(10);
  expect(() => regleEnVigueur('r', '1999-12-31', [ancienne])).toThrow('Aucune règle');
});

test('une peine dont le texte n’a pas été relu est dite inconnue : elle ne ferme aucune décision', () => {
  const incertaine = PEINES_ENCOURUES.find(({ aVerifier }) => aVerifier);
  const relue = PEINES_ENCOURUES.find(({ aVerifier }) => !aVerifier);
  expect(peineEncourueLe(incertaine?.natinf ?? 0, '2026-11-22')).toBeUndefined();
  expect(peineEncourueLe(relue?.natinf ?? 0, '2026-11-22')).toEqual(relue);
});
