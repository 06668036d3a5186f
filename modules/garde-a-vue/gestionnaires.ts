import { isUuid } from '@ppn/core';
import { acceder, servirPiece } from '@ppn/dossier';
import { type Agent, tracer } from '@ppn/habilitation';
import { type Gestionnaires, refuser } from '@ppn/http';
import type { FastifyRequest } from 'fastify';
import { type AccesALaMesure, accederALaMesure, type MesureLue } from './acces-a-la-mesure.ts';
import { declarationDesDroits, formulairesDesDroits } from './langues.ts';
import type { PortsGardeAVue } from './ports.ts';
import { PDF, rendre } from './rendre.ts';
import type { contratGardeAVue } from './routes.ts';
import { consignerUneEntree, type SaisieRecue } from './use-cases/consigner-une-entree.ts';
import { composerLeRegistre } from './use-cases/imprimer-le-registre.ts';
import { listerLesMesures, mesuresDuDossier, voirLaMesure } from './use-cases/voir-la-mesure.ts';
import type { VueMesure } from './vues.ts';

type Demande = {
  readonly agent: Agent;
  readonly params: { readonly id: string };
  readonly brute: FastifyRequest;
};

/** Ce que le journal des acces dit de chaque liste. */
const LISTES = {
  'en-cours': 'voir le tableau des gardes à vue',
  terminees: 'voir les gardes à vue terminées',
  'au-depot': 'voir les personnes gardées au dépôt',
} as const;

/** Gestionnaires de la garde a vue, communs aux deux services : chaque lecture est autorisee et tracee avant d'etre servie. */
export function gestionnairesGardeAVue(ports: PortsGardeAVue): Gestionnaires<typeof contratGardeAVue, Agent> {
  const ouvrir = (
    { agent, params: { id }, brute }: Demande,
    voulu: Omit<AccesALaMesure, 'agent' | 'id' | 'adresse'>,
  ): Promise<MesureLue> => accederALaMesure(ports, { agent, id, adresse: brute.ip, ...voulu });
  const consigner = async (demande: Demande, libelle: string, saisie: SaisieRecue): Promise<VueMesure> => {
    const lue = await ouvrir(demande, { action: 'statuer-sur-la-mesure', ouAuDepot: true, libelle });
    await consignerUneEntree(ports, demande.agent, lue, saisie);
    return voirLaMesure(ports, demande.agent, demande.params.id);
  };
  return {
    'GET /api/mesures': async ({ agent, requete, brute }) => {
      await tracer(ports.db, {
        agent,
        idj: null,
        action: LISTES[requete.etat],
        motif: `mesures de ${agent.rattachement.libelle} (art. 62-3 CPP)`,
        resultat: 'accorde',
        adresse: brute.ip,
      });
      const luA = ports.maintenant().toISOString();
      return { ...(await listerLesMesures(ports, agent, requete.etat)), luA };
    },
    'GET /api/mesures/:id': async (demande) => {
      await ouvrir(demande, {
        action: 'suivre-la-mesure',
        ouAuDepot: true,
        libelle: 'lire une garde à vue',
      });
      return voirLaMesure(ports, demande.agent, demande.params.id);
    },
    'GET /api/dossiers/:idj/mesures': async ({ agent, params: { idj }, brute }) => {
      await acceder(ports.dossier, {
        agent,
        idj,
        action: 'suivre-la-mesure',
        adresse: brute.ip,
        libelle: 'voir les gardes à vue du dossier',
      });
      return { mesures: await mesuresDuDossier(ports, agent, idj) };
    },
    'POST /api/mesures/:id/entrees': async (demande) =>
      consigner(demande, `consigner : ${demande.corps.type}`, demande.corps),
    'POST /api/mesures/:id/entrees/:entree/rectification': async (demande) => {
      const { id, ...donnees } = demande.corps;
      return consigner(demande, 'rectifier une entrée', {
        id,
        type: 'rectification',
        donnees: { ...donnees, entree: demande.params.entree },
      });
    },
    'POST /api/mesures/:id/acquittements': async (demande) =>
      consigner(demande, 'acquitter une alarme', {
        id: demande.corps.id,
        type: 'alarme-acquittee',
        donnees: { alarme: demande.corps.alarme },
      }),
    'POST /api/mesures/:id/alarmes/vues': async (demande) => {
      await ouvrir(demande, {
        action: 'suivre-la-mesure',
        ouAuDepot: true,
        libelle: `voir sonner : ${demande.corps.alarmes.join(', ')}`.slice(0, 300),
      });
      return undefined;
    },
    'GET /api/mesures/:id/pieces/:piece': async (demande) => {
      const { params, brute, reponse, requete } = demande;
      const { ouverture, auDepot } = await ouvrir(demande, {
        action: 'suivre-la-mesure',
        ouAuDepot: true,
        libelle: 'lire un acte de garde à vue',
        piece: params.piece,
      });
      const { idj } = ouverture.mesure;
      if (!(await estDeLaMesure(ports, { mesure: params.id, piece: params.piece, auDepot })))
        throw refuser(404, 'piece-inconnue', 'Cette pièce n’est pas un acte de cette mesure.');
      const telecharger = requete.telecharger !== undefined;
      await servirPiece(ports.dossier, { params: { idj, id: params.piece }, brute, reponse }, telecharger);
    },
    'GET /api/mesures/:id/registre': async (demande) => {
      await ouvrir(demande, { action: 'suivre-la-mesure', libelle: 'imprimer le registre' });
      const pdf = await composerLeRegistre(
        ports,
        await voirLaMesure(ports, demande.agent, demande.params.id),
      );
      await rendre(demande, { octets: pdf, typeMime: PDF, nom: `registre-${demande.params.id}.pdf` });
    },
    'GET /api/declaration-des-droits': async () => ({ formulaires: formulairesDesDroits() }),
    'GET /api/declaration-des-droits/:langue': async ({ params: { langue } }) => {
      const texte = declarationDesDroits(langue);
      if (!texte)
        throw refuser(
          404,
          'traduction-absente',
          'Aucune traduction de la déclaration des droits n’est en service dans cette langue : faites notifier les droits par un interprète (63-1, 803-5 CPP).',
        );
      return { langue, titre: texte.titre, droits: texte.droits.map((droit) => ({ ...droit })) };
    },
  };
}

/** Un acte de la mesure, ou un fichier qu'un de ses actes joint ; `auDepot` : un acte du depot seulement. */
async function estDeLaMesure(
  { db }: PortsGardeAVue,
  { mesure, piece, auDepot }: { readonly mesure: string; readonly piece: string; readonly auDepot: boolean },
): Promise<boolean> {
  if (!isUuid(piece)) return false;
  const trouvee = await db
    .selectFrom('mesure_acte')
    .innerJoin('piece', 'piece.idj', 'mesure_acte.idj')
    .select('piece.id')
    .where('mesure_acte.mesure', '=', mesure)
    .where('piece.id', '=', piece)
    .$if(auDepot, (requete) => requete.where('mesure_acte.type', '=', 'gav-depot'))
    .where((eb) =>
      eb.or([
        eb('piece.id', '=', eb.ref('mesure_acte.acte_id')),
        eb('piece.acte_id', '=', eb.ref('mesure_acte.acte_id')),
      ]),
    )
    .executeTakeFirst();
  return trouvee !== undefined;
}
