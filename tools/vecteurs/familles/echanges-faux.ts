import { HEURES, IDS, type Contexte } from '../contexte.ts';
import { AUTRE_IDJ, uuid } from '../donnees.ts';
import type { Contenu } from '../dossier.ts';
import { pliAuManifeste } from '../fabriquer.ts';
import type { Vecteur } from '../modele.ts';
import { composerAccuse, composerPli } from '../plis.ts';
import { suiteDuPair, teteDe } from '../suite.ts';

type LignePli = Contenu['plis'][number];

/** Change le pli emis (le premier), le reste tel quel. */
const changerLeDepart =
  (changer: (ligne: LignePli, contenu: Contenu) => LignePli | Promise<LignePli>) =>
  async (contenu: Contenu): Promise<Contenu> => {
    const [premier, ...reste] = contenu.plis;
    return premier === undefined
      ? contenu
      : { ...contenu, plis: [await changer(premier, contenu), ...reste] };
  };

/** Un pli leger, sans acte, et son accuse. */
async function pliLeger(
  { atelier, cles }: Contexte,
  contenu: Contenu,
  { pli, objet }: { readonly pli: string; readonly objet?: string },
) {
  atelier.regler(HEURES.pliEmis);
  const tete = teteDe(contenu.suite, cles.journal, { taille: 3 });
  const octets = await composerPli(atelier, {
    pli,
    emetteur: 'interieur',
    genre: 'procedure',
    emisA: HEURES.pliEmis,
    tete,
    pieces: [],
    ...(objet === undefined ? {} : { objet }),
  });
  const accuse = { pli, octets, emetteur: 'justice', recuA: HEURES.accuse, teteRecue: tete } as const;
  return { octets, accuse, tete };
}

const PLI = IDS.pliEmis;
const emis = { pli: PLI, sens: 'emis', genre: 'procedure' } as const;
const AVEC_PLI = [
  { type: 'pli-emis', donnees: { pli: PLI, genre: 'procedure', juridiction: null }, a: HEURES.pliEmis },
] as const;

/** Un dossier court avec un seul pli leger, fait par `faire`. */
const avecUnPli = (
  contexte: Contexte,
  faire: (contenu: Contenu) => Promise<LignePli | readonly LignePli[]>,
  faits: readonly { readonly type: string; readonly donnees: unknown; readonly a: string }[] = AVEC_PLI,
) => ({
  faits: <T>(anciens: readonly T[]) => [...anciens, ...faits] as const,
  contenu: async (contenu: Contenu): Promise<Contenu> => ({
    ...contenu,
    plis: [await faire(contenu)].flat(),
  }),
  temoin: contexte.cles.temoin,
});

