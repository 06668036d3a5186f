import type { Etat } from '@ppn/dossier';
import { tracer } from '@ppn/habilitation';
import { refuser } from '@ppn/http';
import { sql } from 'kysely';
import { designation } from '../actes/proces-verbal.ts';
import { enTeteDe, referenceDe } from '../composer-acte.ts';
import type { LectureSurTablette } from '../contract.ts';
import { lireCode, repereDe } from '../domain/code-de-remise.ts';
import {
  type CommandeRecueil,
  enAttente,
  MINUTES_DE_LECTURE,
  PHRASES_RECUEIL,
  type PlaceDeSignataire,
} from '../domain/recueil-des-signatures.ts';
import { lireTraces, type Traces } from '../domain/traces.ts';
import type { PortsActe } from '../ports.ts';
import { type LigneBrouillon, SANS_LE_PDF } from '../use-cases/rediger.ts';
import { acteALire, type ActeALire } from './acte-a-lire.ts';
import { rangerTraces } from './coffre-des-traces.ts';
import { avancer, refusDuRecueil } from './garder-le-recueil.ts';
import { perimer } from './recueillir.ts';
import { empreinteDuJeton, nouveauJeton, ouvreLeVerrou } from './verrou.ts';

type Ouverture = { readonly jeton: string; readonly lecture: LectureSurTablette };

/** Ouvre la tablette par son code : une fois. Un code inconnu et un code faux rendent le meme refus. */
export async function ouvrirParCode(ports: PortsActe, saisi: string, adresse: string): Promise<Ouverture> {
  const code = lireCode(saisi);
  const ligne = code === undefined ? undefined : await ligneOu(ports, REPERE, repereDe(code));
  const remise = ligne?.recueil?.remise;
  if (code === undefined || !ligne || !remise) throw codeRefuse();
  const { etat, lu } = await relire(ports, ligne);
  const maintenant = ports.maintenant();
  if (!(await ouvreLeVerrou(code, remise))) {
    await avancer(ports, { ...lu, ligne }, { commande: 'rater', maintenant: maintenant.toISOString() });
    throw codeRefuse();
  }
  const { jeton, empreinte } = nouveauJeton();
  const expireA = new Date(maintenant.getTime() + MINUTES_DE_LECTURE * 60_000).toISOString();
  await avancer(
    ports,
    { ...lu, ligne },
    { commande: 'ouvrir', maintenant: maintenant.toISOString(), jeton: empreinte, expireA },
  );
  await noter(ports, ligne, { action: 'donner un acte à lire sur la tablette', adresse });
  return { jeton, lecture: lecture(ligne, etat, lu, expireA) };
}

/** Signe l'acte ouvert par ce jeton ; rend le nombre de signatures encore attendues. */
export async function signerSurTablette(
  ports: PortsActe,
  jeton: string,
  demande: { readonly place: PlaceDeSignataire; readonly traces: Traces; readonly adresse: string },
): Promise<number> {
  const lus = lireTraces(demande.traces);
  if (!lus.ok) throw refuser(422, lus.refus, PHRASES_TRACES[lus.refus]);
  const { ligne, lu } = await ouverte(ports, jeton);
  const ranges = await rangerTraces(ports.dossier.magasin, lus.valeur);
  const suite = await avancer(
    ports,
    { ...lu, ligne },
    {
      commande: 'signer',
      place: demande.place,
      a: ports.maintenant().toISOString(),
      traces: ranges.empreinte,
    },
    ranges,
  );
  await noter(ports, ligne, {
    action: `recueillir une signature (${demande.place})`,
    adresse: demande.adresse,
  });
  return enAttente(suite, lu.attendus).length;
}

