import { contenuCopj } from '@ppn/acte/contract';
import { horodateEnFrancais } from '@ppn/core';
import type { ActeLu, DecisionPliee } from '@ppn/dossier';
import { acteJson } from '@ppn/acte';
import { estMention } from '@ppn/mention';

/** Ce que le dossier montre d'une decision du parquet ; `undefined` pour tout autre acte. */
export function resumerDecision(acte: ActeLu): DecisionPliee | undefined {
  if (acte.type !== 'classement-sans-suite' && acte.type !== 'copj') return undefined;
  const lu = acteJson.parse(acte);
  const { redacteur } = lu;
  return {
    acteId: lu.acteId,
    type: lu.type,
    titre: lu.type === 'copj' ? 'Convocation par officier de police judiciaire' : 'Classement sans suite',
    resume:
      lu.type === 'copj'
        ? `COPJ : audience le ${audienceDe(lu.contenu)}`
        : `Classement sans suite, motif ${lu.references.find(({ cle }) => cle === 'motif-classement')?.libelle ?? ''}`,
    decideA: lu.redigeA,
    magistrat: `${redacteur.prenom} ${redacteur.nom}`,
    juridiction: redacteur.rattachement.libelle,
  };
}

function audienceDe(contenu: unknown): string {
  const lu = contenuCopj.safeParse(contenu);
  return lu.success ? horodateEnFrancais(lu.data.audience) : '';
}

/** Genre du pli qui porte cet acte a l'unite, des qu'il est scelle ; `undefined` : il ne part pas seul. */
export function genreDePli(acte: ActeLu): 'decision' | 'mention' | undefined {
  if (estMention(acte.type)) return 'mention';
  return resumerDecision(acte) ? 'decision' : undefined;
}
