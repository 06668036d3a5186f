import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Jour } from '../cles-du-jour.ts';
import { CleDuJourDetruite } from '../cles-du-jour.ts';
import type { Entrepot, RefusDeCreation, RefusDeReception } from '../entrepot.ts';
import { PROTECTIONS, RefusDOctets, repondreRefus } from '../http.ts';
import { nomDeDepot } from '../noms.ts';
import { entierDe, metadonneesDe, reunionDe, sommeDe, texteDe } from './entetes.ts';

/** Ce qu'un espace permet a qui demande : jour de ses cles, octets qu'il peut encore annoncer. */
export type PermisDEnvoi = { readonly jour: Jour; readonly reste: number };

/** Reglages du serveur tus : `base` sans barre finale ; `autoriser` lance un `RefusDOctets`. */
export type ReglagesTus = {
  readonly entrepot: Entrepot;
  readonly base: string;
  readonly longueurMax: number;
  readonly autoriser: (
    demande: IncomingMessage,
    espace: string,
    reponse: ServerResponse,
  ) => Promise<PermisDEnvoi>;
  readonly surEnvoi?: (espace: string, id: string) => void;
  readonly consigner?: (message: string, cause: unknown) => void;
};

const VERSION = '1.0.0';
const TUS = { 'tus-resumable': VERSION } as const;

/** Sert tus 1.0 (creation, checksum, concatenation, termination) sous `base/:espace[/:envoi]`. Faux : cette adresse n'est pas la sienne. */
export function serveurTus(
  reglages: ReglagesTus,
): (demande: IncomingMessage, reponse: ServerResponse) => boolean {
  const forme = new RegExp(`^${reglages.base}/([0-9a-f-]{36})(?:/([0-9a-f]{32}))?/?$`);
  return (demande, reponse) => {
    const [chemin = ''] = (demande.url ?? '').split('?');
    if (chemin !== reglages.base && !chemin.startsWith(`${reglages.base}/`)) return false;
    const [, espace, id] = forme.exec(chemin) ?? [];
    repondre(reglages, { demande, reponse, espace, id }).catch((cause: unknown) => {
      if (!(cause instanceof RefusDOctets)) reglages.consigner?.('Envoi en échec', cause);
      repondreRefus(demande, reponse, enRefus(cause), {
        ...TUS,
        ...(estVersionRefusee(cause) ? { 'tus-version': VERSION } : {}),
      });
    });
    return true;
  };
}

type Appel = {
  readonly demande: IncomingMessage;
  readonly reponse: ServerResponse;
  readonly espace: string | undefined;
  readonly id: string | undefined;
};

async function repondre(reglages: ReglagesTus, appel: Appel): Promise<void> {
  const { demande, reponse, espace, id } = appel;
  const methode = methodeDe(demande);
  if (methode === 'OPTIONS') return presenter(reglages, reponse);
  if (texteDe(demande.headers, 'tus-resumable') !== VERSION)
    throw new RefusDOctets(412, 'version-tus-refusee', `Ce serveur parle tus ${VERSION}.`);
  if (espace === undefined) throw inconnu();
  const permis = await reglages.autoriser(demande, espace, reponse);
  const situe = { ...appel, espace, permis };
  if (id === undefined && methode === 'POST') return creer(reglages, situe);
  if (id === undefined) throw methodeRefusee();
  if (methode === 'HEAD') return situer(reglages, { ...situe, id });
  if (methode === 'PATCH') return recevoir(reglages, { ...situe, id });
  if (methode !== 'DELETE') throw methodeRefusee();
  if (!(await reglages.entrepot.effacerEnvoi(espace, id))) throw inconnu();
  finir(reponse, 204, {});
}

/** `X-HTTP-Method-Override` : un poste dont le mandataire refuse PATCH passe par POST. */
const methodeDe = (demande: IncomingMessage): string | undefined =>
  demande.method === 'POST' ? (texteDe(demande.headers, 'x-http-method-override') ?? 'POST') : demande.method;

type Situe = Appel & { readonly espace: string; readonly permis: PermisDEnvoi };

function presenter({ longueurMax }: ReglagesTus, reponse: ServerResponse): void {
  finir(reponse, 204, {
    'tus-version': VERSION,
    'tus-extension': 'creation,checksum,concatenation,termination',
    'tus-max-size': String(longueurMax),
    'tus-checksum-algorithm': 'sha256,sha1',
  });
}

async function creer(reglages: ReglagesTus, { demande, reponse, espace, permis }: Situe): Promise<void> {
  const reunion = reunionDe(texteDe(demande.headers, 'upload-concat'));
  const nom = nomAnnonce(demande, reunion);
  const cree =
    typeof reunion === 'object'
      ? await reglages.entrepot.assembler({
          espace,
          jour: permis.jour,
          nom,
          parties: partiesDe(reglages, espace, reunion.adresses),
        })
      : await reglages.entrepot.creer({
          espace,
          jour: permis.jour,
          genre: reunion,
          nom,
          longueur: longueurAnnoncee(reglages, demande, permis),
        });
  if (!cree.ok) throw PHRASES[cree.refus]();
  reglages.surEnvoi?.(espace, cree.valeur);
  finir(reponse, 201, { location: `${reglages.base}/${espace}/${cree.valeur}` });
}

/** Une partie n'a pas de nom a elle. */
function nomAnnonce({ headers }: IncomingMessage, reunion: ReturnType<typeof reunionDe>): string {
  const metadonnees = metadonneesDe(texteDe(headers, 'upload-metadata'));
  const brut = metadonnees.get('relativePath') ?? metadonnees.get('filename') ?? metadonnees.get('name');
  if (brut === undefined && reunion === 'partie') return 'partie';
  const nom = nomDeDepot(brut ?? '');
  if (!nom.ok)
    throw new RefusDOctets(
      400,
      'nom-refuse',
      'Ce nom de fichier ne peut pas être gardé : il est vide, trop long, sort de son dossier ou porte un caractère invisible. Renommez le fichier.',
    );
  return nom.valeur;
}

