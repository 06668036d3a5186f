import { randomUUID } from 'node:crypto';
import { request } from 'node:http';
import { setTimeout as attendre } from 'node:timers/promises';
import { ouvrirBase } from '@ppn/postgres';
import {
  attendreLaMesure,
  attendu,
  GARDES_A_VUE,
  type MesureOuverte,
  ouvrirUneGardeAVue,
} from '@ppn/scenarios/jeu';
import { sql } from 'kysely';
import type { Banc } from './banc.ts';
import { ecart, releverCpu } from './cpu.ts';
import { arrondi, repartition } from './statistiques.ts';

/** Le tableau des gardes a vue, sous sa charge. Durees en ms, de la touche de l'OPJ a l'arrivee sur chaque ecran ouvert. */
export type MesureDuTableau = {
  readonly mesures: number;
  readonly ecrans: number;
  readonly offert: number;
  readonly changements: number;
  /** Un changement consigne par une unite, vu par chaque ecran de la Justice. */
  readonly vu: ReturnType<typeof repartition>;
  /** Le tableau entier, lu par un ecran qui s'ouvre. */
  readonly ouverture: { readonly p50: number; readonly p95: number; readonly octets: number };
  readonly cpuParChangement: {
    readonly interieur: number;
    readonly justice: number;
    readonly postgres: number;
  };
  /** Arrivees manquees, tous ecrans confondus : doit etre 0. */
  readonly manquants: number;
};

/** Volume : mesures vivantes, ecrans ouverts, changements par seconde, duree. */
export type PlanDuTableau = {
  readonly mesures: number;
  readonly ecrans: number;
  readonly offert: number;
  readonly dureeS: number;
};

/** Ouvre les ecrans (une connexion HTTP chacun), consigne au debit offert, et attend que chaque ecran ait tout vu. */
export async function mesurerLeTableau(banc: Banc, plan: PlanDuTableau): Promise<MesureDuTableau> {
  const { systeme, enqueteurs, magistrat } = banc;
  const [enqueteur] = enqueteurs;
  const [affaire] = GARDES_A_VUE;
  if (!enqueteur || !affaire) throw new Error('Aucun enquêteur connecté.');
  const modele = await ouvrirUneGardeAVue(enqueteur, affaire, 60);
  await attendreLaMesure(magistrat, modele.mesure, ({ entrees }) => entrees.length > 0);
  const ids = await multiplier(banc, modele, plan.mesures);
  const ouverture = await mesurerLOuverture(banc);
  const departs = new Map<string, number>();
  const vus: number[] = [];
  const ecrans = await ouvrirLesEcrans(banc, plan.ecrans, (mesure) => {
    const depart = departs.get(mesure);
    if (depart !== undefined) vus.push(performance.now() - depart);
  });
  const nombre = Math.max(1, Math.round(plan.offert * plan.dureeS));
  const [avant, debut] = [releverCpu(systeme), performance.now()];
  const envois: Promise<void>[] = [];
  for (let rang = 0; rang < nombre; rang += 1) {
    const attente = debut + (rang / plan.offert) * 1000 - performance.now();
    if (attente > 0) await attendre(attente);
    // Une mesure differente a chaque changement : aucun n'en cache un autre.
    const mesure = ids[rang % ids.length] ?? '';
    departs.set(mesure, performance.now());
    envois.push(
      enqueteur.client
        .appeler('POST /api/mesures/:id/entrees', {
          id: mesure,
          corps: { id: randomUUID(), type: 'repas', donnees: { pris: true } },
        })
        .then((rendu) => void attendu('entrée', rendu)),
    );
  }
  await Promise.all(envois);
  const attendus = nombre * plan.ecrans;
  const limite = performance.now() + 30_000;
  while (vus.length < attendus && performance.now() < limite) await attendre(20);
  const cpu = ecart(avant, releverCpu(systeme));
  ecrans.fermer();
  const parChangement = (secondes: number): number => arrondi((secondes / nombre) * 1000);
  return {
    mesures: ids.length,
    ecrans: plan.ecrans,
    offert: plan.offert,
    changements: nombre,
    vu: repartition(vus),
    ouverture,
    cpuParChangement: {
      interieur: parChangement(cpu.interieur),
      justice: parChangement(cpu.justice),
      postgres: parChangement(cpu.postgres),
    },
    manquants: attendus - vus.length,
  };
}

