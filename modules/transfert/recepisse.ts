import { type Bloc, horodate, horodateEnFrancais } from '@ppn/core';
import type { ModelePdf } from '@ppn/sealing';
import { type Depot, suiviDe, toutRemis } from './domain/depot.ts';
import type { GenreDeRecepisse } from './domain/faits.ts';
import { regleDeTransfert } from './domain/regles-de-transfert.ts';

/** Champ du cachet dans le recepisse. */
export const CHAMP_DU_CACHET = 'cachet-1';

/** Les donnees d'un recepisse, incorporees telles quelles au PDF (`recepisse.json`). */
export const donneesDuRecepisse = (
  depot: Depot,
  genre: GenreDeRecepisse,
  pour: string | null,
  a: string,
) => ({
  schema: 'ppn/recepisse-de-depot@1',
  genre,
  etabliA: a,
  ...depot.depose,
  echeance: depot.echeance,
  etat: depot.etat,
  finA: depot.finA,
  suivis: depot.depose.destinataires
    .filter(({ id }) => pour === null || id === pour)
    .map(({ id, courriel }) => {
      const { aviseA, refus, ouvertA, par, remis } = suiviDe(depot, id);
      const delegataires = par.size === 0 ? {} : { delegataires: [...par] };
      return {
        destinataire: id,
        courriel,
        aviseA,
        refus,
        ouvertA,
        ...delegataires,
        remis: Object.fromEntries(remis),
      };
    }),
  regles: (['journal', 'avis', 'reception'] as const).map((id) =>
    regleDeTransfert(id, depot.depose.deposeA.slice(0, 10)),
  ),
});

const ZONES = {
  pline: 'PLINE, réseau de l’État',
  plex: 'PLEX, échange avec les auxiliaires de justice',
} as const;
const TITRES: Readonly<Record<GenreDeRecepisse, string>> = {
  depot: 'Récépissé de dépôt',
  remise: 'Récépissé de remise',
  fin: 'Récépissé de fin de mise à disposition',
};
const NATURES = {
  'copie-de-dossier': 'Copie de dossier',
  convocation: 'Convocation',
  avis: 'Avis',
  decision: 'Décision',
  demande: 'Demande',
  fichier: 'Fichier',
} as const;

/** Le recepisse en PDF/A-3 : qui, quoi, quand, empreintes ; le texte dit ce que portent les donnees. */
export function modeleDuRecepisse(
  depot: Depot,
  { genre, pour, a }: { readonly genre: GenreDeRecepisse; readonly pour: string | null; readonly a: string },
): ModelePdf {
  const { depose } = depot;
  const donnees = donneesDuRecepisse(depot, genre, pour, a);
  return {
    titre: TITRES[genre],
    enTete: ['Ministère de la Justice', ZONES[depose.zone]],
    reference: `Dépôt ${depose.depot}`,
    etabliA: horodate(a),
    blocs: [...ouverture(depot, a), ...fichiers(depot), ...destinataires(depot, pour), ...fondement(depot)],
    images: new Map(),
    jointes: [
      {
        nom: 'recepisse.json',
        octets: new TextEncoder().encode(JSON.stringify(donnees, null, 2)),
        typeMime: 'application/json',
        description: 'Données du récépissé',
      },
    ],
    signataires: [{ champ: CHAMP_DU_CACHET, qualite: 'Cachet de la plate-forme', nom: ZONES[depose.zone] }],
  };
}

const dit = (instant: string): string => {
  const secondes = new Intl.DateTimeFormat('fr-FR', { timeZone: 'Europe/Paris', second: '2-digit' }).format(
    new Date(instant),
  );
  return `${horodateEnFrancais(horodate(instant))} ${secondes.padStart(2, '0')} s`;
};

