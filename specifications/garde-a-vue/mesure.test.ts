import { randomUUID } from 'node:crypto';
import type { VueMesure } from '@ppn/garde-a-vue/contract';
import {
  attendreLaMesure,
  attendu,
  connecterEnqueteur,
  connecterMagistrat,
  consigner,
  type Enqueteur,
  GARDES_A_VUE,
  ilYA,
  lecteurDe,
  type Magistrat,
  type MesureOuverte,
  mesureVue,
  ouvrirUneGardeAVue,
  photographies,
  placer,
  prolonger,
  rediger,
  retenir,
  signer,
} from '@ppn/scenarios/jeu';
import { lecteurSse } from '@ppn/api-client';
import { msDe } from '@ppn/core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { ouvrirTerrain, surLaBase, type SystemeDEssai } from '../acces/terrain.ts';

let terrain: SystemeDEssai;
let opj: Enqueteur;
let apj: Enqueteur;
let opjAmiens: Enqueteur;
let substitut: Magistrat;
let substitutAmiens: Magistrat;
let jld: Magistrat;
let mesure: MesureOuverte;

beforeAll(async () => {
  terrain = await ouvrirTerrain();
  const lieux = terrain.terrain;
  [opj, apj, opjAmiens, substitut, substitutAmiens, jld] = await Promise.all([
    connecterEnqueteur(lieux, 'camille-moreau'),
    connecterEnqueteur(lieux, 'hugo-lefevre'),
    connecterEnqueteur(lieux, 'nadia-benali'),
    connecterMagistrat(lieux, 'claire-fontaine'),
    connecterMagistrat(lieux, 'marc-delattre'),
    connecterMagistrat(lieux, 'helene-marchand'),
  ]);
}, 180_000);
afterAll(() => terrain?.fermer());

/** Identifiants de tout le registre. */
const consignees = ({ entrees }: VueMesure): string[] => entrees.map(({ id }) => id);

const LONG = { timeout: 120_000 };
const evenementDeMesure = z.object({ genre: z.literal('mesure'), id: z.string(), version: z.number() });
const [AFFAIRE] = GARDES_A_VUE;
if (!AFFAIRE) throw new Error('Aucune garde à vue de démonstration.');

test('la mesure ouverte par l’unité est au tableau du parquet, avant tout acte', LONG, async () => {
  mesure = await ouvrirUneGardeAVue(opj, AFFAIRE, 23 * 60);
  const vue = await attendreLaMesure(substitut, mesure.mesure, ({ entrees }) => entrees.length > 0);
  expect(vue.ligne).toMatchObject({ etat: 'en-cours', regime: 'droit-commun', opj: '', placementA: null });
  expect(vue.identite).toEqual({ nom: 'Barthe', prenoms: 'Romain', sexe: 'non-precise' });
  expect(vue.registre[0]).toMatchObject({
    libelle: 'Appréhension',
    detail: 'interpellation, 9 rue Molinier',
  });
});

test(
  'la même ouverture renvoyée n’en ouvre pas une seconde, et un enfant de douze ans ne se garde pas à vue',
  LONG,
  async () => {
    const liste = attendu('liste', await opj.client.appeler('GET /api/mesures'));
    expect(liste.mesures.map(({ id }) => id)).toEqual([mesure.mesure]);
    const corps = {
      id: mesure.mesure,
      personne: mesure.misEnCause ?? '',
      faits: [{ fait: mesure.fait, peineMois: 84 }],
      juridiction: 'tj47001',
    };
    const encore = await opj.client.appeler('POST /api/dossiers/:idj/mesures', { idj: mesure.idj, corps });
    expect(encore.ok && consignees(encore.valeur)).toHaveLength(1);
    const double = await opj.client.appeler('POST /api/dossiers/:idj/mesures', {
      idj: mesure.idj,
      corps: { ...corps, id: randomUUID() },
    });
    expect(!double.ok && double.refus.code).toBe('mesure-en-cours');
    const mineur = await opj.client.appeler('POST /api/dossiers/:idj/mesures', {
      idj: mesure.idj,
      corps: { ...corps, id: randomUUID(), regime: 'mineur-13-15' },
    });
    expect(!mineur.ok && mineur.refus.code).toBe('regime-de-mineur');
  },
);

