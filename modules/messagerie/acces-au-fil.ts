import { isUuid } from '@ppn/core';
import { type Agent, tracer } from '@ppn/habilitation';
import { refuser } from '@ppn/http';
import type { Selectable } from 'kysely';
import { typeDeFil } from './contract.ts';
import { entrer, PHRASES_DU_FIL } from './domain/fil.ts';
import type { PortsMessagerie } from './ports.ts';
import type { TablesMessagerie } from './tables.ts';

export type LigneDeFil = Selectable<TablesMessagerie['fil']>;

/** Acces demande a un fil : par qui, pour quoi, depuis ou. */
export type AccesAuFil = {
  readonly agent: Agent;
  readonly fil: string;
  readonly libelle: string;
  readonly adresse: string;
};

/** Le fil, si l'agent y entre ; tracee avant d'etre servie, la lecture comme le refus (R.249-16 CPP). Inconnu ou interdit : meme refus. */
export async function accederAuFil(
  { db, dossier }: PortsMessagerie,
  { agent, fil, libelle, adresse }: AccesAuFil,
): Promise<LigneDeFil> {
  const ligne = isUuid(fil)
    ? await db.selectFrom('fil').selectAll().where('id', '=', fil).executeTakeFirst()
    : undefined;
  const entree =
    ligne && entrer(agent, { type: typeDeFil.parse(ligne.type), participants: ligne.participants });
  const trace = {
    agent,
    idj: ligne?.idj ?? null,
    piece: `fil ${fil}`.slice(0, 100),
    action: libelle,
    adresse,
  };
  if (ligne && entree?.ok) {
    await tracer(dossier.db, { ...trace, motif: entree.valeur, resultat: 'accorde' });
    return ligne;
  }
  const raison = entree && !entree.ok ? entree.refus : 'hors-du-fil';
  await tracer(dossier.db, { ...trace, motif: ligne ? raison : 'fil-inconnu', resultat: 'refuse' });
  throw refuser(403, raison === 'hors-du-fil' ? 'acces-refuse' : raison, PHRASES_DU_FIL[raison]);
}
