import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { createHash } from 'node:crypto';
import { scellerAsic } from '../asic.ts';
import { composerPdfA } from '../composer.ts';
import { acteDEssai } from '../essais/acte-d-essai.ts';
import { cachetDe, pkiDEssai } from '../essais/pki-d-essai.ts';
import { validerAsic } from './asic/valider-asic.ts';
import { validerEnveloppe } from './cms/valider-cms.ts';
import { MAINTENANT, alterer, ancresDe, cmsDe, signerChamp } from './essais/fabrique.ts';
import { ouvrirPdf } from './pdf/document.ts';
import { validerPdf } from './pdf/valider-pdf.ts';

const pki = pkiDEssai();
const ancres = ancresDe(pki.racine);
const contenu = Buffer.from('accusé de réception');
const GRAINE = 20261121;
const DUREE_MAX_MS = 20_000;
const ENTREE_LOCALE = Buffer.from([0x50, 0x4b, 3, 4]);
let pdf: Uint8Array;
let cms: Uint8Array;
let pli: Uint8Array;

beforeAll(async () => {
  const signature = { titulaire: pki.agent, crls: pki.crls, horodateur: pki.horodateur };
  pdf = await signerChamp(await composerPdfA(acteDEssai()), 'opj', signature);
  cms = await cmsDe(createHash('sha256').update(contenu).digest('hex'), signature);
  pli = await scellerAsic({
    pieces: [{ nom: 'pli/note.txt', typeMime: 'text/plain', octets: contenu }],
    cachet: cachetDe(pki.agent, pki.crls),
    horodateur: pki.horodateur,
  });
});

type Changement = {
  readonly genre: 'flip' | 'insertion' | 'retrait' | 'coupe' | 'copie';
  readonly place: number;
  readonly longueur: number;
  readonly octet: number;
};

const changements = fc.record<Changement>({
  genre: fc.constantFrom('flip', 'insertion', 'retrait', 'coupe', 'copie'),
  place: fc.double({ min: 0, max: 0.999999, noNaN: true }),
  longueur: fc.integer({ min: 1, max: 64 }),
  octet: fc.integer({ min: 1, max: 255 }),
});

/** Applique un changement ; `flip` touche une place de `plages`, les autres deplacent tout ce qui suit. */
function changer(octets: Uint8Array, changement: Changement, plages: readonly (readonly number[])[]): Buffer {
  const { genre, place, longueur, octet } = changement;
  const ici = Math.floor(place * octets.length);
  const avant = octets.subarray(0, ici);
  switch (genre) {
    case 'flip': {
      const total = plages.reduce((somme, [debut = 0, fin = 0]) => somme + fin - debut, 0);
      let reste = Math.floor(place * total);
      const copie = Buffer.from(octets);
      for (const [debut = 0, fin = 0] of plages) {
        if (reste < fin - debut) {
          copie[debut + reste] = (copie[debut + reste] ?? 0) ^ octet;
          return copie;
        }
        reste -= fin - debut;
      }
      return copie;
    }
    case 'insertion':
      return Buffer.concat([avant, Buffer.alloc(longueur, octet), octets.subarray(ici)]);
    case 'retrait':
      return Buffer.concat([avant, octets.subarray(Math.min(octets.length, ici + longueur))]);
    case 'coupe':
      return Buffer.from(avant);
    case 'copie':
      return Buffer.concat([octets, octets.subarray(ici)]);
  }
}

/** Juge sans exception, vite, et jamais « valide ». */
async function refuse(juger: () => Promise<{ readonly verdict: string }>): Promise<void> {
  const debut = performance.now();
  const { verdict } = await juger();
  expect(verdict).not.toBe('valide');
  expect(performance.now() - debut).toBeLessThan(DUREE_MAX_MS);
}

const options = (numRuns: number): { readonly numRuns: number; readonly seed: number } => ({
  numRuns,
  seed: GRAINE,
});

describe('un fichier signe dont on change les octets n’est jamais valide', () => {
  test('un PDF : octets couverts changes, inseres, retires, coupes ou recopies', async () => {
    const [, a = 0, b = 0, c = 0, d = 0] = (
      /\/ByteRange \[ ?(\d+) (\d+) (\d+) (\d+)/u.exec(Buffer.from(pdf).toString('latin1')) ?? []
    ).map(Number);
    expect(d).toBeGreaterThan(0);
    await fc.assert(
      fc.asyncProperty(changements, (changement) =>
        refuse(() =>
          validerPdf(
            changer(pdf, changement, [
              [a, a + b],
              [c, c + d],
            ]),
            ancres,
            { a: MAINTENANT },
          ),
        ),
      ),
      options(150),
    );
  });

  test('une signature CAdES', async () => {
    await fc.assert(
      fc.asyncProperty(changements, (changement) =>
        refuse(() =>
          validerEnveloppe({
            cms: changer(cms, changement, [[0, cms.length]]),
            contenu,
            ancres,
            a: MAINTENANT,
          }),
        ),
      ),
      options(300),
    );
  });

  test('un pli ASiC : une piece, son manifeste ou sa signature', async () => {
    // Dates et droits des en-tetes zip ne sont scelles par rien et ne changent rien : seul le contenu des entrees est eprouve.
    const vue = Buffer.from(pli);
    const entrees: { readonly debut: number; readonly suivante: number }[] = [];
    for (let place = vue.indexOf(ENTREE_LOCALE); place >= 0; place = vue.indexOf(ENTREE_LOCALE, place + 4))
      entrees.push({
        debut: place + 30 + vue.readUInt16LE(place + 26) + vue.readUInt16LE(place + 28),
        suivante: place,
      });
    const bornes = entrees.map(({ debut }, rang) => [
      debut,
      Math.min(entrees[rang + 1]?.suivante ?? debut + 200, debut + 4000) - 24,
    ]);
    const plages = bornes.filter(([debut = 0, fin = 0]) => fin > debut);
    expect(plages.length).toBeGreaterThanOrEqual(2);
    await fc.assert(
      fc.asyncProperty(
        changements.filter(({ genre }) => genre === 'flip' || genre === 'coupe'),
        (changement) =>
          refuse(() => validerAsic(changer(pli, changement, plages), ancres, { a: MAINTENANT })),
      ),
      options(150),
    );
  });
});

test('des octets au hasard n’arretent aucun des trois lecteurs', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uint8Array({ maxLength: 400 }),
      fc.constantFrom('', '%PDF-1.7\n', 'PK\u0003\u0004', '0\u0082'),
      async (octets, tete) => {
        const fichier = Buffer.concat([Buffer.from(tete, 'latin1'), octets]);
        await refuse(() => validerPdf(fichier, ancres));
        await refuse(() => validerEnveloppe({ cms: fichier, ancres }));
        await refuse(() => validerAsic(fichier, ancres));
      },
    ),
    options(200),
  );
});

test('une table qui place un objet hors du fichier est jugee, pas une panne', async () => {
  const document = ouvrirPdf(pdf);
  const place = document.numeros
    .map((numero) => document.entree(numero))
    .flatMap((entree) => (entree?.genre === 'place' ? [String(entree.position).padStart(10, '0')] : []))
    .find((position) => Buffer.from(pdf).includes(`${position} 00000 n`));
  const fichier = alterer(pdf, `${place} 00000 n`, '9999999999 00000 n');
  expect((await validerPdf(fichier, ancres, { a: MAINTENANT })).verdict).toBe('invalide');
});
