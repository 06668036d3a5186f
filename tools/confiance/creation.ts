import { mkdir, rename, rm } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { dirname } from 'node:path';
import type { KeyObject } from 'node:crypto';
import type { Autorite, Sujet } from './certificat.ts';
import { emettreCertificat, serieDe } from './certificat.ts';
import type { Algorithme } from './cles.ts';
import { certificatsPem, clePem, ecrirePublic, ecrireSecret, genererCle } from './cles.ts';
import type { CheminsIdentite, NomDeZone, NomService } from './emplacements.ts';
import { emplacements, SERVICES } from './emplacements.ts';
import { extensionsDe } from './profils.ts';
import type { NomAc, Usage } from './profils.ts';
import { ouvrirRegistre } from './registre.ts';
import type { Registre } from './registre.ts';

const ANNEE_MS = 365.25 * 24 * 3_600_000;
const ORGANISATION = 'PPN - démonstration sans valeur légale';
/** Organisations des ministères et des zones d'échange, dans les certificats de cachet : aucune ne se prend pour une autre. */
export const MINISTERES: Readonly<Record<NomService | NomDeZone, string>> = {
  interieur: 'Ministère de l’intérieur',
  justice: 'Ministère de la justice',
  pline: 'Ministère de la justice, PLINE',
  plex: 'Ministère de la justice, PLEX',
};

/** De quoi émettre sous une autorité : elle, sa chaîne, l'adresse où elle publie, le registre où elle inscrit. */
export type Emission = {
  readonly ac: NomAc;
  readonly autorite: Autorite;
  readonly url: string;
  readonly registre: Registre;
  readonly maintenant: Date;
};
/** Un certificat à émettre, durées en années depuis maintenant (négatives pour un certificat déjà échu). */
export type Porteur = {
  readonly usage: Usage;
  readonly sujet: Sujet;
  readonly cle: KeyObject;
  readonly deAns?: number;
  readonly aAns: number;
};

/** Émet et inscrit au registre. Le début recule d'une minute : les horloges des postes ne sont pas égales. */
export async function emettreEtInscrire(
  { ac, autorite, url, registre, maintenant }: Emission,
  { usage, sujet, cle, deAns = 0, aAns }: Porteur,
): Promise<Uint8Array> {
  const certificat = emettreCertificat({
    sujet,
    cle,
    emetteur: autorite,
    debut: new Date(maintenant.getTime() + deAns * ANNEE_MS - 60_000),
    fin: new Date(maintenant.getTime() + aAns * ANNEE_MS),
    extensions: extensionsDe({ usage, cle, emetteur: autorite, publication: { ac, url } }),
  });
  const nom = sujet.findLast(([attribut]) => attribut === 'CN')?.[1] ?? '';
  await registre.ajouter({
    genre: 'emission',
    ac,
    serie: serieDe(certificat),
    sujet: nom,
    a: maintenant.toISOString(),
  });
  return certificat;
}

/** Certifie la clé publique d'un cachet né ailleurs (PKCS#11) : même sujet et même usage que le cachet en fichier. */
export const certifierCachet = (
  emission: Omit<Emission, 'ac'>,
  service: NomService | NomDeZone,
  cle: KeyObject,
): Promise<Uint8Array> =>
  emettreEtInscrire(
    { ...emission, ac: 'services' },
    { usage: 'cachet', sujet: sujet('Cachet PPN', MINISTERES[service]), cle, aAns: 3 },
  );

/** Certifie la clé d'un bout du lien entre services (TLS mutuel), pour une zone d'échange. */
export const certifierTls = (
  emission: Omit<Emission, 'ac'>,
  { zone, cote }: { readonly zone: NomDeZone; readonly cote: 'serveur' | 'client' },
  cle: KeyObject,
): Promise<Uint8Array> =>
  emettreEtInscrire(
    { ...emission, ac: 'services' },
    { usage: `tls-${cote}`, sujet: sujet(`service-${zone}`, MINISTERES[zone]), cle, aAns: 3 },
  );

/** Crée tout le dossier à côté puis le renomme : un arrêt brutal ou deux créations à la fois ne laissent rien à moitié. */
export async function creerDossier(dossier: string, url: string, maintenant: Date): Promise<void> {
  const chantier = `${dossier}.${randomUUID()}.creation`;
  await mkdir(dirname(chantier), { recursive: true });
  await mkdir(chantier, { mode: 0o700 });
  try {
    await remplir(chantier, url, maintenant);
    await rename(chantier, dossier).catch((cause: NodeJS.ErrnoException) => {
      if (cause.code !== 'ENOTEMPTY' && cause.code !== 'EEXIST') throw cause;
    });
  } finally {
    await rm(chantier, { recursive: true, force: true });
  }
}

