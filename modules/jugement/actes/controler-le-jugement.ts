import type { DonneesDuDossier, Manque, PointAttention } from '@ppn/acte/contract';
import { nomComplet } from '@ppn/acte/catalogue';
import { jourCivilDe, msDe } from '@ppn/core';
import { peineEncourueLe, PEINES, peinesEnVigueur } from '@ppn/nomenclature';
import type { ContenuJugement } from '../contract.ts';
import { type DefautDuDispositif, defautsDuDispositif } from '../domain/issues.ts';
import { type Encourue, jugerUnePeine, type RemarqueSurUnePeine } from '../domain/peines.ts';
import { saisinesDe } from './saisine.ts';

/** Ce qui empeche de signer un jugement : un dispositif incomplet, une peine qui ne peut pas exister, un prononce a venir. */
export const manquesDuJugement = (
  contenu: ContenuJugement,
  donnees: DonneesDuDossier,
  maintenant: string,
): readonly Manque[] => [
  ...manquesDeDates(contenu, maintenant),
  ...manquesDeComposition(contenu),
  ...defautsDuDispositif(saisinesDe(contenu, donnees), contenu.issues, contenu.peines).map((defaut) => ({
    champ: defaut.defaut.includes('peine') ? 'peines' : 'issues',
    phrase: phraseDuDefaut(defaut, donnees),
  })),
  ...contenu.peines
    .filter(({ code }) => !peinesEnVigueur(jourDe(contenu)).some((peine) => peine.code === code))
    .map(() => ({ champ: 'peines', phrase: 'Une peine n’est pas dans la nomenclature en vigueur.' })),
  ...remarques(contenu, donnees)
    .filter(({ genre }) => genre === 'refus')
    .map(({ phrase, article }) => ({ champ: 'peines', phrase: `${phrase} (${article})` })),
  ...manquesCivils(contenu, donnees),
];

/** Points d'attention d'un jugement, article a l'appui. */
export const pointsDuJugement = (
  contenu: ContenuJugement,
  donnees: DonneesDuDossier,
  maintenant: string,
): readonly PointAttention[] => [
  ...surLaDate(contenu, donnees, maintenant),
  ...surLeBulletin(contenu, donnees),
  ...surLesMineurs(contenu, donnees),
  ...surLesPeines(contenu),
  ...remarques(contenu, donnees)
    .filter(({ genre }) => genre !== 'refus')
    .map(({ genre, phrase, article }) => ({
      phrase,
      article,
      ...(genre === 'information' ? { information: true as const } : {}),
    })),
];

const jourDe = ({ prononceA }: ContenuJugement): string => prononceA.slice(0, 10);

function manquesDeDates({ audience, prononceA }: ContenuJugement, maintenant: string): readonly Manque[] {
  return [
    ...(msDe(prononceA) > msDe(maintenant)
      ? [
          {
            champ: 'prononceA',
            phrase: 'Le jugement n’est pas encore prononcé : signez-le ensuite (462 CPP).',
          },
        ]
      : []),
    ...(msDe(prononceA) < msDe(audience)
      ? [
          {
            champ: 'prononceA',
            phrase: 'Le jugement se prononce à l’audience des débats, ou après (462 CPP).',
          },
        ]
      : []),
  ];
}

const manquesDeComposition = ({ formation, assesseurs }: ContenuJugement): readonly Manque[] =>
  formation === 'collegiale' && assesseurs.length < 2
    ? [
        {
          champ: 'assesseurs',
          phrase: 'En formation collégiale, nommez les deux juges qui siègent avec le président (398 CPP).',
        },
      ]
    : [];

function manquesCivils({ civils, prevenus }: ContenuJugement, donnees: DonneesDuDossier): readonly Manque[] {
  return civils.flatMap(({ victime, constituee, recevable, sommes, debiteurs }) => {
    const personne = donnees.personnes.find(({ id }) => id === victime);
    if (!personne) return [{ champ: 'civils', phrase: 'Une partie civile n’est plus au dossier.' }];
    if (sommes.length === 0) return [];
    if (!constituee || !recevable)
      return [
        {
          champ: 'civils',
          phrase: `${nomComplet(personne)} reçoit des dommages-intérêts sans constitution recevable (418 CPP).`,
        },
      ];
    return debiteurs.length === 0 ||
      debiteurs.some((debiteur) => !prevenus.some(({ personne: prevenu }) => prevenu === debiteur))
      ? [{ champ: 'civils', phrase: `Dites qui paie les sommes allouées à ${nomComplet(personne)}.` }]
      : [];
  });
}

