import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { idjDuFlux, type PortsDossier, signalerIncident } from '@ppn/dossier';
import type { FauteDuPair, Noeud, ReglagesDePreuve } from '@ppn/exchange';
import {
  type Alteration,
  cleDeLAlteration,
  demarrerSequenceur,
  etatDHorodatage,
  faireCosigner,
  graceDepassee,
  horodaterLeDernierPoint,
  lireClesPubliques,
  lireTrousseau,
  ouvrirAudit,
  phraseDeLAlteration,
  type TourDAudit,
  veilleur,
  versionsEnAttente,
} from '@ppn/journal';
import type { JournalTechnique } from '@ppn/observability';
import type { Base } from '@ppn/postgres';
import type { Horodateur } from '@ppn/sealing';
import { sql } from 'kysely';
import { type Configuration, ConfigurationFausse, lireFichierDe } from './configuration.ts';

/** Le journal de preuve d'un service : ses cles, ce qui tourne au fond, ce que les vues lui demandent. */
export type JournalScelle = {
  readonly reglages: ReglagesDePreuve;
  /** Actes d'un dossier qu'on ne peut plus dire signes : la grace est passee et leur point n'est pas horodate. */
  readonly actesEnAttente: (idj: string) => Promise<ReadonlySet<string>>;
  readonly dernierAudit: () => TourDAudit | undefined;
  /** Vrai quand l'horodatage se tait : l'alarme est donnee, la grace court ou elle est passee. */
  readonly alarme: () => boolean;
  /** Attend le prochain point signe (ou cosigne), au plus ce delai (ms). */
  readonly prochainPoint: (etat: EtatDePoint, delaiMs: number) => Promise<void>;
  /** Lance sequenceur, horodatage, temoignage et audit ; rend l'arret. */
  readonly demarrer: (noeud: Pick<Noeud, 'temoin'>) => () => Promise<void>;
};

/** Ce dont le journal a besoin pour vivre. */
export type BesoinsDuJournal = {
  readonly configuration: Configuration;
  readonly base: Pick<Base<unknown>, 'db'>;
  readonly dossier: () => PortsDossier;
  readonly horodateur: Horodateur;
  readonly journal: JournalTechnique;
};

/** Ouvre le journal de preuve : lit les cles, ne lance rien. */
export function ouvrirJournalScelle(besoins: BesoinsDuJournal): JournalScelle {
  const { configuration, base } = besoins;
  const cles = lireCles(configuration);
  const clesDuPair = relire(configuration.PPN_PAIR_JOURNAL);
  const graceMs = configuration.PPN_PREUVE_GRACE * 1000;
  const reglages: ReglagesDePreuve = { cles, clesDuPair, surFaute: (faute) => direLaFaute(besoins, faute) };
  const fond: Fond = {
    audit: undefined,
    enAlarme: false,
    attentes: { signe: new Set(), cosigne: new Set() },
  };
  return {
    reglages,
    dernierAudit: () => fond.audit,
    alarme: () => fond.enAlarme,
    actesEnAttente: async (idj) => {
      const etat = await etatDHorodatage(base.db);
      if (!graceDepassee(etat, graceMs, new Date())) return new Set();
      return actesDe(base, idj, await versionsEnAttente(base.db, `dossier/${idj}`, etat));
    },
    prochainPoint: (etat, delaiMs) => prochainPoint(fond.attentes[etat], delaiMs),
    demarrer: (noeud) => demarrer(besoins, reglages, { fond, noeud }),
  };
}

type EtatDePoint = 'signe' | 'cosigne';

type Fond = {
  audit: TourDAudit | undefined;
  enAlarme: boolean;
  /** Ceux qui attendent le prochain point. */
  readonly attentes: Readonly<Record<EtatDePoint, Set<() => void>>>;
};

