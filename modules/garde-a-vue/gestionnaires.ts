import { createHash } from 'node:crypto';
import { isUuid } from '@ppn/core';
import { acceder, servirPiece } from '@ppn/dossier';
import { type Agent, tracer } from '@ppn/habilitation';
import { envoyerOctets, type Gestionnaires, refuser } from '@ppn/http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type AccesALaMesure, accederALaMesure, type MesureLue } from './acces-a-la-mesure.ts';
import { declarationDesDroits, formulairesDesDroits } from './langues.ts';
import type { PortsGardeAVue } from './ports.ts';
import { contratOuvertureDeMesure, type contratGardeAVue } from './routes.ts';
import { auditionsQuiPeuventSeProlonger } from './use-cases/auditions-libres.ts';
import { consignerUneEntree, type SaisieRecue } from './use-cases/consigner-une-entree.ts';
import { composerLeRegistre } from './use-cases/imprimer-le-registre.ts';
import { ouvrirUneMesure } from './use-cases/ouvrir-une-mesure.ts';
import {
  imprimerLeRegistreDeLUnite,
  type Periode,
  registreDeLUnite,
  registreEnTableau,
} from './use-cases/registre-de-l-unite.ts';
import { listerLesMesures, mesuresDuDossier, voirLaMesure } from './use-cases/voir-la-mesure.ts';
import type { VueMesure } from './vues.ts';

const auditionsLibresVues = contratOuvertureDeMesure['GET /api/dossiers/:idj/auditions-libres'].reponses[200];

type Demande = {
  readonly agent: Agent;
  readonly params: { readonly id: string };
  readonly brute: FastifyRequest;
};

