import type { Agent } from '@ppn/habilitation';
import { refuser } from '@ppn/http';
import { dansUneTransaction } from '@ppn/postgres';
import { acceder } from '../acces.ts';
import { consigner } from '../consigner.ts';
import { fluxDossier } from '../faits.ts';
import type { PortsDossier } from '../ports.ts';

/** A qui confier quoi, et la note laissee avec le dossier. */
export type DossierAConfier = {
  readonly agent: Agent;
  readonly idj: string;
  readonly adresse: string;
  readonly matricule: string;
  readonly note: string;
};

const PARQUET: readonly Agent['qualite'][] = ['procureur', 'substitut'];

/** Magistrats du parquet de la juridiction de l'agent. */
export const magistratsDe = (
  { agentsDe }: Pick<PortsDossier, 'agentsDe'>,
  { rattachement }: Pick<Agent, 'rattachement'>,
): readonly { readonly matricule: string; readonly nom: string }[] =>
  agentsDe(rattachement.code)
    .filter(({ qualite }) => PARQUET.includes(qualite))
    .map(nommer);

/** Confie un dossier a un magistrat du parquet de la meme juridiction : un fait, que chacun voit. */
export async function confier(
  ports: PortsDossier,
  { agent, idj, adresse, matricule, note }: DossierAConfier,
): Promise<void> {
  await acceder(ports, { agent, idj, action: 'decider', adresse, libelle: 'confier le dossier' });
  const vers = magistratsDe(ports, agent).find((un) => un.matricule === matricule);
  if (vers === undefined)
    throw refuser(
      422,
      'magistrat-inconnu',
      'Ce magistrat n’est pas au parquet de votre juridiction : choisissez-en un dans la liste.',
    );
  await dansUneTransaction(ports.db, (tx) =>
    consigner(
      tx,
      fluxDossier(idj),
      [{ type: 'dossier-confie', donnees: { vers, par: nommer(agent), note } }],
      agent.matricule,
      ports,
    ),
  );
}

const nommer = ({ matricule, prenom, nom }: Agent): { readonly matricule: string; readonly nom: string } => ({
  matricule,
  nom: `${prenom} ${nom.toLocaleUpperCase('fr')}`,
});
