import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import {
  AFFAIRE_S1,
  attendu,
  connecterEnqueteur,
  connecterMagistrat,
  deciderCopj,
  type Enqueteur,
  type Magistrat,
  ouvrir,
  photographies,
  type ProcedureOuverte,
  redigerConstatations,
  redigerPlainte,
  redigerSynthese,
  signer,
  transmettre,
} from '@ppn/scenarios/jeu';
import { contratTablette } from '@ppn/acte/contract';
import { contratInterieur } from '@ppn/service-interieur/contract';
import { contratJustice } from '@ppn/service-justice/contract';
import { jetonLogiciel, RefusAgent } from '@ppn/workstation';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  chargeDe,
  demander,
  ouvrirTerrain,
  preuveHorsAgent,
  signerHorsAgent,
  surLaBase,
  type SystemeDEssai,
} from './terrain.ts';

const INCONNU = 'IDJ-2026-00000000-B';
let terrain: SystemeDEssai;
let opj: Enqueteur;
let apj: Enqueteur;
let opjAmiens: Enqueteur;
let substitut: Magistrat;
let greffier: Magistrat;
let substitutAmiens: Magistrat;
let procedure: ProcedureOuverte;
let brouillon: string;
let photo: string;

beforeAll(async () => {
  terrain = await ouvrirTerrain();
  const { terrain: lieux } = terrain;
  [opj, apj, opjAmiens, substitut, greffier, substitutAmiens] = await Promise.all([
    connecterEnqueteur(lieux, 'camille-moreau'),
    connecterEnqueteur(lieux, 'hugo-lefevre'),
    connecterEnqueteur(lieux, 'nadia-benali'),
    connecterMagistrat(lieux, 'claire-fontaine'),
    connecterMagistrat(lieux, 'sophie-roux'),
    connecterMagistrat(lieux, 'marc-delattre'),
  ]);
  procedure = await ouvrir(opj, AFFAIRE_S1);
  const plainte = await redigerPlainte(opj, procedure, AFFAIRE_S1);
  const constatations = await redigerConstatations(opj, procedure, await photographies(1));
  await signer(opj, [plainte, constatations]);
  brouillon = await redigerSynthese(opj, procedure);
  photo = (await dossierDe(opj)).pieces.find(({ genre }) => genre === 'fichier')?.id ?? '';
}, 120_000);

afterAll(() => terrain?.fermer());

const dossierDe = async ({ client }: Enqueteur) =>
  attendu('dossier', await client.appeler('GET /api/dossiers/:idj', { idj: procedure.idj }));

/** Statut et code d'un refus ; `accorde` sinon. */
type Rendu = {
  readonly ok: boolean;
  readonly refus?: { readonly status: number; readonly code: string; readonly detail: string };
};
const sort = ({ ok, refus }: Rendu): string => (ok ? 'accorde' : `${refus?.status} ${refus?.code}`);