test(
  'une touche consigne à maintenant ; renvoyée elle ne double rien ; une décision ne se saisit pas',
  LONG,
  async () => {
    const id = randomUUID();
    const repas = { id, type: 'repas', donnees: { pris: true } };
    await consigner(opj, mesure.mesure, repas);
    const vue = await consigner(opj, mesure.mesure, repas);
    expect(vue.entrees.filter(({ type }) => type === 'repas')).toHaveLength(1);
    const essayer = async (
      joueur: Enqueteur | Magistrat,
      type: string,
      donnees: object,
      survenuA?: string,
    ) => {
      const rendu = await lecteurDe(joueur).appeler('POST /api/mesures/:id/entrees', {
        id: mesure.mesure,
        corps: { id: randomUUID(), type, donnees: { ...donnees }, ...(survenuA ? { survenuA } : {}) },
      });
      return rendu.ok ? 'accorde' : rendu.refus.code;
    };
    const prolongation = {
      rang: 1,
      autorite: 'procureur',
      nom: 'X',
      heures: 24,
      presentation: 'sans',
      motifSansPresentation: '',
      motif: 'x',
    };
    expect(await essayer(opj, 'prolongation-decidee', prolongation)).toBe('decision-sans-acte');
    expect(await essayer(apj, 'placement', { qualite: 'opj', motifs: [1], surInstruction: false })).toBe(
      'reserve-a-l-opj',
    );
    expect(await essayer(opj, 'repas', { pris: true }, ilYA(-30))).toBe('heure-a-venir');
    expect(await essayer(opj, 'repas', {})).toBe('entree-illisible');
    expect(await essayer(opj, 'inconnu', {})).toBe('demande-invalide');
    expect(await essayer(substitut, 'repas', { pris: true })).toBe('autre-ministere');
  },
);

test('rectifier garde l’ancienne heure et le motif, des deux côtés', LONG, async () => {
  const repas = (await mesureVue(opj, mesure.mesure)).registre.find(({ type }) => type === 'repas');
  attendu(
    'rectification',
    await opj.client.appeler('POST /api/mesures/:id/entrees/:entree/rectification', {
      id: mesure.mesure,
      entree: repas?.id ?? '',
      corps: { id: randomUUID(), survenuA: ilYA(60), motif: 'Heure lue sur la main courante.' },
    }),
  );
  const vue = await attendreLaMesure(substitut, mesure.mesure, ({ registre }) =>
    registre.some(({ rectifications }) => rectifications.length > 0),
  );
  const rectifie = vue.registre.find(({ type }) => type === 'repas');
  expect(rectifie?.survenuAInitiale).toBe(repas?.survenuA);
  expect(rectifie?.survenuA).not.toBe(repas?.survenuA);
  expect(rectifie?.rectifications[0]?.motif).toBe('Heure lue sur la main courante.');
});

