import { appendFile, readFile, stat } from 'node:fs/promises';
import { z } from 'zod';
import { ACS } from './profils.ts';
import type { NomAc } from './profils.ts';

/** Motifs de révocation servis par la liste et par OCSP (RFC 5280 §5.3.1). */
export type MotifRevocation = (typeof MOTIFS)[number];
const MOTIFS = ['cle-compromise', 'changement-d-affectation', 'remplacement', 'cessation'] as const;

const commun = { ac: z.enum(ACS), serie: z.string(), a: z.string() };
const schemaFait = z.discriminatedUnion('genre', [
  z.object({ ...commun, genre: z.literal('emission'), sujet: z.string() }),
  z.object({ ...commun, genre: z.literal('revocation'), motif: z.enum(MOTIFS) }),
]);
/** Un fait de l'autorité : un certificat émis, ou révoqué. `serie` en hexadécimal ; `a` ISO 8601 UTC. */
type Fait = z.infer<typeof schemaFait>;
/** Une révocation inscrite. */
export type Revocation = { readonly serie: string; readonly a: Date; readonly motif: MotifRevocation };
/** Ce que l'on sait d'un numéro de série. */
export type Statut =
  | { readonly etat: 'bon' }
  | { readonly etat: 'inconnu' }
  | ({ readonly etat: 'revoque' } & Revocation);

/** Registre des émissions et des révocations : un fichier où l'on ne fait qu'ajouter, partagé entre processus. */
export type Registre = {
  readonly ajouter: (fait: Fait) => Promise<void>;
  readonly statut: (ac: NomAc, serie: string) => Promise<Statut>;
  readonly revoques: (ac: NomAc) => Promise<readonly Revocation[]>;
  /** L'autorité qui a émis ce numéro. */
  readonly emetteur: (serie: string) => Promise<NomAc | undefined>;
  /** Change dès qu'une révocation s'ajoute : dit quand refaire les listes. */
  readonly version: () => Promise<string>;
};

/** Ouvre le registre (fichier JSON par lignes) ; une dernière ligne coupée par un arrêt brutal est ignorée. */
export function ouvrirRegistre(chemin: string): Registre {
  let lu: { readonly version: string; readonly faits: readonly Fait[] } = { version: '', faits: [] };
  const version = async (): Promise<string> => {
    const infos = await stat(chemin).catch(() => undefined);
    return infos ? `${infos.size}-${infos.mtimeMs}` : '';
  };
  const faits = async (): Promise<readonly Fait[]> => {
    const actuelle = await version();
    if (actuelle !== lu.version)
      lu = { version: actuelle, faits: lireFaits(await readFile(chemin, 'utf8').catch(() => '')) };
    return lu.faits;
  };
  const revocations = async (ac: NomAc): Promise<readonly Revocation[]> =>
    (await faits()).flatMap((fait) =>
      fait.genre === 'revocation' && fait.ac === ac
        ? [{ serie: fait.serie, a: new Date(fait.a), motif: fait.motif }]
        : [],
    );
  return {
    version,
    revoques: revocations,
    ajouter: (fait) => appendFile(chemin, `${JSON.stringify(fait)}\n`, { mode: 0o600 }),
    emetteur: async (serie) =>
      (await faits()).find((fait) => fait.genre === 'emission' && fait.serie === serie)?.ac,
    statut: async (ac, serie) => {
      const revocation = (await revocations(ac)).find((une) => une.serie === serie);
      if (revocation) return { etat: 'revoque', ...revocation };
      const connu = (await faits()).some(
        (fait) => fait.genre === 'emission' && fait.ac === ac && fait.serie === serie,
      );
      return { etat: connu ? 'bon' : 'inconnu' };
    },
  };
}

function lireFaits(texte: string): readonly Fait[] {
  const completes = texte.slice(0, texte.lastIndexOf('\n') + 1);
  return completes
    .split('\n')
    .flatMap((ligne) => (ligne === '' ? [] : [schemaFait.parse(JSON.parse(ligne))]));
}
