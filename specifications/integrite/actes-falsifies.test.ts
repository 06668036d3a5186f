import { PDF, rgb } from '@libpdf/core';
import { AFFAIRE_S1, attendu, type Enqueteur, type Magistrat, ouvrir } from '@ppn/scenarios/jeu';
import { horodateurHttp, lireAsic, scellerAsic } from '@ppn/sealing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  type Chaine,
  empreinteLue,
  enregistrement,
  jusquaVoir,
  monterChaine,
  procedureSignee,
  vueDe,
} from '../pannes/chaine.ts';
import {
  cachetVole,
  changerUnOctet,
  contrefaire,
  donneesDe,
  type Faussaire,
  faussaire,
} from './faussaire.ts';

let chaine: Chaine;
let faux: Faussaire;
let enqueteur: Enqueteur;
let magistrat: Magistrat;
/** Un dossier signe, pas encore transmis, et sa plainte. */
let idj: string;
let plainte: { readonly nom: string; readonly octets: Uint8Array };

beforeAll(async () => {
  chaine = await monterChaine();
  ({ enqueteur, magistrat } = chaine);
  faux = await faussaire(chaine);
  idj = await procedureSignee(enqueteur);
  const piece = (await vueDe(enqueteur, idj)).pieces.find(({ type }) => type === 'plainte');
  plainte = { nom: `actes/${piece?.id ?? ''}.pdf`, octets: await faux.lire(piece?.empreinte ?? '') };
}, 180_000);
afterAll(async () => {
  await faux.fermer();
  await chaine.fermer();
}, 60_000);

const PATIENCE = { timeout: 120_000 };

const incidentsDe = async ({ client }: Magistrat): Promise<readonly string[]> =>
  attendu('incidents', await client.appeler('GET /api/incidents')).incidents.map(({ phrase }) => phrase);

/** Attend le refus d'un pli chez l'emetteur ; verifie que le destinataire en garde l'incident ; rend les motifs. */
async function refusDe(pli: string, objet = idj, debut = `Pli refusé (${objet}) : `): Promise<string> {
  const { plis } = await jusquaVoir(
    enqueteur,
    objet,
    (vue) => vue.plis.find(({ id }) => id === pli)?.etat === 'refuse',
  );
  const motifs = plis.find(({ id }) => id === pli)?.motifs.join(' ') ?? '';
  expect(
    (await incidentsDe(magistrat)).some(
      (phrase) => phrase.startsWith(debut) && phrase.includes(motifs.slice(0, 500)),
    ),
  ).toBe(true);
  return motifs;
}

test('un acte signé dont un octet a changé est refusé avec sa raison', PATIENCE, async () => {
  const octets = Buffer.from(plainte.octets);
  octets.writeUInt8(octets.readUInt8(2_000) ^ 1, 2_000);
  expect(await refusDe(await faux.envoyer(idj, [{ ...plainte, octets }]))).toMatch(
    /n’est pas valide|illisible/,
  );
});

test('un acte repris après signature par une mise à jour incrémentale est refusé', PATIENCE, async () => {
  const pdf = await PDF.load(plainte.octets);
  pdf.getPage(0)?.drawText('et 2 000 euros en espèces', { x: 80, y: 300, size: 11, color: rgb(0, 0, 0) });
  const octets = await pdf.save({ incremental: true });
  expect(Buffer.from(octets).subarray(0, plainte.octets.length).equals(Buffer.from(plainte.octets))).toBe(
    true,
  );
  expect(await refusDe(await faux.envoyer(idj, [{ ...plainte, octets }]))).toMatch(
    /après (la )?signature|n’est pas valide/,
  );
});

test('un acte dont les données ne sont pas le texte est refusé', PATIENCE, async () => {
  const texteDe = await donneesDe(plainte.octets);
  const donnees = { ...texteDe, contenu: { ...texteDe.contenu, recit: 'Je retire ma plainte.' } };
  const octets = await contrefaire(chaine, { modele: plainte.octets, texteDe, donnees }, 'camille-moreau');
  expect(await refusDe(await faux.envoyer(idj, [{ ...plainte, octets }]))).toContain(
    'Le texte de l’acte n’est pas celui de ses données',
  );
});

test('un acte signé par un autre que son rédacteur est refusé', PATIENCE, async () => {
  const donnees = await donneesDe(plainte.octets);
  const octets = await contrefaire(
    chaine,
    { modele: plainte.octets, texteDe: donnees, donnees },
    'hugo-lefevre',
  );
  expect(await refusDe(await faux.envoyer(idj, [{ ...plainte, octets }]))).toContain(
    'L’acte n’est pas signé par son rédacteur.',
  );
});

