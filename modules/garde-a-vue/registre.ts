import { msDe } from '@ppn/core';
import { type Divergence, divergencesDe } from './domain/divergences.ts';
import { type Entree, type EntreeDe, entreesDuType } from './domain/entrees.ts';
import { registreDe } from './domain/preparer.ts';
import { dire } from './phrases-des-entrees.ts';
import type { LigneDeRegistre } from './vues.ts';

/**
 * Le registre tel qu'il se lit : une ligne par entree, dans l'ordre des faits, rectifications appliquees et visibles.
 * Une entree qu'un acte redit autrement le montre. Une entree rectifiee garde sa premiere heure ; une entree annulee reste, et dit pourquoi.
 */
export function lireLeRegistre(
  mesure: string,
  entrees: readonly Entree[],
  redites: readonly Entree[] = [],
): LigneDeRegistre[] {
  const divergences = Map.groupBy(divergencesDe(mesure, entrees, redites), ({ registre }) => registre.id);
  const parCible = Map.groupBy(entreesDuType(entrees, 'rectification'), ({ donnees }) => donnees.entree);
  const enService = new Map((registreDe(mesure, entrees).etats.at(-1) ?? []).map((lue) => [lue.id, lue]));
  const fins = new Map(
    entreesDuType([...enService.values()], 'fin-de-periode').map((fin) => [fin.donnees.entree, fin.survenuA]),
  );
  return entrees
    .filter(({ type }) => type !== 'rectification' && type !== 'fin-de-periode')
    .map((entree) =>
      ligneDe(entree, {
        lue: clore(enService.get(entree.id) ?? entree, fins.get(entree.id)),
        annulee: !enService.has(entree.id),
        rectifications: parCible.get(entree.id) ?? [],
        divergences: divergences.get(entree.id) ?? [],
      }),
    )
    .sort((a, b) => msDe(a.survenuA) - msDe(b.survenuA) || a.id.localeCompare(b.id));
}

/** Une periode ouverte se clot par une entree `fin-de-periode`, plus tard. */
const clore = <T extends Entree>(entree: T, fin: string | undefined): T =>
  fin !== undefined && 'fin' in entree.donnees && entree.donnees.fin === null
    ? { ...entree, donnees: { ...entree.donnees, fin } }
    : entree;

type Lecture = {
  readonly lue: Entree;
  readonly annulee: boolean;
  readonly rectifications: readonly EntreeDe<'rectification'>[];
  readonly divergences: readonly Divergence[];
};

function ligneDe(entree: Entree, { lue, annulee, rectifications, divergences }: Lecture): LigneDeRegistre {
  return {
    id: entree.id as LigneDeRegistre['id'],
    type: entree.type,
    ...dire(lue),
    survenuA: lue.survenuA,
    survenuAInitiale: entree.survenuA,
    enregistreA: entree.enregistreA,
    auteur: entree.auteur.nom,
    qualite: entree.auteur.qualite,
    acteId: entree.source.genre === 'acte' ? (entree.source.acteId as LigneDeRegistre['acteId']) : null,
    enCours: 'fin' in lue.donnees && lue.donnees.fin === null,
    annulee,
    divergences: divergences.map(enClair),
    rectifications: rectifications.map((une) => ({
      id: une.id as LigneDeRegistre['id'],
      a: une.enregistreA,
      auteur: une.auteur.nom,
      motif: une.donnees.motif,
    })),
  };
}

/** Les deux dires, en francais. L'acte de l'un ou de l'autre, celui du registre en dernier. */
const enClair = ({ registre, autre, heure, champs }: Divergence): LigneDeRegistre['divergences'][number] => {
  const { source } = autre.source.genre === 'acte' ? autre : registre;
  return {
    acteId: source.genre === 'acte' ? (source.acteId as LigneDeRegistre['acteId']) : null,
    registre: { survenuA: registre.survenuA, detail: dire(registre).detail },
    acte: { survenuA: autre.survenuA, detail: dire(autre).detail },
    heure,
    donnees: champs.length > 0,
  };
};
