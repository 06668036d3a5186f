import { createHash } from 'node:crypto';
import { empreinte } from '@ppn/core';
import { acceder, vueDuDossier } from '@ppn/dossier';
import type { Agent } from '@ppn/habilitation';
import { envoyerOctets, type Gestionnaires, refuser } from '@ppn/http';
import type { FastifyRequest } from 'fastify';
import type { contratImport } from './contract.ts';
import { enCsv } from './en-csv.ts';
import type { PortsImport } from './ports.ts';
import { lireCompteRendu } from './use-cases/compte-rendu.ts';
import { importer } from './use-cases/importer.ts';

/** Un lot entier tient en memoire le temps de l'import : au-dela, il se depose en plusieurs fois. */
const LOT_MAX = 256 * 1024 * 1024;

/** Gestionnaires de l'import ; `tailleMax` : octets admis par piece. */
export function gestionnairesImport(
  ports: PortsImport,
  { tailleMax }: { readonly tailleMax: number },
): Gestionnaires<typeof contratImport, Agent> {
  type Demande = {
    readonly agent: Agent;
    readonly params: { readonly idj: string };
    readonly brute: FastifyRequest;
  };
  const ouvrir = ({ agent, params, brute }: Demande, action: 'deposer' | 'consulter', libelle: string) =>
    acceder(ports.dossier, { agent, idj: params.idj, action, adresse: brute.ip, libelle });
  const compteRendu = async (demande: Demande, libelle: string) => {
    const etat = await ouvrir(demande, 'consulter', libelle);
    return lireCompteRendu(ports, await vueDuDossier(ports.dossier, etat, demande.agent));
  };
  return {
    'POST /api/dossiers/:idj/imports': async (demande) => {
      const etat = await ouvrir(demande, 'deposer', 'importer des pièces');
      const entete = demande.brute.headers['x-nom'];
      return importer(ports, demande.agent, {
        etat,
        nom: decoder(typeof entete === 'string' ? entete : 'piece.pdf'),
        octets: await recevoir(demande.brute.body as AsyncIterable<Uint8Array>),
        tailleMax,
      });
    },
    'GET /api/dossiers/:idj/imports': async (demande) => compteRendu(demande, 'lire les imports'),
    'GET /api/dossiers/:idj/imports/rapport': async (demande) => {
      const octets = Buffer.from(enCsv(await compteRendu(demande, 'exporter le compte rendu des imports')));
      await envoyerOctets(
        demande.brute,
        demande.reponse,
        {
          taille: octets.length,
          typeMime: 'text/csv; charset=utf-8',
          nom: `import-${demande.params.idj}.csv`,
          empreinte: empreinte(createHash('sha256').update(octets).digest('hex')),
          lire: async function* ({ debut, fin }) {
            yield octets.subarray(debut, fin);
          },
        },
        true,
      );
    },
  };
}

async function recevoir(flux: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const morceaux: Uint8Array[] = [];
  let total = 0;
  for await (const morceau of flux) {
    total += morceau.length;
    if (total > LOT_MAX)
      throw refuser(413, 'trop-volumineux', 'Ce lot dépasse 256 Mo : déposez-le en plusieurs fois.');
    morceaux.push(morceau);
  }
  if (total === 0) throw refuser(422, 'depot-vide', 'Ce fichier est vide : rien n’a été importé.');
  return new Uint8Array(Buffer.concat(morceaux));
}

function decoder(nom: string): string {
  try {
    return decodeURIComponent(nom);
  } catch {
    return nom;
  }
}
