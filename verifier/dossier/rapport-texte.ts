import { enFrancais } from './acquis.ts';
import type { Constat } from './codes.ts';
import { conseilDe } from './conseils.ts';
import type { RapportDePiece, RapportDePli, RapportDossier } from './modele.ts';

const VERDICTS = {
  valide: 'VALIDE',
  invalide: 'ALTÉRÉ OU INVALIDE',
  indetermine: 'INDÉTERMINÉ : rien n’est faux, mais tout n’est pas prouvé',
} as const;
const MARQUES = { valide: '✓', invalide: '✗', indetermine: '?' } as const;
/** Constats du meme code montres un a un ; les autres sont comptes. */
const PAR_CODE = 5;

/** Le rapport pour un lecteur : le verdict, ce qui est prouve, ce qui ne l'est pas et que faire, puis piece par piece. */
export function dossierEnTexte(nom: string, rapport: RapportDossier): string {
  const { constats, pieces, plis, acquis, reserves } = rapport;
  return [
    `${affichable(nom)} : ${VERDICTS[rapport.verdict]}`,
    ...(rapport.idj === undefined
      ? []
      : [
          `  Dossier ${rapport.idj}, exporté par ${SERVICES[rapport.service ?? ''] ?? 'un service inconnu'} le ${enFrancais(rapport.exporteA ?? '')}`,
        ]),
    ...rubrique(
      'Ce qui est prouvé',
      acquis.map((phrase) => `✓ ${phrase}`),
    ),
    ...rubrique(
      'Ce qui ne l’est pas',
      manquesDe(constats, new Map(pieces.map(({ id, titre }) => [id, titre]))),
    ),
    ...rubrique('Pièces', pieces.flatMap(pieceEnTexte)),
    ...rubrique('Plis', plis.flatMap(pliEnTexte)),
    ...rubrique(
      'À savoir',
      reserves.map((phrase) => `– ${phrase}`),
    ),
    '',
  ].join('\n');
}

const SERVICES: Readonly<Record<string, string>> = {
  interieur: 'le ministère de l’Intérieur',
  justice: 'le ministère de la Justice',
};

const rubrique = (titre: string, lignes: readonly string[]): readonly string[] =>
  lignes.length === 0 ? [] : ['', `  ${titre}`, ...lignes.map((ligne) => `    ${ligne}`)];

/** Une piece se nomme par son titre ; le reste, par son fichier ou son identifiant. */
function manquesDe(constats: readonly Constat[], titres: ReadonlyMap<string, string>): readonly string[] {
  return [...Map.groupBy(constats, ({ code }) => code)].flatMap(([code, memes]) => [
    ...memes
      .slice(0, PAR_CODE)
      .map(
        ({ verdict, objet, phrase }) =>
          `${MARQUES[verdict]} ${affichable(titres.get(objet) ?? objet)} : ${affichable(phrase)} [${code}]`,
      ),
    ...(memes.length > PAR_CODE ? [`  … et ${memes.length - PAR_CODE} autres [${code}]`] : []),
    `  → ${conseilDe(code)}`,
  ]);
}

const pieceEnTexte = ({ verdict, titre, chemin, phrases, signatures }: RapportDePiece): readonly string[] => [
  `${MARQUES[verdict]} ${affichable(titre)}${chemin === null ? '' : ` (${chemin})`}`,
  ...signatures
    .filter(({ genre }) => genre !== 'horodatage')
    .map(
      ({ genre, signataire, horodateA }) =>
        `    ${genre === 'cachet' ? 'cachet de' : 'signé par'} ${affichable(signataire.nom)}${horodateA === undefined ? ', heure non prouvée' : `, le ${enFrancais(horodateA)}`}`,
    ),
  ...phrases.map((phrase) => `    ${affichable(phrase)}`),
];

const GENRES: Readonly<Record<string, string>> = {
  procedure: 'Procédure',
  decision: 'Décision',
  mention: 'Mention marginale',
  incident: 'Incident',
};
const ETATS = { accuse: 'reçu et accusé', refuse: 'refusé', 'en-attente': 'en attente' } as const;

const pliEnTexte = ({ pli, sens, genre, etat, verdict, phrases }: RapportDePli): readonly string[] => [
  `${MARQUES[verdict]} ${GENRES[genre] ?? affichable(genre)}, ${sens === 'emis' ? 'pli émis' : 'pli reçu'} : ${ETATS[etat]} (${affichable(pli)})`,
  ...phrases.map((phrase) => `    ${affichable(phrase)}`),
];

/** Ce qui vient du fichier ne commande pas le terminal : controles et sens d'ecriture caches sont retires. */
const affichable = (texte: string): string =>
  texte.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, '·').slice(0, 500);
