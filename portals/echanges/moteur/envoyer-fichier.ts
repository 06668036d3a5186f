import { decouper, TRANCHE } from './decoupe.ts';
import type { Fiche, Troncon } from './fiche.ts';
import { insister, passager, type Patience, patienter, RefusDefinitif } from './insister.ts';
import type { Places } from './places.ts';
import { sommeDeTranche } from './sha256-de.ts';
import type { Issue, ServeurDEnvois } from './tus.ts';

/** De quoi envoyer un fichier. */
export type EnvoiDeFichier = Patience & {
  readonly serveur: ServeurDEnvois;
  /** Adresse tus du depot, ou les envois se creent. */
  readonly televersements: string;
  readonly places: Places;
  /** Retient les troncons des qu'ils existent : c'est par eux que l'envoi reprend. */
  readonly garder: (troncons: readonly Troncon[]) => void;
  readonly surPartis: (troncon: number, octets: number) => void;
  /** L'envoi complet que le service tient deja sous ce nom et cette taille : une reunion dont la reponse s'est perdue. */
  readonly dejaReuni: () => Promise<string | undefined>;
};

/** Renvois d'une meme tranche dont la somme ne tombe pas juste. */
const RENVOIS_MAX = 5;

/** Identifiant d'un envoi d'apres son adresse. */
export const idDeLEnvoi = (adresse: string): string => adresse.slice(adresse.lastIndexOf('/') + 1);

/** Envoie un fichier, ou le reprend ou il en etait ; rend l'identifiant de l'envoi complet. Lance `RefusDefinitif`, `Interrompu`. */
export async function envoyerFichier(fichier: Blob, fiche: Fiche, envoi: EnvoiDeFichier): Promise<string> {
  const neuf = fiche.troncons.length === 0;
  const troncons = neuf ? await creerLesTroncons(fiche, envoi) : fiche.troncons;
  await Promise.all(
    troncons.map((troncon, rang) => envoyerTroncon(fichier, { ...troncon, rang, neuf }, envoi)),
  );
  const [seul] = troncons;
  if (troncons.length === 1 && seul !== undefined) return idDeLEnvoi(seul.adresse);
  const parties = troncons.map(({ adresse }) => adresse);
  return insister(async (): Promise<Issue<string>> => {
    const reuni = await envoi.dejaReuni();
    if (reuni !== undefined) return { ok: true, valeur: reuni };
    const issue = await envoi.serveur.reunir(envoi.televersements, fiche.nom, parties);
    return issue.ok ? { ok: true, valeur: idDeLEnvoi(issue.valeur) } : issue;
  }, envoi);
}

async function creerLesTroncons(fiche: Fiche, envoi: EnvoiDeFichier): Promise<readonly Troncon[]> {
  const morceaux = decouper(fiche.taille);
  const troncons: Troncon[] = [];
  for (const morceau of morceaux) {
    const longueur = morceau.fin - morceau.debut;
    const annonce = morceaux.length === 1 ? { longueur, nom: fiche.nom } : { longueur };
    const adresse = await insister(() => envoi.serveur.creer(envoi.televersements, annonce), envoi);
    troncons.push({ ...morceau, adresse });
  }
  envoi.garder(troncons);
  return troncons;
}

type AEnvoyer = Troncon & { readonly rang: number; readonly neuf: boolean };

async function envoyerTroncon(fichier: Blob, troncon: AEnvoyer, envoi: EnvoiDeFichier): Promise<void> {
  const { adresse, debut, fin, rang, neuf } = troncon;
  const situer = (): Promise<number> => insister(() => envoi.serveur.situer(adresse), envoi);
  let position = neuf ? 0 : await situer();
  envoi.surPartis(rang, position);
  for (let essai = 0; debut + position < fin;) {
    const liberer = await envoi.places.prendre();
    try {
      const issue = await envoyerTranche(
        fichier.slice(debut + position, Math.min(debut + position + TRANCHE, fin)),
        {
          ...envoi,
          adresse,
          position,
          rang,
        },
      );
      if (issue.ok) {
        if (essai > 0) envoi.surAttente(undefined);
        position = issue.valeur;
        essai = 0;
        envoi.surPartis(rang, position);
        continue;
      }
      const { statut } = issue.refus;
      if (statut === 460 && essai >= RENVOIS_MAX) throw new RefusDefinitif(issue.refus);
      if (statut !== 409 && statut !== 460) await patienter(issue.refus, essai, envoi);
      essai += 1;
    } finally {
      liberer();
    }
    // Ce que le service a garde fait foi : une tranche coupee a pu laisser des segments entiers.
    position = await situer();
    envoi.surPartis(rang, position);
  }
}

type UneTranche = EnvoiDeFichier & {
  readonly adresse: string;
  readonly position: number;
  readonly rang: number;
};

async function envoyerTranche(tranche: Blob, envoi: UneTranche): Promise<Issue<number>> {
  const { serveur, signal, surPartis, adresse, position, rang } = envoi;
  return serveur.envoyer({
    adresse,
    position,
    octets: tranche,
    somme: await sommeDeTranche(await tranche.arrayBuffer()),
    surPartis: (partis) => surPartis(rang, position + partis),
    signal,
  });
}

/** Vrai si l'envoi n'existe plus au service (efface, ou illisible) : il se recommence du debut. */
export const envoiPerdu = (cause: unknown): boolean =>
  cause instanceof RefusDefinitif &&
  !passager(cause.refus) &&
  (cause.refus.statut === 404 || cause.refus.statut === 410);
