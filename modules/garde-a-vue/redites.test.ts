import { REGLES_DE_GARDE_A_VUE } from '@ppn/nomenclature';
import { migrationsDuJournal } from '@ppn/journal';
import { baseTemporaire, dansUneTransaction, ouvrirBase } from '@ppn/postgres';
import { expect, test } from 'vitest';
import { consignerLaMesure } from './consigner-mesure.ts';
import type { Entree } from './domain/entrees.ts';
import { calculerHorloge } from './domain/horloge.ts';
import { obligations } from './domain/obligations.ts';
import { entreeDEssai, idDEssai, le, mesureDEssai } from './essais/registre-d-essai.ts';
import { type FaitMesure, ouvertureDeMesure } from './faits.ts';
import { MIGRATIONS_GARDE_A_VUE } from './index.ts';
import type { Tables, Tx } from './ports.ts';

const ouverture = (rang: number): FaitMesure => ({
  type: 'mesure-ouverte',
  donnees: ouvertureDeMesure.parse({
    mesure: mesureDEssai({ id: idDEssai(rang), idj: 'IDJ-2026-00000000-B' }),
    identite: { nom: 'Dupuis', prenoms: 'Lucas', sexe: 'masculin' },
    numero: '00123/2026',
    ouverteA: le('2026-11-20 21:26'),
    ouvertePar: { matricule: '100001', nom: 'Camille MOREAU' },
  }),
});
/** Le placement, saisi a 21 h 25 ; l'acte le dit a 21 h 40, sous le meme identifiant. */
const dires = (mesure: string): { readonly saisie: FaitMesure; readonly acte: FaitMesure } => {
  const saisie = entreeDEssai({
    mesure,
    type: 'placement',
    survenuA: le('2026-11-20 21:25'),
    donnees: { qualite: 'opj', motifs: [1], surInstruction: false },
    id: idDEssai(1),
    rang: 1,
  });
  const acte = {
    ...saisie,
    survenuA: le('2026-11-20 21:40'),
    enregistreA: le('2026-11-20 22:00'),
    source: { genre: 'acte', acteId: idDEssai(50) },
  } as Entree;
  return {
    saisie: { type: 'entree-consignee', donnees: saisie },
    acte: { type: 'entree-consignee', donnees: acte },
  };
};

test('l’acte et la saisie qui divergent, dans les deux ordres d’arrivée : même registre, même marque, rien de perdu', async () => {
  const temporaire = await baseTemporaire([migrationsDuJournal, MIGRATIONS_GARDE_A_VUE]);
  const base = ouvrirBase<Tables>(temporaire.urlApplication);
  try {
    const ports = {
      droit: { horloge: calculerHorloge, obligations, regles: REGLES_DE_GARDE_A_VUE },
      maintenant: () => new Date('2026-11-20T21:10:00Z'),
    };
    const consigner = (mesure: string, ...faits: readonly FaitMesure[]) =>
      dansUneTransaction(base.db, (tx: Tx) => consignerLaMesure(tx, mesure, faits, 'PN100001', ports));
    const lire = async (mesure: string) => {
      const { ligne } = await base.db
        .selectFrom('mesure')
        .select('ligne')
        .where('id', '=', mesure)
        .executeTakeFirstOrThrow();
      const redites = await base.db
        .selectFrom('mesure_redite')
        .select('entree')
        .where('mesure', '=', mesure)
        .execute();
      return {
        placement: ligne.placementA,
        divergences: ligne.divergences,
        redites: redites.map(({ entree }) => entree.survenuA),
      };
    };
    const [ici, la] = [idDEssai(900_010), idDEssai(900_011)];
    await consigner(ici, ouverture(900_010), dires(ici).saisie);
    await consigner(ici, dires(ici).acte);
    await consigner(la, ouverture(900_011), dires(la).acte);
    await consigner(la, dires(la).saisie);
    const attendu = {
      placement: le('2026-11-20 21:25'),
      divergences: 1,
      redites: [le('2026-11-20 21:40')],
    };
    expect(await lire(ici)).toEqual(attendu);
    expect(await lire(la)).toEqual(attendu);
    // Rejouer le pli ou la dépêche ne double rien.
    expect(await consigner(ici, dires(ici).acte, dires(ici).saisie)).toEqual([]);
  } finally {
    await base.fermer();
    await temporaire.detruire();
  }
}, 60_000);