const prochainPoint = (attentes: Set<() => void>, delaiMs: number): Promise<void> =>
  new Promise((resoudre) => {
    const reprendre = (): void => {
      clearTimeout(minuteur);
      attentes.delete(reprendre);
      resoudre();
    };
    const minuteur = setTimeout(reprendre, delaiMs);
    attentes.add(reprendre);
  });

const annoncerUnPoint = ({ attentes }: Fond, etat: EtatDePoint): void => {
  for (const reprendre of [...attentes[etat]]) reprendre();
};

/** Temps entre deux points horodates et cosignes : au moins un par seconde sous charge. */
const CADENCE_MS = 1_000;

function demarrer(
  besoins: BesoinsDuJournal,
  { cles, clesDuPair }: ReglagesDePreuve,
  { fond, noeud }: { readonly fond: Fond; readonly noeud: Pick<Noeud, 'temoin'> },
): () => Promise<void> {
  const { configuration, base, horodateur, journal } = besoins;
  const avertir =
    (message: string) =>
    (cause: unknown): void =>
      journal.avertir('preuve', message, { erreur: String(cause) });
  const dater = veilleur({
    cadenceMs: CADENCE_MS,
    releveMs: 10_000,
    tour: async () => {
      const date = await horodaterLeDernierPoint(base.db, horodateur);
      if (fond.enAlarme) journal.info('preuve', 'L’horodatage du journal a repris');
      fond.enAlarme = false;
      return date;
    },
    surErreur: (cause) => {
      if (!fond.enAlarme)
        journal.erreur('preuve', 'L’autorité d’horodatage se tait : la grâce court', {
          erreur: String(cause),
          graceS: configuration.PPN_PREUVE_GRACE,
        });
      fond.enAlarme = true;
    },
  });
  const temoigner = veilleur({
    cadenceMs: CADENCE_MS,
    releveMs: 10_000,
    tour: async () => {
      const cosigne = (await faireCosigner(base.db, noeud.temoin)) === 'cosigne';
      if (cosigne) annoncerUnPoint(fond, 'cosigne');
      return cosigne;
    },
    surErreur: avertir('Le témoin ne répond pas'),
  });
  const audit = ouvrirAudit({
    db: base.db,
    nom: cles.journal.nom,
    cles: () => [...cles.publiques, ...clesDuPair()],
    temoin: noeud.temoin,
    surAlteration: (alteration) => direLAlteration(besoins, alteration),
  });
  const veilleDAudit = veilleur({
    cadenceMs: configuration.PPN_AUDIT_MS,
    releveMs: configuration.PPN_AUDIT_MS,
    tour: async () => {
      fond.audit = await audit.tour();
      return false;
    },
    surErreur: avertir('Audit du journal en échec'),
  });
  const sequenceur = demarrerSequenceur(
    { db: base.db, cle: cles.journal },
    {
      urlDirecte: configuration.PPN_BASE_URL,
      surPoint: () => {
        dater.reveiller();
        temoigner.reveiller();
        annoncerUnPoint(fond, 'signe');
      },
      surErreur: avertir('Séquenceur en échec'),
    },
  );
  return async () => {
    await sequenceur.arreter();
    await Promise.all([dater.arreter(), temoigner.arreter(), veilleDAudit.arreter()]);
  };
}

/** Une alteration devient un incident, au dossier si la feuille le nomme. Grave : elle s'ecrit aussi au journal technique. */
async function direLAlteration(besoins: BesoinsDuJournal, alteration: Alteration): Promise<void> {
  const phrase = phraseDeLAlteration(alteration);
  besoins.journal.erreur('preuve', phrase, { ...alteration });
  const flux = alteration.flux ?? (await fluxDeLaPlage(besoins, alteration));
  await signalerIncident(besoins.dossier(), {
    idj: idjDuFlux(flux ?? '') ?? null,
    code: alteration.code,
    phrase,
    empreinte: empreinteDe(cleDeLAlteration(alteration)),
  });
}

