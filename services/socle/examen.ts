import type { ExamenDeDepot, PortsDossier } from '@ppn/dossier';
import { type Antivirus, clamd, examiner, type FichierSource, sansAntivirus } from '@ppn/intake';
import type { Empreinte } from '@ppn/core';
import type { Magasin } from '@ppn/blob-store';

/** Examen des fichiers deposes, sur l'objet chiffre lui-meme, par plages : rien n'est tenu en memoire. */
export const creerExamen =
  (
    magasin: Magasin,
    reglages: { readonly antivirus: string; readonly tailleMax: number },
  ): PortsDossier['examiner'] =>
  async ({ empreinte, taille, nom }): Promise<ExamenDeDepot> => {
    const examen = await examiner({
      source: sourceDe(magasin, empreinte, taille),
      nomDeclare: nom,
      antivirus: antivirusDe(reglages.antivirus),
      bornes: { tailleMax: reglages.tailleMax },
    });
    return sortDExamen(examen);
  };

/** Ce qu'un examen veut dire pour un depot. */
export function sortDExamen(examen: Awaited<ReturnType<typeof examiner>>): ExamenDeDepot {
  if (!examen.ok) return { ok: false, refus: { code: examen.refus.code, phrase: examen.refus.phrase } };
  const { type, avertissements, vignette, lecture } = examen.valeur;
  return {
    ok: true,
    valeur: {
      typeMime: type.mime,
      famille: type.famille,
      avertissements: avertissements.map((avertissement) => ({ ...avertissement })),
      apercu: lecture?.octets,
      vignette: vignette?.octets,
    },
  };
}

const sourceDe = (magasin: Magasin, empreinte: Empreinte, taille: number): FichierSource => ({
  taille,
  async lire(debut, fin) {
    const morceaux: Uint8Array[] = [];
    for await (const morceau of magasin.lire(empreinte, { debut, fin: Math.min(fin, taille) }))
      morceaux.push(morceau);
    return Buffer.concat(morceaux);
  },
});

/** L'antivirus regle, ou aucun. */
export function antivirusDe(adresse: string): Antivirus {
  if (adresse === '') return sansAntivirus;
  const { hostname, port } = new URL(adresse);
  return clamd({ hote: hostname, port: Number(port) });
}
