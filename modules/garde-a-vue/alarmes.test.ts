import { REGLES_DE_GARDE_A_VUE } from '@ppn/nomenclature';
import { migrationsDuJournal } from '@ppn/journal';
import { baseTemporaire, dansUneTransaction, ouvrirBase } from '@ppn/postgres';
import { onTestFinished, expect, test } from 'vitest';
import { consignerLaMesure } from './consigner-mesure.ts';
import type { Entree } from './domain/entrees.ts';
import { calculerHorloge } from './domain/horloge.ts';
import { obligations } from './domain/obligations.ts';
import {
  APPREHENSION,
  entreeDEssai,
  idDEssai,
  le,
  mesureDEssai,
  PLACEMENT,
} from './essais/registre-d-essai.ts';
import type { FaitMesure } from './faits.ts';
import { MIGRATIONS_GARDE_A_VUE } from './index.ts';
import type { PortsGardeAVue, Tables, Tx } from './ports.ts';
import { sonnerLesAlarmes } from './use-cases/sonner-les-alarmes.ts';
import { ouvertureDeMesure } from './faits.ts';

const MESURE = mesureDEssai({ idj: 'IDJ-2026-00000000-B' });
const entree = (rang: number, propre: Pick<Entree, 'type' | 'survenuA' | 'donnees'>): FaitMesure => ({
  type: 'entree-consignee',
  donnees: entreeDEssai({ mesure: MESURE.id, id: idDEssai(rang), rang, ...propre }),
});
const OUVERTURE: FaitMesure = {
  type: 'mesure-ouverte',
  donnees: ouvertureDeMesure.parse({
    mesure: MESURE,
    identite: { nom: 'Dupuis', prenoms: 'Lucas', sexe: 'masculin' },
    numero: '00123/2026',
    ouverteA: le('2026-11-20 21:26'),
    ouvertePar: { matricule: '100001', nom: 'Camille MOREAU' },
  }),
};

