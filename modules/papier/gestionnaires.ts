import { createHash } from 'node:crypto';
import { isUuid } from '@ppn/core';
import { acceder } from '@ppn/dossier';
import type { Agent } from '@ppn/habilitation';
import { envoyerOctets, type Gestionnaires, refuser } from '@ppn/http';
import type { contratPapier } from './contract.ts';
import type { PortsPapier } from './ports.ts';
import { lireLeTexte } from './use-cases/lire-le-texte.ts';
import { attesterLImpression } from './use-cases/attester-l-impression.ts';

/** Gestionnaires du papier : chaque demande est autorisee et tracee avant d'etre servie. */
export function gestionnairesPapier(ports: PortsPapier): Gestionnaires<typeof contratPapier, Agent> {
  return {
    'GET /api/dossiers/:idj/pieces/:id/texte': async ({ agent, params: { idj, id }, brute }) => {
      if (!isUuid(id)) throw refuser(404, 'piece-inconnue', 'Cette pièce n’est pas au dossier.');
      const acces = { agent, idj, adresse: brute.ip, piece: id };
      const libelle = 'lire le texte d’une pièce';
      const etat = await acceder(ports.dossier, { ...acces, action: 'consulter', libelle });
      // Une piece annulee est classee au greffe (174 CPP) : son texte se ferme avec elle.
      if (etat.retraits.some(({ piece }) => piece === id))
        await acceder(ports.dossier, { ...acces, action: 'lire-retirees', libelle });
      return lireLeTexte(ports, etat, id);
    },
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
