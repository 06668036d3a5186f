import { createHash, randomUUID } from 'node:crypto';
import { empreinte } from '@ppn/core';
import { type Agent, consultationsDe } from '@ppn/habilitation';
import { RefusHttp } from '@ppn/http';
import { dansUneTransaction } from '@ppn/postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { acceder } from './acces.ts';
import { consigner } from './consigner.ts';
import { agent, bancDuDossier } from './essais/banc.ts';
import { fluxDossier } from './faits.ts';
import type { MentionLue, PortsDossier } from './ports.ts';
import { piecesAEnvoyer } from './use-cases/transmettre.ts';
import { vueAu } from './vue-passee.ts';
import { vueDuDossier } from './vue.ts';

let banc: Awaited<ReturnType<typeof bancDuDossier>>;
/** L'horloge du service n'est jamais avant celle de la base : les instants viennent d'elle. */
beforeAll(async () => {
  banc = await bancDuDossier();
  banc.reglages.maintenant = '2198-01-01T00:00:00Z';
});
afterAll(() => banc?.fermer());

const JURIDICTION = { code: 'tj47001', libelle: 'Tribunal judiciaire d’Agen' };
const duTribunal = (qualite: Agent['qualite'], matricule: string): Agent =>
  agent({ service: 'justice', qualite, matricule, rattachement: JURIDICTION });
const GREFFIER = duTribunal('greffier', 'MJ200003');
const SUBSTITUT = duTribunal('substitut', 'MJ200001');

const sort = (promesse: Promise<unknown>): Promise<string> =>
  promesse.then(
    () => 'accorde',
    (cause: unknown) =>
      cause instanceof RefusHttp ? `${cause.corps.status} ${cause.corps.code}` : String(cause),
  );

/** Ce que l'horloge de la base dit, a la milliseconde du journal : les faits suivants sont apres. */
async function instantDeLaBase(): Promise<string> {
  const { rows } = await banc.sql<{ a: Date }>(`select clock_timestamp() + interval '1 ms' as a`);
  const a = rows[0]?.a ?? new Date();
  await banc.sql(`select pg_sleep(0.002)`);
  return a.toISOString();
}

const mentionSur = (acteId: string, empreinte: string, retrait: string | null): MentionLue => ({
  type: retrait === null ? 'mention-appel' : 'mention-annulement',
  vise: { acteId, numero: 1, empreinte },
  phrase: retrait === null ? 'Appel interjeté' : 'Annulé',
  auteur: 'Sophie Roux',
  juridiction: JURIDICTION.libelle,
  survenuA: '2026-11-20T09:00:00+01:00[Europe/Paris]',
  retrait,
});

/** Plainte, procedure recue au tribunal, appel, annulation de la plainte et de son fichier joint ; les instants entre. */
async function histoire() {
  const idj = await banc.ouvrir();
  const [plainte, appel, annulation] = [randomUUID(), randomUUID(), randomUUID()];
  const etat = await banc.etatDe(idj);
  const personne = {
    id: randomUUID(),
    genre: 'physique',
    nom: 'Perrin',
    prenoms: 'Élise',
    roles: ['victime'],
  };
  const jointe = {
    id: randomUUID(),
    nom: 'nom-qui-dit-tout.jpg',
    typeMime: 'image/jpeg',
    famille: 'image',
    taille: 3,
    empreinte: 'aa'.repeat(32),
    apercu: 'bb'.repeat(32),
  };
  const instants: Record<string, string> = {};
  const marquer = async (nom: string): Promise<void> => void (instants[nom] = await instantDeLaBase());
  const mentions = new Map<string, MentionLue>();
  const ports: PortsDossier = { ...banc.ports, resumerMention: ({ acteId }) => mentions.get(acteId) };
  await marquer('ouvert');
  await banc.verser(idj, etat, {
    acteId: plainte,
    type: 'plainte',
    personnes: [personne as never],
    jointes: [jointe],
  });
  await marquer('plainte');
  await dansUneTransaction(banc.ports.db, (tx) =>
    consigner(
      tx,
      fluxDossier(idj),
      [{ type: 'pli-emis', donnees: { pli: randomUUID(), genre: 'procedure', juridiction: JURIDICTION } }],
      'essai',
      ports,
    ),
  );
  await marquer('saisi');
  const { empreinte } = await banc.ports.db
    .selectFrom('piece')
    .select('empreinte')
    .where('id', '=', plainte)
    .executeTakeFirstOrThrow();
  mentions.set(appel, mentionSur(plainte, empreinte, null));
  await banc.verser(idj, etat, { acteId: appel, type: 'mention-appel', numero: 2 }, ports);
  await marquer('appel');
  mentions.set(annulation, mentionSur(plainte, empreinte, '174 CPP'));
  await banc.verser(idj, etat, { acteId: annulation, type: 'mention-annulement', numero: 3 }, ports);
  await marquer('annulation');
  return { idj, plainte, appel, annulation, jointe, instants, ports };
}

