import { readFileSync } from 'node:fs';
import { X509Certificate } from 'node:crypto';
import type { NomDeService } from './annuaire.ts';
import { VARIABLE_DE_L_HORLOGE } from './horloge-simulee.ts';
import type { ClesDuJournalLocal } from './confiance-locale.ts';

/** Fichiers d'une identite : cle PEM et certificats PEM, le porteur d'abord. */
type FichiersDIdentite = { readonly cle: string; readonly certificats: string };

/** Ce que le lanceur sait d'un service. */
export type LieuxDuService = {
  readonly service: NomDeService;
  readonly pair: NomDeService;
  readonly origine: string;
  readonly portHttp: number;
  readonly portEchange: number;
  readonly portEchangeDuPair: number;
  readonly base: {
    readonly urlApplication: string;
    readonly urlProprietaire: string;
    readonly roleApplicatif: string;
  };
  readonly objets: string;
  readonly trousseau: string;
  readonly cachet: FichiersDIdentite;
  readonly echange: {
    readonly serveur: FichiersDIdentite;
    readonly client: FichiersDIdentite;
    readonly autorites: string;
  };
  /** Certificats du pair : son organisation et son nom d'echange y sont lus. */
  readonly cachetDuPair: FichiersDIdentite;
  readonly clientDuPair: FichiersDIdentite;
  /** Trousseau du journal, et cles publiques de celui du pair. */
  readonly journal: ClesDuJournalLocal;
  readonly journalDuPair: ClesDuJournalLocal;
  readonly cleDesOrdres: string;
  readonly horodatage: string;
  readonly ancres: string;
  readonly listes: readonly string[];
  readonly urlAgent: string;
  /** PLINE, si elle demarre : son portail et son guichet. */
  readonly pline: { readonly origine: string; readonly guichet: string } | undefined;
  readonly urlSmtp: string;
  readonly portail: string;
  readonly annuaire: string;
};

/** Variables du systeme qu'un enfant garde ; tout le reste lui est retire. */
const GARDEES =
  /^(PATH|HOME|LANG|LC_\w+|TZ|TMPDIR|NODE_EXTRA_CA_CERTS|NODE_COMPILE_CACHE|AWS_\w+|OTEL_\w+|SOFTHSM2_CONF|PPN_JOURNAL_NIVEAU|PPN_ANTIVIRUS)$/;

/**
 * L'environnement d'un service, tel que `services/socle/configuration.ts` le lit : celui que le lanceur calcule, puis ce
 * que l'exploitant remplace pour un seul service (`PPN_JUSTICE_OBJETS=s3://…` donne `PPN_OBJETS` a Justice).
 */
export function environnementDuService(
  lieux: LieuxDuService,
  ambiant: NodeJS.ProcessEnv,
): Readonly<Record<string, string>> {
  const calcule: Readonly<Record<string, string>> = {
    PPN_SERVICE: lieux.service,
    PPN_HTTP_HOTE: '127.0.0.1',
    PPN_HTTP_PORT: String(lieux.portHttp),
    PPN_ORIGINE: lieux.origine,
    PPN_BASE_URL: lieux.base.urlApplication,
    PPN_BASE_URL_PROPRIETAIRE: lieux.base.urlProprietaire,
    PPN_BASE_ROLE: lieux.base.roleApplicatif,
    PPN_OBJETS: `file:${lieux.objets}`,
    PPN_KEK: lieux.trousseau,
    PPN_CACHET_CLE: lieux.cachet.cle,
    PPN_CACHET_CERT: lieux.cachet.certificats,
    PPN_TSA_URL: lieux.horodatage,
    PPN_ANCRES: lieux.ancres,
    PPN_CRL_URLS: lieux.listes.join(','),
    PPN_ECHANGE_HOTE: '127.0.0.1',
    PPN_ECHANGE_PORT: String(lieux.portEchange),
    PPN_ECHANGE_CERT: lieux.echange.serveur.certificats,
    PPN_ECHANGE_CLE: lieux.echange.serveur.cle,
    PPN_ECHANGE_CLIENT_CERT: lieux.echange.client.certificats,
    PPN_ECHANGE_CLIENT_CLE: lieux.echange.client.cle,
    PPN_ECHANGE_CA: lieux.echange.autorites,
    PPN_PAIR_NOM: lieux.pair,
    PPN_PAIR_ORGANISATION: attribut(lieux.cachetDuPair.certificats, 'O'),
    PPN_PAIR_CN: attribut(lieux.clientDuPair.certificats, 'CN'),
    PPN_PAIR_URL: `https://127.0.0.1:${lieux.portEchangeDuPair}`,
    PPN_JOURNAL_CLE: lieux.journal.cle,
    PPN_PAIR_JOURNAL: lieux.journalDuPair.publiques,
    PPN_ORDRES_CLE: lieux.cleDesOrdres,
    PPN_AGENT_URL: lieux.urlAgent,
    ...(lieux.pline === undefined
      ? {}
      : { PPN_PLINE_URL: lieux.pline.origine, PPN_PLINE_GUICHET: lieux.pline.guichet }),
    PPN_SMTP_URL: lieux.urlSmtp,
    PPN_COURRIEL_AVIS: `permanence.${lieux.service}@demonstration.invalid`,
    PPN_PORTAIL: lieux.portail,
    PPN_ANNUAIRE: lieux.annuaire,
  };
  const remplace = surcharges(lieux.service, ambiant);
  const { PPN_CACHET_CLE: _, ...sansCle } = calcule;
  const retenu = remplace['PPN_CACHET_PKCS11'] === undefined ? calcule : sansCle;
  return { ...environnementAmbiant(ambiant), ...retenu, ...remplace };
}

/** Un attribut du sujet du premier certificat d'un fichier PEM. */
function attribut(fichier: string, nom: 'O' | 'CN'): string {
  const { subject } = new X509Certificate(readFileSync(fichier));
  const ligne = subject.split('\n').find((candidate) => candidate.startsWith(`${nom}=`));
  return ligne?.slice(nom.length + 1) ?? '';
}

/** Ce qu'un enfant garde de l'environnement du lanceur ; sous une horloge simulee, il la suit. */
export function environnementAmbiant(ambiant: NodeJS.ProcessEnv): Readonly<Record<string, string>> {
  const gardees = Object.fromEntries(
    Object.entries(ambiant).flatMap(([nom, valeur]) =>
      valeur !== undefined && GARDEES.test(nom) ? [[nom, valeur]] : [],
    ),
  );
  const fichier = ambiant[VARIABLE_DE_L_HORLOGE];
  if (fichier === undefined || fichier === '') return gardees;
  const precharge = new URL('./horloge-simulee.ts', import.meta.url).href;
  return { ...gardees, [VARIABLE_DE_L_HORLOGE]: fichier, NODE_OPTIONS: `--import=${precharge}` };
}

/** `PPN_JUSTICE_OBJETS=x` -> `PPN_OBJETS=x`, pour le service, ou la zone, nommes. */
export function surcharges(service: string, ambiant: NodeJS.ProcessEnv): Readonly<Record<string, string>> {
  const prefixe = `PPN_${service.toUpperCase()}_`;
  return Object.fromEntries(
    Object.entries(ambiant).flatMap(([nom, valeur]) =>
      valeur !== undefined && valeur !== '' && nom.startsWith(prefixe)
        ? [[`PPN_${nom.slice(prefixe.length)}`, valeur]]
        : [],
    ),
  );
}
