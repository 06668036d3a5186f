import { lireEmpreinte, lireTete, texteDe } from '@ppn/tlog';
import type { Tete } from '@ppn/tlog';
import * as z from 'zod';
import { constat } from './codes.ts';
import type { Constat } from './codes.ts';
import type { ConfianceRetenue } from './confiance.ts';
import { jugerSuite, lireSuite, nommes } from './faits.ts';
import type { Nommes, Suite } from './faits.ts';
import { lireJson } from './manifeste.ts';
import type { Manifeste } from './manifeste.ts';
import { lireSi } from './modele.ts';
import type { LecteurDeDossier, SuiteProuvee, TeteTenue } from './modele.ts';
import type { JugementDesPlis } from './plis.ts';
import { bifurque, jugerHorodatageDuPoint, jugerPoint, jugerPreuves } from './point.ts';
import type { ContexteDePoint } from './point.ts';
import { jugerCoherences, jugerTeteFinale, jugerTetesDuPair, jugerTetesRemises } from './tetes.ts';
import type { ContexteDeTetes, PreuveDeCoherence, TeteAJuger } from './tetes.ts';

const FAITS = 'journal/faits.jsonl';

/** Les faits d'un dossier et ce qu'ils nomment ; sans eux, la faute. */
export function lireFaits(
  manifeste: Manifeste,
  octets: Uint8Array | undefined,
): { readonly suite?: Suite; readonly nommes?: Nommes; readonly constats: readonly Constat[] } {
  const lue = octets === undefined ? undefined : lireSuite(octets);
  if (lue?.ok !== true)
    return {
      constats: [
        constat(
          'fait-illisible',
          FAITS,
          `les faits du dossier ne se lisent pas : ${lue?.refus ?? 'le fichier manque'}`,
        ),
      ],
    };
  return { suite: lue.valeur, nommes: nommes(lue.valeur), constats: jugerSuite(lue.valeur, manifeste) };
}

/** De quoi juger le journal d'un dossier. */
export type ContexteDeJournal = {
  readonly manifeste: Manifeste;
  readonly pair: string;
  readonly confiance: ConfianceRetenue;
  readonly a: Date;
  readonly suite?: Suite;
  readonly plis: JugementDesPlis;
  readonly tenues: readonly TeteTenue[];
  /** `journal/preuves/`, par version. */
  readonly preuves: ReadonlyMap<number, Uint8Array>;
  readonly point: ReturnType<typeof jugerPoint>;
};

/** Le jugement du journal : ce qui manque, et la suite quand sa tete la prouve. */
export type JugementDuJournal = {
  readonly constats: readonly Constat[];
  readonly prouvee?: SuiteProuvee;
  readonly tetesRemises: number;
};

/** Juge tete finale, tetes remises, tetes du pair, point, temoin, horodatage et preuves. */
export async function jugerJournal(
  lecteur: LecteurDeDossier,
  contexte: ContexteDeJournal,
): Promise<JugementDuJournal> {
  const textes = lireTextes(lecteur);
  const tetes: ContexteDeTetes = {
    service: contexte.manifeste.service,
    pair: contexte.pair,
    idj: contexte.manifeste.idj,
    cles: contexte.confiance.cles,
    ...(contexte.suite === undefined ? {} : { suite: contexte.suite }),
  };
  const { exporteA } = contexte.manifeste;
  const texteFinal = await textes.un('journal/tete.note');
  const finale = jugerTeteFinale(tetes, {
    source: 'la tête finale',
    texte: texteFinal ?? '',
    porteeA: exporteA,
  });
  const gardees = await textes.sous('journal/tetes/', exporteA);
  const duPair = await textes.sous('pair/tetes/', exporteA);
  const [siennes, autres] = partager(contexte.tenues, tetes, contexte.a);
  const point = await jugerLePoint(lecteur, contexte);
  return {
    constats: [
      ...finale.constats,
      ...jugerTetesRemises(tetes, [...gardees, ...contexte.plis.siennes, ...siennes]),
      ...jugerSuites(gardees, lireTete(texteFinal ?? ''), await lireCoherences(lecteur, 'journal')),
      ...jugerTetesDuPair(tetes, [...duPair, ...contexte.plis.duPair, ...autres]).constats,
      ...jugerSuites(duPair, plusGrande(duPair), await lireCoherences(lecteur, 'pair')),
      ...point,
    ],
    tetesRemises: gardees.length + contexte.plis.siennes.length + siennes.length,
    ...prouveeDe(contexte.suite, finale.tete),
  };
}

function prouveeDe(suite: Suite | undefined, tete: Tete | undefined): { readonly prouvee?: SuiteProuvee } {
  const dernier = suite?.faits.at(-1);
  if (dernier === undefined || tete === undefined) return {};
  const racine = Array.from(tete.racine, (octet) => octet.toString(16).padStart(2, '0')).join('');
  return { prouvee: { faits: tete.taille, dernierA: dernier.fait.enregistreA, racine } };
}

