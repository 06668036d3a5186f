import { archiver } from '@ppn/sealing';
import { composer, sha256, signerActe } from '../actes.ts';
import { cosigne, seulActe } from '../acte-cosigne.ts';
import { cleDeNote } from '../atelier.ts';
import { HEURES, IDS } from '../contexte.ts';
import { constatations, JOINTE, uuid } from '../donnees.ts';
import { pliAuManifeste } from '../fabriquer.ts';
import type { Vecteur } from '../modele.ts';
import { ajouterDss } from '../pdf-altere.ts';
import { composerAccuse, composerPli } from '../plis.ts';
import { teteDe } from '../suite.ts';

/** Ce qui doit rester valide, ou seulement indetermine sans que rien soit faux. */
export const POSITIFS: readonly Vecteur[] = [
  {
    nom: 'valide',
    attaque: 'Aucune : un dossier ordinaire, un acte et sa pièce jointe.',
    verdict: 'valide',
    codes: [],
    fabriquer: async () => ({}),
  },
  {
    nom: 'valide-complet',
    attaque: 'Aucune : un pli émis et son accusé, un pli reçu et le nôtre, un acte reçu.',
    verdict: 'valide',
    codes: [],
    fabriquer: async () => ({ plis: true }),
  },
  {
    nom: 'valide-cosignataire-nomme',
    attaque: 'Aucune : l’acte nomme un cosignataire, qui le signe après son rédacteur.',
    verdict: 'valide',
    codes: [],
    fabriquer: async (contexte) => seulActe(await cosigne(contexte)),
  },
  {
    nom: 'valide-quatre-ans-apres',
    attaque: 'Aucune : le même dossier relu quatre ans plus tard, carte et listes de révocation expirées.',
    verdict: 'valide',
    codes: [],
    a: '2030-11-01T00:00:00.000Z',
    fichierDe: 'valide',
  },
  {
    nom: 'valide-tete-imprimee',
    attaque: 'Aucune : la tête du bordereau imprimé (QR) est celle du dossier.',
    verdict: 'valide',
    codes: [],
    tetes: ['finale.qr'],
    fichierDe: 'valide',
  },
  {
    nom: 'valide-tete-ancienne',
    attaque: 'Aucune : une tête plus ancienne, gardée par un tiers, est un préfixe du dossier.',
    verdict: 'valide',
    codes: [],
    tetes: ['ancienne.note'],
    fichierDe: 'valide',
  },
  {
    nom: 'valide-piece-retiree',
    attaque: 'Aucune : la pièce jointe est retirée par un acte qui l’ordonne, une pierre tombale la nomme.',
    verdict: 'valide',
    codes: [],
    fabriquer: async ({ actes }) => ({
      faits: (faits) => [
        ...faits,
        {
          type: 'piece-retiree',
          donnees: {
            piece: JOINTE.id,
            ordre: { acteId: IDS.constatations, numero: 1, empreinte: sha256(actes.constatations) },
          },
          a: '2026-11-16T10:00:00.000Z',
        },
      ],
      contenu: (contenu) => ({
        ...contenu,
        pieces: contenu.pieces.map((piece) =>
          piece.genre === 'piece' ? { ...piece, chemin: null, octets: null } : piece,
        ),
      }),
    }),
  },
  {
    nom: 'valide-cle-de-journal-tournee',
    attaque: 'Aucune : la clé du journal a changé ; les têtes anciennes gardent l’ancienne clé.',
    sansCles: true,
    verdict: 'valide',
    codes: [],
    fabriquer: async ({ cles }) => {
      const neuve = cleDeNote('ppn/interieur', 'journal', { du: '2026-11-16T09:05:00.000Z', au: null });
      return {
        cle: neuve,
        cles: (publiques) => [
          ...publiques.map((ligne) =>
            ligne.vkey === cles.journal.publique.vkey ? { ...ligne, au: '2026-11-16T09:30:00.000Z' } : ligne,
          ),
          neuve.publique,
        ],
      };
    },
  },
  {
    nom: 'valide-cosigne',
    attaque: 'Aucune : l’acte est cosigné, par une carte P-256 puis une carte RSA-3072.',
    verdict: 'valide',
    codes: [],
    fabriquer: async ({ atelier, opj }) => {
      atelier.regler(HEURES.cartes);
      const second = await atelier.carte({
        id: 'interprete',
        prenom: 'Ada',
        nom: 'LUND',
        matricule: 'PN100009',
        algorithme: 'RSA-3072',
      });
      atelier.regler(HEURES.signature);
      const nu = await composer(constatations(31, sha256(JOINTE.octets)), {
        signataires: [
          { champ: 'signature-1', qualite: 'Le rédacteur', nom: 'Camille MOREAU' },
          { champ: 'signature-2', qualite: 'L’interprète', nom: 'Ada LUND' },
        ],
      });
      const premier = await signerActe(atelier, nu, { carte: opj });
      return { acte: await signerActe(atelier, premier, { carte: second, champ: 'signature-2' }) };
    },
  },
  {
    nom: 'valide-preuves-ajoutees',
    attaque: 'Aucune : un DSS (preuves de validation) est ajouté après la signature.',
    verdict: 'valide',
    codes: [],
    fabriquer: async ({ atelier, actes }) => ({
      acte: await ajouterDss(actes.constatations, await atelier.crls()),
    }),
  },
  {
    nom: 'valide-archive',
    attaque: 'Aucune : l’acte est porté au niveau B-LTA (preuves et horodatage de document).',
    verdict: 'valide',
    codes: [],
    fabriquer: async ({ atelier, actes, opj }) => {
      atelier.regler('2026-11-16T10:30:00.000Z');
      const preuves = { certificats: opj.chaine, crls: await atelier.crls() };
      const { pdf } = await archiver({ pdf: actes.constatations, preuves, horodateur: atelier.horodateur });
      return { acte: pdf };
    },
  },
  {
    nom: 'valide-carte-revoquee-ensuite',
    attaque: 'Aucune : la carte est révoquée une heure après la signature horodatée.',
    verdict: 'valide',
    codes: [],
    fabriquer: async ({ atelier }) => {
      atelier.regler(HEURES.cartes);
      const carte = await atelier.carte({ id: 'perdue-ensuite' });
      atelier.regler(HEURES.signature);
      const acte = await signerActe(atelier, await composer(constatations(31, sha256(JOINTE.octets))), {
        carte,
      });
      atelier.regler('2026-11-16T10:00:00.000Z');
      await atelier.confiance.revoquer(carte.series.signature);
      return { acte };
    },
  },
  {
    nom: 'valide-pli-refuse',
    attaque:
      'Aucune : un premier pli est refusé par le pair (accusé de refus, fait consigné), le second est accusé.',
    verdict: 'valide',
    codes: [],
    fabriquer: async (contexte) => {
      const { atelier, cles } = contexte;
      const pli = uuid(43);
      return {
        plis: true,
        faits: (faits) => [
          ...faits,
          {
            type: 'pli-emis',
            donnees: { pli, genre: 'procedure', juridiction: null },
            a: '2026-11-16T10:50:00.000Z',
          },
          {
            type: 'pli-refuse',
            donnees: { pli, genre: 'procedure', motifs: ['Illisible.'] },
            a: '2026-11-16T10:52:00.000Z',
          },
        ],
        contenu: async (contenu) => {
          atelier.regler('2026-11-16T10:50:00.000Z');
          const tete = teteDe(contenu.suite, cles.journal, { taille: 8 });
          const voulu = {
            pli,
            emetteur: 'interieur',
            genre: 'procedure',
            emisA: '2026-11-16T10:50:00.000Z',
            tete,
            pieces: [],
          } as const;
          const octets = await composerPli(atelier, voulu);
          const accuse = await composerAccuse(atelier, {
            pli,
            octets,
            emetteur: 'justice',
            verdict: 'refuse',
            recuA: '2026-11-16T10:51:00.000Z',
            teteRecue: tete,
          });
          const ligne = pliAuManifeste({ pli, sens: 'emis', genre: 'procedure' }, octets, accuse);
          return { ...contenu, plis: [...contenu.plis, { ...ligne, etat: 'refuse' }] };
        },
      };
    },
  },
  {
    nom: 'pli-en-attente',
    attaque: 'Un pli émis attend encore son accusé : rien de faux, mais rien ne prouve sa réception.',
    verdict: 'indetermine',
    codes: ['accuse-manquant'],
    fabriquer: async () => ({
      faits: (faits) => [
        ...faits,
        {
          type: 'pli-emis',
          donnees: { pli: uuid(44), genre: 'procedure', juridiction: null },
          a: '2026-11-16T10:55:00.000Z',
        },
      ],
      contenu: (contenu) => ({
        ...contenu,
        plis: [
          {
            pli: uuid(44),
            sens: 'emis',
            genre: 'procedure',
            etat: 'en-attente',
            chemin: null,
            accuse: null,
            octets: null,
            octetsAccuse: null,
          },
        ],
      }),
    }),
  },
  {
    nom: 'point-sans-temoin',
    attaque: 'Le point du journal n’est pas cosigné par l’autre ministère.',
    verdict: 'indetermine',
    codes: ['point-sans-temoin'],
    fabriquer: async () => ({ temoin: null }),
  },
  {
    nom: 'point-non-horodate',
    attaque: 'Le jeton du point porte sur un autre point.',
    verdict: 'indetermine',
    codes: ['point-non-horodate'],
    fabriquer: async ({ atelier }) => ({
      contenu: (contenu) => ({ ...contenu, jetonDuPoint: atelier.horodaterPoint('un autre point\n') }),
    }),
  },
  {
    nom: 'point-sans-jeton',
    attaque: 'Le jeton du point est absent du dossier.',
    verdict: 'indetermine',
    codes: ['point-non-horodate'],
    fabriquer: async () => ({ fichiers: (fichiers) => void fichiers.delete('journal/point.tsr') }),
  },
  {
    nom: 'signature-sans-horodatage',
    attaque: 'L’acte est signé sans jeton d’horodatage : son heure n’est pas prouvée.',
    verdict: 'indetermine',
    codes: ['horodatage-absent'],
    fabriquer: async ({ atelier, opj }) => {
      atelier.regler(HEURES.signature);
      const nu = await composer(constatations(31, sha256(JOINTE.octets)));
      return { acte: await signerActe(atelier, nu, { carte: opj, horodateur: null }) };
    },
  },
  {
    nom: 'revocation-inconnue',
    attaque:
      'Aucune liste de révocation de l’autorité des agents n’est fournie, ni dans l’acte ni dans l’export.',
    verdict: 'indetermine',
    codes: ['revocation-inconnue'],
    fabriquer: async ({ atelier, opj }) => {
      atelier.regler(HEURES.signature);
      const crls = async (): Promise<readonly Uint8Array[]> =>
        Promise.all((['racine', 'services'] as const).map(atelier.confiance.liste));
      const nu = await composer(constatations(31, sha256(JOINTE.octets)));
      return {
        acte: await signerActe(atelier, nu, { carte: opj, crls: await crls() }),
        cachet: { ...(await atelier.cachet('interieur')), crls },
        fichiers: (fichiers) => void fichiers.delete('confiance/revocation/agents.crl'),
      };
    },
  },
  {
    nom: 'horodatage-expire',
    attaque: 'Le dossier est relu après la fin du certificat d’horodatage, sans renouvellement.',
    verdict: 'indetermine',
    codes: ['horodatage-expire', 'point-non-horodate'],
    a: '2045-06-01T00:00:00.000Z',
    fichierDe: 'valide',
  },
];