function phraseDuDefaut(defaut: DefautDuDispositif, { personnes, faits }: DonneesDuDossier): string {
  const personne = personnes.find(({ id }) => id === defaut.personne);
  const nom = personne ? nomComplet(personne) : 'une personne qui n’est plus au dossier';
  const fait =
    'fait' in defaut ? (faits.find(({ id }) => id === defaut.fait)?.qualification ?? 'un fait') : '';
  switch (defaut.defaut) {
    case 'issue-manquante':
      return `Dites si ${nom} est relaxé ou coupable : ${fait} (485 CPP).`;
    case 'issue-en-double':
      return `${nom} a deux issues pour le même fait : ${fait}.`;
    case 'hors-saisine':
      return `Le tribunal n’est pas saisi de ce fait contre ${nom} (388 CPP) : ${fait}.`;
    case 'peine-sans-culpabilite':
      return `${nom} reçoit une peine sans être déclaré coupable (464 CPP).`;
    case 'culpabilite-sans-peine':
      return `${nom} est déclaré coupable : prononcez une peine, une dispense ou un ajournement (464 CPP, 132-58 CP).`;
  }
}

const TROIS_JOURS_MS = 3 * 86_400_000;

function surLaDate(
  { audience, prononceA }: ContenuJugement,
  { decisions = [], procedure }: DonneesDuDossier,
  maintenant: string,
): readonly PointAttention[] {
  const { zone } = procedure.unite;
  const jours = decisions.flatMap(({ audiences = [] }) => audiences.map(({ a }) => jourCivilDe(a, zone)));
  const tenue = jourCivilDe(audience, zone);
  return [
    ...(jours.length > 0 && jours.every((jour) => tenue < jour)
      ? [
          {
            phrase:
              'L’audience précède celle de la convocation : la comparution est volontaire, le jugement doit pouvoir le dire.',
            article: '388 et 389 CPP',
          },
        ]
      : []),
    ...(msDe(maintenant) - msDe(prononceA) > TROIS_JOURS_MS
      ? [
          {
            phrase: 'La minute se dépose au greffe dans les trois jours du prononcé : ce délai est passé.',
            article: '486 al. 2 CPP',
          },
        ]
      : []),
  ];
}

const EST_UN_BULLETIN = /\bB\s?1\b|bulletin n° ?1/iu;

const surLeBulletin = (
  { issues }: ContenuJugement,
  { fichiers, pieces }: DonneesDuDossier,
): readonly PointAttention[] =>
  issues.every(({ issue }) => issue === 'relaxe') ||
  [...fichiers.map(({ nom }) => nom), ...pieces.map(({ titre }) => titre)].some((nom) =>
    EST_UN_BULLETIN.test(nom),
  )
    ? []
    : [
        {
          phrase: 'Aucun bulletin n° 1 au dossier : les antécédents règlent le sursis et la récidive.',
          article: '774 CPP et 132-30 CP',
        },
      ];

/** Le tribunal correctionnel ne juge pas les mineurs. */
const surLesMineurs = (
  { prevenus }: ContenuJugement,
  { personnes, faits }: DonneesDuDossier,
): readonly PointAttention[] => {
  const premier = faits.map(({ debut }) => debut.slice(0, 10)).toSorted()[0] ?? '';
  return prevenus.flatMap(({ personne }) => {
    const neLe = personnes.find(({ id }) => id === personne)?.neLe ?? '';
    return neLe !== '' && premier !== '' && `${Number(neLe.slice(0, 4)) + 18}${neLe.slice(4)}` > premier
      ? [
          {
            phrase:
              'Un prévenu était mineur au moment des faits : il relève du juge ou du tribunal pour enfants.',
            article: 'L.423-2 CJPM',
          },
        ]
      : [];
  });
};

function surLesPeines({ peines, prevenus }: ContenuJugement): readonly PointAttention[] {
  const absents = new Set(
    prevenus.filter(({ comparution }) => comparution !== 'comparant').map(({ personne }) => personne),
  );
  return peines.some(({ code, personne }) => code === 'tig' && absents.has(personne))
    ? [
        {
          phrase: 'Le travail d’intérêt général suppose la présence du prévenu, ou son accord écrit.',
          article: '131-8 CP',
        },
      ]
    : [];
}

const remarques = (contenu: ContenuJugement, donnees: DonneesDuDossier): readonly RemarqueSurUnePeine[] =>
  contenu.peines.flatMap((peine) => {
    const decrite = PEINES.find(({ code }) => code === peine.code);
    return decrite ? jugerUnePeine(peine, decrite, encourueDe(peine.personne, contenu, donnees)) : [];
  });

/** Le plus lourd maximum connu parmi les faits dont la personne est coupable ; un seul inconnu, et rien n'est controle. */
function encourueDe(
  personne: string,
  { issues }: ContenuJugement,
  { faits }: DonneesDuDossier,
): Encourue | undefined {
  const coupables = faits.filter(({ id }) =>
    issues.some((issue) => issue.personne === personne && issue.fait === id && issue.issue === 'culpabilite'),
  );
  const connues = coupables.flatMap(({ natinf, debut }) => peineEncourueLe(natinf, debut.slice(0, 10)) ?? []);
  return connues.length < coupables.length ? undefined : connues.toSorted((a, b) => b.mois - a.mois)[0];
}