/** Recopie la mesure modele en SQL, des deux cotes, sous de nouveaux identifiants ; rend ceux des copies. */
async function multiplier(
  { systeme }: Banc,
  { mesure }: MesureOuverte,
  nombre: number,
): Promise<readonly string[]> {
  const ids = Array.from({ length: nombre }, () => randomUUID());
  for (const service of ['interieur', 'justice'] as const) {
    const base = ouvrirBase<Record<never, never>>(systeme[service].base.urlProprietaire, {
      delaiRequeteMs: 300_000,
      connexions: 1,
    });
    try {
      await sql`insert into mesure (id, idj, unite, juridiction, etat, echeance, version, maj_a, ouverture, ligne)
        select c.id::uuid, m.idj, m.unite, m.juridiction, m.etat, m.echeance + make_interval(secs => c.n::int), m.version, m.maj_a,
          replace(m.ouverture::text, ${mesure}, c.id)::jsonb, replace(m.ligne::text, ${mesure}, c.id)::jsonb
        from mesure m, unnest(${ids}::text[]) with ordinality c(id, n) where m.id = ${mesure}`.execute(
        base.db,
      );
      await sql`insert into mesure_entree (mesure, id, rang, entree)
        select c.id::uuid, e.id, e.rang, replace(e.entree::text, ${mesure}, c.id)::jsonb
        from mesure_entree e, unnest(${ids}::text[]) c(id) where e.mesure = ${mesure}`.execute(base.db);
      await sql`analyze mesure, mesure_entree`.execute(base.db);
    } finally {
      await base.fermer();
    }
  }
  return ids;
}

/** Dix ouvertures du tableau, l'une apres l'autre. */
async function mesurerLOuverture({ magistrat }: Banc): Promise<MesureDuTableau['ouverture']> {
  const durees: number[] = [];
  let octets = 0;
  for (let rang = 0; rang < 10; rang += 1) {
    const depart = performance.now();
    const lu = attendu(
      'tableau',
      await magistrat.client.lire('GET /api/mesures', { requete: { etat: 'en-cours' } }),
    );
    octets = (await lu.arrayBuffer()).byteLength;
    durees.push(performance.now() - depart);
  }
  const { p50, p95 } = repartition(durees);
  return { p50, p95, octets };
}

/** Une connexion HTTP par ecran ; `surMesure` recoit la mesure de chaque ligne arrivee, une fois par ecran. */
async function ouvrirLesEcrans(
  { magistrat }: Banc,
  nombre: number,
  surMesure: (mesure: string) => void,
): Promise<{ readonly fermer: () => void }> {
  const ouverts: (() => void)[] = [];
  for (let rang = 0; rang < nombre; rang += 25)
    ouverts.push(
      ...(await Promise.all(
        Array.from({ length: Math.min(25, nombre - rang) }, () => ouvrirUnEcran(magistrat, surMesure)),
      )),
    );
  return { fermer: () => ouverts.forEach((fermer) => fermer()) };
}

const MARQUE = '"genre":"mesure","id":"';

/** Le flux brut, sans les flux du Web : cinq cents lecteurs ne doivent pas couter plus que le service mesure. */
function ouvrirUnEcran(
  { origine, temoin }: Banc['magistrat'],
  surMesure: (mesure: string) => void,
): Promise<() => void> {
  // Le premier evenement d'une mesure est le changement offert ; une alarme qu'il declenche vient apres.
  const vues = new Set<string>();
  const lire = (texte: string): string => {
    let a = texte.indexOf(MARQUE);
    let fini = 0;
    while (a >= 0 && a + MARQUE.length + 36 <= texte.length) {
      fini = a + MARQUE.length + 36;
      const mesure = texte.slice(a + MARQUE.length, fini);
      if (!vues.has(mesure)) surMesure(mesure);
      vues.add(mesure);
      a = texte.indexOf(MARQUE, fini);
    }
    return texte.slice(Math.max(fini, texte.length - MARQUE.length - 36));
  };
  return new Promise((resoudre, rejeter) => {
    const demande = request(new URL('/api/evenements', origine), {
      headers: { accept: 'text/event-stream', cookie: temoin() },
      agent: false,
    });
    demande.on('error', rejeter);
    demande.on('response', (reponse) => {
      if (reponse.statusCode !== 200)
        return rejeter(new Error(`Écran refusé : ${String(reponse.statusCode)}`));
      let reste = '';
      reponse.setEncoding('latin1');
      reponse.on('data', (morceau: string) => (reste = lire(reste + morceau)));
      reponse.on('error', () => undefined);
      resoudre(() => void demande.destroy());
    });
    demande.end();
  });
}