/** Les tetes tenues ailleurs, de ce service ou de l'autre ; ce qui ne se lit pas va avec les siennes, ou il sera refuse. */
function partager(
  tenues: readonly TeteTenue[],
  { pair }: ContexteDeTetes,
  a: Date,
): readonly [readonly TeteAJuger[], readonly TeteAJuger[]] {
  const toutes = tenues.map(({ source, texte }) => ({ source, texte, porteeA: a.toISOString() }));
  const estDuPair = ({ texte }: TeteAJuger): boolean => lireTete(texte)?.service === pair;
  return [toutes.filter((tete) => !estDuPair(tete)), toutes.filter(estDuPair)];
}

function jugerSuites(
  gardees: readonly TeteAJuger[],
  derniere: Tete | undefined,
  preuves: readonly PreuveDeCoherence[],
): readonly Constat[] {
  if (derniere === undefined) return [];
  const lues = gardees.flatMap(({ source, texte }) => {
    const tete = lireTete(texte);
    return tete === undefined || tete.taille === derniere.taille ? [] : [{ source, tete }];
  });
  return jugerCoherences(lues, derniere, preuves);
}

const plusGrande = (tetes: readonly TeteAJuger[]): Tete | undefined =>
  tetes.flatMap(({ texte }) => lireTete(texte) ?? []).toSorted((une, autre) => autre.taille - une.taille)[0];

async function jugerLePoint(
  lecteur: LecteurDeDossier,
  contexte: ContexteDeJournal,
): Promise<readonly Constat[]> {
  const { confiance, suite, a } = contexte;
  const avec = contexteDePoint(contexte);
  const { note, constats } = contexte.point;
  if (note === undefined) return constats;
  const jeton = await lireSi(lecteur, 'journal/point.tsr');
  const autres = contexte.tenues.filter(({ texte }) => bifurque(avec, note, texte));
  return [
    ...constats,
    ...jugerHorodatageDuPoint(note, jeton, { ancres: confiance.ancres, a }),
    ...autres.map(({ source }) =>
      constat(
        'journal-bifurque',
        source,
        `${source} et le point de l’archive, signés du même journal, se contredisent`,
      ),
    ),
    ...(suite === undefined ? [] : jugerPreuves({ ...avec, suite }, note, contexte.preuves)),
  ];
}

/** Ce avec quoi se juge le point d'un export. */
const contexteDePoint = ({
  manifeste,
  pair,
  confiance,
  suite,
}: Pick<ContexteDeJournal, 'manifeste' | 'pair' | 'confiance' | 'suite'>): ContexteDePoint => ({
  service: manifeste.service,
  pair,
  cles: confiance.cles,
  exporteA: manifeste.exporteA,
  ...(suite === undefined ? {} : { suite }),
});

/** Juge `journal/point.note`. */
export const lirePoint = async (
  lecteur: LecteurDeDossier,
  contexte: Pick<ContexteDeJournal, 'manifeste' | 'pair' | 'confiance' | 'suite'>,
): Promise<ContexteDeJournal['point']> =>
  jugerPoint(contexteDePoint(contexte), await lireSi(lecteur, 'journal/point.note'));

/** Les octets de `journal/preuves/`, par version des faits de la suite. */
export async function lirePreuves(
  lecteur: LecteurDeDossier,
  { faits }: Suite,
): Promise<ReadonlyMap<number, Uint8Array>> {
  const preuves = new Map<number, Uint8Array>();
  for (const { fait } of faits) {
    const octets = await lireSi(lecteur, `journal/preuves/${fait.version}.tlog-proof`);
    if (octets !== undefined) preuves.set(fait.version, octets);
  }
  return preuves;
}

const coherences = z.array(z.object({ de: z.number(), a: z.number(), preuve: z.array(z.string()) }));

async function lireCoherences(
  lecteur: LecteurDeDossier,
  dossier: string,
): Promise<readonly PreuveDeCoherence[]> {
  const octets = await lireSi(lecteur, `${dossier}/coherences.json`);
  const { data } = coherences.safeParse(octets === undefined ? undefined : lireJson(octets));
  return (data ?? []).flatMap(({ de, a, preuve }) => {
    const noeuds = preuve.map(lireEmpreinte);
    return noeuds.every((noeud) => noeud !== undefined) ? [{ de, a, preuve: noeuds }] : [];
  });
}

/** Textes de l'archive ; un fichier qui n'est pas de l'UTF-8 se lit vide, et sera refuse. */
function lireTextes(lecteur: LecteurDeDossier) {
  const un = async (nom: string): Promise<string | undefined> => {
    const octets = await lireSi(lecteur, nom);
    return octets === undefined ? undefined : (texteDe(octets) ?? '');
  };
  return {
    un,
    sous: async (dossier: string, porteeA: string): Promise<readonly TeteAJuger[]> =>
      Promise.all(
        lecteur.noms
          .filter((nom) => nom.startsWith(dossier))
          .map(async (nom) => ({ source: nom, texte: (await un(nom)) ?? '', porteeA })),
      ),
  };
}
