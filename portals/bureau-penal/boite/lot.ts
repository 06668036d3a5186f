import type { ResumeDossier } from '@ppn/dossier/contract';
import { client } from '../client.ts';
import type { Contenu } from '../decision/contenu.ts';
import { contenuDeDepart } from '../decision/orientation.ts';

/** Une meme decision pour tout un lot. */
export type DecisionDuLot =
  | { readonly genre: 'classement'; readonly motif: string; readonly explication: string }
  | { readonly genre: 'ordonnance-penale'; readonly montant: number; readonly texte: string };

/** Les actes prets a signer, et les procedures qu'il faut decider une a une, avec la raison. */
export type LotPrepare = {
  readonly actes: readonly { readonly acteId: string; readonly titre: string }[];
  readonly refus: readonly { readonly idj: string; readonly intitule: string; readonly phrase: string }[];
};

const ENSEMBLE = 4;

/** Prepare la decision de chaque procedure ; ce qui ne peut pas etre signe tel quel est ote et dit. */
export async function preparerLeLot(
  dossiers: readonly ResumeDossier[],
  decision: DecisionDuLot,
  surPas: (faits: number) => void,
): Promise<LotPrepare> {
  const restants = [...dossiers];
  const issues: (LotPrepare['actes'][number] | LotPrepare['refus'][number])[] = [];
  const travailler = async (): Promise<void> => {
    for (let dossier = restants.shift(); dossier !== undefined; dossier = restants.shift()) {
      issues.push(await preparer(dossier, decision));
      surPas(issues.length);
    }
  };
  await Promise.all(Array.from({ length: ENSEMBLE }, travailler));
  return {
    actes: issues.filter((issue) => 'acteId' in issue),
    refus: issues.filter((issue) => 'phrase' in issue),
  };
}

async function preparer(
  { idj, intitule }: ResumeDossier,
  decision: DecisionDuLot,
): Promise<LotPrepare['actes'][number] | LotPrepare['refus'][number]> {
  const contenu = await contenuDe(idj, decision);
  if (typeof contenu === 'string') return { idj, intitule, phrase: contenu };
  const acte = await client.appeler('POST /api/dossiers/:idj/actes', {
    idj,
    corps: {
      type: decision.genre === 'classement' ? 'classement-sans-suite' : 'orientation',
      contenu: { ...contenu },
    },
  });
  if (!acte.ok) return { idj, intitule, phrase: acte.refus.detail };
  const { acteId, manques } = acte.valeur;
  const [manque] = manques;
  if (manque === undefined) return { acteId, titre: intitule };
  await client.appeler('DELETE /api/dossiers/:idj/actes/:acteId', { idj, acteId });
  return { idj, intitule, phrase: manque.phrase };
}

async function contenuDe(idj: string, decision: DecisionDuLot): Promise<Contenu | string> {
  if (decision.genre === 'classement') return { motif: decision.motif, explication: decision.explication };
  const examen = await client.appeler('POST /api/dossiers/:idj/orientation/examen', { idj, corps: {} });
  if (!examen.ok) return examen.refus.detail;
  const { montant, texte } = decision;
  const depart = contenuDeDepart('ordonnance-penale', examen.valeur.cases);
  return {
    ...depart,
    suites: [{ mode: 'ordonnance-penale', montant, texte }],
  };
}
