import { AFFAIRE_S1, attendre, ouvrir, redigerPlainte, signer } from '@ppn/scenarios/jeu';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Chaine, jusquaVoir, monterChaine, mortBrutale, relancer, vueDe } from '../pannes/chaine.ts';
import { type HorodatageCoupable, horodatageCoupable } from '../pannes/horodatage-coupable.ts';
import { lire } from './administrateur.ts';

let chaine: Chaine;
let horodatage: HorodatageCoupable;

beforeAll(async () => {
  horodatage = await horodatageCoupable();
  chaine = await monterChaine({
    PPN_INTERIEUR_TSA_URL: horodatage.url,
    PPN_INTERIEUR_PREUVE_GRACE: '2',
    PPN_INTERIEUR_AUDIT_MS: '500',
  });
  horodatage.vers = chaine.systeme.confiance.horodatage;
}, 180_000);
afterAll(async () => {
  await chaine.fermer();
  await horodatage.fermer();
}, 60_000);

const PATIENCE = { timeout: 180_000 };

test(
  'l’horodatage du journal muet : la grâce passée, plus aucun acte en attente n’est montré signé ; au retour, tous',
  PATIENCE,
  async () => {
    const { enqueteur } = chaine;
    const procedure = await ouvrir(enqueteur, AFFAIRE_S1);
    horodatage.coupePourLeJournal = true;
    const plainte = await redigerPlainte(enqueteur, procedure, AFFAIRE_S1);
    await signer(enqueteur, [plainte]);
    const attente = await jusquaVoir(enqueteur, procedure.idj, ({ pieces }) => pieces[0]?.enAttente === true);
    expect(attente.pieces[0]?.signataires).toEqual([]);
    horodatage.coupePourLeJournal = false;
    const rendue = await jusquaVoir(enqueteur, procedure.idj, ({ pieces }) => pieces[0]?.enAttente === false);
    expect(rendue.pieces[0]?.signataires).toHaveLength(1);
  },
);

test(
  'tué à chaque pas du journal : aucun fait sans feuille, aucune feuille en double, tout reprend seul',
  PATIENCE,
  async () => {
    const { systeme, enqueteur } = chaine;
    const pas = [
      'journal.feuilles-ecrites',
      'journal.point-signe',
      'journal.jeton-recu',
      'journal.point-horodate',
      'journal.cosignature-recue',
    ];
    for (const point of pas) {
      await systeme.interieur.tuer();
      await relancer(systeme.interieur, point);
      // La reponse peut se perdre avec le service : le fait, lui, est ecrit ou ne l'est pas.
      await ouvrir(enqueteur, AFFAIRE_S1).catch(() => undefined);
      await mortBrutale(systeme.interieur);
    }
    await relancer(systeme.interieur);
    await ouvrir(enqueteur, AFFAIRE_S1);
    const [etat] = await attendre(
      'journal à jour',
      async () => {
        const lus = await lire<Record<string, number>>(
          systeme.interieur,
          `select (select count(*)::int from fait) as faits, count(*)::int as feuilles, max(indice)::int + 1 as taille,
          (select max(taille)::int from point_jeton) as horodates, (select max(taille)::int from point_cosignature) as cosignes from feuille`,
        );
        const { faits, feuilles, horodates, cosignes } = lus[0] ?? {};
        return faits === feuilles && faits === horodates && faits === cosignes ? lus : undefined;
      },
      60_000,
    );
    expect(etat?.['taille']).toBe(etat?.['faits']);
    const mesures = await (await fetch(`${systeme.interieur.origine}/mesures`)).text();
    expect(mesures).toMatch(/ppn_journal_alterations\{[^}]*\} 0\n/);
    expect((await vueDe(enqueteur, (await ouvrir(enqueteur, AFFAIRE_S1)).idj)).incidents).toEqual([]);
  },
);
