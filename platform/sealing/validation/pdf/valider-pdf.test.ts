import { beforeAll, describe, expect, test } from 'vitest';
import { composerPdfA } from '../../composer.ts';
import { acteDEssai } from '../../essais/acte-d-essai.ts';
import { crlDe, emettre, horodateurDe, pkiDEssai } from '../../essais/pki-d-essai.ts';
import {
  MAINTENANT,
  ajouterRevision,
  alterer,
  ancresDe,
  crlRevoquant,
  signerChamp,
  texteDeLObjet,
} from '../essais/fabrique.ts';
import type { Signature } from '../essais/fabrique.ts';
import type { Ancres } from '../ancres.ts';
import { ouvrirPdf } from './document.ts';
import { champsDeSignature, pagesDe } from './formulaire.ts';
import { signaturesDe } from './signature-pdf.ts';
import { validerPdf } from './valider-pdf.ts';

const pki = pkiDEssai();
const ancres = ancresDe(pki.racine);
const parDefaut: Signature = { titulaire: pki.agent, crls: pki.crls, horodateur: pki.horodateur };
let vierge: Uint8Array;
let signe: Uint8Array;

beforeAll(async () => {
  vierge = await composerPdfA(acteDEssai());
  signe = await signerChamp(vierge, 'opj', parDefaut);
});

const juger = (pdf: Uint8Array, confiance: Ancres = ancres, a: Date = MAINTENANT) =>
  validerPdf(pdf, confiance, { a });
const motifsDe = async (pdf: Uint8Array): Promise<string> => {
  const rapport = await juger(pdf);
  expect(rapport.verdict).toBe('invalide');
  return [...rapport.motifs, ...rapport.signatures.flatMap((signature) => signature.motifs)].join(' ; ');
};

describe('un acte signe', () => {
  test('est valide avec la seule racine, au niveau B-T, a l’heure de son jeton', async () => {
    const rapport = await juger(signe);
    expect(rapport).toMatchObject({ verdict: 'valide', motifs: [] });
    expect(rapport.signatures).toMatchObject([
      {
        genre: 'signature',
        champ: 'opj',
        niveau: 'B-T',
        integrite: 'intacte',
        couverture: 'totale',
        chemin: 'valide',
        revocation: 'bonne',
        verdict: 'valide',
        motifs: [],
        signataire: { nom: 'Claire MARTEL', matricule: '1042371' },
        signeA: '2026-11-21T09:14:00.000Z',
        horodateA: '2026-11-21T09:15:00.000Z',
      },
    ]);
  });

  test('peut etre cosigne dans un champ deja prevu, en RSA comme en P-384', async () => {
    for (const titulaire of [pki.agentRsa, pki.agentP384]) {
      const rapport = await juger(await signerChamp(signe, 'temoin', { ...parDefaut, titulaire }));
      expect(rapport.signatures.map(({ verdict, couverture }) => [verdict, couverture])).toEqual([
        ['valide', 'anterieure'],
        ['valide', 'totale'],
      ]);
      expect(rapport.signatures[0]?.ajoutsApres).toEqual(['signature du champ « temoin »']);
    }
  });

  test('reste valide quand l’agent part : son certificat expire et sa cle est revoquee apres l’heure du jeton', async () => {
    const crls = [crlDe(pki.racine), crlRevoquant(pki.autorite, [pki.agent], '261201000000Z')];
    expect((await juger(signe, { ...ancres, crls })).verdict).toBe('valide');
  });

  test('recoit des donnees de validation (DSS) sans rien perdre', async () => {
    const { numeroDuCatalogue } = ouvrirPdf(signe);
    const avecDss = ajouterRevision(signe, (neuf) => ({
      [numeroDuCatalogue]: texteDeLObjet(signe, numeroDuCatalogue).replace(/>>$/u, `/DSS ${neuf} 0 R >>`),
      [neuf]: '<< /Certs [] >>',
    }));
    const rapport = await juger(avecDss);
    expect(rapport.verdict).toBe('valide');
    expect(rapport.signatures).toMatchObject([
      { couverture: 'anterieure', niveau: 'B-LT', ajoutsApres: ['données de validation (DSS)'] },
    ]);
  });
});