test(
  'placer, notifier, aviser : les actes partent seuls, la Justice les lit et rien d’autre du dossier',
  LONG,
  async () => {
    await placer(opj, mesure, 23 * 60);
    const vue = await attendreLaMesure(substitut, mesure.mesure, ({ actes }) => actes.length === 3);
    expect(vue.actes.map(({ type }) => type)).toEqual([
      'gav-placement',
      'gav-notification',
      'gav-avis-magistrat',
    ]);
    expect(vue.ligne).toMatchObject({ etat: 'en-cours', opj: 'Camille MOREAU' });
    const [acte] = vue.actes;
    const lu = await substitut.client.lire('GET /api/mesures/:id/pieces/:piece', {
      id: mesure.mesure,
      piece: acte?.acteId ?? '',
    });
    expect(lu.ok && lu.valeur.headers.get('content-type')).toBe('application/pdf');
    const sort = (rendu: {
      readonly ok: boolean;
      readonly refus?: { readonly status: number; readonly code: string };
    }) => (rendu.ok ? 'accorde' : `${rendu.refus?.status} ${rendu.refus?.code}`);
    expect(
      await Promise.all([
        substitut.client.appeler('GET /api/dossiers/:idj', { idj: mesure.idj }).then(sort),
        substitut.client
          .lire('GET /api/dossiers/:idj/pieces/:id', { idj: mesure.idj, id: acte?.acteId ?? '' })
          .then(sort),
        substitut.client
          .appeler('POST /api/dossiers/:idj/actes', { idj: mesure.idj, corps: { type: 'copj' } })
          .then(sort),
        substitutAmiens.client.appeler('GET /api/mesures/:id', { id: mesure.mesure }).then(sort),
        opjAmiens.client.appeler('GET /api/mesures/:id', { id: mesure.mesure }).then(sort),
        jld.client.appeler('GET /api/mesures/:id', { id: mesure.mesure }).then(sort),
        opj.client.appeler('GET /api/mesures/:id', { id: randomUUID() }).then(sort),
      ]),
    ).toEqual([
      '403 acces-refuse',
      '403 acces-refuse',
      '403 acces-refuse',
      '403 acces-refuse',
      '403 acces-refuse',
      '403 acces-refuse',
      '403 acces-refuse',
    ]);
    const tableau = attendu('tableau', await substitut.client.appeler('GET /api/mesures'));
    expect(tableau.mesures.map(({ id }) => id)).toEqual([mesure.mesure]);
    expect(attendu('boîte', await substitut.client.appeler('GET /api/dossiers')).dossiers).toEqual([]);
  },
);

test(
  'un changement pousse la ligne, calculée une fois, à ceux qui suivent la mesure, et à eux seuls',
  LONG,
  async () => {
    const flux = async ({ client }: Magistrat) => {
      const ouvert = await client.lire('GET /api/evenements', {});
      if (!ouvert.ok || !ouvert.valeur.body) throw new Error('Flux fermé.');
      return ouvert.valeur.body.pipeThrough(new TextDecoderStream()).getReader();
    };
    const [suivi, ailleurs] = [await flux(substitut), await flux(substitutAmiens)];
    const avant = (await mesureVue(substitut, mesure.mesure)).ligne.version;
    await consigner(opj, mesure.mesure, { type: 'repos', donnees: { fin: null } });
    const evenements = lecteurSse();
    const versions: number[] = [];
    // La page lue porte la version du moment : un second fait survenu entre-temps n'en fait qu'une.
    while (!versions.some((version) => version > avant)) {
      const { value, done } = await suivi.read();
      if (done) throw new Error(`Flux coupé : ${versions.join(', ')}`);
      for (const { donnees } of evenements.ajouter(value)) {
        const recu = evenementDeMesure.safeParse(JSON.parse(donnees));
        if (recu.data?.id === mesure.mesure) versions.push(recu.data.version);
      }
    }
    const { value = '' } = await ailleurs.read();
    expect(value).not.toContain('mesure');
    await Promise.all([suivi.cancel(), ailleurs.cancel()]);
  },
);

