import {
  type HorlogeJson,
  type RegimeDeMesure,
  type VueMesure,
  horlogeJson,
} from '@ppn/garde-a-vue/contract';
import { REGLES_DE_GARDE_A_VUE } from '@ppn/nomenclature';
import {
  attendre,
  attendu,
  type Enqueteur,
  type Magistrat,
  nouvelId,
  rediger,
  signer,
  type TypeDActe,
} from './joueur.ts';

type Contenu = { readonly [champ: string]: unknown };
type Donnees = { readonly [champ: string]: unknown };

/** Une garde a vue en cours de jeu. */
export type MesureJouee = { readonly idj: string; readonly id: string };

/** De quoi ouvrir une mesure. */
export type AOuvrir = {
  readonly idj: string;
  readonly personne: string;
  readonly fait: string;
  readonly peineMois: number;
  readonly alinea70673?: string;
  readonly apprehendeeA: string;
  readonly lieu: string;
  readonly langue?: string;
  readonly etrangere?: boolean;
  readonly protegee?: boolean;
  /** Absent : le service le deduit de l'age et des faits. */
  readonly regime?: RegimeDeMesure;
};

/** Ouvre la mesure : l'apprehension, a son heure, en est la premiere entree. */
export async function ouvrirLaMesure({ client }: Enqueteur, a: AOuvrir): Promise<MesureJouee> {
  const id = nouvelId();
  attendu(
    'ouvrir la mesure',
    await client.appeler('POST /api/dossiers/:idj/mesures', {
      idj: a.idj,
      corps: {
        id,
        personne: a.personne,
        faits: [{ fait: a.fait, peineMois: a.peineMois, alinea70673: a.alinea70673 ?? '' }],
        juridiction: 'tj47001',
        langue: a.langue ?? 'fr',
        etrangere: a.etrangere ?? false,
        protegee: a.protegee ?? false,
        ...(a.regime === undefined ? {} : { regime: a.regime }),
        debut: {
          genre: 'apprehension',
          id: nouvelId(),
          survenuA: a.apprehendeeA,
          contrainte: 'interpellation',
          memesFaits: true,
          lieu: a.lieu,
        },
      },
    }),
  );
  return { idj: a.idj, id };
}

/** Consigne une entree au registre, maintenant ou a l'heure du fait donnee. */
export async function consigner(
  { client }: Enqueteur | Magistrat,
  { id }: MesureJouee,
  type: string,
  donnees: Donnees,
  survenuA?: string,
): Promise<void> {
  const unite = client as Enqueteur['client'];
  attendu(
    type,
    await unite.appeler('POST /api/mesures/:id/entrees', {
      id,
      corps: { id: nouvelId(), type, donnees, ...(survenuA === undefined ? {} : { survenuA }) },
    }),
  );
}

/** Redige un acte de la mesure, le fait signer par qui doit, le signe de sa carte ; rend l'acte. */
export async function acter(
  joueur: Enqueteur | Magistrat,
  { idj, id }: MesureJouee,
  type: TypeDActe,
  contenu: Contenu,
): Promise<string> {
  const acte = await rediger(joueur, idj, type, () => contenu, id);
  await signer(joueur, [acte]);
  return acte;
}

/** Abandonne les brouillons de ce type, apres un refus : il n'en reste rien. */
export async function abandonnerLesBrouillons(
  joueur: Enqueteur | Magistrat,
  mesure: MesureJouee,
  voulu: TypeDActe,
): Promise<void> {
  const client = joueur.client as Enqueteur['client'];
  const { enCours } = await lireLaMesure(joueur, mesure);
  for (const { acteId } of enCours.filter(({ type }) => type === voulu))
    attendu(
      'abandon',
      await client.appeler('DELETE /api/dossiers/:idj/actes/:acteId', { idj: mesure.idj, acteId }),
    );
}

/** La mesure, lue dans ce service. */
export const lireLaMesure = async (
  { client }: Enqueteur | Magistrat,
  { id }: MesureJouee,
): Promise<VueMesure> =>
  attendu('mesure', await (client as Enqueteur['client']).appeler('GET /api/mesures/:id', { id }));

/** Attend que la mesure lue dans ce service tienne une condition : l'autre ministere l'a su. */
export const attendreLaMesure = (
  joueur: Enqueteur | Magistrat,
  mesure: MesureJouee,
  quoi: string,
  tient: (vue: VueMesure) => boolean,
): Promise<VueMesure> =>
  attendre(quoi, async () => {
    const { client } = joueur;
    const lue = await (client as Enqueteur['client']).appeler('GET /api/mesures/:id', { id: mesure.id });
    return lue.ok && tient(lue.valeur) ? lue.valeur : undefined;
  });

/** `horloge.json` de la mesure telle que ce service la lit maintenant. */
export const horlogeDe = ({ mesure, entrees }: VueMesure, a: string): HorlogeJson =>
  horlogeJson(mesure, entrees, REGLES_DE_GARDE_A_VUE, a);

/** Leve si la mesure n'est pas celle attendue : le scenario dit ou. */
export function exiger(vrai: boolean, phrase: string): void {
  if (!vrai) throw new Error(phrase);
}

/** L'acte ou l'entree doit etre refuse, et la phrase dire pourquoi. */
export async function exigerRefus(quoi: string, agir: () => Promise<unknown>, phrase: RegExp): Promise<void> {
  const refus = await agir().then(
    () => undefined,
    (cause: unknown) => String(cause),
  );
  if (refus === undefined) throw new Error(`${quoi} : aurait dû être refusé.`);
  if (!phrase.test(refus)) throw new Error(`${quoi} : refusé, mais en disant « ${refus} ».`);
}

/** Octets d'un fichier JSON. */
export const enJson = (valeur: unknown): Uint8Array =>
  new TextEncoder().encode(`${JSON.stringify(valeur, null, 2)}\n`);