describe('sans session', () => {
  test.each([
    ['interieur', contratInterieur],
    ['justice', contratJustice],
  ] as const)('aucun point du service %s ne répond', async (service, contrat) => {
    const origine = terrain.terrain[service];
    const ouverts = ['POST /api/session/defi', 'POST /api/session', ...Object.keys(contratTablette)];
    const rendus = await Promise.all(
      Object.keys(contrat)
        .filter((cle) => !ouverts.includes(cle))
        .map(async (cle) => {
          const concrete = cle.replace(':idj', procedure.idj).replaceAll(/:\w+/g, photo);
          const corps = /^(POST|PUT)/.test(cle) ? {} : undefined;
          const faux = await demander(origine, concrete, {
            corps,
            temoin: `ppn-${service}=${'A'.repeat(43)}`,
          });
          const sans = await demander(origine, concrete, { corps });
          return [cle, sans.statut, faux.statut, (sans.corps as { code?: string }).code];
        }),
    );
    expect(rendus.length).toBeGreaterThan(15);
    expect(
      rendus.filter(([, sans, faux, code]) => sans !== 401 || faux !== 401 || code !== 'session-absente'),
    ).toEqual([]);
  });

  test('la tablette : ni session ni code ne suffisent sans la remise d’un agent, et les essais sont comptés', async () => {
    const { interieur } = terrain.terrain;
    const { temoin } = await demander(interieur, 'POST /api/session', {
      corps: await preuveHorsAgent(terrain, interieur, 'camille-moreau'),
    });
    const signature = {
      place: 'personne',
      lu: true,
      traces: { outil: 'doigt', traits: [Array.from({ length: 9 }, (_, rang) => [rang * 900, 9, 9, rang])] },
    };
    const mention = { place: 'personne', etat: 'refus', motif: '' };
    for (const corps of [
      await demander(interieur, 'POST /api/tablette/signature', { corps: signature, temoin }),
      await demander(interieur, 'POST /api/tablette/mention', { corps: mention, temoin }),
    ])
      expect([corps.statut, (corps.corps as { code?: string }).code]).toEqual([401, 'remise-absente']);
    const statuts = [];
    for (let essai = 0; essai < 12; essai += 1)
      statuts.push(
        (await demander(interieur, 'POST /api/tablette', { corps: { code: 'ABCD2345' }, temoin })).statut,
      );
    expect(statuts).toEqual([...Array.from({ length: 10 }, () => 401), 429, 429]);
  });

  test('la session d’un ministère ne vaut rien dans l’autre', async () => {
    const preuve = await preuveHorsAgent(terrain, terrain.terrain.interieur, 'camille-moreau');
    const { temoin, statut } = await demander(terrain.terrain.interieur, 'POST /api/session', {
      corps: preuve,
    });
    expect(statut).toBe(201);
    const vole = temoin.replace('ppn-interieur=', 'ppn-justice=');
    expect((await demander(terrain.terrain.justice, 'GET /api/session', { temoin: vole })).statut).toBe(401);
  });
});

