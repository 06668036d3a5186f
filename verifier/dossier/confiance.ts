import type { Ancres } from '@ppn/sealing';
import { lireVkey } from '@ppn/tlog';
import type { ClePublique } from '@ppn/tlog';
import * as z from 'zod';
import { lireJson } from './manifeste.ts';
import type { LecteurDeDossier, OptionsDossier } from './modele.ts';

const instant = z.iso.datetime({ offset: true });
const cles = z.array(
  z.object({
    nom: z.string(),
    genre: z.enum(['journal', 'temoin']),
    vkey: z.string().refine((texte) => lireVkey(texte) !== undefined),
    du: instant,
    au: instant.nullable(),
  }),
);

/** Lit un `cles.json` ; `undefined` s'il n'en a pas la forme. */
export const lireCles = (octets: Uint8Array): readonly ClePublique[] | undefined =>
  cles.safeParse(lireJson(octets)).data;

/** La confiance retenue pour juger, et ce qu'elle suppose. */
export type ConfianceRetenue = {
  readonly ancres: Ancres;
  readonly cles: readonly ClePublique[];
  readonly reserves: readonly string[];
};

const SANS_ANCRES =
  'Sous réserve des ancres de l’export : aucune autorité de confiance n’a été donnée d’ailleurs (--ancres), celles du dossier lui-même ont servi.';
const SANS_CLES =
  'Sous réserve des clés de journal de l’export : aucune n’a été donnée d’ailleurs (cles.json parmi les ancres).';

/** Racines et cles tenues d'ailleurs s'il y en a ; intermediaires et listes, signes, viennent des deux. */
export async function retenirLaConfiance(
  lecteur: LecteurDeDossier,
  options: OptionsDossier,
): Promise<ConfianceRetenue> {
  const sous = async (dossier: string): Promise<readonly Uint8Array[]> =>
    (
      await Promise.all(
        lecteur.noms
          .filter((nom) => nom.startsWith(`confiance/${dossier}/`))
          .map(async (nom) => blocsDe(await lecteur.lire(nom))),
      )
    ).flat();
  const [racines, intermediaires, crls] = await Promise.all([
    sous('racines'),
    sous('intermediaires'),
    sous('revocation'),
  ]);
  const tenues = options.ancres;
  const clesDExport = lecteur.noms.includes('confiance/cles.json')
    ? lireCles(await lecteur.lire('confiance/cles.json'))
    : undefined;
  return {
    ancres: {
      racines: tenues?.racines ?? racines,
      intermediaires: [...(tenues?.intermediaires ?? []), ...intermediaires],
      crls: [...(tenues?.crls ?? []), ...crls],
      ocsps: tenues?.ocsps ?? [],
    },
    cles: options.cles ?? clesDExport ?? [],
    reserves: [
      ...(tenues === undefined ? [SANS_ANCRES] : []),
      ...(options.cles === undefined ? [SANS_CLES] : []),
    ],
  };
}

/** Les objets DER d'un fichier PEM ou DER. */
function blocsDe(octets: Uint8Array): readonly Uint8Array[] {
  const texte = new TextDecoder('latin1').decode(octets);
  const pem = [...texte.matchAll(/-----BEGIN [A-Z0-9 ]+-----([A-Za-z0-9+/=\s]+)-----END/gu)];
  if (pem.length === 0) return [octets];
  return pem.flatMap((bloc) => essayerBase64(bloc[1] ?? '') ?? []);
}

function essayerBase64(texte: string): Uint8Array | undefined {
  try {
    return Uint8Array.from(atob(texte.replace(/\s+/gu, '')), (signe) => signe.charCodeAt(0));
  } catch {
    return undefined;
  }
}