/** Une plage d'au plus quelques feuilles d'un seul dossier : c'est lui qu'il faut regarder. */
async function fluxDeLaPlage({ base }: BesoinsDuJournal, { de, a }: Alteration): Promise<string | undefined> {
  if (a <= de || a - de > 8) return undefined;
  const { rows } = await sql<{
    flux: string;
  }>`select distinct flux from feuille where indice >= ${de} and indice < ${a} limit 2`.execute(base.db);
  return rows.length === 1 ? rows[0]?.flux : undefined;
}

async function direLaFaute({ dossier, journal }: BesoinsDuJournal, faute: FauteDuPair): Promise<void> {
  const phrase =
    faute.code === 'tete-du-pair-incoherente'
      ? faute.phrase
      : `Le journal de l’autre ministère ne prolonge plus le point de ${faute.connue} feuilles que nous avions cosigné : une feuille de numéro de séquence ${faute.connue - 1} au plus y a été changée.`;
  journal.erreur('preuve', phrase, { ...faute });
  await signalerIncident(dossier(), {
    idj: faute.code === 'tete-du-pair-incoherente' ? faute.idj : null,
    code: faute.code,
    phrase,
    empreinte: empreinteDe(
      faute.code === 'tete-du-pair-incoherente' ? `${faute.idj} ${phrase}` : `bifurque ${faute.connue}`,
    ),
  });
}

const empreinteDe = (texte: string): string => createHash('sha256').update(texte).digest('hex');

async function actesDe(
  { db }: BesoinsDuJournal['base'],
  idj: string,
  versions: readonly number[],
): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ acte: string }>`
    select donnees ->> 'acteId' as acte from fait where flux = ${`dossier/${idj}`} and version = any (${versions}::int[])
      and type in ('acte-scelle', 'acte-recu')`.execute(db);
  return new Set(rows.map(({ acte }) => acte));
}

/** Le trousseau du journal : un secret, que personne d'autre que le service ne lit. */
function lireCles({ PPN_JOURNAL_CLE, PPN_SERVICE }: Configuration): ReglagesDePreuve['cles'] {
  const texte = lireFichierDe('PPN_JOURNAL_CLE', PPN_JOURNAL_CLE);
  if ((statSync(PPN_JOURNAL_CLE).mode & 0o077) !== 0)
    throw new ConfigurationFausse(
      `PPN_JOURNAL_CLE doit n’être lisible que du service : chmod 600 ${PPN_JOURNAL_CLE}.`,
    );
  const cles = enConfiguration('PPN_JOURNAL_CLE', () => lireTrousseau(texte));
  if (cles.service !== PPN_SERVICE)
    throw new ConfigurationFausse(`PPN_JOURNAL_CLE est la clé du service « ${cles.service} ».`);
  return cles;
}

/** Les cles publiques du pair, relues au plus toutes les trente secondes : il peut tourner la sienne. */
function relire(fichier: string): ReglagesDePreuve['clesDuPair'] {
  const lire = () =>
    enConfiguration('PPN_PAIR_JOURNAL', () => lireClesPubliques(lireFichierDe('PPN_PAIR_JOURNAL', fichier)));
  let gardees = { lues: lire(), a: Date.now() };
  return () => {
    if (Date.now() - gardees.a > 30_000)
      gardees = { lues: lireOuGarder(fichier, gardees.lues), a: Date.now() };
    return gardees.lues;
  };
}

/** Un fichier en cours de remplacement ne fait pas oublier les cles connues. */
function lireOuGarder(
  fichier: string,
  connues: ReturnType<ReglagesDePreuve['clesDuPair']>,
): ReturnType<ReglagesDePreuve['clesDuPair']> {
  try {
    return lireClesPubliques(readFileSync(fichier, 'utf8'));
  } catch {
    return connues;
  }
}

function enConfiguration<T>(variable: string, lire: () => T): T {
  try {
    return lire();
  } catch (cause) {
    if (cause instanceof ConfigurationFausse) throw cause;
    throw new ConfigurationFausse(`${variable} désigne un fichier mal formé.`);
  }
}