describe('les cartes', () => {
  const entrer = async (service: 'interieur' | 'justice', carte: string) => {
    const origine = terrain.terrain[service];
    const { statut, corps } = await demander(origine, 'POST /api/session', {
      corps: await preuveHorsAgent(terrain, origine, carte),
    });
    const { code, detail } = corps as { readonly code?: string; readonly detail?: string };
    return { statut, code, detail };
  };

  test.each([
    ['demo-expiree', 'certificat-expire', 'ont expiré'],
    ['demo-revoquee', 'certificat-revoque', 'a été révoquée'],
    ['demo-inconnue', 'certificat-inconnu', 'pas été délivrée par une autorité reconnue'],
    ['demo-sans-habilitation', 'agent-inconnu', 'n’est pas habilité'],
  ])(
    '%s est refusée par le service avec sa propre phrase, agent de poste contourné',
    async (carte, code, extrait) => {
      expect(await entrer('interieur', carte)).toEqual({
        statut: 401,
        code,
        detail: expect.stringContaining(extrait),
      });
    },
  );

  test('une carte de l’Intérieur n’ouvre rien à la Justice, et réciproquement', async () => {
    expect(await entrer('justice', 'camille-moreau')).toMatchObject({ statut: 401, code: 'agent-inconnu' });
    expect(await entrer('interieur', 'claire-fontaine')).toMatchObject({
      statut: 401,
      code: 'agent-inconnu',
    });
  });

  test('l’agent de poste refuse lui-même une carte expirée, et une carte verrouillée après trois PIN faux', async () => {
    const { terrain: lieux, systeme } = terrain;
    await expect(connecterEnqueteur(lieux, 'demo-expiree')).rejects.toMatchObject({
      code: 'certificat-expire',
    });
    const carte = jetonLogiciel(join(systeme.confiance.cartes, 'antoine-garnier'));
    const essayer = () =>
      carte.signerLot({ usage: 'authentification', pin: '000000', contenus: [new Uint8Array(1)] });
    const refus = [await essayer(), await essayer(), await essayer(), await essayer()].map((rendu) =>
      rendu.ok ? 'signé' : rendu.refus,
    );
    expect(refus).toEqual([
      { code: 'pin-faux', essaisRestants: 2 },
      { code: 'pin-faux', essaisRestants: 1 },
      { code: 'carte-verrouillee' },
      { code: 'carte-verrouillee' },
    ]);
    const verrouillee = connecterMagistrat(lieux, 'antoine-garnier');
    await expect(verrouillee).rejects.toBeInstanceOf(RefusAgent);
    await expect(verrouillee).rejects.toMatchObject({
      code: 'carte-verrouillee',
      message: expect.stringContaining('correspondant cartes'),
    });
  });

  test('un défi ne sert qu’une fois, et dans le seul service qui l’a donné', async () => {
    const { interieur, justice } = terrain.terrain;
    const preuve = await preuveHorsAgent(terrain, interieur, 'camille-moreau');
    expect((await demander(interieur, 'POST /api/session', { corps: preuve })).statut).toBe(201);
    const rejouee = await demander(interieur, 'POST /api/session', { corps: preuve });
    expect(rejouee).toMatchObject({ statut: 401, corps: { code: 'defi-perime' } });
    const ailleurs = await preuveHorsAgent(terrain, interieur, 'claire-fontaine');
    expect(await demander(justice, 'POST /api/session', { corps: ailleurs })).toMatchObject({
      statut: 401,
      corps: { code: 'defi-perime' },
    });
  });

  test('la preuve d’une carte avec la signature d’une autre est refusée', async () => {
    const { interieur } = terrain.terrain;
    const preuve = await preuveHorsAgent(terrain, interieur, 'camille-moreau');
    const autre = await preuveHorsAgent(terrain, interieur, 'hugo-lefevre');
    const corps = { ...preuve, resultat: { ...preuve.resultat, signature: autre.resultat.signature } };
    expect(await demander(interieur, 'POST /api/session', { corps })).toMatchObject({
      statut: 401,
      corps: { code: 'signature-fausse' },
    });
  });

  test('une session fermée ne se rouvre pas avec son ancien témoin', async () => {
    const { interieur } = terrain.terrain;
    const { temoin } = await demander(interieur, 'POST /api/session', {
      corps: await preuveHorsAgent(terrain, interieur, 'hugo-lefevre'),
    });
    expect((await demander(interieur, 'GET /api/session', { temoin })).statut).toBe(200);
    expect((await demander(interieur, 'DELETE /api/session', { temoin })).statut).toBe(204);
    expect((await demander(interieur, 'GET /api/session', { temoin })).statut).toBe(401);
  });
});

