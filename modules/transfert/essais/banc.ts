import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, request, type IncomingHttpHeaders, type OutgoingHttpHeaders } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lireOuCreerTrousseau, migrationsDuMagasin, ouvrirMagasin, piloteFichiers } from '@ppn/blob-store';
import { demarrerConfiance } from '@ppn/confiance';
import { migrationsDuJournal } from '@ppn/journal';
import { clesSurDisque, migrationsDesEnvois, ouvrirEntrepot, RefusDOctets } from '@ppn/large-files';
import { courrier, demarrerBoiteLocale } from '@ppn/mail';
import { baseTemporaire, ouvrirBase } from '@ppn/postgres';
import { composerPdfA, horodateurHttp } from '@ppn/sealing';
import * as z from 'zod';
import { cheminDesOctets } from '../chemin-des-octets.ts';
import type { Correspondant } from '../domain/faits.ts';
import type { DemandeDeDepot } from '../domain/preparer.ts';
import { MIGRATIONS_PASSAGE, MIGRATIONS_TRANSFERT } from '../index.ts';
import type { Identite, PortsTransfert } from '../ports.ts';
import type { TablesTransfert } from '../tables.ts';
import { faireLeDepot, preparerDepot } from '../use-cases/preparer-depot.ts';

const correspondant = (id: string, nom: string): Correspondant => ({
  id,
  genre: 'agent',
  nom,
  qualite: 'greffier',
  organisation: 'Tribunal judiciaire d’Agen',
  courriel: `${id.toLowerCase()}@demonstration.invalid`,
});
/** Une expeditrice et deux destinataires. */
export const SOPHIE = correspondant('MJ200003', 'Sophie ROUX');
export const CAMILLE = correspondant('PN100001', 'Camille MOREAU');
export const MARC = correspondant('MJ200004', 'Marc DELATTRE');

/** Une avocate, qui se connecte dans PLEX. */
export const MAITRE: Correspondant = {
  id: 'avocat-0001',
  genre: 'avocat',
  nom: 'Éloïse PÉRONNET',
  qualite: 'avocate',
  organisation: 'Barreau d’Agen',
  courriel: 'eloise.peronnet@demonstration.invalid',
};

const ligne = z.array(z.object({ a: z.string(), sujet: z.string(), id: z.string() }));

