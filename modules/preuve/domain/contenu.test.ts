import { describe, expect, test } from 'vitest';
import { contenuDe, type PieceVersee, type PliEchange } from './contenu.ts';

const acte = (id: string, numero: number): PieceVersee => ({
  id,
  genre: 'acte',
  numero,
  titre: 'Plainte',
  taille: 10,
  empreinte: 'e'.repeat(64),
  acteId: null,
});
const jointe = (id: string, titre: string, acteId: string): PieceVersee => ({
  ...acte(id, 1),
  genre: 'fichier',
  titre,
  acteId,
});
const pli = (etat: string, empreinte: string | null, accuse: string | null): PliEchange => ({
  id: 'p1',
  sens: 'emis',
  genre: 'procedure',
  etat,
  empreinte,
  accuseEmpreinte: accuse,
});
const scelle = (acteId: string) => ({ type: 'acte-scelle', donnees: { acteId } });

describe('le contenu d’un export', () => {
  test('range chaque acte que nomme un fait, et les fichiers qu’il joint, sous un nom ASCII', () => {
    const { pieces, objets } = contenuDe(
      [scelle('a1')],
      [acte('a1', 1), jointe('f1', 'Scène n° 1.JPG', 'a1'), jointe('f2', 'sans extension', 'a1')],
      [],
    );
    expect(pieces.map(({ chemin }) => chemin)).toEqual(['actes/a1.pdf', 'pieces/f1.jpg', 'pieces/f2']);
    expect(pieces[0]?.titre).toBe('1. Plainte');
    expect(objets).toHaveLength(3);
  });

  test('n’emporte pas un acte versé après la lecture des faits, ni ses fichiers', () => {
    const { pieces } = contenuDe(
      [scelle('a1')],
      [acte('a1', 1), acte('a2', 2), jointe('f2', 'x.png', 'a2')],
      [],
    );
    expect(pieces.map(({ id }) => id)).toEqual(['a1']);
  });

  test('emporte chaque récépissé versé, une fois, sous son empreinte', () => {
    const verse = { type: 'recepisse-verse', donnees: { empreinte: '7'.repeat(64), depot: 'd1' } };
    const { objets, recepisses } = contenuDe([verse, verse], [], []);
    expect(recepisses).toEqual(['7'.repeat(64)]);
    expect(objets).toEqual([{ chemin: `recepisses/${'7'.repeat(64)}.pdf`, empreinte: '7'.repeat(64) }]);
  });

  test('emporte la dernière archive B-LTA d’un acte présent, jamais celle d’un acte retiré', () => {
    const archive = (acteId: string, empreinte: string) => ({
      type: 'acte-archive',
      donnees: { acteId, archive: empreinte },
    });
    const { objets } = contenuDe(
      [
        scelle('a1'),
        scelle('a2'),
        archive('a1', '1'.repeat(64)),
        archive('a1', '2'.repeat(64)),
        archive('a2', '3'.repeat(64)),
        { type: 'piece-retiree', donnees: { piece: 'a2', ordre: { acteId: 'a1' } } },
      ],
      [acte('a1', 1), acte('a2', 2)],
      [],
    );
    expect(objets).toEqual([
      { chemin: 'actes/a1.pdf', empreinte: 'e'.repeat(64) },
      { chemin: 'archives/a1.pdf', empreinte: '2'.repeat(64) },
    ]);
  });

  test('emporte la preuve venue avec un acte reçu', () => {
    const recu = { type: 'acte-recu', donnees: { acteId: 'a1', preuve: '5'.repeat(64) } };
    const { preuves } = contenuDe([recu, scelle('a2')], [acte('a1', 1)], []);
    expect(preuves).toEqual([{ chemin: 'pair/preuves/a1.tlog-proof', empreinte: '5'.repeat(64) }]);
  });

  test('laisse la ligne d’une pièce retirée par un ordre, sans ses octets', () => {
    const retrait = { type: 'piece-retiree', donnees: { piece: 'a1', ordre: { acteId: 'a2' } } };
    const { pieces, objets } = contenuDe(
      [scelle('a1'), scelle('a2'), retrait],
      [acte('a1', 1), acte('a2', 2)],
      [],
    );
    expect(pieces.map(({ id, chemin }) => [id, chemin])).toEqual([
      ['a1', null],
      ['a2', 'actes/a2.pdf'],
    ]);
    expect(objets.map(({ chemin }) => chemin)).toEqual(['actes/a2.pdf']);
  });

  test('dit en attente tout pli sans sort, avec ou sans octets', () => {
    expect(contenuDe([], [], [pli('a-preparer', null, null)])).toMatchObject({
      plis: [{ etat: 'en-attente', chemin: null, accuse: null }],
      objets: [],
    });
    expect(contenuDe([], [], [pli('prepare', 'b', null)]).plis).toMatchObject([
      { etat: 'en-attente', chemin: 'plis/p1.asice' },
    ]);
    expect(contenuDe([], [], [pli('accuse', 'b', 'c')]).objets.map(({ chemin }) => chemin)).toEqual([
      'plis/p1.asice',
      'accuses/p1.asice',
    ]);
  });
});
