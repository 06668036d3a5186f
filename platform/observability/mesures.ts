import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';

/** Une requete HTTP servie ; `route` est le patron (`/api/procedures/:idj`), jamais l'adresse : elle nommerait un dossier. */
export type RequeteServie = {
  readonly methode: string;
  readonly route: string;
  readonly statut: number;
  readonly dureeMs: number;
};

/** Les mesures d'un processus, au format texte de Prometheus. */
export type Mesures = {
  readonly registre: Registry;
  readonly observerRequete: (requete: RequeteServie) => void;
  /** Compteur cree une fois par nom. */
  readonly compteur: (nom: string, aide: string, etiquettes?: readonly string[]) => Counter;
  /** Jauge creee une fois par nom ; `lire` est appelee a chaque collecte. */
  readonly jauge: (nom: string, aide: string, lire?: () => number | Promise<number>) => Gauge;
  /** Le texte a servir sous `/mesures`, avec son type. */
  readonly texte: () => Promise<{ readonly type: string; readonly corps: string }>;
};

/** Bornes des durees HTTP, en secondes : le but est « p95 < 1 s » entre les deux ministeres. */
const BORNES_S = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Registre propre au service (rien de global), avec les mesures du processus. */
export function creerMesures(service: string): Mesures {
  const registre = new Registry();
  registre.setDefaultLabels({ service });
  collectDefaultMetrics({ register: registre, prefix: 'ppn_' });
  const registers = [registre];
  const durees = new Histogram({
    name: 'ppn_http_duree_secondes',
    help: 'Durée des requêtes HTTP servies, en secondes',
    labelNames: ['methode', 'route', 'statut'],
    buckets: BORNES_S,
    registers,
  });
  const compteurs = new Map<string, Counter>();
  const jauges = new Map<string, Gauge>();
  return {
    registre,
    observerRequete: ({ methode, route, statut, dureeMs }) =>
      durees.observe({ methode, route, statut: String(statut) }, dureeMs / 1000),
    compteur: (nom, help, etiquettes = []) =>
      uneFois(
        compteurs,
        nom,
        () => new Counter({ name: `ppn_${nom}`, help, labelNames: [...etiquettes], registers }),
      ),
    jauge: (nom, help, lire) => uneFois(jauges, nom, () => creerJauge(registre, { nom, help, lire })),
    texte: async () => ({ type: registre.contentType, corps: await registre.metrics() }),
  };
}

type ReglageDeJauge = {
  readonly nom: string;
  readonly help: string;
  readonly lire: (() => number | Promise<number>) | undefined;
};

function creerJauge(registre: Registry, { nom, help, lire }: ReglageDeJauge): Gauge {
  const jauge: Gauge = new Gauge({
    name: `ppn_${nom}`,
    help,
    registers: [registre],
    ...(lire === undefined ? {} : { collect: async () => jauge.set(await lire()) }),
  });
  return jauge;
}

function uneFois<T>(connus: Map<string, T>, nom: string, creer: () => T): T {
  const connu = connus.get(nom);
  if (connu !== undefined) return connu;
  const neuf = creer();
  connus.set(nom, neuf);
  return neuf;
}
