import { cosignatairesChoisis } from '@ppn/acte/catalogue';
import { contenuCopj, type DefinitionActe } from '@ppn/acte/contract';
import { horodateEnFrancais } from '@ppn/core';
import { regleEnVigueur } from '@ppn/nomenclature';
import type * as z from 'zod';
import { estFinDeSemaine, joursAvantAudience, premierJourDAudience } from '../domain/delai-de-convocation.ts';
import { faitsVises, nomDe, ouvertureDeDecision, signatureDuMagistrat } from './decision.ts';

type Contenu = z.infer<typeof contenuCopj>;

const ZONE = 'Europe/Paris';

/** Instructions de convocation par officier de police judiciaire (390-1 CPP), audience a dix jours au moins (552 CPP). */
export const copj: DefinitionActe<Contenu> = {
  type: 'copj',
  titre: 'Décision de convocation par officier de police judiciaire',
  description: 'La personne est convoquée devant le tribunal correctionnel.',
  gabarit: 'copj@1',
  qualites: ['procureur', 'substitut'],
  contenu: contenuCopj,
  preremplir: (donnees, maintenant, personne) => ({
    debut: maintenant,
    fin: maintenant,
    lieu: donnees.procedure.juridiction?.libelle ?? '',
    prevenu: personne ?? donnees.personnes.find(({ roles }) => roles.includes('mis-en-cause'))?.id ?? '',
    faits: donnees.faits.map(({ id }) => id),
    audience: '',
    salle: '',
    instructions: '',
  }),
  cite: ({ prevenu, faits }) => ({ personnes: [prevenu], faits, fichiers: [] }),
  controler: ({ audience, prevenu, faits }, donnees, maintenant) => {
    const regle = regleEnVigueur('copj-delai-minimal', maintenant.slice(0, 10));
    return [
      ...(donnees.personnes.some(({ id }) => id === prevenu)
        ? []
        : [{ champ: 'prevenu', phrase: 'Choisissez la personne convoquée.' }]),
      ...(faits.every((choisi) => donnees.faits.some(({ id }) => id === choisi))
        ? []
        : [{ champ: 'faits', phrase: 'Un fait choisi n’est plus au dossier : choisissez-en un autre.' }]),
      ...(joursAvantAudience(maintenant, audience, ZONE) < regle.valeur
        ? [
            {
              champ: 'audience',
              phrase: `L’audience doit se tenir au plus tôt le ${jourCourt(premierJourDAudience(maintenant, regle.valeur, ZONE))} : ${regle.valeur} jours au moins après la convocation (articles ${regle.article}).`,
            },
          ]
        : []),
    ];
  },
  attirer: ({ audience, prevenu }, donnees, maintenant) => [
    ...(estFinDeSemaine(audience, ZONE)
      ? [{ phrase: 'La date d’audience tombe un samedi ou un dimanche.', article: '552 CPP' }]
      : []),
    ...(donnees.personnes.find(({ id }) => id === prevenu)?.roles.includes('mis-en-cause')
      ? []
      : [
          {
            phrase: 'La personne convoquée n’est pas désignée comme mise en cause au dossier.',
            article: '390-1 CPP',
          },
        ]),
    ...(mineurAuJour(donnees.personnes.find(({ id }) => id === prevenu)?.neLe ?? '', maintenant)
      ? [
          {
            phrase:
              'La personne convoquée est mineure : la convocation par OPJ devant le tribunal correctionnel ne lui est pas applicable.',
            article: 'L.423-2 CJPM',
          },
        ]
      : []),
  ],
  references: (_contenu, maintenant) => {
    const regle = regleEnVigueur('copj-delai-minimal', maintenant.slice(0, 10));
    return [{ cle: regle.id, libelle: `${regle.libelle} : ${regle.valeur} jours`, article: regle.article }];
  },
  cosignataires: cosignatairesChoisis,
  blocs: (contenu, acte) => [
    ...ouvertureDeDecision(acte),
    { type: 'titre', niveau: 2, texte: 'Décision' },
    {
      type: 'paragraphe',
      texte:
        'Vu les articles 390-1 et 552 du code de procédure pénale, ordonnons que la personne ci-dessous soit convoquée par officier ou agent de police judiciaire devant le tribunal correctionnel.',
    },
    {
      type: 'champs',
      champs: [
        { libelle: 'Personne convoquée', valeur: nomDe(acte, contenu.prevenu) },
        { libelle: 'Tribunal', valeur: acte.procedure.juridiction?.libelle ?? '' },
        { libelle: 'Audience', valeur: horodateEnFrancais(contenu.audience) },
        ...(contenu.salle.trim() ? [{ libelle: 'Salle', valeur: contenu.salle.trim() }] : []),
      ],
    },
    ...faitsVises(acte, contenu.faits),
    { type: 'titre', niveau: 2, texte: 'Informations à donner à la personne' },
    {
      type: 'paragraphe',
      texte:
        'La personne peut se faire assister d’un avocat de son choix ou, si elle en fait la demande, d’un avocat commis d’office, et bénéficier, le cas échéant gratuitement, de conseils juridiques dans une structure d’accès au droit. Elle comparaît avec les justificatifs de ses revenus et ses avis d’imposition ou de non-imposition. Le droit fixe de procédure peut être majoré si elle ne comparaît pas personnellement.',
    },
    ...(contenu.instructions.trim()
      ? [
          {
            type: 'champs',
            champs: [{ libelle: 'Instructions à l’unité', valeur: contenu.instructions.trim() }],
          } as const,
        ]
      : []),
    signatureDuMagistrat(acte),
  ],
};

/** `2026-12-01` -> `01/12/2026`. */
const jourCourt = (jour: string): string => jour.split('-').toReversed().join('/');

/** Moins de dix-huit ans au jour donne ; date de naissance inconnue : non. */
const mineurAuJour = (neLe: string, maintenant: string): boolean =>
  neLe !== '' && `${Number(neLe.slice(0, 4)) + 18}${neLe.slice(4)}` > maintenant.slice(0, 10);
