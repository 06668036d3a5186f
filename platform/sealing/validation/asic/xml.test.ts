import { expect, test } from 'vitest';
import { ErreurXml, lireXml } from './xml.ts';

const lire = (texte: string) => lireXml(Buffer.from(texte, 'utf8'));

test('lit elements, espaces de noms, attributs et texte', () => {
  const racine = lire(
    '<?xml version="1.0"?>\n<a:r xmlns:a="urn:a" xmlns="urn:b"><!-- x --><e k="1&amp;2">t&#233;</e><e xmlns=""/></a:r>\n',
  );
  expect(racine).toMatchObject({
    nom: 'r',
    espace: 'urn:a',
    enfants: [
      { nom: 'e', espace: 'urn:b', texte: 'té' },
      { nom: 'e', espace: '' },
    ],
  });
  expect(racine.enfants[0]?.attributs.get('k')).toBe('1&2');
});

test('refuse DTD, entites declarees, CDATA, imbrication et document mal ferme', () => {
  for (const texte of [
    '<!DOCTYPE r [<!ENTITY x "y">]><r>&x;</r>',
    '<r>&x;</r>',
    '<r><![CDATA[x]]></r>',
    '<r><s></r></s>',
    '<r/><r/>',
    '<r',
    '',
    '<r a="1" a="2"/>',
    '<e>'.repeat(60),
  ]) {
    expect(() => lire(texte)).toThrow(ErreurXml);
  }
});
