import { expect, test } from 'vitest';
import { dechiffrer } from './entites.ts';
import { lireHeure, lireJour } from './heures.ts';
import { lireLrpgn } from './lrpgn.ts';
import { memePersonne, proposerFait, proposerPersonne } from './proposer.ts';
import { lireXml } from './xml.ts';

const PARIS = 'Europe/Paris';

/** Une audition fictive, a la forme des pieces de LRPGN. */
const AUDITION = `<?xml version="1.0" encoding="UTF-8"?>
<Procedure Titre_Piece="04340_00059_2026__ENQU&#202;TE PR&#201;LIMINAIRE_PROC&amp;Egrave;S-VERBAL D&amp;apos;AUDITION">
  <Enqueteurs><Enqueteur><Enqueteur_Nom>Adjudant Julie FICTIVE</Enqueteur_Nom></Enqueteur></Enqueteurs>
  <Entete>
    <Enquete_Type>ENQU&#202;TE PR&#201;LIMINAIRE</Enquete_Type>
    <Piece_Titre>PROC&amp;amp;Egrave;S-VERBAL D&amp;apos;AUDITION</Piece_Titre>
    <Unite_L1>GENDARMERIE NATIONALE</Unite_L1><Unite_L4>COB AGEN</Unite_L4>
    <Procedure_Numero>00059</Procedure_Numero><Procedure_Annee>2026</Procedure_Annee>
  </Entete>
  <Faits><Fait>
    <Natinf>7151</Natinf><Libelle_Fait>VOL</Libelle_Fait>
    <Periode_Affaire_Debut utc="2026-02-20T22:30Z[UTC]">20/02/2026 &#224; 23:30</Periode_Affaire_Debut>
    <Localisation_Fait>Rue des Plantes</Localisation_Fait><Commune_Fait>AGEN</Commune_Fait>
    <Code_Postal_Commune_Fait>47000</Code_Postal_Commune_Fait>
  </Fait></Faits>
  <Personnes><Personnes_Physiques><Personne>
    <Personne_Nom>BIDULE</Personne_Nom><Personne_Prenom>Andr&amp;amp;eacute;</Personne_Prenom>
    <Personne_Naissance_Date>21/02/1985</Personne_Naissance_Date>
    <Personne_Implication>MIS(E) EN CAUSE</Personne_Implication>
  </Personne></Personnes_Physiques></Personnes>
  <Redaction_Proces_Verbal>
    <Acte_Enquete_Date utc="2026-02-20T23:00Z[UTC]">samedi 21 f&#233;vrier 2026</Acte_Enquete_Date>
  </Redaction_Proces_Verbal>
</Procedure>`;

const lire = (xml: string) => {
  const lu = lireLrpgn(xml);
  if (!lu.ok) throw new Error(lu.refus);
  return lu.valeur;
};

test('les données d’une pièce se lisent, entités doublement encodées comprises, et il en est rendu compte', () => {
  const { donnees, remarques } = lire(AUDITION);
  expect(donnees).toMatchObject({
    titre: "04340_00059_2026__ENQUÊTE PRÉLIMINAIRE_PROCÈS-VERBAL D'AUDITION",
    typeDePiece: "PROCÈS-VERBAL D'AUDITION",
    procedure: '00059/2026',
    unite: 'COB AGEN',
    redacteurs: ['Adjudant Julie FICTIVE'],
    personnes: [{ nom: 'BIDULE', prenoms: 'André', implication: 'MIS(E) EN CAUSE' }],
    faits: [{ natinf: '7151', commune: 'AGEN' }],
  });
  expect(remarques.map(({ code }) => code)).toEqual(['entites-doublement-encodees']);
});

test('un champ absent est nommé, jamais une cause de rejet', () => {
  const { donnees, remarques } = lire('<Procedure><Entete><Unite_L4>COB X</Unite_L4></Entete></Procedure>');
  expect(donnees).toMatchObject({ unite: 'COB X', personnes: [], faits: [] });
  expect(remarques).toMatchObject([
    {
      code: 'champs-absents',
      phrase: expect.stringContaining('numéro de procédure, rédacteur, date de l’acte, personnes, faits'),
    },
  ]);
});

test('une heure UTC devient l’heure légale du lieu : 23 h UTC le 20 février est le 21 à Paris', () => {
  expect(lireHeure({ utc: '2026-02-20T23:00Z[UTC]', texte: 'samedi 21 février 2026' }, PARIS)).toMatchObject({
    a: '2026-02-21T00:00:00+01:00[Europe/Paris]',
    jour: '2026-02-21',
    convertie: true,
    contradictoire: false,
  });
  expect(lireHeure({ utc: '2026-07-20T23:30Z', texte: '20/07/2026 à 23:30' }, PARIS).contradictoire).toBe(
    true,
  );
  expect(lireHeure({ utc: '2026-02-20T23:30Z', texte: '' }, 'Indian/Reunion').a).toBe(
    '2026-02-21T03:30:00+04:00[Indian/Reunion]',
  );
});

