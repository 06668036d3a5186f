import { refus, reussite, type Result } from '@ppn/core';
import { DUREE_MAX, DUREE_MIN, echeanceDe } from './echeances.ts';
import type {
  Correspondant,
  DepotAilleurs,
  DepotDepose,
  DroitsDeDepot,
  FaitDeTransfert,
  FichierDepose,
  NatureDeDepot,
} from './faits.ts';

/** Ce que l'expediteur a choisi, avant ses fichiers. */
export type DemandeDeDepot = {
  readonly id: string;
  readonly objet: string;
  readonly idj: string | null;
  readonly nature: NatureDeDepot;
  readonly droits: DroitsDeDepot;
  readonly dureeJours: number;
  readonly destinataires: readonly string[];
};

export type RefusDeDemande =
  | 'duree-hors-bornes'
  | 'sans-destinataire'
  | 'destinataire-inconnu'
  | 'consentement-absent';

/** Qui recoit, au moment du depot ; `consentements` : procedures ou la personne a consenti a ce canal, et ne s'est pas dedite. */
export type DestinataireTrouve = Correspondant & { readonly consentements: readonly string[] };

/** Une personne qui n'est pas un professionnel ne recoit que dans la procedure ou elle a declare son consentement (803-1, II CPP). */
const aConsenti = ({ genre, consentements }: DestinataireTrouve, idj: string | null): boolean =>
  genre !== 'personne' || (idj !== null && consentements.includes(idj));

/** Verifie la demande contre l'annuaire. */
export function verifierLaDemande(
  { dureeJours, destinataires, idj }: Pick<DemandeDeDepot, 'dureeJours' | 'destinataires' | 'idj'>,
  trouver: (id: string) => DestinataireTrouve | undefined,
): Result<readonly Correspondant[], RefusDeDemande> {
  if (!Number.isInteger(dureeJours) || dureeJours < DUREE_MIN || dureeJours > DUREE_MAX)
    return refus('duree-hors-bornes');
  const trouves = [...new Set(destinataires)].map(trouver);
  if (trouves.length === 0) return refus('sans-destinataire');
  const connus = trouves.filter((trouve) => trouve !== undefined);
  if (connus.length !== trouves.length) return refus('destinataire-inconnu');
  if (!connus.every((trouve) => aConsenti(trouve, idj))) return refus('consentement-absent');
  return reussite(connus.map(({ consentements: _, ...correspondant }) => correspondant));
}

export type RefusDeDepot =
  | RefusDeDemande
  | 'fichier-refuse'
  | 'sans-fichier'
  | 'fichier-inacheve'
  | 'empreinte-differente'
  | 'trop-de-fichiers';

/** Fichiers d'un depot, au plus. */
export const FICHIERS_MAX = 1_000;

/** Un envoi du depot ; `sha256` nul : inacheve. */
export type EnvoiDuDepot = Omit<FichierDepose, 'sha256'> & { readonly sha256: string | null };

/** Depose : tous les fichiers sont complets, et leur empreinte est celle que le poste a calculee, s'il l'a donnee. */
export function deposer(commande: {
  readonly demande: DemandeDeDepot;
  readonly zone: 'pline' | 'plex';
  readonly expediteur: Correspondant;
  readonly identifieA: string;
  readonly destinataires: readonly Correspondant[];
  readonly envois: readonly EnvoiDuDepot[];
  readonly empreintes: Readonly<Record<string, string>>;
  readonly maintenant: Date;
  readonly ministere?: DepotDepose['ministere'];
  readonly offerte?: DepotDepose['offerte'];
  readonly prepare?: DepotDepose['prepare'];
  readonly remplace?: string | undefined;
  /** Ne d'un depot de l'autre zone. */
  readonly passage?: DepotAilleurs | undefined;
}): Result<readonly FaitDeTransfert[], RefusDeDepot> {
  const { demande, envois, empreintes, maintenant, destinataires, expediteur, identifieA, zone } = commande;
  const { ministere, prepare } = commande;
  if (envois.length === 0) return refus('sans-fichier');
  if (envois.length > FICHIERS_MAX) return refus('trop-de-fichiers');
  const fichiers = envois.flatMap(({ sha256, ...fichier }) =>
    sha256 === null ? [] : [{ ...fichier, sha256 }],
  );
  if (fichiers.length !== envois.length) return refus('fichier-inacheve');
  if (fichiers.some(({ id, sha256 }) => empreintes[id] !== undefined && empreintes[id] !== sha256))
    return refus('empreinte-differente');
  const deposeA = maintenant.toISOString();
  const { id: depot, objet, idj, nature, droits } = demande;
  const echeance = echeanceDe(deposeA, demande.dureeJours);
  return reussite([
    {
      type: 'depot-depose',
      donnees: {
        depot,
        zone,
        objet,
        idj,
        nature,
        droits,
        expediteur,
        identifieA,
        destinataires,
        fichiers,
        deposeA,
        echeance,
        ...(ministere === undefined ? {} : { ministere }),
        ...(commande.offerte === undefined ? {} : { offerte: commande.offerte }),
        ...(prepare === undefined ? {} : { prepare }),
        ...(commande.remplace === undefined ? {} : { remplace: commande.remplace }),
        ...(commande.passage === undefined ? {} : { passage: commande.passage }),
      },
    },
  ]);
}
