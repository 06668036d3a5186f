import {
  cosignatairesChoisis,
  designation,
  faitsQualifies,
  identite,
  mentionDeSignature,
  personneDe,
} from '@ppn/acte/catalogue';
import type { DefinitionActe, DonneesDuDossier, Manque } from '@ppn/acte/contract';
import { type Bloc, horodateEnFrancais, jourCivilDe } from '@ppn/core';
import type { JugementPlie } from '@ppn/dossier';
import { PHRASES_DE_VISER, refusDeViser } from '@ppn/mention/catalogue';
import { type ContenuExtrait, contenuExtrait, contenuJugement } from '../contract.ts';
import { sortPour } from '../domain/recours.ts';
import { executoireEnMots } from '../sort-en-mots.ts';
import { voiesDe } from '../voies-du-jugement.ts';
import { accessoires, ecrirePeine, ISSUES, JUGEMENTS, NATURES } from './mots.ts';
import { referencesDesPeines } from './references-des-peines.ts';

const ARTICLES: { readonly [nature in ContenuExtrait['nature']]: string } = {
  ecrou: '707-1 et 709 CPP',
  tresor: '707-1 al. 2 CPP',
  casier: '768 CPP',
};

/** Ce qu'un extrait recopie du jugement ; `undefined` : cette personne n'y est pas. Jamais retape. */
export function recopier(
  jugement: JugementPlie,
  personne: string,
  nature: ContenuExtrait['nature'],
):
  | Pick<
      ContenuExtrait,
      'prononceA' | 'jugement' | 'mandat' | 'executionProvisoire' | 'issues' | 'peines' | 'minute'
    >
  | undefined {
  const contenu = contenuJugement.parse(jugement.contenu);
  const prevenu = contenu.prevenus.find((un) => un.personne === personne);
  if (prevenu === undefined) return undefined;
  const utile = (code: string): boolean =>
    nature === 'casier' ||
    (nature === 'ecrou' ? code === 'emprisonnement' : code === 'amende' || code === 'jours-amende');
  return {
    minute: jugement.minute ?? '',
    prononceA: contenu.prononceA,
    jugement: prevenu.jugement,
    mandat: prevenu.mandat,
    executionProvisoire: prevenu.executionProvisoire,
    issues: contenu.issues.filter((issue) => issue.personne === personne && issue.issue !== 'relaxe'),
    peines: contenu.peines.filter((peine) => peine.personne === personne && utile(peine.code)),
  };
}

const TYPES = { ecrou: 'extrait-ecrou', tresor: 'extrait-tresor', casier: 'fiche-casier' } as const;

/** Extrait pour execution (707-1, 709, 768 CPP) : tout vient du jugement scelle, rien ne se retape. */
const definirUnExtrait = (nature: ContenuExtrait['nature']): DefinitionActe<ContenuExtrait> => ({
  type: TYPES[nature],
  titre: NATURES[nature],
  description: 'Recopié du jugement, pour une personne condamnée.',
  gabarit: `${TYPES[nature]}@1`,
  acces: 'juger',
  qualites: ['greffier'],
  contenu: contenuExtrait,
  preremplir: (donnees, maintenant, personne) => {
    const jugement = donnees.jugements?.at(-1);
    if (jugement === undefined) return {};
    const qui = personne ?? jugement.prevenus[0] ?? '';
    return { ...remplir(donnees, jugement, qui, nature, maintenant), nature, personne: qui };
  },
  cite: ({ personne, issues }) => ({
    personnes: [personne],
    faits: issues.map(({ fait }) => fait),
    fichiers: [],
  }),
  controler: (contenu, donnees, maintenant) => controler({ ...contenu, nature }, donnees, maintenant),
  attirer: () => [],
  references: ({ peines }) => [
    ...referencesDesPeines(peines),
    { cle: 'execution', libelle: NATURES[nature], article: ARTICLES[nature] },
  ],
  cosignataires: cosignatairesChoisis,
  blocs: (contenu, acte) => {
    const personne = personneDe(acte, contenu.personne);
    return [
      {
        type: 'champs',
        champs: [
          { libelle: 'Tribunal', valeur: acte.redacteur.rattachement.libelle },
          { libelle: 'Minute', valeur: contenu.minute },
          { libelle: 'Prononcé le', valeur: horodateEnFrancais(contenu.prononceA) },
          { libelle: 'Jugement', valeur: `n° ${contenu.vise.numero}, empreinte ${contenu.vise.empreinte}` },
          { libelle: 'Jugé', valeur: JUGEMENTS[contenu.jugement] },
          { libelle: 'Exécution', valeur: contenu.executoire },
        ],
      },
      ...(personne ? [identite(personne)] : []),
      { type: 'titre', niveau: 2, texte: 'Infractions' },
      ...faitsQualifies(
        acte,
        contenu.issues.map(({ fait }) => fait),
      ),
      {
        type: 'liste',
        elements: contenu.issues.map(
          ({ fait, issue }) =>
            `${acte.faits.find(({ id }) => id === fait)?.qualification ?? ''} : ${ISSUES[issue]}`,
        ),
      },
      { type: 'titre', niveau: 2, texte: 'Peines' },
      { type: 'liste', elements: contenu.peines.map((peine) => ecrirePeine(peine, acte.references)) },
      ...accessoires({ ...contenu, comparution: 'comparant', avocat: '' }).map((texte): Bloc => ({
        type: 'paragraphe',
        texte,
      })),
      {
        type: 'mention',
        texte: `Extrait certifié conforme à la minute par ${designation(acte.redacteur)}. Fondement : ${ARTICLES[nature]}.`,
      },
      mentionDeSignature(acte, 'Extrait établi', 'signé'),
    ];
  },
});