describe('un PDF sans signature', () => {
  test('n’est pas signe, qu’il ait des champs vides ou n’importe quel contenu', async () => {
    expect((await juger(vierge)).verdict).toBe('non-signe');
    expect((await juger(Buffer.from('bonjour'))).verdict).toBe('non-signe');
    expect((await juger(new Uint8Array())).verdict).toBe('non-signe');
  });
});

describe('la confiance', () => {
  test('une racine inconnue laisse la signature indeterminee', async () => {
    const rapport = await juger(signe, ancresDe(emettre({ nom: 'Autre racine', profil: 'autorite' })));
    expect(rapport.signatures).toMatchObject([
      { integrite: 'intacte', chemin: 'inconnu', verdict: 'indetermine' },
    ]);
  });

  test('sans preuve de non-revocation, rien n’est conclu', async () => {
    const rapport = await juger(await signerChamp(vierge, 'opj', { ...parDefaut, crls: [] }));
    expect(rapport.signatures).toMatchObject([
      { chemin: 'valide', revocation: 'inconnue', verdict: 'indetermine' },
    ]);
    expect(
      (
        await juger(await signerChamp(vierge, 'opj', { ...parDefaut, crls: [] }), {
          ...ancres,
          crls: pki.crls,
        })
      ).verdict,
    ).toBe('valide');
  });

  test('un certificat revoque avant l’heure du jeton rend la signature invalide', async () => {
    const crls = [crlDe(pki.racine), crlRevoquant(pki.autorite, [pki.agent], '261101000000Z')];
    const rapport = await juger(await signerChamp(vierge, 'opj', { ...parDefaut, crls }));
    expect(rapport.signatures).toMatchObject([{ revocation: 'revoquee', verdict: 'invalide' }]);
    expect(rapport.signatures[0]?.motifs.join()).toContain('révoqué le 2026-11-01');
  });

  test('une CRL des ancres qui revoque l’emporte sur celle, plus douce, du fichier', async () => {
    const crls = [crlRevoquant(pki.autorite, [pki.agent], '261101000000Z')];
    expect((await juger(signe, { ...ancres, crls })).signatures).toMatchObject([
      { revocation: 'revoquee', verdict: 'invalide' },
    ]);
  });

  test('un certificat expire sans horodatage rend la signature invalide', async () => {
    const nue = await signerChamp(vierge, 'opj', { titulaire: pki.agent, crls: pki.crls });
    expect((await juger(nue)).signatures).toMatchObject([{ niveau: 'B-B', verdict: 'valide' }]);
    expect((await juger(nue, ancres, new Date('2036-01-01T00:00:00Z'))).signatures).toMatchObject([
      { chemin: 'expire', verdict: 'invalide' },
    ]);
  });

  test('un horodateur inconnu ne prouve aucune heure', async () => {
    const intrus = emettre({
      nom: 'Horloge inconnue',
      profil: 'horodatage',
      emetteur: emettre({ nom: 'Racine inconnue', profil: 'autorite' }),
    });
    const rapport = await juger(
      await signerChamp(vierge, 'opj', { ...parDefaut, horodateur: horodateurDe(intrus) }),
    );
    expect(rapport.signatures[0]?.horodateA).toBeUndefined();
    expect(rapport.signatures[0]?.motifs.join()).toContain(
      'aucune ancre de confiance connue pour CN=Racine inconnue',
    );
  });

  test('un certificat d’agent n’horodate pas', async () => {
    const rapport = await juger(
      await signerChamp(vierge, 'opj', { ...parDefaut, horodateur: horodateurDe(pki.agent) }),
    );
    expect(rapport.signatures[0]).toMatchObject({ verdict: 'invalide' });
    expect(rapport.signatures[0]?.motifs.join()).toContain('n’est pas celui d’une unité d’horodatage');
  });
});

