import { randomUUID } from 'node:crypto';
import type { Client } from '@ppn/api-client';
import type { ServiceEnMarche } from '@ppn/demarrage';
import type { contratMessagerie } from '@ppn/messagerie/contract';
import { ouvrirBase } from '@ppn/postgres';
import { AFFAIRE_S1, attendre, attendu, ouvrir } from '@ppn/scenarios/jeu';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Chaine, monterChaine, mortBrutale, relancer } from './chaine.ts';

type Parlant = Client<typeof contratMessagerie>;
let chaine: Chaine;
let opj: Parlant;
let parquet: Parlant;
let idj = '';
const fil = randomUUID();

beforeAll(async () => {
  chaine = await monterChaine();
  opj = chaine.enqueteur.client;
  parquet = chaine.magistrat.client;
  ({ idj } = await ouvrir(chaine.enqueteur, AFFAIRE_S1));
}, 180_000);
afterAll(() => chaine.fermer(), 60_000);

const PATIENCE = { timeout: 180_000 };
const message = (texte: string, id: string = randomUUID()) => ({ id, texte });
function filA(premier: { readonly id: string; readonly texte: string }) {
  return {
    corps: {
      id: fil,
      type: 'parquet-enquete' as const,
      lien: { genre: 'dossier' as const, idj },
      destinataire: {
        service: 'justice' as const,
        code: 'tj47001',
        libelle: '',
        fonction: 'permanence' as const,
      },
      message: premier,
    },
  };
}
/** Les textes qu'un cote voit dans le fil, dans l'ordre ; vide tant qu'il ne le connait pas. */
const textes = async (cote: Parlant): Promise<readonly string[]> => {
  const lu = await cote.appeler('GET /api/fils/:fil', { fil });
  return lu.ok ? lu.valeur.fil.map(({ contenu }) => contenu?.texte ?? '') : [];
};
const jusqua = (cote: Parlant, voulus: readonly string[]) =>
  attendre(
    `fil ${voulus.at(-1) ?? ''}`,
    async () => (JSON.stringify(await textes(cote)) === JSON.stringify(voulus) ? true : undefined),
    60_000,
  );
const envoyer = (cote: Parlant, un: { readonly id: string; readonly texte: string }) =>
  cote.appeler('POST /api/fils/:fil/messages', { fil, corps: un });

/** Lignes de depeches d'un service, par etat, et faits du fil par type. */
async function comptes({ base }: ServiceEnMarche): Promise<Record<string, number>> {
  const ouverte = ouvrirBase(base.urlProprietaire);
  try {
    const { rows } = await sql<{ cle: string; nombre: number }>`
      select etat as cle, count(*)::int as nombre from echange_depeche where genre = 'message' group by 1
      union all select 'recues', count(*)::int from echange_depeche_recue where genre = 'message'
      union all select type, count(*)::int from fait where flux = ${`fil/${fil}`} group by 1
      union all select 'incidents', count(*)::int from incident`.execute(ouverte.db);
    return Object.fromEntries(rows.map(({ cle, nombre }) => [cle, nombre]));
  } finally {
    await ouverte.fermer();
  }
}

const VUS: string[] = [];
const dire = (texte: string): string => {
  VUS.push(texte);
  return texte;
};

test('tué dès le message déposé : le même envoi, refait, ne le double pas', PATIENCE, async () => {
  await chaine.systeme.interieur.tuer();
  await relancer(chaine.systeme.interieur, 'messagerie.fil-ouvert');
  const premier = message(dire('Un mis en cause interpellé.'));
  expect((await opj.appeler('POST /api/fils', filA(premier))).ok).toBe(false);
  await mortBrutale(chaine.systeme.interieur);
  await relancer(chaine.systeme.interieur);
  attendu('reprise', await opj.appeler('POST /api/fils', filA(premier)));
  await jusqua(parquet, VUS);
});