/** Les extraits qu'un greffe tire d'un jugement. */
export const EXTRAITS: readonly DefinitionActe<ContenuExtrait>[] = [
  definirUnExtrait('ecrou'),
  definirUnExtrait('tresor'),
  definirUnExtrait('casier'),
];

function remplir(
  donnees: DonneesDuDossier,
  jugement: JugementPlie,
  personne: string,
  nature: ContenuExtrait['nature'],
  maintenant: string,
): { readonly [champ: string]: unknown } {
  const piece = donnees.pieces.find(({ id }) => id === jugement.acteId);
  return {
    ...(piece && {
      vise: { acteId: piece.id, numero: piece.numero, titre: piece.titre, empreinte: piece.empreinte },
    }),
    ...recopier(jugement, personne, nature),
    executoire: executoireDe(donnees, jugement, personne, maintenant).phrase,
  };
}

/** Depuis quand, ou pourquoi pas encore. */
export function executoireDe(
  donnees: Pick<DonneesDuDossier, 'mentions' | 'procedure'>,
  jugement: JugementPlie,
  personne: string,
  maintenant: string,
): { readonly oui: boolean; readonly phrase: string } {
  const jour = jourCivilDe(maintenant, donnees.procedure.unite.zone);
  const sort = sortPour(personne, voiesDe(jugement, donnees, jour), { execution: true });
  const prevenu = contenuJugement.parse(jugement.contenu).prevenus.find((un) => un.personne === personne);
  return executoireEnMots(sort, {
    provisoire: prevenu?.executionProvisoire === true || (prevenu?.mandat ?? 'aucun') !== 'aucun',
  });
}

function controler(
  contenu: ContenuExtrait,
  donnees: DonneesDuDossier,
  maintenant: string,
): readonly Manque[] {
  const raison = refusDeViser(contenu.vise, donnees.pieces, false);
  const jugement = donnees.jugements?.find(({ acteId }) => acteId === contenu.vise.acteId);
  if (raison !== undefined || jugement === undefined)
    return [{ champ: 'vise', phrase: PHRASES_DE_VISER[raison ?? 'acte-absent'] }];
  const attendu = recopier(jugement, contenu.personne, contenu.nature);
  const executoire = executoireDe(donnees, jugement, contenu.personne, maintenant);
  const {
    vise: _vise,
    nature: _nature,
    personne: _personne,
    executoire: dite,
    cosignataire: _c,
    ...copie
  } = contenu;
  return [
    ...(attendu === undefined || JSON.stringify(trie(attendu)) !== JSON.stringify(trie(copie))
      ? [{ champ: 'personne', phrase: 'L’extrait ne dit plus ce que dit le jugement : recommencez-le.' }]
      : []),
    ...(attendu !== undefined && attendu.issues.length === 0
      ? [{ champ: 'personne', phrase: 'Cette personne est relaxée : rien ne s’exécute contre elle.' }]
      : []),
    ...(attendu !== undefined && attendu.peines.length === 0 && contenu.nature !== 'casier'
      ? [{ champ: 'nature', phrase: 'Aucune peine de ce jugement ne s’exécute par cet extrait.' }]
      : []),
    ...(contenu.nature !== 'casier' && !executoire.oui
      ? [{ champ: 'executoire', phrase: executoire.phrase }]
      : []),
    ...(dite === executoire.phrase
      ? []
      : [{ champ: 'executoire', phrase: 'L’état d’exécution a changé : recommencez l’extrait.' }]),
    ...(contenu.minute === '' ? [{ champ: 'minute', phrase: 'La minute n’est pas encore inscrite.' }] : []),
  ];
}

/** Les memes champs, dans le meme ordre : de quoi comparer deux contenus. */
const trie = (valeur: { readonly [champ: string]: unknown }): unknown =>
  Object.entries(valeur).toSorted(([a], [b]) => a.localeCompare(b));