async function remplir(dossier: string, url: string, maintenant: Date): Promise<void> {
  const lieux = emplacements(dossier);
  const registre = ouvrirRegistre(lieux.registre);
  const racine = creerRacine(maintenant);
  const emissionDe = (ac: NomAc, autorite: Autorite): Emission => ({
    ac,
    autorite,
    url,
    registre,
    maintenant,
  });
  const intermediaire = async (nom: string): Promise<Autorite> => {
    const cle = genererCle('P-384');
    return {
      cle,
      certificat: await emettreEtInscrire(emissionDe('racine', racine), {
        usage: 'ac-intermediaire',
        sujet: sujet(nom),
        cle,
        aAns: 15,
      }),
    };
  };
  const agents = await intermediaire('AC Agents');
  const services = await intermediaire('AC Services');
  const acs: Readonly<Record<NomAc, Autorite>> = { racine, agents, services };

  const poser = async (
    chemins: CheminsIdentite,
    ac: NomAc,
    porteur: Omit<Porteur, 'cle'>,
    algorithme: Algorithme = 'P-256',
  ): Promise<void> => {
    const cle = genererCle(algorithme);
    const certificat = await emettreEtInscrire(emissionDe(ac, acs[ac]), { ...porteur, cle });
    await ecrireIdentite(chemins, cle, [certificat, ...(ac === 'racine' ? [] : [acs[ac].certificat])]);
  };
  for (const ac of ['racine', 'agents', 'services'] as const) {
    await ecrireIdentite(lieux.autorite(ac), acs[ac].cle, [acs[ac].certificat]);
    await poser(lieux.ocsp(ac), ac, { usage: 'ocsp', sujet: sujet(`Répondeur OCSP (${ac})`), aAns: 3 });
  }
  await poser(lieux.horodatage, 'services', {
    usage: 'horodatage',
    sujet: sujet('Unité d’horodatage 1'),
    // Une unite vit bien plus longtemps qu'une carte : ce qu'elle prouve se renouvelle avant sa fin.
    aAns: 12,
  });
  for (const service of SERVICES) {
    await poser(lieux.cachet(service), 'services', {
      usage: 'cachet',
      sujet: sujet('Cachet PPN', MINISTERES[service]),
      aAns: 3,
    });
    await poser(lieux.tls(service).serveur, 'services', {
      usage: 'tls-serveur',
      sujet: sujet(`service-${service}`, MINISTERES[service]),
      aAns: 3,
    });
    await poser(lieux.tls(service).client, 'services', {
      usage: 'tls-client',
      sujet: sujet(`service-${service}`, MINISTERES[service]),
      aAns: 3,
    });
  }
  await ecrirePublic(
    lieux.tls('interieur').autorites,
    certificatsPem([services.certificat, racine.certificat]),
  );
  await ecrirePublic(lieux.racine, certificatsPem([racine.certificat]));
  await ecrirePublic(lieux.intermediaires, certificatsPem([agents.certificat, services.certificat]));
  await mkdir(lieux.cartes, { mode: 0o700 });
  await ecrirePublic(lieux.reglages, `${JSON.stringify({ version: 1, url })}\n`);
}

/** Écrit une clé (0600) et ses certificats, le porteur d'abord. */
export async function ecrireIdentite(
  chemins: CheminsIdentite,
  cle: KeyObject,
  certificats: readonly Uint8Array[],
): Promise<void> {
  await ecrireSecret(chemins.cle, clePem(cle));
  await ecrirePublic(chemins.certificats, certificatsPem(certificats));
}

/** Une racine autosignée de vingt ans, inconnue de tous tant que son certificat n'est pas donné. */
export function creerRacine(maintenant: Date, nom = 'Racine'): Autorite {
  const cle = genererCle('P-384');
  const certificat = emettreCertificat({
    sujet: sujet(nom),
    cle,
    debut: new Date(maintenant.getTime() - 3_600_000),
    fin: new Date(maintenant.getTime() + 20 * ANNEE_MS),
    extensions: extensionsDe({ usage: 'ac-racine', cle }),
  });
  return { cle, certificat };
}

const sujet = (nom: string, organisation = ORGANISATION): Sujet => [
  ['C', 'FR'],
  ['O', organisation],
  ['CN', nom],
];
