import { designation, mentionDeSignature, nomComplet, personneDe } from '@ppn/acte/catalogue';
import type { ActeJson, DefinitionActe, DonneesDuDossier, Manque, PointAttention } from '@ppn/acte/contract';
import { horodateEnFrancais, jourCivilDe, msDe } from '@ppn/core';
import { PHRASES_DE_VISER, refusDeViser } from '@ppn/mention/catalogue';
import { type ContenuDeclaration, contenuDeclaration } from '../contract.ts';
import { voiesDe } from '../voies-du-jugement.ts';

/** Recours, tels qu'ecrits. */
export const RECOURS: { readonly [recours in ContenuDeclaration['recours']]: string } = {
  appel: 'appel principal',
  'appel-incident': 'appel incident',
  opposition: 'opposition',
  pourvoi: 'pourvoi en cassation',
  desistement: 'désistement d’appel',
  'retrait-de-limitation': 'retour sur la limitation de l’appel',
};

/** Qui declare, tel qu'ecrit. */
export const AUTEURS: { readonly [auteur in ContenuDeclaration['auteur']]: string } = {
  prevenu: 'le prévenu',
  'partie-civile': 'la partie civile',
  procureur: 'le procureur de la République',
  'procureur-general': 'le procureur général',
};

const PORTEES: { readonly [portee in ContenuDeclaration['portee']]: string } = {
  tout: 'l’intégralité de la décision',
  'action-publique': 'la décision sur l’action publique',
  'peines-seules': 'les seules peines prononcées',
  'action-civile': 'la décision sur l’action civile',
};

const PAR: { readonly [par in ContenuDeclaration['par']]: string } = {
  'lui-meme': 'en personne',
  avocat: 'par son avocat',
  'fonde-de-pouvoir': 'par un fondé de pouvoir spécial, pouvoir annexé',
};

const ARTICLES: { readonly [recours in ContenuDeclaration['recours']]: string } = {
  appel: '498, 502 et 505 CPP',
  'appel-incident': '500 et 505 CPP',
  opposition: '489 et 491 CPP',
  pourvoi: '568 CPP',
  desistement: '500-1 CPP',
  'retrait-de-limitation': '502 al. 2 CPP',
};

const duParquet = ({ auteur }: ContenuDeclaration): boolean =>
  auteur === 'procureur' || auteur === 'procureur-general';

/** Declaration de recours recue par le greffier (502 CPP) : portee en marge du jugement, qui n'est pas modifie. */
export const declarationRecours: DefinitionActe<ContenuDeclaration> = {
  type: 'declaration-recours',
  titre: 'Déclaration de recours',
  description: 'Appel, opposition, désistement : reçu par le greffier, porté en marge du jugement.',
  gabarit: 'declaration-recours@1',
  acces: 'juger',
  qualites: ['greffier'],
  contenu: contenuDeclaration,
  preremplir: ({ jugements = [], pieces }, maintenant, personne) => {
    const jugement = jugements.at(-1);
    const piece = pieces.find(({ id }) => id === jugement?.acteId);
    return {
      ...(piece === undefined
        ? {}
        : {
            vise: {
              acteId: piece.id,
              numero: piece.numero,
              titre: piece.titre,
              empreinte: piece.empreinte,
            },
          }),
      survenuA: maintenant,
      recours: 'appel',
      auteur: 'prevenu',
      personne: personne ?? (jugement?.prevenus.length === 1 ? jugement.prevenus[0] : ''),
      par: 'lui-meme',
      declarant: '',
      signature: 'recueillie',
      portee: 'tout',
      precisions: '',
    };
  },
  cite: ({ personne }) => ({ personnes: personne === '' ? [] : [personne], faits: [], fichiers: [] }),
  controler,
  attirer,
  references: ({ recours }) => [
    { cle: 'recours', libelle: RECOURS[recours], article: ARTICLES[recours] },
    { cle: 'declaration', libelle: 'déclaration au greffier', article: '502 CPP' },
  ],
  blocs: (contenu, acte) => [
    {
      type: 'champs',
      champs: [
        { libelle: 'Reçue le', valeur: horodateEnFrancais(contenu.survenuA) },
        { libelle: 'Greffe', valeur: acte.redacteur.rattachement.libelle },
        {
          libelle: 'Procédure',
          valeur: acte.procedure.alias.map(({ emetteur, numero }) => `${numero} (${emetteur})`).join(', '),
        },
      ],
    },
    {
      type: 'paragraphe',
      texte: `Devant nous, ${designation(acte.redacteur)}, ${declarantDit(contenu, acte)} déclare : ${RECOURS[contenu.recours]}, contre la décision désignée ci-dessous.`,
    },
    {
      type: 'champs',
      champs: [
        { libelle: 'Décision', valeur: `n° ${contenu.vise.numero}, ${contenu.vise.titre}` },
        { libelle: 'Empreinte SHA-256', valeur: contenu.vise.empreinte },
        { libelle: 'Portée', valeur: PORTEES[contenu.portee] },
        ...(contenu.precisions.trim() === ''
          ? []
          : [{ libelle: 'Précisions', valeur: contenu.precisions.trim() }]),
        {
          libelle: 'Signature du déclarant',
          valeur:
            contenu.signature === 'recueillie'
              ? 'recueillie par nous sur la déclaration'
              : 'le déclarant ne peut signer, mention en est faite',
        },
      ],
    },
    {
      type: 'mention',
      texte: `La présente déclaration est portée en marge de la décision, qu’elle ne modifie pas. Fondement : ${acte.references.map(({ article }) => article).join(', ')}.`,
    },
    mentionDeSignature(acte, 'Déclaration reçue', 'signée'),
  ],
};

