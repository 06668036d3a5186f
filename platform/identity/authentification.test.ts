import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demarrerConfiance } from '@ppn/confiance';
import type { CarteEmise, DemandeCarte, ServiceConfiance } from '@ppn/confiance';
import { clientAgent, demarrerAgent, jetonLogiciel } from '@ppn/workstation';
import type { AgentEnMarche } from '@ppn/workstation';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  creerCles,
  creerEmetteurOrdres,
  creerIdentifieur,
  lireCles,
  PHRASES_IDENTITE,
  REFUS_IDENTITE,
  sourceDeListes,
  verifierAuthentification,
} from './index.ts';
import type {
  AncresDIdentite,
  ClesOrdres,
  DemandeDAuthentification,
  PreuveDeCarte,
  SourceDeListes,
} from './index.ts';

const ORIGINE = 'http://localhost:3000';
const DEFI = 'Z'.repeat(43);
const PIN = '4821';
const AGENT = { matricule: '1048221', nom: 'Camille MOREAU' };

let dossier: string;
let service: ServiceConfiance;
let agent: AgentEnMarche;
let cles: ClesOrdres;
let ancres: AncresDIdentite;
let camille: CarteEmise;
beforeAll(async () => {
  dossier = await mkdtemp(join(tmpdir(), 'ppn-identite-'));
  service = await demarrerConfiance({ dossier: join(dossier, 'confiance'), port: 0 });
  const { lieux, racine, autorite } = service.confiance;
  ancres = {
    racines: [racine],
    intermediaires: [autorite('agents').certificat, autorite('services').certificat],
  };
  camille = await remettre({ id: 'camille' });
  cles = await creerCles();
  agent = await demarrerAgent({
    port: 0,
    origines: [ORIGINE],
    clesServeur: { [cles.kid]: cles.publique },
    cartes: lieux.cartes,
    dossier: join(dossier, 'agent'),
    fournisseurDePin: () => Promise.resolve(PIN),
  });
});
afterAll(async () => {
  await agent.arreter();
  await service.arreter();
  await rm(dossier, { recursive: true, force: true });
});

const remettre = (carte: Partial<DemandeCarte> & { readonly id: string }): Promise<CarteEmise> =>
  service.confiance.emettreCarte({
    prenom: 'Camille',
    nom: 'MOREAU',
    matricule: AGENT.matricule,
    organisation: 'Ministère de l’intérieur',
    unite: 'Commissariat de Valmont',
    pin: PIN,
    ...carte,
  });
const annuaire = (matricule: string) => Promise.resolve(matricule === AGENT.matricule ? AGENT : undefined);
const base64 = (octets: Uint8Array): string => Buffer.from(octets).toString('base64');

/** La preuve que rend une carte, sans passer par l'agent (qui écarte de lui-même une carte expirée). */
async function preuveDe(
  carte: CarteEmise,
  message = `ppn-auth-v1\0${ORIGINE}\0${DEFI}`,
): Promise<PreuveDeCarte> {
  const signees = await jetonLogiciel(carte.dossier).signerLot({
    usage: 'authentification',
    pin: PIN,
    contenus: [Buffer.from(message)],
  });
  return {
    certificatAuthentification: base64(carte.certificatAuthentification),
    certificatSignature: base64(carte.certificatSignature),
    chaine: [],
    signature: base64((signees.ok && signees.valeur[0]) || new Uint8Array()),
  };
}
const verifier = async (
  carte: CarteEmise,
  change: Partial<DemandeDAuthentification<typeof AGENT>> = {},
): Promise<string> => {
  const issue = await verifierAuthentification({
    resultat: await preuveDe(carte),
    defi: DEFI,
    origine: ORIGINE,
    ancres,
    revocation: sourceDeListes(),
    maintenant: new Date(),
    annuaire,
    ...change,
  });
  return issue.ok ? issue.valeur.agent.nom : issue.refus;
};
const identifieur = (revocation: SourceDeListes = sourceDeListes()) =>
  creerIdentifieur({ cles, emettreOrdre: creerEmetteurOrdres({ cles }), ancres, revocation, annuaire });

