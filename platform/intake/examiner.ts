import { refus, reussite, type Result } from '@ppn/core';
import { AntivirusIndisponible, sansAntivirus } from './antivirus/antivirus.ts';
import type { Antivirus } from './antivirus/antivirus.ts';
import { refusDeDepot, typographie } from './contexte.ts';
import { BORNES_PAR_DEFAUT } from './contrat.ts';
import type { Avertissement, Bornes, Examen, RefusDeDepot, TypeReconnu } from './contrat.ts';
import type { IssueIsolee } from './isolement/conduite.ts';
import { examinerIsolement } from './isolement/examinateurs.ts';
import { fluxDe, type FichierSource } from './source.ts';

/** Un fichier a examiner : sa source, le nom donne par le deposant (jamais cru), l'antivirus regle s'il y en a un. */
export type DemandeExamen = {
  readonly source: FichierSource;
  readonly nomDeclare: string;
  readonly antivirus?: Antivirus;
  readonly bornes?: Partial<Bornes>;
};

/**
 * Dit ce qu'est un fichier et s'il peut entrer au dossier. Ne leve jamais, ne tient jamais le fichier
 * en memoire, rend sa reponse dans un temps borne : tout ce qui analyse un format tourne dans un
 * processus a part, arrete au besoin.
 */
export async function examiner(demande: DemandeExamen): Promise<Result<Examen, RefusDeDepot>> {
  const { source, nomDeclare, antivirus = sansAntivirus } = demande;
  const bornes = { ...BORNES_PAR_DEFAUT, ...demande.bornes };
  if (source.taille === 0) return refus(VIDE);
  if (source.taille > bornes.tailleMax) return refus(tropVolumineux(bornes.tailleMax));
  const sanitaire = await passerAntivirus(antivirus, source);
  if (!sanitaire.ok) return sanitaire;
  const issue = await examinerIsolement({ source, nomDeclare, bornes });
  return conclure(issue, sanitaire.valeur);
}

const VIDE = refusDeDepot(
  'vide',
  'Ce fichier est vide (0 octet). Vérifiez qu’il a été copié en entier, puis déposez-le de nouveau.',
);

const tropVolumineux = (tailleMax: number): RefusDeDepot =>
  refusDeDepot(
    'trop-volumineux',
    `Ce fichier dépasse la taille admise (${Math.floor(tailleMax / 1024 ** 2).toLocaleString('fr-FR')} Mio). Divisez-le, ou placez son support sous scellé.`,
  );

const ANTIVIRUS_ABSENT: Avertissement = {
  code: 'antivirus-absent',
  phrase: typographie(
    'Aucun antivirus n’est réglé sur ce service : seul le contenu a été contrôlé. N’ouvrez pas l’original hors de l’application.',
  ),
};

/** Passe tout le fichier a l'antivirus ; un antivirus regle qui ne repond pas ferme la porte. */
async function passerAntivirus(
  antivirus: Antivirus,
  source: FichierSource,
): Promise<Result<readonly Avertissement[], RefusDeDepot>> {
  try {
    const verdict = await antivirus(fluxDe(source));
    if (verdict === 'sain') return reussite([]);
    if (verdict === 'non-verifie') return reussite([ANTIVIRUS_ABSENT]);
    return refus(
      refusDeDepot(
        'virus',
        `L’antivirus a trouvé un programme malveillant (${verdict.menace.slice(0, 100)}). Le fichier n’est pas déposé : signalez-le à votre service informatique.`,
      ),
    );
  } catch (erreur) {
    if (erreur instanceof AntivirusIndisponible) {
      return refus(erreur.tropGrand ? TROP_GRAND_POUR_ANTIVIRUS : ANTIVIRUS_INDISPONIBLE);
    }
    return refus(LECTURE_IMPOSSIBLE);
  }
}

const ANTIVIRUS_INDISPONIBLE = refusDeDepot(
  'antivirus-indisponible',
  'L’antivirus n’a pas pu examiner ce fichier : rien n’entre sans lui. Réessayez dans quelques minutes ; si cela dure, prévenez votre service informatique.',
);

const TROP_GRAND_POUR_ANTIVIRUS = refusDeDepot(
  'antivirus-indisponible',
  'L’antivirus de ce service n’accepte pas un fichier de cette taille : rien n’entre sans lui. Divisez le fichier, ou demandez à votre service informatique de relever la limite.',
);

const LECTURE_IMPOSSIBLE = refusDeDepot(
  'lecture-impossible',
  'Ce fichier n’a pas pu être relu en entier. Déposez-le de nouveau.',
);

const EXAMINATEUR_INDISPONIBLE = refusDeDepot(
  'examinateur-indisponible',
  'L’examen des fichiers ne démarre pas sur ce service : rien ne peut être déposé. Prévenez votre service informatique.',
);

function conclure(issue: IssueIsolee, sanitaires: readonly Avertissement[]): Result<Examen, RefusDeDepot> {
  if (issue.genre === 'rendu') {
    const { resultat, avertissements } = issue.rendu;
    if (!resultat.ok) return resultat;
    return reussite({ ...resultat.valeur, avertissements: [...sanitaires, ...avertissements] });
  }
  if (issue.genre === 'illisible') return refus(LECTURE_IMPOSSIBLE);
  if (issue.genre === 'panne') return refus(EXAMINATEUR_INDISPONIBLE);
  return conclureSansResultat(issue.genre, issue.type, sanitaires);
}

/**
 * L'examinateur a du etre arrete. Une photographie, un son ou une video sont des preuves : l'original
 * entre, sans apercu. Tout autre contenu, qui pourrait cacher ce qu'on n'a pas pu voir, est refuse.
 */
function conclureSansResultat(
  genre: 'trop-long' | 'trop-lourd' | 'mort',
  type: TypeReconnu | undefined,
  sanitaires: readonly Avertissement[],
): Result<Examen, RefusDeDepot> {
  if (type !== undefined && estMedia(type)) {
    return reussite({ type, avertissements: [...sanitaires, APERCU_ARRETE] });
  }
  const arret = refusDeDepot(ARRETS[genre].code, ARRETS[genre].phrase);
  return refus(type === undefined ? arret : { ...arret, type });
}

const estMedia = ({ famille, extension }: TypeReconnu): boolean =>
  ['image', 'audio', 'video'].includes(famille) && extension !== 'svg';

const APERCU_ARRETE: Avertissement = {
  code: 'apercu-impossible',
  phrase: typographie(
    'L’aperçu de ce fichier demandait trop de temps ou de mémoire : l’original est conservé tel quel, sans aperçu.',
  ),
};

const ARRETS = {
  'trop-long': {
    code: 'examen-trop-long',
    phrase:
      'L’examen de ce fichier a été arrêté parce qu’il durait trop longtemps : sa structure est anormale. Exportez-le de nouveau (par exemple en imprimant vers un PDF), puis déposez la copie.',
  },
  'trop-lourd': {
    code: 'examen-trop-lourd',
    phrase:
      'L’examen de ce fichier a été arrêté parce qu’il demandait trop de mémoire : sa structure est anormale. Exportez-le de nouveau, puis déposez la copie.',
  },
  mort: {
    code: 'fichier-abime',
    phrase:
      'Ce fichier n’a pas pu être analysé : sa structure est abîmée ou anormale. Exportez-le de nouveau depuis le logiciel d’origine, puis déposez la copie.',
  },
} as const;
