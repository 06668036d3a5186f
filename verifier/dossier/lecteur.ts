import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Verdict } from '@ppn/sealing';
import { zipContient } from '../aiguillage.ts';
import type { DemandeDeLecture, Lecteur } from '../aiguillage.ts';
import { lireDebut } from '../lire-fichier.ts';
import { lireCles } from './confiance.ts';
import type { OuvrirExamen } from './examen.ts';
import { NOM_MANIFESTE } from './manifeste.ts';
import { ArchiveIllisible } from './modele.ts';
import type { OptionsDossier, RapportDossier, TeteTenue } from './modele.ts';
import { dossierEnTexte } from './rapport-texte.ts';
import { dossierIllisible, verifierDossier } from './verifier-dossier.ts';
import { ouvrirDossier } from './zip.ts';

const CODES: Readonly<Record<Verdict, number>> = { valide: 0, invalide: 1, indetermine: 2 };

/**
 * Le lecteur des dossiers exportes. `fils` : de quoi examiner les fichiers ailleurs ; sans lui, tout se fait ici
 * (la page hors ligne).
 */
export const lecteurDeDossier = (fils?: (chemin: string) => OuvrirExamen): Lecteur => ({
  reconnait,
  async lire(demande) {
    const rapport = await jugerLeFichier(demande, fils);
    return {
      code: CODES[rapport.verdict],
      donnees: { genre: 'dossier', ...rapport },
      texte: dossierEnTexte(basename(demande.chemin), rapport),
    };
  },
});

/** Un ZIP qui porte `dossier.json` ; et un ZIP trop abime pour le dire, s'il n'est pas un conteneur ASiC (`mimetype` en tete). */
async function reconnait(chemin: string): Promise<boolean> {
  if (await zipContient(chemin, NOM_MANIFESTE)) return true;
  const debut = await lireDebut(chemin);
  if (debut.length < 30 || debut.readUInt32LE(0) !== 0x04034b50) return false;
  return PREMIERS.has(debut.subarray(30, 30 + debut.readUInt16LE(26)).toString('latin1'));
}

/** Premier fichier d'un dossier : ce que nos exports ecrivent, et le manifeste ou son sceau. */
const PREMIERS: ReadonlySet<string> = new Set(['LISEZ-MOI.txt', NOM_MANIFESTE, `${NOM_MANIFESTE}.p7s`]);

async function jugerLeFichier(
  demande: DemandeDeLecture,
  fils: ((chemin: string) => OuvrirExamen) | undefined,
): Promise<RapportDossier> {
  try {
    const dossier = await ouvrirDossier(demande.chemin);
    try {
      return await verifierDossier(dossier, {
        ...(await optionsDe(demande)),
        ...(fils === undefined ? {} : { ouvrirExamen: fils(demande.chemin) }),
      });
    } finally {
      dossier.fermer();
    }
  } catch (cause) {
    if (cause instanceof ArchiveIllisible) return dossierIllisible(cause.message);
    throw cause;
  }
}

async function optionsDe(demande: DemandeDeLecture): Promise<OptionsDossier> {
  const { dossierDAncres, ancres, a, comparerTexte } = demande;
  const cles = dossierDAncres === undefined ? undefined : await clesDe(dossierDAncres);
  return {
    ...(dossierDAncres === undefined ? {} : { ancres }),
    ...(cles === undefined ? {} : { cles }),
    tetes: await Promise.all((demande.tetes ?? []).map(lireTeteTenue)),
    ...(a === undefined ? {} : { a }),
    ...(comparerTexte === undefined ? {} : { comparerTexte }),
  };
}

/** Les cles du dossier d'ancres ; un fichier present et illisible n'en donne aucune, et rien n'est alors cru. */
export async function clesDe(dossierDAncres: string): Promise<OptionsDossier['cles']> {
  try {
    return lireCles(new Uint8Array(await readFile(join(dossierDAncres, 'cles.json')))) ?? [];
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined;
    throw cause;
  }
}

async function lireTeteTenue(tete: string): Promise<TeteTenue> {
  if (tete.startsWith('PPN1 ')) return { source: 'la tête du bordereau imprimé', texte: tete.trim() };
  const texte = await readFile(tete, 'utf8');
  return {
    source: `la tête ${basename(tete)}`,
    texte: texte.startsWith('PPN1 ') ? texte.trim() : texte,
  };
}
