import type { DonneesDuDossier, Manque, PointAttention } from '@ppn/acte/contract';
import { estOuvre, isHorodate, jourCivilDe } from '@ppn/core';
import { calendrierDe, peineEncourueLe, reglesDuMode } from '@ppn/nomenclature';
import type { ContenuOrientation, LigneDOrientation } from '../contenus.ts';
import { evaluer, type Raison, type Verdict } from '../domain/evaluer.ts';
import { modeNomme } from '../domain/modes.ts';
import { situer } from '../domain/situation.ts';
import { controlerLaSuite, modesDe, ZONE } from './controle-des-suites.ts';

/** Vrai si le dossier porte deja une decision du parquet. */
export const dejaDecide = ({ pieces }: Pick<DonneesDuDossier, 'pieces'>): boolean =>
  pieces.some(({ type, retire }) => !retire && DECISIONS.includes(type));

const DECISIONS: readonly string[] = ['classement-sans-suite', 'copj', 'orientation'];

/** Ce que valent les conditions d'une decision pour une case de la matrice, au jour de la decision. */
export function jugerLaLigne(
  ligne: LigneDOrientation,
  contenu: Pick<ContenuOrientation, 'situations'>,
  donnees: DonneesDuDossier,
  maintenant: string,
): Verdict {
  const personne = donnees.personnes.find(({ id }) => id === ligne.personne);
  const fait = donnees.faits.find(({ id }) => id === ligne.fait);
  const situation = contenu.situations.find((une) => une.personne === ligne.personne);
  const debut = fait?.debut ?? '';
  return evaluer(
    reglesDuMode(ligne.mode, maintenant.slice(0, 10)),
    situer(
      { natinf: ligne.natinf, nature: ligne.nature, reprimeePar: ligne.reprimeePar, debut },
      personne && {
        genre: personne.genre,
        neLe: personne.neLe,
        deferee: situation?.deferee ?? false,
        avocat: situation?.avocat ?? false,
        reconnait: situation?.reconnait ?? false,
      },
      { cadre: donnees.procedure.cadre, peine: peineEncourueLe(ligne.natinf, debut.slice(0, 10)) },
    ),
  );
}

/** Ce qui empeche de signer : une decision illicite, une case oubliee, un champ vide, une audience hors delai. */
export function controlerLOrientation(
  contenu: ContenuOrientation,
  donnees: DonneesDuDossier,
  maintenant: string,
): readonly Manque[] {
  return [
    ...(dejaDecide(donnees) && contenu.reprise.trim() === ''
      ? [{ champ: 'reprise', phrase: 'Ce dossier a déjà reçu une décision : dites pourquoi vous y revenez.' }]
      : []),
    ...casesOubliees(contenu, donnees),
    ...contenu.lignes.flatMap((ligne) =>
      jugerLaLigne(ligne, contenu, donnees, maintenant)
        .raisons.filter(({ effet }) => effet === 'interdit')
        .map(({ phrase, article }) => ({
          champ: 'lignes',
          phrase: `${modeNomme(ligne.mode).titre} impossible pour ${nomDe(donnees, ligne.personne)}. ${phrase.slice(0, -1)} (${article}).`,
        })),
    ),
    ...modesDe(contenu).flatMap((mode) => controlerLaSuite(mode, contenu, donnees, maintenant)),
  ].filter((manque, rang, tous) => tous.findIndex(({ phrase }) => phrase === manque.phrase) === rang);
}

function casesOubliees(contenu: ContenuOrientation, donnees: DonneesDuDossier): readonly Manque[] {
  const misEnCause = donnees.personnes.filter(({ roles }) => roles.includes('mis-en-cause'));
  const inconnus = contenu.lignes.some(
    ({ personne, fait }) =>
      (personne !== '' && !donnees.personnes.some(({ id }) => id === personne)) ||
      !donnees.faits.some(({ id }) => id === fait),
  );
  return [
    ...(inconnus
      ? [
          {
            champ: 'lignes',
            phrase: 'Une personne ou un fait choisi n’est plus au dossier : rouvrez la décision.',
          },
        ]
      : []),
    ...donnees.faits
      .filter(({ id }) => !contenu.lignes.some(({ fait }) => fait === id))
      .map(({ qualification }) => ({
        champ: 'lignes',
        phrase: `Aucune décision pour « ${qualification} ».`,
      })),
    ...misEnCause
      .filter(({ id }) => !contenu.lignes.some(({ personne }) => personne === id))
      .map(({ id }) => ({ champ: 'lignes', phrase: `Aucune décision pour ${nomDe(donnees, id)}.` })),
  ];
}

/** Points d'attention : ce que le dossier ne dit pas, ce que la decision emporte, une requalification, un jour sans audience. */
export function attirerSurLOrientation(
  contenu: ContenuOrientation,
  donnees: DonneesDuDossier,
  maintenant: string,
): readonly PointAttention[] {
  const raisons = contenu.lignes.flatMap((ligne) =>
    jugerLaLigne(ligne, contenu, donnees, maintenant)
      .raisons.filter(({ effet }) => effet !== 'interdit')
      .map((raison) => enPoint(raison, modeNomme(ligne.mode).titre)),
  );
  const requalifiees = contenu.lignes.flatMap((ligne): readonly PointAttention[] => {
    const fait = donnees.faits.find(({ id }) => id === ligne.fait);
    return fait === undefined || fait.natinf === ligne.natinf
      ? []
      : [
          {
            phrase: `Requalification : « ${ligne.qualification} » (NATINF ${ligne.natinf}) au lieu de « ${fait.qualification} » (NATINF ${fait.natinf}).`,
            article: '40-1 CPP',
            information: true,
          },
        ];
  });
  const fermes = contenu.suites
    .filter(({ audience, mode }) => isHorodate(audience) && modesDe(contenu).some((un) => un.mode === mode))
    .filter(
      ({ audience }) =>
        !estOuvre(jourCivilDe(audience, ZONE), calendrierDe(donnees.procedure.juridiction?.code ?? '')),
    )
    .map(({ mode }) => ({
      phrase: `${modeNomme(mode).titre} : l’audience tombe un samedi, un dimanche ou un jour férié.`,
      article: '801 CPP',
    }));
  return [...raisons, ...requalifiees, ...fermes].filter(
    ({ phrase }, rang, tous) => tous.findIndex((autre) => autre.phrase === phrase) === rang,
  );
}

const enPoint = ({ phrase, article, effet, aVerifier }: Raison, titre: string): PointAttention => ({
  phrase: `${titre} : ${phrase}${aVerifier ? ' Règle à vérifier.' : ''}`,
  article,
  ...(effet === 'information' ? { information: true as const } : {}),
});

const nomDe = (donnees: DonneesDuDossier, id: string): string => {
  const personne = donnees.personnes.find((une) => une.id === id);
  return personne === undefined
    ? 'personne non dénommée'
    : `${personne.prenoms} ${personne.nom.toLocaleUpperCase('fr')}`.trim();
};
