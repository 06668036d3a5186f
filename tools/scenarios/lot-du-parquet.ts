import { AFFAIRES } from './affaires.ts';
import type { Deroulement } from './jouer-scenario.ts';
import {
  attendu,
  connecterEnqueteur,
  connecterMagistrat,
  type Enqueteur,
  type Magistrat,
  signer,
} from './joueur.ts';
import {
  type Affaire,
  ouvrir,
  redigerPlainte,
  redigerSynthese,
  transmettre,
} from './procedure-de-demonstration.ts';
import { deposerExports, deposerLesActes, deposerPlis } from './ramasser.ts';

/** Ceux qui jouent un lot du parquet. */
export type EquipeDuLot = { readonly enqueteur: Enqueteur; readonly magistrat: Magistrat };

/** Connecte l'officier et le substitut. */
export const equiper = async ({ terrain }: Deroulement): Promise<EquipeDuLot> => ({
  enqueteur: await connecterEnqueteur(terrain, 'camille-moreau'),
  magistrat: await connecterMagistrat(terrain, 'claire-fontaine'),
});

/** Les petits X de la demonstration. */
export const PETITS_X: readonly Affaire[] = AFFAIRES.filter(({ jusqua }) => jusqua === 'petit-x');

/** Une plainte et sa synthese, transmises ; rend l'IDJ. */
export async function arriverAuParquet(enqueteur: Enqueteur, affaire: Affaire): Promise<string> {
  const procedure = await ouvrir(enqueteur, affaire);
  await signer(enqueteur, [await redigerPlainte(enqueteur, procedure, affaire)]);
  await signer(enqueteur, [await redigerSynthese(enqueteur, procedure)]);
  await transmettre(enqueteur, procedure.idj, 'tj47001');
  return procedure.idj;
}

/** Les envois d'un dossier. */
export const envoisDe = async ({ client }: Magistrat, idj: string) =>
  attendu('envois', await client.appeler('GET /api/dossiers/:idj/notifications', { idj })).envois;

/** Leve si la condition est fausse. */
export function exiger(vrai: boolean, sinon: string): void {
  if (!vrai) throw new Error(sinon);
}

/** Ramasse actes, plis, accuses et exports de chaque ministere. */
export async function ramasser(
  { enqueteur, magistrat }: EquipeDuLot,
  idj: string,
  { deposer }: Deroulement,
): Promise<void> {
  await deposerPlis(enqueteur, magistrat, idj, deposer);
  await deposerLesActes(enqueteur, idj, deposer);
  await deposerExports(enqueteur, magistrat, idj, deposer);
}
