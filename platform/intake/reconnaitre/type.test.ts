import { afterAll, describe, expect, it } from 'vitest';
import { juger } from '../essais/juger.ts';
import { fermerExaminateurs } from '../index.ts';
import { extensionDe, nomExecutable } from './interdits.ts';

afterAll(fermerExaminateurs);

const utf16 = (texte: string): Buffer => Buffer.from(texte, 'utf16le');

describe('le type vient du contenu', () => {
  it.each([
    ['note.txt', Buffer.from('Déclaration de M. X'), 'ok txt'],
    ['note.txt', Buffer.from('D\u00E9claration', 'latin1'), 'ok txt'],
    ['note.txt', utf16('\uFEFFD\u00E9claration de M. X'), 'ok txt'],
    ['note.txt', utf16('Declaration sans marque'), 'ok txt'],
    ['a.xml', utf16('\uFEFF<?xml version="1.0"?><a/>'), 'ok xml'],
    ['a.json', Buffer.from('{"a": 1}'), 'ok json'],
    [
      'a.eml',
      Buffer.from('From: a@exemple.fr\r\nTo: b@exemple.fr\r\nSubject: x\r\n\r\nbonjour'),
      'ok eml contenu-non-examine',
    ],
    ['photo.png', Buffer.from('Ceci est un texte'), 'ok txt extension-trompeuse'],
    ['piece', Buffer.from([1, 2, 3, 0, 5, 6, 0, 0]), 'ok bin type-non-reconnu'],
    [
      'image.svg',
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><circle r="1"/></svg>'),
      'ok svg apercu-impossible',
    ],
    [
      'page.html',
      Buffer.from('<!doctype html><html><body><p>Bonjour</p></body></html>'),
      'ok html affiche-comme-texte',
    ],
    ['script.txt', Buffer.from('function f() { return eval("1") }'), 'ok txt'],
  ])('%s : %#', async (nom, octets, attendu) => {
    expect(await juger(octets, nom)).toBe(attendu);
  });

  it.each([
    [
      'programme Windows',
      'photo.jpg',
      Buffer.concat([Buffer.from('MZ'), Buffer.alloc(100)]),
      'type-interdit',
    ],
    [
      'programme Linux',
      'photo.jpg',
      Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0, 0]),
      'type-interdit',
    ],
    ['script a interprete', 'note.txt', Buffer.from('#!/bin/sh\nrm -rf /\n'), 'type-interdit'],
    ['script par son nom', 'a.JS', Buffer.from('alert(1)'), 'type-interdit'],
    ['nom a point final', 'a.exe. ', Buffer.from('texte'), 'type-interdit'],
    ['document a macros par son nom', 'a.docm', Buffer.from('texte'), 'contenu-actif'],
    [
      'SVG a script',
      'a.svg',
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'),
      'contenu-actif',
    ],
    ['SVG a evenement', 'a.svg', Buffer.from('<svg onload="x()"/>'), 'contenu-actif'],
    [
      'SVG a adresse deguisee',
      'a.svg',
      Buffer.from('<svg><a href="&#106;ava&#x73;cript:x()"/></svg>'),
      'contenu-actif',
    ],
    ['SVG en UTF-16', 'a.svg', utf16('\uFEFF<?xml version="1.0"?><svg><script/></svg>'), 'contenu-actif'],
    ['SVG nomme en image', 'a.png', Buffer.from('<!-- x --><svg><script/></svg>'), 'contenu-actif'],
    ['page web a script', 'a.html', Buffer.from('<html><script src=x></script></html>'), 'contenu-actif'],
    ['RTF a objet', 'a.rtf', Buffer.from('{\\rtf1 {\\object\\objemb{\\*\\objdata 0105}}}'), 'contenu-actif'],
  ])('refuse : %s', async (_, nom, octets, code) => {
    expect(await juger(octets, nom)).toBe(`refus ${code}`);
  });

  it('refuse un fichier vide et un fichier trop grand', async () => {
    expect(await juger(new Uint8Array(0), 'a.txt')).toBe('refus vide');
    expect(await juger(Buffer.alloc(11), 'a.txt', { bornes: { tailleMax: 10 } })).toBe(
      'refus trop-volumineux',
    );
  });
});

describe('les noms', () => {
  it('donnent leur extension comme Windows la comprend', () => {
    expect(extensionDe('C:\\dossier\\a.PDF')).toBe('pdf');
    expect(extensionDe('sans')).toBe('');
    expect(extensionDe('rtl\u202Egpj.exe')).toBe('exe');
    expect(nomExecutable('photo.jpg.lnk')).toBe(true);
    expect(nomExecutable('photo.exe.jpg')).toBe(false);
  });
});
