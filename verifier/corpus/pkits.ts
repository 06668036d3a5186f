import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { validerChemin } from '@ppn/sealing';
import { lireCsv } from './attendus.ts';
import type { Comparaison } from './comparer.ts';

const INSTANT = new Date('2020-06-01T00:00:00Z');

/** Juge chaque certificat PKITS (NIST) avec toutes les autorites et listes du jeu, la racine du jeu seule ancre. */
export async function comparerPkits(dossier: string): Promise<readonly Comparaison[]> {
  const pkits = join(dossier, 'pkits');
  const lire = async (sous: string, nom: string): Promise<Uint8Array> =>
    new Uint8Array(await readFile(join(pkits, sous, nom)));
  const tous = async (sous: string): Promise<readonly Uint8Array[]> =>
    Promise.all((await readdir(join(pkits, sous))).sort().map((nom) => lire(sous, nom)));
  const ancres = {
    racines: [await lire('ca', 'TrustAnchorRootCertificate.crt')],
    intermediaires: await tous('ca'),
    crls: await tous('crl'),
    ocsps: [],
  };
  const lignes = await lireCsv(join(pkits, 'attendus.csv'));
  return Promise.all(
    lignes.map(async (ligne) => {
      const fichier = ligne.get('certificat') ?? '';
      const attendu = ligne.get('attendu_selon_nom_pkits') ?? '';
      const issue = validerChemin({ certificat: await lire('ee', fichier), ancres, a: INSTANT });
      const verdict = issue.chemin === 'valide' && issue.revocation === 'bonne' ? 'valide' : 'invalide';
      return {
        famille: 'Chemins PKITS',
        fichier: `pkits/${fichier}`,
        attente: attendu === 'valide' ? ('intact' as const) : ('a-refuser' as const),
        oracle: attendu,
        verdict,
        issue: accordDe(attendu, verdict),
        raison: issue.motifs[0] ?? '',
      };
    }),
  );
}

function accordDe(attendu: string, verdict: string): Comparaison['issue'] {
  if (attendu === verdict) return 'accord';
  return verdict === 'valide' ? 'faux-accord' : 'desaccord';
}
