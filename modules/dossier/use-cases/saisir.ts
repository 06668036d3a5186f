import { refuser } from '@ppn/http';
import { dansUneTransaction } from '@ppn/postgres';
import { verrouiller } from '../consigner.ts';
import { texteCherche } from '../domain/recherche.ts';
import { fait, type Fait, type FaitQualifie, personne, type Personne } from '../contract.ts';
import { fluxDossier } from '../faits.ts';
import type { PortsDossier, Tx } from '../ports.ts';
import { qualifier } from '../vue.ts';

const PERSONNES_MAX = 500;
const FAITS_MAX = 200;

/** Cree ou corrige une personne. */
export async function saisirPersonne(ports: PortsDossier, idj: string, saisie: unknown): Promise<Personne> {
  const lue = personne.parse(saisie);
  return modifier(ports, idj, (etat) => ({
    etat: { ...etat, personnes: remplacer(etat.personnes, lue, PERSONNES_MAX) },
    rendu: lue,
  }));
}

/** Cree ou corrige un fait ; la qualification vient de la nomenclature. */
export async function saisirFait(ports: PortsDossier, idj: string, saisie: unknown): Promise<FaitQualifie> {
  const lu = fait.parse(saisie);
  if (!ports.qualifier(lu.natinf))
    throw refuser(
      422,
      'natinf-inconnue',
      `Le code NATINF ${lu.natinf} n’est pas dans la nomenclature en service : choisissez une infraction dans la liste.`,
      { champs: [{ champ: 'natinf', phrase: 'Code inconnu.' }] },
    );
  return modifier(ports, idj, (etat) => ({
    etat: { ...etat, faits: remplacer(etat.faits, lu, FAITS_MAX) },
    rendu: qualifier(lu, ports),
  }));
}

/** Retire une personne, sauf si un acte scelle ou en cours la cite. */
export const retirerPersonne = (ports: PortsDossier, idj: string, id: string): Promise<void> =>
  retirer(ports, idj, id, 'personnes', 'Cette personne');

/** Retire un fait, sauf si un acte scelle ou en cours le cite. */
export const retirerFait = (ports: PortsDossier, idj: string, id: string): Promise<void> =>
  retirer(ports, idj, id, 'faits', 'Ce fait');

type Saisie = { readonly personnes: readonly Personne[]; readonly faits: readonly Fait[] };

async function retirer(
  ports: PortsDossier,
  idj: string,
  id: string,
  champ: 'personnes' | 'faits',
  sujet: string,
): Promise<void> {
  const ligne = await ports.db
    .selectFrom('dossier')
    .select('contenu')
    .where('idj', '=', idj)
    .executeTakeFirst();
  if (ligne?.contenu[champ].some((element) => element.id === id))
    throw refuser(
      409,
      'deja-cite',
      `${sujet} figure dans un acte signé : il ne peut plus être retiré, seulement corrigé pour les actes à venir.`,
    );
  await modifier(ports, idj, (etat) => ({
    etat: {
      personnes: champ === 'personnes' ? etat.personnes.filter((p) => p.id !== id) : etat.personnes,
      faits: champ === 'faits' ? etat.faits.filter((f) => f.id !== id) : etat.faits,
    },
    rendu: undefined,
  }));
}

async function modifier<R>(
  ports: PortsDossier,
  idj: string,
  changer: (etat: Saisie) => { readonly etat: Saisie; readonly rendu: R },
): Promise<R> {
  return dansUneTransaction(ports.db, async (tx: Tx) => {
    await verrouiller(tx, fluxDossier(idj));
    const ligne = await tx.selectFrom('saisie').selectAll().where('idj', '=', idj).executeTakeFirst();
    if (!ligne)
      throw refuser(409, 'saisie-close', 'Ce dossier n’est pas ouvert à la saisie dans ce service.');
    const { etat, rendu } = changer({ personnes: ligne.personnes, faits: ligne.faits });
    const recherche = texteCherche({
      personnes: etat.personnes,
      faits: etat.faits.map((saisi) => qualifier(saisi, ports)),
    });
    await tx
      .updateTable('saisie')
      .set({
        personnes: JSON.stringify(etat.personnes),
        faits: JSON.stringify(etat.faits),
        version: ligne.version + 1,
        recherche,
      })
      .where('idj', '=', idj)
      .execute();
    await tx.updateTable('dossier').set({ saisie: recherche }).where('idj', '=', idj).execute();
    await ports.apresSaisie?.(tx, idj);
    return rendu;
  });
}

function remplacer<T extends { readonly id: string }>(
  liste: readonly T[],
  element: T,
  max: number,
): readonly T[] {
  const rang = liste.findIndex(({ id }) => id === element.id);
  if (rang >= 0) return liste.with(rang, element);
  if (liste.length >= max)
    throw refuser(422, 'trop-d-elements', `Ce dossier compte déjà ${max} éléments de ce genre.`);
  return [...liste, element];
}
