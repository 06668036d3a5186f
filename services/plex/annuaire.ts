import {
  chercherExternes,
  type PersonneExterne,
  proceduresConsenties,
  type TablesAnnuaire,
  trouverExterne,
} from '@ppn/annuaire-externe';
import { ConfigurationFausse, lireFichierDe } from '@ppn/service-socle';
import type { Annuaire, Correspondant, DestinataireTrouve } from '@ppn/transfert';
import type { Kysely } from 'kysely';
import * as z from 'zod';

/** Une juridiction ou une unite a qui un auxiliaire de justice peut deposer. */
export type Guichet = { readonly code: string; readonly libelle: string };

const fichier = z.object({
  guichets: z.array(
    z.object({ code: z.string().regex(/^[a-z0-9-]{2,40}$/), libelle: z.string().min(1).max(200) }),
  ),
});

/** Lit les guichets (`PPN_GUICHETS`, JSON) ; vide s'il n'est pas donne. Un fichier faux arrete le demarrage. */
export function lireGuichets(chemin: string): readonly Guichet[] {
  if (chemin === '') return [];
  const lu = fichier.safeParse(enJson(lireFichierDe('PPN_GUICHETS', chemin)));
  if (!lu.success) throw new ConfigurationFausse(`PPN_GUICHETS : ${chemin} ne suit pas la forme attendue.`);
  return lu.data.guichets;
}

function enJson(texte: string): unknown {
  try {
    return JSON.parse(texte);
  } catch {
    return undefined;
  }
}

const QUALITES = {
  avocat: 'Avocat',
  'commissaire-de-justice': 'Commissaire de justice',
  expert: 'Expert judiciaire',
  personne: 'Particulier',
  collaborateur: 'Collaborateur',
} as const;

/** Le correspondant d'une personne de l'annuaire exterieur. */
export const enCorrespondant = (personne: PersonneExterne): Correspondant => ({
  id: personne.id,
  genre: personne.genre,
  nom: `${personne.prenom} ${personne.nom.toLocaleUpperCase('fr')}`,
  qualite: QUALITES[personne.genre],
  organisation: personne.genre === 'avocat' ? `Barreau : ${personne.organisation}` : personne.organisation,
  courriel: personne.courriel ?? '',
});

const enGuichet = ({ code, libelle }: Guichet): Correspondant => ({
  id: `guichet:${code}`,
  genre: 'guichet',
  nom: libelle,
  qualite: 'Guichet',
  organisation: libelle,
  courriel: '',
});

/** Les deux annuaires de PLEX : ceux que la juridiction vise, et les guichets qu'un auxiliaire de justice vise. */
export type AnnuairesDePlex = {
  /** Du portail : on y cherche et on y vise des guichets. */
  readonly portail: Annuaire;
  /** Du passage : PLINE y cherche et y vise des exterieurs. */
  readonly exterieurs: Annuaire;
};

/** Ouvre les annuaires de PLEX. Une personne n'est trouvee que si elle est presente maintenant. */
export function annuairesDePlex(db: Kysely<TablesAnnuaire>, guichets: readonly Guichet[]): AnnuairesDePlex {
  const connus = new Map(guichets.map((guichet) => [`guichet:${guichet.code}`, enGuichet(guichet)]));
  const guichet = (id: string): DestinataireTrouve | undefined => {
    const trouve = connus.get(id);
    return trouve && { ...trouve, consentements: [] };
  };
  const exterieur = async (id: string): Promise<DestinataireTrouve | undefined> => {
    const personne = await trouverExterne(db, id);
    if (personne === undefined) return undefined;
    const consentements = personne.genre === 'personne' ? await proceduresConsenties(db, id) : [];
    return { ...enCorrespondant(personne), consentements };
  };
  const trouver = async (id: string): Promise<DestinataireTrouve | undefined> =>
    guichet(id) ?? (await exterieur(id));
  return {
    portail: { trouver, viser: guichet, chercher: (texte) => guichetsNommes([...connus.values()], texte) },
    exterieurs: {
      trouver: async (id) => {
        const trouve = await exterieur(id);
        return trouve?.genre === 'collaborateur' ? undefined : trouve;
      },
      chercher: async (texte) => (await chercherExternes(db, texte)).map(enCorrespondant),
    },
  };
}

const comparable = (texte: string): string => texte.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

const guichetsNommes = (guichets: readonly Correspondant[], texte: string): readonly Correspondant[] => {
  const mots = comparable(texte)
    .split(/[\s’'-]+/)
    .filter(Boolean);
  return guichets
    .filter(({ nom }) => {
      const siens = comparable(nom).split(/[\s’'-]+/);
      return mots.every((mot) => siens.some((connu) => connu.startsWith(mot)));
    })
    .slice(0, 20);
};