test('un agent ouvre sa session avec sa carte : défi, agent de carte, preuve', async () => {
  const { defier, identifier } = identifieur();
  const ordre = await defier(ORIGINE);
  const resultat = await clientAgent({ url: agent.url, origine: ORIGINE }).authentifier(ordre, {
    carte: 'camille',
  });
  const issue = await identifier({ ordre, resultat, origine: ORIGINE });
  expect(issue).toMatchObject({ ok: true, valeur: { agent: AGENT, matricule: '1048221' } });
  expect(issue.ok && Buffer.from(issue.valeur.certificatSignature)).toEqual(
    Buffer.from(camille.certificatSignature),
  );
  expect(issue.ok && issue.valeur.chaine.map(base64)).toEqual(
    [service.confiance.autorite('agents').certificat, service.confiance.racine].map(base64),
  );
  expect(await identifier({ ordre, resultat, origine: ORIGINE })).toEqual({
    ok: false,
    refus: 'defi-perime',
  });
});

test('un défi d’une autre origine, d’un autre service ou inventé est périmé', async () => {
  const { defier, identifier } = identifieur();
  const resultat = await preuveDe(camille);
  const ordre = await defier('http://localhost:4000');
  expect(await identifier({ ordre, resultat, origine: ORIGINE })).toEqual({
    ok: false,
    refus: 'defi-perime',
  });
  expect(
    await identifier({ ordre: await identifieur().defier(ORIGINE), resultat, origine: ORIGINE }),
  ).toEqual({ ok: false, refus: 'defi-perime' });
  expect(await identifier({ ordre: 'a.b.c', resultat, origine: ORIGINE })).toEqual({
    ok: false,
    refus: 'defi-perime',
  });
});

test('une carte RSA ouvre aussi une session', async () => {
  expect(await verifier(await remettre({ id: 'rsa', algorithme: 'RSA-3072' }))).toBe(AGENT.nom);
});

test.each([
  ['d’une autorité inconnue', 'ac-inconnue', 'certificat-inconnu'],
  ['expirée', 'expiree', 'certificat-expire'],
  ['révoquée', 'revoquee', 'certificat-revoque'],
] as const)('une carte %s n’ouvre pas de session', async (_nom, cas, refus) => {
  expect(await verifier(await remettre({ id: cas, cas }))).toBe(refus);
});

test('une carte révoquée après coup est refusée dès que la liste est relue', async () => {
  const perdue = await remettre({ id: 'perdue' });
  const revocation = sourceDeListes({ fraicheurMs: 0 });
  expect(await verifier(perdue, { revocation })).toBe(AGENT.nom);
  await service.confiance.revoquer(perdue.series.signature);
  expect(await verifier(perdue, { revocation })).toBe('certificat-revoque');
});

test('deux certificats de deux cartes ne font pas une carte', async () => {
  const hugo = await remettre({ id: 'hugo', prenom: 'Hugo', matricule: '2' });
  const resultat = { ...(await preuveDe(camille)), certificatSignature: base64(hugo.certificatSignature) };
  expect(await verifier(camille, { resultat })).toBe('cartes-discordantes');
});

test('le certificat de signature ne vaut pas celui d’authentification, ni un cachet de service une carte', async () => {
  const preuve = await preuveDe(camille);
  expect(
    await verifier(camille, {
      resultat: { ...preuve, certificatAuthentification: preuve.certificatSignature },
    }),
  ).toBe('certificat-inadapte');
  const [cachet = new Uint8Array()] = (await service.confiance.cachet('justice')).certificats;
  expect(
    await verifier(camille, { resultat: { ...preuve, certificatAuthentification: base64(cachet) } }),
  ).toBe('certificat-inadapte');
});

test.each([
  ['pour un autre défi', `ppn-auth-v1\0${ORIGINE}\0${'A'.repeat(43)}`],
  ['pour une autre origine', `ppn-auth-v1\0http://pirate.example\0${DEFI}`],
  ['sans préfixe', `${ORIGINE}\0${DEFI}`],
])('une signature faite %s est fausse', async (_cas, message) => {
  expect(await verifier(camille, { resultat: await preuveDe(camille, message) })).toBe('signature-fausse');
});

test('une preuve illisible se dit, un matricule sans habilitation aussi', async () => {
  const preuve = await preuveDe(camille);
  expect(await verifier(camille, { resultat: { ...preuve, certificatSignature: 'AAAA' } })).toBe(
    'preuve-mal-formee',
  );
  expect(await verifier(await remettre({ id: 'inconnu', matricule: '999' }))).toBe('agent-inconnu');
});

