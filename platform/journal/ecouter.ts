import pg from 'pg';

/** Reglages de l'ecoute, en millisecondes. */
export type OptionsDEcoute = {
  readonly releveMs?: number;
  readonly attenteMaximaleMs?: number;
  readonly surErreur?: (cause: unknown) => void;
};

/**
 * Appelle `surPosition` quand le journal grandit : NOTIFY reveille, une releve lente (15 s) rattrape ce qui se perdrait.
 * Connexion dediee et directe (pas de pgbouncer), reprise apres coupure avec attente croissante. Appels jamais simultanes en attente : l'appelant relit depuis son curseur.
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
      await uneConnexion(url, surPosition, options.releveMs ?? 15_000, arret);
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
  releveMs: number,
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
  client.on('notification', ({ payload }) => surPosition(Number(payload)));
  try {
    await client.connect();
    await client.query('listen fait');
    while (!arret.aborted) {
      surPosition(await derniere(client));
      await Promise.race([pause(releveMs, arret), coupure.promise]);
    }
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function derniere(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ position: string }>(
    'select coalesce(max(position), 0)::text as position from fait',
  );
  return Number(rows[0]?.position ?? 0);
}

function pause(dureeMs: number, arret: AbortSignal): Promise<void> {
  if (arret.aborted) return Promise.resolve();
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
