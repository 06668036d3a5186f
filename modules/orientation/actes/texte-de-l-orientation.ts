import { nomComplet, paragraphes } from '@ppn/acte/catalogue';
import type { ActeJson } from '@ppn/acte/contract';
import { type Bloc, type Champ, horodateEnFrancais, isHorodate } from '@ppn/core';
import type { ContenuOrientation, SuiteDOrientation } from '../contenus.ts';
import { type Mode, MODES } from '../domain/modes.ts';
import { faitsVises, ouvertureDeDecision, signatureDuMagistrat } from './decision.ts';

/** Texte d'une decision d'orientation, deduit de ses seules donnees (gabarit orientation@1). */
export function texteDeLOrientation(contenu: ContenuOrientation, acte: ActeJson): readonly Bloc[] {
  const { lignes, suites } = contenu;
  return [
    ...ouvertureDeDecision(acte),
    { type: 'champs', champs: [{ libelle: 'Lieu', valeur: contenu.lieu }] },
    ...(contenu.reprise.trim() === ''
      ? []
      : [
          { type: 'titre', niveau: 2, texte: 'Reprise d’une décision antérieure' } as const,
          ...paragraphes(contenu.reprise),
        ]),
    { type: 'titre', niveau: 2, texte: 'Décision' },
    {
      type: 'tableau',
      entetes: ['Personne', 'Infraction retenue', 'Décision'],
      lignes: lignes.map(({ personne, qualification, natinf, mode }) => [
        nom(acte, personne),
        `${qualification} (NATINF ${natinf})`,
        titreDe(mode),
      ]),
    },
    ...situations(contenu, acte),
    ...MODES.filter(({ mode }) => lignes.some((ligne) => ligne.mode === mode)).flatMap((mode) =>
      dispositif(mode, { contenu, acte, suite: suites.find((une) => une.mode === mode.mode) }),
    ),
    ...faitsVises(
      acte,
      lignes.map(({ fait }) => fait),
    ),
    ...(lignes.some(({ mode }) => convoque(mode)) ? DROITS : []),
    ...(lignes.some(({ mode }) => mode === 'classement-sans-suite') ? RECOURS : []),
    { type: 'titre', niveau: 2, texte: 'Règles appliquées' },
    { type: 'liste', elements: acte.references.map(({ libelle, article }) => `${libelle} (${article})`) },
    signatureDuMagistrat(acte),
  ];
}

const convoque = (nomDuMode: string): boolean =>
  MODES.some(
    ({ mode, personne }) => mode === nomDuMode && personne !== 'rien' && personne !== 'notification',
  );

const titreDe = (nomDuMode: string): string =>
  MODES.find(({ mode }) => mode === nomDuMode)?.titre ?? nomDuMode;

function nom(acte: ActeJson, id: string): string {
  const personne = acte.personnes.find((une) => une.id === id);
  return personne ? nomComplet(personne) : 'Personne non dénommée';
}

function situations(contenu: ContenuOrientation, acte: ActeJson): readonly Bloc[] {
  const dites = contenu.situations.flatMap(({ personne, deferee, avocat, reconnait, renonce }) => {
    const constats = [
      ...(deferee ? ['déférée'] : []),
      ...(avocat ? ['assistée d’un avocat'] : []),
      ...(reconnait ? ['reconnaît les faits'] : []),
      ...(renonce ? ['renonce au délai de dix jours en présence de son avocat'] : []),
    ];
    return constats.length === 0 ? [] : [`${nom(acte, personne)} : ${constats.join(', ')}.`];
  });
  return dites.length === 0
    ? []
    : [
        { type: 'titre', niveau: 3, texte: 'Situation des personnes' },
        { type: 'liste', elements: dites },
      ];
}

type Ecrit = {
  readonly contenu: ContenuOrientation;
  readonly acte: ActeJson;
  readonly suite: SuiteDOrientation | undefined;
};