test('les listes du miroir de l’exploitant suffisent ; muettes, celles que les certificats annoncent répondent', async () => {
  const demandees: (readonly string[])[] = [];
  const source = sourceDeListes();
  const annoncees: string[] = [];
  const suivie: SourceDeListes = async (adresses) => {
    demandees.push(adresses);
    return source(adresses);
  };
  expect(await verifier(camille, { revocation: suivie })).toBe(AGENT.nom);
  annoncees.push(...(demandees.at(-1) ?? []));
  demandees.length = 0;
  expect(await verifier(camille, { revocation: suivie, miroir: annoncees })).toBe(AGENT.nom);
  expect(demandees).toEqual([annoncees]);
  demandees.length = 0;
  const muet = ['http://127.0.0.1:9/muet.crl'];
  expect(await verifier(camille, { revocation: suivie, miroir: muet })).toBe(AGENT.nom);
  expect(demandees).toEqual([muet, [...muet, ...annoncees]]);
});

test('sans liste de révocation rien n’est cru ; la dernière copie sert tant qu’elle est en cours de validité', async () => {
  expect(await verifier(camille, { revocation: () => Promise.resolve([]) })).toBe('revocation-indisponible');
  const liste = await service.confiance.liste('agents');
  const racine = await service.confiance.liste('racine');
  const gardees = () => Promise.resolve([liste, racine]);
  const dans = (jours: number): Date => new Date(Date.now() + jours * 86_400_000);
  expect(await verifier(camille, { revocation: gardees, maintenant: dans(6) })).toBe(AGENT.nom);
  expect(await verifier(camille, { revocation: gardees, maintenant: dans(8) })).toBe(
    'revocation-indisponible',
  );
});

test('une liste signée par une autre autorité ne vaut rien', async () => {
  const [listeServices, racine] = [
    await service.confiance.liste('services'),
    await service.confiance.liste('racine'),
  ];
  expect(await verifier(camille, { revocation: () => Promise.resolve([listeServices, racine]) })).toBe(
    'revocation-indisponible',
  );
  const falsifiee = Buffer.from(await service.confiance.liste('agents'));
  falsifiee.writeUInt8(falsifiee.readUInt8(falsifiee.length - 1) ^ 1, falsifiee.length - 1);
  expect(await verifier(camille, { revocation: () => Promise.resolve([falsifiee, racine]) })).toBe(
    'revocation-indisponible',
  );
});

test('les listes sont lues une fois, ressorties quand le service se tait, et un service lent n’arrête rien', async () => {
  let lectures = 0;
  let muet = false;
  const serveur = createServer((_requete, reponse) => {
    lectures += 1;
    if (!muet) reponse.end('liste');
  });
  await new Promise<void>((tenir) => serveur.listen(0, '127.0.0.1', tenir));
  const lieu = serveur.address();
  const adresse = `http://127.0.0.1:${typeof lieu === 'object' && lieu !== null ? lieu.port : 0}/a.crl`;
  let heure = 0;
  const listes = sourceDeListes({ delaiMs: 100, horloge: () => new Date(heure) });
  const [une, autre] = await Promise.all([listes([adresse]), listes([adresse, 'file:///etc/passwd'])]);
  expect([une, autre].map(String)).toEqual([String(Buffer.from('liste')), String(Buffer.from('liste'))]);
  expect(lectures).toBe(1);
  muet = true;
  heure = 61_000;
  expect(String(await listes([adresse]))).toBe('liste');
  expect(lectures).toBe(2);
  serveur.closeAllConnections();
  serveur.close();
});

test('chaque refus a sa phrase, et la clé des ordres se relit', async () => {
  expect(REFUS_IDENTITE.map((refus) => PHRASES_IDENTITE[refus].length > 20)).not.toContain(false);
  const neuve = await creerCles();
  expect((await lireCles(neuve.pem)).publique).toEqual(neuve.publique);
  expect(JSON.stringify(neuve.publique)).not.toContain('"d"');
  await expect(
    lireCles(await readFile(service.confiance.lieux.autorite('racine').cle, 'utf8')),
  ).rejects.toThrow('P-256');
});
