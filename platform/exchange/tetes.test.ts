import { creerIdj, empreinte, horodate, type Idj } from '@ppn/core';
import {
  ajouterFaits,
  faireCosigner,
  fluxDeLaSuite,
  localiser,
  scellerUnLot,
  tetesDuPair,
  tetesRemises,
} from '@ppn/journal';
import { dansUneTransaction, ouvrirBase } from '@ppn/postgres';
import { lireTete } from '@ppn/tlog';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { lireAccuse } from './conteneur.ts';
import { pliDansLEtat } from './essais/attentes.ts';
import { type Banc, CLES, type Cote, envoyer, monterBanc, piece } from './essais/banc.ts';

const idj = creerIdj(2026, new Uint8Array(8).fill(9));
const A = horodate('2026-10-25T00:30:00Z');

let banc: Banc;
beforeEach(async () => void (banc = await monterBanc()), 60_000);
afterEach(() => banc.fermer());

const consigner = (cote: Cote, dossier: Idj, versionAttendue: number, nombre = 1) =>
  dansUneTransaction(banc[cote].reglages.base.db, (tx) =>
    ajouterFaits(tx, {
      flux: fluxDeLaSuite(dossier),
      versionAttendue,
      auteur: 'agent/1',
      faits: Array.from({ length: nombre }, (_, rang) => ({ type: 'acte', donnees: { rang }, survenuA: A })),
    }),
  );
const transmettre = async (etat: 'accuse' | 'refuse') => {
  const octets = new TextEncoder().encode('La plainte.');
  const jointe = await piece(banc.interieur, 'actes/plainte.pdf', octets);
  const id = await envoyer(banc.interieur, idj, [jointe]);
  return pliDansLEtat(banc.interieur, { objet: idj, id }, etat);
};
/** Ce que peut un administrateur de la base de l'Interieur. */
const enAdministrateur = async (ordre: string): Promise<void> => {
  const base = ouvrirBase(banc.interieur.urlProprietaire);
  for (const table of ['fait', 'feuille', 'noeud', 'point', 'point_cosignature'])
    await base.pool.query(`alter table ${table} disable trigger user`);
  await base.pool.query(ordre);
  await base.fermer();
};

test('chaque pli et chaque accusé portent la tête de leur dossier, et l’autre la garde', async () => {
  await consigner('interieur', idj, 0, 3);
  await consigner('justice', idj, 0, 2);
  const pli = await transmettre('accuse');
  const { base, magasin } = banc.interieur.reglages;
  const accuse = await lireAccuse(
    await magasin.lireOctets(empreinte(pli.accuseEmpreinte ?? ''), 1 << 20),
    { pli: pli.id, empreinte: pli.empreinte ?? '' },
    banc.interieur.reglages,
  );
  expect(accuse.ok && lireTete(accuse.valeur.tete ?? '')).toMatchObject({
    service: 'justice',
    idj,
    taille: 2,
  });
  expect(accuse.ok && accuse.valeur.teteRecue).toMatch(/^[0-9a-f]{64}$/);
  const [gardee] = await tetesDuPair(banc.justice.reglages.base.db, idj);
  expect(gardee?.note).toBe((await tetesRemises(base.db, idj))[0]?.note);
  expect((await tetesDuPair(base.db, idj)).map(({ taille }) => taille)).toEqual([2]);
  await consigner('interieur', idj, 3);
  await transmettre('accuse');
  expect((await tetesDuPair(banc.justice.reglages.base.db, idj)).map(({ taille }) => taille)).toEqual([3, 4]);
});

test('un fait changé après un premier pli : le suivant est refusé, le rang est dit des deux côtés', async () => {
  await consigner('interieur', idj, 0, 3);
  await transmettre('accuse');
  await enAdministrateur(`update fait set donnees = '{"rang": 42}' where version = 2`);
  await consigner('interieur', idj, 3);
  const refuse = await transmettre('refuse');
  expect(refuse.motifs.join(' ')).toContain('fait n° 3');
  expect(banc.justice.vu.illisibles).toMatchObject([{ pli: refuse.id, objet: idj }]);
  expect((await tetesDuPair(banc.justice.reglages.base.db, idj)).map(({ taille }) => taille)).toEqual([3]);
});

test('le dossier du destinataire changé : l’accusé arrive, et la faute est dite', async () => {
  await consigner('interieur', idj, 0, 1);
  await consigner('justice', idj, 0, 2);
  await transmettre('accuse');
  const base = ouvrirBase(banc.justice.urlProprietaire);
  await base.pool.query('alter table fait disable trigger user');
  await base.pool.query(`update fait set donnees = '{"rang": 42}' where version = 1`);
  await base.fermer();
  await transmettre('accuse');
  expect(banc.interieur.vu.fautes).toMatchObject([{ code: 'tete-du-pair-incoherente', idj }]);
});

test('par le lien mTLS, le pair cosigne le journal, et prend celui qu’on a réécrit et re-signé', async () => {
  const { db } = banc.interieur.reglages.base;
  const temoin = banc.interieur.noeud().temoin;
  for (let version = 0; version < 5; version += 1) {
    await consigner('interieur', idj, version);
    await scellerUnLot({ db, cle: CLES.interieur.journal });
    expect(await faireCosigner(db, temoin)).toBe('cosigne');
  }
  await enAdministrateur(
    `update fait set donnees = '{"rang": 42}' where version = 3; delete from feuille; delete from noeud;
     delete from point_cosignature; delete from point`,
  );
  await scellerUnLot({ db, cle: CLES.interieur.journal });
  expect(await faireCosigner(db, temoin)).toEqual({ code: 'journal-bifurque', connue: 5, taille: 5 });
  expect(await localiser(db, temoin, { connue: 5 })).toEqual({ de: 2, a: 3 });
  expect(banc.justice.vu.fautes).toEqual([{ code: 'journal-du-pair-bifurque', connue: 5, annoncee: 5 }]);
});
