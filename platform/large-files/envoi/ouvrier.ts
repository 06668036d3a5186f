import { parentPort } from 'node:worker_threads';
import { CorpsTropLong, ObjetEnCours, positionGardee, SommeFausse, type Somme } from './objet-en-cours.ts';
import type { DefautDEnvoi, Issue, Ordre, Reponse } from './protocole.ts';
import { ObjetIllisible, resumer } from './resumer.ts';

// Programme d'un fil : il possede des envois. Il lit, hache, chiffre et ecrit de facon synchrone ; le fil principal reste au reseau.

type Tenu = { readonly objet: ObjetEnCours; readonly avecSomme: boolean; defaut?: unknown };

const tenus = new Map<string, Tenu>();
/** Sommes des envois entre deux requetes ; perdues avec le fil, elles se recalculent a la fin. */
const sommes = new Map<string, Somme>();
const SOMMES_MAX = 10_000;

const dire = (reponse: Reponse): void => parentPort?.postMessage(reponse);

function executer(ordre: Ordre): void {
  switch (ordre.op) {
    case 'commencer':
      return repondre(ordre.numero, () => {
        const objet = new ObjetEnCours(ordre.envoi, sommes.get(ordre.envoi.id), ordre.algorithme);
        tenus.set(ordre.envoi.id, { objet, avecSomme: ordre.algorithme !== undefined });
        return { position: objet.position };
      });
    case 'bloc':
      prendre(ordre.id, Buffer.from(ordre.octets, 0, ordre.longueur));
      return dire({ op: 'rendu', id: ordre.id, rang: ordre.rang });
    case 'finir':
      return repondre(ordre.numero, () => finir(ordre.id, ordre.issue));
    case 'position':
      return repondre(ordre.numero, () => ({ position: positionGardee(ordre.envoi) }));
    case 'resumer':
      return void resumer(ordre.objets).then(
        (resume) => dire({ op: 'fait', numero: ordre.numero, position: 0, resume }),
        (cause: unknown) => dire(defautDe(ordre.numero, cause)),
      );
    case 'oublier':
      return void sommes.delete(ordre.id);
  }
}

/** Apres un premier defaut, le reste du corps est lu et jete : la requete le dira a sa fin. */
function prendre(id: string, octets: Buffer): void {
  const tenu = tenus.get(id);
  if (tenu === undefined || tenu.defaut !== undefined) return;
  try {
    tenu.objet.ajouter(octets);
  } catch (cause) {
    tenu.defaut = cause;
  }
}

function finir(id: string, issue: Issue): { readonly position: number; readonly resume?: Fait['resume'] } {
  const tenu = tenus.get(id);
  if (tenu === undefined) throw new Error('Envoi inconnu de ce fil.');
  tenus.delete(id);
  const { objet, defaut, avecSomme } = tenu;
  // Une somme annoncee ne se verifie que sur un corps entier : coupe, rien n'est garde.
  const aDefaire =
    issue.genre === 'defaire' ||
    defaut instanceof CorpsTropLong ||
    (avecSomme && (defaut !== undefined || issue.genre === 'coupee'));
  if (aDefaire) {
    const { position, somme } = objet.defaire();
    retenir(id, somme);
    if (defaut !== undefined) throw avecPosition(defaut, position);
    return { position };
  }
  if (defaut !== undefined) {
    sommes.delete(id);
    objet.renoncer();
    throw avecPosition(defaut, -1);
  }
  return garder(id, objet, issue);
}

function garder(id: string, objet: ObjetEnCours, issue: Issue): ReturnType<typeof finir> {
  try {
    const resume = objet.garder(issue.genre === 'entiere' ? issue.somme : undefined);
    retenir(id, objet.complet ? undefined : objet.somme);
    return { position: objet.position, resume };
  } catch (cause) {
    if (!(cause instanceof SommeFausse)) {
      sommes.delete(id);
      objet.renoncer();
      throw cause;
    }
    const { position, somme } = objet.defaire();
    retenir(id, somme);
    throw avecPosition(cause, position);
  }
}

function retenir(id: string, somme: Somme | undefined): void {
  sommes.delete(id);
  if (somme !== undefined) sommes.set(id, somme);
  for (const ancienne of sommes.keys()) {
    if (sommes.size <= SOMMES_MAX) break;
    sommes.delete(ancienne);
  }
}

type Fait = Extract<Reponse, { readonly op: 'fait' }>;

function repondre(numero: number, action: () => Pick<Fait, 'position' | 'resume'>): void {
  try {
    dire({ op: 'fait', numero, ...action() });
  } catch (cause) {
    dire(defautDe(numero, cause));
  }
}

class Situe extends Error {
  readonly position: number;
  constructor(cause: unknown, position: number) {
    super('situe', { cause });
    this.position = position;
  }
}
const avecPosition = (cause: unknown, position: number): Situe => new Situe(cause, position);

function defautDe(numero: number, cause: unknown): Reponse {
  const position = cause instanceof Situe ? cause.position : -1;
  const reelle = cause instanceof Situe ? cause.cause : cause;
  const message = reelle instanceof Error ? reelle.message : String(reelle);
  return { op: 'defaut', numero, defaut: nature(reelle), position, message };
}

/** EFBIG : la limite de taille de fichier du processus ; pour qui depose, c'est un disque plein. */
const PLEIN: ReadonlySet<unknown> = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

function nature(cause: unknown): DefautDEnvoi {
  if (cause instanceof CorpsTropLong) return 'trop-long';
  if (cause instanceof SommeFausse) return 'somme-fausse';
  if (cause instanceof ObjetIllisible) return 'altere';
  return cause instanceof Error && 'code' in cause && PLEIN.has(cause.code) ? 'stockage-plein' : 'panne';
}

parentPort?.on('message', executer);
