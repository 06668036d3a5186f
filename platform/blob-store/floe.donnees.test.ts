import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { LONGUEUR_ENTETE, dechiffrerSegment, ouvrir } from './floe.ts';

const dossier = join(process.env['PPN_DONNEES'] ?? '', 'floe');
const cas = existsSync(dossier)
  ? readdirSync(dossier)
      .filter((nom) => nom.endsWith('_ct.txt'))
      .map((nom) => nom.slice(0, -'_ct.txt'.length))
  : [];
const hexa = (nom: string): Buffer => Buffer.from(readFileSync(join(dossier, nom), 'utf8').trim(), 'hex');

test('les fichiers de reponses connues de FLOE sont la', () => {
  expect(cas.length).toBeGreaterThanOrEqual(17);
});

test.each(cas)('reponse connue %s', (nom) => {
  const chiffre = hexa(`${nom}_ct.txt`);
  const parametres = {
    longueurDeSegment: chiffre.readUInt32BE(2),
    bitsDeRotation: nom.includes('rotation') ? 2 : 20,
  };
  const ouvert = ouvrir(
    Buffer.alloc(32),
    Buffer.from('This is AAD'),
    chiffre.subarray(0, LONGUEUR_ENTETE),
    parametres,
  );
  const clairs: Buffer[] = [];
  for (let debut = LONGUEUR_ENTETE, position = 0; debut < chiffre.length; position += 1) {
    const segment = chiffre.subarray(debut, debut + parametres.longueurDeSegment);
    debut += segment.length;
    const clair = ouvert && dechiffrerSegment(ouvert, position, debut === chiffre.length, segment);
    expect(clair, `segment ${position}`).toBeDefined();
    clairs.push(clair ?? Buffer.of());
  }
  expect(Buffer.concat(clairs).equals(hexa(`${nom}_pt.txt`))).toBe(true);
});
