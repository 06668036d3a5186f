import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { trouverBinaires } from './binaires.ts';
import { erreurDuSysteme } from './erreurs.ts';
import { ADMINISTRATEUR, initialiser } from './initialiser.ts';
import { lieuxDe } from './lieux.ts';
import { choisirLanceur } from './mode.ts';
import type { Mode } from './mode.ts';
import { avecClient, preparerBase } from './roles.ts';
import type { AdressesDeBase, MotsDePasse } from './roles.ts';
import { lancerServeur } from './serveur.ts';
import { prendreVerrou, rangerOrphelin } from './verrou.ts';

/** Reglages d'une grappe embarquee ; sans `port`, un port libre. `durable: false` : essais seulement, une coupure perd tout. */
export type OptionsDeGrappe = {
  readonly dossier: string;
  readonly port?: number;
  readonly durable?: boolean;
  readonly connexions?: number;
};

/** Une grappe PostgreSQL en marche, a l'ecoute sur 127.0.0.1 et sur une prise locale de son dossier. */
export type Grappe = {
  readonly port: number;
  readonly mode: Mode;
  /** Adresse du compte d'administration (base `postgres`) : jamais donnee a un service. */
  readonly urlAdministrateur: string;
  /** Cree au besoin la base `nom` et ses deux roles ; les mots de passe sont tires une fois et gardes en 0600. */
  readonly base: (nom: string) => Promise<AdressesDeBase>;
  /** Arret propre ; rend la main quand le processus est termine. */
  readonly arreter: () => Promise<void>;
  /** Resolue quand le serveur s'est termine, voulu ou non, avec son code. */
  readonly fin: Promise<number | null>;
};

/**
 * Demarre la grappe du dossier (la cree la premiere fois) et attend qu'elle reponde.
 * Le serveur s'arrete proprement si ce processus meurt. Lance `ErreurGrappe`, message en francais.
 */
export async function demarrerGrappe(options: OptionsDeGrappe): Promise<Grappe> {
  let lacher = (): void => undefined;
  try {
    mkdirSync(options.dossier, { recursive: true, mode: 0o700 });
    lacher = prendreVerrou(options.dossier);
    return await demarrer(options, lacher);
  } catch (cause) {
    lacher();
    throw erreurDuSysteme(cause, options.dossier);
  }
}

async function demarrer(options: OptionsDeGrappe, lacher: () => void): Promise<Grappe> {
  const lanceur = choisirLanceur();
  const { donnees, refuge } = lieuxDe(options.dossier, lanceur);
  const natif = trouverBinaires(lanceur, refuge);
  const secrets = coffre(options.dossier);
  await initialiser({ natif, donnees, lanceur }, secrets.administrateur(), options.durable ?? true);
  await rangerOrphelin(donnees);
  const serveur = await lancerServeur(
    { natif, donnees, lanceur, journal: join(options.dossier, 'postgres.log') },
    options,
  );
  const urlAdministrateur = `postgres://${ADMINISTRATEUR}:${secrets.administrateur()}@127.0.0.1:${serveur.port}/postgres${serveur.prise === undefined ? '' : `?host=${encodeURIComponent(serveur.prise)}`}`;
  const grappe: Grappe = {
    port: serveur.port,
    mode: lanceur.mode,
    urlAdministrateur,
    base: (nom) => preparerBase(urlAdministrateur, nom, secrets.base(nom)),
    arreter: () => serveur.arreter().finally(lacher),
    fin: serveur.fin,
  };
  await reserverLesBasesCommunes(grappe);
  return grappe;
}

/** `postgres` et `template1` acceptent tout le monde par defaut : plus ici. */
async function reserverLesBasesCommunes(grappe: Grappe): Promise<void> {
  try {
    await avecClient(grappe.urlAdministrateur, (client) =>
      client.query('revoke all on database postgres, template1 from public'),
    );
  } catch (cause) {
    await grappe.arreter();
    throw cause;
  }
}

type Coffre = { readonly administrateur: () => string; readonly base: (nom: string) => MotsDePasse };

/** Mots de passe de la grappe, tires une fois, dans `mots-de-passe.json` (0600). */
function coffre(dossier: string): Coffre {
  const fichier = join(dossier, 'mots-de-passe.json');
  const secret = (role: string): string => {
    const connus = lire(fichier);
    const connu = connus[role];
    if (connu !== undefined) return connu;
    const tire = randomBytes(24).toString('hex');
    ecrire(fichier, { ...connus, [role]: tire });
    return tire;
  };
  return {
    administrateur: () => secret(ADMINISTRATEUR),
    base: (nom) => ({
      proprietaire: secret(`${nom}_proprietaire`),
      application: secret(`${nom}_application`),
    }),
  };
}

function lire(fichier: string): Readonly<Record<string, string>> {
  if (!existsSync(fichier)) return {};
  chmodSync(fichier, 0o600);
  const contenu: unknown = JSON.parse(readFileSync(fichier, 'utf8'));
  if (typeof contenu !== 'object' || contenu === null)
    throw new Error(`Le fichier ${fichier} est abîmé : restaurez-le depuis la sauvegarde.`);
  return Object.fromEntries(
    Object.entries(contenu).filter((paire): paire is [string, string] => typeof paire[1] === 'string'),
  );
}

function ecrire(fichier: string, contenu: Readonly<Record<string, string>>): void {
  const provisoire = `${fichier}.tmp`;
  rmSync(provisoire, { force: true });
  writeFileSync(provisoire, JSON.stringify(contenu), { mode: 0o600, flush: true });
  renameSync(provisoire, fichier);
}
