import { empreinte, isUuid, type Uuid } from '@ppn/core';
import type { VueDossier } from '@ppn/dossier/contract';
import type { Selectable } from 'kysely';
import type { CompteRendu, PieceImportee } from '../contract.ts';
import type { FaitPropose, PersonneProposee } from '../domain/proposer.ts';
import type { PortsImport } from '../ports.ts';
import type { Proposee, TablesImport } from '../tables.ts';

type Ligne = Selectable<TablesImport['piece_importee']>;

/** Le compte rendu de tous les imports d'un dossier ; les propositions de plusieurs pieces y sont reunies. */
export async function lireCompteRendu(
  ports: PortsImport,
  vue: Pick<VueDossier, 'idj' | 'personnes' | 'faits'>,
): Promise<CompteRendu> {
  const lignes = await ports.db
    .selectFrom('piece_importee')
    .selectAll()
    .where('idj', '=', vue.idj)
    .orderBy('importee_a')
    .orderBy('nom')
    .execute();
  const saisies = new Set([...vue.personnes, ...vue.faits].map(({ id }) => id as string));
  return {
    pieces: lignes.map(pieceDe),
    personnes: reunir(lignes, ({ rapport }) => rapport.personnes, fondrePersonnes).map((proposition) => ({
      ...proposition,
      valeur: { ...proposition.valeur, representant: '', roles: [...proposition.valeur.roles] },
      reprise: saisies.has(proposition.id),
    })),
    faits: reunir(lignes, ({ rapport }) => rapport.faits, garderLaPremiere<FaitPropose>).map(
      (proposition) => ({
        ...proposition,
        reprise: saisies.has(proposition.id),
      }),
    ),
  };
}

/** Une ligne gardee, telle que montree. */
export function pieceDe(ligne: Ligne): PieceImportee {
  const { etat, motif, signature, resume, remarques } = ligne.rapport;
  return {
    id: uuid(ligne.id),
    nom: ligne.nom,
    etat,
    motif,
    empreinte: empreinte(ligne.empreinte),
    taille: Number(ligne.taille),
    fichierId: ligne.fichier_id === null ? null : uuid(ligne.fichier_id),
    importeeA: ligne.importee_a.toISOString(),
    importeePar: ligne.importee_par,
    signature,
    resume,
    remarques: [...remarques],
  };
}

function uuid(valeur: string): Uuid {
  if (!isUuid(valeur)) throw new RangeError('Identifiant mal formé dans piece_importee.');
  return valeur;
}

type Reunie<T> = {
  readonly id: Uuid;
  readonly valeur: T;
  readonly manques: string[];
  readonly pieces: string[];
};

function reunir<T>(
  lignes: readonly Ligne[],
  propositions: (ligne: Ligne) => readonly Proposee<T>[],
  fondre: (une: Proposee<T>, autre: Proposee<T>) => Proposee<T>,
): readonly Reunie<T>[] {
  const parId = new Map<string, { readonly proposition: Proposee<T>; readonly pieces: readonly string[] }>();
  for (const ligne of lignes)
    for (const proposition of propositions(ligne)) {
      const deja = parId.get(proposition.id);
      parId.set(proposition.id, {
        proposition: deja === undefined ? proposition : fondre(deja.proposition, proposition),
        pieces: [...new Set([...(deja?.pieces ?? []), ligne.nom])],
      });
    }
  return [...parId.values()].map(({ proposition, pieces }) => ({
    id: uuid(proposition.id),
    valeur: proposition.valeur,
    manques: [...proposition.manques],
    pieces: [...pieces],
  }));
}

/** Une personne lue plusieurs fois : tous ses roles, et le premier renseignement donne pour chaque champ. */
function fondrePersonnes(
  une: Proposee<PersonneProposee>,
  autre: Proposee<PersonneProposee>,
): Proposee<PersonneProposee> {
  const roles = [...new Set([...une.valeur.roles, ...autre.valeur.roles])];
  const choisir = (cle: Exclude<keyof PersonneProposee, 'roles' | 'genre' | 'sexe'>): string =>
    une.valeur[cle] === '' ? autre.valeur[cle] : une.valeur[cle];
  return {
    id: une.id,
    manques: une.manques.length <= autre.manques.length ? une.manques : autre.manques,
    valeur: {
      genre: une.valeur.genre,
      sexe: une.valeur.sexe === 'non-precise' ? autre.valeur.sexe : une.valeur.sexe,
      nom: choisir('nom'),
      prenoms: choisir('prenoms'),
      nomUsage: choisir('nomUsage'),
      neLe: choisir('neLe'),
      neA: choisir('neA'),
      nationalite: choisir('nationalite'),
      profession: choisir('profession'),
      adresse: choisir('adresse'),
      telephone: choisir('telephone'),
      courriel: choisir('courriel'),
      roles,
    },
  };
}

const garderLaPremiere = <T>(une: Proposee<T>): Proposee<T> => une;