function declarantDit(contenu: ContenuDeclaration, acte: ActeJson): string {
  const personne = personneDe(acte, contenu.personne);
  const qui = `${AUTEURS[contenu.auteur]}${personne ? `, ${nomComplet(personne)}` : ''}`;
  return duParquet(contenu)
    ? `${qui},`
    : `${qui}, ${PAR[contenu.par]}${contenu.declarant.trim() === '' ? '' : ` (${contenu.declarant.trim()})`},`;
}

function controler(
  contenu: ContenuDeclaration,
  donnees: DonneesDuDossier,
  maintenant: string,
): readonly Manque[] {
  const raison = refusDeViser(contenu.vise, donnees.pieces, false);
  const jugement = donnees.jugements?.find(({ acteId }) => acteId === contenu.vise.acteId);
  const connue = donnees.personnes.some(({ id }) => id === contenu.personne);
  return [
    ...(raison === undefined ? [] : [{ champ: 'vise', phrase: PHRASES_DE_VISER[raison] }]),
    ...(raison === undefined && jugement === undefined
      ? [
          {
            champ: 'vise',
            phrase: 'Choisissez un jugement : les décisions du parquet n’ont pas ces recours.',
          },
        ]
      : []),
    ...(duParquet(contenu) === (contenu.personne === '') && (contenu.personne === '' || connue)
      ? []
      : [
          {
            champ: 'personne',
            phrase: duParquet(contenu)
              ? 'Le ministère public ne désigne pas de personne : retirez-la.'
              : 'Choisissez la personne qui exerce le recours.',
          },
        ]),
    ...(contenu.par === 'lui-meme' || contenu.declarant.trim() !== '' || duParquet(contenu)
      ? []
      : [{ champ: 'declarant', phrase: 'Nommez l’avocat ou le fondé de pouvoir (502 al. 4 CPP).' }]),
    ...(msDe(contenu.survenuA) > msDe(maintenant)
      ? [{ champ: 'survenuA', phrase: 'La déclaration ne peut pas être à venir.' }]
      : []),
  ];
}

/** Un recours tardif se recoit et se dit : le greffier n'en juge pas la recevabilite (505-1 CPP). */
function attirer(contenu: ContenuDeclaration, donnees: DonneesDuDossier): readonly PointAttention[] {
  const jugement = donnees.jugements?.find(({ acteId }) => acteId === contenu.vise.acteId);
  if (jugement === undefined) return [];
  const jour = jourCivilDe(contenu.survenuA, donnees.procedure.unite.zone);
  const siennes = voiesDe(jugement, donnees, jour).filter(
    ({ voie, personne }) =>
      CODES[contenu.recours]?.(contenu).includes(voie.code) === true &&
      (personne === '' || personne === contenu.personne),
  );
  if (contenu.recours === 'desistement')
    return [
      info('Le désistement est constaté par ordonnance du président de la chambre des appels.', '500-1 CPP'),
    ];
  const expiree = siennes.find(({ etat }) => etat === 'expiree');
  return [
    ...(expiree
      ? [
          info(
            `Le délai est passé depuis le ${expiree.echeance.split('-').toReversed().join('/')} : la déclaration est reçue, sa recevabilité relève de la cour.`,
            `${expiree.voie.article}, 505-1 CPP`,
          ),
        ]
      : []),
    ...(siennes.length === 0
      ? [
          info(
            'Cette voie de recours ne paraît pas ouverte à cette personne : la déclaration est reçue et dite.',
            '497 CPP',
          ),
        ]
      : []),
  ];
}

const CODES: {
  readonly [recours: string]: (contenu: ContenuDeclaration) => readonly string[];
} = {
  appel: ({ auteur }) => [`appel-${auteur}`],
  'appel-incident': ({ auteur }) => ['appel-incident', `appel-${auteur}`],
  opposition: () => ['opposition', 'opposition-etranger'],
  'retrait-de-limitation': () => ['retrait-de-limitation'],
};

const info = (phrase: string, article: string): PointAttention => ({ phrase, article, information: true });
