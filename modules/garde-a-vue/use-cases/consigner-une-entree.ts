import { randomBytes } from 'node:crypto';
import { horodate, nouvelUuid } from '@ppn/core';
import type { Agent } from '@ppn/habilitation';
import { refuser } from '@ppn/http';
import { etape } from '@ppn/observability';
import { dansUneTransaction } from '@ppn/postgres';
import { consignerLaMesure, verrouillerLaMesure } from '../consigner-mesure.ts';
import type { AuteurDEntree, Entree } from '../domain/entrees.ts';
import type { MesureLue } from '../acces-a-la-mesure.ts';
import type { FaitMesure } from '../faits.ts';
import type { MesureAuDossier } from '../mesure-au-dossier.ts';
import { constatsDesEntrees } from '../points-d-attention.ts';
import { officierDeLUnite } from '../officier-de-l-unite.ts';
import type { PortsGardeAVue, Tx } from '../ports.ts';
import { donneesRectifiees, PHRASES_DE_SAISIE, refusDeSaisie } from '../saisie-permise.ts';
import { SCHEMAS_DES_DONNEES } from '../schemas-des-donnees.ts';
import { schemaEntree, schemaSaisieDEntree, type SaisieDEntree } from '../schemas-des-entrees.ts';

/** Ce que l'ecran envoie ; sans `survenuA`, le fait est de maintenant. */
export type SaisieRecue = {
  readonly id: string;
  readonly type: string;
  readonly survenuA?: string | undefined;
  readonly donnees: unknown;
};

/**
 * Consigne une entree : fait, projections et depeche vers l'autre ministere, une seule transaction. La meme entree renvoyee
 * ne change rien ; un identifiant deja pris par autre chose est refuse.
 */
export async function consignerUneEntree(
  ports: PortsGardeAVue,
  agent: Agent,
  { ouverture: { mesure }, auDepot }: MesureLue,
  recue: SaisieRecue,
): Promise<void> {
  const maintenant = horodate(ports.maintenant().toISOString(), mesure.zone);
  const saisie = lireLaSaisie({ ...recue, survenuA: recue.survenuA ?? maintenant });
  const ecrit = await dansUneTransaction(ports.db, async (tx: Tx) => {
    await verrouillerLaMesure(tx, mesure.id);
    const entrees = await entreesDe(tx, mesure.id);
    const deja = entrees.find(({ id }) => id === recue.id);
    if (deja) return exigerLaMeme(deja, saisie, agent);
    exigerPermise(agent, saisie, { entrees, maintenant, auDepot });
    exigerUnCollegue(ports, agent, saisie);
    exigerUnDepot(ports, mesure.juridiction.code, saisie);
    const entree = schemaEntree.parse({
      ...saisie,
      id: recue.id,
      mesure: mesure.id,
      enregistreA: maintenant,
      auteur: auteurDe(agent),
      source: { genre: 'saisie' },
    });
    exigerPossible({ mesure, entrees }, entree, agent);
    const fait: FaitMesure = { type: 'entree-consignee', donnees: entree };
    await consignerLaMesure(tx, mesure.id, [fait], agent.matricule, ports);
    await depecher(tx, mesure.id, fait, ports);
    return true;
  });
  if (!ecrit) return;
  await etape('garde-a-vue.entree-consignee');
  ports.dossier.reveiller();
}

/** Envoie un fait de la mesure a l'autre ministere, dans la transaction qui l'ecrit. */
export async function depecher(
  tx: Tx,
  mesure: string,
  fait: FaitMesure,
  ports: PortsGardeAVue,
): Promise<void> {
  const maintenant = ports.maintenant();
  await ports.emettreDepeche(tx, {
    id: nouvelUuid(maintenant.getTime(), randomBytes(10)),
    objet: mesure,
    genre: 'garde-a-vue',
    corps: fait,
    emisA: maintenant.toISOString(),
  });
}

/** Qui consigne, tel que le registre le garde. */
export const auteurDe = ({ matricule, prenom, nom, qualite, rattachement }: Agent): AuteurDEntree => ({
  matricule,
  nom: `${prenom} ${nom.toLocaleUpperCase('fr')}`,
  qualite,
  rattachement: rattachement.libelle,
});

