import { randomUUID } from 'node:crypto';
import { isIdj } from '@ppn/core';
import { consultationsDe } from '@ppn/habilitation';
import { RefusHttp } from '@ppn/http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { acceder } from '../acces.ts';
import { agent, bancDuDossier } from '../essais/banc.ts';
import { listerDossiers } from '../listes.ts';
import { deposerFichier, nomPropre, retirerFichier } from './deposer-fichier.ts';
import { ouvrirProcedure } from './ouvrir-procedure.ts';
import { retirerPersonne, saisirFait, saisirPersonne } from './saisir.ts';
import { completude, transmettre } from './transmettre.ts';

let banc: Awaited<ReturnType<typeof bancDuDossier>>;
beforeAll(async () => void (banc = await bancDuDossier()));
afterAll(() => banc?.fermer());

const ouvrir = async (intitule = 'Vol à l’étalage', qui = agent()): Promise<string> =>
  (await ouvrirProcedure(banc.ports, qui, { intitule, cadre: 'preliminaire' })).idj;
/** Code d'un refus, ou « accorde ». */
const sort = (promesse: Promise<unknown>): Promise<string> =>
  promesse.then(
    () => 'accorde',
    (cause: unknown) =>
      cause instanceof RefusHttp ? `${cause.corps.status} ${cause.corps.code}` : String(cause),
  );
const personne = (nom: string, id: string = randomUUID()) => ({
  id,
  genre: 'physique',
  nom,
  roles: ['victime'],
});
async function* flux(texte: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(texte);
}
const depot = (idj: string, nom: string, texte: string, tailleMax = 1_000) => ({
  idj,
  nom,
  acte: undefined,
  flux: flux(texte),
  tailleMax,
});

test('chaque procédure reçoit un IDJ juste et le numéro suivant de l’unité, même ouvertes ensemble', async () => {
  const ouvertes = await Promise.all(
    Array.from({ length: 8 }, () =>
      ouvrirProcedure(banc.ports, agent(), { intitule: 'Vol', cadre: 'flagrance' }),
    ),
  );
  expect(ouvertes.every(({ idj }) => isIdj(idj))).toBe(true);
  expect(ouvertes.map(({ numero }) => numero).toSorted()).toEqual(
    [1, 2, 3, 4, 5, 6, 7, 8].map((rang) => `00123/0000${rang}/2026`),
  );
});

