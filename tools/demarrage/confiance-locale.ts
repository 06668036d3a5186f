import { join } from 'node:path';
import { demarrerConfiance } from '@ppn/confiance';
import type { ServiceConfiance } from '@ppn/confiance';
import { creerCles, lireCles } from '@ppn/identity';
import { lireTrousseau, nouveauTrousseau } from '@ppn/journal';
import { existsSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { ORGANISATIONS } from './annuaire.ts';
import type { AgentDeDemonstration } from './annuaire.ts';
import type { DossierDeDonnees } from './dossier-de-donnees.ts';
import { ecrireSecret, secretGarde } from './secrets.ts';

/** Demarre l'autorite de demonstration et remet sa carte a chaque agent (rien n'est refait s'il l'a deja). */
export async function preparerConfiance(
  dossier: DossierDeDonnees,
  port: number,
  annuaire: readonly AgentDeDemonstration[],
): Promise<ServiceConfiance> {
  const service = await demarrerConfiance({ dossier: dossier.lieu('confiance'), port });
  try {
    for (const agent of annuaire) {
      await service.confiance.emettreCarte({
        id: agent.carte,
        prenom: agent.prenom,
        nom: agent.nom,
        matricule: agent.matricule,
        organisation: ORGANISATIONS[agent.service],
        unite: agent.rattachement.libelle,
        pin: agent.pin,
        ...(agent.cas === undefined ? {} : { cas: agent.cas }),
      });
    }
    return service;
  } catch (cause) {
    await service.arreter();
    throw cause;
  }
}

/** Fichiers de la cle des ordres d'un service : la privee (PEM, 0600) et la publique (JWK) que l'agent de carte epingle. */
export type CleDesOrdres = { readonly privee: string; readonly publique: string };

/** Cree la cle une fois ; recrit la publique a chaque depart, avec la seule origine qu'elle peut commander. */
export async function cleDesOrdres(
  dossier: DossierDeDonnees,
  service: string,
  origine: string,
): Promise<CleDesOrdres> {
  const privee = await secretGarde(
    dossier.lieu('secrets', `ordres-${service}.pem`),
    async () => (await creerCles()).pem,
  );
  const { publique } = await lireCles(await readFile(privee, 'utf8'));
  const fichier = dossier.lieu('agent', 'cles', `${service}.json`);
  ecrireSecret(fichier, JSON.stringify({ ...publique, origines: [origine] }));
  return { privee, publique: fichier };
}

/** Fichiers du journal d'un service : le trousseau (0600) et ses cles publiques, a donner au pair et aux verificateurs. */
export type ClesDuJournalLocal = { readonly cle: string; readonly publiques: string };

/** Cree le trousseau du journal une fois ; recrit les cles publiques a chaque depart (la cle a pu tourner). */
export function clesDuJournal(dossier: DossierDeDonnees, service: string): ClesDuJournalLocal {
  const cle = dossier.lieu('secrets', `journal-${service}.json`);
  if (!existsSync(cle)) ecrireSecret(cle, nouveauTrousseau(service, new Date()));
  const publiques = dossier.lieu('confiance', 'journaux', `${service}.json`);
  ecrireSecret(publiques, JSON.stringify(lireTrousseau(readFileSync(cle, 'utf8')).publiques), 0o644);
  return { cle, publiques };
}

/** Script qui donne le PIN d'une carte de demonstration a un agent automatique : `donner-le-pin <carte>`. */
export function scriptDesPins(
  dossier: DossierDeDonnees,
  cartes: readonly { readonly carte: string; readonly pin: string }[],
): string {
  const fichier = join(dossier.lieu('agent'), 'donner-le-pin');
  const cas = cartes.map(({ carte, pin }) => `${carte}) printf %s ${pin} ;;`).join('\n');
  ecrireSecret(fichier, `#!/bin/sh\ncase "$1" in\n${cas}\n*) exit 1 ;;\nesac\n`, 0o700);
  return fichier;
}