test(
  'le certificat versé part avec son acte : la juridiction le lit par la mesure, jamais par le dossier',
  LONG,
  async () => {
    const [photo] = await photographies(1);
    const depose = attendu(
      'dépôt',
      await opj.client.deposer('POST /api/dossiers/:idj/fichiers', {
        idj: mesure.idj,
        nom: 'certificat.jpg',
        octets: photo?.octets ?? new Uint8Array(),
        typeMime: 'image/jpeg',
      }),
    );
    await signer(opj, [
      await rediger(opj, mesure.idj, 'gav-certificat', () => ({
        medecin: 'Dr Ada Lund',
        fichiers: [depose.id],
      })),
    ]);
    const vue = await attendreLaMesure(substitut, mesure.mesure, ({ actes }) =>
      actes.some(({ jointes }) => jointes.length > 0),
    );
    expect(vue.actes.flatMap(({ jointes }) => jointes.map(({ id }) => id))).toEqual([depose.id]);
    const lue = await substitut.client.lire('GET /api/mesures/:id/pieces/:piece', {
      id: mesure.mesure,
      piece: depose.id,
    });
    expect(lue.ok && lue.valeur.headers.get('content-type')).toBe('image/jpeg');
    const autre = await substitut.client.lire('GET /api/dossiers/:idj/pieces/:id', {
      idj: mesure.idj,
      id: depose.id,
    });
    expect(!autre.ok && autre.refus.code).toBe('acces-refuse');
  },
);

test(
  'un acte qui dit une autre heure et un autre médecin que le registre : la divergence se voit des deux côtés',
  LONG,
  async () => {
    const saisie = { id: randomUUID(), type: 'medecin-requis', survenuA: ilYA(40) };
    await consigner(opj, mesure.mesure, { ...saisie, donnees: { nom: 'Dr Ada Lund', circonstance: '' } });
    await signer(opj, [
      await rediger(opj, mesure.idj, 'gav-requisition-medecin', () => ({
        entree: saisie.id,
        requisA: ilYA(20),
        medecin: 'Dr Hélène Castel',
        passerOutre: 'Le registre est tenu par un autre agent.',
      })),
    ]);
    for (const joueur of [opj, substitut]) {
      const { ligne, registre } = await attendreLaMesure(
        joueur,
        mesure.mesure,
        (lue) => lue.ligne.divergences === 1,
      );
      const divergente = registre.find(({ id }) => id === saisie.id);
      expect(divergente?.divergences).toMatchObject([
        {
          heure: true,
          donnees: true,
          registre: { detail: 'Dr Ada Lund' },
          acte: { detail: 'Dr Hélène Castel' },
        },
      ]);
      expect(divergente?.survenuA).toBe(divergente?.divergences[0]?.registre.survenuA);
      expect(ligne.divergences).toBe(1);
    }
  },
);

test('une alarme acquittée reste au registre, et ne sonne plus d’aucun côté', LONG, async () => {
  const { ligne } = await mesureVue(opj, mesure.mesure);
  const [alarme] = ligne.alarmes;
  if (!alarme) throw new Error('Aucune alarme à acquitter.');
  const vue = attendu(
    'acquittement',
    await substitut.client.appeler('POST /api/mesures/:id/acquittements', {
      id: mesure.mesure,
      corps: { id: randomUUID(), alarme: alarme.id },
    }),
  );
  expect(vue.ligne.alarmes.map(({ id }) => id)).not.toContain(alarme.id);
  await attendreLaMesure(opj, mesure.mesure, (lue) => !lue.ligne.alarmes.some(({ id }) => id === alarme.id));
});

test(
  'demandée par l’unité, la prolongation décidée et signée par le parquet repousse l’échéance des deux côtés',
  LONG,
  async () => {
    const avant = (await mesureVue(opj, mesure.mesure)).ligne;
    await prolonger(opj, substitut, mesure);
    const apres = (await mesureVue(opj, mesure.mesure)).ligne;
    expect(msDe(apres.echeance ?? '')).toBe(msDe(avant.echeance ?? '') + 24 * 3_600_000);
    const decision = (await mesureVue(opj, mesure.mesure)).actes.find(
      ({ type }) => type === 'gav-prolongation',
    );
    expect(decision?.numero).toBe(9001);
    expect((await mesureVue(substitut, mesure.mesure)).ligne.echeance).toBe(apres.echeance);
  },
);

test('une seconde prolongation de droit commun ne peut exister', LONG, async () => {
  await expect(
    rediger(substitut, mesure.idj, 'gav-prolongation', () => ({ rang: 2, motif: 'Encore.' })),
  ).rejects.toThrow(/Aucune prolongation n’est plus permise|maximum/);
});

