import { randomBytes } from 'node:crypto';
import { nouvelUuid, type Uuid } from '@ppn/core';
import type { Etat } from '@ppn/dossier';
import { choisirLeCanal, type ObjetDEnvoi } from './domain/canal.ts';
import { registreDesEnvois } from './registres.ts';
import type { Tx } from './tables.ts';

/** Un envoi qu'une decision appelle : qui doit recevoir quoi, avant quand. */
export type EnvoiAPrevoir = {
  readonly objet: ObjetDEnvoi;
  readonly qualite: 'prevenu' | 'victime';
  readonly personne: string;
  /** AAAA-MM-JJ, ou vide. */
  readonly echeance: string;
  readonly detenu: boolean;
  /** La convocation est notifiee par l'unite (390-1 CPP). */
  readonly remiseParLUnite: boolean;
};

/** La decision qui les appelle. */
export type DecisionSignee = {
  readonly idj: string;
  readonly acteId: Uuid;
  readonly juridiction: string;
  readonly auteur: string;
  readonly maintenant: Date;
};

/** Prevoit les envois d'une decision, canal choisi, dans la transaction de son scellement. */
export async function prevoirLesEnvois(
  tx: Tx,
  { idj, acteId, juridiction, auteur, maintenant }: DecisionSignee,
  envois: readonly EnvoiAPrevoir[],
): Promise<void> {
  const consentements = await tx
    .selectFrom('voie_electronique')
    .select('personne')
    .where('idj', '=', idj)
    .execute();
  const consentants = new Set(consentements.map(({ personne }) => personne));
  for (const { objet, qualite, personne, echeance, detenu, remiseParLUnite } of envois) {
    const id = nouvelUuid(maintenant.getTime(), randomBytes(10));
    const choix = choisirLeCanal(
      objet,
      { qualite, consent: consentants.has(personne), detenu, avocat: false },
      remiseParLUnite,
    );
    await registreDesEnvois.consigner(
      tx,
      id,
      [
        {
          type: 'envoi-prevu',
          donnees: { id, idj, juridiction, acteId, objet, qualite, personne, echeance, ...choix },
        },
      ],
      { auteur, maintenant },
    );
  }
}

/** Victimes des faits donnes ; un fait qui n'en designe pas : toutes celles du dossier. */
export function victimesDe(
  etat: Pick<Etat, 'personnes' | 'faits'>,
  faits: readonly string[],
): readonly string[] {
  const victimes = etat.personnes
    .filter(({ roles }) => roles.includes('victime'))
    .map(({ id }) => id as string);
  const desFaits = etat.faits
    .filter(({ id }) => faits.includes(id))
    .flatMap(({ personnes }) => personnes as readonly string[])
    .filter((id) => victimes.includes(id));
  return [...new Set(desFaits.length > 0 ? desFaits : victimes)];
}
