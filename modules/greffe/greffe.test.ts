import { randomUUID } from 'node:crypto';
import { creerIdj, type Idj, type Uuid } from '@ppn/core';
import { consigner, type Etat, fluxDossier } from '@ppn/dossier';
import { agent, bancDuDossier, UNITE } from '@ppn/dossier/essais/banc';
import { dansUneTransaction } from '@ppn/postgres';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { lireLesArrivees } from './lire-les-arrivees.ts';
import type { DepecheDuGreffe, PortsGreffe } from './ports.ts';
import { recepteurDuGreffe } from './recevoir.ts';
import { enregistrerLeLot } from './use-cases/enregistrer.ts';
import { ajusterLesCotes, certifierLaCotation, coterDOfficeLeDossier, cotesDe } from './use-cases/coter.ts';
import { inventaireEnCsv, lireLInventaire } from './use-cases/lire-l-inventaire.ts';
import { mettreDeCote, retourner } from './use-cases/retourner.ts';

const AGEN = { code: 'tj47001', libelle: 'Tribunal judiciaire d’Agen' };
const BLOIS = { code: 'tj41018', libelle: 'Tribunal judiciaire de Blois' };
const greffier = agent({
  matricule: 'MJ200003',
  prenom: 'Sophie',
  nom: 'Roux',
  qualite: 'greffier',
  service: 'justice',
  rattachement: AGEN,
});
const blaisois = { ...greffier, rattachement: BLOIS };
const substitut = { ...greffier, qualite: 'substitut' } as const;
const adresse = '127.0.0.1';

let banc: Awaited<ReturnType<typeof bancDuDossier>>;
let ports: PortsGreffe;
const depeches: DepecheDuGreffe[] = [];
let graine = 0;

beforeAll(async () => {
  banc = await bancDuDossier();
  ports = {
    dossier: { ...banc.ports, service: 'justice' },
    juridictions: [AGEN, BLOIS].map((juridiction) => ({ ...juridiction, zone: 'Europe/Paris' })),
    composer: async () => new Uint8Array(),
    emettreDepeche: async (_tx, depeche) => void depeches.push(depeche),
  };
});
afterAll(() => banc?.fermer());

type Arrivee = { readonly idj: Idj; readonly pli: string };

/** Une procedure arrive : un acte, et le pli qui le porte. */
async function arriver(
  suite: { readonly type?: string; readonly jointes?: readonly []; readonly natinf?: number } = {},
  juridiction = AGEN,
): Promise<Arrivee> {
  graine += 1;
  const idj = creerIdj(2026, new Uint8Array(8).fill(graine));
  const procedure = {
    alias: [{ emetteur: UNITE.libelle, numero: `00123/${String(graine).padStart(5, '0')}/2026` }],
    intitule: 'Vol à la tire',
    cadre: 'preliminaire',
    unite: UNITE,
    juridiction: null,
    ouverteA: '2026-11-20T09:00:00+01:00[Europe/Paris]',
  };
  const fait = {
    id: randomUUID(),
    natinf: suite.natinf ?? 7151,
    nature: 'delit',
    qualification: 'VOL',
  };
  await banc.verser(
    idj,
    procedure as unknown as Etat,
    { acteId: randomUUID(), type: suite.type ?? 'synthese', faits: [fait] as unknown as Etat['faits'] },
    ports.dossier,
  );
  return { idj, pli: await transmettre(idj, juridiction) };
}

async function transmettre(idj: string, juridiction = AGEN): Promise<string> {
  const pli = randomUUID();
  const donnees = { pli, genre: 'procedure', juridiction, emisA: '2026-11-21T10:00:00Z' };
  await dansUneTransaction(ports.dossier.db, (tx) =>
    consigner(tx, fluxDossier(idj), [{ type: 'pli-recu', donnees }], 'service-interieur', ports.dossier),
  );
  return pli;
}

const enregistrer = (...arrivees: readonly Arrivee[]) =>
  enregistrerLeLot(ports, { agent: greffier, adresse, arrivees });
const rangs = async (code: string): Promise<readonly number[]> =>
  (
    await banc.sql<{ rang: number }>(
      `select rang from bureau_d_ordre where juridiction = '${code}' order by rang`,
    )
  ).rows.map(({ rang }) => rang);

