import { createHash } from 'node:crypto';
import { type Empreinte, empreinte, refus, reussite, type Result } from '@ppn/core';
import { fluxDossier } from '@ppn/dossier';
import { type ReglagesDePreuve, ROLE_PREUVE } from '@ppn/exchange';
import { dernierPointDuPair, type FaitAProuver, faitsQuiDesignent, prouverFaits } from '@ppn/journal';
import {
  type ClePublique,
  memesOctets,
  type Note,
  nomDuJournal,
  nomDuTemoin,
  type RefusDePreuveDeFait,
  texteDe,
  verifierPreuveDeFait,
} from '@ppn/tlog';
import type { QueryExecutorProvider } from 'kysely';
import type { JournalScelle } from './journal-scelle.ts';

type BaseLue = { readonly db: QueryExecutorProvider };

/** Les faits qui versent un acte au dossier, ici ou de l'autre ministere. */
const VERSEMENTS = ['acte-scelle', 'acte-recu'];
/** Temps laisse au journal : pour sceller la feuille (au-dela, le pli attend), pour que le pair cosigne (au-dela, il part sans). */
const SCELLEMENT_MS = 2_000;
const COSIGNATURE_MS = 250;
/** Un autre processus du service peut tenir le sequenceur : sans annonce, la base est relue a ce pas. */
const PAS_MS = 100;

/** Nom, dans un pli, de la preuve d'un acte. */
export const nomDeLaPreuve = (acteId: string): string => `preuves/${acteId}.tlog-proof`;

/**
 * Les preuves d'inscription des actes d'un envoi (docs/preuve.md §5.1). Un acte qu'aucun fait ne verse n'en a pas : le pair le
 * refusera. Lance si le journal est en retard : le pli attend, et cela se voit.
 */
export const joindreLesPreuves =
  ({ db }: BaseLue, { prochainPoint }: Pick<JournalScelle, 'prochainPoint'>): Joindre =>
  async ({ objet, pieces }) => {
    const empreintes = pieces.filter(({ role }) => role === 'acte').map((piece) => piece.empreinte);
    if (empreintes.length === 0) return [];
    const depart = performance.now();
    for (;;) {
      const faits = premiers(
        await faitsQuiDesignent(db, { flux: fluxDossier(objet), types: VERSEMENTS, empreintes }),
      );
      if (faits.length === 0) return [];
      const reunies = await prouverFaits(db, faits);
      const reste = (reunies ? COSIGNATURE_MS : SCELLEMENT_MS) - (performance.now() - depart);
      if (reunies && (reunies.cosigne || reste <= 0)) {
        return reunies.preuves.map(({ fait, texte }) => ({
          nom: nomDeLaPreuve(acteDe(fait)),
          octets: new TextEncoder().encode(texte),
        }));
      }
      if (reste <= 0)
        throw new Error('Le journal n’a pas encore scellé ces actes : le pli attend leur preuve.');
      await (reunies ? prochainPoint('cosigne', reste) : prochainPoint('signe', Math.min(PAS_MS, reste)));
    }
  };

type Joindre = NonNullable<ReglagesDePreuve['preuvesDe']>;

/** Un acte retransmis est nomme une seule fois par ce qu'il prouve : son premier versement. */
const premiers = (faits: readonly FaitAProuver[]): readonly FaitAProuver[] => [
  ...new Map(faits.toReversed().map((prouve) => [acteDe(prouve.fait), prouve])).values(),
];

function acteDe({ donnees }: FaitAProuver['fait']): string {
  const acteId = typeof donnees === 'object' && donnees !== null && 'acteId' in donnees ? donnees.acteId : '';
  return typeof acteId === 'string' ? acteId : '';
}

/** La preuve d'un acte recu, a juger. `octets` absent : le pli n'en porte pas. */
export type PreuveRecue = {
  readonly octets: Uint8Array | undefined;
  readonly idj: string;
  readonly acteId: string;
  readonly empreinte: string;
  readonly recuA: string;
};

/** Juge la preuve d'un acte recu du pair ; rend le SHA-256 de ses octets, ou le motif du refus. */
export type JugerLaPreuve = (recue: PreuveRecue) => Promise<Result<Empreinte, string>>;

/** Le jugement d'un service : les cles du pair, les siennes (temoin), et les points du pair qu'il a cosignes. */
export const jugerLesPreuves =
  (
    { db }: BaseLue,
    { moi, pair, preuve }: { readonly moi: string; readonly pair: string; readonly preuve: ReglagesDePreuve },
  ): JugerLaPreuve =>
  async (recue) => {
    if (recue.octets === undefined)
      return refus('la preuve de son inscription au journal de l’émetteur manque.');
    const cles: readonly ClePublique[] = [...preuve.clesDuPair(), ...preuve.cles.publiques];
    const jugee = verifierPreuveDeFait(texteDe(recue.octets) ?? '', {
      journal: nomDuJournal(pair),
      temoin: nomDuTemoin(moi),
      cles,
      auPlusTard: recue.recuA,
      designe: ({ flux, type, donnees }) =>
        flux === fluxDossier(recue.idj) &&
        VERSEMENTS.includes(type) &&
        donnees['acteId'] === recue.acteId &&
        donnees['empreinte'] === recue.empreinte,
    });
    if (!jugee.ok) return refus(`sa preuve d’inscription au journal est fausse : ${PHRASES[jugee.refus]}.`);
    const { note } = jugee.valeur;
    const connue = await pointContredit(db, note);
    if (connue !== undefined) {
      await preuve.surFaute({ code: 'journal-du-pair-bifurque', connue, annoncee: note.taille });
      return refus('sa preuve se rapporte à un journal qui contredit celui que nous avons cosigné.');
    }
    return reussite(empreinte(createHash('sha256').update(recue.octets).digest('hex')));
  };

/** La taille du point du pair que nous avons cosigne et que celui-ci contredit. */
async function pointContredit(
  db: BaseLue['db'],
  { origine, taille, racine }: Note,
): Promise<number | undefined> {
  const garde = await dernierPointDuPair(db, origine, taille);
  return garde?.taille === taille && !memesOctets(garde.racine, racine) ? taille : undefined;
}

const PHRASES: Readonly<Record<RefusDePreuveDeFait, string>> = {
  'preuve-illisible': 'elle ne se lit pas',
  'note-illisible': 'son point ne se lit pas',
  'fait-illisible': 'le fait qu’elle prouve manque ou ne se lit pas',
  'autre-fait': 'elle est celle d’un autre acte ou d’un autre dossier',
  'origine-fausse': 'elle est celle d’un autre journal',
  'inclusion-fausse': 'le fait n’est pas à la place dite du journal',
  'signature-absente': 'son point n’est pas signé par la clé de journal de l’émetteur',
  'signature-fausse': 'la signature de son point est fausse',
  'cle-hors-periode': 'son point est signé par une clé hors de sa période',
  'cosignature-fausse': 'la cosignature de son point n’est pas la nôtre',
};

/** Les octets de la preuve d'un acte, dans un pli. */
export const preuveDansLePli = (
  acteId: string,
  {
    bordereau,
    octets,
  }: {
    readonly bordereau: { readonly pieces: readonly { readonly nom: string; readonly role: string }[] };
    readonly octets: (nom: string) => Uint8Array | undefined;
  },
): Uint8Array | undefined => {
  const nom = nomDeLaPreuve(acteId);
  return bordereau.pieces.some((piece) => piece.nom === nom && piece.role === ROLE_PREUVE)
    ? octets(nom)
    : undefined;
};
