import {
  attirerSurLeDelai,
  blocsDesPoints,
  controlerTemps,
  identite,
  inscrire,
  nomComplet,
  paragraphes,
  personneDe,
  type ActeInscrit,
} from '@ppn/acte/catalogue';
import type {
  ActeJson,
  DefinitionActe,
  DonneesDuDossier,
  Manque,
  PointAttention,
  Reference,
  TypeActe,
} from '@ppn/acte/contract';
import type { Bloc } from '@ppn/core';
import { msDe } from '@ppn/core';
import type { Mesure } from '../domain/mesure.ts';
import { type EntreePortee, entreesPortees } from '../entrees-des-actes.ts';
import { nomDeLaLangue } from '../langues.ts';
import { type MesureAuDossier, mesureAReprendre, mesureLue } from '../mesure-au-dossier.ts';
import { type ASigner, constatsDesEntrees } from '../points-d-attention.ts';
import { nomDuRegime } from '../regimes.ts';

/** Ce que tout acte de garde a vue porte. */
export type ContenuDeMesure = {
  readonly mesure: Mesure;
  readonly debut: string;
  readonly fin: string;
  readonly lieu: string;
  readonly passerOutre: string;
};

/** Ce qu'un acte reprend en commencant. */
export type Reprise = {
  readonly lue: MesureAuDossier;
  readonly donnees: DonneesDuDossier;
  readonly maintenant: string;
};

/** Ce qui distingue un acte de garde a vue d'un autre. `C` : son contenu valide. */
export type ActePropre<C extends ContenuDeMesure> = {
  readonly type: Extract<TypeActe, `gav-${string}`>;
  readonly titre: string;
  readonly description: string;
  /** Ce qu'il faut pouvoir de la mesure pour le rediger ; absent : y statuer. */
  readonly acces?: 'tenir-le-depot';
  readonly qualites: DefinitionActe<C>['qualites'];
  readonly contenu: DefinitionActe<C>['contenu'];
  readonly preremplir: (reprise: Reprise) => { readonly [champ: string]: unknown };
  readonly fichiers?: (contenu: C) => readonly string[];
  /** Personnes du dossier que l'acte nomme, outre celle de la mesure. */
  readonly personnes?: (contenu: C) => readonly string[];
  readonly controler?: (contenu: C, reprise: Reprise) => readonly Manque[];
  readonly attirer?: (contenu: C, reprise: Reprise) => readonly PointAttention[];
  readonly references: (contenu: C) => readonly Reference[];
  readonly signataires?: DefinitionActe<C>['signataires'];
  /** Entrees que l'acte porte au registre : au scellement comme a la reception. */
  readonly entrees: (contenu: C, acte: ActeJson) => readonly EntreePortee[];
  /** Tout le texte, de l'ouverture a la signature. */
  readonly blocs: (contenu: C, acte: ActeJson) => readonly Bloc[];
};

/** Un acte de garde a vue : sa definition, et les entrees qu'il porte. */
export type ActeDeGardeAVue = {
  readonly inscrit: ActeInscrit;
  /** Lance si le contenu ne suit pas son schema. */
  readonly entrees: (acte: ActeJson) => readonly EntreePortee[];
  /** La mesure que l'acte porte. */
  readonly mesure: (acte: ActeJson) => Mesure;
};

