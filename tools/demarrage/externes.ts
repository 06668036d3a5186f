import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { ServiceConfiance } from '@ppn/confiance';
import type { AnnuaireDeDemonstration, ExterneDeDemonstration } from './annuaire.ts';
import type { DossierDeDonnees } from './dossier-de-donnees.ts';
import { ecrireSecret } from './secrets.ts';

/** Organisation inscrite dans les cartes de demonstration des auxiliaires de justice. */
const ORGANISATION = 'Auxiliaires de justice (démonstration)';

/** Remet sa carte a chaque auxiliaire de justice de demonstration. */
export async function remettreLesCartes(
  { confiance }: ServiceConfiance,
  externes: readonly ExterneDeDemonstration[],
): Promise<void> {
  for (const { carte, pin, prenom, nom, numero, organisation } of externes)
    await confiance.emettreCarte({
      id: carte,
      prenom,
      nom,
      matricule: numero,
      organisation: ORGANISATION,
      unite: organisation,
      pin,
    });
}

/** Les listes de demonstration, dans la forme du Conseil national des barreaux de juillet 2026, pied compris. */
export function ecrireLesListes(
  dossier: DossierDeDonnees,
  externes: readonly ExterneDeDemonstration[],
): string {
  const lieu = dossier.lieu('listes');
  mkdirSync(lieu, { recursive: true, mode: 0o700 });
  for (const [genre, nom] of LISTES) {
    const lignes = externes
      .filter((externe) => externe.genre === genre)
      .map(({ organisation, numero, nom: deFamille, prenom, courriel }) =>
        [organisation, numero, deFamille.toLocaleUpperCase('fr'), prenom, courriel, '01/01/2010'].join(';'),
      );
    const texte = ['Barreau;avCnbfCode;avNom;avPrenom;avMelOrdre;acDateSerment', ...lignes, ';;;;;', ''].join(
      '\r\n',
    );
    ecrireSecret(join(lieu, nom), texte);
  }
  return `file:${lieu}`;
}

const LISTES = [
  ['avocat', 'annuaire-avocats-20260923.csv'],
  ['commissaire-de-justice', 'commissaires-de-justice-20260923.csv'],
  ['expert', 'experts-20260923.csv'],
] as const;

/** Les guichets de PLEX : chaque juridiction et chaque unite ou travaille un agent. */
export function ecrireLesGuichets(dossier: DossierDeDonnees, { agents }: AnnuaireDeDemonstration): string {
  const guichets = new Map(
    agents.flatMap(({ rattachement, qualite, horsAnnuaire }) =>
      qualite === 'interprete' || horsAnnuaire === true ? [] : [[rattachement.code, rattachement] as const],
    ),
  );
  const fichier = dossier.lieu('annuaires', 'guichets.json');
  ecrireSecret(fichier, JSON.stringify({ guichets: [...guichets.values()] }, null, 2));
  return fichier;
}
