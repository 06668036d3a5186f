import { creerClient, exiger, type ReponsePour } from '@ppn/api-client';
import type { contratGardeAVue } from '@ppn/garde-a-vue/contract';
import { calerSurLeService } from '@ppn/kit';
import { queryOptions } from '@tanstack/react-query';
import { client, perdreLaSession } from '../client.ts';
import { memoire } from '../memoire.ts';

type Contrat = typeof contratGardeAVue;

/** Client des mesures ; chaque reponse cale l'heure des comptes a rebours sur celle du service. */
export const clientDeMesure = creerClient<Contrat>({
  surSessionPerdue: perdreLaSession,
  surHeure: calerSurLeService,
});

export type VueMesure = ReponsePour<Contrat, 'GET /api/mesures/:id'>;
export type LigneDeMesure = VueMesure['ligne'];
type Tableau = ReponsePour<Contrat, 'GET /api/mesures'>;

/** Les mesures vivantes de la juridiction ; le flux vif tient chaque ligne a jour, sans relecture. */
export const lectureTableau = queryOptions({
  queryKey: ['mesures'],
  queryFn: async (): Promise<Tableau> => {
    const lu = await exiger(clientDeMesure.appeler('GET /api/mesures', { requete: { etat: 'en-cours' } }));
    return fusionner(lu, memoire.getQueryData(['mesures']));
  },
  staleTime: Infinity,
  gcTime: Infinity,
});

/** Une mesure entiere ; la lecture est journalisee par le service. */
export const lectureMesure = (id: string) =>
  queryOptions({
    queryKey: ['mesure', id],
    queryFn: () => exiger(clientDeMesure.appeler('GET /api/mesures/:id', { id })),
    gcTime: Infinity,
  });

/** L'autre ministere repond-il ; le flux vif dit ensuite chaque changement. */
export const lectureLiaison = queryOptions({
  queryKey: ['liaison'],
  queryFn: () => exiger(client.appeler('GET /api/supervision/liaison')),
  staleTime: Infinity,
  // Une lecture partie avant le retour peut arriver apres son annonce : tant qu'on le dit absent, on redemande.
  refetchInterval: ({ state }) => (typeof state.data?.absentDepuis === 'string' ? 5_000 : false),
});

/** Une lecture partie avant un changement ne recule pas une ligne : la version la plus haute l'emporte. */
const fusionner = (lu: Tableau, connu: Tableau | undefined): Tableau => {
  const connues = new Map(connu?.mesures.map((ligne) => [ligne.id, ligne]));
  return {
    ...lu,
    mesures: lu.mesures.map((ligne) => {
      const autre = connues.get(ligne.id);
      return autre !== undefined && autre.version > ligne.version ? autre : ligne;
    }),
  };
};

const estLigne = (valeur: object): valeur is { readonly ligne: LigneDeMesure } =>
  'ligne' in valeur && typeof valeur.ligne === 'object' && valeur.ligne !== null && 'version' in valeur.ligne;

/** Range un evenement de mesure : la ligne remplace l'ancienne si elle est plus recente, la mesure ouverte se relit. */
export function rangerLaMesure(corps: object | undefined): void {
  if (corps === undefined || !estLigne(corps)) return;
  const { ligne } = corps;
  memoire.setQueryData<Tableau>(['mesures'], (tableau) => tableau && remplacer(tableau, ligne));
  void memoire.invalidateQueries({ queryKey: ['mesure', ligne.id] });
}

function remplacer(tableau: Tableau, ligne: LigneDeMesure): Tableau {
  const ancienne = tableau.mesures.find(({ id }) => id === ligne.id);
  if (ancienne !== undefined && ancienne.version >= ligne.version) return tableau;
  const autres = tableau.mesures.filter(({ id }) => id !== ligne.id);
  return { ...tableau, mesures: ligne.etat === 'terminee' ? autres : [...autres, ligne] };
}

/** Range l'annonce d'une coupure ou d'un retour de l'autre ministere. */
export const rangerLaLiaison = (corps: object | undefined): void =>
  void (
    corps !== undefined &&
    'absentDepuis' in corps &&
    memoire.setQueryData(lectureLiaison.queryKey, (connue) => ({
      vuA: connue?.vuA ?? null,
      absentDepuis: typeof corps.absentDepuis === 'string' ? corps.absentDepuis : null,
    }))
  );

const dites = new Set<string>();

/** Dit au service quelles alarmes cet ecran montre, une fois chacune : qui les a vues reste au journal des acces. */
export function direVues(mesure: string, alarmes: readonly string[]): void {
  const neuves = alarmes.filter((alarme) => !dites.has(`${mesure} ${alarme}`));
  if (neuves.length === 0) return;
  for (const alarme of neuves) dites.add(`${mesure} ${alarme}`);
  void clientDeMesure.appeler('POST /api/mesures/:id/alarmes/vues', {
    id: mesure,
    corps: { alarmes: [...neuves] },
  });
}

/** Acquitte une alarme : qui l'a vue, et quand, reste au registre. */
export async function acquitter(mesure: string, alarme: string): Promise<string | undefined> {
  const rendu = await clientDeMesure.appeler('POST /api/mesures/:id/acquittements', {
    id: mesure,
    corps: { id: crypto.randomUUID(), alarme },
  });
  if (!rendu.ok) return rendu.refus.detail;
  memoire.setQueryData(lectureMesure(mesure).queryKey, rendu.valeur);
  rangerLaMesure({ ligne: rendu.valeur.ligne });
  return undefined;
}
