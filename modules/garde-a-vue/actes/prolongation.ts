import { msDe } from '@ppn/core';
import { paragraphes } from '@ppn/acte/catalogue';
import type { ActeJson, Manque } from '@ppn/acte/contract';
import { REGLES_DE_GARDE_A_VUE } from '@ppn/nomenclature';
import type * as z from 'zod';
import { contenuProlongation } from '../contenus-des-actes.ts';
import { entreesDuType } from '../domain/entrees.ts';
import { calculerHorloge } from '../domain/horloge.ts';
import type { EntreePortee } from '../entrees-des-actes.ts';
import { enFrancais } from '../phrases-des-entrees.ts';
import {
  article,
  blocsDeLaMesure,
  blocsDePasserOutre,
  definirActe,
  nomDeLaPersonne,
  siDit,
} from './commun.ts';
import {
  MAGISTRATS_SIGNATAIRES,
  magistratDe,
  nomDuMagistrat,
  ouvertureDuMagistrat,
  signatureDuMagistrat,
} from './decision-du-magistrat.ts';
import { attirerSurLaRequete, blocsDeLaRequete, controlerLaRequete, requeteASaisir } from './requete-jld.ts';

type Contenu = z.infer<typeof contenuProlongation>;

const PRESENTATIONS: { readonly [forme in Contenu['presentation']]: string } = {
  physique: 'La personne nous a été présentée',
  visio: 'La personne nous a été présentée par un moyen de télécommunication audiovisuelle',
  sans: 'La personne ne nous a pas été présentée',
};

/** Prolongation autorisee, ou refusee, par le magistrat competent : decision ecrite et motivee (63 II, 706-88 s. CPP, L.413-1 s. CJPM). */
export const prolongation = definirActe<Contenu>({
  type: 'gav-prolongation',
  titre: 'Décision sur la prolongation de la garde à vue',
  description: 'Le magistrat autorise ou refuse un nouveau délai, par décision écrite et motivée.',
  qualites: [...MAGISTRATS_SIGNATAIRES],
  contenu: contenuProlongation,
  preremplir: (reprise) => {
    const { mesure, entrees } = reprise.lue;
    const { maintenant } = reprise;
    const prochaine = calculerHorloge(
      mesure,
      entrees,
      REGLES_DE_GARDE_A_VUE,
      maintenant,
    ).prochaineProlongation;
    const demande = entreesDuType(entrees, 'prolongation-demandee').at(-1)?.donnees;
    return {
      lieu: mesure.juridiction.libelle,
      decideeA: maintenant,
      sens: 'accordee',
      rang: prochaine?.rang ?? 1,
      heures: Math.min(demande?.heures ?? prochaine?.heures ?? 24, prochaine?.heures ?? 24),
      presentation: prochaine?.presentation === 'exigee' ? 'visio' : 'sans',
      presenteeA: prochaine?.presentation === 'exigee' ? maintenant : null,
      motifSansPresentation: '',
      observations: '',
      motif: demande?.motif ?? '',
      requete: requeteASaisir(reprise, 'prolongation'),
    };
  },
  controler: (contenu, reprise) => [
    ...controlerLaPresentation(contenu),
    ...controlerLaRequete(contenu.requete, reprise),
  ],
  attirer: ({ requete }, reprise) => [
    ...(entreesDuType(reprise.lue.entrees, 'prolongation-demandee').length > 0
      ? []
      : [{ phrase: 'Aucune demande de prolongation de l’unité n’est au registre.', article: '63 II CPP' }]),
    ...attirerSurLaRequete(requete, reprise, '706-88 al. 2 CPP'),
  ],
  references: ({ mesure }) => [
    article('prolongation', 'Prolongation de la garde à vue', '63 II CPP'),
    ...(REGIMES_70688.includes(mesure.regime)
      ? [article('prolongation', 'Prolongations supplémentaires', '706-88 CPP')]
      : []),
    ...(mesure.regime.startsWith('mineur') || mesure.regime.startsWith('retenue-10')
      ? [article('prolongation', 'Mineurs : présentation préalable', 'L.413-1 à L.413-11 CJPM')]
      : []),
  ],
  entrees: entreesDeLaDecision,
  blocs: (contenu, acte) => [
    ...ouvertureDuMagistrat(acte),
    ...blocsDeLaMesure(contenu, acte),
    ...blocsDeLaRequete(contenu.requete),
    ...presentation(contenu),
    ...siDit('Observations de la personne ou de son avocat', contenu.observations),
    { type: 'titre', niveau: 2, texte: 'Motifs' },
    ...paragraphes(contenu.motif),
    { type: 'titre', niveau: 2, texte: 'Décision' },
    {
      type: 'paragraphe',
      texte:
        contenu.sens === 'accordee'
          ? `Le ${enFrancais(contenu.decideeA)}, autorisons la prolongation de la garde à vue de ${nomDeLaPersonne(contenu, acte)} pour une durée de ${contenu.heures} heures, à compter de l’expiration de la période en cours (prolongation n° ${contenu.rang}).`
          : `Le ${enFrancais(contenu.decideeA)}, refusons la prolongation de la garde à vue de ${nomDeLaPersonne(contenu, acte)} : il y sera mis fin au plus tard à l’expiration de la période en cours.`,
    },
    ...blocsDePasserOutre(contenu, acte),
    signatureDuMagistrat(acte),
  ],
});

