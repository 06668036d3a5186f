import { randomUUID } from 'node:crypto';
import type { VueMesure } from '@ppn/garde-a-vue/contract';
import {
  attendre,
  attendreLaMesure,
  attendu,
  consigner,
  GARDES_A_VUE,
  type LienCoupable,
  lienCoupable,
  type MesureOuverte,
  mesureVue,
  ouvrirUneGardeAVue,
  placer,
  rediger,
  signer,
} from '@ppn/scenarios/jeu';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { surLaBase } from '../acces/terrain.ts';
import { type Chaine, monterChaine, mortBrutale, relancer } from './chaine.ts';

let liens: readonly [LienCoupable, LienCoupable];
let chaine: Chaine;
let mesure: MesureOuverte;

beforeAll(async () => {
  liens = [await lienCoupable(), await lienCoupable()];
  const [versJustice, versInterieur] = liens;
  chaine = await monterChaine({
    PPN_INTERIEUR_PAIR_URL: versJustice.url,
    PPN_JUSTICE_PAIR_URL: versInterieur.url,
  });
  versJustice.vers = chaine.systeme.ports.justiceEchange;
  versInterieur.vers = chaine.systeme.ports.interieurEchange;
}, 180_000);
afterAll(async () => {
  await chaine.fermer();
  for (const lien of liens) await lien.fermer();
}, 60_000);

const PATIENCE = { timeout: 240_000 };
const affaire = (rang: number) => {
  const trouvee = GARDES_A_VUE[rang];
  if (!trouvee) throw new Error('Garde à vue de démonstration absente.');
  return trouvee;
};
/** Depuis quand chaque cote dit l'autre absent. */
const absences = async (): Promise<readonly (string | null)[]> => {
  const vues = [
    await chaine.enqueteur.client.appeler('GET /api/supervision/liaison'),
    await chaine.magistrat.client.appeler('GET /api/supervision/liaison'),
  ];
  return vues.map((vue) => attendu('liaison', vue).absentDepuis);
};

/** Attend que l'echange soit coupe, ou retabli, aux yeux des deux cotes. */
const jusquaLaLiaison = (coupee: boolean): Promise<true> =>
  attendre(
    coupee ? 'coupure vue des deux côtés' : 'retour vu des deux côtés',
    async () => {
      return (await absences()).every((depuis) => (depuis !== null) === coupee) ? true : undefined;
    },
    60_000,
  );

const identifiants = ({ entrees }: VueMesure): readonly string[] => entrees.map(({ id }) => id).toSorted();
const actes = (vue: VueMesure): readonly string[] => vue.actes.map(({ acteId }) => acteId).toSorted();

