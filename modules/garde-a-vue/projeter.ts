import { instantDe, isHorodate } from '@ppn/core';
import type { Entree } from './domain/entrees.ts';
import { aSonner, type Sonnerie } from './domain/sonneries.ts';
import type { FaitMesure, OuvertureDeMesure } from './faits.ts';
import { calculerLigne } from './ligne.ts';
import type { DroitDeGardeAVue, Tx } from './ports.ts';
import type { LigneDeMesure } from './vues.ts';

/** Un fait de mesure, tel que la projection le lit. `a` : instant d'enregistrement ; `version` : rang dans son flux. */
export type FaitDeMesureAProjeter = {
  readonly mesure: string;
  readonly a: string;
  readonly version: number;
  readonly fait: FaitMesure;
};

/** Applique des faits d'une mesure aux projections, puis refait sa ligne, une fois. La meme fonction sert a chaud et a la reconstruction. */
export async function projeterMesure(
  tx: Tx,
  faits: readonly FaitDeMesureAProjeter[],
  droit: DroitDeGardeAVue,
): Promise<void> {
  for (const fait of faits) await inscrire(tx, fait);
  const dernier = faits.at(-1);
  if (dernier) await rafraichir(tx, dernier, droit);
}

async function inscrire(tx: Tx, { mesure, version, a, fait }: FaitDeMesureAProjeter): Promise<void> {
  switch (fait.type) {
    case 'mesure-ouverte':
      return ouvrir(tx, fait.donnees, { version, a });
    case 'entree-consignee':
      return void (await tx
        .insertInto('mesure_entree')
        .values({ mesure, id: fait.donnees.id, rang: version, entree: JSON.stringify(fait.donnees) })
        .onConflict((conflit) => conflit.columns(['mesure', 'id']).doNothing())
        .execute());
    case 'entree-redite':
      return redire(tx, mesure, fait.donnees, version);
    case 'acte-rattache':
      return void (await tx
        .insertInto('mesure_acte')
        .values({
          mesure,
          rang: version,
          acte_id: fait.donnees.acteId,
          idj: fait.donnees.idj,
          type: fait.donnees.type,
        })
        .onConflict((conflit) => conflit.columns(['mesure', 'acte_id']).doNothing())
        .execute());
    case 'alarme-sonnee':
      return sonner(tx, mesure, fait.donnees, version);
  }
}

async function ouvrir(
  tx: Tx,
  ouverture: OuvertureDeMesure,
  { version, a }: { readonly version: number; readonly a: string },
): Promise<void> {
  const { mesure } = ouverture;
  await tx
    .insertInto('mesure')
    .values({
      id: mesure.id,
      idj: mesure.idj,
      unite: mesure.unite.code,
      juridiction: mesure.juridiction.code,
      etat: 'ouverte',
      echeance: null,
      version,
      maj_a: a,
      ouverture: JSON.stringify(ouverture),
      ligne: '{}',
    })
    .onConflict((conflit) => conflit.column('id').doNothing())
    .execute();
}

/** La saisie reste en service, d'ou qu'elle arrive et dans quelque ordre : l'acte qui la redit se garde a cote. */
async function redire(tx: Tx, mesure: string, redite: Entree, rang: number): Promise<void> {
  const connue = await tx
    .selectFrom('mesure_entree')
    .select('entree')
    .where('mesure', '=', mesure)
    .where('id', '=', redite.id)
    .executeTakeFirstOrThrow();
  const aCote =
    redite.source.genre === 'saisie' && connue.entree.source.genre === 'acte' ? connue.entree : redite;
  if (aCote !== redite)
    await tx
      .updateTable('mesure_entree')
      .set({ entree: JSON.stringify(redite) })
      .where('mesure', '=', mesure)
      .where('id', '=', redite.id)
      .execute();
  await tx
    .insertInto('mesure_redite')
    .values({ mesure, rang, id: redite.id, entree: JSON.stringify(aCote) })
    .onConflict((conflit) => conflit.columns(['mesure', 'rang']).doNothing())
    .execute();
}

const sonner = async (
  tx: Tx,
  mesure: string,
  { alarme, niveau, dueA, sonneeA }: Extract<FaitMesure, { type: 'alarme-sonnee' }>['donnees'],
  rang: number,
): Promise<void> =>
  void (await tx
    .insertInto('mesure_alarme')
    .values({ mesure, alarme, niveau, rang, due_a: instantDe(dueA), sonnee_a: instantDe(sonneeA) })
    .onConflict((conflit) => conflit.columns(['mesure', 'alarme', 'niveau']).doNothing())
    .execute());

/** La ligne des tableaux, refaite de toutes les entrees : calculee une fois par changement, lue par tous les ecrans. */
async function rafraichir(
  tx: Tx,
  { mesure, version, a }: FaitDeMesureAProjeter,
  droit: DroitDeGardeAVue,
): Promise<void> {
  const { ouverture } = await tx
    .selectFrom('mesure')
    .select('ouverture')
    .where('id', '=', mesure)
    .executeTakeFirstOrThrow();
  const entrees = await tx
    .selectFrom('mesure_entree')
    .select('entree')
    .where('mesure', '=', mesure)
    .orderBy('rang')
    .execute();
  const [sonnees, redites] = [await sonneesDe(tx, mesure), await reditesDe(tx, mesure)];
  const ligne = calculerLigne(
    { ouverture, entrees: entrees.map(({ entree }) => entree), redites, sonnees, version, a },
    droit,
  );
  await tx
    .updateTable('mesure')
    .set({
      etat: ligne.etat,
      echeance: isHorodate(ligne.echeance) ? instantDe(ligne.echeance) : null,
      version,
      maj_a: a,
      prochaine_alarme: prochaineVeille(ligne, sonnees, droit),
      garde_au_depot: ligne.gardeAuDepot?.code ?? null,
      ligne: JSON.stringify(ligne),
    })
    .where('id', '=', mesure)
    .execute();
}

/** La premiere marche que nulle alarme n'a encore montee, passee ou a venir : la veille regarde alors, et reporte elle-meme. */
function prochaineVeille(
  { alarmes, zone }: LigneDeMesure,
  sonnees: readonly Sonnerie[],
  { regles }: DroitDeGardeAVue,
): Date | null {
  const { prochaineMs } = aSonner(alarmes, { sonnees, regles, zone }, Number.NEGATIVE_INFINITY);
  return prochaineMs === null ? null : new Date(prochaineMs);
}

/** Les entrees de la mesure redites autrement. */
export const reditesDe = async (db: Pick<Tx, 'selectFrom'>, mesure: string): Promise<readonly Entree[]> =>
  (
    await db
      .selectFrom('mesure_redite')
      .select('entree')
      .where('mesure', '=', mesure)
      .orderBy('rang')
      .execute()
  ).map(({ entree }) => entree);

/** Les alarmes de la mesure qui ont deja sonne. */
export const sonneesDe = (db: Pick<Tx, 'selectFrom'>, mesure: string): Promise<readonly Sonnerie[]> =>
  db.selectFrom('mesure_alarme').select(['alarme', 'niveau']).where('mesure', '=', mesure).execute();
