import { cadesDetache, type Cachet } from '@ppn/sealing';
import { enBase64, type ArbreEnMemoire, type ClePublique, type FaitSale } from '@ppn/tlog';
import { readFile } from 'node:fs/promises';
import { sha256, sha3 } from './actes.ts';
import type { Atelier } from './atelier.ts';
import { IDJ } from './donnees.ts';
import { ecrireFaits, enJson, enOctets, type Journal } from './suite.ts';
import { ecrireZip } from './zip.ts';

/** Les fichiers d'un dossier, par chemin, dans l'ordre de l'archive. */
export type Fichiers = Map<string, Uint8Array>;

/** Une ligne de `pieces` du manifeste. */
export type PieceDuManifeste = {
  readonly id: string;
  readonly chemin: string | null;
  readonly genre: 'acte' | 'piece';
  readonly titre: string;
  readonly empreinte: string;
  readonly acte: string | null;
};
/** Une ligne de `plis` du manifeste. */
export type PliDuManifeste = {
  readonly pli: string;
  readonly sens: 'emis' | 'recu';
  readonly genre: string;
  readonly etat: 'accuse' | 'refuse' | 'en-attente';
  readonly chemin: string | null;
  readonly accuse: string | null;
};

/** Tout ce qu'un dossier exporte contient, avant le manifeste. */
export type Contenu = {
  readonly faits: readonly FaitSale[];
  readonly suite: ArbreEnMemoire;
  readonly tete: string;
  /** Tetes deja remises, par taille. */
  readonly remises: ReadonlyMap<number, string>;
  /** Ses preuves : celles des faits du dossier, puis celles des suites annexes, dans l'ordre. */
  readonly journal: Journal;
  readonly annexes: readonly { readonly nom: string; readonly faits: readonly FaitSale[] }[];
  readonly jetonDuPoint: Uint8Array;
  readonly pair?: {
    readonly tetes: ReadonlyMap<number, string>;
    readonly suite: ArbreEnMemoire;
    /** Preuves arrivees avec les actes recus, par acte. */
    readonly preuves: ReadonlyMap<string, string>;
  };
  readonly pieces: readonly (PieceDuManifeste & { readonly octets: Uint8Array | null })[];
  readonly plis: readonly (PliDuManifeste & {
    readonly octets: Uint8Array | null;
    readonly octetsAccuse: Uint8Array | null;
  })[];
  readonly cles: readonly ClePublique[];
};

/** Range un contenu dans ses fichiers (docs/preuve.md §6). */
export async function rangerFichiers(atelier: Atelier, contenu: Contenu): Promise<Fichiers> {
  const { suite } = contenu;
  const fichiers: Fichiers = new Map();
  for (const { chemin, octets } of contenu.pieces)
    if (chemin !== null && octets) fichiers.set(chemin, octets);
  for (const pli of contenu.plis) {
    if (pli.chemin !== null && pli.octets) fichiers.set(pli.chemin, pli.octets);
    if (pli.accuse !== null && pli.octetsAccuse) fichiers.set(pli.accuse, pli.octetsAccuse);
  }
  fichiers.set('journal/faits.jsonl', ecrireFaits(contenu.faits));
  const preuves = [...contenu.journal.preuves];
  const rangerPreuves = (dossier: string, nombre: number): void =>
    preuves
      .splice(0, nombre)
      .forEach((preuve, rang) => fichiers.set(`${dossier}/${rang + 1}.tlog-proof`, enOctets(preuve)));
  rangerPreuves('journal/preuves', preuves.length - nombreDe(contenu.annexes));
  for (const { nom, faits } of contenu.annexes) {
    fichiers.set(`journal/mesures/${nom}.jsonl`, ecrireFaits(faits));
    rangerPreuves(`journal/mesures/${nom}`, faits.length);
  }
  fichiers.set('journal/tete.note', enOctets(contenu.tete));
  for (const [taille, note] of contenu.remises) fichiers.set(`journal/tetes/${taille}.note`, enOctets(note));
  fichiers.set('journal/coherences.json', coherences([...contenu.remises.keys()], suite));
  fichiers.set('journal/point.note', enOctets(contenu.journal.point));
  fichiers.set('journal/point.tsr', contenu.jetonDuPoint);
  if (contenu.pair !== undefined) {
    for (const [taille, note] of contenu.pair.tetes)
      fichiers.set(`pair/tetes/${taille}.note`, enOctets(note));
    for (const [acteId, preuve] of contenu.pair.preuves)
      fichiers.set(`pair/preuves/${acteId}.tlog-proof`, enOctets(preuve));
    const tailles = [...contenu.pair.tetes.keys()].filter(
      (taille) => taille < (contenu.pair?.suite.taille ?? 0),
    );
    fichiers.set('pair/coherences.json', coherences(tailles, contenu.pair.suite));
  }
  for (const [chemin, octets] of await confianceDe(atelier, contenu.cles)) fichiers.set(chemin, octets);
  fichiers.set('LISEZ-MOI.txt', enOctets('Vérifier : npm run verify -- --ancres ancres dossier.zip\n'));
  return fichiers;
}