/** Toutes les entrees d'une mesure, dans leur ordre d'enregistrement. */
export const entreesDe = async (db: Pick<Tx, 'selectFrom'>, mesure: string): Promise<readonly Entree[]> =>
  (
    await db
      .selectFrom('mesure_entree')
      .select('entree')
      .where('mesure', '=', mesure)
      .orderBy('rang')
      .execute()
  ).map(({ entree }) => entree);

function lireLaSaisie(recue: SaisieRecue): SaisieDEntree {
  const lue = schemaSaisieDEntree.safeParse(recue);
  if (lue.success) return lue.data;
  const champs = lue.error.issues.map(({ path, message }) => ({
    champ: path.join('.'),
    phrase: message.startsWith('Invalid') ? 'À compléter ou corriger.' : message,
  }));
  throw refuser(422, 'entree-illisible', `Cette entrée est incomplète : ${champs[0]?.phrase ?? ''}`, {
    champs,
  });
}

const RESERVES: readonly string[] = ['reserve-a-l-opj', 'reserve-au-chef', 'hors-du-depot'];

function exigerPermise(
  agent: Agent,
  saisie: SaisieDEntree,
  contexte: { readonly entrees: readonly Entree[]; readonly maintenant: string; readonly auDepot: boolean },
): void {
  const raison = refusDeSaisie(agent, saisie, contexte);
  if (raison !== undefined)
    throw refuser(RESERVES.includes(raison) ? 403 : 422, raison, PHRASES_DE_SAISIE[raison]);
  if (saisie.type !== 'rectification' || saisie.donnees.donnees === null) return;
  const rectifiees = donneesRectifiees(contexte.entrees, saisie.donnees);
  const lues = rectifiees && SCHEMAS_DES_DONNEES[rectifiees.type].safeParse(rectifiees.donnees);
  if (!lues?.success)
    throw refuser(422, 'rectification-illisible', 'La donnée rectifiée ne convient pas à cette entrée.');
}

/** Une mesure se confie a un officier de la meme unite, que l'annuaire nomme. */
function exigerUnCollegue({ dossier }: PortsGardeAVue, { rattachement }: Agent, saisie: SaisieDEntree): void {
  if (saisie.type !== 'mesure-confiee') return;
  const { matricule, nom } = saisie.donnees;
  if (officierDeLUnite(dossier.agent(matricule), { nom, unite: rattachement.code })) return;
  throw refuser(422, 'collegue-inconnu', 'Une mesure se confie à un officier de la même unité.', {
    champs: [{ champ: 'matricule', phrase: 'Choisissez un officier de la liste.' }],
  });
}

/** Une personne deferee ne se remet qu'a une unite que l'annuaire dit garder le depot de sa juridiction. */
function exigerUnDepot({ dossier }: PortsGardeAVue, juridiction: string, saisie: SaisieDEntree): void {
  if (saisie.type !== 'remise-au-depot') return;
  const { code, libelle } = saisie.donnees.unite;
  const gardes = dossier.unitesDuDepot?.(juridiction) ?? [];
  if (gardes.some((garde) => garde.code === code && garde.libelle === libelle)) return;
  throw refuser(422, 'unite-sans-depot', 'Cette unité ne garde pas le dépôt de cette juridiction.', {
    champs: [{ champ: 'unite', phrase: 'Choisissez une unité de la liste.' }],
  });
}

/** Ce qui ne peut exister ne se consigne pas plus qu'il ne se signe : un placement que l'age ou la peine exclut. */
function exigerPossible(lue: MesureAuDossier, entree: Entree, { qualite }: Agent): void {
  const [refus] = constatsDesEntrees(lue, {
    acteType: '',
    portees: [entree],
    qualite,
    a: entree.enregistreA,
  }).interdits;
  if (refus) throw refuser(422, refus.code, `${refus.phrase} (${refus.article})`);
}

/** La meme entree renvoyee (reponse perdue) n'est pas un conflit ; une autre sous le meme identifiant en est un. */
function exigerLaMeme(deja: Entree, { type }: SaisieDEntree, { matricule }: Agent): false {
  if (deja.type === type && deja.auteur.matricule === matricule) return false;
  throw refuser(409, 'identifiant-pris', 'Une autre entrée porte déjà cet identifiant.');
}
