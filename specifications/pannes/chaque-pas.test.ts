import {
  AFFAIRE_S1,
  attendu,
  audienceDans,
  ouvrir,
  type ProcedureOuverte,
  rediger,
  redigerSynthese,
  signer,
  signerSurTablette,
} from '@ppn/scenarios/jeu';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  type Chaine,
  comptesDe,
  empreinteLue,
  enregistrement,
  jusquaVoir,
  monterChaine,
  mortBrutale,
  plisLus,
  relancer,
  vueDe,
} from './chaine.ts';

const RECIT = 'Hier vers 11 heures, « l’homme à la veste rouge » est sorti sans payer.\nJe dépose plainte.';

let chaine: Chaine;
let procedure: ProcedureOuverte;
let plainte: string;
let constatations: string;
let pli: string;

beforeAll(async () => {
  chaine = await monterChaine({
    PPN_INTERIEUR_POINT_D_ARRET: 'redaction.brouillon-garde',
    PPN_JUSTICE_POINT_D_ARRET: 'echange.objet-recu:2',
  });
  procedure = await ouvrir(chaine.enqueteur, AFFAIRE_S1);
}, 180_000);
afterAll(() => chaine.fermer(), 60_000);

/** Chaque essai tue le service au pas nomme, puis le relance arme pour le suivant : un seul dossier les traverse tous. */
const PAS = { timeout: 180_000 };

test(
  'tué après l’enregistrement du brouillon : le texte est là, le même envoi n’est pas un conflit',
  PAS,
  async () => {
    const { client } = chaine.enqueteur;
    const { idj } = procedure;
    const commence = attendu(
      'plainte',
      await client.appeler('POST /api/dossiers/:idj/actes', { idj, corps: { type: 'plainte' } }),
    );
    plainte = commence.acteId;
    const corps = {
      versionAttendue: commence.version,
      contenu: { ...commence.contenu, recit: RECIT, droitsRemis: true },
    };
    const ecrire = () =>
      client.appeler('PUT /api/dossiers/:idj/actes/:acteId', { idj, acteId: plainte, corps });
    expect((await ecrire()).ok).toBe(false);
    await mortBrutale(chaine.systeme.interieur);
    await relancer(chaine.systeme.interieur, 'depot.octets-gardes');
    const relu = attendu(
      'relecture',
      await client.appeler('GET /api/dossiers/:idj/actes/:acteId', { idj, acteId: plainte }),
    );
    expect(relu.contenu['recit']).toBe(RECIT);
    expect(attendu('reprise', await ecrire()).version).toBe(relu.version);
    await signerSurTablette(chaine.enqueteur, idj, plainte);
  },
);

test(
  'tué pendant le dépôt d’un original, avant et après son inscription : un seul fichier au bout',
  PAS,
  async () => {
    const { client } = chaine.enqueteur;
    const { idj } = procedure;
    const octets = enregistrement(1);
    const deposer = (nom: string, contenu: Uint8Array<ArrayBuffer>) =>
      client.deposer('POST /api/dossiers/:idj/fichiers', {
        idj,
        nom,
        octets: contenu,
        typeMime: 'audio/wav',
      });
    expect((await deposer('appel.wav', octets)).ok).toBe(false);
    await mortBrutale(chaine.systeme.interieur);
    await relancer(chaine.systeme.interieur, 'depot.fichier-inscrit');
    expect((await vueDe(chaine.enqueteur, idj)).fichiers).toEqual([]);
    expect((await deposer('appel.wav', octets)).ok).toBe(false);
    await mortBrutale(chaine.systeme.interieur);
    await relancer(chaine.systeme.interieur, 'signature.acte-gele');
    const premiere = attendu('dépôt', await deposer('appel.wav', octets));
    const seconde = attendu('dépôt', await deposer('entree.wav', enregistrement(2)));
    expect((await vueDe(chaine.enqueteur, idj)).fichiers.map(({ nom }) => nom).sort()).toEqual([
      'appel.wav',
      'entree.wav',
    ]);
    constatations = await rediger(chaine.enqueteur, idj, 'constatations', () => ({
      constatations: 'Constatons que l’emplacement est vide.',
      photographies: [premiere, seconde].map(({ id }) => ({ fichier: id, legende: 'L’appel' })),
    }));
  },
);

test(
  'tué à chaque pas de la signature : l’acte finit scellé une fois, sans nouvelle signature',
  PAS,
  async () => {
    const { client, carte } = chaine.enqueteur;
    const { interieur } = chaine.systeme;
    const { idj } = procedure;
    const demander = () => client.appeler('POST /api/signatures/ordres', { corps: { actes: [plainte] } });
    expect((await demander()).ok).toBe(false);
    await mortBrutale(interieur);
    await relancer(interieur, 'signature.signature-recue');
    const gele = (await vueDe(chaine.enqueteur, idj)).enCours.find(({ acteId }) => acteId === plainte);
    expect(gele?.etat).toBe('gele');
    const { ordres } = attendu('ordres', await demander());
    const [signature] = await carte.signer(ordres.map(({ ordre }) => ordre));
    const corps = {
      signatures: [{ acteId: ordres[0]?.acteId ?? procedure.idj, signature: signature?.signature ?? '' }],
    };
    const remettre = () => client.appeler('POST /api/signatures', { corps });
    expect((await remettre()).ok).toBe(false);
    await mortBrutale(interieur);
    for (const point of ['signature.objet-garde', 'signature.acte-scelle']) {
      await relancer(interieur, point);
      await mortBrutale(interieur);
    }
    await relancer(interieur, 'transmission.demandee');
    const vue = await vueDe(chaine.enqueteur, idj);
    expect(vue.pieces.map(({ id }) => id)).toEqual([plainte]);
    expect(vue.enCours.map(({ acteId }) => acteId)).toEqual([constatations]);
    expect(attendu('reprise', await remettre()).resultats[0]?.etat).toBe('scelle');
    expect(await comptesDe(interieur, idj)).toMatchObject({ 'acte-scelle': 1 });
    await signer(chaine.enqueteur, [constatations, await redigerSynthese(chaine.enqueteur, procedure)]);
  },
);

