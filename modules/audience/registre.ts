import { creerRegistre } from '@ppn/journal';
import { type FaitDAudience, faitDAudience } from './faits.ts';
import type { TablesDesAudiences, Tx } from './tables.ts';

/** Le registre des audiences : flux `audience/<id>`. */
export const registreDesAudiences = creerRegistre<TablesDesAudiences, FaitDAudience>({
  prefixe: 'audience',
  lire: (fait) => faitDAudience.parse(fait),
  projeter,
  async effacer(tx, id) {
    await tx.deleteFrom('audience_affaire').where('audience', '=', id).execute();
    await tx.deleteFrom('audience').where('id', '=', id).execute();
  },
});

async function projeter(tx: Tx, id: string, fait: FaitDAudience, a: string): Promise<void> {
  switch (fait.type) {
    case 'audience-fixee': {
      const { juridiction, nature, debut, salle, dureeMinutes, origine } = fait.donnees;
      return void (await tx
        .insertInto('audience')
        .values({
          id,
          juridiction,
          nature,
          debut: new Date(debut.replace(/\[.*$/, '')),
          debut_local: debut,
          salle,
          duree_minutes: dureeMinutes,
          origine,
        })
        .execute());
    }
    case 'affaire-inscrite': {
      const { idj, acteId, mode, personnes, dureeMinutes } = fait.donnees;
      return void (await tx
        .insertInto('audience_affaire')
        .values({
          audience: id,
          idj,
          acte_id: acteId,
          mode,
          personnes: JSON.stringify(personnes),
          duree_minutes: dureeMinutes,
          inscrite_a: a,
        })
        .onConflict((conflit) => conflit.doNothing())
        .execute());
    }
    case 'affaire-retiree':
      return void (await tx
        .deleteFrom('audience_affaire')
        .where('audience', '=', id)
        .where('acte_id', '=', fait.donnees.acteId)
        .where('mode', '=', fait.donnees.mode)
        .execute());
  }
}