test('un acte signé d’une carte révoquée est refusé', PATIENCE, async () => {
  const donnees = await donneesDe(plainte.octets);
  const octets = await contrefaire(
    chaine,
    { modele: plainte.octets, texteDe: donnees, donnees },
    'demo-revoquee',
  );
  expect(await refusDe(await faux.envoyer(idj, [{ ...plainte, octets }]))).toMatch(/révoqué/);
});

test('un acte d’un autre dossier est refusé, et deux fois le même acte aussi', PATIENCE, async () => {
  const autre = await procedureSignee(enqueteur);
  expect(await refusDe(await faux.envoyer(autre, [plainte]), autre)).toContain(`L’acte porte l’IDJ ${idj}`);
  const donnees = await donneesDe(plainte.octets);
  const octets = await contrefaire(
    chaine,
    { modele: plainte.octets, texteDe: donnees, donnees },
    'camille-moreau',
  );
  expect(await refusDe(await faux.envoyer(idj, [plainte, { nom: 'actes/copie.pdf', octets }]))).toContain(
    'deux fois l’acte',
  );
});

test(
  'rien de tout cela n’empêche le vrai dossier de passer, ni un acte déjà reçu d’être protégé',
  PATIENCE,
  async () => {
    attendu(
      'transmission',
      await enqueteur.client.appeler('POST /api/dossiers/:idj/transmission', {
        idj,
        corps: { juridiction: 'tj47001' },
      }),
    );
    const { pieces, plis } = await jusquaVoir(enqueteur, idj, ({ etat }) => etat === 'transmise');
    expect(await faux.lire(pieces[0]?.empreinte ?? '')).toEqual(Buffer.from(plainte.octets));
    const donnees = await donneesDe(plainte.octets);
    const octets = await contrefaire(
      chaine,
      { modele: plainte.octets, texteDe: donnees, donnees },
      'camille-moreau',
    );
    const motifs = await refusDe(await faux.envoyer(idj, [{ ...plainte, octets }]));
    expect(motifs).toContain('est déjà au dossier avec un autre contenu');
    const recu = await vueDe(magistrat, idj);
    expect(recu.incidents.map(({ phrase }) => phrase).join(' ')).toContain(motifs);
    expect(recu.pieces.map(({ empreinte }) => empreinte)).toEqual(pieces.map(({ empreinte }) => empreinte));
    await plisFalsifies(plis.find(({ etat }) => etat === 'accuse')?.empreinte ?? '');
  },
);

/** Le pli honnete qui vient de passer, rejoue, tronque, rescelle, redresse : chacun refuse, avec sa raison. */
async function plisFalsifies(honnete: string): Promise<void> {
  const octets = await faux.lire(honnete);
  const ouvert = await lireAsic(octets);
  if (!ouvert.ok) throw new Error(ouvert.refus);
  const horodateur = horodateurHttp({ url: chaine.systeme.confiance.horodatage, delaiMs: 5_000 });
  const refaire = async (cote: 'interieur' | 'justice', changer: (bordereau: string) => string) =>
    scellerAsic({
      pieces: [...ouvert.valeur.pieces].map(([nom, contenu]) => ({
        nom,
        typeMime: 'application/octet-stream',
        octets:
          nom === 'pli/bordereau.json'
            ? Buffer.from(changer(Buffer.from(contenu).toString('utf8')))
            : contenu,
      })),
      cachet: await cachetVole(chaine, cote),
      horodateur,
    });
  const essais = [
    ['rejoué', octets, /il a pu être rejoué/],
    ['tronqué', octets.subarray(0, -500), /Conteneur illisible/],
    ['rescellé', await refaire('justice', (texte) => texte), /autre cachet que celui du pair/],
    [
      'redressé',
      await refaire('interieur', (texte) =>
        texte.replace('"destinataire": "justice"', '"destinataire": "amiens"'),
      ),
      /adressé à « amiens »/,
    ],
  ] as const;
  for (const [cas, contenu, raison] of essais)
    expect(
      `${cas} : ${await refusDe(await faux.envoyerTelQuel(idj, contenu), idj, 'Pli refusé : ')}`,
    ).toMatch(raison);
}