test('la même demande, renvoyée ou en double, ouvre une seule procédure ; une autre unité n’en apprend rien', async () => {
  const ouverture = { intitule: 'Vol', cadre: 'flagrance', demande: randomUUID() } as const;
  const rendues = await Promise.all(
    Array.from({ length: 4 }, () => ouvrirProcedure(banc.ports, agent(), ouverture)),
  );
  rendues.push(await ouvrirProcedure(banc.ports, agent(), ouverture));
  expect(new Set(rendues.map(({ idj, numero }) => `${idj} ${numero}`)).size).toBe(1);
  expect(rendues[0]?.numero).toMatch(/^00123\//);
  const unite = banc.ports.unite('00123');
  const ailleurs = {
    ports: { ...banc.ports, unite: (code: string) => unite && { ...unite, code } },
    qui: agent({ rattachement: { code: '00456', libelle: 'Autre unité' } }),
  };
  expect(await sort(ouvrirProcedure(ailleurs.ports, ailleurs.qui, ouverture))).toBe(
    '409 demande-deja-servie',
  );
});

test('l’année du numéro est celle de l’unité, pas celle de Greenwich', async () => {
  banc.reglages.maintenant = '2026-12-31T23:30:00Z';
  const { numero, idj } = await ouvrirProcedure(banc.ports, agent(), { intitule: 'Vol', cadre: 'flagrance' });
  banc.reglages.maintenant = '2026-11-21T10:00:00Z';
  expect([numero, idj.slice(0, 8)]).toEqual(['00123/00001/2027', 'IDJ-2027']);
});

test('un magistrat, ou une unité inconnue, n’ouvre pas de procédure', async () => {
  const magistrat = agent({
    service: 'justice',
    qualite: 'substitut',
    rattachement: { code: 'tj47001', libelle: 'TJ' },
  });
  expect(await sort(ouvrir('x', magistrat))).toBe('403 qualite-insuffisante');
  expect(await sort(ouvrir('x', agent({ rattachement: { code: '99', libelle: '?' } })))).toBe(
    '403 qualite-insuffisante',
  );
});

test('des saisies simultanées ne se perdent pas ; une correction remplace à sa place', async () => {
  const idj = await ouvrir();
  const ids = Array.from({ length: 6 }, () => randomUUID());
  await Promise.all(ids.map((id, rang) => saisirPersonne(banc.ports, idj, personne(`Nom ${rang}`, id))));
  await saisirPersonne(banc.ports, idj, personne('Corrigé', ids[2]));
  const { personnes } = await banc.ports.db
    .selectFrom('saisie')
    .selectAll()
    .where('idj', '=', idj)
    .executeTakeFirstOrThrow();
  expect(personnes.map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
  expect(personnes.find(({ id }) => id === ids[2])?.nom).toBe('Corrigé');
});

test('un code NATINF inconnu ne se saisit pas ; un fait connu rend sa qualification', async () => {
  const idj = await ouvrir();
  const fait = (natinf: number) => ({
    id: randomUUID(),
    natinf,
    debut: '2026-10-25T02:30:00+01:00[Europe/Paris]',
    lieu: { commune: 'Agen' },
  });
  expect(await sort(saisirFait(banc.ports, idj, fait(99_999)))).toBe('422 natinf-inconnue');
  expect(await saisirFait(banc.ports, idj, fait(7151))).toMatchObject({
    qualification: 'VOL',
    lieu: { zone: 'Europe/Paris' },
  });
});

test('une personne citée par un acte scellé ne se retire plus ; les autres si', async () => {
  const idj = await ouvrir();
  const [citee, autre] = [
    await saisirPersonne(banc.ports, idj, personne('Citée')),
    await saisirPersonne(banc.ports, idj, personne('Autre')),
  ];
  await banc.verser(idj, await banc.etatDe(idj), {
    acteId: randomUUID(),
    type: 'plainte',
    personnes: [citee],
  });
  expect(await sort(retirerPersonne(banc.ports, idj, citee.id))).toBe('409 deja-cite');
  expect(await sort(retirerPersonne(banc.ports, idj, autre.id))).toBe('accorde');
});

test('un dossier reçu n’est pas ouvert à la saisie', async () => {
  expect(await sort(saisirPersonne(banc.ports, 'IDJ-2026-00000000-B', personne('X')))).toBe(
    '409 saisie-close',
  );
});

test('chaque accès laisse sa trace, accordé comme refusé ; inconnu et interdit se disent pareil', async () => {
  const idj = await ouvrir();
  const entrer = (qui = agent(), quoi = idj) =>
    acceder(banc.ports, {
      agent: qui,
      idj: quoi,
      action: 'consulter',
      adresse: '127.0.0.1',
      piece: 'pièce 1',
    });
  await entrer();
  const voisin = agent({
    matricule: 'PN2',
    nom: 'Benali',
    rattachement: { code: '00456', libelle: 'Amiens' },
  });
  const refuse = await entrer(voisin).catch((cause: unknown) => cause);
  const inconnu = await entrer(voisin, 'IDJ-2026-00000000-B').catch((cause: unknown) => cause);
  expect(refuse).toEqual(inconnu);
  expect(
    (await consultationsDe(banc.ports.db, idj)).consultations.map(
      ({ agent: qui, piece, motif, resultat }) => [qui, piece, motif, resultat],
    ),
  ).toEqual([
    ['Camille Benali', 'pièce 1', 'autre-unite', 'refuse'],
    ['Camille Moreau', 'pièce 1', 'unité saisie de la procédure (art. 14 CPP)', 'accorde'],
  ]);
});

test('la liste ne montre que l’unité, et se cherche sans accents ni casse', async () => {
  await ouvrir('Dégradation, place Gambetta');
  const chercher = async (question: string, qui = agent()) =>
    (await listerDossiers(banc.ports, qui, question)).dossiers.map(({ intitule }) => intitule);
  expect(await chercher('DEGRADATION gambetta')).toEqual(['Dégradation, place Gambetta']);
  expect(await chercher("' or true --")).toEqual([]);
  expect(await chercher('100%')).toEqual([]);
  expect(await chercher('gam_etta')).toEqual([]);
  expect(await chercher('', agent({ rattachement: { code: '00456', libelle: 'Amiens' } }))).toEqual([]);
  expect(await chercher('', agent({ qualite: 'interprete' }))).toEqual([]);
});

test('un nom saisi se trouve aussitôt, avec le numéro, et plus après sa correction', async () => {
  const idj = await ouvrir('Vol de vélo');
  const id = randomUUID();
  await saisirPersonne(banc.ports, idj, personne('Étchebérry', id));
  const trouves = async (question: string) =>
    (await listerDossiers(banc.ports, agent(), question)).dossiers.map((resume) => resume.idj);
  expect(await trouves('etcheberry 00123')).toEqual([idj]);
  await saisirPersonne(banc.ports, idj, personne('Lassalle', id));
  expect(await trouves('etcheberry')).toEqual([]);
});

test.each([
  ['../../etc/passwd', 'passwd'],
  ['C:\\a\\b.jpg', 'b.jpg'],
  ['photo\u202Egpj.exe', 'photogpj.exe'],
  ['\0\r\n', 'fichier'],
  ['..', 'fichier'],
  ['e\u0301te\u0301.pdf', 'été.pdf'],
])('le nom %j devient %s', (brut, attendu) => {
  expect(nomPropre(brut)).toBe(attendu);
});

test('un fichier refusé par l’examen ou trop grand n’entre pas au dossier, avec sa phrase', async () => {
  const idj = await ouvrir();
  expect(await sort(deposerFichier(banc.ports, agent(), depot(idj, 'a.pdf', 'x'.repeat(2_000))))).toBe(
    '413 trop-volumineux',
  );
  const accepte = banc.reglages.examen;
  banc.reglages.examen = { ok: false, refus: { code: 'virus', phrase: 'Un virus a été reconnu.' } };
  expect(await sort(deposerFichier(banc.ports, agent(), depot(idj, 'a.pdf', 'abc')))).toBe('422 virus');
  banc.reglages.examen = accepte;
  expect(await banc.ports.db.selectFrom('fichier').selectAll().where('idj', '=', idj).execute()).toEqual([]);
});

test('un original déposé deux fois après une coupure ne fait qu’un fichier ; scellé, il ne se retire plus', async () => {
  const idj = await ouvrir();
  const [premier, second] = [
    await deposerFichier(banc.ports, agent(), depot(idj, 'a.pdf', 'abc')),
    await deposerFichier(banc.ports, agent(), depot(idj, 'a.pdf', 'abc')),
  ];
  expect(second.id).toBe(premier.id);
  const jointe = {
    id: premier.id,
    nom: 'a.pdf',
    typeMime: 'application/pdf',
    famille: 'pdf',
    taille: 3,
    empreinte: premier.empreinte,
    apercu: null,
  };
  await banc.verser(idj, await banc.etatDe(idj), {
    acteId: randomUUID(),
    type: 'constatations',
    jointes: [jointe],
  });
  expect(await sort(retirerFichier(banc.ports, idj, premier.id))).toBe('409 fichier-scelle');
});

test('chaque manque est nommé, avec le lien de l’endroit à reprendre', async () => {
  const idj = await ouvrir();
  const fichier = await deposerFichier(banc.ports, agent(), depot(idj, 'seul.pdf', 'seul'));
  const { manques, complet } = await completude(banc.ports, await banc.etatDe(idj));
  expect(complet).toBe(false);
  expect(manques.map(({ code, cible }) => `${code} ${cible.replace(idj, 'IDJ')}`)).toEqual([
    `fichier-sans-acte /dossiers/IDJ/fichiers/${fichier.id}`,
    'aucun-acte /dossiers/IDJ',
    'synthese-absente /dossiers/IDJ/actes/nouveau/synthese',
  ]);
  expect(
    await sort(transmettre(banc.ports, agent(), await banc.etatDe(idj), { code: 'tj47001', libelle: 'TJ' })),
  ).toBe('422 procedure-incomplete');
});

test('une procédure complète part en un seul pli, même demandée deux fois ensemble', async () => {
  const idj = await ouvrir();
  const acteId = randomUUID();
  await banc.verser(idj, await banc.etatDe(idj), { acteId, type: 'synthese' });
  const etat = await banc.etatDe(idj);
  const demander = () => sort(transmettre(banc.ports, agent(), etat, { code: 'tj47001', libelle: 'TJ' }));
  expect((await Promise.all([demander(), demander()])).toSorted()).toEqual([
    '409 deja-en-transmission',
    'accorde',
  ]);
  const plis = banc.envois.filter(({ objet }) => objet === idj);
  expect(plis).toHaveLength(1);
  expect(plis[0]?.pieces.map(({ nom }) => nom)).toEqual([`actes/${acteId}.pdf`]);
  expect((await banc.etatDe(idj)).etat).toBe('en-transmission');
});

test('une pièce dont l’objet manque bloque la transmission', async () => {
  const idj = await ouvrir();
  await banc.verser(idj, await banc.etatDe(idj), { acteId: randomUUID(), type: 'synthese' });
  await banc.ports.db.updateTable('piece').set({ integre: false }).where('idj', '=', idj).execute();
  const { manques } = await completude(banc.ports, await banc.etatDe(idj));
  expect(manques.map(({ code }) => code)).toEqual(['piece-alteree']);
});