let h: Awaited<ReturnType<typeof histoire>>;
beforeAll(async () => void (h = await histoire()));

const voir = async (instant: string, lecteur: Agent, par?: string) =>
  vueAu(h.ports, await banc.etatDe(h.idj), lecteur, { au: h.instants[instant] ?? '', par });

test('l’annulation pose une pierre tombale par pièce, qui nomme l’ordre et l’article', async () => {
  const { rows } = await banc.sql<{ donnees: { piece: string } }>(
    `select donnees from fait where flux = 'dossier/${h.idj}' and type = 'piece-retiree' order by version`,
  );
  expect(rows.map(({ donnees }) => donnees)).toMatchObject([
    {
      piece: h.plainte,
      genre: 'acte',
      ordre: { acteId: h.annulation, numero: 3 },
      article: '174 CPP',
      octets: 'gardes',
    },
    { piece: h.jointe.id, genre: 'fichier', ordre: { acteId: h.annulation } },
  ]);
});

test('le greffe lit encore ce qui est annulé ; les autres n’en voient que la trace, sans le nom du fichier', async () => {
  const etat = await banc.etatDe(h.idj);
  const pour = async (lecteur: Agent) =>
    (await vueDuDossier(h.ports, etat, lecteur)).pieces.map(({ titre, lisible, retrait, mentions }) => ({
      titre,
      lisible,
      retiree: retrait?.article ?? null,
      mentions: mentions.map(({ phrase }) => phrase),
    }));
  const trace = { lisible: false, retiree: '174 CPP' };
  expect(await pour(SUBSTITUT)).toEqual([
    { titre: 'Titre plainte', ...trace, mentions: ['Appel interjeté', 'Annulé'] },
    { titre: 'Fichier joint retiré', ...trace, mentions: [] },
    { titre: 'Titre mention-appel', lisible: true, retiree: null, mentions: [] },
    { titre: 'Titre mention-annulement', lisible: true, retiree: null, mentions: [] },
  ]);
  expect((await pour(GREFFIER)).slice(0, 2)).toMatchObject([
    { titre: 'Titre plainte', lisible: true },
    { titre: 'nom-qui-dit-tout.jpg', lisible: true },
  ]);
});

test('une pièce retirée ne part plus dans un pli, l’acte qui la retire part', async () => {
  const noms = (await piecesAEnvoyer(h.ports, h.idj)).map(({ nom }) => nom);
  expect(noms).toEqual([`actes/${h.appel}.pdf`, `actes/${h.annulation}.pdf`]);
});

test('le dossier se revoit à chaque instant : avant la plainte, avant l’appel, avant l’annulation, après', async () => {
  const resume = async (instant: string) => {
    const { pieces, personnes, etat, peut, enCours, instant: vu } = await voir(instant, GREFFIER);
    return {
      pieces: pieces.map(
        ({ type, retrait, mentions }) => `${type}${retrait ? ' retiree' : ''} ${mentions.length}`,
      ),
      personnes: personnes.length,
      etat,
      fige: peut.length + enCours.length === 0 && vu?.au === h.instants[instant],
    };
  };
  expect(await resume('ouvert')).toEqual({ pieces: [], personnes: 0, etat: 'en-cours', fige: true });
  expect(await resume('plainte')).toMatchObject({
    pieces: ['plainte 0', 'image 0'],
    personnes: 1,
    etat: 'en-cours',
  });
  expect(await resume('saisi')).toMatchObject({ etat: 'en-transmission' });
  expect(await resume('appel')).toMatchObject({
    pieces: ['plainte 1', 'image 0', 'mention-appel 0'],
    personnes: 1,
  });
  expect(await resume('annulation')).toMatchObject({
    pieces: ['plainte retiree 2', 'image retiree 0', 'mention-appel 0', 'mention-annulement 0'],
    personnes: 0,
  });
});

