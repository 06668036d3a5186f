import { readFile } from 'node:fs/promises';
import { certificatsPortes } from '@ppn/sealing';
import type { Ancres } from '@ppn/sealing';
import { verifierFichier } from '../verifier-fichier.ts';
import type { RapportDeFichier } from '../verifier-fichier.ts';

/** Les deux jugements d'un fichier : avec les ancres du corpus, puis avec la confiance la plus large possible. */
export type JugementDeCorpus = {
  readonly rapport: RapportDeFichier;
  /** Le verdict le plus favorable quand chaque certificat porte par le fichier est une ancre, a l'heure qui l'arrange. */
  readonly confiant: RapportDeFichier['verdict'];
  readonly dureeMs: number;
};

/** Instants essayes : celui du corpus, un plus ancien, puis le lendemain de chaque heure que le fichier annonce. */
const INSTANTS: readonly Date[] = [new Date('2026-06-01T00:00:00Z'), new Date('2020-12-15T00:00:00Z')];
const JOUR_MS = 86_400_000;

/** Juge un fichier du corpus. Une exception du validateur n'est pas attrapee : elle serait un defaut. */
export async function juger(chemin: string, ancres: Ancres): Promise<JugementDeCorpus> {
  const debut = performance.now();
  const [instant = new Date()] = INSTANTS;
  const rapport = await verifierFichier({ chemin, ancres, a: instant });
  const dureeMs = performance.now() - debut;
  const confiance = await confianceTotale(chemin, ancres);
  const verdicts = await Promise.all(
    instantsDe(rapport).map(async (a) => (await verifierFichier({ chemin, ancres: confiance, a })).verdict),
  );
  return {
    rapport,
    confiant: verdicts.includes('valide') ? 'valide' : (verdicts[0] ?? 'indetermine'),
    dureeMs,
  };
}

/** Les ancres du corpus, ses intermediaires et tout certificat que le fichier porte, tous racines. */
export async function confianceTotale(chemin: string, ancres: Ancres): Promise<Ancres> {
  const portes = await certificatsPortes(new Uint8Array(await readFile(chemin)));
  return { ...ancres, racines: [...ancres.racines, ...ancres.intermediaires, ...portes] };
}

/** Les instants ou un fichier pourrait etre valide, bornes. */
export function instantsDe(rapport: RapportDeFichier): readonly Date[] {
  const annonces = rapport.signatures
    .flatMap((signature) => [signature.signeA, signature.horodateA])
    .flatMap((heure) => (heure === undefined ? [] : [new Date(Date.parse(heure) + JOUR_MS)]));
  return [...INSTANTS, ...annonces].slice(0, 12);
}
