import { migrationsDuJournal } from '@ppn/journal';
import { REGLES_DE_GARDE_A_VUE } from '@ppn/nomenclature';
import { baseTemporaire, dansUneTransaction, ouvrirBase } from '@ppn/postgres';
import type { Agent } from '@ppn/habilitation';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { consignerLaMesure } from '../consigner-mesure.ts';
import { calculerHorloge } from '../domain/horloge.ts';
import { obligations } from '../domain/obligations.ts';
import { APPREHENSION, entreeDEssai, idDEssai, le, mesureDEssai } from '../essais/registre-d-essai.ts';
import { ouvertureDeMesure } from '../faits.ts';
import { MIGRATIONS_GARDE_A_VUE } from '../index.ts';
import type { PortsGardeAVue, Tables, Tx } from '../ports.ts';
import { registreDeLUnite } from './registre-de-l-unite.ts';

const NOUMEA = 'Pacific/Noumea';
const unite = (code: string) => ({ code, libelle: `Unité ${code}` });
const agent = (code: string): Agent => ({
  matricule: 'PN100004',
  prenom: 'Valérie',
  nom: 'Carpentier',
  qualite: 'chef-unite',
  service: 'interieur',
  rattachement: unite(code),
});

let ports: Pick<PortsGardeAVue, 'db' | 'droit' | 'maintenant'>;
let fermer: () => Promise<void>;

beforeAll(async () => {
  const temporaire = await baseTemporaire([migrationsDuJournal, MIGRATIONS_GARDE_A_VUE]);
  const base = ouvrirBase<Tables>(temporaire.urlApplication);
  fermer = async () => {
    await base.fermer();
    await temporaire.detruire();
  };
  ports = {
    db: base.db,
    droit: { horloge: calculerHorloge, obligations, regles: REGLES_DE_GARDE_A_VUE },
    maintenant: () => new Date('2026-11-23T12:00:00Z'),
  };
  await ouvrir(1, 'A', le('2026-11-20 23:50', NOUMEA), NOUMEA);
  await ouvrir(2, 'A', le('2026-11-21 00:10', NOUMEA), NOUMEA);
  await ouvrir(3, 'B', le('2026-11-20 12:00'), 'Europe/Paris');
}, 60_000);
afterAll(() => fermer());

async function ouvrir(numero: number, code: string, debut: string, zone: string): Promise<void> {
  const mesure = mesureDEssai({
    id: idDEssai(800_000 + numero),
    idj: 'IDJ-2026-00000000-B',
    zone,
    unite: unite(code),
  });
  await dansUneTransaction(ports.db, (tx: Tx) =>
    consignerLaMesure(
      tx,
      mesure.id,
      [
        {
          type: 'mesure-ouverte',
          donnees: ouvertureDeMesure.parse({
            mesure,
            identite: { nom: 'Dupuis', prenoms: 'Lucas', sexe: 'masculin' },
            numero: `0012${numero}/2026`,
            ouverteA: debut,
            ouvertePar: { matricule: '100001', nom: 'Camille MOREAU' },
          }),
        },
        {
          type: 'entree-consignee',
          donnees: entreeDEssai({
            mesure: mesure.id,
            type: 'apprehension',
            survenuA: debut,
            donnees: APPREHENSION,
            id: idDEssai(810_000 + numero),
            rang: 0,
          }),
        },
      ],
      'PN100001',
      ports,
    ),
  );
}

const numeros = async (code: string, du: string, au: string): Promise<readonly string[]> =>
  (await registreDeLUnite(ports, agent(code), { du, au })).mesures.map(({ numero }) => numero);

test('le jour est celui du lieu de la mesure : à Nouméa, minuit passé, c’est le lendemain', async () => {
  expect(await numeros('A', '2026-11-20', '2026-11-20')).toEqual(['00121/2026']);
  expect(await numeros('A', '2026-11-21', '2026-11-21')).toEqual(['00122/2026']);
  expect(await numeros('A', '2026-11-01', '2026-11-30')).toEqual(['00121/2026', '00122/2026']);
});

test('chacun ne lit que le registre de son unité', async () => {
  expect(await numeros('B', '2026-11-20', '2026-11-21')).toEqual(['00123/2026']);
  expect(await numeros('C', '2026-11-20', '2026-11-21')).toEqual([]);
});
