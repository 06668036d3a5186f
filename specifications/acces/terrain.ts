import { join } from 'node:path';
import type { ServiceEnMarche, Systeme } from '@ppn/demarrage';
import type { Terrain } from '@ppn/scenarios/jeu';
import { jetonLogiciel, messageAuthentification } from '@ppn/workstation';
import pg from 'pg';
import { demarrerUnEssai } from '../systeme/systeme-d-essai.ts';

/** Un systeme neuf, sans semences, et ou le joindre. */
export type SystemeDEssai = {
  readonly systeme: Systeme;
  readonly terrain: Terrain;
  readonly fermer: () => Promise<void>;
};

/** Demarre les deux services sur des donnees jetables. `reglages` : surcharges `PPN_INTERIEUR_*`, `PPN_JUSTICE_*`. */
export async function ouvrirTerrain(reglages: Readonly<Record<string, string>> = {}): Promise<SystemeDEssai> {
  const essai = await demarrerUnEssai({ reglages });
  return { systeme: essai.systeme, terrain: await essai.terrain(), fermer: essai.fermer };
}

/** Une reponse brute. */
export type Recue = { readonly statut: number; readonly corps: unknown; readonly temoin: string };

/** Une demande brute, comme la ferait un programme qui n'est pas le notre. */
export async function demander(
  origine: string,
  cle: string,
  { temoin = '', corps }: { readonly temoin?: string; readonly corps?: unknown } = {},
): Promise<Recue> {
  const [methode = 'GET', chemin = '/'] = cle.split(' ', 2);
  const reponse = await fetch(origine + chemin, {
    method: methode,
    headers: {
      origin: origine,
      ...(temoin === '' ? {} : { cookie: temoin }),
      ...(corps === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(corps === undefined ? {} : { body: JSON.stringify(corps) }),
    redirect: 'manual',
  });
  const texte = await reponse.text();
  const cookie = reponse.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  return { statut: reponse.status, corps: texte.startsWith('{') ? JSON.parse(texte) : texte, temoin: cookie };
}

/** Fait signer un contenu par une carte, sans passer par l'agent de poste : ce que ferait un poste compromis. */
export async function signerHorsAgent(
  { systeme }: SystemeDEssai,
  carte: string,
  usage: 'authentification' | 'signature',
  contenu: Uint8Array,
): Promise<string> {
  const pin = systeme.agents.find((agent) => agent.carte === carte)?.pin ?? '';
  const signees = await jetonLogiciel(join(systeme.confiance.cartes, carte)).signerLot({
    usage,
    pin,
    contenus: [contenu],
  });
  if (!signees.ok) throw new Error(signees.refus.code);
  return enBase64(signees.valeur[0] ?? new Uint8Array());
}

/** La charge utile d'un ordre, sans verifier sa signature. */
export function chargeDe(ordre: string): { readonly [champ: string]: string } {
  return JSON.parse(Buffer.from(ordre.split('.')[1] ?? '', 'base64url').toString('utf8'));
}

/** Prouve une carte a un service sans passer par l'agent de poste ; rend le corps a remettre a `POST /api/session`. */
export async function preuveHorsAgent(terrain: SystemeDEssai, origine: string, carte: string) {
  const { corps } = await demander(origine, 'POST /api/session/defi');
  const { ordre } = corps as { readonly ordre: string };
  const lue = await jetonLogiciel(join(terrain.systeme.confiance.cartes, carte)).lire();
  if (!lue.ok) throw new Error(lue.refus);
  const { certificats, chaine } = lue.valeur;
  const contenu = messageAuthentification(origine, chargeDe(ordre)['defi'] ?? '');
  return {
    ordre,
    resultat: {
      certificatAuthentification: enBase64(certificats.authentification),
      certificatSignature: enBase64(certificats.signature),
      chaine: chaine.map(enBase64),
      signature: await signerHorsAgent(terrain, carte, 'authentification', contenu),
    },
  };
}

const enBase64 = (octets: Uint8Array): string => Buffer.from(octets).toString('base64');

/** Execute sur la base d'un service, avec le role applicatif sauf `url` contraire. */
export async function surLaBase<T>(
  service: ServiceEnMarche,
  agir: (client: pg.Client) => Promise<T>,
  url = service.base.urlApplication,
): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await agir(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}