test('une heure écrite en clair suffit ; un jour seul ne reçoit pas d’heure inventée', () => {
  expect(lireHeure({ utc: undefined, texte: '20/02/2026 à 14h05' }, PARIS).a).toBe(
    '2026-02-20T14:05:00+01:00[Europe/Paris]',
  );
  expect(lireHeure({ utc: 'hier', texte: '20/02/2026' }, PARIS)).toMatchObject({
    a: undefined,
    jour: '2026-02-20',
    heureConnue: false,
  });
  expect(lireHeure({ utc: undefined, texte: '31/02/2026 à 10:00' }, PARIS).jour).toBeUndefined();
  expect(lireJour('29/02/2025')).toBeUndefined();
});

test('le XML est lu sans déclaration, sans profondeur ni taille démesurées', () => {
  const refus = (xml: string): string => {
    const lu = lireXml(xml);
    return lu.ok ? 'lu' : lu.refus;
  };
  expect(refus('<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><r>&x;</r>')).toBe(
    'declaration-interdite',
  );
  expect(refus('<!DOCTYPE lolz [<!ENTITY lol "lol">]><lolz>&lol;</lolz>')).toBe('declaration-interdite');
  expect(refus('<r>'.repeat(100))).toBe('trop-grand');
  expect(refus(`<r>${'<e/>'.repeat(60_000)}</r>`)).toBe('trop-grand');
  expect(refus('x'.repeat(5 * 1024 * 1024))).toBe('trop-grand');
  for (const faux of ['', '<r>', '<r></s>', '<r/><r/>', '<r a=1/>', '<', '<r>texte', 'texte<r/>'])
    expect([faux, refus(faux)]).toEqual([faux, 'mal-forme']);
  expect(refus('<?xml version="1.0"?><!-- a --><a:r x="1>2"><![CDATA[<&]]></a:r>')).toBe('lu');
});

test('un XML hostile ou étranger se refuse vite', () => {
  const debut = performance.now();
  for (const xml of [
    `<r ${' '.repeat(200_000)}`,
    `<r>${'<!--'.repeat(50_000)}`,
    `<r ${'a="1" '.repeat(50_000)}`,
    '&'.repeat(500_000),
  ])
    expect(lireLrpgn(xml).ok).toBe(false);
  expect(performance.now() - debut).toBeLessThan(20_000);
  expect(lireLrpgn('<Autre/>')).toEqual({ ok: false, refus: 'schema-inconnu' });
});

test('le déchiffrement s’arrête, et laisse ce qu’il ne connaît pas', () => {
  expect(dechiffrer('&amp;amp;eacute;t&amp;eacute;')).toEqual({ texte: 'été', passes: 3, inconnues: [] });
  expect(dechiffrer('Tom &amp; Jerry & Cie &inconnue;')).toEqual({
    texte: 'Tom & Jerry & Cie &inconnue;',
    passes: 1,
    inconnues: ['&inconnue;'],
  });
  expect(dechiffrer('&#0;&#xD800;').texte).toBe('&#0;&#xD800;');
});

test('une proposition complète se reprend ; une qualité ou une infraction inconnue manque, sans être devinée', () => {
  const { donnees } = lire(AUDITION);
  const [personne] = donnees.personnes.map(proposerPersonne);
  expect(personne).toMatchObject({
    valeur: { nom: 'BIDULE', prenoms: 'André', neLe: '1985-02-21', roles: ['mis-en-cause'] },
    manques: [],
  });
  const proposer = (connue: boolean) =>
    donnees.faits.map((fait) => proposerFait(fait, { zone: PARIS, connue: () => connue }))[0];
  expect(proposer(true)).toMatchObject({
    valeur: { natinf: 7151, debut: '2026-02-20T23:30:00+01:00[Europe/Paris]', commune: 'AGEN' },
    manques: [],
    remarques: [],
  });
  expect(proposer(false)).toMatchObject({
    manques: ['une infraction de la nomenclature en service'],
    remarques: [{ code: 'natinf-inconnue' }],
  });
  const [sansRole] = lire(AUDITION.replace('MIS(E) EN CAUSE', 'Indéterminé')).donnees.personnes.map(
    proposerPersonne,
  );
  expect(sansRole).toMatchObject({
    valeur: { roles: [] },
    manques: ['la qualité (victime, mis en cause ou témoin)'],
    remarques: [{ code: 'qualite-inconnue' }],
  });
});

test('la même personne n’est pas doublée ; deux homonymes nés à des dates différentes restent deux', () => {
  const personne = { genre: 'physique', nom: 'LE SUEUR', prenoms: 'Élise', neLe: '1990-05-02' } as const;
  expect(memePersonne(personne, { ...personne, nom: 'Le Sueur', prenoms: 'elise' })).toBe(true);
  expect(memePersonne(personne, { ...personne, neLe: '' })).toBe(true);
  expect(memePersonne(personne, { ...personne, neLe: '1991-05-02' })).toBe(false);
  expect(memePersonne({ ...personne, nom: '' }, { ...personne, nom: '' })).toBe(false);
});
