import { enBase64, signerTete } from '@ppn/tlog';
import { composer, sel, sha256, signerActe } from '../actes.ts';
import { cleDeNote, NAISSANCE } from '../atelier.ts';
import { HEURES } from '../contexte.ts';
import { AUTRE_IDJ, IDJ, synthese, uuid } from '../donnees.ts';
import type { Fichiers } from '../dossier.ts';
import { pieceDActe } from '../fabriquer.ts';
import type { Vecteur } from '../modele.ts';
import { enOctets, journalDe, teteDe } from '../suite.ts';

const PREUVE = 'journal/preuves/2.tlog-proof';
const texte = (fichiers: Fichiers, chemin: string): string =>
  new TextDecoder().decode(fichiers.get(chemin) ?? new Uint8Array());

/** Suite, tetes, point et preuves falsifies ; le manifeste est refait et rescelle. */
export const JOURNAL_FAUX: readonly Vecteur[] = [
  {
    nom: 'fait-modifie',
    attaque: 'Un fait est modifié dans la base, et l’export refait.',
    verdict: 'invalide',
    codes: ['preuve-fausse', 'tete-fausse', 'tete-incoherente'],
    fabriquer: async () => ({
      contenu: (contenu) => ({
        ...contenu,
        faits: contenu.faits.map((ligne) =>
          ligne.fait.version === 1
            ? { ...ligne, fait: { ...ligne.fait, donnees: { idj: IDJ, intitule: 'Vol avec violence' } } }
            : ligne,
        ),
      }),
    }),
  },
  {
    nom: 'sel-faux',
    attaque: 'Le sel d’un fait est remplacé.',
    verdict: 'invalide',
    codes: ['preuve-fausse', 'tete-fausse', 'tete-incoherente'],
    fabriquer: async () => ({
      contenu: (contenu) => ({
        ...contenu,
        faits: contenu.faits.map((ligne) => (ligne.fait.version === 2 ? { ...ligne, sel: sel() } : ligne)),
      }),
    }),
  },
  {
    nom: 'faits-reordonnes',
    attaque: 'Deux faits échangent leur place dans la suite.',
    verdict: 'invalide',
    codes: ['preuve-fausse', 'suite-rompue', 'tete-fausse', 'tete-incoherente'],
    fabriquer: async () => ({
      contenu: (contenu) => {
        const [premier, deuxieme, ...reste] = contenu.faits;
        return { ...contenu, faits: [deuxieme, premier, ...reste].flatMap((ligne) => ligne ?? []) };
      },
    }),
  },
  {
    nom: 'version-sautee',
    attaque: 'Le dernier fait remis est ôté, la suite saute une version.',
    verdict: 'invalide',
    codes: ['suite-rompue', 'tete-fausse', 'tete-incoherente'],
    fabriquer: async () => ({
      faits: (faits) => [
        ...faits,
        { type: 'incident-constate', donnees: { id: uuid(9) }, a: '2026-11-16T10:00:00.000Z' },
      ],
      contenu: (contenu) => ({
        ...contenu,
        faits: contenu.faits.filter(({ fait }) => fait.version !== 3),
      }),
    }),
  },
  {
    nom: 'fin-coupee',
    attaque:
      'Les derniers faits sont ôtés, et la tête d’avant présentée comme finale ; le bordereau imprimé en garde une plus récente.',
    verdict: 'invalide',
    codes: ['tete-incoherente'],
    tetes: ['plus-recente.qr'],
    fichierDe: 'valide',
  },
  {
    nom: 'histoire-reecrite',
    attaque:
      'Un administrateur qui tient la clé du journal refait toute la suite sans un fait ; le pair en garde la tête d’avant.',
    verdict: 'invalide',
    codes: ['tete-incoherente'],
    tetes: ['ancienne.note'],
    fabriquer: async () => ({
      faits: (faits) =>
        faits.map((fait, rang) =>
          rang === 0 ? { ...fait, donnees: { idj: IDJ, intitule: 'Autre' } } : fait,
        ),
    }),
  },
  {
    nom: 'tete-incoherente',
    attaque: 'Une tête remise n’est pas un préfixe de la suite : une autre histoire a été montrée.',
    verdict: 'invalide',
    codes: ['tete-incoherente'],
    fabriquer: async ({ cles }) => ({
      contenu: (contenu) => ({
        ...contenu,
        remises: new Map([
          [2, signerTete({ service: 'interieur', idj: IDJ, taille: 2, racine: sel() }, cles.journal.cle)],
        ]),
      }),
    }),
  },
  {
    nom: 'coherence-fausse',
    attaque: 'La preuve de cohérence d’une tête remise est fausse.',
    verdict: 'invalide',
    codes: ['tete-incoherente'],
    fabriquer: async () => ({
      fichiers: (fichiers) =>
        void fichiers.set(
          'journal/coherences.json',
          enOctets(
            JSON.stringify([2, 3].map((de) => ({ de, a: 3, preuve: de === 3 ? [] : [enBase64(sel())] }))),
          ),
        ),
    }),
  },
  {
    nom: 'tete-d-un-autre-dossier',
    attaque: 'Une tête remise est celle d’un autre dossier.',
    verdict: 'invalide',
    codes: ['autre-dossier'],
    fabriquer: async ({ cles }) => ({
      contenu: (contenu) => {
        const { racine } = contenu.suite;
        const autre = signerTete(
          { service: 'interieur', idj: AUTRE_IDJ, taille: 2, racine: racine(2) },
          cles.journal.cle,
        );
        return { ...contenu, remises: new Map([...contenu.remises, [2, autre]]) };
      },
    }),
  },
  {
    nom: 'tete-mal-signee',
    attaque: 'La tête finale est signée par une clé étrangère sous le nom du journal.',
    verdict: 'invalide',
    codes: ['tete-fausse'],
    fabriquer: async () => {
      const etrangere = cleDeNote('ppn/interieur', 'journal', { du: NAISSANCE, au: null });
      return { contenu: (contenu) => ({ ...contenu, tete: teteDe(contenu.suite, etrangere) }) };
    },
  },
  {
    nom: 'cle-retiree',
    attaque: 'La clé du journal a été retirée avant les derniers faits, et signe encore leur tête.',
    sansCles: true,
    verdict: 'invalide',
    codes: ['point-faux', 'tete-fausse'],
    fabriquer: async () => ({
      cles: (cles) =>
        cles.map((ligne) =>
          ligne.nom === 'ppn/interieur' ? { ...ligne, au: '2026-11-16T09:05:00.000Z' } : ligne,
        ),
      contenu: (contenu) => ({
        ...contenu,
        remises: new Map([...contenu.remises].filter(([taille]) => taille === 2)),
      }),
    }),
  },
  {
    nom: 'preuve-fausse',
    attaque: 'Un condensat d’une preuve d’inclusion est changé.',
    verdict: 'invalide',
    codes: ['preuve-fausse'],
    fabriquer: async () => ({
      fichiers: (fichiers) => {
        const lignes = texte(fichiers, PREUVE).split('\n');
        lignes[2] = enBase64(sel());
        fichiers.set(PREUVE, enOctets(lignes.join('\n')));
      },
    }),
  },
  {
    nom: 'preuve-absente',
    attaque: 'La preuve d’un fait est ôtée.',
    verdict: 'invalide',
    codes: ['preuve-fausse'],
    fabriquer: async () => ({ fichiers: (fichiers) => void fichiers.delete(PREUVE) }),
  },
  {
    nom: 'journal-bifurque',
    attaque: 'Le journal montre deux points signés de même taille et de racines différentes.',
    verdict: 'invalide',
    codes: ['journal-bifurque', 'preuve-fausse'],
    fabriquer: async ({ cles }) => ({
      contenu: (contenu) => {
        const autre = journalDe(contenu.faits, { cle: cles.journal, temoin: cles.temoin, a: HEURES.export });
        const preuves = contenu.journal.preuves.map((preuve, rang) =>
          rang === 1 ? (autre.preuves[1] ?? '') : preuve,
        );
        return { ...contenu, journal: { ...contenu.journal, preuves } };
      },
    }),
  },
  {
    nom: 'point-faux',
    attaque: 'Le point est signé par une clé étrangère sous le nom du journal.',
    verdict: 'invalide',
    codes: ['point-faux'],
    fabriquer: async ({ cles, atelier }) => {
      const etrangere = cleDeNote('ppn/interieur', 'journal', { du: NAISSANCE, au: null });
      return {
        contenu: (contenu) => {
          atelier.regler(HEURES.export);
          const journal = journalDe(contenu.faits, { cle: etrangere, temoin: cles.temoin, a: HEURES.export });
          return { ...contenu, journal, jetonDuPoint: atelier.horodaterPoint(journal.corps) };
        },
      };
    },
  },
  {
    nom: 'cles-inventees',
    attaque:
      'L’export apporte ses propres clés de journal, qui ne sont pas celles que tient le vérificateur.',
    verdict: 'invalide',
    codes: ['point-faux', 'tete-fausse'],
    fabriquer: async () => {
      const inventee = cleDeNote('ppn/interieur', 'journal', { du: NAISSANCE, au: null });
      return { cle: inventee, cles: (cles) => [...cles.slice(1), inventee.publique] };
    },
  },
  {
    nom: 'fait-illisible',
    attaque: 'Une ligne de faits.jsonl n’est plus du JSON.',
    verdict: 'invalide',
    codes: ['fait-illisible'],
    fabriquer: async () => ({
      fichiers: (fichiers) =>
        void fichiers.set(
          'journal/faits.jsonl',
          enOctets(texte(fichiers, 'journal/faits.jsonl').replace('{"sel"', '{sel')),
        ),
    }),
  },
  {
    nom: 'fait-d-un-autre-flux',
    attaque: 'Un fait d’un autre dossier est glissé à sa place dans la suite, tout refait.',
    verdict: 'invalide',
    codes: ['autre-dossier'],
    fabriquer: async () => ({
      sales: (faits) =>
        faits.map((ligne) =>
          ligne.fait.version === 3
            ? { ...ligne, fait: { ...ligne.fait, flux: 'dossier/IDJ-2026-00000001-R' } }
            : ligne,
        ),
    }),
  },
  {
    nom: 'piece-substituee',
    attaque: 'Un autre acte, authentique et du même agent, prend la place de celui que nomme le fait.',
    verdict: 'invalide',
    codes: ['piece-inconnue', 'piece-substituee'],
    fabriquer: async (contexte) => {
      const { atelier, opj } = contexte;
      atelier.regler(HEURES.signature);
      const autre = await signerActe(atelier, await composer(synthese(31)), { carte: opj });
      return {
        contenu: (contenu) => ({
          ...contenu,
          pieces: contenu.pieces.map((piece) =>
            piece.genre === 'acte' ? { ...piece, octets: autre, empreinte: sha256(autre) } : piece,
          ),
        }),
      };
    },
  },
  {
    nom: 'piece-inconnue',
    attaque: 'Un acte authentique est ajouté au dossier sans qu’aucun fait le nomme.',
    verdict: 'invalide',
    codes: ['piece-inconnue'],
    fabriquer: async ({ atelier, opj }) => {
      atelier.regler(HEURES.signature);
      const autre = await signerActe(atelier, await composer(synthese(32)), { carte: opj });
      return {
        contenu: (contenu) => ({
          ...contenu,
          pieces: [...contenu.pieces, pieceDActe(uuid(32), 'Synthèse', autre)],
        }),
      };
    },
  },
  {
    nom: 'piece-retiree',
    attaque: 'Un acte est ôté du dossier, manifeste refait et rescellé.',
    verdict: 'invalide',
    codes: ['piece-inconnue', 'piece-manquante'],
    fabriquer: async () => ({
      contenu: (contenu) => ({ ...contenu, pieces: contenu.pieces.filter(({ genre }) => genre !== 'acte') }),
    }),
  },
  {
    nom: 'jointe-retiree',
    attaque: 'La pièce jointe d’un acte est ôtée, manifeste refait et rescellé.',
    verdict: 'invalide',
    codes: ['jointe-manquante'],
    fabriquer: async () => ({
      contenu: (contenu) => ({ ...contenu, pieces: contenu.pieces.filter(({ genre }) => genre === 'acte') }),
    }),
  },
  {
    nom: 'jointe-changee',
    attaque: 'La pièce jointe est remplacée par une autre, manifeste refait et rescellé.',
    verdict: 'invalide',
    codes: ['jointe-manquante'],
    fabriquer: async () => ({ jointe: enOctets('Relevé : rien à signaler.\n') }),
  },
  {
    nom: 'retrait-sans-ordre',
    attaque: 'Une pierre tombale retire la pièce jointe sans acte qui l’ordonne.',
    verdict: 'invalide',
    codes: ['jointe-manquante'],
    fabriquer: async () => ({
      faits: (faits) => [
        ...faits,
        {
          type: 'piece-retiree',
          donnees: { piece: uuid(21), ordre: { acteId: uuid(99), numero: 9, empreinte: 'ab'.repeat(32) } },
          a: '2026-11-16T10:00:00.000Z',
        },
      ],
      contenu: (contenu) => ({ ...contenu, pieces: contenu.pieces.filter(({ genre }) => genre === 'acte') }),
    }),
  },
];
