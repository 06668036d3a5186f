import { lireFlux } from '@ppn/journal';
import type { FaitQualifie, Personne } from './contract.ts';
import type { ActeVerse, EvenementDossier } from './domain/dossier.ts';
import { type FaitDossier, faitDossier, fluxDossier } from './faits.ts';
import type { ActeLu, PortsDossier, Tx } from './ports.ts';

type Evenement = EvenementDossier<Personne, FaitQualifie>;
type Verse = ActeVerse<Personne, FaitQualifie>;
type PourLire = Pick<
  PortsDossier,
  'lireActe' | 'resumerDecision' | 'resumerMention' | 'resumerJugement' | 'resumerRenvoi'
>;

/** Ce que le dossier retient d'un acte : la forme pliee, gardee par `acte_verse`. */
export function verseDe(acte: ActeLu, ports: Omit<PourLire, 'lireActe'>): Verse {
  const mention = ports.resumerMention(acte);
  const jugement = ports.resumerJugement?.(acte);
  return {
    idj: acte.idj,
    acteId: acte.acteId,
    procedure: acte.procedure,
    personnes: acte.personnes,
    faits: acte.faits,
    jointes: acte.jointes.map(({ id }) => id),
    decision: ports.resumerDecision(acte),
    renvoi: ports.resumerRenvoi?.(acte),
    mention: mention && {
      acteId: acte.acteId,
      numero: acte.numero,
      type: mention.type,
      vise: mention.vise,
      phrase: mention.phrase,
      auteur: mention.auteur,
      juridiction: mention.juridiction,
      survenuA: mention.survenuA,
      ...(mention.donnees === undefined ? {} : { donnees: mention.donnees }),
    },
    ...(jugement === undefined ? {} : { jugement }),
  };
}

/** Garde ce qu'un acte apporte, pour replier le dossier sans relire les PDF. */
export const garderVerse = async (db: Pick<Tx, 'insertInto'>, verse: Verse): Promise<void> =>
  void (await db
    .insertInto('acte_verse')
    .values({ idj: verse.idj, acte_id: verse.acteId, contenu: JSON.stringify(verse) })
    .onConflict((conflit) =>
      conflit.columns(['idj', 'acte_id']).doUpdateSet({ contenu: JSON.stringify(verse) }),
    )
    .execute());

/** L'evenement plie d'un fait ; `undefined` : le fait ne change pas l'etat (incident, archivage, abandon). `a` : instant d'enregistrement. */
export function evenementDe(fait: FaitDossier, a: string, verse: Verse | undefined): Evenement | undefined {
  switch (fait.type) {
    case 'dossier-ouvert':
      return { type: 'ouvert', a, dossier: fait.donnees };
    case 'acte-scelle':
    case 'acte-recu':
      if (!verse) throw new Error('Un acte versé sans ses données.');
      return { type: 'acte', a, acte: verse };
    case 'piece-retiree':
      return { type: 'piece-retiree', a, tombe: fait.donnees };
    case 'pli-emis':
      return {
        type: 'pli-emis',
        a,
        juridiction: fait.donnees.genre === 'procedure' ? fait.donnees.juridiction : null,
      };
    case 'pli-accuse':
    case 'pli-refuse':
      // Le sort d'un acte de garde a vue, parti seul, ne dit rien de la transmission du dossier.
      return fait.donnees.genre === 'garde-a-vue' ? undefined : { type: fait.type, a };
    case 'pli-recu':
      return { type: 'pli-recu', a, pli: fait.donnees.pli, juridiction: fait.donnees.juridiction };
    case 'procedure-enregistree':
      return { type: fait.type, a, ...fait.donnees };
    case 'procedure-retournee':
      return { type: fait.type, a, ...fait.donnees };
    case 'dossier-confie':
      return { type: fait.type, a, ...fait.donnees };
    case 'arrivee-mise-de-cote':
      return { type: fait.type, a, ...fait.donnees };
    case 'minute-inscrite':
      return { type: fait.type, a, acteId: fait.donnees.acteId, numero: fait.donnees.numero };
    case 'incident-constate':
    case 'piece-reservee':
    case 'piece-occultee':
    case 'copie-preparee':
    case 'recepisse-verse':
    case 'acte-archive':
    case 'cotes-attribuees':
    case 'cotation-certifiee':
    case 'acte-abandonne':
      return undefined;
  }
}

/** Un fait du dossier, relu du journal. `a` : instant d'enregistrement ISO 8601. */
export type FaitLu = { readonly fait: FaitDossier; readonly a: string; readonly version: number };

/** Les faits d'un dossier, dans leur ordre, que `garder` retient. */
export async function faitsDuDossier(
  db: Parameters<typeof lireFlux>[0],
  idj: string,
  garder: (lu: { readonly version: number; readonly enregistreA: string }) => boolean,
): Promise<readonly FaitLu[]> {
  const lus = await lireFlux(db, fluxDossier(idj));
  return lus.filter(garder).map(({ type, donnees, enregistreA, version }) => ({
    fait: faitDossier.parse({ type, donnees }),
    a: enregistreA,
    version,
  }));
}

/** Les evenements de ces faits ; ce qu'`acte_verse` n'a pas encore se relit dans l'acte scelle, une fois. */
export async function evenementsDe(
  db: Tx | PortsDossier['db'],
  idj: string,
  faits: readonly FaitLu[],
  ports: PourLire,
): Promise<readonly Evenement[]> {
  const lignes = await db
    .selectFrom('acte_verse')
    .select(['acte_id', 'contenu'])
    .where('idj', '=', idj)
    .execute();
  const verses = new Map(lignes.map(({ acte_id, contenu }) => [acte_id, contenu as Verse]));
  const evenements: Evenement[] = [];
  for (const { fait, a } of faits) {
    const acte = fait.type === 'acte-scelle' || fait.type === 'acte-recu' ? fait.donnees : undefined;
    let verse = acte && verses.get(acte.acteId);
    if (acte && !verse) {
      verse = verseDe(await ports.lireActe(acte.empreinte), ports);
      await garderVerse(db, verse);
    }
    const evenement = evenementDe(fait, a, verse);
    if (evenement) evenements.push(evenement);
  }
  return evenements;
}