describe('avant transmission', () => {
  test('une autre unité ne lit, n’écrit, ne signe ni ne transmet rien ; un dossier inconnu se dit pareil', async () => {
    const { client } = opjAmiens;
    const essais = (idj: string): Promise<readonly Rendu[]> =>
      Promise.all([
        client.appeler('GET /api/dossiers/:idj', { idj }),
        client.lire('GET /api/dossiers/:idj/pieces/:id', { idj, id: photo }),
        client.lire('GET /api/dossiers/:idj/pieces/:id/vignette', { idj, id: photo }),
        client.appeler('GET /api/dossiers/:idj/completude', { idj }),
        client.appeler('GET /api/dossiers/:idj/consultations', { idj }),
        client.appeler('GET /api/dossiers/:idj/actes/:acteId', { idj, acteId: brouillon }),
        client.lire('GET /api/dossiers/:idj/actes/:acteId/apercu', { idj, acteId: brouillon }),
        client.appeler('POST /api/dossiers/:idj/actes', { idj, corps: { type: 'plainte' } }),
        client.appeler('PUT /api/dossiers/:idj/actes/:acteId', {
          idj,
          acteId: brouillon,
          corps: { versionAttendue: 2, contenu: {} },
        }),
        client.appeler('DELETE /api/dossiers/:idj/actes/:acteId', { idj, acteId: brouillon }),
        client.appeler('GET /api/dossiers/:idj/actes/:acteId/signatures', { idj, acteId: brouillon }),
        client.appeler('POST /api/dossiers/:idj/actes/:acteId/remise', { idj, acteId: brouillon }),
        client.appeler('DELETE /api/dossiers/:idj/actes/:acteId/remise', { idj, acteId: brouillon }),
        client.appeler('POST /api/dossiers/:idj/actes/:acteId/reprise', { idj, acteId: brouillon }),
        client.appeler('PUT /api/dossiers/:idj/actes/:acteId/signatures/:place', {
          idj,
          acteId: brouillon,
          place: 'personne',
          corps: { identite: 'constatee' },
        }),
        client.appeler('DELETE /api/dossiers/:idj/actes/:acteId/signatures/:place', {
          idj,
          acteId: brouillon,
          place: 'personne',
        }),
        client.appeler('PUT /api/dossiers/:idj/personnes/:id', {
          idj,
          id: procedure.victime,
          corps: { genre: 'physique', nom: 'X', roles: ['victime'] },
        }),
        client.appeler('DELETE /api/dossiers/:idj/personnes/:id', { idj, id: procedure.victime }),
        client.appeler('DELETE /api/dossiers/:idj/faits/:id', { idj, id: procedure.fait }),
        client.deposer('POST /api/dossiers/:idj/fichiers', {
          idj,
          nom: 'x.txt',
          octets: new TextEncoder().encode('bonjour'),
        }),
        client.appeler('DELETE /api/dossiers/:idj/fichiers/:id', { idj, id: photo }),
        client.appeler('POST /api/dossiers/:idj/transmission', { idj, corps: { juridiction: 'tj80021' } }),
      ]);
    const interdits = await essais(procedure.idj);
    const inconnus = await essais(INCONNU);
    expect(interdits.map(sort)).toEqual(interdits.map(() => '403 acces-refuse'));
    expect(inconnus).toEqual(interdits);
    const { ordres, refus } = attendu(
      'ordres',
      await client.appeler('POST /api/signatures/ordres', { corps: { actes: [brouillon] } }),
    );
    expect([ordres, refus.map(({ code }) => code)]).toEqual([[], ['acces-refuse']]);
    expect(attendu('liste', await client.appeler('GET /api/dossiers')).dossiers).toEqual([]);
    expect(attendu('parapheur', await client.appeler('GET /api/parapheur')).actes).toEqual([]);
  });

  test('la Justice ne voit rien, et ne peut pas même savoir que le dossier existe', async () => {
    const { client } = substitut;
    const essais = (idj: string): Promise<readonly Rendu[]> =>
      Promise.all([
        client.appeler('GET /api/dossiers/:idj', { idj }),
        client.lire('GET /api/dossiers/:idj/pieces/:id', { idj, id: photo }),
        client.appeler('POST /api/dossiers/:idj/actes', { idj, corps: { type: 'copj' } }),
        client.appeler('GET /api/dossiers/:idj/consultations', { idj }),
      ]);
    const interdits = await essais(procedure.idj);
    expect(interdits.map(sort)).toEqual(interdits.map(() => '403 acces-refuse'));
    expect(await essais(INCONNU)).toEqual(interdits);
    expect(attendu('boîte', await client.appeler('GET /api/dossiers')).dossiers).toEqual([]);
  });

  test('un APJ ne transmet pas, ne rédige pas la synthèse, ne touche pas au brouillon d’un autre', async () => {
    const { client } = apj;
    const { idj } = procedure;
    expect(
      sort(
        await client.appeler('POST /api/dossiers/:idj/transmission', {
          idj,
          corps: { juridiction: 'tj47001' },
        }),
      ),
    ).toBe('403 qualite-insuffisante');
    expect(
      sort(await client.appeler('POST /api/dossiers/:idj/actes', { idj, corps: { type: 'synthese' } })),
    ).toBe('403 qualite-insuffisante');
    const acte = { idj, acteId: brouillon };
    expect(
      sort(
        await client.appeler('PUT /api/dossiers/:idj/actes/:acteId', {
          ...acte,
          corps: { versionAttendue: 2, contenu: {} },
        }),
      ),
    ).toBe('403 autre-redacteur');
    expect(sort(await client.appeler('DELETE /api/dossiers/:idj/actes/:acteId', acte))).toBe(
      '403 autre-redacteur',
    );
    expect(sort(await client.lire('GET /api/dossiers/:idj/actes/:acteId/apercu', acte))).toBe(
      '403 autre-redacteur',
    );
    const { ordres, refus } = attendu(
      'ordres',
      await client.appeler('POST /api/signatures/ordres', { corps: { actes: [brouillon] } }),
    );
    expect([ordres, refus.map(({ code }) => code)]).toEqual([[], ['autre-redacteur']]);
  });

  test('un acte préparé pour une carte ne se signe ni par une autre, ni dans la session d’un autre', async () => {
    const { ordres } = attendu(
      'ordres',
      await opj.client.appeler('POST /api/signatures/ordres', { corps: { actes: [brouillon] } }),
    );
    const attributs = Buffer.from(chargeDe(ordres[0]?.ordre ?? '')['attributs'] ?? '', 'base64');
    const [autre, juste] = [
      await signerHorsAgent(terrain, 'hugo-lefevre', 'signature', attributs),
      await signerHorsAgent(terrain, 'camille-moreau', 'signature', attributs),
    ];
    const remettre = async ({ client }: Enqueteur, signature: string) =>
      attendu(
        'signatures',
        await client.appeler('POST /api/signatures', {
          corps: { signatures: [{ acteId: brouillon, signature }] },
        }),
      ).resultats[0];
    expect(await remettre(opj, autre)).toMatchObject({
      etat: 'refuse',
      phrase: expect.stringContaining('pas celle de cet acte'),
    });
    expect(await remettre(apj, juste)).toMatchObject({
      etat: 'refuse',
      phrase: expect.stringContaining('seul son rédacteur'),
    });
    expect(await remettre(apj, autre)).toMatchObject({ etat: 'refuse' });
    const ailleurs = await remettre(opjAmiens, juste);
    expect(ailleurs?.phrase).not.toMatch(/Camille|Moreau/);
    expect(ailleurs).toMatchObject({
      etat: 'refuse',
      phrase: expect.stringContaining('n’existe pas ou ne relève pas'),
    });
    expect(await remettre(opj, juste)).toEqual({
      acteId: brouillon,
      etat: 'scelle',
      phrase: 'Acte signé et scellé.',
    });
  });
});

