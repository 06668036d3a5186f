import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { qrDeLaTete } from '@ppn/tlog';
import { HEURES, ouvrirContexte, type Contexte } from './contexte.ts';
import type { Contenu } from './dossier.ts';
import { fabriquer } from './fabriquer.ts';
import { ACTES_FAUX } from './familles/actes-faux.ts';
import { ARCHIVES_LTA } from './familles/archives-lta.ts';
import { ARCHIVES_FAUSSES } from './familles/archives-fausses.ts';
import { ECHANGES_FAUX } from './familles/echanges-faux.ts';
import { PREUVES_FAUSSES } from './familles/preuves-fausses.ts';
import { JOURNAL_FAUX } from './familles/journal-faux.ts';
import { MESURES } from './familles/mesures.ts';
import { RECEPISSES } from './familles/recepisses.ts';
import { POSITIFS } from './familles/positifs.ts';
import type { Vecteur } from './modele.ts';
import { enJson, saler, suiteDe, teteDe } from './suite.ts';

/** Tous les vecteurs, les cas permis d'abord. */
export const VECTEURS: readonly Vecteur[] = [
  ...POSITIFS,
  ...ARCHIVES_FAUSSES,
  ...ACTES_FAUX,
  ...JOURNAL_FAUX,
  ...ECHANGES_FAUX,
  ...PREUVES_FAUSSES,
  ...ARCHIVES_LTA,
  ...MESURES,
  ...RECEPISSES,
];

/** Une ligne de `vecteurs.json`. */
export type VecteurPublie = Pick<Vecteur, 'nom' | 'attaque' | 'verdict' | 'codes'> & {
  readonly fichier: string;
  readonly ancres: string;
  readonly a: string;
  readonly tetes: readonly string[];
};

/** Fabrique tous les vecteurs dans un dossier, vide d'abord ; cles et horodatages neufs a chaque fois. */
export async function ecrireVecteurs(dossier: string): Promise<readonly VecteurPublie[]> {
  const contexte = await ouvrirContexte();
  try {
    await rm(dossier, { recursive: true, force: true });
    await mkdir(join(dossier, 'tetes'), { recursive: true });
    for (const vecteur of VECTEURS) await ecrireUn(contexte, vecteur, dossier);
    await ecrireAncres(contexte, join(dossier, 'ancres'));
    const publies = VECTEURS.map(publier);
    await writeFile(join(dossier, 'vecteurs.json'), enJson({ schema: 'ppn/vecteurs@1', vecteurs: publies }));
    return publies;
  } finally {
    await contexte.atelier.fermer();
  }
}

async function ecrireUn(contexte: Contexte, vecteur: Vecteur, dossier: string): Promise<void> {
  if (vecteur.fabriquer === undefined) return;
  const voulu = await vecteur.fabriquer(contexte);
  if (voulu instanceof Uint8Array) {
    await writeFile(join(dossier, `${vecteur.nom}.zip`), voulu);
    return;
  }
  const { zip, contenu } = await fabriquer(contexte, voulu);
  await writeFile(join(dossier, `${vecteur.nom}.zip`), zip);
  if (vecteur.nom === 'valide') await ecrireTetes(contexte, contenu, join(dossier, 'tetes'));
}

/** Les tetes tenues d'ailleurs : la finale et une plus ancienne du dossier « valide », et une plus recente que lui. */
async function ecrireTetes({ cles }: Contexte, contenu: Contenu, dossier: string): Promise<void> {
  const suivant = suiteDe([
    ...contenu.faits,
    ...saler([{ type: 'acte-scelle', donnees: {}, a: '2026-11-16T10:58:00.000Z' }]),
  ]);
  await writeFile(join(dossier, 'finale.qr'), `${qrDeLaTete(contenu.tete)}\n`);
  await writeFile(join(dossier, 'ancienne.note'), contenu.remises.get(2) ?? '');
  await writeFile(join(dossier, 'plus-recente.qr'), `${qrDeLaTete(teteDe(suivant, cles.journal))}\n`);
}

/** Racine, intermediaires et cles, tels que le verificateur les tient d'ailleurs ; aucune liste de revocation. */
export async function ecrireAncres({ atelier, cles }: Contexte, dossier: string): Promise<void> {
  const { lieux } = atelier.confiance;
  for (const lieu of [dossier, `${dossier}-sans-cles`]) {
    await mkdir(lieu, { recursive: true });
    await cp(lieux.racine, join(lieu, 'racine.pem'));
    await cp(lieux.intermediaires, join(lieu, 'intermediaires.pem'));
  }
  await writeFile(join(dossier, 'cles.json'), enJson(Object.values(cles).map(({ publique }) => publique)));
}

const publier = ({
  nom,
  attaque,
  verdict,
  codes,
  a,
  tetes,
  fichierDe,
  sansCles,
}: Vecteur): VecteurPublie => ({
  nom,
  attaque,
  fichier: `${fichierDe ?? nom}.zip`,
  ancres: sansCles === true ? 'ancres-sans-cles' : 'ancres',
  a: a ?? HEURES.verification,
  tetes: (tetes ?? []).map((tete) => `tetes/${tete}`),
  verdict,
  codes,
});
