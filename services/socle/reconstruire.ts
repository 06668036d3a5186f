import {
  FLUX_INCIDENTS,
  faitDossier,
  idjDuFlux,
  type PortsDossier,
  projeter,
  type TxDossier,
  verrouiller,
} from '@ppn/dossier';
import {
  faitMesure,
  type PortsGardeAVue,
  projeterMesure,
  type TxMesure,
  verrouillerLaMesure,
} from '@ppn/garde-a-vue';
import { registreDesAudiences, type TablesDesAudiences } from '@ppn/audience';
import { lireFlux } from '@ppn/journal';
import { reconstruireMessagerie } from '@ppn/messagerie';
import { registreDesConsentements, registreDesEnvois, type TablesDesNotifications } from '@ppn/notification';
import { reconstruireRecherche, type TablesDeLaRecherche } from '@ppn/recherche';
import { reconstruireParapheur } from '@ppn/parapheur';
import { dansUneTransaction, vueTypee } from '@ppn/postgres';
import { sql } from 'kysely';
import type { Compose } from './composer.ts';
import { refaireLePilotage } from './pilotage.ts';
import { objetDuFlux } from './garde-a-vue.ts';

/** Ce qu'une reconstruction a fait ; un flux `impossible` garde ses projections telles qu'elles etaient. */
export type Reconstruction = {
  readonly faits: number;
  readonly flux: number;
  readonly impossibles: readonly { readonly flux: string; readonly raison: string }[];
};

/**
 * Vide les projections et les refait depuis le journal et les actes scelles, dossier par dossier, chacun sous son verrou :
 * le service peut tourner, personne ne voit un dossier a moitie. Un acte illisible n'arrete pas les autres dossiers.
 */
export async function reconstruire({
  dossier,
  messagerie,
  gardeAVue,
  parapheur,
  base,
}: Pick<Compose, 'base' | 'dossier' | 'messagerie' | 'gardeAVue' | 'parapheur'>): Promise<Reconstruction> {
  const ports = { ...dossier, lireActe: lireOuRenoncer(dossier.lireActe) };
  const impossibles: { flux: string; raison: string }[] = [];
  const tous = await fluxDuJournal(dossier);
  let faits = 0;
  for (const flux of tous) {
    try {
      const objet = objetDuFlux(flux);
      faits +=
        objet && 'mesure' in objet
          ? await refaireLaMesure(gardeAVue, flux, objet.mesure)
          : await refaire(ports, flux);
    } catch (cause) {
      if (!(cause instanceof ActeIllisible)) throw cause;
      impossibles.push({ flux, raison: cause.message });
    }
  }
  await effacerSansJournal(dossier);
  const fils = await reconstruireMessagerie(messagerie.db);
  const envois = vueTypee<TablesDesNotifications>(dossier.db);
  const registres = [
    await registreDesAudiences.reconstruire(vueTypee<TablesDesAudiences>(dossier.db)),
    await registreDesConsentements.reconstruire(envois),
    await registreDesEnvois.reconstruire(envois),
    await reconstruireParapheur(parapheur.db),
    fils,
  ];
  await refaireLePilotage({ base });
  await reconstruireRecherche(vueTypee<TablesDeLaRecherche>(dossier.db));
  return {
    faits: registres.reduce((somme, registre) => somme + registre.faits, faits),
    flux: registres.reduce((somme, registre) => somme + registre.flux, tous.length - impossibles.length),
    impossibles,
  };
}

class ActeIllisible extends Error {}

const lireOuRenoncer =
  (lireActe: PortsDossier['lireActe']): PortsDossier['lireActe'] =>
  async (empreinte) => {
    try {
      return await lireActe(empreinte);
    } catch (cause) {
      throw new ActeIllisible(
        `l’acte d’empreinte ${empreinte} ne se lit plus (${cause instanceof Error ? cause.message : 'défaut inconnu'})`,
      );
    }
  };

async function fluxDuJournal({ db }: PortsDossier): Promise<readonly string[]> {
  const { rows } = await sql<{ flux: string }>`select distinct flux from fait order by flux`.execute(db);
  return rows
    .map(({ flux }) => flux)
    .filter((flux) => flux === FLUX_INCIDENTS || objetDuFlux(flux) !== undefined);
}

const refaire = (ports: PortsDossier, flux: string): Promise<number> =>
  dansUneTransaction(ports.db, async (tx: TxDossier) => {
    await verrouiller(tx, flux);
    await effacer(tx, idjDuFlux(flux) ?? null);
    const faits = await lireFlux(tx, flux);
    for (const { type, donnees, enregistreA, version } of faits)
      await projeter(
        vueTypee(tx),
        { flux, a: enregistreA, version, fait: faitDossier.parse({ type, donnees }) },
        ports,
      );
    return faits.length;
  });

/** Une mesure se refait de son seul flux : aucun acte n'est relu. */
const refaireLaMesure = ({ db, droit }: PortsGardeAVue, flux: string, mesure: string): Promise<number> =>
  dansUneTransaction(db, async (tx: TxMesure) => {
    await verrouillerLaMesure(tx, mesure);
    await tx.deleteFrom('mesure_entree').where('mesure', '=', mesure).execute();
    await tx.deleteFrom('mesure_redite').where('mesure', '=', mesure).execute();
    await tx.deleteFrom('mesure_acte').where('mesure', '=', mesure).execute();
    await tx.deleteFrom('mesure_alarme').where('mesure', '=', mesure).execute();
    await tx.deleteFrom('mesure').where('id', '=', mesure).execute();
    const faits = (await lireFlux(tx, flux)).map(({ type, donnees, enregistreA, version }) => ({
      mesure,
      a: enregistreA,
      version,
      fait: faitMesure.parse({ type, donnees }),
    }));
    await projeterMesure(tx, faits, droit);
    return faits.length;
  });

async function effacer(tx: TxDossier, idj: string | null): Promise<void> {
  await tx.deleteFrom('incident').where('idj', 'is not distinct from', idj).execute();
  if (idj === null) return;
  await tx.deleteFrom('piece').where('idj', '=', idj).execute();
  await tx.deleteFrom('recepisse').where('idj', '=', idj).execute();
  await tx.deleteFrom('occultation').where('idj', '=', idj).execute();
  await tx.deleteFrom('acte_verse').where('idj', '=', idj).execute();
  await tx.deleteFrom('cote').where('idj', '=', idj).execute();
  await tx.deleteFrom('bureau_d_ordre').where('idj', '=', idj).execute();
  await tx.deleteFrom('minute').where('idj', '=', idj).execute();
  await tx.deleteFrom('dossier').where('idj', '=', idj).execute();
}

/** Ce qu'aucun fait n'explique n'a pas a rester. */
async function effacerSansJournal({ db }: PortsDossier): Promise<void> {
  for (const table of [
    'incident',
    'piece',
    'recepisse',
    'occultation',
    'acte_verse',
    'bureau_d_ordre',
    'cote',
    'minute',
    'dossier',
  ] as const)
    await sql`delete from ${sql.table(table)} p where not exists (
      select 1 from fait where flux = coalesce('dossier/' || p.idj, ${FLUX_INCIDENTS}))`.execute(db);
  for (const [table, colonne] of [
    ['mesure', 'id'],
    ['mesure_entree', 'mesure'],
    ['mesure_redite', 'mesure'],
    ['mesure_acte', 'mesure'],
    ['mesure_alarme', 'mesure'],
  ] as const)
    await sql`delete from ${sql.table(table)} p where not exists (
      select 1 from fait where flux = 'garde-a-vue/' || p.${sql.ref(colonne)})`.execute(db);
}
