import type { AdressesDeBase, Grappe, OptionsDeGrappe } from '@ppn/postgres';
import type { NomDeService } from './annuaire.ts';
import type { DossierDeDonnees } from './dossier-de-donnees.ts';
import { PanneDeDemarrage } from './pannes.ts';
import type { PileDArrets } from './pile-d-arrets.ts';

/** La base d'un service ; `grappe` absente : PostgreSQL exterieur, donne par l'environnement. */
export type BaseDuService = AdressesDeBase & { readonly grappe?: Grappe };

/** Les bases que l'exploitant fournit lui-meme ; `undefined` : le lanceur en demarre une. */
export type BasesExterieures = Readonly<Record<NomDeService, BaseDuService | undefined>>;

type Besoins = {
  readonly dossier: DossierDeDonnees;
  readonly exterieures: BasesExterieures;
  readonly demarrerGrappe: (options: OptionsDeGrappe) => Promise<Grappe>;
  readonly arrets: PileDArrets;
  readonly durable: boolean;
};

/** Une grappe par ministere, demarrees ensemble, sauf pour les bases exterieures. */
export async function basesDesServices(
  besoins: Besoins,
): Promise<Readonly<Record<NomDeService, BaseDuService>>> {
  const demarrages = [base(besoins, 'interieur'), base(besoins, 'justice')] as const;
  await Promise.allSettled(demarrages);
  const [interieur, justice] = await Promise.all(demarrages);
  return { interieur, justice };
}

async function base(
  { dossier, exterieures, demarrerGrappe, arrets, durable }: Besoins,
  service: NomDeService,
): Promise<BaseDuService> {
  const exterieure = exterieures[service];
  if (exterieure !== undefined) return exterieure;
  const grappe = await demarrerGrappe({ dossier: dossier.lieuNeuf('postgres', service), durable });
  arrets.ajouter(grappe.arreter);
  return { ...(await grappe.base(service)), grappe };
}

/** Lit `PPN_<SERVICE>_BASE_URL` et `PPN_<SERVICE>_BASE_URL_PROPRIETAIRE` ; lance `configuration-invalide` en les nommant. */
export const basesExterieures = (ambiant: NodeJS.ProcessEnv): BasesExterieures => ({
  interieur: baseExterieure(ambiant, 'interieur'),
  justice: baseExterieure(ambiant, 'justice'),
});

function baseExterieure(ambiant: NodeJS.ProcessEnv, service: NomDeService): BaseDuService | undefined {
  const prefixe = `PPN_${service.toUpperCase()}_BASE`;
  const urlApplication = ambiant[`${prefixe}_URL`] ?? '';
  const urlProprietaire = ambiant[`${prefixe}_URL_PROPRIETAIRE`] ?? '';
  if (urlApplication === '' && urlProprietaire === '') return undefined;
  const application = adresse(`${prefixe}_URL`, urlApplication);
  adresse(`${prefixe}_URL_PROPRIETAIRE`, urlProprietaire);
  return { urlApplication, urlProprietaire, roleApplicatif: decodeURIComponent(application.username) };
}

function adresse(variable: string, texte: string): URL {
  const url = URL.parse(texte);
  if (url !== null && /^postgres(ql)?:$/.test(url.protocol) && url.username !== '') return url;
  throw new PanneDeDemarrage(
    'configuration-invalide',
    `${variable} doit être une adresse « postgres://rôle:secret@hôte:port/base » ; les deux adresses (rôle applicatif et propriétaire) sont nécessaires.`,
  );
}
