import { randomUUID } from 'node:crypto';
import { setTimeout as attendre } from 'node:timers/promises';
import { attendu, attendre as jusqua } from '@ppn/scenarios/jeu';
import { type Banc, JURIDICTION } from './banc.ts';
import { ecart, releverCpu } from './cpu.ts';
import { ecouter } from './evenements.ts';
import { preparer } from './procedures.ts';
import { arrondi, repartition } from './statistiques.ts';

/** Messages d'un ministere a l'autre a un debit offert. Durees en ms, de l'envoi a la lecture par le magistrat prevenu en direct. */
export type MesureDesMessages = {
  readonly offert: number;
  readonly messages: number;
  readonly fils: number;
  readonly visible: ReturnType<typeof repartition>;
  readonly cpuParMessage: { readonly interieur: number; readonly justice: number; readonly postgres: number };
  /** Jamais vus dans le delai : doit etre 0. */
  readonly manquants: number;
};

/** Volume : `offert` messages par seconde pendant `dureeS` secondes, repartis sur `fils` fils. */
export type PlanDesMessages = { readonly offert: number; readonly dureeS: number; readonly fils: number };

type Suivi = { readonly fil: string; readonly departs: number[] };

/** Offre les messages sans attendre les reponses ; chacun est tenu pour vu quand le magistrat, prevenu par le flux vif, a relu le fil. */
export async function mesurerMessages(
  { systeme, enqueteurs, magistrat }: Banc,
  { offert, dureeS, fils }: PlanDesMessages,
): Promise<MesureDesMessages> {
  const [enqueteur] = enqueteurs;
  if (!enqueteur) throw new Error('Aucun enquêteur connecté.');
  const suivis = new Map<string, Suivi>();
  for (const { idj } of await preparer(enqueteur, fils, { plainte: false }))
    suivis.set(idj, { fil: await ouvrirFil(enqueteur, idj), departs: [] });
  await jusqua('fils ouverts chez le destinataire', async () =>
    attendu('fils', await magistrat.client.appeler('GET /api/fils', {})).fils.length >= Math.min(fils, 100)
      ? true
      : undefined,
  );
  const vus: number[] = [];
  const lectures: Promise<void>[] = [];
  const flux = await ecouter(
    'fil',
    () => magistrat.client.lire('GET /api/evenements'),
    (idj) => {
      const suivi = suivis.get(idj);
      // Un message, un fait, un evenement, dans l'ordre du fil.
      const depart = suivi?.departs.shift();
      if (suivi === undefined || depart === undefined) return;
      lectures.push(
        magistrat.client.appeler('GET /api/fils/:fil', { fil: suivi.fil }).then((lu) => {
          attendu('fil', lu);
          vus.push(performance.now() - depart);
        }),
      );
    },
  );
  const nombre = Math.max(1, Math.round(offert * dureeS));
  const [avant, debut] = [releverCpu(systeme), performance.now()];
  const envois: Promise<void>[] = [];
  const cibles = [...suivis.values()];
  for (let rang = 0; rang < nombre; rang += 1) {
    const attente = debut + (rang / offert) * 1000 - performance.now();
    if (attente > 0) await attendre(attente);
    const cible = cibles[rang % cibles.length];
    if (cible !== undefined) envois.push(envoyer(enqueteur, cible, rang));
  }
  await Promise.all(envois);
  const limite = performance.now() + 30_000;
  while (vus.length < nombre && performance.now() < limite) await attendre(20);
  await Promise.all(lectures);
  const cpu = ecart(avant, releverCpu(systeme));
  flux.arreter();
  const parMessage = (secondes: number): number => arrondi((secondes / nombre) * 1000);
  return {
    offert,
    messages: nombre,
    fils,
    visible: repartition(vus),
    cpuParMessage: {
      interieur: parMessage(cpu.interieur),
      justice: parMessage(cpu.justice),
      postgres: parMessage(cpu.postgres),
    },
    manquants: nombre - vus.length,
  };
}

async function ouvrirFil({ client }: Banc['enqueteurs'][number], idj: string): Promise<string> {
  const { id } = attendu(
    'fil',
    await client.appeler('POST /api/fils', {
      corps: {
        id: randomUUID(),
        type: 'parquet-enquete',
        lien: { genre: 'dossier', idj },
        destinataire: { service: 'justice', code: JURIDICTION, libelle: '', fonction: 'permanence' },
        message: { id: randomUUID(), texte: 'Ouverture du fil.' },
      },
    }),
  );
  return id;
}

async function envoyer(
  { client }: Banc['enqueteurs'][number],
  { fil, departs }: Suivi,
  rang: number,
): Promise<void> {
  departs.push(performance.now());
  attendu(
    'message',
    await client.appeler('POST /api/fils/:fil/messages', {
      fil,
      corps: { id: randomUUID(), texte: `Message ${rang} : le mis en cause est entendu, rien à signaler.` },
    }),
  );
}