test('remonter avant l’annulation ne rouvre pas la pièce à qui n’y a plus droit', async () => {
  const [plainte, fichier] = (await voir('appel', SUBSTITUT)).pieces;
  expect(plainte).toMatchObject({ retrait: null, lisible: false });
  expect(fichier).toMatchObject({ titre: 'Fichier joint retiré', lisible: false, vignette: false });
});

test('par les yeux d’un autre : ses droits d’alors, sa qualité d’alors lue au journal des accès', async () => {
  const ports: PortsDossier = {
    ...h.ports,
    service: 'justice',
    agent: (m) => (m === SUBSTITUT.matricule ? SUBSTITUT : undefined),
  };
  const au = async (instant: string, par: string) =>
    vueAu(ports, await banc.etatDe(h.idj), GREFFIER, { au: h.instants[instant] ?? '', par });
  expect(await sort(au('plainte', SUBSTITUT.matricule))).toBe('409 sans-acces-a-cette-date');
  expect(await sort(au('appel', 'INCONNU'))).toBe('404 personne-inconnue');
  const avant = await au('appel', SUBSTITUT.matricule);
  expect(avant.instant?.par).toMatchObject({
    nom: 'Camille Moreau',
    qualite: 'substitut',
    preuve: 'annuaire',
  });
  expect(avant.pieces[0]?.lisible).toBe(true);
  expect((await au('annulation', SUBSTITUT.matricule)).pieces[0]?.lisible).toBe(false);
  await acceder(ports, { agent: GREFFIER, idj: h.idj, action: 'consulter', adresse: '::1' });
  const maintenant = await instantDeLaBase();
  const vue = await vueAu(ports, await banc.etatDe(h.idj), SUBSTITUT, {
    au: maintenant,
    par: GREFFIER.matricule,
  });
  expect(vue.instant?.par).toMatchObject({ qualite: 'greffier', preuve: 'journal' });
  expect(vue.pieces[0]).toMatchObject({ lisible: false });
});

test('une date à venir est refusée, une date d’avant le dossier dit qu’il n’existait pas', async () => {
  const etat = await banc.etatDe(h.idj);
  const a = (au: string) => sort(vueAu(h.ports, etat, GREFFIER, { au, par: undefined }));
  expect(await a('2199-01-01T00:00:00Z')).toBe('422 date-a-venir');
  expect(await a('2020-01-01T00:00:00Z')).toBe('404 dossier-absent-a-cette-date');
});

test('un dossier d’avant la table des actes versés se revoit aussi : l’acte scellé est relu une fois', async () => {
  const avant = await voir('appel', GREFFIER);
  await banc.ports.db.deleteFrom('acte_verse').where('idj', '=', h.idj).execute();
  expect(await voir('appel', GREFFIER)).toEqual(avant);
  expect((await consultationsDe(banc.ports.db, h.idj)).consultations).not.toEqual([]);
});

test('mille pièces se revoient à une date passée', { timeout: 60_000 }, async () => {
  const idj = await banc.ouvrir();
  const etat = await banc.etatDe(idj);
  const actes = Array.from({ length: 1_000 }, (_, rang) => ({
    idj,
    acteId: randomUUID(),
    type: 'plainte',
    numero: rang + 1,
    procedure: etat,
    personnes: [
      {
        id: `p${rang % 40}`,
        genre: 'physique',
        nom: `Nom ${rang}`,
        prenoms: 'X',
        roles: ['temoin'],
      } as never,
    ],
    faits: [],
    jointes: [],
    empreinte: empreinte(createHash('sha256').update(String(rang)).digest('hex')),
  }));
  const parEmpreinte = new Map(actes.map((acte) => [acte.empreinte as string, acte]));
  const ports: PortsDossier = {
    ...h.ports,
    lireActe: async (cle) => {
      const acte = parEmpreinte.get(cle);
      if (!acte) throw new Error(cle);
      return acte;
    },
  };
  const faits = actes.map(({ acteId, empreinte: cle }) => ({
    type: 'acte-recu' as const,
    donnees: { acteId, empreinte: cle, taille: 1, pages: null, signataires: [] },
  }));
  await dansUneTransaction(banc.ports.db, (tx) => consigner(tx, fluxDossier(idj), faits, 'essai', ports));
  const au = await instantDeLaBase();
  const actuel = await banc.etatDe(idj);
  const vue = await vueAu(ports, actuel, GREFFIER, { au, par: undefined });
  expect([vue.pieces.length, vue.personnes.length]).toEqual([1_000, 40]);
});
