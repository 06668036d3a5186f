import { creerIdj, empreinte, horodate } from '@ppn/core';
import type { FauteDuPair, ReglagesDePreuve } from '@ppn/exchange';
import {
  ajouterFaits,
  faireCosigner,
  lireTrousseau,
  migrationsDuJournal,
  nouveauTrousseau,
  scellerUnLot,
  temoigner,
} from '@ppn/journal';
import { type Base, baseTemporaire, dansUneTransaction, ouvrirBase } from '@ppn/postgres';
import { nomDuJournal, nomDuTemoin } from '@ppn/tlog';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { joindreLesPreuves, jugerLesPreuves } from './preuves-des-plis.ts';

const IDJ = creerIdj(2026, new Uint8Array(8).fill(9));
const ACTE = '00000000-0000-7000-8000-0000000000aa';
const EMPREINTE = empreinte('ab'.repeat(32));
const RECU_A = '2100-01-01T00:00:00.000Z';
const cles = (service: string) => lireTrousseau(nouveauTrousseau(service, new Date('2026-01-01T00:00:00Z')));
const [INTERIEUR, JUSTICE] = [cles('interieur'), cles('justice')];
const ENVOI = {
  objet: IDJ,
  pieces: [
    { nom: `actes/${ACTE}.pdf`, empreinte: EMPREINTE, taille: 3, typeMime: 'application/pdf', role: 'acte' },
    { nom: 'pieces/b.txt', empreinte: 'cd'.repeat(32), taille: 3, typeMime: 'text/plain', role: 'fichier' },
  ],
};

const fermetures: (() => Promise<void>)[] = [];
const ouvrir = async (): Promise<Base<unknown>> => {
  const temporaire = await baseTemporaire([migrationsDuJournal]);
  const base = ouvrirBase<unknown>(temporaire.urlApplication);
  fermetures.push(async () => {
    await base.fermer();
    await temporaire.detruire();
  });
  return base;
};
afterAll(async () => void (await Promise.all(fermetures.map((fermer) => fermer()))));

let interieur: Base<unknown>;
let justice: Base<unknown>;
let fautes: FauteDuPair[];
let juger: ReturnType<typeof jugerLesPreuves>;
beforeEach(async () => {
  [interieur, justice, fautes] = [await ouvrir(), await ouvrir(), []];
  const preuve: ReglagesDePreuve = {
    cles: JUSTICE,
    clesDuPair: () => INTERIEUR.publiques,
    surFaute: async (faute) => void fautes.push(faute),
  };
  juger = jugerLesPreuves(justice, { moi: 'justice', pair: 'interieur', preuve });
  await verser();
}, 60_000);

const verser = (acteId = ACTE, versionAttendue = 0) =>
  dansUneTransaction(interieur.db, (tx) =>
    ajouterFaits(tx, {
      flux: `dossier/${IDJ}`,
      versionAttendue,
      auteur: 'PN1',
      faits: [
        {
          type: 'acte-scelle',
          donnees: { acteId, empreinte: EMPREINTE },
          survenuA: horodate('2026-11-21T13:30:00Z'),
        },
      ],
    }),
  );
const sceller = () => scellerUnLot({ db: interieur.db, cle: INTERIEUR.journal });
const cosigner = () =>
  faireCosigner(interieur.db, {
    nom: nomDuTemoin('justice'),
    cles: () => JUSTICE.publiques,
    pointGarde: async () => undefined,
    demander: (corps) =>
      temoigner(corps, {
        db: justice.db,
        cle: JUSTICE.temoin,
        origine: nomDuJournal('interieur'),
        clesDuPair: () => INTERIEUR.publiques,
        maintenant: () => new Date(),
      }),
  });
const sansAttendre = { prochainPoint: async () => undefined };
const recue = (octets: Uint8Array | undefined, ecart: object = {}) =>
  juger({ octets, idj: IDJ, acteId: ACTE, empreinte: EMPREINTE, recuA: RECU_A, ...ecart });
const seule = async (): Promise<Uint8Array> =>
  (await joindreLesPreuves(interieur, sansAttendre)(ENVOI))[0]?.octets ?? new Uint8Array();
const texte = (octets: Uint8Array): string => new TextDecoder().decode(octets);

test('chaque acte part avec sa preuve cosignée, une pièce jointe non ; le pair la juge bonne et en rend l’empreinte', async () => {
  await sceller();
  await cosigner();
  const jointes = await joindreLesPreuves(interieur, sansAttendre)(ENVOI);
  expect(jointes.map(({ nom }) => nom)).toEqual([`preuves/${ACTE}.tlog-proof`]);
  expect(texte(jointes[0]?.octets ?? new Uint8Array())).toContain('— ppn/justice/temoin ');
  expect(await recue(jointes[0]?.octets)).toMatchObject({ ok: true });
});

test('un acte à peine scellé attend sa feuille, pas davantage sa cosignature', async () => {
  let tours = 0;
  const jointes = await joindreLesPreuves(interieur, {
    prochainPoint: async () => void ((tours += 1) === 1 && (await sceller())),
  })(ENVOI);
  expect(tours).toBeGreaterThan(1);
  expect(texte(jointes[0]?.octets ?? new Uint8Array())).not.toContain('temoin');
  expect(await recue(jointes[0]?.octets)).toMatchObject({ ok: true });
});

test('la cosignature qui arrive vite part avec le pli', async () => {
  const [jointe] = await joindreLesPreuves(interieur, {
    prochainPoint: async () => {
      await sceller();
      await cosigner();
    },
  })(ENVOI);
  expect(texte(jointe?.octets ?? new Uint8Array())).toContain('— ppn/justice/temoin ');
});

test('un journal qui ne scelle plus fait attendre le pli ; un acte qu’aucun fait ne verse part sans preuve', async () => {
  await expect(joindreLesPreuves(interieur, sansAttendre)(ENVOI)).rejects.toThrow(
    'le pli attend leur preuve',
  );
  const inconnu = {
    ...ENVOI,
    pieces: ENVOI.pieces.map((piece) => ({ ...piece, empreinte: 'ff'.repeat(32) })),
  };
  expect(await joindreLesPreuves(interieur, sansAttendre)(inconnu)).toEqual([]);
});

test('une preuve absente, d’un autre acte ou d’un autre contenu est refusée', async () => {
  await verser('00000000-0000-7000-8000-0000000000bb', 1);
  await sceller();
  const octets = await seule();
  const refus = { ok: false };
  expect(await recue(undefined)).toMatchObject({ ...refus, refus: expect.stringContaining('manque') });
  for (const ecart of [
    { acteId: '00000000-0000-7000-8000-0000000000cc' },
    { empreinte: 'ee'.repeat(32) },
    { idj: creerIdj(2026, new Uint8Array(8).fill(8)) },
  ])
    expect(await recue(octets, ecart)).toMatchObject({
      ...refus,
      refus: expect.stringContaining('autre acte'),
    });
  const falsifiee = texte(octets).replace(/\n([A-Za-z0-9+/]{43}=)\n/u, `\n${'A'.repeat(43)}=\n`);
  expect(await recue(new TextEncoder().encode(falsifiee))).toMatchObject({ ok: false });
});

test('un journal refait, tout bien signé : sa preuve contredit le point que nous avions cosigné', async () => {
  await sceller();
  await cosigner();
  interieur = await ouvrir();
  await verser();
  await sceller();
  expect(await recue(await seule())).toMatchObject({
    ok: false,
    refus: expect.stringContaining('contredit'),
  });
  expect(fautes).toEqual([{ code: 'journal-du-pair-bifurque', connue: 1, annoncee: 1 }]);
});
