import { dansUneTransaction } from '@ppn/postgres';
import { sql } from 'kysely';
import { renvoyerLaDepeche } from '../depeches/envoyer-lot.ts';
import { renvoyerLePli } from '../envoyer.ts';
import type { Lien } from '../lien.ts';
import type { ReglagesNoeud } from '../reglages.ts';

import {
  couper,
  type Fenetre,
  memeResume,
  type Registre,
  reponseDeRapprochement,
  type ReponseDeRapprochement,
  resumer,
} from './fenetre.ts';
import { accuses, emisDeRang, fenetresACompter } from './lire.ts';

/** Un ecart, d'un pli ou d'une depeche : `perdu` (accuse, absent chez le pair), `inattendu` (chez le pair, pas chez nous), `different` (autres octets). */
export type Ecart = {
  readonly quoi: 'pli' | 'depeche';
  readonly genre: 'perdu' | 'inattendu' | 'different';
  readonly rang: number;
  readonly pli: string;
  readonly objet: string;
};

/** Une comparaison faite : plis comptes, ecarts trouves, plis rejoues avec succes. */
export type Comparaison = {
  readonly plis: number;
  readonly depeches: number;
  readonly fenetres: number;
  readonly racine: string;
  readonly ecarts: readonly Ecart[];
  readonly rejoues: readonly string[];
};

/** Fenetres comparees par passage : les plus recentes toujours, les autres tour a tour. */
const PAR_PASSAGE = 50;
const RECENTES = 10;
/** Ecarts cherches par passage : au-dela, le passage suivant continue. */
const ECARTS_MAX = 100;

/** De quoi rapprocher : le noeud, son lien, et le tour des fenetres anciennes. */
export type Rapprocheur = { readonly reglages: ReglagesNoeud; readonly lien: Lien; tour: number };

/** Compare avec le pair tout ce qui lui est parti, plis et depeches ; ce qui est perdu est rejoue, chaque ecart est garde et signale. */
export async function rapprocher(rapprocheur: Rapprocheur): Promise<Comparaison> {
  const { reglages } = rapprocheur;
  const plis = await compter(rapprocheur, 'plis', await premierRang(reglages));
  const depeches = await compter(rapprocheur, 'depeches', 0);
  rapprocheur.tour += 1;
  const ecarts = [...plis.ecarts, ...depeches.ecarts];
  const comparaison = {
    plis: plis.nombre,
    depeches: depeches.nombre,
    fenetres: plis.fenetres + depeches.fenetres,
    racine: plis.racine,
    ecarts,
    rejoues: await reparer(rapprocheur, ecarts),
  };
  await noter(reglages, comparaison);
  return comparaison;
}

type Compte = {
  readonly nombre: number;
  readonly fenetres: number;
  readonly racine: string;
  readonly ecarts: readonly Ecart[];
};

async function compter(rapprocheur: Rapprocheur, quoi: Registre, depuis: number): Promise<Compte> {
  const { reglages } = rapprocheur;
  const fenetres = choisir(await fenetresACompter(reglages.base, quoi, depuis), rapprocheur);
  const comptes = await Promise.all(fenetres.map((fenetre) => accuses(reglages.base, quoi, fenetre)));
  const ici = comptes.map(resumer);
  const la = await interroger(rapprocheur, quoi, fenetres);
  const ecarts: Ecart[] = [];
  for (const [rang, fenetre] of fenetres.entries()) {
    const [notre, sien] = [ici[rang], la[rang]];
    if (notre && sien && !memeResume(notre, sien)) await dichotomie(rapprocheur, quoi, fenetre, ecarts);
  }
  return {
    nombre: comptes.reduce((total, comptees) => total + comptees.length, 0),
    fenetres: fenetres.length,
    racine: resumer(comptes.flat().toSorted((a, b) => a.rang - b.rang)).racine,
    ecarts,
  };
}

async function premierRang({ base }: ReglagesNoeud): Promise<number> {
  const ligne = await base.db.selectFrom('echange_rapprochement').select('depuis').executeTakeFirst();
  return ligne?.depuis ?? 0;
}

/** Les recentes, et une part des anciennes : toutes passent en `n / (PAR_PASSAGE - RECENTES)` passages. */
function choisir(toutes: readonly Fenetre[], rapprocheur: Rapprocheur): readonly Fenetre[] {
  if (toutes.length <= PAR_PASSAGE) return toutes;
  const anciennes = toutes.slice(RECENTES);
  const pas = PAR_PASSAGE - RECENTES;
  const debut = (rapprocheur.tour * pas) % anciennes.length;
  return [
    ...toutes.slice(0, RECENTES),
    ...[...anciennes, ...anciennes].slice(debut, debut + Math.min(pas, anciennes.length)),
  ];
}

async function interroger(
  { lien }: Rapprocheur,
  quoi: Registre,
  fenetres: readonly Fenetre[],
): Promise<ReponseDeRapprochement['resumes']> {
  if (fenetres.length === 0) return [];
  const { statut, corps } = await lien.envoyer({
    methode: 'POST',
    chemin: '/echange/rapprochement',
    entetes: { 'content-type': 'application/json' },
    corps: new TextEncoder().encode(JSON.stringify({ quoi, fenetres })),
  });
  const lue =
    statut === 200
      ? reponseDeRapprochement.safeParse(JSON.parse(new TextDecoder().decode(corps)))
      : undefined;
  if (lue?.success !== true || lue.data.resumes.length !== fenetres.length)
    throw new Error(`Le pair n’a pas rendu de comparaison lisible (statut ${statut}).`);
  return lue.data.resumes;
}

