import { sel } from '../actes.ts';
import { NAISSANCE, cleDeNote } from '../atelier.ts';
import { HEURES, IDS } from '../contexte.ts';
import type { Contenu } from '../dossier.ts';
import { RANG_DE_L_ACTE } from '../fabriquer.ts';
import type { Vecteur } from '../modele.ts';
import { enOctets, journalDe, type Journal } from '../suite.ts';

const RANG = RANG_DE_L_ACTE;
const PREUVE_RECUE = `pair/preuves/${IDS.classement}.tlog-proof`;

/** Un vecteur ou la preuve partie avec l'acte est fausse. */
const fausse = (
  nom: string,
  attaque: string,
  emise: (journal: Journal, juste: string) => string,
): Vecteur => ({
  nom,
  attaque,
  verdict: 'invalide',
  codes: ['preuve-fausse'],
  fabriquer: async () => ({ plis: true, emise: (juste, journal) => emise(journal, juste) }),
});

/** Preuves parties ou arrivees avec les actes (docs/preuve.md §5.1), falsifiees. */
export const PREUVES_FAUSSES: readonly Vecteur[] = [
  {
    nom: 'valide-preuve-sans-cosignature',
    attaque:
      'Aucune : l’acte est parti avant que le pair ne cosigne, sa preuve ne porte que le point de l’émetteur.',
    verdict: 'valide',
    codes: [],
    fabriquer: async () => ({ plis: true, emise: (_, journal) => journal.porter(RANG, { temoin: null }) }),
  },
  fausse('preuve-d-un-autre-acte', 'L’acte part avec la preuve d’un autre acte du dossier.', (journal) =>
    journal.porter(6),
  ),
  fausse(
    'preuve-d-un-autre-fait',
    'L’acte part avec la preuve d’un fait qui n’est pas son scellement.',
    (journal) => journal.porter(0),
  ),
  fausse('preuve-sans-fait', 'La preuve partie avec l’acte ne porte ni le fait ni son sel.', (journal) =>
    journal.porter(RANG, { sansFait: true }),
  ),
  fausse('preuve-au-mauvais-indice', 'La preuve partie avec l’acte dit un autre indice.', (_, juste) =>
    juste.replace(/\nindex \d+\n/u, '\nindex 0\n'),
  ),
  {
    nom: 'preuve-feuille-fausse',
    attaque: 'Le sel de la preuve partie avec l’acte est changé : la feuille n’est plus celle du journal.',
    verdict: 'invalide',
    codes: ['preuve-fausse'],
    fabriquer: async () => ({
      plis: true,
      emise: (juste, journal, faits) => {
        const fait = faits[RANG];
        return fait === undefined ? juste : journal.porter(RANG, { fait: { ...fait, sel: sel() } });
      },
    }),
  },
  fausse(
    'preuve-point-non-signe',
    'Le point de la preuve partie avec l’acte est signé par une clé inconnue, au nom de l’émetteur.',
    (journal) =>
      journal.porter(RANG, { cle: cleDeNote('ppn/interieur', 'journal', { du: NAISSANCE, au: null }) }),
  ),
  {
    nom: 'preuve-d-un-autre-journal',
    attaque: 'Le point de la preuve partie avec l’acte est celui du journal de l’autre service.',
    verdict: 'invalide',
    codes: ['preuve-fausse'],
    fabriquer: async ({ cles }) => ({
      plis: true,
      emise: (_, journal) => journal.porter(RANG, { cle: cles.pair }),
    }),
  },
  fausse(
    'preuve-cosignature-fausse',
    'La preuve partie avec l’acte porte une cosignature du pair, prise d’un autre point.',
    (journal) => journal.porter(RANG, { corpsCosigne: 'ppn/interieur\n1\n' }),
  ),
  {
    nom: 'histoire-changee-apres-le-depart',
    attaque:
      'Un acte est parti avec sa preuve ; l’émetteur refait ensuite son journal avec un autre sel, tout bien signé.',
    verdict: 'invalide',
    codes: ['journal-bifurque'],
    fabriquer: async ({ cles }) => ({
      plis: true,
      emise: (juste, _, faits) => {
        const avant = faits.map((fait) => ({ ...fait, sel: sel() }));
        const journal = journalDe(avant, { cle: cles.journal, temoin: cles.temoin, a: HEURES.pliEmis });
        return journal.porter(RANG);
      },
    }),
  },
  {
    nom: 'place-changee-apres-le-depart',
    attaque: 'Un acte est parti avec sa preuve ; l’émetteur refait son journal en le plaçant ailleurs.',
    verdict: 'invalide',
    codes: ['journal-bifurque'],
    fabriquer: async ({ cles }) => ({
      plis: true,
      emise: (juste, _, faits) =>
        journalDe(faits.slice(RANG), {
          cle: cles.journal,
          temoin: cles.temoin,
          a: HEURES.pliEmis,
        }).porter(0),
    }),
  },
  {
    nom: 'preuve-recue-fausse',
    attaque: 'Un acte reçu est intégré avec une preuve fausse, que le fait nomme pourtant.',
    verdict: 'invalide',
    codes: ['preuve-fausse'],
    fabriquer: async () => ({ plis: true, recue: (_, journal) => journal.porter(0) }),
  },
  {
    nom: 'preuve-recue-changee',
    attaque: 'La preuve arrivée avec l’acte reçu est remplacée dans l’export par celle d’un autre point.',
    verdict: 'invalide',
    codes: ['preuve-fausse'],
    fabriquer: async () => ({
      plis: true,
      contenu: (contenu) =>
        changerLesRecues(contenu, (preuve) => preuve.replace(/\n— ppn\/interieur\/temoin .+/u, '')),
    }),
  },
  {
    nom: 'preuve-recue-retiree',
    attaque: 'La preuve arrivée avec l’acte reçu, que nomme le fait, n’est pas dans l’export.',
    verdict: 'invalide',
    codes: ['preuve-fausse'],
    fabriquer: async () => ({ plis: true, fichiers: (fichiers) => void fichiers.delete(PREUVE_RECUE) }),
  },
  {
    nom: 'preuve-recue-en-trop',
    attaque: 'Une preuve qu’aucun fait ne nomme est glissée parmi celles du pair.',
    verdict: 'invalide',
    codes: ['preuve-fausse'],
    fabriquer: async () => ({
      plis: true,
      fichiers: (fichiers) =>
        void fichiers.set(
          `pair/preuves/${IDS.constatations}.tlog-proof`,
          fichiers.get(PREUVE_RECUE) ?? enOctets(''),
        ),
    }),
  },
];

const changerLesRecues = (contenu: Contenu, changer: (preuve: string) => string): Contenu =>
  contenu.pair === undefined
    ? contenu
    : {
        ...contenu,
        pair: {
          ...contenu.pair,
          preuves: new Map([...contenu.pair.preuves].map(([acte, preuve]) => [acte, changer(preuve)])),
        },
      };
