import { designation } from '@ppn/acte/catalogue';
import { type Bloc, horodate, type Horodate, horodateEnFrancais, isHorodate } from '@ppn/core';
import type { Etat } from '@ppn/dossier';
import type { Agent } from '@ppn/habilitation';
import { type ModelePdf, qrEnSvg } from '@ppn/sealing';
import { lireTete, qrDeLaTete } from '@ppn/tlog';
import type { LigneAttestee } from './domain/attester.ts';
import { regleDuPapier } from './domain/regles-du-papier.ts';

/** De quoi ecrire l'attestation. `tete` : note signee du journal. */
export type AAttester = {
  readonly etat: Etat;
  readonly agent: Agent;
  readonly etablieA: Horodate;
  readonly lignes: readonly LigneAttestee[];
  readonly tete: string;
};

/** Champ du cachet dans l'attestation. */
export const CHAMP_DU_CACHET = 'cachet-1';
const QR = 'tete-du-dossier';

/** Le PDF de l'attestation unique (A.53-8 CPP) : chaque piece, son empreinte, qui l'a signee, et la tete du dossier en QR. */
export function modeleDeLAttestation(donnees: AAttester): ModelePdf {
  const { etat, agent, etablieA, tete } = donnees;
  return {
    titre: 'Attestation de conformité de l’impression',
    enTete: [MINISTERES[agent.service], agent.rattachement.libelle],
    reference: `${etat.idj} · attestation · ${etat.alias[0]?.numero ?? ''}`,
    etabliA: etablieA,
    blocs: [...ouverture(donnees), ...pieces(donnees), ...preuves(donnees)],
    images: new Map([
      [QR, { octets: new TextEncoder().encode(qrEnSvg(qrDeLaTete(tete))), format: 'svg' } as const],
    ]),
    jointes: [],
    signataires: [{ champ: CHAMP_DU_CACHET, qualite: 'Cachet du service', nom: MINISTERES[agent.service] }],
  };
}

const MINISTERES = { interieur: 'Ministère de l’Intérieur', justice: 'Ministère de la Justice' } as const;

const ouverture = ({ etat, agent, etablieA, lignes }: AAttester): readonly Bloc[] => [
  {
    type: 'champs',
    champs: [
      { libelle: 'Dossier', valeur: etat.idj },
      {
        libelle: 'Procédure',
        valeur: etat.alias.map(({ emetteur, numero }) => `${numero} (${emetteur})`).join(', '),
      },
      { libelle: 'Établie le', valeur: horodateEnFrancais(etablieA) },
      { libelle: 'À la demande de', valeur: `${designation(agent)}, ${agent.rattachement.libelle}` },
    ],
  },
  {
    type: 'paragraphe',
    texte: `Le service qui scelle la présente atteste que ${lignes.length === 1 ? 'la pièce désignée ci-dessous, imprimée' : `les ${lignes.length} pièces désignées ci-dessous, imprimées`} à partir du dossier numérique, ${lignes.length === 1 ? 'est conforme à l’original numérique signé' : 'sont conformes aux originaux numériques signés'}. Les octets de chacune ont été relus et leur empreinte recalculée avant l’établissement de la présente.`,
  },
];

const pieces = ({ etat, lignes }: AAttester): readonly Bloc[] => [
  { type: 'titre', niveau: 2, texte: 'Pièces attestées' },
  ...lignes.flatMap((ligne): readonly Bloc[] => [
    { type: 'titre', niveau: 3, texte: `${ligne.cote}. ${ligne.titre}` },
    {
      type: 'champs',
      champs: [
        { libelle: 'Pages', valeur: ligne.pages === null ? 'non comptées' : `${ligne.pages}` },
        {
          libelle: ligne.jointe === null ? 'Signée par' : `Jointe à l’acte n° ${ligne.jointe}, signé par`,
          valeur: ligne.signataires
            .map(
              ({ nom, qualite, signeA }) => `${nom}, ${qualite}, le ${enFrancais(signeA, etat.unite.zone)}`,
            )
            .join(' ; '),
        },
        { libelle: 'SHA-256', valeur: ligne.empreinte },
      ],
    },
  ]),
];

const enFrancais = (signeA: string, zone: string): string =>
  horodateEnFrancais(isHorodate(signeA) ? signeA : horodate(signeA, zone));

function preuves({ etablieA, tete }: AAttester): readonly Bloc[] {
  const { articles } = regleDuPapier('impression', etablieA.slice(0, 10));
  const taille = lireTete(tete)?.taille ?? 0;
  return [
    { type: 'titre', niveau: 2, texte: 'Tête du dossier' },
    {
      type: 'paragraphe',
      texte: `Le journal du dossier comptait ${taille} ${taille > 1 ? 'faits' : 'fait'} à cette date. Le code ci-dessous en porte la tête signée : remis au vérificateur, il révèle tout fait retiré ou changé depuis.`,
    },
    {
      type: 'image',
      cle: QR,
      legende: 'Tête signée du dossier',
      alternative: 'Code QR de la tête signée du dossier',
    },
    {
      type: 'mention',
      texte:
        'La présente attestation vaut pour l’ensemble des pièces qu’elle désigne, et pour elles seules. Elle établit la conformité de l’impression ; elle ne supplée pas une signature qui manquerait à un original (Crim. 16 septembre 2025, n° 24-87.080).',
    },
    {
      type: 'mention',
      texte: `Scellée par le cachet électronique du service. Fondement : ${articles.map(({ article, objet }) => `${article} (${objet})`).join(', ')}.`,
    },
  ];
}
