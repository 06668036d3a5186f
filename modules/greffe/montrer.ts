import type { Etat } from '@ppn/dossier';
import type { Arrivee } from './contract.ts';
import { type ArriveeAControler, type Constat, estPetitX, FAMILLES } from './domain/controler.ts';

/** Une arrivee telle que montree au greffier : ce qu'elle est, ce que la machine en dit. */
export const montrerUneArrivee = (
  etat: Etat,
  { pli, recueA, sort, par, traiteeA, motif }: NonNullable<Etat['arrivee']>,
  regard: ArriveeAControler,
  constats: readonly Constat[],
): Arrivee =>
  ({
    idj: etat.idj,
    pli,
    numero: etat.alias[0]?.numero ?? etat.idj,
    intitule: etat.intitule,
    unite: etat.unite.libelle,
    recueA,
    sort,
    par: par?.nom ?? null,
    traiteeA,
    motif,
    numeroParquet: etat.enregistrement?.numero ?? null,
    victimes: nomsDe(etat, 'victime'),
    misEnCause: nomsDe(etat, 'mis-en-cause'),
    infractions: etat.faits.map(({ qualification, natinf }) => `${qualification} (${natinf})`),
    pieces: regard.actes.length + regard.fichiers.length,
    petitX: estPetitX(etat.personnes, etat.faits),
    marques: FAMILLES.map((famille) => marqueDe(famille, constats)),
    constats: [...constats],
    endroits: endroitsDe(etat, regard),
  }) as Arrivee;

const marqueDe = (famille: Constat['famille'], constats: readonly Constat[]): Arrivee['marques'][number] => {
  const siens = constats.filter((constat) => constat.famille === famille);
  const etat = siens.some(({ gravite }) => gravite === 'anomalie')
    ? 'anomalie'
    : siens.length > 0
      ? 'attention'
      : 'bon';
  return { famille, etat, constats: siens.length };
};

const nomCourt = ({ nom, prenoms, genre }: Etat['personnes'][number]): string =>
  genre === 'morale' ? nom : `${nom.toLocaleUpperCase('fr')} ${prenoms}`.trim();

const nomsDe = ({ personnes }: Etat, role: 'victime' | 'mis-en-cause'): string[] =>
  personnes.filter(({ roles }) => roles.includes(role)).map(nomCourt);

/** Les endroits qu'une remarque ecrite a la main peut viser. */
const endroitsDe = (
  { personnes, faits }: Etat,
  { actes }: ArriveeAControler,
): readonly { readonly libelle: string; readonly cible: Constat['cible'] }[] => [
  { libelle: 'Toute la procédure', cible: { genre: 'dossier' } },
  ...actes.map(({ id, numero, titre }) => ({
    libelle: `Pièce ${numero} : ${titre}`,
    cible: { genre: 'piece', id } as const,
  })),
  ...faits.map(({ id, qualification }) => ({
    libelle: `Fait : ${qualification}`,
    cible: { genre: 'fait', id } as const,
  })),
  ...personnes.map((personne) => ({
    libelle: `Personne : ${nomCourt(personne)}`,
    cible: { genre: 'personne', id: personne.id } as const,
  })),
];
