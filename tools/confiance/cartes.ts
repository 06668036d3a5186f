import type { KeyObject } from 'node:crypto';
import { join } from 'node:path';
import { ecrireJeton, jetonLogiciel } from '@ppn/workstation';
import type { Autorite, Sujet } from './certificat.ts';
import { serieDe } from './certificat.ts';
import { genererCle } from './cles.ts';
import { creerRacine, emettreEtInscrire } from './creation.ts';
import type { Emission } from './creation.ts';
import type { Emplacements } from './emplacements.ts';
import type { NomAc } from './profils.ts';
import type { Registre } from './registre.ts';

/** Cas de démonstration : la plupart des cartes n'en ont pas. */
export type CasParticulier = 'expiree' | 'revoquee' | 'ac-inconnue';
/** Ce qu'il faut pour remettre une carte : deux clés, deux certificats (authentification, signature), un PIN. */
export type DemandeCarte = {
  /** Nom du dossier de la carte : minuscules, chiffres et tirets. */
  readonly id: string;
  readonly prenom: string;
  readonly nom: string;
  /** Matricule de l'agent, porté par `serialNumber` du sujet. */
  readonly matricule: string;
  readonly organisation: string;
  readonly unite: string;
  /** 4 à 12 chiffres. */
  readonly pin: string;
  readonly algorithme?: 'P-256' | 'RSA-3072';
  readonly cas?: CasParticulier;
  /** Dossier des cartes, `<confiance>/cartes` par défaut. */
  readonly dossierCartes?: string;
};
/** Le porteur d'une carte dont les clés naissent ailleurs. */
export type PorteurDeCarte = Pick<
  DemandeCarte,
  'prenom' | 'nom' | 'matricule' | 'organisation' | 'unite' | 'cas'
>;
type ClesDeCarte = { readonly authentification: KeyObject; readonly signature: KeyObject };
/** Les deux certificats d'une carte, DER. */
export type CertificatsDeCarte = {
  readonly authentification: Uint8Array;
  readonly signature: Uint8Array;
};
/** Une carte remise ; `series` en hexadécimal, pour `revoquer`. */
export type CarteEmise = {
  readonly id: string;
  readonly dossier: string;
  readonly certificatAuthentification: Uint8Array;
  readonly certificatSignature: Uint8Array;
  readonly series: { readonly authentification: string; readonly signature: string };
};
type Atelier = {
  readonly lieux: Emplacements;
  readonly registre: Registre;
  readonly url: string;
  readonly maintenant: Date;
  readonly agents: Autorite;
  readonly racine: Autorite;
};

/** Remet une carte ; si elle existe déjà, la rend telle quelle sans toucher à ses essais. */
export async function emettreCarte(atelier: Atelier, demande: DemandeCarte): Promise<CarteEmise> {
  const dossier = join(demande.dossierCartes ?? atelier.lieux.cartes, demande.id);
  const presente = await jetonLogiciel(dossier).lire();
  if (presente.ok) return carteEmise(demande.id, dossier, presente.valeur.certificats);

  const cles = {
    authentification: genererCle(demande.algorithme ?? 'P-256'),
    signature: genererCle(demande.algorithme ?? 'P-256'),
  };
  const { emission, chaine } = autoriteDuCas(atelier, demande.cas);
  const certificats = await certifier(emission, demande, cles);
  await ecrireJeton(dossier, {
    id: demande.id,
    titulaire: `${demande.prenom} ${demande.nom}`,
    pin: demande.pin,
    cles,
    certificats,
    chaine,
  });
  const emise = carteEmise(demande.id, dossier, certificats);
  if (demande.cas === 'revoquee') await revoquerCarte(atelier, emission.ac, emise);
  return emise;
}

/** Certifie des clés nées dans une carte (PKCS#11) : la privée n'en sort pas, `cles` est publique. */
export const certifierCles = (
  atelier: Atelier,
  porteur: PorteurDeCarte,
  cles: ClesDeCarte,
): Promise<CertificatsDeCarte> => certifier(autoriteDuCas(atelier, porteur.cas).emission, porteur, cles);

async function certifier(
  emission: Emission,
  porteur: PorteurDeCarte,
  cles: ClesDeCarte,
): Promise<CertificatsDeCarte> {
  const commun = {
    sujet: sujetDe(porteur),
    ...(porteur.cas === 'expiree' ? { deAns: -4, aAns: -1 } : { aAns: 3 }),
  };
  const emettre = (usage: 'authentification' | 'signature'): Promise<Uint8Array> =>
    emettreEtInscrire(emission, { ...commun, usage, cle: cles[usage] });
  return { authentification: await emettre('authentification'), signature: await emettre('signature') };
}

function autoriteDuCas(
  { agents, racine, ...commun }: Atelier,
  cas: CasParticulier | undefined,
): { readonly emission: Emission; readonly chaine: readonly Uint8Array[] } {
  if (cas !== 'ac-inconnue')
    return {
      emission: { ...commun, ac: 'agents', autorite: agents },
      chaine: [agents.certificat, racine.certificat],
    };
  const inconnue = creerRacine(commun.maintenant, 'Autorité inconnue');
  const horsRegistre: Registre = { ...commun.registre, ajouter: () => Promise.resolve() };
  return {
    emission: { ...commun, registre: horsRegistre, ac: 'agents', autorite: inconnue },
    chaine: [inconnue.certificat],
  };
}

async function revoquerCarte(
  { registre, maintenant }: Atelier,
  ac: NomAc,
  { series }: CarteEmise,
): Promise<void> {
  for (const serie of [series.authentification, series.signature]) {
    await registre.ajouter({
      genre: 'revocation',
      ac,
      serie,
      motif: 'cle-compromise',
      a: maintenant.toISOString(),
    });
  }
}

const carteEmise = (
  id: string,
  dossier: string,
  certificats: { readonly authentification: Uint8Array; readonly signature: Uint8Array },
): CarteEmise => ({
  id,
  dossier,
  certificatAuthentification: certificats.authentification,
  certificatSignature: certificats.signature,
  series: {
    authentification: serieDe(certificats.authentification),
    signature: serieDe(certificats.signature),
  },
});

const sujetDe = ({ prenom, nom, matricule, organisation, unite }: PorteurDeCarte): Sujet => [
  ['C', 'FR'],
  ['O', organisation],
  ['OU', unite],
  ['SN', nom],
  ['GN', prenom],
  ['serialNumber', matricule],
  ['CN', `${prenom} ${nom}`],
];
