import { type Bloc, horodate, horodateEnFrancais } from '@ppn/core';
import { type Bordereau, ROLE_PREUVE } from '@ppn/exchange';
import { type ModelePdf, qrEnSvg } from '@ppn/sealing';
import { lireTete, qrDeLaTete } from '@ppn/tlog';

/** De quoi imprimer le bordereau d'un pli. `titres` : intitule d'une piece par empreinte, quand le dossier la montre. */
export type BordereauAImprimer = {
  readonly bordereau: Bordereau;
  readonly zone: string;
  readonly empreinteDuPli: string;
  readonly accuseA: string | null;
  readonly titres: ReadonlyMap<string, string>;
};

const QR = 'tete-du-dossier';
const MINISTERES: Readonly<Record<string, string>> = {
  interieur: 'Ministère de l’Intérieur',
  justice: 'Ministère de la Justice',
};
const ministere = (service: string): string => MINISTERES[service] ?? service;

/** Le bordereau de transmission : ce que porte le pli, l'empreinte de chaque piece, la tete signee du dossier en QR. */
export function modeleDuBordereau(donnees: BordereauAImprimer): ModelePdf {
  const { bordereau, zone } = donnees;
  const { tete } = bordereau;
  return {
    titre: 'Bordereau de transmission',
    enTete: [ministere(bordereau.emetteur)],
    reference: `${bordereau.objet} · pli ${bordereau.pli}`,
    etabliA: horodate(bordereau.emisA, zone),
    blocs: [...entete(donnees), ...pieces(donnees), ...teteDuDossier(tete)],
    images:
      tete === undefined
        ? new Map()
        : new Map([
            [QR, { octets: new TextEncoder().encode(qrEnSvg(qrDeLaTete(tete))), format: 'svg' } as const],
          ]),
    jointes: [],
    signataires: [],
  };
}

const entete = ({ bordereau, zone, empreinteDuPli, accuseA }: BordereauAImprimer): readonly Bloc[] => [
  {
    type: 'champs',
    champs: [
      { libelle: 'Dossier', valeur: bordereau.objet },
      { libelle: 'Pli', valeur: bordereau.pli },
      { libelle: 'De', valeur: ministere(bordereau.emetteur) },
      { libelle: 'À', valeur: ministere(bordereau.destinataire) },
      { libelle: 'Transmis le', valeur: horodateEnFrancais(horodate(bordereau.emisA, zone)) },
      {
        libelle: 'Accusé le',
        valeur: accuseA === null ? 'pas encore' : horodateEnFrancais(horodate(accuseA, zone)),
      },
      { libelle: 'SHA-256 du pli', valeur: empreinteDuPli },
    ],
  },
];

/** Les preuves voyagent avec les actes : elles sont dites d'un mot, pas listees. */
const pieces = ({ bordereau, titres }: BordereauAImprimer): readonly Bloc[] => {
  const preuves = bordereau.pieces.filter(({ role }) => role === ROLE_PREUVE).length;
  const listees = bordereau.pieces.filter(({ role }) => role !== ROLE_PREUVE);
  return [
    {
      type: 'titre',
      niveau: 2,
      texte: listees.length === 0 ? 'Aucune pièce' : `Pièces (${listees.length})`,
    },
    ...(preuves === 0 ? [] : [preuvesJointes(preuves)]),
    ...listees.flatMap((piece) => blocsDUnePiece(piece, titres)),
  ];
};

const preuvesJointes = (nombre: number): Bloc => ({
  type: 'paragraphe',
  texte:
    nombre === 1
      ? 'Un acte part avec la preuve de son inscription au journal de l’émetteur.'
      : `${nombre} actes partent chacun avec la preuve de son inscription au journal de l’émetteur.`,
});

const blocsDUnePiece = (
  piece: Bordereau['pieces'][number],
  titres: BordereauAImprimer['titres'],
): readonly Bloc[] => [
  { type: 'titre', niveau: 3, texte: titres.get(piece.empreinte) ?? piece.nom },
  {
    type: 'champs',
    champs: [
      { libelle: 'Fichier', valeur: piece.nom },
      { libelle: 'Octets', valeur: piece.taille.toLocaleString('fr-FR') },
      { libelle: 'SHA-256', valeur: piece.empreinte },
    ],
  },
];

function teteDuDossier(tete: string | undefined): readonly Bloc[] {
  const taille = tete === undefined ? undefined : lireTete(tete)?.taille;
  if (taille === undefined) return [];
  return [
    { type: 'titre', niveau: 2, texte: 'Tête du dossier' },
    {
      type: 'paragraphe',
      texte: `À la composition du pli, le dossier comptait ${taille} ${taille > 1 ? 'faits' : 'fait'} chez l’émetteur. Le code ci-dessous en porte la tête signée : remis au vérificateur, il révèle tout fait retiré, changé ou déplacé depuis.`,
    },
    {
      type: 'image',
      cle: QR,
      legende: 'Tête signée du dossier',
      alternative: 'Code QR de la tête signée du dossier',
    },
  ];
}