describe('après transmission', () => {
  beforeAll(async () => void (await transmettre(opj, procedure.idj, 'tj47001')), 60_000);

  test('seule la juridiction saisie lit ; une autre non', async () => {
    const { idj } = procedure;
    expect(sort(await substitut.client.appeler('GET /api/dossiers/:idj', { idj }))).toBe('accorde');
    expect(sort(await greffier.client.appeler('GET /api/dossiers/:idj', { idj }))).toBe('accorde');
    for (const rendu of await Promise.all([
      substitutAmiens.client.appeler('GET /api/dossiers/:idj', { idj }),
      substitutAmiens.client.lire('GET /api/dossiers/:idj/pieces/:id', { idj, id: photo }),
      substitutAmiens.client.appeler('POST /api/dossiers/:idj/actes', { idj, corps: { type: 'copj' } }),
    ]))
      expect(sort(rendu)).toBe('403 acces-refuse');
    expect(attendu('boîte', await substitutAmiens.client.appeler('GET /api/dossiers')).dossiers).toEqual([]);
  });

  test('un greffier ne décide pas, un magistrat ne rédige pas d’acte d’enquête', async () => {
    const { idj } = procedure;
    expect(
      sort(await greffier.client.appeler('POST /api/dossiers/:idj/actes', { idj, corps: { type: 'copj' } })),
    ).toBe('403 qualite-insuffisante');
    expect(
      sort(
        await substitut.client.appeler('POST /api/dossiers/:idj/actes', { idj, corps: { type: 'plainte' } }),
      ),
    ).toBe('422 acte-inconnu');
    const { peut } = attendu('dossier', await greffier.client.appeler('GET /api/dossiers/:idj', { idj }));
    expect(peut).toEqual([
      'deposer',
      'obtenir-copie',
      'mentionner',
      'signer',
      'suivre-la-mesure',
      'lire-journal',
      'voir-par',
      'lire-retirees',
      'trier',
      'coter',
    ]);
  });

  test('chaque lecture et chaque refus est au journal : qui, sa qualité, la pièce, quand, pourquoi', async () => {
    const { idj } = procedure;
    const { client } = greffier;
    const pieces = attendu('dossier', await client.appeler('GET /api/dossiers/:idj', { idj })).pieces;
    attendu(
      'pièce',
      await client.lire('GET /api/dossiers/:idj/pieces/:id', { idj, id: pieces[0]?.id ?? '' }),
    );
    attendu(
      'pièce',
      await client.lire('GET /api/dossiers/:idj/pieces/:id', {
        idj,
        id: photo,
        requete: { telecharger: '1' },
      }),
    );
    attendu('vignette', await client.lire('GET /api/dossiers/:idj/pieces/:id/vignette', { idj, id: photo }));
    const pli = attendu('dossier', await opj.client.appeler('GET /api/dossiers/:idj', { idj })).plis[0];
    attendu('pli', await opj.client.lire('GET /api/dossiers/:idj/plis/:id', { idj, id: pli?.id ?? '' }));
    attendu(
      'accusé',
      await opj.client.lire('GET /api/dossiers/:idj/plis/:id/accuse', { idj, id: pli?.id ?? '' }),
    );

    const justice = attendu(
      'journal',
      await substitut.client.appeler('GET /api/dossiers/:idj/consultations', { idj }),
    ).consultations;
    const motif = 'juridiction saisie de la procédure (R.249-13 CPP)';
    const deSophie = justice
      .filter(({ agent }) => agent === 'Sophie Roux')
      .map(({ quand: _quand, ...reste }) => reste);
    const acces = (action: string, piece: string | null) => ({
      agent: 'Sophie Roux',
      qualite: 'greffier',
      action,
      piece,
      motif,
      resultat: 'accorde',
    });
    expect(deSophie.slice(0, 4)).toEqual([
      acces('voir une vignette', expect.stringMatching(/rayon\.jpg$/)),
      acces('télécharger une pièce', expect.stringMatching(/rayon\.jpg$/)),
      acces('lire une pièce', '1. Procès-verbal de plainte'),
      acces('consulter', null),
    ]);
    expect(
      justice
        .filter(({ agent }) => agent === 'Marc Delattre')
        .map(({ action, motif: raison, resultat }) => `${action} ${raison} ${resultat}`),
    ).toEqual(
      expect.arrayContaining([
        'consulter autre-juridiction refuse',
        'lire une pièce autre-juridiction refuse',
        'commencer un acte autre-juridiction refuse',
      ]),
    );
    expect(
      justice
        .filter(({ agent, resultat }) => agent === 'Claire Fontaine' && resultat === 'refuse')
        .map(({ motif: raison }) => raison),
    ).toContain('dossier-inconnu');
    for (const { quand } of justice) expect(Date.now() - Date.parse(quand)).toBeLessThan(600_000);

    const interieur = attendu(
      'journal',
      await opj.client.appeler('GET /api/dossiers/:idj/consultations', { idj }),
    ).consultations;
    expect(interieur.map(({ action }) => action)).toEqual(
      expect.arrayContaining([
        'télécharger un pli',
        'télécharger un accusé',
        'signer un acte',
        'transmettre',
        'déposer un fichier',
      ]),
    );
    // Un lot d'actes d'un dossier est un acces : la plainte et les constatations ensemble, puis la synthese.
    const preparations = interieur.filter(
      ({ agent, action }) => agent === 'Camille Moreau' && action === 'préparer une signature',
    );
    expect(preparations).toHaveLength(2);
    const refusees = interieur.filter(({ agent }) => agent === 'Nadia Benali');
    expect(refusees.length).toBeGreaterThanOrEqual(17);
    expect(new Set(refusees.map(({ motif: raison, resultat }) => `${raison} ${resultat}`))).toEqual(
      new Set(['autre-unite refuse']),
    );
    expect(sort(await apj.client.appeler('GET /api/dossiers/:idj/consultations', { idj }))).toBe(
      '403 qualite-insuffisante',
    );
  });

  test('une décision signée referme le dossier aux autres décisions', async () => {
    const { idj } = procedure;
    await deciderCopj(substitut, idj, 21);
    expect(
      sort(await substitut.client.appeler('POST /api/dossiers/:idj/actes', { idj, corps: { type: 'copj' } })),
    ).toBe('409 deja-decidee');
  });
});

