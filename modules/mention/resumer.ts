import { type ActeJson, acteJson } from '@ppn/acte/contract';
import { horodateEnFrancais } from '@ppn/core';
import { APPELANTS } from './actes/appel.ts';
import { nomDe } from './actes/mention.ts';
import {
  acteVise,
  contenuAnnulement,
  contenuAppel,
  contenuOpposition,
  contenuRectification,
  contenuSignification,
  estMention,
  type TypeDeMention,
} from './contract.ts';
import { regleDeMention } from './domain/regles-des-mentions.ts';

/** Ce que le dossier montre d'une mention : l'acte qu'elle vise, sa phrase, et l'article qui retire cet acte, s'il l'est. */
export type MentionResumee = {
  readonly type: TypeDeMention;
  readonly vise: { readonly acteId: string; readonly numero: number; readonly empreinte: string };
  /** Une ligne, sans point final : « Appel interjeté le … par … ». */
  readonly phrase: string;
  /** Heure legale du fait mentionne. */
  readonly survenuA: string;
  readonly auteur: string;
  readonly juridiction: string;
  readonly retrait: string | null;
  /** Qui, a qui, comment : ce que les delais de recours relisent. */
  readonly donnees?: { readonly [champ: string]: string };
};

/** Resume d'une mention marginale ; `undefined` pour tout autre acte. Lance si son contenu ne suit pas son schema. */
export function resumerMention(lu: { readonly type: string }): MentionResumee | undefined {
  const { type } = lu;
  if (!estMention(type)) return undefined;
  const acte = acteJson.parse(lu);
  const vise = acteVise.parse(acte.contenu['vise']);
  const { redacteur } = acte;
  const { phrase, survenuA, donnees } = lirePhrase(type, acte);
  const regle = regleDeMention(GENRES[type], acte.redigeA.slice(0, 10));
  return {
    type,
    vise: { acteId: vise.acteId, numero: vise.numero, empreinte: vise.empreinte },
    phrase,
    survenuA,
    auteur: `${redacteur.prenom} ${redacteur.nom}`,
    juridiction: redacteur.rattachement.libelle,
    retrait: regle.retire ? (acte.references[0]?.article ?? '') : null,
    ...(donnees === undefined ? {} : { donnees }),
  };
}

const GENRES = {
  'mention-appel': 'appel',
  'mention-opposition': 'opposition',
  'mention-rectification': 'rectification',
  'mention-signification': 'signification',
  'mention-annulement': 'annulement',
} as const;

type Phrase = {
  readonly phrase: string;
  readonly survenuA: string;
  readonly donnees?: { readonly [champ: string]: string };
};

function lirePhrase(type: TypeDeMention, acte: ActeJson): Phrase {
  const { contenu } = acte;
  switch (type) {
    case 'mention-appel': {
      const { survenuA, appelant, personne, genre } = contenuAppel.parse(contenu);
      const nom = nomDe(acte, personne);
      return {
        survenuA,
        donnees: { auteur: appelant, personne, genre },
        phrase: `Appel interjeté le ${horodateEnFrancais(survenuA)} par ${APPELANTS[appelant]}${nom === '' ? '' : `, ${nom}`}`,
      };
    }
    case 'mention-opposition': {
      const { survenuA, personne } = contenuOpposition.parse(contenu);
      return {
        survenuA,
        donnees: { auteur: 'prevenu', personne },
        phrase: `Opposition formée le ${horodateEnFrancais(survenuA)} par ${nomDe(acte, personne)}`,
      };
    }
    case 'mention-rectification': {
      const { survenuA } = contenuRectification.parse(contenu);
      return { survenuA, phrase: `Erreur matérielle rectifiée le ${horodateEnFrancais(survenuA)}` };
    }
    case 'mention-signification': {
      const { survenuA, personne, mode } = contenuSignification.parse(contenu);
      return {
        survenuA,
        donnees: { personne, mode },
        phrase: `Signifié le ${horodateEnFrancais(survenuA)} à ${nomDe(acte, personne)}`,
      };
    }
    case 'mention-annulement': {
      const { survenuA, juridiction } = contenuAnnulement.parse(contenu);
      return { survenuA, phrase: `Annulé le ${horodateEnFrancais(survenuA)} par ${juridiction.trim()}` };
    }
  }
}
