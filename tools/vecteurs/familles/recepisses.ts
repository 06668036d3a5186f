import { horodate } from '@ppn/core';
import { generateKeyPairSync } from 'node:crypto';
import { type Cachet, composerPdfA, scellerPdfParCachet } from '@ppn/sealing';
import { sha256 } from '../actes.ts';
import type { Atelier } from '../atelier.ts';
import { HEURES, type Contexte } from '../contexte.ts';
import { AUTRE_IDJ, IDJ, uuid } from '../donnees.ts';
import type { Variation } from '../fabriquer.ts';
import type { Vecteur } from '../modele.ts';

const DEPOT = uuid(61);
const SCELLE_A = '2026-11-16T10:30:00.000Z';

type Recepisse = {
  readonly idj?: string;
  readonly depot?: string;
  readonly cachet?: 'pline' | 'justice';
};

/** Le cachet de PLINE, certifie avant tout le reste. */
async function cachetDePline(atelier: Atelier): Promise<Cachet> {
  atelier.regler(HEURES.cartes);
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const certificats = await atelier.confiance.certifierCachet('pline', publicKey);
  return { cle: privateKey, certificats, crls: atelier.crls };
}

/** Un recepisse de depot, scelle par PLINE a moins qu'on ne dise autrement. */
async function recepisse(
  { atelier }: Contexte,
  { idj = IDJ, depot = DEPOT, cachet = 'pline' }: Recepisse = {},
): Promise<Uint8Array> {
  const scelle = cachet === 'pline' ? await cachetDePline(atelier) : await atelier.cachet(cachet);
  atelier.regler(SCELLE_A);
  const donnees = { schema: 'ppn/recepisse-de-depot@1', genre: 'depot', zone: 'pline', depot, idj };
  const pdf = await composerPdfA({
    titre: 'Récépissé de dépôt',
    enTete: ['Ministère de la Justice'],
    reference: `Dépôt ${depot}`,
    etabliA: horodate(SCELLE_A),
    blocs: [{ type: 'titre', niveau: 1, texte: 'Récépissé de dépôt' }],
    images: new Map(),
    jointes: [
      {
        nom: 'recepisse.json',
        octets: new TextEncoder().encode(JSON.stringify(donnees)),
        typeMime: 'application/json',
        description: 'Données du récépissé',
      },
    ],
    signataires: [{ champ: 'cachet-1', qualite: 'Cachet', nom: 'PLINE' }],
  });
  return scellerPdfParCachet({
    pdf,
    champ: 'cachet-1',
    signeA: horodate(SCELLE_A),
    cachet: scelle,
    horodateur: atelier.horodateur,
  });
}

const chemin = (pdf: Uint8Array): string => `recepisses/${sha256(pdf)}.pdf`;

/** Le dossier ordinaire, le fait qui verse ce recepisse, et ces fichiers. */
const verser = (
  verse: Uint8Array,
  fichiers: ReadonlyMap<string, Uint8Array>,
  annonces: readonly string[] = [sha256(verse)],
): Variation => ({
  faits: (faits) => [
    ...faits,
    {
      type: 'recepisse-verse',
      donnees: { empreinte: sha256(verse), depot: DEPOT, zone: 'pline', genre: 'depot' },
      a: '2026-11-16T10:35:00.000Z',
    },
  ],
  fichiers: (tous) => fichiers.forEach((octets, nom) => tous.set(nom, octets)),
  manifeste: (manifeste) => ({ ...manifeste, recepisses: annonces }),
});
const juste = (verse: Uint8Array): Variation => verser(verse, new Map([[chemin(verse), verse]]));

/** Recepisses de PLINE verses au dossier : tous, rien d'autre, sous le cachet de leur zone (docs/preuve.md §7.1). */
export const RECEPISSES: readonly Vecteur[] = [
  {
    nom: 'valide-recepisse',
    attaque: 'Aucune : un récépissé de PLINE versé au dossier, à sa place.',
    verdict: 'valide',
    codes: [],
    fabriquer: async (contexte) => juste(await recepisse(contexte)),
  },
  {
    nom: 'recepisse-manquant',
    attaque: 'Le récépissé versé a été ôté de l’archive et du manifeste, rescellé.',
    verdict: 'invalide',
    codes: ['piece-manquante'],
    fabriquer: async (contexte) => verser(await recepisse(contexte), new Map(), []),
  },
  {
    nom: 'recepisse-en-trop',
    attaque: 'Un récépissé vrai, que rien ne verse à ce dossier, y est ajouté.',
    verdict: 'invalide',
    codes: ['piece-inconnue'],
    fabriquer: async (contexte) => {
      const [verse, autre] = [await recepisse(contexte), await recepisse(contexte, { depot: uuid(62) })];
      const fichiers = new Map([verse, autre].map((pdf) => [chemin(pdf), pdf]));
      return verser(verse, fichiers, [sha256(verse), sha256(autre)]);
    },
  },
  {
    nom: 'recepisse-substitue',
    attaque: 'Le récépissé d’un autre dépôt, vrai lui aussi, est mis à la place de celui qui fut versé.',
    verdict: 'invalide',
    codes: ['donnees-differentes', 'piece-substituee'],
    fabriquer: async (contexte) => {
      const [verse, autre] = [await recepisse(contexte), await recepisse(contexte, { depot: uuid(62) })];
      return verser(verse, new Map([[chemin(verse), autre]]));
    },
  },
  {
    nom: 'recepisse-d-un-autre-cachet',
    attaque: 'Le récépissé est scellé par le cachet du ministère, non par celui de la zone.',
    verdict: 'invalide',
    codes: ['signature-fausse'],
    fabriquer: async (contexte) => juste(await recepisse(contexte, { cachet: 'justice' })),
  },
  {
    nom: 'recepisse-d-un-autre-dossier',
    attaque: 'Le récépissé d’un dépôt lié à un autre dossier est versé à celui-ci.',
    verdict: 'invalide',
    codes: ['autre-dossier'],
    fabriquer: async (contexte) => juste(await recepisse(contexte, { idj: AUTRE_IDJ })),
  },
];
