import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { AFFAIRE_S1, attendu, ouvrir } from '@ppn/scenarios/jeu';
import type { Banc } from './banc.ts';
import { enParallele, redigerSynthese, signerTout } from './procedures.ts';
import { arrondi, mediane } from './statistiques.ts';

/** Verification hors ligne d'un grand dossier exporte par un vrai service. */
export type VerificationDeDossier = {
  readonly pieces: number;
  readonly tailleMio: number;
  /** Secondes, du clic au dernier octet de l'export. */
  readonly exportS: number;
  /** Secondes d'horloge de `npm run verify`, mediane, sur cette machine telle que chargee. */
  readonly murS: number;
  /** Secondes que deux coeurs libres mettraient : temps de processeur, tout compris, partage en deux. */
  readonly deuxCoeursS: number;
};

const ESSAIS = 3;
const COMMANDE = join(import.meta.dirname, '..', '..', 'verifier', 'principal.ts');

/** Redige et signe `pieces` actes dans un dossier, l'exporte, le verifie plusieurs fois par la commande. Lance s'il n'est pas valide. */
export async function mesurerDossier(banc: Banc, pieces: number): Promise<VerificationDeDossier> {
  const [enqueteur] = banc.enqueteurs;
  if (!enqueteur) throw new Error('Aucun enquêteur connecté.');
  const procedure = await ouvrir(enqueteur, AFFAIRE_S1);
  const actes = await enParallele(pieces, 4, () => redigerSynthese(enqueteur, procedure.idj));
  await signerTout(enqueteur, actes, { taille: 20, clients: 4 });
  const lieu = mkdtempSync(join(tmpdir(), 'ppn-bench-dossier-'));
  try {
    const archive = join(lieu, 'dossier.zip');
    const depart = performance.now();
    const reponse = attendu(
      'export',
      await enqueteur.client.lire('GET /api/dossiers/:idj/export', { idj: procedure.idj }),
    );
    writeFileSync(archive, new Uint8Array(await reponse.arrayBuffer()));
    const exportS = (performance.now() - depart) / 1000;
    const passages = [];
    for (let essai = 0; essai < ESSAIS; essai += 1)
      passages.push(await verifier(archive, banc.systeme.confiance.ancres));
    return {
      pieces,
      tailleMio: arrondi(statSync(archive).size / 1024 ** 2),
      exportS: arrondi(exportS),
      murS: arrondi(mediane(passages.map(({ murS }) => murS))),
      deuxCoeursS: arrondi(mediane(passages.map(({ cpuS }) => cpuS)) / 2),
    };
  } finally {
    rmSync(lieu, { recursive: true, force: true });
  }
}

async function verifier(
  archive: string,
  ancres: string,
): Promise<{ readonly murS: number; readonly cpuS: number }> {
  const [depart, avant] = [performance.now(), cpuDesEnfants()];
  await promisify(execFile)(process.execPath, [COMMANDE, '--json', '--ancres', ancres, archive], {
    maxBuffer: 512 * 1024 * 1024,
  }).catch(() => {
    throw new Error('Le dossier exporté n’est pas jugé valide.');
  });
  return { murS: (performance.now() - depart) / 1000, cpuS: cpuDesEnfants() - avant };
}

/** Temps de processeur des enfants deja finis, en secondes : champs cutime et cstime de /proc (proc(5)), ticks de 10 ms. */
function cpuDesEnfants(): number {
  const champs = readFileSync('/proc/self/stat', 'latin1').split(') ')[1]?.split(' ') ?? [];
  return (Number(champs[13] ?? 0) + Number(champs[14] ?? 0)) / 100;
}
