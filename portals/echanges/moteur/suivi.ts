import { idDeLEnvoi } from './envoyer-fichier.ts';
import type { Fiche, FichierVu } from './fiche.ts';
import type { PortsDuMoteur } from './moteur.ts';
import type { ServeurDEnvois } from './tus.ts';

/** Un fichier de la liste, tel que le moteur le mene. */
export type Suivi = {
  fiche: Fiche;
  fichier?: File | undefined;
  /** Octets gardes ou en route, par troncon. */
  partis: number[];
  enCours: boolean;
  phrase?: string | undefined;
  refuse: boolean;
};

/** Ce que le poste gardait, et ce que le service tient d'un autre poste. */
export async function retrouver(ports: PortsDuMoteur, suivis: Map<string, Suivi>): Promise<void> {
  const connus = (await ports.lister()) ?? [];
  for (const fiche of await ports.garde.lire(ports.depot, ports.moi)) {
    const complet = connus.find(({ id, sha256 }) => sha256 !== null && id === idConnu(fiche));
    const suivi: Suivi = {
      fiche: { ...fiche, envoi: fiche.envoi ?? complet?.id },
      partis: [],
      enCours: false,
      refuse: false,
    };
    suivis.set(fiche.cle, suivi);
    suivi.partis = suivi.fiche.envoi === undefined ? await positions(ports.serveur, fiche) : [fiche.taille];
  }
  const designes = new Set([...suivis.values()].map(({ fiche }) => idConnu(fiche)));
  for (const { id, nom, longueur, sha256 } of connus.filter((connu) => !designes.has(connu.id))) {
    const homonyme = [...suivis.values()].some(({ fiche }) => fiche.nom === nom && fiche.taille === longueur);
    if (homonyme) continue;
    const adresse = `/televersements/${ports.depot}/${id}`;
    const fiche: Fiche = {
      cle: id,
      depot: ports.depot,
      moi: ports.moi,
      nom,
      taille: longueur,
      debut: undefined,
      troncons: [{ adresse, debut: 0, fin: longueur }],
      envoi: sha256 === null ? undefined : id,
      sha256: undefined,
    };
    const partis = sha256 === null ? await positions(ports.serveur, fiche) : [longueur];
    suivis.set(id, { fiche, partis, enCours: false, refuse: false });
  }
}

/** L'envoi qu'une fiche designe : reuni, ou d'un seul tenant. */
const idConnu = ({ envoi, troncons }: Fiche): string | undefined =>
  envoi ?? (troncons.length === 1 ? idDeLEnvoi(troncons[0]?.adresse ?? '') : undefined);

const positions = (serveur: ServeurDEnvois, { troncons }: Fiche): Promise<number[]> =>
  Promise.all(
    troncons.map(async ({ adresse }) => {
      const issue = await serveur.situer(adresse);
      return issue.ok ? issue.valeur : 0;
    }),
  );

/** Vrai si son fichier est a redonner. */
export const estAttendu = (suivi: Suivi | undefined): boolean =>
  suivi !== undefined && suivi.fichier === undefined && suivi.fiche.envoi === undefined;

/** Octets gardes ou en route. */
export const octetsPartis = ({ partis }: Suivi): number =>
  partis.reduce((total, octets) => total + octets, 0);

/** Ce qui ne va pas, et quoi faire. */
export const phraseDe = (cause: unknown): string =>
  cause instanceof Error && cause.name === 'NotReadableError'
    ? 'Ce fichier ne se lit plus : il a été déplacé ou modifié. Ôtez-le, puis choisissez-le de nouveau.'
    : cause instanceof Error
      ? cause.message
      : String(cause);

/** Un suivi, tel que montre. */
export function vueDe(suivi: Suivi): FichierVu {
  const { fiche, phrase } = suivi;
  return {
    cle: fiche.cle,
    nom: fiche.nom,
    taille: fiche.taille,
    partis: Math.min(fiche.taille, fiche.envoi === undefined ? octetsPartis(suivi) : fiche.taille),
    etat: etatDe(suivi),
    phrase,
    sha256: fiche.sha256,
    envoi: fiche.envoi,
  };
}

function etatDe({ fiche, fichier, enCours, refuse }: Suivi): FichierVu['etat'] {
  if (refuse) return 'refuse';
  if (fiche.envoi !== undefined)
    return fiche.sha256 === undefined && fichier !== undefined ? 'verification' : 'complet';
  if (fichier === undefined) return 'a-choisir';
  return enCours ? 'envoi' : 'en-attente';
}