describe('en SQL', () => {
  test.each([
    ['consultation', 'idj'],
    ['fait', 'auteur'],
  ])(
    'la table %s ne se modifie, ne s’efface ni ne se vide, même par son propriétaire',
    async (table, colonne) => {
      const { interieur } = terrain.systeme;
      for (const url of [interieur.base.urlApplication, interieur.base.urlProprietaire])
        for (const ordre of [
          `update ${table} set ${colonne} = 'x'`,
          `delete from ${table}`,
          `truncate ${table}`,
        ])
          await expect(surLaBase(interieur, (client) => client.query(ordre), url)).rejects.toThrow(
            /ne se modifie|permission denied|droit|immuable|ajoute/i,
          );
      const { rows } = await surLaBase(interieur, (client) =>
        client.query<{ n: number }>(`select count(*)::int as n from ${table}`),
      );
      expect(rows[0]?.n).toBeGreaterThan(5);
    },
  );

  test('le rôle d’un ministère n’entre pas dans la base de l’autre', async () => {
    const { interieur, justice } = terrain.systeme;
    const chez = new URL(justice.base.urlApplication);
    const moi = new URL(interieur.base.urlApplication);
    chez.username = moi.username;
    chez.password = moi.password;
    await expect(surLaBase(justice, (client) => client.query('select 1'), chez.href)).rejects.toThrow(
      /password|authentication|exist/,
    );
    const autreBase = new URL(moi);
    autreBase.pathname = chez.pathname;
    await expect(surLaBase(interieur, (client) => client.query('select 1'), autreBase.href)).rejects.toThrow(
      /does not exist/,
    );
    autreBase.pathname = '/postgres';
    await expect(surLaBase(interieur, (client) => client.query('select 1'), autreBase.href)).rejects.toThrow(
      /permission denied/,
    );
  });

  test('le rôle applicatif ne crée rien et n’est maître de rien', async () => {
    const { justice } = terrain.systeme;
    for (const ordre of [
      'create table x (a int)',
      'create schema x',
      'drop table fait',
      'alter table fait disable trigger all',
      'create role x',
    ])
      await expect(surLaBase(justice, (client) => client.query(ordre))).rejects.toThrow(
        /permission denied|must be owner/,
      );
  });
});

