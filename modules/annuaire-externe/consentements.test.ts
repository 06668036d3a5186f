import { createServer, type Server } from 'node:http';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lireFlux, migrationsDuJournal } from '@ppn/journal';
import { baseTemporaire, ouvrirBase } from '@ppn/postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { chercherExternes } from './chercher.ts';
import { proceduresConsenties } from './consentements.ts';
import { traiterLAnnuaire } from './guichet.ts';
import { importerUneListe } from './importer.ts';
import { MIGRATIONS_ANNUAIRE_EXTERNE } from './index.ts';
import { type DemanderAPlex, gestionnairesDeLAnnuaire } from './relais.ts';
import type { TablesAnnuaire } from './tables.ts';

const dossier = mkdtempSync(join(tmpdir(), 'ppn-annuaire-'));
const maintenant = new Date('2026-11-22T10:00:00Z');
const alarmes: string[] = [];
let base: Awaited<ReturnType<typeof baseTemporaire>>;
let ouverte: ReturnType<typeof ouvrirBase<TablesAnnuaire>>;
let plex: Server;
let demander: DemanderAPlex;
beforeAll(async () => {
  base = await baseTemporaire([migrationsDuJournal, MIGRATIONS_ANNUAIRE_EXTERNE]);
  ouverte = ouvrirBase<TablesAnnuaire>(base.urlApplication);
  const traiter = traiterLAnnuaire(
    ouverte.db,
    () => maintenant,
    (message, cause) => void alarmes.push(`${message} ${String(cause)}`),
  );
  plex = createServer((demande, reponse) => {
    if (!traiter(demande, reponse)) reponse.writeHead(404).end();
  });
  await new Promise<void>((pret) => plex.listen(0, '127.0.0.1', pret));
  const adresse = plex.address();
  const port = typeof adresse === 'object' && adresse !== null ? adresse.port : 0;
  demander = async (method, chemin, corps) => {
    const reponse = await fetch(`http://127.0.0.1:${port}${chemin}`, {
      method,
      ...(corps === undefined ? {} : { body: JSON.stringify(corps) }),
    });
    return { statut: reponse.status, corps: await reponse.json() };
  };
});
afterAll(async () => {
  await new Promise((fini) => plex.close(fini));
  await ouverte.fermer();
  await base.detruire();
  rmSync(dossier, { recursive: true, force: true });
});

type Agent = {
  readonly id: string;
  readonly nom: string;
  readonly organisation: string;
  readonly supervise: boolean;
};
const SOPHIE: Agent = { id: 'MJ200003', nom: 'Sophie ROUX', organisation: 'TJ d’Agen', supervise: false };
const AUTRE: Agent = { ...SOPHIE, id: 'MJ300001', organisation: 'TJ de Pau' };
const CHARGEE: Agent = { ...SOPHIE, id: 'MJ200009', supervise: true };
const IDJ = 'IDJ-2026-ABCDEFGH-J';

/** Joue un point comme PLINE le fait : l'agent reconnu, la demande deja validee. */
const jouer = (agent: Agent) => {
  const gestes = gestionnairesDeLAnnuaire<Agent>(demander, (qui) => qui);
  const contexte = (suite: object) => ({ agent, ...suite }) as never;
  return {
    enregistrer: async (corps: object) => gestes['POST /api/consentements'](contexte({ corps })),
    revoquer: async (id: string, motif: string) =>
      gestes['POST /api/consentements/:id/revocation'](contexte({ params: { id }, corps: { motif } })),
    lister: async (idj?: string) => gestes['GET /api/consentements'](contexte({ requete: { idj } })),
    imports: async () => gestes['GET /api/imports'](contexte({})),
    ecarts: async (id: string, nature: string) =>
      gestes['GET /api/imports/:id/ecarts'](contexte({ params: { id }, requete: { nature } })),
    conclure: async (id: string, choix: string) =>
      gestes['POST /api/imports/:id/conclusion'](contexte({ params: { id }, corps: { choix } })),
  };
};
const declare = {
  id: '0192f1aa-0000-7000-8000-000000000001',
  prenom: 'Lucie',
  nom: 'Garnier',
  courriel: 'lucie.garnier@demonstration.invalid',
  idj: IDJ,
  acte: 'Procès-verbal d’audition n° 4',
  acteDate: '2026-11-20',
};

