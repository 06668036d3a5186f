import { fabriquer } from '../fabriquer.ts';
import type { Fichiers } from '../dossier.ts';
import type { Contexte } from '../contexte.ts';
import type { Vecteur } from '../modele.ts';
import { ecrireZip, type EntreeZip } from '../zip.ts';
import { enOctets } from '../suite.ts';

/** L'archive du dossier ordinaire, entrees refaites par `changer`. */
const archiveChangee =
  (changer: (entrees: readonly EntreeZip[]) => readonly EntreeZip[]) =>
  async (contexte: Contexte): Promise<Uint8Array> => {
    const { fichiers } = await fabriquer(contexte);
    return ecrireZip(changer([...fichiers].map(([nom, octets]) => ({ nom, octets }))));
  };

const acteDe = (fichiers: Fichiers): string =>
  [...fichiers.keys()].find((nom) => nom.startsWith('actes/')) ?? '';

/** Manifeste et archive falsifies. */
export const ARCHIVES_FAUSSES: readonly Vecteur[] = [
  {
    nom: 'fichier-retire',
    attaque: 'Un acte est ôté de l’archive, le manifeste reste.',
    verdict: 'invalide',
    codes: ['fichier-manquant', 'piece-inconnue', 'piece-manquante'],
    fabriquer: async () => ({ scelles: (fichiers) => void fichiers.delete(acteDe(fichiers)) }),
  },
  {
    nom: 'fichier-renomme',
    attaque: 'Un acte change de nom dans l’archive.',
    verdict: 'invalide',
    codes: ['fichier-en-trop', 'fichier-manquant', 'piece-inconnue', 'piece-manquante', 'piece-substituee'],
    fabriquer: async () => ({
      scelles: (fichiers) => {
        const nom = acteDe(fichiers);
        fichiers.set('actes/autre-nom.pdf', fichiers.get(nom) ?? new Uint8Array());
        fichiers.delete(nom);
      },
    }),
  },
  {
    nom: 'fichier-en-trop',
    attaque: 'Un fichier est ajouté à l’archive, hors du manifeste.',
    verdict: 'invalide',
    codes: ['fichier-en-trop'],
    fabriquer: async () => ({
      scelles: (fichiers) => void fichiers.set('note.txt', enOctets('À lire avant tout.\n')),
    }),
  },
  {
    nom: 'manifeste-sans-sceau',
    attaque: 'La signature du manifeste est ôtée.',
    verdict: 'invalide',
    codes: ['manifeste-non-scelle'],
    fabriquer: async () => ({ scelles: (fichiers) => void fichiers.delete('dossier.json.p7s') }),
  },
  {
    nom: 'manifeste-modifie',
    attaque: 'La date d’export du manifeste est changée après son sceau.',
    verdict: 'invalide',
    codes: ['manifeste-non-scelle'],
    fabriquer: async () => ({
      scelles: (fichiers) => {
        const manifeste = new TextDecoder().decode(fichiers.get('dossier.json'));
        fichiers.set('dossier.json', enOctets(manifeste.replace('T11:00:00.000Z', 'T11:30:00.000Z')));
      },
    }),
  },
  {
    nom: 'cachet-d-un-autre',
    attaque: 'Le manifeste est scellé par le cachet de l’autre ministère.',
    verdict: 'invalide',
    codes: ['manifeste-non-scelle'],
    fabriquer: async ({ atelier }) => ({ cachet: await atelier.cachet('justice') }),
  },
  {
    nom: 'manifeste-illisible',
    attaque: 'Le manifeste, scellé, ne suit pas son schéma.',
    verdict: 'invalide',
    codes: ['manifeste-illisible'],
    fabriquer: async () => ({ manifeste: (manifeste) => ({ ...manifeste, schema: 'ppn/dossier@9' }) }),
  },
  {
    nom: 'manifeste-qui-ment',
    attaque: 'Le manifeste annonce pour une pièce une autre empreinte que celle de son fichier.',
    verdict: 'invalide',
    codes: ['manifeste-illisible'],
    fabriquer: async () => ({
      manifeste: (manifeste) => ({
        ...manifeste,
        pieces: manifeste.pieces.map((piece) => ({ ...piece, empreinte: 'ab'.repeat(32) })),
      }),
    }),
  },
  {
    nom: 'taille-du-manifeste-fausse',
    attaque: 'Le manifeste annonce plus de faits que la suite n’en a.',
    verdict: 'invalide',
    codes: ['suite-rompue'],
    fabriquer: async () => ({ manifeste: (manifeste) => ({ ...manifeste, taille: 4 }) }),
  },
  {
    nom: 'zip-noms-doubles',
    attaque: 'Deux fichiers de l’archive portent le même nom.',
    verdict: 'invalide',
    codes: ['archive-illisible'],
    fabriquer: archiveChangee((entrees) => [
      ...entrees,
      { nom: 'LISEZ-MOI.txt', octets: enOctets('Autre.') },
    ]),
  },
  {
    nom: 'zip-chemin-remontant',
    attaque: 'Un fichier de l’archive remonte hors de son dossier.',
    verdict: 'invalide',
    codes: ['archive-illisible'],
    fabriquer: archiveChangee((entrees) => [
      ...entrees,
      { nom: '../../ancres/racine.pem', octets: enOctets('x') },
    ]),
  },
  {
    nom: 'zip-bombe',
    attaque: 'Un fichier de l’archive se décompresse mille fois plus gros.',
    verdict: 'invalide',
    codes: ['archive-illisible'],
    fabriquer: archiveChangee((entrees) => [
      ...entrees,
      { nom: 'zeros.bin', octets: new Uint8Array(8 * 2 ** 20) },
    ]),
  },
  {
    nom: 'zip-deux-noms',
    attaque: 'Une entrée a un nom au répertoire et un autre devant ses octets.',
    verdict: 'invalide',
    codes: ['archive-illisible'],
    fabriquer: archiveChangee((entrees) =>
      entrees.map((entree) =>
        entree.nom.startsWith('actes/') ? { ...entree, local: 'actes/autre.pdf' } : entree,
      ),
    ),
  },
  {
    nom: 'zip-somme-fausse',
    attaque: 'La somme de contrôle d’une entrée est fausse.',
    verdict: 'invalide',
    codes: ['archive-illisible'],
    fabriquer: archiveChangee((entrees) =>
      entrees.map((entree) => (entree.nom === 'LISEZ-MOI.txt' ? { ...entree, crc: 0xdeadbeef } : entree)),
    ),
  },
  {
    nom: 'zip-chiffre',
    attaque: 'Une entrée se dit chiffrée.',
    verdict: 'invalide',
    codes: ['archive-illisible'],
    fabriquer: archiveChangee((entrees) =>
      entrees.map((entree) => (entree.nom === 'LISEZ-MOI.txt' ? { ...entree, chiffre: true } : entree)),
    ),
  },
  {
    nom: 'zip-coupe',
    attaque: 'L’archive est coupée en route.',
    verdict: 'invalide',
    codes: ['archive-illisible'],
    fabriquer: async (contexte) => (await fabriquer(contexte)).zip.slice(0, 30_000),
  },
];