describe('les octets', () => {
  test('t1 : un octet du contenu change', async () => {
    expect(await motifsDe(alterer(signe, '/MarkInfo', '/MarkInfp'))).toMatch(/condensat différent/u);
  });

  test('t2 : des octets, meme un seul blanc, sont ajoutes a la fin', async () => {
    for (const queue of ['\n', '\n% fin\n', '\nstartxref\n0\n%%EOF\n', 'x'.repeat(5000)])
      expect((await juger(Buffer.concat([signe, Buffer.from(queue)]))).verdict).toBe('invalide');
    expect(await motifsDe(Buffer.concat([signe, Buffer.from(' ')]))).toContain(
      '1 octets ajoutés après la dernière signature',
    );
  });

  test('t3 : la valeur de la signature est alteree', async () => {
    const [{ contenu } = { contenu: new Uint8Array() }] = signaturesDe(ouvrirPdf(signe));
    const hexa = Buffer.from(contenu).toString('hex');
    const milieu = hexa.slice(2000, 2040);
    const faux = `${milieu.startsWith('0') ? '1' : '0'}${milieu.slice(1)}`;
    expect((await juger(alterer(signe, milieu, faux))).verdict).not.toBe('valide');
  });

  test('t4 : le bourrage de /Contents n’est pas nul', async () => {
    expect(await motifsDe(alterer(signe, `${'0'.repeat(40)}>`, `${'0'.repeat(38)}01>`))).toContain(
      'octets non nuls après la signature',
    );
  });

  test('le fichier est coupe', async () => {
    for (const reste of [0.9, 0.999])
      expect((await juger(signe.subarray(0, Math.floor(signe.length * reste)))).verdict).toBe('invalide');
    expect((await juger(signe.subarray(0, Math.floor(signe.length / 2)))).verdict).toBe('non-signe');
  });

  test('aucun octet change au hasard dans le fichier ne laisse l’acte valide', async () => {
    for (let place = 97; place < signe.length; place += 1009) {
      const copie = Uint8Array.from(signe);
      copie[place] = (copie[place] ?? 0) ^ 0x01;
      expect([place, (await juger(copie)).verdict]).not.toEqual([place, 'valide']);
    }
  });

  test('la plage signee doit encadrer exactement /Contents (attaque par emballage)', async () => {
    const plage = /\/ByteRange ?\[0 (\d+) (\d+) (\d+)/u.exec(Buffer.from(signe).toString('latin1'));
    const [, , reprise = ''] = plage ?? [];
    expect(await motifsDe(alterer(signe, ` ${reprise} `, ` ${Number(reprise) + 1} `))).toContain(
      'n’encadre pas exactement',
    );
  });

  test('le certificat designe par signing-certificate-v2 doit etre celui du signataire', async () => {
    const autre = await signerChamp(vierge, 'opj', { ...parDefaut, designe: pki.agentRsa.certificat });
    expect(await motifsDe(autre)).toContain('désigne un autre certificat');
  });

  test('le jeton d’horodatage doit porter sur cette signature', async () => {
    const ailleurs = await signerChamp(vierge, 'opj', {
      ...parDefaut,
      horodateur: () => pki.horodateur(new Uint8Array(32).fill(7)),
    });
    expect(await motifsDe(ailleurs)).toContain('porte sur autre chose');
  });
});

describe('une revision ajoutee apres la signature', () => {
  const premierePage = (pdf: Uint8Array): number => [...pagesDe(ouvrirPdf(pdf)).keys()][0] ?? 0;
  const champ = (pdf: Uint8Array, nom: string) => {
    const trouve = champsDeSignature(ouvrirPdf(pdf)).find((candidat) => candidat.nom === nom);
    if (trouve === undefined) throw new RangeError(nom);
    return trouve.numero;
  };
  const reecrire = (numero: number, changer: (texte: string) => string) =>
    ajouterRevision(signe, () => ({ [numero]: changer(texteDeLObjet(signe, numero)) }));

  test('t5 : ne peut pas changer le contenu d’une page', async () => {
    const page = premierePage(signe);
    const motifs = await motifsDe(
      ajouterRevision(signe, (neuf) => ({
        [page]: texteDeLObjet(signe, page).replace(/\/Contents \d+ 0 R/u, `/Contents ${neuf} 0 R`),
        [neuf]: '<< /Length 0 >>\nstream\n\nendstream',
      })),
    );
    expect(motifs).toContain('page 1');
    expect(motifs).toContain('[Contents]');
  });

  test('ne peut pas recrire le flux d’une page', async () => {
    const contenu = Number(/\/Contents (\d+) 0 R/u.exec(texteDeLObjet(signe, premierePage(signe)))?.[1]);
    expect(
      await motifsDe(
        ajouterRevision(signe, () => ({ [contenu]: '<< /Length 4 >>\nstream\nq Q\n\nendstream' })),
      ),
    ).toContain('page 1');
  });

  test('ne peut pas ajouter d’annotation', async () => {
    const page = premierePage(signe);
    const change = ajouterRevision(signe, (neuf) => ({
      [page]: texteDeLObjet(signe, page).replace(/\/Annots \[/u, `/Annots [${neuf} 0 R `),
      [neuf]: '<< /Type /Annot /Subtype /FreeText /Rect [0 0 99 99] /Contents (faux) >>',
    }));
    expect(await motifsDe(change)).toContain('annotation');
  });

  test('ne peut pas ajouter de champ de signature visible', async () => {
    const { numeroDuCatalogue } = ouvrirPdf(signe);
    const page = premierePage(signe);
    const change = ajouterRevision(signe, (neuf) => ({
      [page]: texteDeLObjet(signe, page).replace(/(\/Annots \[[^\]]*)\]/u, `$1 ${neuf} 0 R]`),
      [numeroDuCatalogue]: texteDeLObjet(signe, numeroDuCatalogue),
      [neuf]: '<< /FT /Sig /T (faux) /Type /Annot /Subtype /Widget /Rect [0 0 99 99] >>',
    }));
    expect(await motifsDe(change)).toMatch(/ajouté/u);
  });

  test('ne peut pas changer la valeur d’un champ deja signe, ni son apparence', async () => {
    expect(
      await motifsDe(reecrire(champ(signe, 'opj'), (texte) => texte.replace(/>>$/u, '/TU (autre) >>'))),
    ).toContain('champ déjà signé « opj » modifié');
  });

  test('ne peut pas changer un champ vide sans le signer', async () => {
    expect(
      await motifsDe(
        reecrire(champ(signe, 'temoin'), (texte) => texte.replace(/\/Rect ?\[[^\]]*\]/u, '/Rect [0 0 9 9]')),
      ),
    ).toContain('modifié sans être signé');
  });

  test('ne peut pas remplacer le catalogue ni y ajouter une action', async () => {
    const { numeroDuCatalogue } = ouvrirPdf(signe);
    expect(
      await motifsDe(
        reecrire(numeroDuCatalogue, (texte) =>
          texte.replace(/>>$/u, '/OpenAction << /S /JavaScript /JS (1) >> >>'),
        ),
      ),
    ).toContain('catalogue modifié [OpenAction]');
  });

  test('ne peut pas effacer la signature', async () => {
    const { numeroDuCatalogue } = ouvrirPdf(signe);
    const sans = reecrire(numeroDuCatalogue, (texte) => texte.replace(/\/AcroForm \d+ 0 R/u, ''));
    expect((await juger(sans)).verdict).toBe('invalide');
  });

  test('ne peut pas remplir un objet cite mais absent a la signature', async () => {
    const page = premierePage(vierge);
    const contenu = /\/Contents (\d+) 0 R/u.exec(texteDeLObjet(vierge, page))?.[1] ?? '';
    const piege = ajouterRevision(vierge, (neuf) => ({
      [page]: texteDeLObjet(vierge, page).replace(
        /\/Contents \d+ 0 R/u,
        `/Contents [${contenu} 0 R ${neuf + 40} 0 R]`,
      ),
    }));
    const vide = Number(
      /(\d+) 0 R\]/u.exec(/\/Contents \[[^\]]*\]/u.exec(texteDeLObjet(piege, page))?.[0] ?? '')?.[1],
    );
    const pris = await signerChamp(piege, 'opj', parDefaut);
    expect(
      await motifsDe(ajouterRevision(pris, () => ({ [vide]: '<< /Length 0 >>\nstream\n\nendstream' }))),
    ).toContain('cité mais absent à la signature');
  });

  test('dont la table boucle n’arrete pas la verification', async () => {
    const boucle = Buffer.from(
      Buffer.concat([
        signe,
        Buffer.from(
          `\nxref\n0 0\ntrailer\n<< /Size 9 /Root ${ouvrirPdf(signe).numeroDuCatalogue} 0 R /Prev ${signe.length + 1} >>\nstartxref\n${signe.length + 1}\n%%EOF\n`,
        ),
      ]),
    );
    expect(await motifsDe(boucle)).toContain('boucle');
  });
});
