import type { Etat, FaitQualifie, PortsDossier } from '@ppn/dossier';
import { isHorodate } from '@ppn/core';
import { type DonneesDuDossier, pieceJointe } from './contract.ts';

/** Tout ce qu'un acte peut reprendre : la saisie de l'unite, ou ce que les actes recus ont apporte. */
export async function donneesDuDossier(
  { db, qualifier }: Pick<PortsDossier, 'db' | 'qualifier'>,
  etat: Etat,
): Promise<DonneesDuDossier> {
  const [saisie, fichiers, pieces] = await Promise.all([
    db.selectFrom('saisie').selectAll().where('idj', '=', etat.idj).executeTakeFirst(),
    db.selectFrom('fichier').selectAll().where('idj', '=', etat.idj).orderBy('depose_a').execute(),
    db
      .selectFrom('piece')
      .select(['numero', 'titre', 'type', 'versee', 'genre'])
      .where('idj', '=', etat.idj)
      .orderBy('rang')
      .execute(),
  ]);
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
      .map(({ numero, titre, type, versee }) => ({ numero, titre, type, versee: versee.toISOString() })),
  };
}
