import { acceder } from '@ppn/dossier';
import type { Agent } from '@ppn/habilitation';
import { type Gestionnaires, refuser } from '@ppn/http';
import { limiteur } from '@ppn/identity';
import type { FastifyRequest } from 'fastify';
import { type contratSignatures, type contratTablette, placeDeSignataire } from '../contract.ts';
import type { CommandeRecueil, PlaceDeSignataire } from '../domain/recueil-des-signatures.ts';
import type { PortsActe } from '../ports.ts';
import { brouillonDe, exigerRedacteur } from '../use-cases/rediger.ts';
import { agir, remettre, reprendre, voirRecueil } from './recueillir.ts';
import { mentionnerSurTablette, ouvrirParCode, signerSurTablette } from './tablette.ts';

type Demande = {
  readonly agent: Agent;
  readonly params: { readonly idj: string; readonly acteId: string };
  readonly brute: FastifyRequest;
};

/** Gestionnaires du recueil : l'agent, sous sa session ; la tablette, par son code puis son jeton. */
export function gestionnairesSignatures(
  ports: PortsActe,
): Gestionnaires<typeof contratSignatures & typeof contratTablette, Agent> {
  const ouvrir = async ({ agent, params, brute }: Demande, libelle: string) => {
    const etat = await acceder(ports.dossier, {
      agent,
      idj: params.idj,
      action: 'rediger',
      adresse: brute.ip,
      libelle,
    });
    const ligne = await brouillonDe(ports, etat.idj, params.acteId);
    return { etat, ligne };
  };
  const rediger = async (demande: Demande, libelle: string) => {
    const ouvert = await ouvrir(demande, libelle);
    exigerRedacteur(ouvert.ligne, demande.agent);
    return ouvert;
  };
  // Dix codes par cinq minutes et par adresse : les essais d'une remise sont comptes en plus, dans sa ligne.
  const codes = limiteur({ essais: 10, horloge: ports.maintenant });
  // Seuls les echecs s'accumulent : tout un commissariat peut partager une adresse.
  const gestes = limiteur({ essais: 60, horloge: ports.maintenant });
  const freiner = (frein: typeof codes, { ip }: FastifyRequest): void => {
    if (!frein.admettre(ip))
      throw refuser(429, 'trop-d-essais', 'Trop d’essais depuis cet appareil : attendez cinq minutes.');
  };
  return {
    'GET /api/dossiers/:idj/actes/:acteId/signatures': async (demande) => {
      const { ligne, etat } = await ouvrir(demande, 'voir les signatures recueillies');
      return voirRecueil(ports, ligne, etat);
    },
    'POST /api/dossiers/:idj/actes/:acteId/remise': async (demande) => {
      const { ligne, etat } = await rediger(demande, 'remettre un acte à une tablette');
      return remettre(ports, ligne, etat);
    },
    'DELETE /api/dossiers/:idj/actes/:acteId/remise': async (demande) => {
      const { ligne, etat } = await rediger(demande, 'reprendre un acte à une tablette');
      await agir(ports, ligne, etat, [{ commande: 'fermer' }]);
      return undefined;
    },
    'PUT /api/dossiers/:idj/actes/:acteId/signatures/:place': async (demande) => {
      const { ligne, etat } = await rediger(demande, 'mentionner une signature, un refus, une impossibilité');
      const place = placeDe(demande.params.place);
      const { identite, mention } = demande.corps;
      const commandes: CommandeRecueil[] = [{ commande: 'identifier', place, identite }];
      if (mention)
        commandes.push({
          commande: 'mentionner',
          place,
          ...mention,
          a: ports.maintenant().toISOString(),
          par: 'agent',
        });
      return agir(ports, ligne, etat, commandes);
    },
    'DELETE /api/dossiers/:idj/actes/:acteId/signatures/:place': async (demande) => {
      const { ligne, etat } = await rediger(demande, 'annuler une signature recueillie');
      return agir(ports, ligne, etat, [{ commande: 'annuler', place: placeDe(demande.params.place) }]);
    },
    'POST /api/dossiers/:idj/actes/:acteId/reprise': async (demande) => {
      const { ligne, etat } = await rediger(demande, 'reprendre un acte figé');
      return reprendre(ports, ligne, etat);
    },
    'POST /api/tablette': async ({ corps, brute }) => {
      freiner(codes, brute);
      const ouverture = await ouvrirParCode(ports, corps.code, brute.ip);
      codes.oublier(brute.ip);
      return ouverture;
    },
    'POST /api/tablette/signature': async ({ corps, brute }) => {
      freiner(gestes, brute);
      const reste = await signerSurTablette(ports, jetonDe(brute), { ...corps, adresse: brute.ip });
      gestes.oublier(brute.ip);
      return { reste };
    },
    'POST /api/tablette/mention': async ({ corps, brute }) => {
      freiner(gestes, brute);
      const reste = await mentionnerSurTablette(ports, jetonDe(brute), corps);
      gestes.oublier(brute.ip);
      return { reste };
    },
  };
}

function placeDe(lue: string): PlaceDeSignataire {
  const place = placeDeSignataire.safeParse(lue);
  if (!place.success) throw refuser(404, 'signataire-inattendu', 'Cette personne ne signe pas cet acte.');
  return place.data;
}

const jetonDe = ({ headers }: FastifyRequest): string =>
  /^Bearer ([\w-]{43})$/.exec(headers.authorization ?? '')?.[1] ?? '';
