import { jointes, ouverture, signatureElectronique } from '@ppn/acte/catalogue';
import type * as z from 'zod';
import { contenuCertificat } from '../contenus-des-actes.ts';
import { entreesDuType } from '../domain/entrees.ts';
import { enFrancais } from '../phrases-des-entrees.ts';
import { article, blocsDeLaMesure, blocsDePasserOutre, definirActe, siDit } from './commun.ts';

type Contenu = z.infer<typeof contenuCertificat>;

const APTITUDES: { readonly [aptitude in Contenu['aptitude']]: string } = {
  apte: 'apte au maintien en garde à vue',
  'apte-sous-conditions': 'apte au maintien en garde à vue, sous conditions',
  inapte: 'inapte au maintien en garde à vue',
};

/** Versement du certificat medical au dossier (63-3 al. 4 CPP) : l'original est joint, son empreinte dans l'acte. */
export const certificat = definirActe<Contenu>({
  type: 'gav-certificat',
  titre: 'Procès-verbal de versement du certificat médical',
  description: 'Le certificat du médecin est joint ; son avis sur l’aptitude entre au registre.',
  qualites: ['opj', 'apj', 'chef-unite'],
  contenu: contenuCertificat,
  preremplir: ({ lue, donnees, maintenant }) => {
    const deja = entreesDuType(lue.entrees, 'examen-medical').findLast(
      ({ source }) => source.genre === 'saisie',
    );
    return {
      entree: deja?.id ?? '',
      examineA: deja?.survenuA ?? maintenant,
      medecin: deja?.donnees.nom ?? entreesDuType(lue.entrees, 'medecin-requis').at(-1)?.donnees.nom ?? '',
      mode: deja?.donnees.mode ?? 'presentiel',
      aptitude: deja?.donnees.aptitude ?? 'apte',
      conditions: '',
      inCorpore: deja?.donnees.inCorpore ?? null,
      fichiers: donnees.fichiers.slice(-1).map(({ id }) => id),
    };
  },
  fichiers: ({ fichiers }) => fichiers,
  controler: ({ fichiers }, { donnees }) =>
    fichiers.every((choisi) => donnees.fichiers.some(({ id }) => id === choisi))
      ? []
      : [
          {
            champ: 'fichiers',
            phrase: 'Le certificat choisi n’est plus au dossier : joignez-le de nouveau.',
          },
        ],
  attirer: ({ aptitude }) =>
    aptitude === 'inapte'
      ? [
          {
            phrase: 'Le médecin dit la personne inapte au maintien : avisez le magistrat sans délai.',
            article: '63-3 CPP',
          },
        ]
      : [],
  references: () => [article('certificat', 'Certificat médical versé au dossier', '63-3 CPP')],
  entrees: ({ entree, examineA, medecin, mode, aptitude, inCorpore }) => [
    {
      id: entree,
      type: 'examen-medical',
      survenuA: examineA,
      donnees: { nom: medecin, mode, aptitude, inCorpore },
    },
  ],
  blocs: (contenu, acte) => [
    ...ouverture(acte, contenu),
    ...blocsDeLaMesure(contenu, acte),
    { type: 'titre', niveau: 2, texte: 'Examen médical' },
    {
      type: 'paragraphe',
      texte: `Le ${enFrancais(contenu.examineA)}, ${contenu.medecin.trim()} examine la personne${contenu.mode === 'video' ? ', par vidéotransmission' : ''} et la dit ${APTITUDES[contenu.aptitude]}.${contenu.inCorpore === null ? '' : contenu.inCorpore === 'presence' ? ' Le certificat établit la présence de substances stupéfiantes dans le corps.' : ' Le certificat n’établit pas la présence de substances stupéfiantes dans le corps.'} Versons au dossier le certificat ci-dessous désigné.`,
    },
    ...siDit('Conditions', contenu.conditions),
    ...jointes(acte),
    ...blocsDePasserOutre(contenu, acte),
    signatureElectronique(acte),
  ],
});
