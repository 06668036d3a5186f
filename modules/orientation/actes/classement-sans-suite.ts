import { cosignatairesChoisis } from '@ppn/acte/catalogue';
import { contenuClassement, type DefinitionActe } from '@ppn/acte/contract';
import { MOTIFS_DE_CLASSEMENT } from '@ppn/nomenclature';
import type * as z from 'zod';
import { dateDuJour, faitsVises, ouvertureDeDecision, signatureDuMagistrat } from './decision.ts';

type Contenu = z.infer<typeof contenuClassement>;

/** Decision de classement sans suite, motivee et portee a la connaissance de la victime (40-1 3°, 40-2 CPP). */
export const classementSansSuite: DefinitionActe<Contenu> = {
  type: 'classement-sans-suite',
  titre: 'Décision de classement sans suite',
  description: 'La procédure s’arrête là, avec un motif et un avis à la victime.',
  gabarit: 'classement-sans-suite@1',
  qualites: ['procureur', 'substitut'],
  contenu: contenuClassement,
  preremplir: (donnees, maintenant) => ({
    debut: maintenant,
    fin: maintenant,
    lieu: donnees.procedure.juridiction?.libelle ?? '',
    motif: '',
    explication: '',
  }),
  cite: () => ({ personnes: ['*'], faits: ['*'], fichiers: [] }),
  controler: ({ motif }) =>
    MOTIFS_DE_CLASSEMENT.some(({ code }) => code === motif)
      ? []
      : [{ champ: 'motif', phrase: `Le motif ${motif} n’est pas dans la nomenclature en vigueur.` }],
  attirer: ({ motif }, donnees) => [
    ...(MOTIFS_DE_CLASSEMENT.find(({ code }) => code === motif)?.aVerifier
      ? [
          {
            phrase: `Le motif ${motif} n’est pas confirmé par deux sources : vérifiez-le avant de signer.`,
            article: '40-1 CPP',
            information: true as const,
          },
        ]
      : []),
    ...(motif === '71' && donnees.personnes.some(({ roles }) => roles.includes('mis-en-cause'))
      ? [{ phrase: 'Motif « auteur inconnu » alors qu’une personne est mise en cause.', article: '40-1 CPP' }]
      : []),
  ],
  references: ({ motif }) => [
    {
      cle: 'motif-classement',
      libelle: `${motif} : ${MOTIFS_DE_CLASSEMENT.find(({ code }) => code === motif)?.libelle ?? ''}`,
      article: '40-1 3° CPP',
    },
    { cle: 'avis-victime', libelle: 'Avis motivé à la victime', article: '40-2 CPP' },
  ],
  cosignataires: cosignatairesChoisis,
  blocs: (contenu, acte) => [
    ...ouvertureDeDecision(acte),
    ...faitsVises(
      acte,
      acte.faits.map(({ id }) => id),
    ),
    { type: 'titre', niveau: 2, texte: 'Décision' },
    {
      type: 'paragraphe',
      texte:
        'Vu les articles 40-1 et 40-2 du code de procédure pénale, décidons de classer sans suite la procédure.',
    },
    {
      type: 'champs',
      champs: [
        {
          libelle: 'Motif',
          valeur: acte.references.find(({ cle }) => cle === 'motif-classement')?.libelle ?? contenu.motif,
        },
        { libelle: 'Date', valeur: dateDuJour(acte) },
      ],
    },
    { type: 'titre', niveau: 2, texte: 'Avis à la victime' },
    ...contenu.explication
      .split(/\r?\n/)
      .filter((ligne) => ligne.trim() !== '')
      .map((ligne) => ({ type: 'paragraphe', texte: ligne.trim() }) as const),
    {
      type: 'paragraphe',
      texte:
        'Cette décision peut être contestée devant le procureur général (article 40-3 du code de procédure pénale). La victime peut aussi citer directement l’auteur devant le tribunal ou déposer plainte avec constitution de partie civile dans les conditions de l’article 85.',
    },
    signatureDuMagistrat(acte),
  ],
};