/** Dit sur la tablette que la personne refuse, ou ne peut pas signer. */
export async function mentionnerSurTablette(
  ports: PortsActe,
  jeton: string,
  demande: Pick<Extract<CommandeRecueil, { commande: 'mentionner' }>, 'place' | 'etat' | 'motif'>,
): Promise<number> {
  const { ligne, lu } = await ouverte(ports, jeton);
  const suite = await avancer(
    ports,
    { ...lu, ligne },
    { commande: 'mentionner', ...demande, a: ports.maintenant().toISOString(), par: 'tablette' },
  );
  return enAttente(suite, lu.attendus).length;
}

async function ouverte(
  ports: PortsActe,
  jeton: string,
): Promise<{ readonly ligne: LigneBrouillon; readonly lu: ActeALire }> {
  const ligne = jeton === '' ? undefined : await ligneOu(ports, JETON, empreinteDuJeton(jeton));
  if (!ligne) throw refuser(401, 'remise-absente', PHRASES_RECUEIL['remise-absente']);
  const { lu } = await relire(ports, ligne);
  return { ligne, lu };
}

/** L'acte de cette remise ; si son texte a change depuis, tout ce qui est recueilli est annule et la tablette se ferme. */
async function relire(
  ports: PortsActe,
  ligne: LigneBrouillon,
): Promise<{ readonly etat: Etat; readonly lu: ActeALire }> {
  const dossier = await ports.db
    .selectFrom('dossier')
    .select('contenu')
    .where('idj', '=', ligne.idj)
    .executeTakeFirstOrThrow();
  const etat = dossier.contenu as Etat;
  const lu = await acteALire(ports, ligne, etat);
  if (!lu.change) return { etat, lu };
  await perimer(ports, ligne, 'Le dossier a changé pendant la lecture sur la tablette.');
  throw refusDuRecueil('remise-absente');
}

const REPERE = sql<string>`recueil -> 'remise' ->> 'repere'`;
const JETON = sql<string>`recueil -> 'remise' -> 'ouverte' ->> 'jeton'`;

const ligneOu = (
  { db }: PortsActe,
  champ: typeof REPERE,
  valeur: string,
): Promise<LigneBrouillon | undefined> =>
  db
    .selectFrom('brouillon')
    .select(SANS_LE_PDF)
    .where(champ, '=', valeur)
    // Deux remises peuvent tirer le meme repere : la derniere donnee repond.
    .orderBy(sql`recueil -> 'remise' ->> 'expireA'`, 'desc')
    .executeTakeFirst();

const codeRefuse = () =>
  refuser(
    401,
    'code-refuse',
    'Ce code n’ouvre aucun acte. Vérifiez chaque signe, ou demandez un nouveau code à l’agent.',
  );

/** L'agent fait lire et signer sous son controle : la lecture est tracee a son nom (A.53-4, R.249-16 CPP). */
const noter = (
  ports: PortsActe,
  ligne: LigneBrouillon,
  { action, adresse }: { readonly action: string; readonly adresse: string },
): Promise<void> =>
  tracer(ports.dossier.db, {
    agent: ligne.agent,
    idj: ligne.idj,
    piece: ligne.acte_id,
    action,
    motif: 'signature recueillie sous le contrôle du rédacteur (A.53-4 CPP)',
    resultat: 'accorde',
    adresse,
  });

function lecture(
  ligne: LigneBrouillon,
  etat: Etat,
  { definition, acte, attendus, recueil }: ActeALire,
  expireA: string,
): LectureSurTablette {
  return {
    titre: definition.titre,
    enTete: [...enTeteDe(acte)],
    reference: referenceDe(acte),
    blocs: definition.blocs({ ...acte, signatures: [] }).map((bloc) => structuredClone(bloc) as never),
    agent: designation(ligne.agent),
    expireA,
    signataires: attendus.map((attendu) => ({
      ...attendu,
      identite: recueil.identites[attendu.place] ?? 'constatee',
      fait: recueil.issues[attendu.place] !== undefined,
    })),
  };
}

const PHRASES_TRACES = {
  'traces-vides': 'Ce tracé est trop court pour être une signature : signez de nouveau.',
  'traces-incoherents': 'Ce tracé est illisible : effacez et signez de nouveau.',
} as const;
