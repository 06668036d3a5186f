import { contenuCopj } from '@ppn/acte/contract';
import { horodateEnFrancais, isHorodate } from '@ppn/core';
import type { ActeLu, AudienceFixee, DecisionPliee, PortsDossier } from '@ppn/dossier';
import { acteJson } from '@ppn/acte';
import { estMention } from '@ppn/mention';
import { contenuOrientation, contenuSoitTransmis, modeNomme } from '@ppn/orientation';

/** Ce que le dossier montre d'une decision du parquet ; `undefined` pour tout autre acte. */
export function resumerDecision(acte: ActeLu): DecisionPliee | undefined {
  if (acte.type !== 'classement-sans-suite' && acte.type !== 'copj' && acte.type !== 'orientation')
    return undefined;
  const lu = acteJson.parse(acte);
  const { redacteur } = lu;
  const audiences = audiencesFixees(lu.type, lu.contenu);
  return {
    acteId: lu.acteId,
    type: lu.type,
    titre: TITRES[acte.type],
    resume:
      acte.type === 'copj'
        ? `COPJ : audience le ${audienceDe(lu.contenu)}`
        : acte.type === 'orientation'
          ? resumeDeLaMatrice(lu.contenu)
          : `Classement sans suite, motif ${lu.references.find(({ cle }) => cle === 'motif-classement')?.libelle ?? ''}`,
    decideA: lu.redigeA,
    magistrat: `${redacteur.prenom} ${redacteur.nom}`,
    juridiction: redacteur.rattachement.libelle,
    ...(audiences.length === 0 ? {} : { audiences }),
  };
}

const TITRES = {
  'classement-sans-suite': 'Classement sans suite',
  copj: 'Convocation par officier de police judiciaire',
  orientation: 'Décision d’orientation',
} as const;

/** Les audiences que la decision fixe devant le tribunal correctionnel : il en est saisi. */
function audiencesFixees(type: string, contenu: unknown): readonly AudienceFixee[] {
  if (type === 'orientation') return audiencesDeLaMatrice(contenu);
  const lu = type === 'copj' ? contenuCopj.safeParse(contenu).data : undefined;
  return lu === undefined
    ? []
    : [{ a: lu.audience, salle: lu.salle.trim(), mode: 'copj', prevenus: [lu.prevenu], faits: lu.faits }];
}

/** Une audience par decision de poursuite de la matrice qui en porte une. */
function audiencesDeLaMatrice(contenu: unknown): readonly AudienceFixee[] {
  const lu = contenuOrientation.safeParse(contenu).data;
  if (lu === undefined) return [];
  return lu.suites.flatMap(({ mode, audience, salle }) => {
    const lignes = lu.lignes.filter((ligne) => ligne.mode === mode && ligne.personne !== '');
    return modeNomme(mode).famille !== 'poursuite' || !isHorodate(audience) || lignes.length === 0
      ? []
      : [
          {
            a: audience,
            salle: salle.trim(),
            mode,
            prevenus: [...new Set(lignes.map(({ personne }) => personne))],
            faits: [...new Set(lignes.map(({ fait }) => fait))],
          },
        ];
  });
}

function audienceDe(contenu: unknown): string {
  const lu = contenuCopj.safeParse(contenu);
  return lu.success ? horodateEnFrancais(lu.data.audience) : '';
}

/** « Ordonnance pénale ; Convocation par OPJ, audience le 8 décembre 2026 à 9 h 00 ». */
function resumeDeLaMatrice(contenu: unknown): string {
  const lu = contenuOrientation.safeParse(contenu);
  if (!lu.success) return '';
  return [...new Set(lu.data.lignes.map(({ mode }) => mode))]
    .map((mode) => {
      const audience = lu.data.suites.find((suite) => suite.mode === mode)?.audience ?? '';
      return `${modeNomme(mode).titre}${isHorodate(audience) ? `, audience le ${horodateEnFrancais(audience)}` : ''}`;
    })
    .join(' ; ');
}

/** Ce qu'un soit-transmis demande a l'unite ; `undefined` pour tout autre acte. */
export const resumerRenvoi: NonNullable<PortsDossier['resumerRenvoi']> = (acte) => {
  if (acte.type !== 'soit-transmis') return undefined;
  const lu = acteJson.parse(acte);
  const { remarques, avant } = contenuSoitTransmis.parse(lu.contenu);
  const { matricule, prenom, nom, rattachement } = lu.redacteur;
  return {
    pli: lu.acteId,
    acteId: lu.acteId,
    juridiction: rattachement,
    par: { matricule, nom: `${prenom} ${nom.toLocaleUpperCase('fr')}` },
    remarques,
    ...(avant === '' ? {} : { avant }),
  };
};

/** Genre du pli qui porte cet acte a l'unite, des qu'il est scelle ; `undefined` : il ne part pas seul. */
export function genreDePli(acte: ActeLu): 'decision' | 'mention' | undefined {
  if (estMention(acte.type)) return 'mention';
  return acte.type === 'soit-transmis' || resumerDecision(acte) ? 'decision' : undefined;
}
