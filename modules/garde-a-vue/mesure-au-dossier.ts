import type { DonneesDuDossier } from '@ppn/acte/contract';
import * as z from 'zod';
import type { Entree } from './domain/entrees.ts';
import type { Mesure } from './domain/mesure.ts';
import { schemaMesure } from './schemas-de-la-mesure.ts';
import { schemaEntree } from './schemas-des-entrees.ts';

/** Une mesure telle que les actes la reprennent : son ouverture et ses entrees. */
export type MesureAuDossier = { readonly mesure: Mesure; readonly entrees: readonly Entree[] };

const auDossier = z.object({ mesure: schemaMesure, entrees: z.array(schemaEntree) });

const lues = new WeakMap<object, MesureAuDossier | null>();

/** Les mesures que le service a jointes aux donnees du dossier, les plus recentes a la fin. */
export const mesuresDuDossierLues = ({
  mesures = [],
}: Pick<DonneesDuDossier, 'mesures'>): readonly MesureAuDossier[] =>
  mesures.flatMap((brute) => lire(brute) ?? []);

/** La mesure d'un acte ; `undefined` si elle n'est plus au dossier. */
export const mesureLue = (
  donnees: Pick<DonneesDuDossier, 'mesures'>,
  id: string | undefined,
): MesureAuDossier | undefined => mesuresDuDossierLues(donnees).find(({ mesure }) => mesure.id === id);

/** La mesure a reprendre dans un acte qui commence : celle demandee, sinon la derniere de la personne, sinon la derniere. */
export function mesureAReprendre(
  donnees: Pick<DonneesDuDossier, 'mesures'>,
  voulue: { readonly mesure: string | undefined; readonly personne: string | undefined },
): MesureAuDossier | undefined {
  const toutes = mesuresDuDossierLues(donnees);
  return (
    toutes.find(({ mesure }) => mesure.id === voulue.mesure) ??
    toutes.findLast(({ mesure }) => mesure.personne.id === voulue.personne) ??
    toutes.at(-1)
  );
}

function lire(brute: unknown): MesureAuDossier | null {
  if (typeof brute !== 'object' || brute === null) return null;
  const deja = lues.get(brute);
  if (deja !== undefined) return deja;
  const lu = auDossier.safeParse(brute);
  const mesure = lu.success ? lu.data : null;
  lues.set(brute, mesure);
  return mesure;
}