describe('les entrées hostiles', () => {
  const textes = [
    "' or '1'='1",
    "'; drop table dossier; --",
    '%',
    '_',
    '\\',
    '${1}',
    '<script>alert(1)</script>',
    '\u202egpj.exe',
  ];

  test('une recherche reste une recherche, bornée', async () => {
    for (const q of textes) {
      const { dossiers } = attendu(
        'liste',
        await opj.client.appeler('GET /api/dossiers', { requete: { q } }),
      );
      expect(dossiers).toEqual([]);
      attendu('natinf', await opj.client.appeler('GET /api/nomenclatures/natinf', { requete: { q } }));
    }
    expect(sort(await opj.client.appeler('GET /api/dossiers', { requete: { q: 'a'.repeat(101) } }))).toBe(
      '422 demande-invalide',
    );
  });

  test('un identifiant forgé n’est jamais un incident interne', async () => {
    const { client } = opj;
    const rendus: Rendu[] = [];
    for (const forge of [...textes, 'x', '00000000-0000-7000-8000-00000000000g', '..', randomUUID()]) {
      rendus.push(
        await client.appeler('GET /api/dossiers/:idj', { idj: forge }),
        await client.lire('GET /api/dossiers/:idj/pieces/:id', { idj: procedure.idj, id: forge }),
        await client.appeler('GET /api/dossiers/:idj/actes/:acteId', { idj: procedure.idj, acteId: forge }),
        await client.appeler('DELETE /api/dossiers/:idj/actes/:acteId', {
          idj: procedure.idj,
          acteId: forge,
        }),
        await client.lire('GET /api/dossiers/:idj/plis/:id', { idj: procedure.idj, id: forge }),
        await client.appeler('DELETE /api/dossiers/:idj/fichiers/:id', { idj: procedure.idj, id: forge }),
        await client.appeler('PUT /api/dossiers/:idj/personnes/:id', {
          idj: procedure.idj,
          id: forge,
          corps: { genre: 'physique', nom: 'X', roles: ['temoin'] },
        }),
      );
    }
    const statuts = new Set(rendus.map(({ refus }) => refus?.status ?? 200));
    expect([...statuts].filter((statut) => ![200, 400, 403, 404].includes(statut))).toEqual([]);
  });

  test('une saisie hostile est gardée telle quelle ou refusée avec son champ, jamais interprétée', async () => {
    const { client } = opj;
    const { idj } = attendu(
      'ouvrir',
      await client.appeler('POST /api/dossiers', {
        corps: { intitule: textes[1] ?? '', cadre: 'flagrance' },
      }),
    );
    expect(attendu('dossier', await client.appeler('GET /api/dossiers/:idj', { idj })).intitule).toBe(
      textes[1],
    );
    const saisir = (corps: object) =>
      client.appeler('PUT /api/dossiers/:idj/personnes/:id', {
        idj,
        id: randomUUID(),
        corps: { genre: 'physique', nom: 'X', roles: ['temoin'], ...corps },
      });
    for (const corps of [
      { nom: 'x'.repeat(201) },
      { nom: ' ' },
      { nom: 'a\0b' },
      { courriel: 'x@' },
      { neLe: '1994-02-30' },
      { roles: [] },
      { roles: ['juge'] },
    ]) {
      const refuse = await saisir(corps);
      expect(sort(refuse)).toBe('422 demande-invalide');
      expect(JSON.stringify(refuse)).not.toMatch(/Invalid|expected/);
    }
    expect(
      sort(
        await client.appeler('POST /api/dossiers', {
          corps: { intitule: 'x'.repeat(2_000_000), cadre: 'flagrance' },
        }),
      ),
    ).toBe('413 trop-volumineux');
    expect(
      sort(
        await client.appeler('POST /api/dossiers/:idj/transmission', {
          idj,
          corps: { juridiction: "tj' or 1=1" },
        }),
      ),
    ).toBe('422 juridiction-inconnue');
  });
});