/** Une zone entiere sur une vraie base, un vrai courrier, un vrai horodatage, a l'heure qu'on lui dit. */
export async function bancDeTransfert(zone: 'pline' | 'plex' = 'pline') {
  const dossier = mkdtempSync(join(tmpdir(), 'ppn-transfert-'));
  const reglages = {
    maintenant: '2026-11-22T10:00:00.000Z',
    /** Heure du tiers, si elle differe. */
    horodatage: undefined as string | undefined,
    annuaire: [SOPHIE, CAMILLE, MARC] as readonly Correspondant[],
    courrier: true,
    /** Procedures ou les personnes consentent. */
    consentements: [] as readonly string[],
  };
  const maintenant = (): Date => new Date(reglages.maintenant);
  const confiance = await demarrerConfiance({
    dossier: join(dossier, 'confiance'),
    port: 0,
    horloge: () => new Date(reglages.horodatage ?? reglages.maintenant),
  });
  const boite = await demarrerBoiteLocale({
    dossier: join(dossier, 'courrier'),
    portHttp: 0,
    portSmtp: 0,
    horloge: maintenant,
  });
  const base = await baseTemporaire([
    migrationsDuJournal,
    migrationsDuMagasin,
    migrationsDesEnvois,
    MIGRATIONS_TRANSFERT,
    MIGRATIONS_PASSAGE,
  ]);
  const { db, fermer } = ouvrirBase<TablesTransfert>(base.urlApplication);
  const cles = await clesSurDisque(join(dossier, 'cles'));
  const ouvrirLEntrepot = () =>
    ouvrirEntrepot({
      db: db as never,
      dossier: join(dossier, 'objets'),
      cles,
      environnement: `essai-${zone}`,
      capacite: 1024 ** 3,
      fils: 1,
      blocs: 4,
      maintenant,
    });
  const entrepot = await ouvrirLEntrepot();
  const magasin = ouvrirMagasin({
    db,
    pilote: await piloteFichiers(join(dossier, 'magasin')),
    trousseau: lireOuCreerTrousseau(join(dossier, 'trousseau.json'), 'kek-1'),
    environnement: `essai-${zone}`,
  });
  const poste = courrier({ url: boite.urlSmtp, expediteur: `${zone}@demonstration.invalid` });
  const muet = courrier({ expediteur: `${zone}@demonstration.invalid` });
  const alarmes: string[] = [];
  const ports: PortsTransfert = {
    db,
    zone,
    origine: `http://${zone}.invalid`,
    maintenant,
    entrepot,
    cles,
    annuaire: {
      trouver: (id) => {
        const trouve = reglages.annuaire.find((personne) => personne.id === id);
        return trouve && { ...trouve, consentements: reglages.consentements };
      },
      chercher: (texte) => reglages.annuaire.filter(({ nom }) => nom.includes(texte)),
    },
    courrier: {
      envoyer: (message) => (reglages.courrier ? poste : muet).envoyer(message),
      fermer: poste.fermer,
    },
    magasin,
    composer: composerPdfA,
    cachet: {
      ...(await confiance.confiance.cachet('justice')),
      crls: async () => [await confiance.confiance.liste('services')],
    },
    horodateur: horodateurHttp({ url: confiance.horodatage, delaiMs: 5_000 }),
    tailleMax: 64 * 1024 ** 2,
    quotaParPersonne: 128 * 1024 ** 2,
    alarmer: (message) => void alarmes.push(message),
  };
  const identite = (personne: Correspondant): Identite => ({
    correspondant: personne,
    identifieA: '2026-11-22T09:55:00.000Z',
  });
  const chemin = cheminDesOctets(
    ports,
    async ({ headers }) => {
      const personne = [SOPHIE, CAMILLE, MARC, MAITRE].find(({ id }) => id === headers['x-essai-qui']);
      if (personne === undefined) throw new RefusDOctets(401, 'session-absente', 'Connectez-vous.');
      return identite(personne);
    },
    (message, cause) => void alarmes.push(`${message} ${String(cause)}`),
  );
  const serveur = createServer((demande, reponse) => {
    if (!chemin(demande, reponse)) reponse.writeHead(404).end();
  });
  await new Promise<void>((pret) => serveur.listen(0, '127.0.0.1', pret));
  const adresse = serveur.address();
  const port = typeof adresse === 'object' && adresse !== null ? adresse.port : 0;

  const demander = (methode: string, path: string, entetes: OutgoingHttpHeaders, corps?: Uint8Array) =>
    new Promise<{ statut: number; entetes: IncomingHttpHeaders; corps: Buffer }>((lire, rejeter) => {
      const demande = request(
        { port, host: '127.0.0.1', method: methode, path, headers: entetes, agent: false },
        (reponse) => {
          const morceaux: Buffer[] = [];
          reponse.on('data', (octets: Buffer) => morceaux.push(octets));
          reponse.on('end', () =>
            lire({
              statut: reponse.statusCode ?? 0,
              entetes: reponse.headers,
              corps: Buffer.concat(morceaux),
            }),
          );
          reponse.on('error', rejeter);
        },
      );
      demande.on('error', rejeter);
      demande.end(corps);
    });
  /** Envoie un fichier dans un depot en preparation ; rend son identifiant. */
  const envoyer = async (
    qui: Correspondant,
    depot: string,
    nom: string,
    octets: Uint8Array,
  ): Promise<string> => {
    const tus = { 'tus-resumable': '1.0.0', 'x-essai-qui': qui.id };
    const cree = await demander('POST', `/televersements/${depot}`, {
      ...tus,
      'upload-length': octets.length,
      'upload-metadata': `filename ${Buffer.from(nom).toString('base64')}`,
    });
    const lieu = cree.entetes.location ?? '';
    await demander(
      'PATCH',
      lieu,
      { ...tus, 'upload-offset': 0, 'content-type': 'application/offset+octet-stream' },
      octets,
    );
    return lieu.slice(-32);
  };
  /** Ouvre des envois qui n'avancent pas ; rend de quoi les lacher. */
  const tenir = async (qui: Correspondant, depot: string, nombre: number): Promise<() => void> => {
    const tus = { 'tus-resumable': '1.0.0', 'x-essai-qui': qui.id };
    const tenues = await Promise.all(
      Array.from({ length: nombre }, async () => {
        const entetes = { ...tus, 'upload-length': 10, 'upload-metadata': 'filename YQ==' };
        const { location = '' } = (await demander('POST', `/televersements/${depot}`, entetes)).entetes;
        const demande = request({
          port,
          host: '127.0.0.1',
          method: 'PATCH',
          path: location,
          agent: false,
          headers: {
            ...tus,
            'upload-offset': 0,
            'content-length': 10,
            'content-type': 'application/offset+octet-stream',
          },
        });
        demande.on('error', () => undefined);
        await new Promise<void>((parti) => demande.write('a', () => parti()));
        return demande;
      }),
    );
    return () => tenues.forEach((demande) => demande.destroy());
  };
  return {
    tenir,
    ports,
    db,
    dossier,
    reglages,
    alarmes,
    confiance,
    identite,
    envoyer,
    lire: (qui: Correspondant, path: string, entetes: OutgoingHttpHeaders = {}, methode = 'GET') =>
      demander(methode, path, { 'x-essai-qui': qui.id, ...entetes }),
    /** Prepare, envoie et depose ; rend les identifiants des fichiers. */
    deposer: async (demande: DemandeDeDepot, fichiers: Readonly<Record<string, Uint8Array>>) => {
      const prepare = await preparerDepot(ports, identite(SOPHIE), demande);
      if (!prepare.ok) throw new Error(prepare.refus);
      const ids: string[] = [];
      for (const [nom, octets] of Object.entries(fichiers))
        ids.push(await envoyer(SOPHIE, demande.id, nom, octets));
      const depose = await faireLeDepot(ports, identite(SOPHIE), { id: demande.id, empreintes: {} });
      if (!depose.ok) throw new Error(depose.refus);
      return ids;
    },
    courriers: async () => {
      const lues = ligne.parse(await (await fetch(`${boite.urlHttp}/api/courriers`)).json());
      return Promise.all(
        lues.map(async ({ id, a, sujet }) => {
          const { texte } = z
            .object({ texte: z.string() })
            .parse(await (await fetch(`${boite.urlHttp}/api/courriers/${id}`)).json());
          return { a, sujet, texte };
        }),
      );
    },
    fermer: async () => {
      serveur.closeAllConnections();
      await new Promise((fini) => serveur.close(fini));
      poste.fermer();
      await entrepot.fermer();
      await fermer();
      await base.detruire();
      await boite.arreter();
      await confiance.arreter();
      rmSync(dossier, { recursive: true, force: true });
    },
  };
}

/** Une demande de depot a Camille, pour dix jours. */
export const demandeDEssai = (rang: number, changements: Partial<DemandeDeDepot> = {}): DemandeDeDepot => ({
  id: `0192f1aa-0000-7000-8000-${String(rang).padStart(12, '0')}`,
  objet: 'Copie du dossier',
  idj: null,
  nature: 'copie-de-dossier',
  droits: 'telecharger',
  dureeJours: 10,
  destinataires: [CAMILLE.id],
  ...changements,
});
