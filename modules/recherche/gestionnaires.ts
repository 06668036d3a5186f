import { isUuid } from '@ppn/core';
import { type Agent, autoriser, type TablesHabilitation, tracer } from '@ppn/habilitation';
import { type Gestionnaires, refuser } from '@ppn/http';
import { vueTypee } from '@ppn/postgres';
import { chercher, type Demande } from './chercher.ts';
import { type contratRecherche, rechercheGardee, type RechercheGardee } from './contract.ts';
import { porteeDe, type PortsRecherche } from './ports.ts';
import { trouverDansLeDossier } from './trouver-dans-le-dossier.ts';

const GARDEES_MAX = 50;

/** Gestionnaires de la recherche : qualite exigee, recherche tracee (question comprise) avant d'etre servie (R.249-16 CPP). */
export function gestionnairesRecherche(ports: PortsRecherche): Gestionnaires<typeof contratRecherche, Agent> {
  return {
    'GET /api/recherche': async ({ agent, requete, brute }) => {
      await exiger(ports, agent, requete, brute.ip);
      return chercher(ports, agent, requete);
    },
    'GET /api/dossiers/:idj/trouver': async ({ agent, params: { idj }, requete: { q }, brute }) => {
      const libelle = `chercher dans le dossier : « ${q} »`;
      await ports.ouvrirDossier({ agent, idj, action: 'consulter', adresse: brute.ip, libelle });
      return trouverDansLeDossier(ports, agent, { idj, q });
    },
    'GET /api/recherches-gardees': async ({ agent }) => ({ recherches: await lister(ports, agent) }),
    'PUT /api/recherches-gardees/:id': async ({ agent, params: { id }, corps }) => {
      if (!isUuid(id)) throw inconnue();
      await garder(ports, agent, { id, ...corps });
      return { id, ...corps };
    },
    'DELETE /api/recherches-gardees/:id': async ({ agent, params: { id } }) => {
      if (!isUuid(id)) throw inconnue();
      await ports.db
        .deleteFrom('recherche_gardee')
        .where('id', '=', id)
        .where('matricule', '=', agent.matricule)
        .execute();
      return undefined;
    },
  };
}

const inconnue = () => refuser(404, 'recherche-inconnue', 'Cette recherche n’existe plus.');

/** Qui lit les dossiers de sa portee peut y chercher ; un juge qui n'en voit que les pieces de sa decision ne le peut pas. */
async function exiger(ports: PortsRecherche, agent: Agent, requete: Demande, adresse: string): Promise<void> {
  const portee = porteeDe(agent);
  const droit = autoriser(agent, 'consulter', { unite: portee, juridiction: portee });
  await tracer(vueTypee<TablesHabilitation>(ports.db), {
    agent,
    idj: null,
    action: `rechercher : ${enClair(requete)}`,
    motif: droit.ok ? droit.valeur : droit.refus,
    resultat: droit.ok ? 'accorde' : 'refuse',
    adresse,
  });
  if (!droit.ok)
    throw refuser(
      403,
      'qualite-insuffisante',
      'Votre qualité n’ouvre que les pièces de vos décisions : la recherche dans les procédures ne vous est pas ouverte. Votre demande est enregistrée.',
    );
}

/** La recherche telle qu'elle s'ecrit au journal des acces. */
const enClair = ({ q, tri: _tri, apres, ...filtres }: Demande): string =>
  [
    `« ${q} »`,
    ...Object.entries(filtres).map(([nom, valeur]) => `${nom} ${String(valeur)}`),
    ...(apres === undefined ? [] : ['page suivante']),
  ].join(', ');

async function lister({ db }: PortsRecherche, { matricule }: Agent): Promise<RechercheGardee[]> {
  const lignes = await db
    .selectFrom('recherche_gardee')
    .select(['id', 'nom', 'question', 'filtres'])
    .where('matricule', '=', matricule)
    .orderBy('gardee_a', 'desc')
    .limit(GARDEES_MAX)
    .execute();
  return lignes.map((ligne) => rechercheGardee.parse(ligne));
}

async function garder(ports: PortsRecherche, agent: Agent, recherche: RechercheGardee): Promise<void> {
  const siennes = await lister(ports, agent);
  if (siennes.length >= GARDEES_MAX && !siennes.some(({ id }) => id === recherche.id))
    throw refuser(
      409,
      'trop-de-recherches',
      `Vous gardez déjà ${GARDEES_MAX} recherches : oubliez-en une d’abord.`,
    );
  const valeurs = {
    nom: recherche.nom,
    question: recherche.question,
    filtres: JSON.stringify(recherche.filtres),
  };
  const ecrite = await ports.db
    .insertInto('recherche_gardee')
    .values({ id: recherche.id, matricule: agent.matricule, gardee_a: ports.maintenant(), ...valeurs })
    .onConflict((conflit) =>
      conflit.column('id').doUpdateSet(valeurs).where('recherche_gardee.matricule', '=', agent.matricule),
    )
    .returning('id')
    .executeTakeFirst();
  if (ecrite === undefined) throw inconnue();
}