describe('le bureau d’ordre', () => {
  test('deux greffiers à la fois : une série sans trou ni double, un seul numéro par procédure', async () => {
    const toutes = await Promise.all(Array.from({ length: 6 }, () => arriver()));
    const premiere = toutes[0];
    if (!premiere) throw new Error('aucune arrivée');
    const [un, deux] = await Promise.all([enregistrer(...toutes), enregistrer(...toutes)]);
    const numeros = [...un, ...deux].flatMap(({ numero }) => (numero === null ? [] : [numero]));
    expect(numeros.toSorted()).toEqual([1, 2, 3, 4, 5, 6].map((rang) => `2632500000${rang}`));
    expect(await rangs(AGEN.code)).toEqual([1, 2, 3, 4, 5, 6]);
    expect([...un, ...deux].filter(({ refus }) => refus !== '')).toHaveLength(6);
  });

  test('une arrivée refusée ne prend pas de numéro ; une autre juridiction a sa propre série', async () => {
    const [ici, ailleurs] = [await arriver(), await arriver({}, BLOIS)];
    expect(await enregistrer(ailleurs, ici)).toMatchObject([
      { numero: null, refus: expect.stringContaining('ne relève pas de votre service') },
      { numero: '26325000007', refus: '' },
    ]);
    const chezElle = await enregistrerLeLot(ports, { agent: blaisois, adresse, arrivees: [ailleurs] });
    expect(chezElle).toMatchObject([{ numero: '26325000001' }]);
    const parLeParquet = await enregistrerLeLot(ports, {
      agent: substitut,
      adresse,
      arrivees: [await arriver()],
    });
    expect(parLeParquet).toMatchObject([{ numero: null, refus: expect.stringContaining('Votre qualité') }]);
  });

  test('un complément garde le numéro déjà donné, et la série n’avance pas', async () => {
    const { idj, pli } = await arriver();
    const [premier] = await enregistrer({ idj, pli });
    const avant = await rangs(AGEN.code);
    expect(await enregistrer({ idj, pli: await transmettre(idj) })).toEqual([
      { idj, numero: premier?.numero, refus: '' },
    ]);
    expect(await rangs(AGEN.code)).toEqual(avant);
  });
});

describe('le retour à l’unité', () => {
  const remarques = [
    { motif: 'acte-manquant', phrase: 'Il manque les constatations.', cible: { genre: 'dossier' } },
  ] as const;

  test('part avec le fait, et l’unité le reçoit comme un fait de son dossier', async () => {
    const { idj, pli } = await arriver();
    await retourner(ports, { agent: greffier, idj, pli, adresse, libelle: 'retourner' }, remarques);
    const depeche = depeches.at(-1);
    expect(depeche).toMatchObject({ objet: idj, genre: 'greffe', corps: { type: 'procedure-retournee' } });
    const unite = recepteurDuGreffe({ ...banc.ports, service: 'interieur' });
    const recevoir = (emetteur: string, corps = depeche?.corps) =>
      dansUneTransaction(ports.dossier.db, (tx) => unite(tx, { objet: idj, emetteur, corps }));
    expect(await recevoir('interieur')).toEqual({ refus: expect.stringContaining('Seul un greffe') });
    expect(await recevoir('justice', { type: 'dossier-ouvert' })).toEqual({
      refus: 'Dépêche du greffe illisible.',
    });
    expect(await recevoir('justice')).toBeUndefined();
    expect(await banc.etatDe(idj, { ...greffier, qualite: 'greffier' })).toMatchObject({
      etat: 'retournee',
      retour: { pli, remarques, par: { nom: 'Sophie ROUX' } },
    });
  });

  test('une raison hors de la liste est refusée, et une arrivée ne se retourne qu’une fois', async () => {
    const { idj, pli } = await arriver();
    const geste = { agent: greffier, idj, pli, adresse, libelle: 'retourner' };
    const inventee = [{ ...remarques[0], motif: 'humeur' }];
    await expect(retourner(ports, geste, inventee)).rejects.toMatchObject({
      corps: { code: 'motif-inconnu' },
    });
    await mettreDeCote(ports, geste, 'attend l’audience');
    const partis = depeches.length;
    await retourner(ports, geste, remarques);
    expect(depeches).toHaveLength(partis + 1);
    await expect(retourner(ports, geste, remarques)).rejects.toMatchObject({
      corps: { code: 'arrivee-deja-traitee' },
    });
  });
});