function ouverture({ depose, echeance, etat, finA }: Depot, a: string): readonly Bloc[] {
  const { expediteur } = depose;
  return [
    {
      type: 'champs',
      champs: [
        { libelle: 'Objet', valeur: montrable(depose.objet) },
        { libelle: 'Dossier', valeur: depose.idj ?? 'sans dossier' },
        { libelle: 'Nature', valeur: NATURES[depose.nature] },
        {
          libelle: 'Expéditeur',
          valeur: `${montrable(expediteur.nom)}, ${expediteur.qualite}, ${expediteur.organisation}, ${expediteur.courriel}`,
        },
        { libelle: 'Identifié le', valeur: dit(depose.identifieA) },
        { libelle: 'Mis à disposition le', valeur: dit(depose.deposeA) },
        { libelle: 'Échéance', valeur: `fin du ${echeance.split('-').toReversed().join('/')}` },
        ...(finA === null
          ? []
          : [{ libelle: etat === 'retire' ? 'Retiré le' : 'Échu le', valeur: dit(finA) }]),
        { libelle: 'Récépissé établi le', valeur: dit(a) },
      ],
    },
  ];
}

const fichiers = ({ depose }: Depot): readonly Bloc[] => [
  { type: 'titre', niveau: 2, texte: 'Fichiers' },
  ...depose.fichiers.flatMap(({ nom, longueur, sha256 }, rang): readonly Bloc[] => [
    { type: 'titre', niveau: 3, texte: `${rang + 1}. ${montrable(nom)}` },
    {
      type: 'champs',
      champs: [
        { libelle: 'Taille', valeur: `${longueur} octets` },
        { libelle: 'SHA-256', valeur: sha256 },
      ],
    },
  ]),
];

const destinataires = (depot: Depot, pour: string | null): readonly Bloc[] => [
  { type: 'titre', niveau: 2, texte: 'Destinataires' },
  ...depot.depose.destinataires
    .filter(({ id }) => pour === null || id === pour)
    .flatMap(({ id, nom, qualite, organisation, courriel }): readonly Bloc[] => {
      const { aviseA, refus, ouvertA, par, remis } = suiviDe(depot, id);
      const derniere = [...remis.values()].toSorted().at(-1);
      const remise =
        derniere === undefined
          ? 'aucun fichier entier'
          : `${remis.size} sur ${depot.depose.fichiers.length}${toutRemis(depot, id) ? `, le dernier le ${dit(derniere)}` : ''}`;
      return [
        { type: 'titre', niveau: 3, texte: montrable(nom) },
        {
          type: 'champs',
          champs: [
            { libelle: 'Qualité', valeur: `${qualite}, ${organisation}` },
            { libelle: 'Courriel', valeur: courriel },
            {
              libelle: 'Avisé le',
              valeur:
                refus === null ? (aviseA === null ? 'pas encore' : dit(aviseA)) : `avis refusé (${refus})`,
            },
            { libelle: 'Ouvert le', valeur: ouvertA === null ? 'pas encore' : dit(ouvertA) },
            { libelle: 'Fichiers remis', valeur: remise },
            ...(par.size === 0
              ? []
              : [{ libelle: 'Par délégation', valeur: [...par].map(montrable).join(', ') }]),
          ],
        },
      ];
    }),
];

function fondement({ depose }: Depot): readonly Bloc[] {
  const jour = depose.deposeA.slice(0, 10);
  const [avis, reception] = [regleDeTransfert('avis', jour), regleDeTransfert('reception', jour)];
  return [
    {
      type: 'mention',
      texte: `Événement de réception sur ce canal : ${reception.valeur} (${reception.article}${aVerifier(reception)}).`,
    },
    {
      type: 'mention',
      texte: `Fondement : ${avis.article}${aVerifier(avis)}. Chaque empreinte se vérifie avec tout outil SHA-256 sur le fichier reçu.`,
    },
  ];
}

const aVerifier = ({ aVerifier: reste }: { readonly aVerifier: boolean }): string =>
  reste ? ', à vérifier' : '';

/** Un signe que le PDF ne sait pas montrer est ecrit par son code ; les donnees gardent le nom exact. */
const montrable = (texte: string): string =>
  texte
    .normalize('NFC')
    .replace(
      /[^\u0020-\u007E\u00A0-\u00AC\u00AE-\u024F\u2010-\u2027\u202F\u20AC\u2122]/gu,
      (signe) => `[U+${(signe.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`,
    );