function longueurAnnoncee(
  { longueurMax }: ReglagesTus,
  demande: IncomingMessage,
  { reste }: PermisDEnvoi,
): number {
  const longueur = entierDe(demande.headers, 'Upload-Length');
  if (longueur > longueurMax || longueur > reste)
    throw new RefusDOctets(413, 'trop-volumineux', 'Ce fichier dépasse la taille admise pour ce dépôt.');
  return longueur;
}

/** Les parties d'une reunion sont de cet espace : une adresse d'ailleurs n'est pas une partie. */
function partiesDe({ base }: ReglagesTus, espace: string, adresses: readonly string[]): readonly string[] {
  const prefixe = `${base}/${espace}/`;
  return adresses.map((adresse) => {
    const chemin = URL.parse(adresse, 'http://zone.invalid')?.pathname ?? '';
    const id = chemin.startsWith(prefixe) ? chemin.slice(prefixe.length) : '';
    if (!/^[0-9a-f]{32}$/.test(id)) throw PHRASES['parties-inutilisables']();
    return id;
  });
}

type Vise = Situe & { readonly id: string };

async function situer({ entrepot, base }: ReglagesTus, { reponse, espace, id }: Vise): Promise<void> {
  const etat = await entrepot.etat(espace, id);
  if (etat === undefined) throw inconnu();
  const concat =
    etat.genre === 'entier'
      ? {}
      : {
          'upload-concat':
            etat.genre === 'partie'
              ? 'partial'
              : `final;${(etat.parties ?? []).map((partie) => `${base}/${espace}/${partie}`).join(' ')}`,
        };
  finir(reponse, 200, {
    ...concat,
    'upload-offset': String(etat.position),
    'upload-length': String(etat.longueur),
    'upload-metadata': `filename ${Buffer.from(etat.nom).toString('base64')}`,
  });
}

async function recevoir(
  { entrepot, surEnvoi }: ReglagesTus,
  { demande, reponse, espace, id }: Vise,
): Promise<void> {
  const { headers } = demande;
  if (texteDe(headers, 'content-type') !== 'application/offset+octet-stream')
    throw new RefusDOctets(
      415,
      'type-refuse',
      'Le corps d’un envoi est de type application/offset+octet-stream.',
    );
  const position = entierDe(headers, 'Upload-Offset');
  const somme = sommeDe(texteDe(headers, 'upload-checksum'));
  const recu = await entrepot.recevoir({ espace, id, position, somme }, demande);
  if (recu === undefined) throw inconnu();
  if (!recu.ok) throw PHRASES[recu.refus]();
  if (recu.valeur.position === recu.valeur.longueur) surEnvoi?.(espace, id);
  if (!reponse.destroyed) finir(reponse, 204, { 'upload-offset': String(recu.valeur.position) });
}

function finir(reponse: ServerResponse, statut: number, entetes: Readonly<Record<string, string>>): void {
  reponse.writeHead(statut, { ...PROTECTIONS, ...TUS, ...entetes }).end();
}

const inconnu = (): RefusDOctets =>
  new RefusDOctets(404, 'envoi-inconnu', 'Cet envoi n’existe pas, ou plus. Recommencez le dépôt du fichier.');
const methodeRefusee = (): RefusDOctets =>
  new RefusDOctets(405, 'methode-refusee', 'Cette adresse ne connaît que tus 1.0.');

const PHRASES: Readonly<Record<RefusDeCreation | RefusDeReception, () => RefusDOctets>> = {
  'capacite-atteinte': () =>
    new RefusDOctets(
      507,
      'capacite-atteinte',
      'La plate-forme n’a plus la place pour ce fichier. Réessayez plus tard, ou réduisez le dépôt.',
    ),
  'parties-inutilisables': () =>
    new RefusDOctets(
      400,
      'parties-inutilisables',
      'Une partie manque, n’est pas complète ou n’est pas de ce dépôt.',
    ),
  'position-differente': () =>
    new RefusDOctets(409, 'position-differente', 'Cet envoi n’en est pas là : relisez sa position.'),
  'envoi-termine': () => new RefusDOctets(409, 'envoi-termine', 'Cet envoi est terminé.'),
  'stockage-plein': () =>
    new RefusDOctets(
      507,
      'stockage-plein',
      'L’espace de stockage est épuisé. Ce qui était reçu est gardé : reprenez plus tard.',
    ),
  'somme-fausse': () =>
    new RefusDOctets(
      460,
      'somme-fausse',
      'Les octets reçus ne sont pas ceux annoncés : cette partie est à renvoyer.',
    ),
  'trop-long': () => new RefusDOctets(413, 'trop-long', 'Ce corps dépasse la longueur annoncée de l’envoi.'),
  altere: () =>
    new RefusDOctets(
      410,
      'envoi-altere',
      'Ce qui était reçu ne se relit plus. Recommencez le dépôt du fichier.',
    ),
  panne: () =>
    new RefusDOctets(
      500,
      'incident-interne',
      'Le service a rencontré un incident. Rien n’a été enregistré à moitié ; reprenez l’envoi.',
    ),
};

function enRefus(cause: unknown): RefusDOctets {
  if (cause instanceof RefusDOctets) return cause;
  if (cause instanceof CleDuJourDetruite)
    return new RefusDOctets(410, 'echeance-passee', 'L’échéance de ce dépôt est passée.');
  return PHRASES.panne();
}

const estVersionRefusee = (cause: unknown): boolean => cause instanceof RefusDOctets && cause.statut === 412;
