import { builtinModules } from 'node:module';
import { posix } from 'node:path';
import type { Arbre, Fichier } from './arbre.ts';
import type { Lecture } from './imports-d-un-fichier.ts';
import { NPM_PUR } from './plan.ts';
import type { Etage, Piece, Plan } from './plan.ts';

/** Modules de Node interdits au verificateur hors ligne : ni reseau, ni autre processus. */
const RESEAU = new Set(['net', 'tls', 'http', 'https', 'http2', 'dgram', 'dns', 'child_process', 'cluster']);

/** Une lecture a juger : qui lit, quoi, et si la regle du code pur s'applique. */
export type Cas = { readonly fichier: Fichier; readonly lecture: Lecture; readonly pur: boolean };

/** La phrase qui dit pourquoi `lecture` est interdite dans `fichier`, ou `undefined` si elle est permise. */
export function refusDeLecture(arbre: Arbre, plan: Plan, cas: Cas): string | undefined {
  const { fichier, lecture } = cas;
  const piece = plan[fichier.paquet];
  const { adresse } = lecture;
  if (adresse === undefined) return adresseCalculee(piece, fichier);
  if (adresse.startsWith('.')) return sortDuPaquet(arbre, fichier, adresse);
  if (piece === undefined || adresse.startsWith('virtual:')) return undefined;
  const node = moduleDeNode(adresse);
  if (node !== undefined) return refusDeNode(piece, cas, node);
  const paquet = nomDuPaquet(adresse);
  return paquet.startsWith('@ppn/')
    ? refusDePaquet(plan, piece, { ...cas, adresse, paquet })
    : refusDeNpm(arbre, piece, cas, paquet);
}

/** Vrai pour ce qui ne part pas en production : essais, configurations d'outils. */
export const estEssai = (chemin: string): boolean =>
  /\.test\.tsx?$|\.config\.(ts|mjs)$|(^|\/)vite\.ts$|(^|\/)essais[-/]/.test(chemin);

/** Vrai pour ce qui doit rester pur : `core/` et le `domain/` d'un module. */
export const estPur = (chemin: string): boolean =>
  !estEssai(chemin) && /^core\/|^modules\/[^/]+\/domain\//.test(chemin);

/** Chemin (relatif a la racine) vise par un import relatif. */
export const cible = (fichier: Fichier, adresse: string): string =>
  posix.normalize(posix.join(posix.dirname(fichier.chemin), adresse.replace(/\?.*$/, '')));

/** `@ppn/acte/contract` -> `@ppn/acte` ; `zod/v4` -> `zod`. */
export const nomDuPaquet = (adresse: string): string =>
  adresse
    .split('/')
    .slice(0, adresse.startsWith('@') ? 2 : 1)
    .join('/');

function adresseCalculee(piece: Piece | undefined, fichier: Fichier): string | undefined {
  const libre = piece === undefined || piece.etage === 'tool' || estEssai(fichier.chemin);
  return libre
    ? undefined
    : 'import() d’une adresse calculée : la direction des imports ne peut plus être vérifiée';
}

function sortDuPaquet(arbre: Arbre, fichier: Fichier, adresse: string): string | undefined {
  const dossier = arbre.paquets.get(fichier.paquet);
  const vise = cible(fichier, adresse);
  if (dossier === undefined || vise.startsWith(`${dossier}/`)) return undefined;
  return `« ${adresse} » sort du paquet ${fichier.paquet} : un autre paquet se lit par son nom (@ppn/…)`;
}

const moduleDeNode = (adresse: string): string | undefined => {
  const nu = adresse.replace(/^node:/, '');
  return adresse.startsWith('node:') || builtinModules.includes(nu) ? nu : undefined;
};

function refusDeNode(piece: Piece, { fichier, lecture, pur }: Cas, node: string): string | undefined {
  if (estEssai(fichier.chemin)) return undefined;
  if (pur) return `« node:${node} » dans du code pur : core et domain n’ont ni Node ni DOM`;
  if (piece.etage === 'portal' && !lecture.enTypes)
    return `« node:${node} » dans un portail : le navigateur ne l’a pas`;
  if (piece.etage === 'verifier' && RESEAU.has(node.split('/')[0] ?? ''))
    return `« node:${node} » dans le vérificateur : il travaille hors ligne, sans autre processus`;
  return undefined;
}

type CasDePaquet = Cas & { readonly adresse: string; readonly paquet: string };

function refusDePaquet(plan: Plan, piece: Piece, cas: CasDePaquet): string | undefined {
  const { paquet, adresse, fichier } = cas;
  const lu = plan[paquet];
  if (lu === undefined) return `« ${adresse} » n’est pas un paquet de la maison (tools/architecture/plan.ts)`;
  if (lu.etage === 'specification') return `« ${paquet} » : personne ne lit les spécifications`;
  if (estEssai(fichier.chemin)) return undefined;
  if (paquet === fichier.paquet) return `${paquet} se lit lui-même par son nom : prendre le fichier relatif`;
  if (cas.pur && paquet !== '@ppn/core')
    return `« ${adresse} » dans du code pur : domain ne lit que @ppn/core et son propre paquet`;
  const permis = piece.lit.includes('*') || piece.lit.includes(paquet);
  const enTypes = piece.litEnTypes?.includes(paquet) === true;
  if (permis || (enTypes && cas.lecture.enTypes)) return refusDeFace(piece, lu, cas);
  return enTypes
    ? `${fichier.paquet} ne lit ${paquet} qu’en types : écrire « import type »`
    : `${fichier.paquet} (${piece.etage}) ne lit pas ${paquet} (${lu.etage}) : non déclaré dans tools/architecture/plan.ts`;
}

/** Un module n'est lu que par son contrat ; sa face entiere, par un module du plan, un service ou un outil. */
function refusDeFace(piece: Piece, lu: Piece, { adresse, paquet }: CasDePaquet): string | undefined {
  if (lu.etage !== 'module' || FACE_ENTIERE.has(piece.etage)) return undefined;
  const faces = FACES[piece.etage] ?? ['/contract'];
  if (faces.includes(adresse.slice(paquet.length))) return undefined;
  return `« ${adresse} » : un module ne se lit que par son contrat (${paquet}/contract)`;
}

/** Faces d'un module par etage du lecteur : `/catalogue` est la face pure des actes (texte et lecture, ni base ni serveur). */
const FACES: Readonly<Partial<Record<Etage, readonly string[]>>> = {
  module: ['', '/contract', '/catalogue'],
  verifier: ['/contract', '/catalogue'],
};

const FACE_ENTIERE: ReadonlySet<Etage> = new Set(['service', 'tool', 'specification']);

function refusDeNpm(arbre: Arbre, piece: Piece, { fichier, pur }: Cas, paquet: string): string | undefined {
  const { production, developpement } = arbre.npm;
  if (!production.has(paquet) && !developpement.has(paquet))
    return `« ${paquet} » n’est pas déclaré dans package.json`;
  if (estEssai(fichier.chemin)) return undefined;
  if (pur && !NPM_PUR.includes(paquet))
    return `« ${paquet} » dans du code pur : seul ${NPM_PUR.join(', ')} y est admis`;
  if (piece.npm !== undefined && !piece.npm.includes(paquet))
    return `« ${paquet} » n’est pas admis dans ${fichier.paquet} (tools/architecture/plan.ts)`;
  const atelier = ['portal', 'tool', 'specification'].includes(piece.etage);
  return atelier || production.has(paquet)
    ? undefined
    : `« ${paquet} » n’est qu’une dépendance de développement : absente en production`;
}
