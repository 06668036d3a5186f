import type { Agent } from '@ppn/habilitation';
import { refuser } from '@ppn/http';
import { dansUneTransaction } from '@ppn/postgres';
import { consigner, verrouiller } from './consigner.ts';
import type { PermanenceVue } from './contract.ts';
import { faitDeMessagerie, fluxPermanence } from './faits.ts';
import { filsOuverts } from './listes.ts';
import { auteurDe, fonctionDe, type PortsMessagerie } from './ports.ts';
import type { Db } from './tables.ts';

/** Qui peut tenir une permanence : celui qui repond pour sa fonction. */
const TIENNENT: ReadonlySet<string> = new Set(['opj', 'chef-unite', 'procureur', 'substitut']);

/** La permanence d'un code ; nul si personne ne l'a encore tenue. */
export async function permanenceDuCode(db: Db, code: string): Promise<PermanenceVue | null> {
  const ligne = await db
    .selectFrom('permanence')
    .leftJoin('permanence_note', 'permanence_note.id', 'permanence.note')
    .select(['permanence.code', 'libelle', 'tenant', 'depuis', 'permanence_note.note', 'transmis'])
    .where('permanence.code', '=', code)
    .executeTakeFirst();
  return ligne === undefined
    ? null
    : {
        code: ligne.code,
        libelle: ligne.libelle,
        tenuePar: ligne.tenant,
        depuis: ligne.depuis.toISOString(),
        note: ligne.note,
        transmis: ligne.transmis,
      };
}

/** La permanence de l'agent, ses collegues qui peuvent la tenir, et combien de fils sont ouverts. */
export async function maPermanence(ports: PortsMessagerie, agent: Agent) {
  const { code, libelle } = fonctionDe(agent);
  const tenue = await permanenceDuCode(ports.db, code);
  return {
    permanence: tenue ?? { code, libelle, tenuePar: null, depuis: null, note: null, transmis: 0 },
    collegues: ports.dossier
      .agentsDe(code)
      .filter(({ qualite }) => TIENNENT.has(qualite))
      .map((collegue) => ({
        matricule: collegue.matricule,
        nom: `${collegue.prenom} ${collegue.nom}`,
        qualite: collegue.qualite,
      })),
    filsOuverts: (await filsOuverts(ports, agent)).length,
  };
}

/** Prend la permanence (`a` : soi-meme), ou la passe : le suivant trouve les fils ouverts et la note. Le meme identifiant ne la passe pas deux fois. */
export async function passerLaPermanence(
  ports: PortsMessagerie,
  agent: Agent,
  demande: { readonly id: string; readonly a: string; readonly note: string },
): Promise<PermanenceVue> {
  const suivant = ports.dossier.agent(demande.a);
  if (!TIENNENT.has(agent.qualite) || suivant === undefined)
    throw refuser(403, 'qualite-insuffisante', 'Votre qualité ne permet pas de tenir cette permanence.');
  if (suivant.rattachement.code !== agent.rattachement.code || !TIENNENT.has(suivant.qualite))
    throw refuser(422, 'destinataire-inconnu', 'La permanence se passe à un collègue qui peut la tenir.', {
      champs: [{ champ: 'a', phrase: 'Choisissez un collègue de la liste.' }],
    });
  const { code, libelle, service } = fonctionDe(agent);
  const fils = await filsOuverts(ports, agent);
  await dansUneTransaction(ports.db, async (tx) => {
    await verrouiller(tx, fluxPermanence(code));
    const deja = await tx
      .selectFrom('permanence')
      .select(['note', 'tenant'])
      .where('code', '=', code)
      .executeTakeFirst();
    if (deja?.note === demande.id) return;
    const a = ports.maintenant();
    await tx.insertInto('permanence_note').values({ id: demande.id, code, note: demande.note }).execute();
    const prise = { code, libelle, tenant: auteurDe(suivant), de: deja?.tenant ?? null, a: a.toISOString() };
    await consigner(
      tx,
      fluxPermanence(code),
      [
        faitDeMessagerie.parse({
          type: 'permanence-prise',
          donnees: { id: demande.id, service, ...prise, note: demande.id, fils },
        }),
      ],
      { auteur: agent.matricule, maintenant: a },
    );
    await ports.emettre(tx, {
      id: demande.id,
      objet: fluxPermanence(code),
      genre: 'permanence',
      corps: prise,
      emisA: prise.a,
    });
  });
  ports.reveiller();
  const vue = await permanenceDuCode(ports.db, code);
  if (vue === null) throw new Error('Permanence passée, puis introuvable.');
  return vue;
}
