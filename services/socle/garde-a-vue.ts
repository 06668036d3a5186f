import { randomBytes } from 'node:crypto';
import { type ActeInscrit, type ActeJson, actesEnCours, lireActeJson, type PortsActe } from '@ppn/acte';
import { isEmpreinte, nouvelUuid } from '@ppn/core';
import { type EnvoiDemande, idjDuFlux, type PortsDossier } from '@ppn/dossier';
import { emettreDepeche, type RecepteurDeDepeche } from '@ppn/exchange';
import {
  apportDe,
  type AuditionLibre,
  calculerHorloge,
  estDeGardeAVue,
  inscrireUnActe,
  mesureDuFlux,
  obligations,
  type PortsGardeAVue,
  premissesDe,
  recevoirUneDepeche,
  type TablesDesMesures,
  type TxMesure,
} from '@ppn/garde-a-vue';
import { JURIDICTIONS, REGLES_DE_GARDE_A_VUE } from '@ppn/nomenclature';
import { type Base, vueTypee } from '@ppn/postgres';
import { sql } from 'kysely';
import * as z from 'zod';

/** Le droit en service : les calculs purs, la table datee. */
export const DROIT: PortsGardeAVue['droit'] = {
  horloge: calculerHorloge,
  obligations,
  regles: REGLES_DE_GARDE_A_VUE,
};

/** Ce que la garde a vue emprunte au reste du service. */
type Besoins = {
  readonly base: Pick<Base<unknown>, 'db'>;
  readonly dossier: PortsDossier;
  readonly actes: () => PortsActe;
  readonly redige: readonly ActeInscrit[];
  readonly composer: PortsGardeAVue['composer'];
  /** Salle de visioconference par juridiction. */
  readonly visio: ReadonlyMap<string, string>;
};

/** Ports de la garde a vue : ses tables, les actes qu'on y redige, les depeches de l'echange. */
export const portsDeGardeAVue = ({
  base,
  dossier,
  actes,
  redige,
  composer,
  visio,
}: Besoins): PortsGardeAVue => ({
  db: vueTypee<TablesDesMesures>(base.db),
  dossier,
  droit: DROIT,
  maintenant: dossier.maintenant,
  juridictions: JURIDICTIONS,
  actes: redige
    .filter(({ type }) => estDeGardeAVue(type))
    .map(({ type, titre, qualites }) => ({ type, titre, qualites })),
  enCours: async (idj, mesure) => {
    const { rows } = await sql<{ acte_id: string }>`
      select acte_id from brouillon where idj = ${idj} and contenu -> 'mesure' ->> 'id' = ${mesure}`.execute(
      base.db,
    );
    const siens = new Set(rows.map(({ acte_id }) => acte_id));
    if (siens.size === 0) return [];
    return (await actesEnCours(actes(), idj)).filter(({ acteId }) => siens.has(acteId));
  },
  visioDe: (juridiction) => visio.get(juridiction),
  auditionsLibres: (idj) => auditionsLibres({ base, dossier }, idj),
  composer,
  emettreDepeche: (tx, depeche) => emettreDepeche(vueTypee(tx), depeche),
});

/** Les auditions libres d'un dossier : en redaction, puis signees, lues dans leur acte. */
async function auditionsLibres(
  { base, dossier }: Pick<Besoins, 'base' | 'dossier'>,
  idj: string,
): Promise<readonly AuditionLibre[]> {
  const titre = dossier.titreDe(AUDITION_LIBRE);
  const { rows } = await sql<{ acte_id: string; contenu: unknown }>`
    select acte_id, contenu from brouillon where idj = ${idj} and type = ${AUDITION_LIBRE}`.execute(base.db);
  const signees = await dossier.db
    .selectFrom('piece')
    .select(['id', 'numero', 'empreinte'])
    .where('idj', '=', idj)
    .where('type', '=', AUDITION_LIBRE)
    .where('genre', '=', 'acte')
    .execute();
  return [
    ...rows.map(({ acte_id, contenu }) => auditionDe(contenu, { acteId: acte_id, titre, numero: null })),
    ...(await Promise.all(
      signees.map(async ({ id, numero, empreinte }) =>
        auditionDe(await contenuSigne(dossier, empreinte), { acteId: id, titre, numero }),
      ),
    )),
  ];
}