test(
  'S21 : l’échange coupé, l’OPJ consigne et signe, le parquet décide, les deux horloges courent ; au retour rien de perdu ni de doublé',
  PATIENCE,
  async () => {
    const { enqueteur, magistrat } = chaine;
    mesure = await ouvrirUneGardeAVue(enqueteur, affaire(0), 20 * 60);
    await placer(enqueteur, mesure, 20 * 60);
    const avant = await attendreLaMesure(magistrat, mesure.mesure, (vue) => vue.actes.length === 3);
    const coupeeA = Date.now();
    for (const lien of liens) lien.couper();
    await jusquaLaLiaison(true);
    const depuis = Date.parse((await absences())[1] ?? '');
    expect(Math.abs(depuis - coupeeA)).toBeLessThan(60_000);

    for (const type of ['repas', 'repas', 'incident'] as const)
      await consigner(enqueteur, mesure.mesure, {
        type,
        donnees: type === 'repas' ? { pris: true } : { nature: 'Malaise, médecin rappelé.' },
      });
    await signer(enqueteur, [
      await rediger(enqueteur, mesure.idj, 'gav-demande-prolongation', () => ({
        motifs: [1],
        expose: 'Une confrontation reste à faire.',
      })),
    ]);
    await signer(magistrat, [
      await rediger(magistrat, mesure.idj, 'gav-prolongation', () => ({
        motif: 'Demande reçue par téléphone, l’échange étant coupé : confrontation à faire.',
        passerOutre: 'Échange entre ministères coupé ; demande reçue par téléphone.',
      })),
    ]);
    const [unite, parquet] = [
      await mesureVue(enqueteur, mesure.mesure),
      await mesureVue(magistrat, mesure.mesure),
    ];
    expect(unite.entrees.length).toBeGreaterThan(avant.entrees.length);
    expect(unite.ligne.demande).not.toBeNull();
    expect(unite.ligne.prolongations).toBe(0);
    expect(parquet.ligne.incidents).toBe(0);
    expect(parquet.ligne.prolongations).toBe(1);
    // Les deux horloges courent, du meme depart ; chacune dit ce qu'elle sait.
    expect(parquet.horloge.depart).toEqual(unite.horloge.depart);
    expect(Math.abs(parquet.horloge.secondesEcoulees - unite.horloge.secondesEcoulees)).toBeLessThan(30);
    expect(unite.horloge.secondesEcoulees).toBeGreaterThan(avant.horloge.secondesEcoulees);

    for (const lien of liens) lien.retablir();
    await jusquaLaLiaison(false);
    const [ici, la] = await attendre(
      'les mêmes entrées et les mêmes actes des deux côtés',
      async () => {
        const vues = [
          await mesureVue(enqueteur, mesure.mesure),
          await mesureVue(magistrat, mesure.mesure),
        ] as const;
        const [a, b] = vues;
        return String(identifiants(a)) === String(identifiants(b)) && String(actes(a)) === String(actes(b))
          ? vues
          : undefined;
      },
      90_000,
    );
    expect(new Set(identifiants(ici)).size).toBe(ici.entrees.length);
    expect(ici.entrees.filter(({ type }) => type === 'repas')).toHaveLength(2);
    expect(actes(ici)).toHaveLength(5);
    expect(la.horloge.echeance).toBe(ici.horloge.echeance);
    expect([ici.ligne.prolongations, la.ligne.incidents]).toEqual([1, 1]);
  },
);

test(
  'le service de l’unité tué pendant que l’OPJ consigne : renvoyée, l’entrée n’est ni perdue ni doublée',
  PATIENCE,
  async () => {
    const { enqueteur, magistrat, systeme } = chaine;
    await systeme.interieur.arreter();
    await relancer(systeme.interieur, 'garde-a-vue.entree-consignee');
    const corps = {
      id: randomUUID(),
      type: 'fouille',
      donnees: { genre: 'palpation', decideePar: 'OPJ', motif: 'Sécurité.' },
    };
    const envoyer = () =>
      enqueteur.client.appeler('POST /api/mesures/:id/entrees', { id: mesure.mesure, corps });
    expect((await envoyer()).ok).toBe(false);
    await mortBrutale(systeme.interieur);
    const pendant = await mesureVue(magistrat, mesure.mesure);
    expect(pendant.horloge.etat).toBe('en-cours');
    await relancer(systeme.interieur);
    attendu('renvoi', await envoyer());
    const la = await attendreLaMesure(magistrat, mesure.mesure, ({ entrees }) =>
      entrees.some(({ id }) => id === corps.id),
    );
    for (const vue of [la, await mesureVue(enqueteur, mesure.mesure)])
      expect(vue.entrees.filter(({ type }) => type === 'fouille')).toHaveLength(1);
  },
);

test('le service tué juste après avoir fait sonner : l’alarme n’a sonné qu’une fois', PATIENCE, async () => {
  const { enqueteur, magistrat, systeme } = chaine;
  await systeme.justice.arreter();
  await relancer(systeme.justice, 'garde-a-vue.alarme-sonnee');
  const autre = await ouvrirUneGardeAVue(enqueteur, affaire(2), 23 * 60 + 50);
  await mortBrutale(systeme.justice);
  await relancer(systeme.justice);
  await attendreLaMesure(magistrat, autre.mesure, ({ ligne }) =>
    ligne.alarmes.some(({ id, niveau }) => id === 'periode/0@-15' && niveau !== null),
  );
  for (const service of [systeme.interieur, systeme.justice]) {
    const { rows } = await surLaBase(service, (client) =>
      client.query<{ alarme: string; fois: number }>(
        `select donnees ->> 'alarme' || ' ' || (donnees ->> 'niveau') as alarme, count(*)::int as fois
         from fait where type = 'alarme-sonnee' group by flux, 1`,
      ),
    );
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.filter(({ fois }) => fois !== 1)).toEqual([]);
  }
});
