import { acceder } from '@ppn/dossier';
import { type Agent, tracer } from '@ppn/habilitation';
import { type Gestionnaires, refuser } from '@ppn/http';
import type { FastifyRequest } from 'fastify';
import type { PortsGardeAVue } from './ports.ts';
import { PDF, rendre } from './rendre.ts';
import { contratOuvertureDeMesure } from './routes.ts';
import { auditionsQuiPeuventSeProlonger } from './use-cases/auditions-libres.ts';
import { ouvrirUneMesure } from './use-cases/ouvrir-une-mesure.ts';
import {
  imprimerLeRegistreDeLUnite,
  type Periode,
  registreDeLUnite,
  registreEnTableau,
} from './use-cases/registre-de-l-unite.ts';
import { voirLaMesure } from './use-cases/voir-la-mesure.ts';

const auditionsLibresVues = contratOuvertureDeMesure['GET /api/dossiers/:idj/auditions-libres'].reponses[200];

const nomDeRegistre = ({ du, au }: Periode, suffixe: string): string => `registre-${du}-${au}.${suffixe}`;

/** Gestionnaires de l'unite : ouvrir une mesure depuis un dossier, tenir son registre. */
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
