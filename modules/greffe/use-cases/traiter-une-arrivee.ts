import { randomBytes } from 'node:crypto';
import { nouvelUuid } from '@ppn/core';
import {
  acceder,
  arriveeATraiter,
  consigner,
  type Etat,
  type FaitDossier,
  fluxDossier,
  type TxDossier,
  verrouiller,
} from '@ppn/dossier';
import type { Agent } from '@ppn/habilitation';
import { refuser } from '@ppn/http';
import { dansUneTransaction } from '@ppn/postgres';
import type { PortsGreffe } from '../ports.ts';
import { coterLeReste } from './coter.ts';

/** L'arrivee que vise un geste, et qui le fait. `libelle` : ce qu'en garde le journal des acces. */
export type GesteDuGreffe = {
  readonly agent: Agent;
  readonly idj: string;
  readonly pli: string;
  readonly adresse: string;
  readonly libelle: string;
};

/** Un fait du greffe ; la forme de ses donnees est celle du dossier. */
export type FaitDuGreffe = Extract<
  FaitDossier,
  { type: 'procedure-enregistree' | 'procedure-retournee' | 'arrivee-mise-de-cote' }
>;

/**
 * Traite une arrivee : acces trace, etat relu sous le verrou du dossier, fait et depeche a l'unite dans une seule
 * transaction. Deux greffiers sur la meme arrivee : le second recoit un refus qui le dit.
 */
export async function traiterUneArrivee(
  ports: PortsGreffe,
  { agent, idj, pli, adresse, libelle }: GesteDuGreffe,
  decider: (tx: TxDossier, etat: Etat) => Promise<FaitDuGreffe>,
): Promise<FaitDuGreffe> {
  await acceder(ports.dossier, { agent, idj, action: 'trier', adresse, libelle });
  const rendu = await dansUneTransaction(ports.dossier.db, async (tx) => {
    await verrouiller(tx, fluxDossier(idj));
    const ligne = await tx
      .selectFrom('dossier')
      .select('contenu')
      .where('idj', '=', idj)
      .executeTakeFirstOrThrow();
    const etat = ligne.contenu as Etat;
    if (!arriveeATraiter(etat.arrivee, pli))
      throw refuser(
        409,
        'arrivee-deja-traitee',
        'Cette arrivée vient d’être traitée, ou une transmission plus récente l’a remplacée : la liste est relue.',
      );
    const fait = await decider(tx, etat);
    // Enregistree, la procedure est cotee d'office : le greffier n'a plus qu'a ajuster.
    const cotes = fait.type === 'procedure-enregistree' ? await coterLeReste(tx, etat, null) : [];
    await consigner(tx, fluxDossier(idj), [fait, ...cotes], agent.matricule, ports.dossier);
    // Ce que le greffe met de cote ne regarde que lui.
    if (fait.type !== 'arrivee-mise-de-cote') await depecher(tx, idj, fait, ports);
    return fait;
  });
  ports.dossier.reveiller();
  return rendu;
}

async function depecher(tx: TxDossier, idj: string, fait: FaitDuGreffe, ports: PortsGreffe): Promise<void> {
  const maintenant = ports.dossier.maintenant();
  await ports.emettreDepeche(tx, {
    id: nouvelUuid(maintenant.getTime(), randomBytes(10)),
    objet: idj,
    genre: 'greffe',
    corps: fait,
    emisA: maintenant.toISOString(),
  });
}
