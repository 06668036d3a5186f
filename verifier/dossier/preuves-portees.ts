import { lirePreuve, memesOctets, nomDuJournal, nomDuTemoin, texteDe, verifierPreuveDeFait } from '@ppn/tlog';
import type { ClePublique, Note, PreuveDeFait } from '@ppn/tlog';
import { constat } from './codes.ts';
import type { Constat } from './codes.ts';
import type { Examen } from './examen.ts';
import type { Nommes, Suite } from './faits.ts';

/** Une preuve arrivee ou partie avec un acte : d'ou elle vient, l'acte qu'elle doit prouver, qui l'a emise. */
export type PreuvePortee = {
  readonly objet: string;
  readonly texte: string;
  readonly acteId: string;
  /** Empreinte de l'acte ; `undefined` : l'acte n'est pas la. */
  readonly empreinte: string | undefined;
  readonly emetteur: string;
};

/** Ce qui est reproche a une preuve ; sans faute, si le destinataire l'avait deja cosignee. */
export type PreuveJugee = { readonly constats: readonly Constat[]; readonly cosignee: boolean };
export type JugerUnePreuve = (preuve: PreuvePortee) => PreuveJugee;

/** Ce avec quoi les preuves des plis se jugent. `point` : celui de l'export, s'il est bien signe. */
export type ContexteDePreuves = {
  readonly service: string;
  readonly pair: string;
  readonly idj: string;
  readonly exporteA: string;
  readonly cles: readonly ClePublique[];
  readonly suite?: Suite;
  readonly point?: Note;
  /** `journal/preuves/`, par version. */
  readonly preuves: ReadonlyMap<number, Uint8Array>;
};

const VERSEMENTS: ReadonlySet<string> = new Set(['acte-scelle', 'acte-recu']);

/** Juge les preuves des plis (docs/preuve.md §5.1) : justes, et d'accord avec l'histoire que dit l'export. */
export const jugerUnePreuve =
  (contexte: ContexteDePreuves): JugerUnePreuve =>
  ({ objet, texte, acteId, empreinte, emetteur }) => {
    const autre = emetteur === contexte.service ? contexte.pair : contexte.service;
    const jugee = verifierPreuveDeFait(texte, {
      journal: nomDuJournal(emetteur),
      temoin: nomDuTemoin(autre),
      cles: contexte.cles,
      auPlusTard: contexte.exporteA,
      designe: ({ flux, type, donnees }) =>
        flux === `dossier/${contexte.idj}` &&
        VERSEMENTS.has(type) &&
        donnees['acteId'] === acteId &&
        empreinte !== undefined &&
        donnees['empreinte'] === empreinte,
    });
    if (!jugee.ok)
      return {
        constats: [
          constat(
            'preuve-fausse',
            objet,
            `la preuve d’inscription de l’acte ${acteId} au journal de son émetteur est fausse (${jugee.refus})`,
          ),
        ],
        cosignee: false,
      };
    const dite = emetteur === contexte.service && contredit(contexte, jugee.valeur);
    return {
      constats: dite
        ? [
            constat(
              'journal-bifurque',
              objet,
              `l’acte ${acteId} est parti avec la preuve d’un journal que celui de l’export contredit : l’histoire a été changée depuis`,
            ),
          ]
        : [],
      cosignee: jugee.valeur.cosignee,
    };
  };

/** Vrai si la preuve, juste, dit une autre feuille, un autre indice ou un autre arbre que l'export. */
function contredit({ suite, point, preuves }: ContexteDePreuves, portee: PreuveDeFait): boolean {
  if (
    point !== undefined &&
    point.taille === portee.note.taille &&
    !memesOctets(point.racine, portee.note.racine)
  )
    return true;
  if (suite === undefined) return false;
  const { version } = portee.fait;
  const ici = suite.faits.find(({ fait }) => fait.version === version);
  if (ici === undefined || !memesOctets(ici.feuille, portee.feuille)) return true;
  const lue = lirePreuve(texteDe(preuves.get(version) ?? new Uint8Array()) ?? '');
  return lue !== undefined && lue.index !== portee.index;
}

const DOSSIER = 'pair/preuves/';

/** Les preuves recues du pair, que les faits `acte-recu` nomment, contre celles que porte l'archive. */
export function jugerPreuvesRecues(
  juger: JugerUnePreuve,
  {
    nommes,
    examens,
    textes,
    pair,
  }: {
    readonly nommes: Nommes['preuves'];
    readonly examens: ReadonlyMap<string, Examen>;
    readonly textes: ReadonlyMap<string, string>;
    readonly pair: string;
  },
): readonly Constat[] {
  const attendues = new Set(nommes.map(({ acteId }) => `${DOSSIER}${acteId}.tlog-proof`));
  const enTrop = [...textes.keys()].filter((nom) => !attendues.has(nom));
  return [
    ...enTrop.map((nom) => constat('preuve-fausse', nom, 'aucun fait ne nomme cette preuve')),
    ...nommes.flatMap(({ acteId, empreinte, preuve }) => {
      const nom = `${DOSSIER}${acteId}.tlog-proof`;
      const texte = textes.get(nom);
      if (texte === undefined || examens.get(nom)?.sha256 !== preuve)
        return [
          constat('preuve-fausse', nom, 'la preuve arrivée avec cet acte manque, ou n’est plus la même'),
        ];
      return juger({ objet: nom, texte, acteId, empreinte, emetteur: pair }).constats;
    }),
  ];
}

/** Vrai pour un fichier de preuve recue. */
export const estPreuveRecue = (nom: string): boolean => nom.startsWith(DOSSIER);