test(
  'la requête du procureur appelle le juge des libertés sur une mesure qu’il ne voyait pas',
  LONG,
  async () => {
    const avant = await jld.client.appeler('GET /api/mesures/:id', { id: mesure.mesure });
    expect(!avant.ok && avant.refus.code).toBe('acces-refuse');
    await signer(substitut, [
      await rediger(substitut, mesure.idj, 'gav-requete-jld', () => ({
        objet: 'report-avocat',
        heures: 24,
        motif: 'Un coauteur est en fuite.',
      })),
    ]);
    const vue = await attendreLaMesure(jld, mesure.mesure, ({ ligne }) => Boolean(ligne.requete));
    expect(vue.ligne.requete).toMatchObject({ objet: 'report-avocat', heures: 24 });
    expect(vue.actesPossibles.map(({ type }) => type)).not.toContain('gav-requete-jld');
    await attendreLaMesure(opj, mesure.mesure, ({ actes }) =>
      actes.some(({ type }) => type === 'gav-requete-jld'),
    );
  },
);

test(
  'une confrontation se signe par tous sur la tablette, et arrive signée à la juridiction',
  LONG,
  async () => {
    const acte = await rediger(opj, mesure.idj, 'gav-confrontation', () => ({
      debut: ilYA(25),
      fin: ilYA(15),
      silenceRappele: true,
      avocat: 'present',
      nomAvocat: 'Me Inès Vasseur',
      confrontes: [{ personne: mesure.victime, avocat: 'Me Paul Darrieux' }],
      echanges: [{ question: 'Reconnaissez-vous cette personne ?', reponse: 'Oui.' }],
      passerOutre: 'Diligences en cours.',
    }));
    await signer(opj, [acte]);
    const { registre } = await attendreLaMesure(substitut, mesure.mesure, ({ actes }) =>
      actes.some(({ acteId }) => acteId === acte),
    );
    expect(registre.find(({ type }) => type === 'confrontation')).toMatchObject({
      acteId: acte,
      divergences: [],
    });
  },
);

test(
  'passer outre un point signalé demande un motif, qui reste dans l’acte et au registre',
  LONG,
  async () => {
    const contenu = {
      debut: ilYA(30),
      fin: ilYA(10),
      avocat: 'absent',
      surLesFaits: true,
      silenceRappele: false,
      enregistree: false,
      echanges: [{ question: 'Reconnaissez-vous les faits ?', reponse: 'Non.' }],
    };
    await expect(rediger(opj, mesure.idj, 'gav-audition', () => contenu)).rejects.toThrow(
      /passerOutre .*passez outre/,
    );
    for (const { acteId } of (await mesureVue(opj, mesure.mesure)).enCours)
      await opj.client.appeler('DELETE /api/dossiers/:idj/actes/:acteId', { idj: mesure.idj, acteId });
    const acte = await rediger(opj, mesure.idj, 'gav-audition', () => ({
      ...contenu,
      passerOutre: 'Urgence : risque de destruction des preuves.',
    }));
    await signer(opj, [acte]);
    const vue = await attendreLaMesure(substitut, mesure.mesure, ({ entrees }) =>
      entrees.some(({ type }) => type === 'passer-outre'),
    );
    const codes = vue.horloge.irregularites.map(({ code }) => code);
    expect(codes).toContain('silence-non-rappele');
    expect(codes).toContain('audition-sans-avocat');
    expect(
      vue.entrees.flatMap((entree) => (entree.type === 'passer-outre' ? [entree.donnees.motif] : [])),
    ).toContain('Urgence : risque de destruction des preuves.');
  },
);