/** Coupe la fenetre en deux jusqu'au rang en cause : le nombre d'echanges croit comme le logarithme de la fenetre. */
async function dichotomie(
  rapprocheur: Rapprocheur,
  quoi: Registre,
  fenetre: Fenetre,
  ecarts: Ecart[],
): Promise<void> {
  if (ecarts.length >= ECARTS_MAX) return;
  if (fenetre.a - fenetre.de === 1) return constater(rapprocheur, quoi, fenetre, ecarts);
  const moities = couper(fenetre);
  const la = await interroger(rapprocheur, quoi, moities);
  for (const [rang, moitie] of moities.entries()) {
    const ici = resumer(await accuses(rapprocheur.reglages.base, quoi, moitie));
    const sien = la[rang];
    if (sien && !memeResume(ici, sien)) await dichotomie(rapprocheur, quoi, moitie, ecarts);
  }
}

/** Un rang en cause : relu ici, car un envoi a pu se conclure entre les deux lectures. */
async function constater(
  rapprocheur: Rapprocheur,
  registre: Registre,
  fenetre: Fenetre,
  ecarts: Ecart[],
): Promise<void> {
  const { reglages } = rapprocheur;
  const quoi = registre === 'plis' ? 'pli' : 'depeche';
  const envoi = await emisDeRang(reglages.base, registre, fenetre.a);
  if (envoi && !envoi.accuse) return;
  const [sien] = await interroger(rapprocheur, registre, [{ ...fenetre, exclus: [] }]);
  const recu = sien?.pli ?? null;
  if (!envoi && recu) ecarts.push({ quoi, genre: 'inattendu', rang: fenetre.a, pli: recu.id, objet: '' });
  if (!envoi) return;
  const ecart = { quoi, rang: fenetre.a, pli: envoi.id, objet: envoi.objet } as const;
  if (!recu) ecarts.push({ ...ecart, genre: 'perdu' });
  else if (recu.id !== envoi.id || recu.empreinte !== envoi.empreinte)
    ecarts.push({ ...ecart, genre: 'different' });
}

/** Un pli perdu repart, les memes octets ; le destinataire l'integre et l'accuse de nouveau. Un ecart deja ouvert n'est pas signale deux fois. */
async function reparer(
  { reglages, lien }: Rapprocheur,
  ecarts: readonly Ecart[],
): Promise<readonly string[]> {
  const rejoues: string[] = [];
  for (const ecart of ecarts) {
    await ouvrir(reglages, ecart);
    if (ecart.genre !== 'perdu') continue;
    try {
      if (await rejouer(ecart, reglages, lien)) rejoues.push(ecart.pli);
    } catch (cause) {
      reglages.consigner('erreur', 'Rejeu impossible', { pli: ecart.pli, erreur: String(cause) });
    }
  }
  await clore(reglages, ecarts, rejoues);
  return rejoues;
}

async function rejouer({ quoi, pli }: Ecart, reglages: ReglagesNoeud, lien: Lien): Promise<boolean> {
  if (quoi === 'depeche') return renvoyerLaDepeche(pli, reglages, lien);
  const envoi = await reglages.base.db
    .selectFrom('echange_envoi')
    .selectAll()
    .where('id', '=', pli)
    .executeTakeFirst();
  return envoi !== undefined && renvoyerLePli(envoi, reglages, lien);
}

async function ouvrir(reglages: ReglagesNoeud, ecart: Ecart): Promise<void> {
  await dansUneTransaction(reglages.base.db, async (tx) => {
    const { rows } = await sql<{ numero: number }>`
      insert into echange_ecart (quoi, genre, rang, pli, objet) values (${ecart.quoi}, ${ecart.genre}, ${ecart.rang}, ${ecart.pli}, ${ecart.objet})
      on conflict (pli, genre) where repare_a is null do nothing returning numero`.execute(tx);
    if (rows.length > 0) await reglages.surEcart?.(tx, ecart);
  });
}

/** Un ecart est repare quand son pli est rejoue, ou quand une comparaison ne le retrouve plus. */
async function clore(
  { base }: ReglagesNoeud,
  ecarts: readonly Ecart[],
  rejoues: readonly string[],
): Promise<void> {
  const restants = ecarts.filter(({ pli }) => !rejoues.includes(pli)).map(({ pli }) => pli);
  if (ecarts.length >= ECARTS_MAX && restants.length > 0) return;
  await sql`update echange_ecart set repare_a = now()
    where repare_a is null and not (pli = any(${restants}::uuid[]))`.execute(base.db);
}

async function noter({ base }: ReglagesNoeud, comparaison: Comparaison): Promise<void> {
  await base.db
    .updateTable('echange_rapprochement')
    .set({
      faite_a: sql<Date>`now()`,
      plis: comparaison.plis,
      depeches: comparaison.depeches,
      fenetres: comparaison.fenetres,
      racine: comparaison.racine,
      erreur: null,
    })
    .execute();
}

/** La comparaison n'a pas pu se faire : la raison se voit, l'heure de la derniere reste. */
export const noterEchec = async ({ base }: ReglagesNoeud, cause: unknown): Promise<void> =>
  void (await base.db
    .updateTable('echange_rapprochement')
    .set({ erreur: (cause instanceof Error ? cause.message : String(cause)).slice(0, 500) })
    .execute());