test('un consentement dit qui, quand, le canal, l’adresse et l’acte ; il vaut pour sa procédure, jusqu’à sa révocation', async () => {
  const fait = await jouer(SOPHIE).enregistrer(declare);
  expect(fait).toMatchObject({ ...declare, par: { id: SOPHIE.id }, revoqueA: null });
  // Renvoye : le meme, une fois au journal.
  expect(await jouer(SOPHIE).enregistrer(declare)).toEqual(fait);
  const { personne } = fait as { personne: string };
  expect(await proceduresConsenties(ouverte.db, personne)).toEqual([IDJ]);
  expect((await chercherExternes(ouverte.db, 'garnier')).map(({ id, courriel }) => [id, courriel])).toEqual([
    [personne, declare.courriel],
  ]);

  await expect(jouer(AUTRE).revoquer(declare.id, 'Erreur')).rejects.toMatchObject({
    corps: { status: 404, code: 'consentement-inconnu' },
  });
  expect(await jouer(AUTRE).lister(IDJ)).toEqual({ consentements: [] });
  await jouer(CHARGEE).revoquer(declare.id, 'La personne s’est dédite le 22 novembre.');
  expect(await proceduresConsenties(ouverte.db, personne)).toEqual([]);
  expect(await jouer(SOPHIE).lister(IDJ)).toMatchObject({
    consentements: [{ id: declare.id, motif: 'La personne s’est dédite le 22 novembre.' }],
  });
  expect((await lireFlux(ouverte.db as never, `consentement/${declare.id}`)).map(({ type }) => type)).toEqual(
    ['consentement-recueilli', 'consentement-revoque'],
  );
});

test('un acte à venir ne prouve aucun consentement', async () => {
  const neuf = { ...declare, id: '0192f1aa-0000-7000-8000-000000000002', acteDate: '2026-11-23' };
  await expect(jouer(SOPHIE).enregistrer(neuf)).rejects.toMatchObject({ corps: { code: 'acte-a-venir' } });
});

test('un import arrêté se lit et se conclut depuis PLINE, par qui en a la fonction, et son nom y reste', async () => {
  const chemin = join(dossier, 'liste.csv');
  const importer = (noms: readonly string[], le: string) => {
    const lignes = noms.map((nom) => `AGEN;${nom};Zoé;;;47000;01/01/2010`);
    const entete = 'NomBarreau;avNom;avPrenom;cbRaisonSociale;cbSiretSiren;cbCp;acDateSerment';
    writeFileSync(chemin, [entete, ...lignes].join('\n'));
    return importerUneListe(ouverte.db, {
      genre: 'avocat',
      chemin,
      nom: 'liste.csv',
      maintenant: new Date(le),
    });
  };
  const noms = Array.from({ length: 60 }, (_vide, rang) => `AVOCAT${String(rang).padStart(2, '0')}`);
  await importer(noms, '2026-10-22T02:00:00Z');
  // Une liste coupee : quarante partiraient.
  const { id } = await importer(noms.slice(0, 20), '2026-11-22T02:00:00Z');
  await expect(jouer(SOPHIE).imports()).rejects.toMatchObject({ corps: { code: 'fonction-absente' } });
  const supervision = jouer(CHARGEE);
  const { imports } = (await supervision.imports()) as { imports: readonly object[] };
  expect(imports[0]).toMatchObject({ id, etat: 'a-confirmer', lues: 20, partis: 40 });
  expect(await supervision.ecarts(id, 'parti')).toMatchObject({ total: 40 });
  expect(await chercherExternes(ouverte.db, 'avocat30')).toHaveLength(1);

  const apres = (await supervision.conclure(id, 'abandonner')) as { imports: readonly object[] };
  expect(apres.imports[0]).toMatchObject({ id, etat: 'abandonne', concluPar: 'Sophie ROUX (MJ200009)' });
  await expect(supervision.conclure(id, 'confirmer')).rejects.toMatchObject({
    corps: { code: 'import-inconnu' },
  });
  expect(await chercherExternes(ouverte.db, 'avocat30')).toHaveLength(1);
  expect(alarmes).toEqual([]);
});

test('PLEX muette ne perd rien en silence', async () => {
  const gestes = gestionnairesDeLAnnuaire<Agent>(
    async () => undefined,
    (qui) => qui,
  );
  const demande = { agent: SOPHIE, corps: declare } as never;
  await expect((async () => gestes['POST /api/consentements'](demande))()).rejects.toMatchObject({
    corps: { status: 503 },
  });
});
