import type { Comparaison, Issue } from './comparer.ts';
import type { Passage } from './passer.ts';

const ISSUES: Readonly<Record<Issue, string>> = {
  accord: 'accord',
  desaccord: 'désaccord expliqué',
  indetermine: 'indéterminé',
  'sans-avis': 'pas d’oracle',
  'faux-accord': '**ALTÉRÉ ACCEPTÉ**',
};
const ATTENTES: Readonly<Record<Comparaison['attente'], string>> = {
  intact: 'octets intacts',
  'a-refuser': 'à refuser',
  'non-signe': 'non signé',
  'sans-avis': '—',
};
const VERDICTS: ReadonlyMap<string, string> = new Map([
  ['valide', 'valide'],
  ['invalide', 'invalide'],
  ['indetermine', 'indéterminé'],
  ['non-signe', 'non signé ou illisible'],
]);

/** Le tableau d'accord en Markdown. Sans heure ni duree : deux passages sur les memes fichiers donnent le meme texte. */
export function enMarkdown(passage: Passage): string {
  const familles = [...new Set(passage.comparaisons.map(({ famille }) => famille))];
  return [
    ENTETE,
    ...resume(passage, familles),
    '',
    ...familles.flatMap((famille) => tableDe(passage, famille)),
  ].join('\n');
}

const ENTETE = `# Accord du validateur avec les corpus publics

Tableau produit par \`npm run corpus -- --sortie docs/corpus.md\` sur \`donnees/signatures\` (essais d’EU DSS et de pyHanko) et \`donnees/pkits\` (NIST). Aucun fichier du corpus n’est copié ici.

- **À refuser** : l’oracle, ou le nom que son auteur lui a donné, annonce une altération, une attaque ou une signature fausse. **Octets intacts** : pdfsig ou EU DSS dit que les octets signés n’ont pas changé, rien de plus.
- Chaque fichier est jugé deux fois : avec les seules ancres du corpus, puis avec **toute confiance** (chaque certificat qu’il porte devient une racine, à l’heure qui l’arrange). Un fichier à refuser ne doit être valide dans aucun des deux cas.
- « Indéterminé » n’est jamais « valide » : l’autorité est inconnue, la preuve de non-révocation manque, ou le format est reconnu sans être jugé (XAdES, JAdES, dossiers de preuve).
- Désaccord expliqué : nous sommes plus sévères que l’oracle, et la raison est dite. pdfsig ne compare pas les révisions ; nous refusons tout ajout autre qu’une signature d’un champ déjà là, des données de validation, ou un champ sans surface ([validation](../platform/sealing/validation/README.md)).
`;

function resume(passage: Passage, familles: readonly string[]): readonly string[] {
  const compte = (famille: string, issue: Issue): number =>
    passage.comparaisons.filter((ligne) => ligne.famille === famille && ligne.issue === issue).length;
  const total = (issue: Issue): number =>
    familles.reduce((somme, famille) => somme + compte(famille, issue), 0);
  const ordre = ['accord', 'desaccord', 'indetermine', 'sans-avis', 'faux-accord'] as const;
  const { mutations } = passage;
  return [
    '## Résultat',
    '',
    '| Famille | Fichiers | Accord | Désaccord expliqué | Indéterminé | Pas d’oracle | Altéré accepté |',
    '|---|---:|---:|---:|---:|---:|---:|',
    ...familles.map(
      (famille) =>
        `| ${famille} | ${passage.comparaisons.filter((ligne) => ligne.famille === famille).length} | ${ordre.map((issue) => compte(famille, issue)).join(' | ')} |`,
    ),
    `| **Ensemble** | **${passage.comparaisons.length}** | ${ordre.map((issue) => `**${total(issue)}**`).join(' | ')} |`,
    '',
    `Octets signés changés un à un dans ${mutations.fichiers} fichiers valides sous toute confiance : ${mutations.essais} essais, ${mutations.valides} encore valides.`,
    '',
    ...(passage.fautes.length === 0
      ? ['Aucun fichier altéré accepté, aucun refus sans raison.']
      : ['Fautes :', '', ...passage.fautes.map((faute) => `- ${cellule(faute)}`)]),
  ];
}

function tableDe(passage: Passage, famille: string): readonly string[] {
  const lignes = passage.comparaisons.filter((ligne) => ligne.famille === famille);
  return [
    `## ${famille}`,
    '',
    '| Fichier | Attendu | Oracle | Notre verdict | Accord | Raison |',
    '|---|---|---|---|---|---|',
    ...lignes.map(
      (ligne) =>
        `| ${[
          `\`${ligne.fichier}\``,
          ATTENTES[ligne.attente],
          ligne.oracle,
          VERDICTS.get(ligne.verdict) ?? ligne.verdict,
          ISSUES[ligne.issue],
          ligne.raison,
        ]
          .map(cellule)
          .join(' | ')} |`,
    ),
    '',
  ];
}

/** Texte venu d'un fichier, borne et sans rien qui sorte d'une cellule. */
const cellule = (texte: string): string =>
  texte
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, ' ')
    .replaceAll('|', '\\|')
    .slice(0, 220);