test(
  'ordonnée par le parquet, la fin s’exécute ; le récapitulatif porte toutes les entrées, la personne l’émarge',
  LONG,
  async () => {
    await signer(substitut, [
      await rediger(substitut, mesure.idj, 'gav-mainlevee', () => ({ suite: 'deferement' })),
    ]);
    await attendreLaMesure(opj, mesure.mesure, ({ ligne }) => ligne.ordre !== null);
    await signer(opj, [
      await rediger(opj, mesure.idj, 'gav-fin', () => ({
        passerOutre: 'Diligences en retard, la ligne du bâtonnier était coupée.',
      })),
    ]);
    const recapitulatif = await rediger(opj, mesure.idj, 'gav-recapitulatif', () => ({
      passerOutre: 'Retards expliqués au parquet.',
    }));
    await signer(opj, [recapitulatif]);
    const ici = await mesureVue(opj, mesure.mesure);
    const la = await attendreLaMesure(
      substitut,
      mesure.mesure,
      ({ actes }) => actes.length === ici.actes.length,
    );
    expect(ici.ligne.etat).toBe('terminee');
    expect(consignees(la).sort()).toEqual(consignees(ici).sort());
    expect(la.horloge.irregularites).toEqual(ici.horloge.irregularites);
    const registre = await opj.client.lire('GET /api/mesures/:id/registre', { id: mesure.mesure });
    expect(registre.ok && registre.valeur.headers.get('content-type')).toBe('application/pdf');
  },
);

test(
  'déférée puis remise à l’unité qui garde le dépôt : celle-ci tient ce registre, et ne lit rien d’avant le défèrement',
  LONG,
  async () => {
    const gardien = await connecterEnqueteur(terrain.terrain, 'yanis-faure');
    const { mesure: id, idj } = mesure;
    const lire = (joueur: Enqueteur) => joueur.client.appeler('GET /api/mesures/:id', { id });
    const ecrire = (joueur: Enqueteur, type: string, donnees: { readonly [champ: string]: unknown }) =>
      joueur.client.appeler('POST /api/mesures/:id/entrees', {
        id,
        corps: { id: randomUUID(), type, donnees },
      });
    const code = (rendu: Awaited<ReturnType<typeof ecrire>>) => (rendu.ok ? 'accorde' : rendu.refus.code);
    expect(code(await lire(gardien))).toBe('acces-refuse');
    const [unite] = (await mesureVue(opj, id)).gardesDuDepot;
    const ailleurs = { code: '00456', libelle: 'Unité de démonstration d’Amiens' };
    expect(code(await ecrire(opj, 'remise-au-depot', { unite: ailleurs }))).toBe('unite-sans-depot');
    expect(code(await ecrire(apj, 'remise-au-depot', { unite }))).toBe('reserve-a-l-opj');
    await consigner(opj, id, { type: 'remise-au-depot', donnees: { unite } });
    const gardees = await gardien.client.appeler('GET /api/mesures', { requete: { etat: 'au-depot' } });
    expect(gardees.ok && gardees.valeur.mesures.map((ligne) => ligne.id)).toEqual([id]);
    await consigner(gardien, id, { type: 'arrivee-au-depot', donnees: { lieu: 'Dépôt d’Agen' } });
    await consigner(gardien, id, { type: 'repas', donnees: { pris: true } });
    expect(code(await ecrire(gardien, 'repos', { fin: null }))).toBe('hors-du-depot');
    const avant = (await mesureVue(opj, id)).entrees.find(({ type }) => type === 'apprehension')?.id;
    const rectification = { entree: avant, survenuA: null, donnees: null, annulee: true, motif: 'Erreur.' };
    expect(code(await ecrire(gardien, 'rectification', rectification))).toBe('hors-du-depot');
    expect(code(await lire(opjAmiens))).toBe('acces-refuse');
    expect((await gardien.client.appeler('GET /api/dossiers/:idj', { idj })).ok).toBe(false);
    expect((await gardien.client.lire('GET /api/mesures/:id/registre', { id })).ok).toBe(false);
    await expect(rediger(gardien, idj, 'gav-fin', () => ({}), id)).rejects.toThrow('ne relève pas');
    await signer(gardien, [
      await rediger(gardien, idj, 'gav-depot', () => ({ passerOutre: 'Magistrat informé par l’unité.' }), id),
    ]);
    const vue = await mesureVue(gardien, id);
    expect(vue).toMatchObject({ auDepot: true, horloge: { irregularites: [] } });
    expect(vue.actes.map(({ type }) => type)).toEqual(['gav-depot']);
    expect(vue.entrees.map(({ type }) => type)).not.toContain('apprehension');
    expect(vue.registre.map(({ type }) => type)).toContain('arrivee-au-depot');
    await attendreLaMesure(substitut, id, ({ actes }) => actes.some(({ type }) => type === 'gav-depot'));
  },
);