/** Gestionnaires de la garde a vue, communs aux deux services : chaque lecture est autorisee et tracee avant d'etre servie. */
export function gestionnairesGardeAVue(ports: PortsGardeAVue): Gestionnaires<typeof contratGardeAVue, Agent> {
  const ouvrir = (
    { agent, params: { id }, brute }: Demande,
    action: AccesALaMesure['action'],
    libelle: string,
    piece?: string,
  ): Promise<MesureLue> =>
    accederALaMesure(ports, {
      agent,
      id,
      action,
      libelle,
      adresse: brute.ip,
      ...(piece === undefined ? {} : { piece }),
    });
  const consigner = async (demande: Demande, libelle: string, saisie: SaisieRecue): Promise<VueMesure> => {
    const lue = await ouvrir(demande, 'statuer-sur-la-mesure', libelle);
    await consignerUneEntree(ports, demande.agent, lue, saisie);
    return voirLaMesure(ports, demande.agent, demande.params.id);
  };
  return {
    'GET /api/mesures': async ({ agent, requete, brute }) => {
      await tracer(ports.db, {
        agent,
        idj: null,
        action:
          requete.etat === 'en-cours'
            ? 'voir le tableau des gardes à vue'
            : 'voir les gardes à vue terminées',
        motif: `mesures de ${agent.rattachement.libelle} (art. 62-3 CPP)`,
        resultat: 'accorde',
        adresse: brute.ip,
      });
      const luA = ports.maintenant().toISOString();
      return { ...(await listerLesMesures(ports, agent, requete.etat)), luA };
    },
    'GET /api/mesures/:id': async (demande) => {
      await ouvrir(demande, 'suivre-la-mesure', 'lire une garde à vue');
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
      await ouvrir(
        demande,
        'suivre-la-mesure',
        `voir sonner : ${demande.corps.alarmes.join(', ')}`.slice(0, 300),
      );
      return undefined;
    },
    'GET /api/mesures/:id/pieces/:piece': async (demande) => {
      const { params, brute, reponse, requete } = demande;
      const { ouverture } = await ouvrir(
        demande,
        'suivre-la-mesure',
        'lire un acte de garde à vue',
        params.piece,
      );
      const { idj } = ouverture.mesure;
      if (!(await estDeLaMesure(ports, params.id, params.piece)))
        throw refuser(404, 'piece-inconnue', 'Cette pièce n’est pas un acte de cette mesure.');
      const telecharger = requete.telecharger !== undefined;
      await servirPiece(ports.dossier, { params: { idj, id: params.piece }, brute, reponse }, telecharger);
    },
    'GET /api/mesures/:id/registre': async (demande) => {
      await ouvrir(demande, 'suivre-la-mesure', 'imprimer le registre');
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

/** Gestionnaires de l'unite : ouvrir une mesure depuis un dossier. */
export const gestionnairesOuvertureDeMesure = (
  ports: PortsGardeAVue,
): Gestionnaires<typeof contratOuvertureDeMesure, Agent> => ({
  'GET /api/registre-des-gardes-a-vue': async (demande) => {
    await exigerOfficier(ports, demande, 'lire le registre de l’unité');
    return registreDeLUnite(ports, demande.agent, demande.requete);
  },
  'GET /api/registre-des-gardes-a-vue/pdf': async (demande) => {
    await exigerOfficier(ports, demande, 'imprimer le registre de l’unité');
    const octets = await imprimerLeRegistreDeLUnite(ports, demande.agent, demande.requete);
    await rendre(demande, { octets, typeMime: PDF, nom: nomDeRegistre(demande.requete, 'pdf') });
  },
  'GET /api/registre-des-gardes-a-vue/csv': async (demande) => {
    await exigerOfficier(ports, demande, 'extraire le registre de l’unité');
    const { mesures } = await registreDeLUnite(ports, demande.agent, demande.requete);
    const octets = new TextEncoder().encode(registreEnTableau(mesures));
    const nom = nomDeRegistre(demande.requete, 'csv');
    await rendre(demande, { octets, typeMime: 'text/csv; charset=utf-8', nom }, true);
  },
  'GET /api/dossiers/:idj/auditions-libres': async ({ agent, params: { idj }, brute }) => {
    await acceder(ports.dossier, {
      agent,
      idj,
      action: 'rediger',
      adresse: brute.ip,
      libelle: 'voir les auditions libres du dossier',
    });
    const auditions = await auditionsQuiPeuventSeProlonger(ports, idj);
    return auditionsLibresVues.parse({ auditions });
  },
  'POST /api/dossiers/:idj/mesures': async ({ agent, params: { idj }, corps, brute }) => {
    const etat = await acceder(ports.dossier, {
      agent,
      idj,
      action: 'rediger',
      adresse: brute.ip,
      libelle: 'ouvrir une garde à vue',
    });
    return voirLaMesure(ports, agent, await ouvrirUneMesure(ports, agent, etat, corps));
  },
});

const PDF = 'application/pdf';
const nomDeRegistre = ({ du, au }: Periode, suffixe: string): string => `registre-${du}-${au}.${suffixe}`;

/** Rend des octets tenus en memoire ; `telecharger` : a garder plutot qu'a montrer. */
const rendre = async (
  { brute, reponse }: { readonly brute: FastifyRequest; readonly reponse: FastifyReply },
  { octets, typeMime, nom }: { readonly octets: Uint8Array; readonly typeMime: string; readonly nom: string },
  telecharger = false,
): Promise<void> =>
  envoyerOctets(
    brute,
    reponse,
    {
      taille: octets.length,
      typeMime,
      nom,
      empreinte: createHash('sha256').update(octets).digest('hex'),
      async *lire({ debut, fin }) {
        yield octets.subarray(debut, fin);
      },
    },
    telecharger,
  );

/** Le registre de l'unite se lit et s'imprime par ses officiers ; chaque lecture est tracee. */
async function exigerOfficier(
  { db }: Pick<PortsGardeAVue, 'db'>,
  {
    agent,
    brute,
    requete,
  }: { readonly agent: Agent; readonly brute: FastifyRequest; readonly requete: Periode },
  action: string,
): Promise<void> {
  const permis = agent.qualite === 'opj' || agent.qualite === 'chef-unite';
  await tracer(db, {
    agent,
    idj: null,
    action: `${action}, du ${requete.du} au ${requete.au}`,
    motif: permis ? `registre de ${agent.rattachement.libelle} (art. 64 II CPP)` : 'qualite-insuffisante',
    resultat: permis ? 'accorde' : 'refuse',
    adresse: brute.ip,
  });
  if (!permis)
    throw refuser(
      403,
      'qualite-insuffisante',
      'Le registre de l’unité s’ouvre aux officiers de police judiciaire.',
    );
}

/** Un acte de la mesure, ou un fichier qu'un de ses actes joint. */
async function estDeLaMesure({ db }: PortsGardeAVue, mesure: string, piece: string): Promise<boolean> {
  if (!isUuid(piece)) return false;
  const trouvee = await db
    .selectFrom('mesure_acte')
    .innerJoin('piece', 'piece.idj', 'mesure_acte.idj')
    .select('piece.id')
    .where('mesure_acte.mesure', '=', mesure)
    .where('piece.id', '=', piece)
    .where((eb) =>
      eb.or([
        eb('piece.id', '=', eb.ref('mesure_acte.acte_id')),
        eb('piece.acte_id', '=', eb.ref('mesure_acte.acte_id')),
      ]),
    )
    .executeTakeFirst();
  return trouvee !== undefined;
}