/** Le contenu d'un acte scelle ; rien s'il est altere : un incident le dit deja. */
async function contenuSigne({ magasin }: PortsDossier, empreinte: string): Promise<unknown> {
  if (!isEmpreinte(empreinte)) return undefined;
  try {
    const lu = await lireActeJson(await magasin.lireOctets(empreinte, ACTE_MAX));
    return lu.ok ? lu.valeur.contenu : undefined;
  } catch {
    return undefined;
  }
}

const AUDITION_LIBRE = 'audition-libre';
const ACTE_MAX = 256 * 1024 * 1024;

/** Un brouillon peut etre incomplet : ce qui manque est vide. */
const auditionDe = (
  contenu: unknown,
  acte: Pick<AuditionLibre, 'acteId' | 'titre' | 'numero'>,
): AuditionLibre => {
  const lu = contenuLu.safeParse(contenu);
  return { ...acte, ...(lu.success ? lu.data : { personne: '', faits: [], debut: '' }) };
};
const contenuLu = z.object({
  personne: z.string().default(''),
  faits: z.array(z.string()).default([]),
  debut: z.string().default(''),
});

/** Recoit une entree de registre consignee par l'autre ministere. */
export const recepteurDeGardeAVue =
  (ports: PortsGardeAVue): RecepteurDeDepeche =>
  async (tx, { objet, corps, emetteur }) =>
    recevoirUneDepeche(
      vueTypee(tx),
      { objet, corps, emetteur },
      { ...ports, service: ports.dossier.service },
    );

/** Un acte de garde a vue scelle ici : ses entrees au registre, puis son pli vers l'autre ministere, avec ce qu'il joint. Vrai : il part. */
export async function apresUnActeDeGardeAVue(
  tx: TxMesure,
  {
    acte,
    empreinte,
    taille,
  }: { readonly acte: ActeJson; readonly empreinte: string; readonly taille: number },
  ports: PortsGardeAVue,
): Promise<boolean> {
  const apport = apportDe(acte);
  if (!apport) return false;
  await inscrireUnActe(tx, acte, ports);
  const { mesure } = apport;
  const premisses = await premissesDe(tx, acte);
  const maintenant = ports.maintenant();
  await ports.dossier.emettre(vueTypee(tx), {
    id: nouvelUuid(maintenant.getTime(), randomBytes(10)),
    objet: acte.idj,
    genre: 'garde-a-vue',
    pieces: [
      { nom: `actes/${acte.acteId}.pdf`, empreinte, taille, typeMime: 'application/pdf', role: 'acte' },
      ...(await jointesDe(acte, ports.dossier)),
    ],
    // Sans juridiction au premier rang : ce pli n'est pas une transmission.
    message: {
      mesure: {
        id: mesure.id,
        juridiction: mesure.juridiction,
        ...(premisses === undefined ? {} : { premisses }),
      },
    },
    emisA: maintenant.toISOString(),
  });
  return true;
}

/** Originaux que l'acte joint, et leurs apercus. */
async function jointesDe(acte: ActeJson, { magasin }: PortsDossier): Promise<EnvoiDemande['pieces']> {
  const pieces: EnvoiDemande['pieces'][number][] = [];
  for (const { id, empreinte, taille, typeMime, apercu } of acte.jointes) {
    pieces.push({ nom: `fichiers/${id}`, empreinte, taille, typeMime, role: 'fichier' });
    const reduit = apercu === null ? undefined : await magasin.taille(apercu);
    if (apercu !== null && reduit !== undefined)
      pieces.push({
        nom: `apercus/${id}.webp`,
        empreinte: apercu,
        taille: reduit,
        typeMime: 'image/webp',
        role: 'apercu',
      });
  }
  return pieces;
}

/** Ce qu'un flux du journal concerne : un dossier, une mesure, ou rien de projete. */
export const objetDuFlux = (
  flux: string,
): { readonly idj: string } | { readonly mesure: string } | undefined => {
  const idj = idjDuFlux(flux);
  if (idj !== undefined) return { idj };
  const mesure = mesureDuFlux(flux);
  return mesure === undefined ? undefined : { mesure };
};