/** Plis et accuses falsifies ou absents. */
export const ECHANGES_FAUX: readonly Vecteur[] = [
  {
    nom: 'accuse-manquant',
    attaque: 'Un pli se dit accusé, sans l’accusé du pair.',
    verdict: 'invalide',
    codes: ['accuse-manquant'],
    fabriquer: async (contexte) =>
      avecUnPli(contexte, async (contenu) => {
        const { octets } = await pliLeger(contexte, contenu, { pli: PLI });
        return { ...pliAuManifeste(emis, octets, octets), accuse: null, octetsAccuse: null };
      }),
  },
  {
    nom: 'pli-cache',
    attaque: 'Un pli émis, que nomme un fait, n’est pas au dossier.',
    verdict: 'invalide',
    codes: ['accuse-manquant'],
    fabriquer: async (contexte) => avecUnPli(contexte, async () => []),
  },
  {
    nom: 'refus-presente-comme-accuse',
    attaque: 'L’accusé du pair est un refus, et le dossier se dit reçu.',
    verdict: 'invalide',
    codes: ['accuse-manquant'],
    fabriquer: async (contexte) =>
      avecUnPli(contexte, async (contenu) => {
        const { octets, accuse } = await pliLeger(contexte, contenu, { pli: PLI });
        return pliAuManifeste(
          emis,
          octets,
          await composerAccuse(contexte.atelier, { ...accuse, verdict: 'refuse' }),
        );
      }),
  },
  {
    nom: 'accuse-fait-par-nous',
    attaque: 'L’accusé du pair est scellé par notre propre cachet.',
    verdict: 'invalide',
    codes: ['pli-faux'],
    fabriquer: async (contexte) =>
      avecUnPli(contexte, async (contenu) => {
        const { octets, accuse } = await pliLeger(contexte, contenu, { pli: PLI });
        const cachet = await contexte.atelier.cachet('interieur');
        return pliAuManifeste(emis, octets, await composerAccuse(contexte.atelier, accuse, cachet));
      }),
  },
  {
    nom: 'pli-rejoue',
    attaque: 'Un pli déjà reçu est présenté une seconde fois sous un autre identifiant.',
    verdict: 'invalide',
    codes: ['pli-rejoue'],
    fabriquer: async (contexte) =>
      avecUnPli(
        contexte,
        async (contenu) => {
          const { octets, accuse } = await pliLeger(contexte, contenu, { pli: PLI });
          const scelle = await composerAccuse(contexte.atelier, accuse);
          return [PLI, uuid(45)].map((pli) => pliAuManifeste({ ...emis, pli }, octets, scelle));
        },
        [...AVEC_PLI, { ...AVEC_PLI[0], donnees: { pli: uuid(45), genre: 'procedure', juridiction: null } }],
      ),
  },
  {
    nom: 'accuse-d-un-autre-pli',
    attaque: 'L’accusé porte l’empreinte d’un autre pli.',
    verdict: 'invalide',
    codes: ['pli-rejoue'],
    fabriquer: async (contexte) =>
      avecUnPli(contexte, async (contenu) => {
        const { octets, accuse } = await pliLeger(contexte, contenu, { pli: PLI });
        const autre = new TextEncoder().encode('un autre pli');
        return pliAuManifeste(
          emis,
          octets,
          await composerAccuse(contexte.atelier, { ...accuse, octets: autre }),
        );
      }),
  },
  {
    nom: 'accuse-d-une-autre-tete',
    attaque: 'Le pair a accusé une autre tête que celle du pli.',
    verdict: 'invalide',
    codes: ['tete-incoherente'],
    fabriquer: async (contexte) =>
      avecUnPli(contexte, async (contenu) => {
        const { octets, accuse } = await pliLeger(contexte, contenu, { pli: PLI });
        const recue = teteDe(contenu.suite, contexte.cles.journal, { taille: 2 });
        return pliAuManifeste(
          emis,
          octets,
          await composerAccuse(contexte.atelier, { ...accuse, teteRecue: recue }),
        );
      }),
  },
  {
    nom: 'pli-d-un-autre-dossier',
    attaque: 'Le pli porte un autre dossier.',
    verdict: 'invalide',
    codes: ['autre-dossier'],
    fabriquer: async (contexte) =>
      avecUnPli(contexte, async (contenu) => {
        const { octets, accuse } = await pliLeger(contexte, contenu, { pli: PLI, objet: AUTRE_IDJ });
        return pliAuManifeste(emis, octets, await composerAccuse(contexte.atelier, accuse));
      }),
  },
  {
    nom: 'pli-altere',
    attaque: 'Une pièce du pli est changée sans refaire son cachet, ni l’accusé.',
    verdict: 'invalide',
    codes: ['pli-faux', 'pli-rejoue'],
    fabriquer: async () => ({
      plis: true,
      contenu: changerLeDepart((ligne) => {
        const octets = Buffer.from(ligne.octets ?? []);
        const place = octets.indexOf('%PDF-1.') + 7;
        octets[place] = (octets[place] ?? 0) ^ 1;
        return { ...ligne, octets: new Uint8Array(octets) };
      }),
    }),
  },
  {
    nom: 'tete-du-pair-double',
    attaque: 'Le pair a remis deux têtes de même taille et de racines différentes.',
    verdict: 'invalide',
    codes: ['tete-incoherente'],
    fabriquer: async (contexte) =>
      avecUnPli(contexte, async (contenu) => {
        const { octets, accuse } = await pliLeger(contexte, contenu, { pli: PLI });
        const tete = teteDe(contenu.suite, contexte.cles.pair, { taille: 2, service: 'justice' });
        const autre = teteDe(suiteDuPair(2), contexte.cles.pair, { service: 'justice' });
        const scelle = await composerAccuse(contexte.atelier, { ...accuse, tete });
        const [second, secondAccuse] = await secondPli(contexte, contenu, autre);
        return [
          pliAuManifeste(emis, octets, scelle),
          pliAuManifeste({ ...emis, pli: uuid(46) }, second, secondAccuse),
        ];
      }),
  },
];

async function secondPli(
  contexte: Contexte,
  contenu: Contenu,
  tete: string,
): Promise<readonly [Uint8Array, Uint8Array]> {
  const { octets, accuse } = await pliLeger(contexte, contenu, { pli: uuid(46) });
  return [octets, await composerAccuse(contexte.atelier, { ...accuse, tete })];
}