/** La definition d'un acte de garde a vue : tout ce qui est commun est ici, une fois. */
export function definirActe<C extends ContenuDeMesure>(propre: ActePropre<C>): ActeDeGardeAVue {
  const definition: DefinitionActe<C> = {
    type: propre.type,
    titre: propre.titre,
    description: propre.description,
    gabarit: `${propre.type}@1`,
    acces: propre.acces ?? 'statuer-sur-la-mesure',
    qualites: propre.qualites,
    contenu: propre.contenu,
    preremplir(donnees, maintenant, personne, voulue) {
      const lue = mesureAReprendre(donnees, { mesure: voulue, personne });
      const temps = {
        debut: maintenant,
        fin: maintenant,
        lieu: donnees.procedure.unite.libelle,
        passerOutre: '',
      };
      return lue
        ? { ...temps, mesure: lue.mesure, ...propre.preremplir({ lue, donnees, maintenant }) }
        : temps;
    },
    cite: (contenu) => ({
      personnes: [contenu.mesure.personne.id, ...(propre.personnes?.(contenu) ?? [])],
      faits: [],
      fichiers: propre.fichiers?.(contenu) ?? [],
    }),
    controler: (contenu, donnees, maintenant) => controler(propre, contenu, { donnees, maintenant }),
    attirer: (contenu, donnees, maintenant) => attirer(propre, contenu, { donnees, maintenant }),
    passerOutre: ({ passerOutre }) => passerOutre,
    references: propre.references,
    ...(propre.signataires === undefined ? {} : { signataires: propre.signataires }),
    blocs: propre.blocs,
  };
  return {
    inscrit: inscrire(definition),
    entrees: (acte) => propre.entrees(propre.contenu.parse(acte.contenu), acte),
    mesure: (acte) => propre.contenu.parse(acte.contenu).mesure,
  };
}

type Contexte = { readonly donnees: DonneesDuDossier; readonly maintenant: string };

function controler<C extends ContenuDeMesure>(
  propre: ActePropre<C>,
  contenu: C,
  { donnees, maintenant }: Contexte,
): readonly Manque[] {
  const lue = mesureLue(donnees, contenu.mesure.id);
  if (!lue) return [{ champ: 'mesure', phrase: 'Choisissez la mesure de garde à vue que l’acte concerne.' }];
  if (!donnees.personnes.some(({ id }) => id === contenu.mesure.personne.id))
    return [{ champ: 'mesure', phrase: 'La personne de la mesure n’est pas encore connue de ce dossier.' }];
  const demande = aSigner(propre, contenu, { donnees, maintenant });
  const { interdits } = constatsDesEntrees(lue, demande);
  return [
    ...(JSON.stringify(lue.mesure) === JSON.stringify(contenu.mesure)
      ? []
      : [{ champ: 'mesure', phrase: 'La mesure a changé depuis le début de cet acte : recommencez-le.' }]),
    ...(demande.valable
      ? []
      : [
          {
            champ: 'mesure',
            phrase: 'Une heure ou une donnée de cet acte ne peut pas entrer au registre : corrigez-la.',
          },
        ]),
    ...demande.portees
      .filter(({ survenuA }) => msDe(survenuA) > msDe(maintenant) + 60_000)
      .map(() => ({
        champ: 'fin',
        phrase: 'Une heure de cet acte est à venir : signez-le une fois le fait accompli.',
      })),
    ...controlerTemps(contenu, maintenant),
    ...(propre.controler?.(contenu, { lue, donnees, maintenant }) ?? []),
    ...interdits.map(({ phrase, article }) => ({ champ: 'mesure', phrase: `${phrase} (${article})` })),
  ];
}

function attirer<C extends ContenuDeMesure>(
  propre: ActePropre<C>,
  contenu: C,
  { donnees, maintenant }: Contexte,
): readonly PointAttention[] {
  const lue = mesureLue(donnees, contenu.mesure.id);
  if (!lue) return [];
  const { points } = constatsDesEntrees(lue, aSigner(propre, contenu, { donnees, maintenant }));
  const tous = [
    ...attirerSurLeDelai(contenu, maintenant),
    ...(propre.attirer?.(contenu, { lue, donnees, maintenant }) ?? []),
    ...points,
  ];
  return tous.filter(({ phrase }, rang) => tous.findIndex((autre) => autre.phrase === phrase) === rang);
}

/** Ce que l'acte ferait s'il etait signe maintenant par son redacteur. */
function aSigner<C extends ContenuDeMesure>(
  propre: ActePropre<C>,
  contenu: C,
  { donnees, maintenant }: Contexte,
): ASigner & { readonly valable: boolean } {
  const redacteur = donnees.redacteur ?? { ...PERSONNE, qualite: propre.qualites[0] ?? 'opj' };
  const portees = entreesPortees(propre.entrees, contenu, {
    acteId: EN_REDACTION,
    redigeA: maintenant,
    redacteur,
    personnes: donnees.personnes,
  });
  return {
    acteType: propre.type,
    qualite: redacteur.qualite,
    a: maintenant,
    portees: portees ?? [],
    valable: portees !== undefined,
  };
}

