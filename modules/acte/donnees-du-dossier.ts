import type { Etat, FaitQualifie, PortsDossier, TablesDossier } from '@ppn/dossier';
import type { Selectable } from 'kysely';
import { isHorodate } from '@ppn/core';
import { type DonneesDuDossier, pieceJointe } from './contract.ts';

/** Tout ce qu'un acte peut reprendre : la saisie de l'unite, ou ce que les actes recus ont apporte. */
export async function donneesDuDossier(
  ports: Pick<PortsDossier, 'db' | 'qualifier' | 'mesuresDe'>,
  etat: Etat,
): Promise<DonneesDuDossier> {
  const [donnees] = await donneesDesDossiers(ports, [etat]);
  if (!donnees) throw new Error(`Données absentes pour ${etat.idj}.`);
  return donnees;
}

/** Les memes, pour plusieurs dossiers, dans leur ordre : quatre lectures quel qu'en soit le nombre. */
export async function donneesDesDossiers(
  { db, qualifier, mesuresDe }: Pick<PortsDossier, 'db' | 'qualifier' | 'mesuresDe'>,
  etats: readonly Etat[],
): Promise<readonly DonneesDuDossier[]> {
  const idjs = etats.map(({ idj }) => idj);
  if (idjs.length === 0) return [];
  const [saisies, fichiers, pieces, mesures] = await Promise.all([
    db.selectFrom('saisie').selectAll().where('idj', 'in', idjs).execute(),
    db.selectFrom('fichier').selectAll().where('idj', 'in', idjs).orderBy('depose_a').execute(),
    db
      .selectFrom('piece')
      .select(['idj', 'id', 'numero', 'titre', 'type', 'empreinte', 'versee', 'genre'])
      .where('idj', 'in', idjs)
      .orderBy('rang')
      .execute(),
    mesuresDe?.(idjs) ?? new Map<string, readonly unknown[]>(),
  ]);
  const saisieDe = new Map(saisies.map((saisie) => [saisie.idj, saisie]));
  const fichiersDe = Map.groupBy(fichiers, ({ idj }) => idj);
  const piecesDe = Map.groupBy(pieces, ({ idj }) => idj);
  return etats.map((etat) =>
    rassembler(
      etat,
      {
        saisie: saisieDe.get(etat.idj),
        fichiers: fichiersDe.get(etat.idj) ?? [],
        pieces: piecesDe.get(etat.idj) ?? [],
        mesures: mesures.get(etat.idj) ?? [],
      },
      qualifier,
    ),
  );
}

type Lignes = {
  readonly saisie: Pick<Selectable<TablesDossier['saisie']>, 'personnes' | 'faits'> | undefined;
  readonly fichiers: readonly Selectable<TablesDossier['fichier']>[];
  readonly pieces: readonly Pick<
    Selectable<TablesDossier['piece']>,
    'id' | 'numero' | 'titre' | 'type' | 'empreinte' | 'versee' | 'genre'
  >[];
  readonly mesures: readonly unknown[];
};

function rassembler(
  etat: Etat,
  { saisie, fichiers, pieces, mesures }: Lignes,
  qualifier: PortsDossier['qualifier'],
): DonneesDuDossier {
  if (!isHorodate(etat.ouverteA)) throw new Error(`Date d’ouverture illisible pour ${etat.idj}.`);
  const faits: readonly FaitQualifie[] = saisie
    ? saisie.faits.map((fait) => ({
        ...fait,
        ...(qualifier(fait.natinf) ?? {
          qualification: `NATINF ${fait.natinf}`,
          definiePar: '',
          reprimeePar: '',
          nature: '',
        }),
      }))
    : etat.faits;
  return {
    idj: etat.idj,
    procedure: {
      alias: etat.alias.map((alias) => ({ ...alias })),
      intitule: etat.intitule,
      cadre: etat.cadre as DonneesDuDossier['procedure']['cadre'],
      ouverteA: etat.ouverteA,
      unite: { ...etat.unite, lignes: [...etat.unite.lignes] },
      juridiction: etat.juridiction,
    },
    personnes: [...(saisie?.personnes ?? etat.personnes)],
    faits: [...faits],
    fichiers: fichiers.map((fichier) =>
      pieceJointe.parse({
        id: fichier.id,
        nom: fichier.nom,
        typeMime: fichier.type_mime,
        famille: fichier.famille,
        taille: fichier.taille,
        empreinte: fichier.empreinte,
        apercu: fichier.apercu,
      }),
    ),
    pieces: pieces
      .filter(({ genre }) => genre === 'acte')
      .map(({ id, numero, titre, type, empreinte, versee }) => ({
        id,
        numero,
        titre,
        type,
        empreinte,
        versee: versee.toISOString(),
        retire: etat.retraits.some(({ piece }) => piece === id),
      })),
    decisions: etat.decisions,
    jugements: etat.jugements ?? [],
    mentions: etat.mentions,
    ...(mesures.length === 0 ? {} : { mesures }),
  };
}