describe('la cotation', () => {
  const cotees = async (idj: string) =>
    (await cotesDe(ports.dossier.db, idj)).map(
      ({ cote, certifiee }) => `${cote.serie}${cote.numero}${certifiee ? ' certifiée' : ''}`,
    );
  const verser = async (idj: string, type: string): Promise<string> => {
    const acteId = randomUUID();
    const etat = await banc.etatDe(idj, greffier);
    await banc.verser(idj, etat, { acteId, type, numero: 2 }, ports.dossier);
    return acteId;
  };

  test('enregistrée, la procédure est cotée d’office ; une pièce nouvelle prend la suite de sa série', async () => {
    const { idj, pli } = await arriver();
    await verser(idj, 'copj');
    await enregistrer({ idj, pli });
    expect(await cotees(idj)).toEqual(['A1', 'D1']);
    await verser(idj, 'constatations');
    await coterDOfficeLeDossier(ports, { agent: greffier, idj, adresse });
    expect(await cotees(idj)).toEqual(['A1', 'D1', 'D2']);
  });

  test('certifiée, une cote ne change plus ; seul le greffier de la juridiction cote', async () => {
    const { idj, pli } = await arriver();
    const [premier, second] = [await verser(idj, 'constatations'), await verser(idj, 'plainte')] as Uuid[];
    await enregistrer({ idj, pli });
    const cotation = { agent: greffier, idj, adresse };
    const echanger = () => {
      if (!premier || !second) throw new Error('deux actes attendus');
      return ajusterLesCotes(ports, cotation, [
        { piece: premier, serie: 'D', numero: 3 },
        { piece: second, serie: 'D', numero: 2 },
      ]);
    };
    await echanger();
    await certifierLaCotation(ports, cotation);
    expect(await cotees(idj)).toEqual(['D1 certifiée', 'D2 certifiée', 'D3 certifiée']);
    const [cotees0] = (await cotesDe(ports.dossier.db, idj)).filter(({ piece }) => piece === second);
    expect(cotees0?.cote).toEqual({ serie: 'D', numero: 2 });
    await expect(
      ajusterLesCotes(ports, cotation, [{ piece: second as Uuid, serie: 'D', numero: 3 }]),
    ).rejects.toMatchObject({ corps: { code: 'cote-certifiee' } });
    await expect(certifierLaCotation(ports, cotation)).rejects.toMatchObject({
      corps: { code: 'rien-a-certifier' },
    });
    await expect(certifierLaCotation(ports, { ...cotation, agent: substitut })).rejects.toMatchObject({
      corps: { code: 'qualite-insuffisante' },
    });
    const { lignes } = await lireLInventaire(ports, await banc.etatDe(idj, greffier), greffier);
    expect(inventaireEnCsv({ series: [], lignes })).toContain('D2;oui;2;Titre plainte;');
  });
});

test('la boîte montre ce qui est à trier, avec ce que la machine en dit', async () => {
  const lue = await lireLesArrivees(ports, blaisois, 'a-trier');
  expect(lue).toMatchObject({ arrivees: [], comptes: { aTrier: 0, miseDeCote: 0 } });
  const { idj } = await arriver({ type: 'plainte', natinf: 99_998 }, BLOIS);
  const [seule] = (await lireLesArrivees(ports, blaisois, 'a-trier')).arrivees;
  expect(seule).toMatchObject({
    idj,
    petitX: true,
    pieces: 1,
    marques: [
      { famille: 'signatures', etat: 'anomalie' },
      { famille: 'completude', etat: 'anomalie' },
      { famille: 'annoncees', etat: 'bon' },
      { famille: 'doublons', etat: 'bon' },
      { famille: 'nomenclature', etat: 'anomalie' },
    ],
  });
  expect(seule?.constats.map(({ phrase }) => phrase)).toContain(
    'NATINF 99998 inconnue de la nomenclature en service.',
  );
});