async function banc() {
  const temporaire = await baseTemporaire([migrationsDuJournal, MIGRATIONS_GARDE_A_VUE]);
  const base = ouvrirBase<Tables>(temporaire.urlApplication);
  onTestFinished(async () => {
    await base.fermer();
    await temporaire.detruire();
  });
  const montre = { heure: le('2026-11-20 21:30') };
  const ports: Pick<PortsGardeAVue, 'db' | 'droit' | 'maintenant'> = {
    db: base.db,
    droit: { horloge: calculerHorloge, obligations, regles: REGLES_DE_GARDE_A_VUE },
    maintenant: () => new Date(montre.heure.replace(/\[.*$/, '')),
  };
  const consigner = (...faits: readonly FaitMesure[]) =>
    dansUneTransaction(base.db, (tx: Tx) => consignerLaMesure(tx, MESURE.id, faits, 'PN100001', ports));
  const sonner = async (civil: string): Promise<number> => {
    montre.heure = le(civil);
    return sonnerLesAlarmes(ports, (_mesure, cause) => {
      throw cause;
    });
  };
  const ligne = async () =>
    (await base.db.selectFrom('mesure').select('ligne').where('id', '=', MESURE.id).executeTakeFirstOrThrow())
      .ligne;
  const sonnees = async () =>
    (await base.db.selectFrom('mesure_alarme').select(['alarme', 'niveau']).orderBy('rang').execute()).map(
      ({ alarme, niveau }) => `${alarme} ${niveau}`,
    );
  await consigner(
    OUVERTURE,
    entree(1, { type: 'apprehension', survenuA: le('2026-11-20 21:10'), donnees: APPREHENSION }),
    entree(2, { type: 'placement', survenuA: le('2026-11-20 21:25'), donnees: PLACEMENT }),
    entree(3, {
      type: 'notification-droits',
      survenuA: le('2026-11-20 21:30'),
      donnees: {
        objet: 'placement',
        langue: 'fr',
        mode: 'agent',
        declarationRemise: true,
        emargement: 'signe',
        circonstance: '',
      },
    }),
    entree(4, {
      type: 'avis-magistrat',
      survenuA: le('2026-11-20 21:35'),
      donnees: { destinataire: 'procureur', objet: 'placement', moyen: 'téléphone', circonstance: '' },
    }),
  );
  return { ports, consigner, sonner, ligne, sonnees, base };
}

test('une alarme sonne à son heure, monte tant que nul ne l’acquitte, et s’arrête au premier acquittement', async () => {
  const { sonner, ligne, sonnees, consigner } = await banc();
  expect(await sonner('2026-11-21 17:09')).toBe(0);
  expect(await sonner('2026-11-21 17:10')).toBe(1);
  expect(await sonner('2026-11-21 17:12')).toBe(0);
  expect((await ligne()).alarmes[0]).toMatchObject({ id: 'periode/0@-240', niveau: 'opj' });
  expect(await sonner('2026-11-21 17:15')).toBe(1);
  expect((await ligne()).alarmes[0]).toMatchObject({ niveau: 'hierarchie' });
  expect(await sonner('2026-11-21 17:20')).toBe(1);
  expect(await sonner('2026-11-21 18:00')).toBe(0);
  expect(await sonner('2026-11-21 19:10')).toBe(1);
  await consigner(
    entree(5, {
      type: 'alarme-acquittee',
      survenuA: le('2026-11-21 19:11'),
      donnees: { alarme: 'periode/0@-120' },
    }),
  );
  expect(await sonner('2026-11-21 19:40')).toBe(0);
  expect(await sonnees()).toEqual([
    'periode/0@-240 opj',
    'periode/0@-240 hierarchie',
    'periode/0@-240 permanence',
    'periode/0@-120 opj',
  ]);
  expect((await ligne()).alarmes.map(({ id }) => id)).not.toContain('periode/0@-120');
});

test('au retour d’un service arrêté, seule la dernière alarme de l’obligation sonne, au niveau où elle est rendue', async () => {
  const { sonner, sonnees, base } = await banc();
  expect(await sonner('2026-11-21 21:18')).toBe(1);
  expect(await sonnees()).toEqual(['periode/0@0 hierarchie']);
  const { rows } = await base.pool.query<{ donnees: { phrase: string } }>(
    "select donnees from fait where type = 'alarme-sonnee'",
  );
  expect(rows[0]?.donnees.phrase).toBe('Remise en liberté ou défèrement immédiat');
  expect(await sonner('2026-11-21 21:20')).toBe(1);
  expect(await sonner('2026-11-22 21:20')).toBe(0);
  const { rows: reste } = await base.pool.query('select prochaine_alarme from mesure');
  expect(reste).toEqual([{ prochaine_alarme: null }]);
});

test('dix veilles à la fois, deux processus ou une reprise : chaque alarme sonne une fois', async () => {
  const { ports, sonnees } = await banc();
  const a = { ...ports, maintenant: () => new Date('2026-11-21T20:10:00Z') };
  const rendus = await Promise.all(
    Array.from({ length: 10 }, () =>
      sonnerLesAlarmes(a, (_mesure, cause) => {
        throw cause;
      }),
    ),
  );
  expect(rendus.reduce((somme, un) => somme + un, 0)).toBe(1);
  expect(await sonnees()).toEqual(['periode/0@0 opj']);
});

test('un tour de veille ne lit que les mesures qui doivent sonner, par leur index', async () => {
  const { base } = await banc();
  const client = await base.pool.connect();
  await client.query('set enable_seqscan = off');
  const { rows } = await client.query<{ 'QUERY PLAN': string }>(
    'explain select id from mesure where prochaine_alarme <= now() order by prochaine_alarme limit 200',
  );
  client.release(true);
  expect(rows.map((plan) => plan['QUERY PLAN']).join('\n')).toContain('mesure_prochaine_alarme');
});
