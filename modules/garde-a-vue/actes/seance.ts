import { personneSignataire } from '@ppn/acte/catalogue';
import type { DefinitionActe, Manque, PointAttention } from '@ppn/acte/contract';
import type { Bloc } from '@ppn/core';
import type * as z from 'zod';
import type { contenuAudition } from '../contenus-des-actes.ts';
import type { EntreePortee } from '../entrees-des-actes.ts';
import { ageA } from '../regime-propose.ts';
import { siDit } from './commun.ts';

/** Une audition ou une confrontation : la personne est entendue, ses droits, son avocat, l'enregistrement. */
type Seance = z.infer<typeof contenuAudition>;

/** Ce qui manque a une seance pour etre signee. */
export const controlerLaSeance = (contenu: Seance): readonly Manque[] => [
  ...(contenu.avocat === 'present' && contenu.nomAvocat.trim() === ''
    ? [{ champ: 'nomAvocat', phrase: 'Indiquez l’avocat présent : il signe l’acte.' }]
    : []),
  ...(contenu.enregistree && contenu.impossibilite.trim() !== ''
    ? [
        {
          champ: 'impossibilite',
          phrase: 'L’audition est dite enregistrée et impossible à enregistrer : corrigez.',
        },
      ]
    : []),
  ...contenu.echanges.flatMap(({ question, reponse }, rang) =>
    question.trim() === '' || reponse.trim() === ''
      ? [{ champ: `echanges.${rang}`, phrase: `La question ${rang + 1} ou sa réponse est vide.` }]
      : [],
  ),
];

/** La personne, l'interprete, l'avocat : ceux qui signent une seance. */
export const signatairesDeLaSeance: NonNullable<DefinitionActe<Seance>['signataires']> = (contenu, acte) => [
  ...personneSignataire(acte, contenu.mesure.personne.id, 'personne gardée à vue'),
  ...(contenu.interprete.trim()
    ? [{ place: 'interprete', nom: contenu.interprete.trim(), qualite: 'interprète' } as const]
    : []),
  ...(contenu.avocat === 'present' && contenu.nomAvocat.trim()
    ? [{ place: 'avocat', nom: contenu.nomAvocat.trim(), qualite: 'avocat' } as const]
    : []),
];

/** La seance, puis ce qu'elle apporte : renonciation, impossibilite d'enregistrer, observations, fin d'une periode deja ouverte. */
export function entreesDeLaSeance(
  type: 'audition' | 'confrontation',
  contenu: Seance,
  acteId: string,
): readonly EntreePortee[] {
  const { entree, debut, fin } = contenu;
  const seance = entree === '' ? `${acteId.slice(0, -2)}01` : entree;
  return [
    {
      id: entree,
      type,
      survenuA: debut,
      donnees: {
        fin,
        surLesFaits: contenu.surLesFaits,
        avocat: contenu.avocat,
        silenceRappele: contenu.silenceRappele,
        enregistree: contenu.enregistree,
        autreProcedure: false,
      },
    },
    ...(contenu.avocat === 'renonciation'
      ? [{ type: 'renonciation-avocat', survenuA: debut, donnees: { portee: 'audition' } } as const]
      : []),
    ...(contenu.impossibilite.trim() === ''
      ? []
      : [
          {
            type: 'enregistrement-impossible',
            survenuA: debut,
            donnees: { seance, nature: contenu.impossibilite.trim() },
          } as const,
        ]),
    ...(contenu.observationsAvocat.trim() === ''
      ? []
      : [
          {
            type: 'observations-avocat',
            survenuA: fin,
            donnees: { nom: contenu.nomAvocat, questionsRefusees: contenu.questionsRefusees },
          } as const,
        ]),
    ...(entree === '' ? [] : [{ type: 'fin-de-periode', survenuA: fin, donnees: { entree } } as const]),
  ];
}

/** Crime, ou mineur : l'audition dans les locaux s'enregistre (64-1 CPP, L.413-12 CJPM). */
export function exigeEnregistrement(
  {
    faits,
    personne,
  }: {
    readonly faits: readonly { readonly nature: string }[];
    readonly personne: { readonly naissance: string };
  },
  a: string,
): boolean {
  const age = ageA(personne.naissance, a);
  return (age !== null && age < 18) || faits.some(({ nature }) => nature === 'crime');
}

/** Le reste (droits, avocat, silence) vient de la mesure elle-meme. */
export const attirerSurLEnregistrement = ({
  mesure,
  debut,
  enregistree,
  impossibilite,
}: Seance): readonly PointAttention[] =>
  exigeEnregistrement(mesure, debut) && !enregistree && impossibilite.trim() === ''
    ? [
        {
          phrase:
            'Cette audition doit être enregistrée : dites l’impossibilité et sa nature, et avisez le magistrat.',
          article: '64-1 CPP, L.413-12 CJPM',
        },
      ]
    : [];

/** Observations ecrites de l'avocat, et la question qui lui a ete refusee (63-4-3 CPP). */
export const observationsDeLAvocat = (contenu: Seance): readonly Bloc[] => [
  ...siDit('Observations de l’avocat (article 63-4-3)', contenu.observationsAvocat),
  ...(contenu.questionsRefusees
    ? [
        {
          type: 'paragraphe',
          texte:
            'Une question de l’avocat, de nature à nuire au bon déroulement de l’enquête, lui a été refusée : il en est fait mention (article 63-4-3).',
        } as const,
      ]
    : []),
];