/** Un acte en redaction n'a pas encore besoin de son identifiant pour etre juge. */
const EN_REDACTION = '00000000-0000-7000-8000-000000000000';
const PERSONNE = {
  matricule: '',
  prenom: '',
  nom: '',
  service: 'interieur',
  rattachement: { code: '', libelle: '' },
} as const;

/** Ce que la mesure est : son numero, la personne, le regime, les faits notifies. Le meme bloc dans tous ses actes. */
export function blocsDeLaMesure({ mesure }: ContenuDeMesure, acte: ActeJson): readonly Bloc[] {
  const personne = personneDe(acte, mesure.personne.id);
  return [
    { type: 'titre', niveau: 2, texte: 'Mesure' },
    {
      type: 'champs',
      champs: [
        { libelle: 'Identifiant', valeur: mesure.id },
        { libelle: 'Régime', valeur: nomDuRegime(mesure.regime) },
        { libelle: 'Unité', valeur: mesure.unite.libelle },
        { libelle: 'Contrôle', valeur: mesure.juridiction.libelle },
        { libelle: 'Langue comprise', valeur: nomDeLaLangue(mesure.personne.langue) },
        ...(mesure.personne.protegee ? [{ libelle: 'Protection juridique', valeur: 'majeur protégé' }] : []),
        ...(mesure.personne.etrangere ? [{ libelle: 'Nationalité', valeur: 'étrangère' }] : []),
      ],
    },
    ...(personne ? [{ type: 'titre', niveau: 2, texte: 'Personne' } as const, identite(personne)] : []),
    { type: 'titre', niveau: 2, texte: 'Faits' },
    listeDesFaits(mesure.faits),
  ];
}

/** Des faits reproches, un par ligne : qualification, nature, peine, date et lieu. */
export const listeDesFaits = (faits: Mesure['faits']): Bloc => ({
  type: 'liste',
  elements: enListe(
    faits.map(
      ({ qualification, natinf, commis, nature, peineMois, alinea70673 }) =>
        `${qualification} (NATINF ${natinf}), ${NATURES[nature]}${peine(peineMois)}${alinea70673 === '' ? '' : `, 706-73 ${alinea70673}°`} : ${commis}`,
    ),
  ),
});

const NATURES = { crime: 'crime', delit: 'délit', contravention: 'contravention' } as const;

/** Emprisonnement encouru, en annees quand elles sont entieres ; vide s'il n'y en a pas. */
const peine = (mois: number): string => {
  if (mois === 0) return '';
  const ans = mois / 12;
  return `, ${Number.isInteger(ans) ? `${ans} ${ans > 1 ? 'ans' : 'an'}` : `${mois} mois`} d’emprisonnement encourus`;
};

/** Une liste a points-virgules, fermee par un point. */
export const enListe = (elements: readonly string[]): readonly string[] =>
  elements.map((element, rang) => `${element}${rang === elements.length - 1 ? '.' : ' ;'}`);

/** Les points signales avant la signature, et le motif pour lequel le redacteur a passe outre. */
export const blocsDePasserOutre = ({ passerOutre }: ContenuDeMesure, acte: ActeJson): readonly Bloc[] =>
  blocsDesPoints(passerOutre, acte);

/** Nom de la personne retenue ; « la personne » si elle n'est pas a l'acte. */
export function nomDeLaPersonne(
  { mesure }: ContenuDeMesure,
  acte: { readonly personnes: ActeJson['personnes'] },
): string {
  const personne = personneDe(acte, mesure.personne.id);
  return personne ? nomComplet(personne) : 'la personne';
}

/** Un titre et son texte libre ; rien s'il est vide. */
export const siDit = (titre: string, texte: string): readonly Bloc[] =>
  texte.trim() === '' ? [] : [{ type: 'titre', niveau: 2, texte: titre }, ...paragraphes(texte)];

/** Une reference de droit ecrite dans l'acte. */
export const article = (cle: string, libelle: string, texte: string): Reference => ({
  cle,
  libelle,
  article: texte,
});