test(
  'un octet changé sur le disque de l’Intérieur : refusé, vu des deux côtés, le reste se lit',
  PATIENCE,
  async () => {
    const { pieces } = await vueDe(enqueteur, idj);
    const [alteree, intacte] = pieces;
    if (!alteree || !intacte) throw new Error('Le dossier devait avoir deux pièces.');
    await changerUnOctet(chaine.systeme.interieur, alteree.empreinte);
    const lire = () => enqueteur.client.lire('GET /api/dossiers/:idj/pieces/:id', { idj, id: alteree.id });
    const refus = await Promise.all([lire(), lire()]);
    for (const un of refus) expect(!un.ok && un.refus.code).toBe('objet-altere');
    const ici = await vueDe(enqueteur, idj);
    const alterations = ici.incidents.filter(({ code }) => code === 'objet-altere');
    expect(alterations).toHaveLength(1);
    expect(alterations[0]).toMatchObject({ piece: alteree.empreinte, constatePar: 'interieur' });
    expect(ici.pieces.map(({ integre }) => integre)).toEqual([false, true]);
    const la = await jusquaVoir(magistrat, idj, ({ incidents }) =>
      incidents.some(({ code }) => code === 'objet-altere'),
    );
    expect(la.incidents.find(({ code }) => code === 'objet-altere')).toMatchObject({
      phrase: alterations[0]?.phrase,
      constatePar: 'interieur',
    });
    expect(la.pieces.every(({ integre }) => integre)).toBe(true);
    expect(await empreinteLue(magistrat, idj, alteree.id)).toBe(alteree.empreinte);
    expect(await empreinteLue(enqueteur, idj, intacte.id)).toBe(intacte.empreinte);
  },
);

test(
  'un octet changé avant la transmission : rien ne part, les deux côtés le savent, un autre dossier passe',
  PATIENCE,
  async () => {
    const malade = await procedureSignee(enqueteur);
    const sain = await procedureSignee(enqueteur);
    const transmettre = (objet: string) =>
      enqueteur.client.appeler('POST /api/dossiers/:idj/transmission', {
        idj: objet,
        corps: { juridiction: 'tj47001' },
      });
    const [piece] = (await vueDe(enqueteur, malade)).pieces;
    await changerUnOctet(chaine.systeme.interieur, piece?.empreinte ?? '');
    attendu('transmission', await transmettre(malade));
    const vue = await jusquaVoir(enqueteur, malade, ({ etat }) => etat === 'refusee');
    expect(vue.plis[0]?.motifs.join(' ')).toContain('a été altéré');
    expect(vue.incidents.map(({ phrase }) => phrase)).toEqual([
      expect.stringMatching(/^« 1\. Procès-verbal de plainte » .* n’a pas été transmis\.$/),
    ]);
    await jusquaVoir(enqueteur, malade, ({ plis }) =>
      plis.some(({ genre, etat }) => genre === 'incident' && etat === 'accuse'),
    );
    expect(
      (await incidentsDe(magistrat)).some((phrase) =>
        phrase.startsWith(`${malade} : « 1. Procès-verbal de plainte »`),
      ),
    ).toBe(true);
    const encore = await transmettre(malade);
    expect(!encore.ok && encore.refus.code).toBe('procedure-incomplete');
    attendu('transmission', await transmettre(sain));
    await jusquaVoir(enqueteur, sain, ({ etat }) => etat === 'transmise');
  },
);

test(
  'une altération loin dans un grand fichier coupe la lecture, et l’incident est enregistré',
  PATIENCE,
  async () => {
    const { idj: objet } = await ouvrir(enqueteur, AFFAIRE_S1);
    const depose = attendu(
      'dépôt',
      await enqueteur.client.deposer('POST /api/dossiers/:idj/fichiers', {
        idj: objet,
        nom: 'appel.wav',
        octets: enregistrement(3, 900 * 1024),
        typeMime: 'audio/wav',
      }),
    );
    await changerUnOctet(chaine.systeme.interieur, depose.empreinte);
    const reponse = attendu(
      'pièce',
      await enqueteur.client.lire('GET /api/dossiers/:idj/pieces/:id', { idj: objet, id: depose.id }),
    );
    await expect(reponse.arrayBuffer()).rejects.toThrow('terminated');
    const vue = await jusquaVoir(enqueteur, objet, ({ incidents }) => incidents.length > 0);
    expect(vue.incidents).toMatchObject([{ code: 'objet-altere', piece: depose.empreinte }]);
  },
);
