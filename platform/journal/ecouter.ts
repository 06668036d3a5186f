import pg from 'pg';

/** Reglages de l'ecoute, en millisecondes. `cadenceMs` : temps minimal entre deux annonces, pour qu'une rafale coute une lecture. */
export type OptionsDEcoute = {
  readonly cadenceMs?: number;
  readonly releveMs?: number;
  readonly attenteMaximaleMs?: number;
  readonly surErreur?: (cause: unknown) => void;
};

/**
 * Appelle `surPosition` quand le journal grandit, avec l'horizon : tout fait jusqu'a cette position est lisible, et aucun autre n'y apparaitra.
 * Un curseur peut donc partir de la premiere position annoncee. NOTIFY reveille, une releve lente (15 s) rattrape ce qui se perdrait
 * et relance un lecteur en echec. Connexion dediee et directe (pas de pgbouncer), reprise apres coupure avec attente croissante.
 * Rend l'arret, qui attend la fermeture de la connexion.
 */
export function ecouter(
  urlDirecte: string,
  surPosition: (position: number) => void,
  options: OptionsDEcoute = {},
): () => Promise<void> {
  const arret = new AbortController();
  const boucle = veiller(urlDirecte, surPosition, options, arret.signal);
  return async () => {
    arret.abort();
    await boucle;
  };
}

async function veiller(
  url: string,
  surPosition: (position: number) => void,
  options: OptionsDEcoute,
  arret: AbortSignal,
): Promise<void> {
  const attenteMaximale = options.attenteMaximaleMs ?? 10_000;
  let attente = 100;
  while (!arret.aborted) {
    const debut = Date.now();
    try {
      await uneConnexion(url, surPosition, options, arret);
    } catch (cause) {
      options.surErreur?.(cause);
    }
    attente = Date.now() - debut > attenteMaximale ? 100 : Math.min(attente * 2, attenteMaximale);
    await pause(attente, arret);
  }
}

/** Vit le temps d'une connexion ; se termine sur l'arret, lance sur une coupure. */
async function uneConnexion(
  url: string,
  surPosition: (position: number) => void,
  { cadenceMs = 0, releveMs = 15_000 }: OptionsDEcoute,
  arret: AbortSignal,
): Promise<void> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'ppn-ecoute',
    keepAlive: true,
    connectionTimeoutMillis: 10_000,
    query_timeout: 10_000,
  });
  const coupure = Promise.withResolvers<never>();
  coupure.promise.catch(() => undefined);
  client.on('error', coupure.reject);
  client.on('end', () => coupure.reject(new Error('Connexion d’écoute fermée.')));
  try {
    await client.connect();
    await suivre({ client, surPosition, cadenceMs, releveMs, arret, coupure: coupure.promise });
  } finally {
    await client.end().catch(() => undefined);
  }
}

type Suivi = {
  readonly client: pg.Client;
  readonly surPosition: (position: number) => void;
  readonly cadenceMs: number;
  readonly releveMs: number;
  readonly arret: AbortSignal;
  readonly coupure: Promise<never>;
};

/** Annonce l'horizon ; tant qu'un ecrivain en cours le retient sous une position deja validee, relit vite (25 ms a 1 s). */
async function suivre({ client, surPosition, cadenceMs, releveMs, arret, coupure }: Suivi): Promise<void> {
  let repos = new AbortController();
  let notifie = false;
  const reveiller = (): void => {
    notifie = true;
    repos.abort();
  };
  client.on('notification', reveiller);
  arret.addEventListener('abort', reveiller);
  try {
    await client.query('listen fait');
    for (let annoncee = -1, retard = 25; !arret.aborted;) {
      notifie = false;
      const debut = performance.now();
      const { horizon, derniere } = await etatDuJournal(client);
      const enRetard = horizon < derniere;
      if (!enRetard || horizon > annoncee) surPosition(horizon);
      annoncee = horizon;
      retard = enRetard ? Math.min(retard * 2, 1000) : 25;
      repos = new AbortController();
      if (!notifie) await Promise.race([pause(enRetard ? retard : releveMs, repos.signal), coupure]);
      repos.abort();
      await Promise.race([pause(debut + cadenceMs - performance.now(), arret), coupure]);
    }
  } finally {
    arret.removeEventListener('abort', reveiller);
    repos.abort();
  }
}

async function etatDuJournal(
  client: pg.Client,
): Promise<{ readonly horizon: number; readonly derniere: number }> {
  const { rows } = await client.query<{ horizon: string; derniere: string }>(
    'select fait_horizon()::text as horizon, (select coalesce(max(position), 0)::text from fait) as derniere',
  );
  return { horizon: Number(rows[0]?.horizon ?? 0), derniere: Number(rows[0]?.derniere ?? 0) };
}

function pause(dureeMs: number, arret: AbortSignal): Promise<void> {
  if (arret.aborted || dureeMs <= 0) return Promise.resolve();
  return new Promise((resoudre) => {
    const finir = (): void => {
      clearTimeout(minuteur);
      arret.removeEventListener('abort', finir);
      resoudre();
    };
    const minuteur = setTimeout(finir, dureeMs);
    arret.addEventListener('abort', finir);
  });
}