const nombreDe = (annexes: Contenu['annexes']): number =>
  annexes.reduce((total, { faits }) => total + faits.length, 0);

const coherences = (tailles: readonly number[], suite: ArbreEnMemoire): Uint8Array =>
  enJson(
    tailles.map((de) => ({ de, a: suite.taille, preuve: suite.coherence(de, suite.taille).map(enBase64) })),
  );

async function confianceDe(atelier: Atelier, cles: readonly ClePublique[]): Promise<Fichiers> {
  const { lieux, liste } = atelier.confiance;
  const pieces = await Promise.all([
    readFile(lieux.racine),
    readFile(lieux.intermediaires),
    liste('racine'),
    liste('agents'),
    liste('services'),
  ]);
  const noms = [
    'confiance/racines/racine.pem',
    'confiance/intermediaires/intermediaires.pem',
    'confiance/revocation/racine.crl',
    'confiance/revocation/agents.crl',
    'confiance/revocation/services.crl',
  ];
  return new Map([
    ...noms.map((nom, rang) => [nom, new Uint8Array(pieces[rang] ?? [])] as const),
    ['confiance/cles.json', enJson(cles)],
  ]);
}

/** Le manifeste d'un contenu et de ses fichiers. */
export const manifesteDe = (contenu: Contenu, fichiers: Fichiers, exporteA: string) => ({
  schema: 'ppn/dossier@1',
  service: 'interieur',
  idj: IDJ as string,
  exporteA,
  taille: contenu.faits.length,
  fichiers: [...fichiers].map(([chemin, octets]) => ({
    chemin,
    taille: octets.length,
    sha256: sha256(octets),
    sha3_512: sha3(octets),
  })),
  pieces: contenu.pieces.map(({ octets: _, ...piece }) => piece),
  plis: contenu.plis.map(({ octets: _, octetsAccuse: __, ...pli }) => pli),
});
export type Manifeste = ReturnType<typeof manifesteDe>;

/** Scelle un manifeste et rend tous les fichiers, lui d'abord. */
export async function sceller(
  atelier: Atelier,
  {
    manifeste,
    fichiers,
    cachet,
  }: { readonly manifeste: Uint8Array; readonly fichiers: Fichiers; readonly cachet: Cachet },
): Promise<Fichiers> {
  const signature = await cadesDetache({ contenu: manifeste, cachet, horodateur: atelier.horodateur });
  return new Map([['dossier.json', manifeste], ['dossier.json.p7s', signature], ...fichiers]);
}

/** L'archive de ces fichiers. */
export const archiver = (fichiers: Fichiers): Uint8Array =>
  ecrireZip([...fichiers].map(([nom, octets]) => ({ nom, octets })));
