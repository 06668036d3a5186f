import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { refus, reussite } from '@ppn/core';
import type { Result } from '@ppn/core';
import { passerLeCorpus } from './passer.ts';
import type { Passage } from './passer.ts';
import { enMarkdown } from './tableau.ts';

const EMPLOI = `Usage : npm run corpus [-- [--donnees DOSSIER] [--sortie FICHIER.md] [--mutations NOMBRE]]

Passe le validateur sur signatures/ et pkits/ du dossier de données et compare aux verdicts attendus.
  --donnees DOSSIER   sinon PPN_DONNEES, sinon ../shared/donnees
  --sortie FICHIER    écrit le tableau d’accord en Markdown
  --mutations NOMBRE  octets signés changés par fichier valide (24 par défaut)

Sortie : 0 si aucun fichier altéré n’est accepté et si chaque refus a sa raison, 1 sinon, 3 demande incomprise.
`;

type Demande = { readonly donnees: string; readonly sortie?: string; readonly mutations: number };

/** D'ou la commande est lancee : dossier du projet, dossier courant, environnement. */
export type MilieuDeCorpus = {
  readonly racine: string;
  readonly dossier: string;
  readonly environnement: Readonly<Record<string, string | undefined>>;
};

/** Execute `npm run corpus` ; rend le code et les textes a ecrire. */
export async function executerCorpus(
  args: readonly string[],
  milieu: MilieuDeCorpus,
): Promise<{ readonly code: number; readonly sortie: string; readonly erreurs: string }> {
  const demande = lireArguments(args, milieu);
  if (!demande.ok) return { code: 3, sortie: '', erreurs: `${demande.refus}\n\n${EMPLOI}` };
  try {
    const passage = await passerLeCorpus(demande.valeur.donnees, demande.valeur.mutations);
    if (demande.valeur.sortie !== undefined) await writeFile(demande.valeur.sortie, enMarkdown(passage));
    return { code: passage.fautes.length === 0 ? 0 : 1, sortie: enTexte(passage), erreurs: '' };
  } catch (erreur) {
    if (erreur instanceof Error && 'code' in erreur && erreur.code === 'ENOENT')
      return {
        code: 3,
        sortie: '',
        erreurs: `Données introuvables dans ${demande.valeur.donnees}.\n\n${EMPLOI}`,
      };
    throw erreur;
  }
}

function lireArguments(args: readonly string[], milieu: MilieuDeCorpus): Result<Demande, string> {
  const lus = new Map<string, string>();
  for (let rang = 0; rang < args.length; rang += 2) {
    const option = args[rang] ?? '';
    const valeur = args[rang + 1];
    if (!['--donnees', '--sortie', '--mutations'].includes(option))
      return refus(`Option inconnue : ${option}.`);
    if (valeur === undefined) return refus(`Il manque une valeur après ${option}.`);
    lus.set(option, valeur);
  }
  const mutations = lus.get('--mutations') ?? '24';
  if (!/^\d{1,5}$/u.test(mutations)) return refus('--mutations attend un nombre.');
  const donnees = lus.get('--donnees') ?? milieu.environnement['PPN_DONNEES'];
  const sortie = lus.get('--sortie');
  return reussite({
    donnees:
      donnees === undefined
        ? resolve(milieu.racine, '..', 'shared', 'donnees')
        : resolve(milieu.dossier, donnees),
    mutations: Number(mutations),
    ...(sortie === undefined ? {} : { sortie: resolve(milieu.dossier, sortie) }),
  });
}

function enTexte(passage: Passage): string {
  const compte = (issue: string): number =>
    passage.comparaisons.filter((ligne) => ligne.issue === issue).length;
  return [
    `${passage.comparaisons.length} fichiers jugés, le plus long en ${Math.round(passage.plusLongMs)} ms`,
    `  accord : ${compte('accord')}`,
    `  désaccord expliqué : ${compte('desaccord')}`,
    `  indéterminé : ${compte('indetermine')}`,
    `  pas d’oracle : ${compte('sans-avis')}`,
    `  altéré accepté : ${compte('faux-accord')}`,
    `${passage.mutations.essais} octets signés changés dans ${passage.mutations.fichiers} fichiers valides : ${passage.mutations.valides} encore valides`,
    ...passage.fautes.map((faute) => `  ! ${faute}`),
    passage.fautes.length === 0
      ? 'Aucun fichier altéré accepté, aucun refus sans raison.'
      : 'ÉCHEC : voir ci-dessus.',
    '',
  ].join('\n');
}
