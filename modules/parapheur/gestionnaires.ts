import type { Empreinte } from '@ppn/core';
import { type Agent, tracer } from '@ppn/habilitation';
import { envoyerOctets, type Gestionnaires, RefusHttp, refuser } from '@ppn/http';
import type { FastifyRequest } from 'fastify';
import { sql } from 'kysely';
import type { CircuitVu, contratParapheur } from './contract.ts';
import type { Circuit } from './domain/circuit.ts';
import type { CarteDeSession, PortsParapheur } from './ports.ts';
import { accederAuCircuit } from './use-cases/acceder.ts';
import { clore } from './use-cases/clore.ts';
import { deposer, retirerLeDepot } from './use-cases/deposer.ts';
import { lireLesCircuits, montrerLesCircuits } from './use-cases/lire.ts';
import { ouvrirLeCircuit, signatairesPossibles } from './use-cases/ouvrir.ts';
import { preparer } from './use-cases/preparer.ts';
import { recevoir, type SortDuDocument } from './use-cases/signer.ts';

type Demande = {
  readonly agent: Agent;
  readonly params: { readonly id: string };
  readonly brute: FastifyRequest;
};

/** Gestionnaires du parapheur seul. `carteDe` : la carte de la session qui porte la demande. */
export function gestionnairesParapheur(
  ports: PortsParapheur,
  carteDe: (brute: FastifyRequest) => Promise<CarteDeSession>,
): Gestionnaires<typeof contratParapheur, Agent> {
  const ouvrir = ({ agent, params, brute }: Demande, libelle: string, piece?: string) =>
    accederAuCircuit(ports, {
      agent,
      id: params.id,
      adresse: brute.ip,
      libelle,
      ...(piece === undefined ? {} : { piece }),
    });
  const montrer = async (agent: Agent, circuit: Circuit): Promise<CircuitVu> => {
    const [vu] = await montrerLesCircuits(ports, agent, [circuit]);
    if (!vu) throw new Error('Circuit sans vue.');
    return vu;
  };
  return {
    'GET /api/circuits': async ({ agent, requete, brute }) => {
      exigerUneJuridiction(agent);
      await tracer(ports.db, {
        agent,
        idj: null,
        action: `lire ses demandes de signature : ${requete.vue}`,
        motif: 'demandeur ou signataire',
        resultat: 'accorde',
        adresse: brute.ip,
      });
      return { circuits: await lireLesCircuits(ports, agent, requete.vue) };
    },
    'GET /api/circuits/signataires': async ({ agent }) => {
      exigerUneJuridiction(agent);
      return {
        agents: signatairesPossibles(ports, agent).map(({ matricule, prenom, nom, qualite }) => ({
          matricule,
          nom: `${prenom} ${nom}`,
          qualite,
        })),
      };
    },
    'POST /api/circuits/depots': async ({ agent, brute }) => {
      exigerUneJuridiction(agent);
      const nom = brute.headers['x-nom'];
      return deposer(ports, agent, {
        nom: decoder(typeof nom === 'string' ? nom : 'document.pdf'),
        flux: brute.body as AsyncIterable<Uint8Array>,
      });
    },
    'DELETE /api/circuits/depots/:id': async ({ agent, params: { id } }) => {
      await retirerLeDepot(ports, agent, id);
      return undefined;
    },
    'POST /api/circuits': async ({ agent, corps, brute }) => {
      exigerUneJuridiction(agent);
      return montrer(agent, await ouvrirLeCircuit(ports, agent, corps, brute.ip));
    },
    'GET /api/circuits/:id': async (demande) =>
      montrer(demande.agent, await ouvrir(demande, 'lire une demande de signature')),
    'GET /api/circuits/:id/documents/:document': async (demande) => {
      const { document: id } = demande.params;
      const { version, telecharger } = demande.requete;
      const libelle = `${telecharger === 'oui' ? 'télécharger' : 'lire'} un document à signer (${version})`;
      const circuit = await ouvrir(demande, libelle, id);
      const document = circuit.documents.find((un) => un.id === id);
      if (!document) throw refuser(404, 'document-inconnu', 'Ce document n’est pas dans cette demande.');
      const empreinte = (version === 'original' ? document.original : document.courant) as Empreinte;
      await envoyerOctets(
        demande.brute,
        demande.reponse,
        {
          taille: version === 'original' ? document.taille : document.tailleCourante,
          typeMime: 'application/pdf',
          nom: document.nom,
          empreinte,
          lire: (plage) => ports.magasin.lire(empreinte, plage),
        },
        telecharger === 'oui',
      );
    },
    'POST /api/circuits/:id/refus': async (demande) => {
      const { id } = await ouvrir(demande, 'refuser de signer');
      const { matricule } = demande.agent;
      const a = ports.maintenant().toISOString();
      return montrer(
        demande.agent,
        await clore(ports, id, { commande: 'refuser', matricule, a, ...demande.corps }),
      );
    },
    'POST /api/circuits/:id/retrait': async (demande) => {
      const { id } = await ouvrir(demande, 'retirer une demande de signature');
      const { matricule } = demande.agent;
      const a = ports.maintenant().toISOString();
      return montrer(
        demande.agent,
        await clore(ports, id, { commande: 'retirer', matricule, a, ...demande.corps }),
      );
    },
    'POST /api/circuits/signatures/ordres': async ({ agent, corps, brute }) => {
      const carte = await carteDe(brute);
      const ordres: { document: never; titre: string; ordre: string }[] = [];
      const refus: { document: never; phrase: string }[] = [];
      for (const document of corps.documents) {
        try {
          const circuit = await circuitDuDocument(
            ports,
            { agent, brute, document },
            'préparer une signature',
          );
          const prepare = await preparer(ports, agent, carte, { circuit, document });
          ordres.push({ document: document as never, ...prepare });
        } catch (cause) {
          if (!(cause instanceof RefusHttp)) throw cause;
          refus.push({ document: document as never, phrase: cause.corps.detail });
        }
      }
      return { ordres, refus };
    },
    'POST /api/circuits/signatures': async ({ agent, corps, brute }) => {
      const carte = await carteDe(brute);
      const resultats: (SortDuDocument & { document: never })[] = [];
      for (const { document, signature } of corps.signatures) {
        const sort = await circuitDuDocument(ports, { agent, brute, document }, 'signer un document')
          .then(() => recevoir(ports, agent, carte, { document, signature }))
          .catch((cause: unknown): SortDuDocument => {
            if (!(cause instanceof RefusHttp)) throw cause;
            return { etat: 'refuse', phrase: cause.corps.detail };
          });
        resultats.push({ document: document as never, ...sort });
      }
      return { resultats };
    },
  };
}

/** Le circuit d'un document, si l'agent y participe. */
async function circuitDuDocument(
  ports: PortsParapheur,
  {
    agent,
    brute,
    document,
  }: { readonly agent: Agent; readonly brute: FastifyRequest; readonly document: string },
  libelle: string,
): Promise<Circuit> {
  const ligne = await ports.db
    .selectFrom('circuit')
    .select('id')
    .where(sql<boolean>`participants @> array[${agent.matricule}]`)
    .where(sql<boolean>`contenu -> 'documents' @> ${JSON.stringify([{ id: document }])}::jsonb`)
    .executeTakeFirst();
  return accederAuCircuit(ports, {
    agent,
    id: ligne?.id ?? '',
    adresse: brute.ip,
    libelle,
    piece: document,
  });
}

/** Une liste d'interpretes n'est pas une juridiction : personne n'y demande ni n'y donne de signature hors d'un acte. */
function exigerUneJuridiction({ service, qualite }: Agent): void {
  if (service !== 'justice' || qualite === 'interprete')
    throw refuser(403, 'qualite-insuffisante', 'Le parapheur est ouvert aux agents d’une juridiction.');
}

function decoder(nom: string): string {
  try {
    return decodeURIComponent(nom);
  } catch {
    return nom;
  }
}