test(
  'tué dès la transmission demandée, puis le pli préparé, puis une grande pièce poussée : le pli part seul',
  PAS,
  async () => {
    const { interieur } = chaine.systeme;
    const { idj } = procedure;
    const demande = await chaine.enqueteur.client.appeler('POST /api/dossiers/:idj/transmission', {
      idj,
      corps: { juridiction: 'tj47001' },
    });
    expect(demande.ok).toBe(false);
    await mortBrutale(interieur);
    for (const point of ['echange.pli-prepare', 'echange.piece-poussee']) {
      await relancer(interieur, point);
      await mortBrutale(interieur);
    }
    expect(await comptesDe(interieur, idj)).toMatchObject({ 'pli-emis': 1, envois: 1 });
  },
);

test(
  'la Justice tuée à chaque pas de la réception : le pli attend à la vue de tous, puis est intégré une fois',
  PAS,
  async () => {
    const { interieur, justice } = chaine.systeme;
    await relancer(interieur, 'echange.pli-envoye');
    await mortBrutale(justice);
    const attente = await jusquaVoir(
      chaine.enqueteur,
      procedure.idj,
      ({ plis }) => plis[0]?.etat === 'en-attente',
    );
    expect(attente.plis[0]?.derniereErreur).toMatch(/Le pli attend et partira dès son retour/);
    for (const point of ['echange.pli-verifie', 'echange.accuse-scelle', 'echange.pli-integre']) {
      await relancer(justice, point);
      await mortBrutale(justice);
    }
    await relancer(justice, 'signature.acte-scelle');
    await mortBrutale(interieur);
    expect(await comptesDe(justice, procedure.idj)).toMatchObject({
      'acte-recu': 3,
      'pli-recu': 1,
      receptions: 1,
    });
  },
);

test(
  'tué avant puis après l’enregistrement de l’accusé : un acte, un pli, un accusé, les mêmes octets des deux côtés',
  PAS,
  async () => {
    const { enqueteur, magistrat, systeme } = chaine;
    const { idj } = procedure;
    await relancer(systeme.interieur, 'echange.accuse-enregistre');
    await mortBrutale(systeme.interieur);
    await relancer(systeme.interieur);
    const ici = await jusquaVoir(enqueteur, idj, ({ etat }) => etat === 'transmise');
    const la = await vueDe(magistrat, idj);
    const cle = ({ id, empreinte }: { id: string; empreinte: string }): string => `${id} ${empreinte}`;
    expect(la.pieces.map(cle).sort()).toEqual(ici.pieces.map(cle).sort());
    expect(ici.pieces).toHaveLength(5);
    for (const { id, empreinte } of ici.pieces)
      expect([await empreinteLue(enqueteur, idj, id), await empreinteLue(magistrat, idj, id)]).toEqual([
        empreinte,
        empreinte,
      ]);
    pli = ici.plis[0]?.id ?? '';
    expect([ici.plis.length, la.plis.length]).toEqual([1, 1]);
    expect(await plisLus(magistrat, idj, pli)).toEqual(await plisLus(enqueteur, idj, pli));
    const commun = { rejets: 0, incidents: 0, brouillons: 0 };
    expect(await comptesDe(systeme.interieur, idj)).toEqual({
      ...commun,
      'dossier-ouvert': 1,
      'acte-scelle': 3,
      'pli-emis': 1,
      'pli-accuse': 1,
      envois: 1,
      receptions: 0,
    });
    expect(await comptesDe(systeme.justice, idj)).toEqual({
      ...commun,
      'acte-recu': 3,
      'pli-recu': 1,
      envois: 0,
      receptions: 1,
    });
    const encore = await enqueteur.client.appeler('POST /api/dossiers/:idj/transmission', {
      idj,
      corps: { juridiction: 'tj47001' },
    });
    expect(!encore.ok && encore.refus.code).toBe('deja-transmise');
  },
);

test(
  'la Justice tuée juste après le scellement d’une décision : la décision part seule, une fois',
  PAS,
  async () => {
    const { enqueteur, magistrat, systeme } = chaine;
    const { idj } = procedure;
    const copj = await rediger(magistrat, idj, 'copj', () => ({
      audience: audienceDans(21),
      salle: 'Salle A',
    }));
    await expect(signer(magistrat, [copj])).rejects.toThrow('signatures :');
    await mortBrutale(systeme.justice);
    await relancer(systeme.justice);
    const vue = await jusquaVoir(enqueteur, idj, ({ decisions }) => decisions.length > 0);
    expect(vue.decisions.map(({ acteId }) => acteId)).toEqual([copj]);
    const decidee = await jusquaVoir(magistrat, idj, ({ plis }) =>
      plis.every(({ etat }) => etat === 'accuse'),
    );
    expect(decidee.plis).toHaveLength(2);
    expect(await empreinteLue(enqueteur, idj, copj)).toBe(await empreinteLue(magistrat, idj, copj));
    expect(await comptesDe(systeme.interieur, idj)).toMatchObject({
      'acte-recu': 1,
      'pli-recu': 1,
      incidents: 0,
    });
    expect(await comptesDe(systeme.justice, idj)).toMatchObject({
      'acte-scelle': 1,
      'pli-accuse': 1,
      brouillons: 0,
    });
  },
);
