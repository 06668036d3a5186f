import { createHash } from 'node:crypto';
import { acceder } from '@ppn/dossier';
import type { Agent } from '@ppn/habilitation';
import { envoyerOctets, type Gestionnaires } from '@ppn/http';
import type { contratPapier } from './contract.ts';
import type { PortsPapier } from './ports.ts';
import { attesterLImpression } from './use-cases/attester-l-impression.ts';

/** Gestionnaires du papier : chaque demande est autorisee et tracee avant d'etre servie. */
export function gestionnairesPapier(ports: PortsPapier): Gestionnaires<typeof contratPapier, Agent> {
  return {
    'GET /api/dossiers/:idj/impression': async ({ agent, params: { idj }, requete, brute, reponse }) => {
      const etat = await acceder(ports.dossier, {
        agent,
        idj,
        action: 'consulter',
        adresse: brute.ip,
        libelle: 'imprimer avec attestation de conformité',
      });
      const pdf = await attesterLImpression(ports, { etat, agent, choisies: requete.pieces });
      await envoyerOctets(
        brute,
        reponse,
        {
          taille: pdf.length,
          typeMime: 'application/pdf',
          nom: `${idj}-attestation.pdf`,
          empreinte: createHash('sha256').update(pdf).digest('hex'),
          async *lire({ debut, fin }) {
            yield pdf.subarray(debut, fin);
          },
        },
        false,
      );
    },
  };
}
