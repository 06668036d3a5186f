import { refuser } from '@ppn/http';
import {
  type Annuaire,
  type DestinataireTrouve,
  destinatairesTrouves,
  type LienDePassage,
  ouvrirLien,
  passerLesDepots,
  reprendreLesRetours,
  suivreLesPassages,
} from '@ppn/transfert';
import { lireFichierDe } from '../configuration.ts';
import type { AnnuaireDeZone } from './annuaire.ts';
import type { Acces } from './composer.ts';
import type { ConfigurationDeZone } from './configuration.ts';

/** Le lien vers PLEX, s'il est regle : PLINE appelle, PLEX n'appelle jamais. */
export const lienVersPlex = ({
  PPN_PLEX_URL: url,
  PPN_PLEX_CERT,
  PPN_PLEX_CLE,
  PPN_PLEX_CA,
}: ConfigurationDeZone): LienDePassage | undefined =>
  url === ''
    ? undefined
    : ouvrirLien({
        url,
        certificat: lireFichierDe('PPN_PLEX_CERT', PPN_PLEX_CERT),
        cle: lireFichierDe('PPN_PLEX_CLE', PPN_PLEX_CLE),
        ca: lireFichierDe('PPN_PLEX_CA', PPN_PLEX_CA),
      });

/** Pousser les depots, et savoir ce qu'ils deviennent. */
export const tachesDePassage = (
  lien: LienDePassage,
  agents: AnnuaireDeZone,
): NonNullable<Acces['taches']> => [
  { cadenceMs: 1_000, tour: (ports) => passerLesDepots(ports, lien) },
  { cadenceMs: 2_000, tour: (ports) => suivreLesPassages(ports, lien) },
  {
    cadenceMs: 2_000,
    tour: (ports) =>
      reprendreLesRetours(ports, lien, (guichet) => agents.duGuichet(guichet.slice('guichet:'.length))),
  },
];

const DELAI_MS = 3_000;

/** Une demande de PLINE a PLEX ; `undefined` : pas de reponse. */
export type DemanderAPlex = (
  methode: 'GET' | 'POST',
  chemin: string,
  corps?: unknown,
) => Promise<{ readonly statut: number; readonly corps: unknown } | undefined>;

/** Demande par le lien, s'il y en a un. */
export const demanderParLeLien =
  (
    lien: LienDePassage | undefined,
    consigner: (message: string, details: Readonly<Record<string, unknown>>) => void,
  ): DemanderAPlex =>
  async (methode, chemin, corps) => {
    try {
      return await lien?.demander(methode, chemin, corps);
    } catch (cause) {
      consigner('PLEX ne répond pas', { erreur: String(cause) });
      return undefined;
    }
  };

/** L'annuaire des agents, et celui de PLEX derriere : un identifiant exterieur porte son genre (`avocat:…`). */
export function annuaireAvecPlex(
  agents: AnnuaireDeZone,
  lien: LienDePassage,
  consigner: (message: string, details: Readonly<Record<string, unknown>>) => void,
): Annuaire {
  const demander = async (question: string): Promise<readonly DestinataireTrouve[] | undefined> => {
    try {
      const { statut, corps } = await avantLeDelai(
        lien.demander('GET', `/passage/destinataires?${question}`),
      );
      return statut === 200 ? destinatairesTrouves.parse(corps).destinataires : undefined;
    } catch (cause) {
      consigner('PLEX ne répond pas', { erreur: String(cause) });
      return undefined;
    }
  };
  return {
    trouver: async (id) => {
      const connu = await agents.trouver(id);
      if (connu !== undefined || !id.includes(':')) return connu;
      const trouves = await demander(new URLSearchParams({ id }).toString());
      if (trouves === undefined) throw INJOIGNABLE();
      return trouves[0];
    },
    ...(agents.grouper === undefined ? {} : { grouper: agents.grouper }),
    chercher: async (texte) => {
      const [connus, autres] = await Promise.all([
        agents.chercher(texte),
        demander(new URLSearchParams({ texte }).toString()),
      ]);
      if (autres === undefined && connus.length === 0) throw INJOIGNABLE();
      return [...connus, ...(autres ?? []).map(({ consentements: _, ...correspondant }) => correspondant)];
    },
  };
}

const INJOIGNABLE = () =>
  refuser(
    503,
    'plex-injoignable',
    'PLEX ne répond pas : avocats, commissaires de justice et experts ne peuvent pas être cherchés. Réessayez dans un instant.',
  );

const avantLeDelai = <T>(reponse: Promise<T>): Promise<T> =>
  Promise.race([
    reponse,
    new Promise<T>((_, rejeter) => {
      setTimeout(() => rejeter(new Error('délai dépassé')), DELAI_MS).unref();
    }),
  ]);
