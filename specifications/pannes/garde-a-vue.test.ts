import { randomUUID } from 'node:crypto';
import type { VueMesure } from '@ppn/garde-a-vue/contract';
import {
  attendreLaMesure,
  attendu,
  consigner,
  GARDES_A_VUE,
  ilYA,
  mesureVue,
  ouvrir,
  type ProcedureOuverte,
  rediger,
  signer,
} from '@ppn/scenarios/jeu';
import { ouvrirBase } from '@ppn/postgres';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Chaine, monterChaine, mortBrutale, relancer } from './chaine.ts';

let chaine: Chaine;
let procedure: ProcedureOuverte;
const mesure = randomUUID();
const PAS = { timeout: 180_000 };
const [AFFAIRE] = GARDES_A_VUE;
if (!AFFAIRE) throw new Error('Aucune garde à vue de démonstration.');

beforeAll(async () => {
  chaine = await monterChaine({ PPN_INTERIEUR_POINT_D_ARRET: 'garde-a-vue.mesure-ouverte' });
  procedure = await ouvrir(chaine.enqueteur, AFFAIRE);
}, 180_000);
afterAll(() => chaine.fermer(), 60_000);

/** Identifiants de tout le registre. */
const consignees = ({ entrees }: VueMesure): string[] => entrees.map(({ id }) => id);

/** Faits de la mesure par type, dans la base d'un service. */
async function faitsDe(nom: 'interieur' | 'justice'): Promise<Record<string, number>> {
  const ouverte = ouvrirBase(chaine.systeme[nom].base.urlProprietaire);
  try {
    const { rows } = await sql<{ cle: string; nombre: number }>`
      select type as cle, count(*)::int as nombre from fait where flux = ${`garde-a-vue/${mesure}`}
        and type <> 'alarme-sonnee' group by 1
      union all select 'incidents', count(*)::int from incident`.execute(ouverte.db);
    return Object.fromEntries(rows.map(({ cle, nombre }) => [cle, nombre]));
  } finally {
    await ouverte.fermer();
  }
}

test(
  'tuée dès la mesure ouverte, puis l’entrée consignée : renvoyées, elles ne sont pas doublées',
  PAS,
  async () => {
    const { enqueteur, systeme } = chaine;
    const ouverture = {
      idj: procedure.idj,
      corps: {
        id: mesure,
        personne: procedure.misEnCause ?? '',
        faits: [{ fait: procedure.fait, peineMois: 84 }],
        juridiction: 'tj47001',
        debut: { genre: 'apprehension' as const, id: randomUUID(), survenuA: ilYA(120) },
      },
    };
    const demander = () => enqueteur.client.appeler('POST /api/dossiers/:idj/mesures', ouverture);
    expect((await demander()).ok).toBe(false);
    await mortBrutale(systeme.interieur);
    await relancer(systeme.interieur, 'garde-a-vue.entree-consignee');
    expect(consignees(attendu('reprise', await demander()))).toHaveLength(1);
    const repas = { id: randomUUID(), type: 'repas', donnees: { pris: true } };
    await expect(consigner(enqueteur, mesure, repas)).rejects.toThrow('repas :');
    await mortBrutale(systeme.interieur);
    await relancer(systeme.interieur, 'signature.acte-scelle');
    expect(consignees(await consigner(enqueteur, mesure, repas))).toHaveLength(2);
    expect(await faitsDe('interieur')).toEqual({ 'mesure-ouverte': 1, 'entree-consignee': 2, incidents: 0 });
    await attendreLaMesure(chaine.magistrat, mesure, (vue) => consignees(vue).length === 2);
    expect(await faitsDe('justice')).toEqual({ 'mesure-ouverte': 1, 'entree-consignee': 2, incidents: 0 });
  },
);

test(
  'tuée juste après le scellement du placement : ses entrées et son pli sont là, une fois',
  PAS,
  async () => {
    const { enqueteur, magistrat, systeme } = chaine;
    const placement = await rediger(enqueteur, procedure.idj, 'gav-placement', () => ({
      debut: ilYA(110),
      fin: ilYA(105),
      placeA: ilYA(110),
      motifs: [1],
      raisons: 'Reconnue par un témoin.',
    }));
    await expect(signer(enqueteur, [placement])).rejects.toThrow('signatures :');
    await mortBrutale(systeme.interieur);
    await systeme.justice.tuer();
    await relancer(systeme.justice, 'echange.pli-integre');
    await relancer(systeme.interieur);
    await mortBrutale(systeme.justice);
    await relancer(systeme.justice);
    const vue = await attendreLaMesure(magistrat, mesure, ({ actes }) => actes.length === 1);
    expect(vue.ligne.placementA).not.toBeNull();
    for (const nom of ['interieur', 'justice'] as const)
      expect(await faitsDe(nom)).toEqual({
        'mesure-ouverte': 1,
        'entree-consignee': 3,
        'acte-rattache': 1,
        incidents: 0,
      });
  },
);

test(
  'la Justice absente des heures : l’unité consigne et signe ; au retour rien n’est perdu ni doublé',
  PAS,
  async () => {
    const { enqueteur, magistrat, systeme } = chaine;
    await systeme.justice.tuer();
    for (let rang = 0; rang < 20; rang += 1)
      await consigner(enqueteur, mesure, { type: 'repas', donnees: { pris: rang % 2 === 0 } });
    const avis = await rediger(enqueteur, procedure.idj, 'gav-avis-magistrat', () => ({
      debut: ilYA(20),
      fin: ilYA(18),
      aviseA: ilYA(20),
      nomMagistrat: 'Claire FONTAINE',
      circonstance: 'Le réseau entre les ministères est coupé.',
    }));
    await signer(enqueteur, [avis]);
    const ici = await mesureVue(enqueteur, mesure);
    await relancer(systeme.justice);
    const la = await attendreLaMesure(
      magistrat,
      mesure,
      (vue) => consignees(vue).length === consignees(ici).length && vue.actes.length === 2,
    );
    expect(consignees(la).sort()).toEqual(consignees(ici).sort());
    expect(la.ligne.echeance).toBe(ici.ligne.echeance);
    expect((await faitsDe('justice'))['incidents']).toBe(0);
  },
);

test(
  'la Justice tuée juste après avoir scellé l’ordre de fin : l’ordre arrive seul, une fois',
  PAS,
  async () => {
    const { enqueteur, magistrat, systeme } = chaine;
    await systeme.justice.tuer();
    await relancer(systeme.justice, 'signature.acte-scelle');
    const ordre = await rediger(magistrat, procedure.idj, 'gav-mainlevee', () => ({
      suite: 'levee',
      passerOutre: 'Aucun.',
    }));
    await expect(signer(magistrat, [ordre])).rejects.toThrow('signatures :');
    await mortBrutale(systeme.justice);
    await relancer(systeme.justice);
    const vue = await attendreLaMesure(enqueteur, mesure, ({ ligne }) => ligne.ordre !== null);
    expect(vue.ligne.ordre?.suite).toBe('levee');
    expect(vue.entrees.filter(({ type }) => type === 'fin-ordonnee')).toHaveLength(1);
    expect((await faitsDe('interieur'))['acte-rattache']).toBe(3);
  },
);