test(
  'tué à chaque pas de l’envoi d’une dépêche : elle arrive une fois, son sort est noté une fois',
  PATIENCE,
  async () => {
    const { interieur } = chaine.systeme;
    for (const point of ['depeche.lot-scelle', 'depeche.envoyee', 'depeche.accusee']) {
      await interieur.tuer();
      await relancer(interieur, point);
      const un = message(dire(`Tué à ${point}.`));
      // La mort peut preceder la reponse : le poste renvoie alors le meme message, sous le meme identifiant.
      await envoyer(opj, un);
      await mortBrutale(interieur);
      await relancer(interieur);
      attendu('renvoi', await envoyer(opj, un));
      await jusqua(parquet, VUS);
    }
  },
);

test(
  'le destinataire tué à chaque pas de la réception : rien n’est perdu, rien n’est doublé',
  PATIENCE,
  async () => {
    const { justice } = chaine.systeme;
    for (const point of ['depeche.lot-verifie', 'depeche.integree', 'depeche.accuse-scelle']) {
      await justice.tuer();
      await relancer(justice, point);
      attendu('message', await envoyer(opj, message(dire(`Reçu à ${point}.`))));
      await mortBrutale(justice);
      await relancer(justice);
      await jusqua(parquet, VUS);
    }
  },
);

test(
  'le pair absent : on écrit des deux côtés, l’attente se dit, tout arrive dans l’ordre à son retour',
  PATIENCE,
  async () => {
    const { justice } = chaine.systeme;
    await justice.tuer();
    for (let rang = 1; rang <= 20; rang += 1)
      attendu('message', await envoyer(opj, message(dire(`Pendant la coupure, ${rang}.`))));
    const attente = await attendre('attente visible', async () => {
      const vu = attendu('fil', await opj.appeler('GET /api/fils/:fil', { fil }));
      const dernier = vu.fil.at(-20);
      return dernier?.attente === null ? undefined : dernier;
    });
    expect(attente).toMatchObject({ remise: 'en-route' });
    expect(attente.attente).toMatch(/ne répond pas .*La dépêche attend et partira dès son retour/);
    await relancer(justice);
    await jusqua(parquet, VUS);
    const reponse = message(dire('Reçu, tout est là.'));
    attendu('réponse', await envoyer(parquet, reponse));
    await jusqua(opj, VUS);
    await attendre('remise', async () => {
      const vu = attendu('fil', await opj.appeler('GET /api/fils/:fil', { fil }));
      return vu.fil
        .filter(({ auteur }) => auteur.service === 'interieur')
        .every(({ remise }) => remise === 'remis')
        ? true
        : undefined;
    });
    const miens = VUS.length - 1;
    expect(await comptes(chaine.systeme.interieur)).toEqual({
      accusee: miens,
      recues: 1,
      'fil-ouvert': 1,
      'message-depose': VUS.length,
      'message-remis': miens,
      incidents: 0,
    });
    await attendre('réponse remise', async () =>
      (await comptes(justice))['message-remis'] === 1 ? true : undefined,
    );
    expect(await comptes(justice)).toEqual({
      accusee: 1,
      recues: miens,
      'fil-ouvert': 1,
      'message-depose': VUS.length,
      'message-remis': 1,
      incidents: 0,
    });
  },
);

test(
  'd’un ministère à l’autre, 95 messages sur 100 sont visibles en moins d’une seconde',
  PATIENCE,
  async () => {
    const delais: number[] = [];
    for (let rang = 0; rang < 100; rang += 1) {
      const depart = performance.now();
      attendu('message', await envoyer(opj, message(dire(`Mesure ${rang}.`))));
      await attendre('message mesuré', async () => {
        const { fils } = attendu('fils', await parquet.appeler('GET /api/fils', {}));
        return fils[0]?.messages === VUS.length ? true : undefined;
      });
      delais.push(performance.now() - depart);
    }
    const p95 = delais.toSorted((a, b) => a - b)[94] ?? Number.POSITIVE_INFINITY;
    process.stdout.write(`Messages d’un ministère à l’autre : p95 ${Math.round(p95)} ms.\n`);
    expect(p95).toBeLessThan(1_000);
  },
);