function dispositif(mode: Mode, { contenu, acte, suite }: Ecrit): readonly Bloc[] {
  const siennes = contenu.lignes.filter((ligne) => ligne.mode === mode.mode);
  const requalifiees = siennes.filter(
    ({ fait, natinf }) => acte.faits.find(({ id }) => id === fait)?.natinf !== natinf,
  );
  return [
    { type: 'titre', niveau: 2, texte: mode.titre },
    {
      type: 'paragraphe',
      texte: `Vu ${mode.article.includes(' et ') ? 'les articles' : 'l’article'} ${mode.article}, ${mode.dispositif}.`,
    },
    {
      type: 'champs',
      champs: [
        {
          libelle: 'À l’égard de',
          valeur: [...new Set(siennes.map(({ personne }) => nom(acte, personne)))].join(', '),
        },
        {
          libelle: 'Pour',
          valeur: [
            ...new Set(siennes.map(({ qualification, natinf }) => `${qualification} (NATINF ${natinf})`)),
          ].join(' ; '),
        },
        ...requalifiees.map(({ reprimeePar }) => ({
          libelle: 'Qualification retenue, réprimée par',
          valeur: reprimeePar,
        })),
        ...champsDeLaSuite(mode, suite, acte),
      ],
    },
    ...(suite === undefined || suite.texte.trim() === ''
      ? []
      : [
          {
            type: 'titre',
            niveau: 3,
            texte: mode.champs.find(({ cle }) => cle === 'texte')?.libelle ?? 'Précisions',
          } as const,
          ...paragraphes(suite.texte),
        ]),
  ];
}

function champsDeLaSuite(mode: Mode, suite: SuiteDOrientation | undefined, acte: ActeJson): readonly Champ[] {
  if (suite === undefined) return [];
  const libelle = (cle: string): string => mode.champs.find((champ) => champ.cle === cle)?.libelle ?? cle;
  const motif = acte.references.find(({ cle }) => cle === 'motif-classement')?.libelle;
  return [
    ...(suite.mesure === ''
      ? []
      : [
          {
            libelle: libelle('mesure'),
            valeur: mode.mode === 'classement-sans-suite' ? (motif ?? suite.mesure) : suite.mesure,
          },
        ]),
    ...(suite.mois === null ? [] : [{ libelle: libelle('mois'), valeur: String(suite.mois) }]),
    ...(suite.montant === null ? [] : [{ libelle: libelle('montant'), valeur: `${suite.montant} €` }]),
    ...(mode.audiences.length > 0 && isHorodate(suite.audience)
      ? [
          { libelle: 'Tribunal', valeur: acte.procedure.juridiction?.libelle ?? '' },
          { libelle: 'Audience', valeur: horodateEnFrancais(suite.audience) },
        ]
      : []),
    ...(suite.salle.trim() === '' ? [] : [{ libelle: 'Salle', valeur: suite.salle.trim() }]),
  ];
}

const DROITS: readonly Bloc[] = [
  { type: 'titre', niveau: 2, texte: 'Informations à donner à la personne convoquée' },
  {
    type: 'paragraphe',
    texte:
      'La personne peut se faire assister d’un avocat de son choix ou, si elle en fait la demande, d’un avocat commis d’office, et bénéficier, le cas échéant gratuitement, de conseils juridiques dans une structure d’accès au droit. Elle comparaît avec les justificatifs de ses revenus et ses avis d’imposition ou de non-imposition. Le droit fixe de procédure peut être majoré si elle ne comparaît pas personnellement.',
  },
];

const RECOURS: readonly Bloc[] = [
  { type: 'titre', niveau: 2, texte: 'Recours contre le classement' },
  {
    type: 'paragraphe',
    texte:
      'Le classement peut être contesté devant le procureur général (article 40-3 du code de procédure pénale). La victime peut aussi citer directement l’auteur devant le tribunal ou déposer plainte avec constitution de partie civile dans les conditions de l’article 85.',
  },
];
