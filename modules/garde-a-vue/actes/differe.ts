import { paragraphes } from '@ppn/acte/catalogue';
import type { ActeJson } from '@ppn/acte/contract';
import type * as z from 'zod';
import { contenuDiffere } from '../contenus-des-actes.ts';
import type { DonneesParType } from '../domain/donnees-des-entrees.ts';
import { entreesDuType } from '../domain/entrees.ts';
import type { EntreePortee } from '../entrees-des-actes.ts';
import { enFrancais } from '../phrases-des-entrees.ts';
import { article, blocsDeLaMesure, blocsDePasserOutre, definirActe, type Reprise } from './commun.ts';
import {
  MAGISTRATS_SIGNATAIRES,
  magistratDe,
  ouvertureDuMagistrat,
  signatureDuMagistrat,
} from './decision-du-magistrat.ts';
import { attirerSurLaRequete, blocsDeLaRequete, controlerLaRequete, requeteASaisir } from './requete-jld.ts';

type Contenu = z.infer<typeof contenuDiffere>;

const DISPOSITIFS: { readonly [objet in Contenu['objet']]: string } = {
  'avocat-presence': 'la présence de l’avocat lors des auditions et confrontations est différée',
  'avocat-consultation': 'la consultation par l’avocat des procès-verbaux d’audition est différée',
  'avocat-intervention': 'l’intervention de l’avocat est différée',
  'audition-immediate': 'l’audition de la personne peut débuter immédiatement, sans attendre l’avocat',
  'avis-proche': 'l’avis à la personne que désigne l’intéressé',
  'avis-employeur': 'l’avis à l’employeur',
  'avis-consulat': 'l’avis aux autorités consulaires',
  'avis-tuteur-curateur': 'l’avis au tuteur ou au curateur',
  'avis-parents': 'l’avis aux représentants légaux',
};

/** Decision de differer un avis ou l'avocat, ou d'entendre sans l'attendre : la bonne autorite, ecrite et motivee. */
export const differe = definirActe<Contenu>({
  type: 'gav-differe',
  titre: 'Décision de report en garde à vue',
  description:
    'Report d’un avis, de l’avocat, ou audition immédiate : décision écrite et motivée du magistrat compétent.',
  qualites: [...MAGISTRATS_SIGNATAIRES],
  contenu: contenuDiffere,
  preremplir: (reprise) => ({
    lieu: reprise.lue.mesure.juridiction.libelle,
    decideeA: reprise.maintenant,
    jusqua: null,
    requete: requeteASaisir(reprise, 'report-avocat'),
    ...requis(reprise),
  }),
  controler: ({ requete }, reprise) => controlerLaRequete(requete, reprise),
  attirer: ({ objet, requete }, reprise) =>
    objet.startsWith('avocat-')
      ? attirerSurLaRequete(requete, reprise, '63-4-2 al. 3, 706-88 al. 7 CPP')
      : [],
  references: ({ objet }) => [
    objet.startsWith('avis-')
      ? article('report', 'Report d’un avis', '63-2 I CPP')
      : objet === 'audition-immediate'
        ? article('report', 'Audition sans attendre l’avocat', '63-4-2-1 CPP')
        : objet === 'avocat-intervention'
          ? article('report', 'Report de l’intervention de l’avocat', '706-88 al. 6 à 8 CPP')
          : article('report', 'Report de la présence de l’avocat', '63-4-2 CPP'),
  ],
  entrees: (contenu, acte) => [entreeDuReport(contenu, acte)],
  blocs: (contenu, acte) => [
    ...ouvertureDuMagistrat(acte),
    ...blocsDeLaMesure(contenu, acte),
    ...blocsDeLaRequete(contenu.requete),
    { type: 'titre', niveau: 2, texte: 'Motifs' },
    ...paragraphes(contenu.motif),
    { type: 'titre', niveau: 2, texte: 'Décision' },
    { type: 'paragraphe', texte: `Le ${enFrancais(contenu.decideeA)}, décidons que ${dispositif(contenu)}.` },
    ...blocsDePasserOutre(contenu, acte),
    signatureDuMagistrat(acte),
  ],
});

/** Ce que la requete au juge demande, s'il y en a une ; sinon la presence, douze heures, a motiver. */
function requis(reprise: Reprise): Pick<Contenu, 'objet' | 'jusquALHeure' | 'motif'> {
  const visee = requeteASaisir(reprise, 'report-avocat');
  const requete = entreesDuType(reprise.lue.entrees, 'requete-jld').find(({ id }) => id === visee?.entree);
  if (requete === undefined) return { objet: 'avocat-presence', jusquALHeure: 12, motif: '' };
  const { heures, motif } = requete.donnees;
  return { objet: heures > 24 ? 'avocat-intervention' : 'avocat-presence', jusquALHeure: heures, motif };
}

function dispositif({ objet, jusquALHeure, jusqua }: Contenu): string {
  if (objet === 'audition-immediate') return DISPOSITIFS[objet];
  if (!objet.startsWith('avis-'))
    return `${DISPOSITIFS[objet]} jusqu’à la fin de la ${jusquALHeure}e heure de la mesure`;
  return jusqua === null
    ? `${DISPOSITIFS[objet]} ne sera pas délivré`
    : `${DISPOSITIFS[objet]} est différé jusqu’au ${enFrancais(jusqua)}`;
}

const AVISES: { readonly [objet in Contenu['objet']]?: DonneesParType['avis-differe']['qui'] } = {
  'avis-proche': 'proche',
  'avis-employeur': 'employeur',
  'avis-consulat': 'consulat',
  'avis-tuteur-curateur': 'tuteur-curateur',
  'avis-parents': 'parents',
};

function entreeDuReport(
  { objet, decideeA, jusqua, jusquALHeure, motif: dit }: Contenu,
  acte: ActeJson,
): EntreePortee {
  const [autorite, motif] = [magistratDe(acte), dit.trim().slice(0, 2_000)];
  const qui = AVISES[objet];
  if (qui !== undefined)
    return { type: 'avis-differe', survenuA: decideeA, donnees: { qui, autorite, jusqua, motif } };
  return objet === 'audition-immediate'
    ? { type: 'autorisation-audition-immediate', survenuA: decideeA, donnees: { autorite, motif } }
    : {
        type: 'differe-avocat',
        survenuA: decideeA,
        donnees: { objet: objet.slice('avocat-'.length), autorite, jusquALHeure, motif },
      };
}