const REGIMES_70688: readonly string[] = [
  'criminalite-organisee',
  'mule',
  'terrorisme',
  'mineur-criminalite-organisee',
];

const controlerLaPresentation = ({
  presentation: forme,
  presenteeA,
  decideeA,
}: Contenu): readonly Manque[] => [
  ...(forme !== 'sans' && presenteeA === null
    ? [{ champ: 'presenteeA', phrase: 'Indiquez l’heure de la présentation de la personne.' }]
    : []),
  ...(presenteeA !== null && msDe(presenteeA) > msDe(decideeA)
    ? [{ champ: 'presenteeA', phrase: 'La présentation précède la décision : corrigez son heure.' }]
    : []),
];

/** La presentation d'abord, puis la decision : l'autorite est celle du signataire. */
function entreesDeLaDecision(contenu: Contenu, acte: ActeJson): readonly EntreePortee[] {
  const [autorite, nom, motif] = [
    magistratDe(acte),
    nomDuMagistrat(acte),
    contenu.motif.trim().slice(0, 2_000),
  ];
  const presentee: readonly EntreePortee[] =
    contenu.presentation === 'sans' || contenu.presenteeA === null
      ? []
      : [
          {
            type: 'presentation',
            survenuA: contenu.presenteeA,
            donnees: { devant: autorite, visio: contenu.presentation === 'visio' },
          },
        ];
  return [
    ...presentee,
    contenu.sens === 'refusee'
      ? { type: 'prolongation-refusee', survenuA: contenu.decideeA, donnees: { autorite, nom, motif } }
      : {
          type: 'prolongation-decidee',
          survenuA: contenu.decideeA,
          donnees: {
            rang: contenu.rang,
            autorite,
            nom,
            heures: contenu.heures,
            presentation: contenu.presentation,
            motifSansPresentation: contenu.motifSansPresentation.trim(),
            motif,
          },
        },
  ];
}

const presentation = ({ presentation: forme, presenteeA, motifSansPresentation }: Contenu) => [
  { type: 'titre', niveau: 2, texte: 'Présentation' } as const,
  {
    type: 'paragraphe',
    texte: `${PRESENTATIONS[forme]}${presenteeA === null ? '' : ` le ${enFrancais(presenteeA)}`}${motifSansPresentation.trim() === '' ? '' : ` : ${motifSansPresentation.trim()}`}.`,
  } as const,
];
