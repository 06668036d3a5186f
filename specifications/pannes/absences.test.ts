import type { Grappe } from '@ppn/postgres';
import { AFFAIRE_S1, attendre, attendu, ouvrir, redigerPlainte } from '@ppn/scenarios/jeu';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  type Chaine,
  comptesDe,
  jusquaVoir,
  monterChaine,
  procedureSignee,
  relancer,
  vueDe,
} from './chaine.ts';
import { empoisonner } from './acte-empoisonne.ts';
import { type HorodatageCoupable, horodatageCoupable } from './horodatage-coupable.ts';
import { couperPostgres } from './postgres-coupe.ts';

let chaine: Chaine;
let horodatage: HorodatageCoupable;
let reprise: Grappe | undefined;

beforeAll(async () => {
  horodatage = await horodatageCoupable();
  chaine = await monterChaine({ PPN_INTERIEUR_TSA_URL: horodatage.url });
  horodatage.vers = chaine.systeme.confiance.horodatage;
}, 180_000);
afterAll(async () => {
  await chaine.fermer();
  await reprise?.arreter();
  await horodatage.fermer();
}, 60_000);

const PATIENCE = { timeout: 180_000 };
const transmettre = (idj: string) =>
  chaine.enqueteur.client.appeler('POST /api/dossiers/:idj/transmission', {
    idj,
    corps: { juridiction: 'tj47001' },
  });

test(
  'la Justice absente : chaque transmission attend à la vue de tous, et part seule à son retour',
  PATIENCE,
  async () => {
    const { enqueteur, magistrat, systeme } = chaine;
    const idjs = [await procedureSignee(enqueteur), await procedureSignee(enqueteur)];
    await systeme.justice.tuer();
    for (const idj of idjs) {
      const demandes = await Promise.all([transmettre(idj), transmettre(idj)]);
      expect(demandes.filter(({ ok }) => ok)).toHaveLength(1);
    }
    for (const idj of idjs) {
      const { etat, plis } = await jusquaVoir(enqueteur, idj, (vue) => (vue.plis[0]?.tentatives ?? 0) > 1);
      expect(etat).toBe('en-transmission');
      expect(plis[0]).toMatchObject({ etat: 'en-attente', pair: 'justice', motifs: [] });
      expect(plis[0]?.derniereErreur).toMatch(
        /^Le service destinataire ne répond pas .* partira dès son retour\.$/,
      );
      const encore = await transmettre(idj);
      expect(!encore.ok && encore.refus.code).toBe('deja-en-transmission');
    }
    await relancer(systeme.justice);
    for (const idj of idjs) {
      const { plis } = await jusquaVoir(enqueteur, idj, ({ etat }) => etat === 'transmise');
      expect(plis).toHaveLength(1);
      expect((await vueDe(magistrat, idj)).pieces).toHaveLength(2);
      expect(await comptesDe(systeme.justice, idj)).toMatchObject({
        'pli-recu': 1,
        'acte-recu': 2,
        incidents: 0,
      });
    }
  },
);

test(
  'l’horodatage absent : l’acte n’est jamais montré comme signé, et se scelle seul au retour',
  PATIENCE,
  async () => {
    const { enqueteur, systeme } = chaine;
    const { client, carte } = enqueteur;
    const procedure = await ouvrir(enqueteur, AFFAIRE_S1);
    const { idj } = procedure;
    const plainte = await redigerPlainte(enqueteur, procedure, AFFAIRE_S1);
    horodatage.coupe = true;
    const { ordres } = attendu(
      'ordres',
      await client.appeler('POST /api/signatures/ordres', { corps: { actes: [plainte] } }),
    );
    const [rendue] = await carte.signer(ordres.map(({ ordre }) => ordre));
    const signatures = ordres.map(({ acteId }) => ({ acteId, signature: rendue?.signature ?? '' }));
    const remettre = async () =>
      attendu('signatures', await client.appeler('POST /api/signatures', { corps: { signatures } }))
        .resultats[0];
    expect(await remettre()).toMatchObject({ etat: 'horodatage-attendu' });
    expect((await remettre())?.phrase).toMatch(/sera scellé dès son retour, sans nouvelle signature/);
    const pendant = await vueDe(enqueteur, idj);
    expect(pendant.pieces).toEqual([]);
    expect(pendant.enCours.map(({ acteId, etat }) => [acteId, etat])).toEqual([[plainte, 'signature-recue']]);
    const refus = await transmettre(idj);
    expect(!refus.ok && refus.refus.detail).toMatch(/« Procès-verbal de plainte » n’est pas signé/);
    const lu = attendu(
      'brouillon',
      await client.appeler('GET /api/dossiers/:idj/actes/:acteId', { idj, acteId: plainte }),
    );
    const ecrit = await client.appeler('PUT /api/dossiers/:idj/actes/:acteId', {
      idj,
      acteId: plainte,
      corps: { versionAttendue: lu.version, contenu: { ...lu.contenu, recit: 'Autre récit.' } },
    });
    expect(!ecrit.ok && ecrit.refus.code).toBe('acte-en-cours-de-scellement');
    const empoisonne = await empoisonner(systeme, {
      acteId: plainte,
      idj: (await ouvrir(enqueteur, AFFAIRE_S1)).idj,
    });
    horodatage.coupe = false;
    const apres = await jusquaVoir(enqueteur, idj, ({ pieces }) => pieces.length > 0);
    expect(apres.pieces.map(({ id }) => id)).toEqual([plainte]);
    expect(apres.enCours).toEqual([]);
    expect(await remettre()).toMatchObject({ etat: 'scelle' });
    await empoisonne.retirer();
    expect(await comptesDe(systeme.interieur, idj)).toMatchObject({ 'acte-scelle': 1, brouillons: 0 });
  },
);

test(
  'PostgreSQL tué puis repris : le service survit, le dit, et continue sans rien perdre',
  PATIENCE,
  async () => {
    const { enqueteur, systeme } = chaine;
    const { interieur } = systeme;
    const { client } = enqueteur;
    const signee = await procedureSignee(enqueteur);
    const procedure = await ouvrir(enqueteur, AFFAIRE_S1);
    const acteId = await redigerPlainte(enqueteur, procedure, AFFAIRE_S1);
    const pid = interieur.pid();
    const reprendre = await couperPostgres(systeme, 'interieur');
    expect((await fetch(`${interieur.origine}/sante`)).status).toBe(503);
    const demande = { idj: procedure.idj, acteId };
    const perdue = await client.appeler('GET /api/dossiers/:idj/actes/:acteId', demande);
    expect(perdue.ok ? 200 : perdue.refus.status).toBeGreaterThanOrEqual(500);
    expect((await transmettre(signee)).ok).toBe(false);
    reprise = await reprendre();
    await attendre('santé', async () => ((await fetch(`${interieur.origine}/sante`)).ok ? true : undefined));
    expect(interieur.pid()).toBe(pid);
    const relu = attendu('brouillon', await client.appeler('GET /api/dossiers/:idj/actes/:acteId', demande));
    expect(relu.contenu['recit']).toBe(AFFAIRE_S1.recit);
    attendu('transmission', await transmettre(signee));
    await jusquaVoir(enqueteur, signee, ({ etat }) => etat === 'transmise');
    expect(await comptesDe(systeme.justice, signee)).toMatchObject({ 'pli-recu': 1, receptions: 1 });
  },
);
