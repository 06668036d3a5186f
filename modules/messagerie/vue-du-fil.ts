import type { Agent } from '@ppn/habilitation';
import type { LigneDeFil } from './acces-au-fil.ts';
import { type FilVu, filVu, typeDeFil } from './contract.ts';
import { PHRASES_DU_FIL, refusDeVersement, REPONSES_RAPIDES } from './domain/fil.ts';
import { finDeConservation, regleDeConservation } from './domain/regles-de-conservation.ts';
import { fluxFil } from './faits.ts';
import { listerFils } from './listes.ts';
import type { PortsMessagerie } from './ports.ts';
import { presenceDe } from './presence.ts';

/** Un fil, avec ses messages, qui les a recus et lus, qui est la, et ce que l'agent peut en faire. */
export async function vueDuFil(ports: PortsMessagerie, agent: Agent, ligne: LigneDeFil): Promise<FilVu> {
  const { fils } = await listerFils(ports, agent, { q: '', fil: ligne.id });
  const type = typeDeFil.parse(ligne.type);
  const regle = regleDeConservation(type, ligne.dernier_a.toISOString().slice(0, 10));
  const refus = refusDeVersement(agent, { type, efface: ligne.efface_a !== null });
  const verse = await ports.db.selectFrom('fil_verse').selectAll().where('fil', '=', ligne.id).execute();
  return filVu.parse({
    ...fils[0],
    fil: await messagesDuFil(ports, ligne.id),
    presence: await presenceDe(ports, [...new Set(ligne.participants.map(({ code }) => code))]),
    reponsesRapides: REPONSES_RAPIDES[agent.service],
    peutVerser: refus === undefined,
    versementRefuse: refus === undefined ? null : PHRASES_DU_FIL[refus],
    verse: verse.map(({ acte_id: acteId, verse_a: a }) => ({ acteId, a: a.toISOString() })),
    conservation: {
      jusqua: finDeConservation(type, ligne.dernier_a),
      motif: regle.motif,
      article: regle.article,
      aVerifier: regle.aVerifier,
    },
  });
}

/** Les messages d'un fil, dans l'ordre, chacun avec sa remise et ses lectures. */
export async function messagesDuFil({ db, attentes }: PortsMessagerie, fil: string) {
  const lignes = await db
    .selectFrom('message as m')
    .leftJoin('message_contenu as c', 'c.message', 'm.id')
    .selectAll('m')
    .select('c.contenu')
    .where('m.fil', '=', fil)
    .orderBy('m.rang')
    .execute();
  const lectures = await db
    .selectFrom('message_lu as u')
    .innerJoin('message_lecture as l', (lien) =>
      lien.onRef('l.fil', '=', 'u.fil').onRef('l.matricule', '=', 'u.matricule'),
    )
    .select(['u.matricule', 'u.rang', 'u.lu_a', 'l.par'])
    .where('u.fil', '=', fil)
    .orderBy('u.rang')
    .execute();
  const retards = await attentes(fluxFil(fil));
  return lignes.map((message) => ({
    id: message.id,
    rang: message.rang,
    genre: message.genre,
    auteur: message.auteur,
    emisA: message.emis_a.toISOString(),
    repondA: message.repond_a,
    contenu: message.contenu,
    empreinte: message.empreinte,
    remise: remiseDe(message),
    remisA: message.remis_a?.toISOString() ?? null,
    attente: message.refus ?? retards.get(message.id) ?? null,
    lus: premieres(lectures.filter(({ rang }) => rang >= message.rang))
      .filter(({ matricule }) => matricule !== message.auteur.matricule)
      .map(({ par, lu_a: a }) => ({ par, a: a.toISOString() })),
    acceptee:
      message.acceptee_a === null || message.acceptee_par === null
        ? null
        : { par: message.acceptee_par, a: message.acceptee_a.toISOString() },
  }));
}

function remiseDe(message: {
  readonly distant: boolean;
  readonly remis_a: Date | null;
  readonly refus: string | null;
}): 'ici' | 'en-route' | 'remis' | 'refuse' {
  if (!message.distant) return 'ici';
  if (message.refus !== null) return 'refuse';
  return message.remis_a === null ? 'en-route' : 'remis';
}

/** La premiere lecture de chacun, parmi celles qui couvrent un message. */
const premieres = <T extends { readonly matricule: string }>(lectures: readonly T[]): readonly T[] => [
  ...new Map(lectures.toReversed().map((lecture) => [lecture.matricule, lecture])).values(),
];
