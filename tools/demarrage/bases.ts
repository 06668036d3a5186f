import type { AdressesDeBase, Grappe, OptionsDeGrappe } from '@ppn/postgres';
import type { NomDeService } from './annuaire.ts';
import type { DossierDeDonnees } from './dossier-de-donnees.ts';
import { PanneDeDemarrage } from './pannes.ts';
import type { PileDArrets } from './pile-d-arrets.ts';

/** La base d'un service ; `grappe` absente : PostgreSQL exterieur, donne par l'environnement. */
export type BaseDuService = AdressesDeBase & { readonly grappe?: Grappe };

type Besoins = {
  readonly dossier: DossierDeDonnees;
  readonly ambiant: NodeJS.ProcessEnv;
  readonly demarrerGrappe: (options: OptionsDeGrappe) => Promise<Grappe>;
  readonly arrets: PileDArrets;
};

/** Une grappe par ministere, demarrees ensemble ; ou la base que `PPN_<SERVICE>_BASE_URL` designe. */
export async function basesDesServices(
  besoins: Besoins,
): Promise<Readonly<Record<NomDeService, BaseDuService>>> {
  const demarrages = [base(besoins, 'interieur'), base(besoins, 'justice')] as const;
  await Promise.allSettled(demarrages);
  const [interieur, justice] = await Promise.all(demarrages);
  return { interieur, justice };
}

async function base(besoins: Besoins, service: NomDeService): Promise<BaseDuService> {
  const exterieure = baseExterieure(besoins.ambiant, service);
  if (exterieure !== undefined) return exterieure;
  const grappe = await besoins.demarrerGrappe({ dossier: besoins.dossier.lieuNeuf('postgres', service) });
  besoins.arrets.ajouter(grappe.arreter);
  return { ...(await grappe.base(service)), grappe };
}

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