const PROJECTIONS = ['mesure', 'mesure_entree', 'mesure_redite', 'mesure_acte', 'dossier', 'piece'] as const;

test.each(['interieur', 'justice'] as const)(
  'les projections de %s se refont identiques',
  LONG,
  async (nom) => {
    const service = terrain.systeme[nom];
    const lire = () =>
      surLaBase(service, async (client) => {
        const lues: string[][] = [];
        for (const table of PROJECTIONS) {
          const { rows } = await client.query<{ ligne: string }>(
            `select t::text as ligne from ${table} t order by 1`,
          );
          lues.push(rows.map(({ ligne }) => ligne));
        }
        return lues;
      });
    const avant = await lire();
    expect(avant[0]).toHaveLength(1);
    await surLaBase(service, (client) => client.query("update mesure set etat = 'ouverte', ligne = '{}'"));
    expect((await service.executer('reconstruire')).code).toBe(0);
    expect(await lire()).toEqual(avant);
  },
);

test('la procédure transmise ensuite ne double rien', LONG, async () => {
  const { client } = opj;
  const synthese = await rediger(opj, mesure.idj, 'synthese', () => ({ conclusion: 'Transmis.' }));
  await signer(opj, [synthese]);
  const { pli } = attendu(
    'transmission',
    await client.appeler('POST /api/dossiers/:idj/transmission', {
      idj: mesure.idj,
      corps: { juridiction: 'tj47001' },
    }),
  );
  await expect
    .poll(
      async () => {
        const vue = attendu('dossier', await client.appeler('GET /api/dossiers/:idj', { idj: mesure.idj }));
        return vue.plis.find(({ id }) => id === pli)?.etat;
      },
      { timeout: 30_000 },
    )
    .toBe('accuse');
  const vue = attendu(
    'dossier',
    await substitut.client.appeler('GET /api/dossiers/:idj', { idj: mesure.idj }),
  );
  const ids = vue.pieces.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(vue.etat).toBe('transmise');
  expect(vue.incidents).toEqual([]);
  expect(consignees(await mesureVue(substitut, mesure.mesure)).sort()).toEqual(
    consignees(await mesureVue(opj, mesure.mesure)).sort(),
  );
});

test('les gardes à vue de démonstration : un majeur, un mineur assisté, une prolongée', LONG, async () => {
  const [majeur, mineur, prolongee] = await Promise.all(
    GARDES_A_VUE.map((affaire) => retenir(opj, substitut, affaire)),
  );
  const vue = await mesureVue(opj, mineur?.mesure ?? '');
  expect(vue.ligne.regime).toBe('mineur-13-15');
  expect(vue.entrees.flatMap((une) => (une.type === 'demande-avocat' ? [une.donnees.par] : []))).toEqual([
    'loi',
  ]);
  expect(vue.horloge.irregularites).toEqual([]);
  expect((await mesureVue(opj, prolongee?.mesure ?? '')).ligne.prolongations).toBe(1);
  const { mesures } = attendu('tableau', await substitut.client.appeler('GET /api/mesures'));
  const echeances = mesures.map(({ echeance }) => msDe(echeance ?? ''));
  expect(echeances).toEqual(echeances.toSorted((a, b) => a - b));
  expect(mesures.map(({ id }) => id)).toContain(majeur?.mesure);
});
