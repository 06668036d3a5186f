import { randomUUID } from 'node:crypto';
import {
  type PersonneExterne,
  type TablesAnnuaire,
  trouverExterne,
  trouverParNumero,
} from '@ppn/annuaire-externe';
import { type Gestionnaires, refuser, type RefusHttp } from '@ppn/http';
import { jugerLaPresentation, limiteur, PHRASES_IDENTITE } from '@ppn/identity';
import { mettreUnCourrielEnFile } from '@ppn/mail';
import {
  ADMISE,
  noterLaPresentation,
  type PortailDeCles,
  type TablesMoyens,
  trouverUneCle,
  utiliserUnCode,
} from '@ppn/moyens-acces';
import type { clePresentee } from '@ppn/moyens-acces/cles';
import type { Kysely } from 'kysely';
import type * as z from 'zod';
import { HORS_ANNUAIRE, type OuvrirPour } from './connexion.ts';
import type { contratAutresEntrees } from './contract.ts';
import { exigerLeMoyen, type Portier } from './moyens.ts';

/** Ce qu'il faut pour entrer sans sa carte. */
export type PortsDEntree = {
  readonly annuaire: Kysely<TablesAnnuaire>;
  readonly moyens: Kysely<TablesMoyens>;
  readonly portail: PortailDeCles;
  readonly ouvrirPour: OuvrirPour;
  readonly portier: Portier;
  /** Le nom du fournisseur d'identite, s'il y en a un. */
  readonly fournisseur: string | null;
  readonly consigner: (message: string, details: Readonly<Record<string, unknown>>) => void;
};

/** Un defi d'entree ne vaut pas pour creer une cle. */
const ENTREE = 'entree';

/** Entrer par une cle d'acces ; ou, l'ayant perdue, par un code de secours, qui se note et s'annonce a son porteur. */
export function gestionnairesDesAutresEntrees(
  ports: PortsDEntree,
): Gestionnaires<typeof contratAutresEntrees, unknown> {
  const { annuaire, portail, ouvrirPour, portier, fournisseur } = ports;
  const essais = limiteur({ essais: 30 });
  const admettre = (adresse: string): void => {
    exigerLeMoyen(portier, 'cle-d-acces');
    if (!essais.admettre(adresse)) throw refuser(429, 'trop-d-essais', PHRASES_IDENTITE['trop-d-essais']);
  };
  return {
    'GET /api/session/moyens': async () => ({ moyens: [...portier.admis], fournisseur }),
    'POST /api/session/cle/defi': async ({ brute }) => {
      admettre(brute.ip);
      return { defi: portail.defis.creer(ENTREE), domaine: portail.domaine };
    },
    'POST /api/session/cle': async ({ corps, brute, reponse }) => {
      admettre(brute.ip);
      const { porteur, personne, refus } = await presenter(ports, corps);
      const issue = refus?.corps.code ?? ADMISE;
      await portier.noter({ moyen: 'cle-d-acces', personne: porteur, adresse: brute.ip, issue });
      if (personne === undefined) throw refus;
      essais.oublier(brute.ip);
      return ouvrirPour(personne, { cle: corps.id }, reponse);
    },
    'POST /api/session/secours': async ({ corps: { numero, code }, brute, reponse }) => {
      admettre(brute.ip);
      const personne = await trouverParNumero(annuaire, numero.trim().toUpperCase());
      const rendu = personne && (await utiliser(ports, personne, code));
      const tentee = { moyen: 'code-de-secours', personne: personne?.id ?? null, adresse: brute.ip } as const;
      await portier.noter({ ...tentee, issue: rendu?.ok === true ? ADMISE : 'code-faux' });
      if (personne === undefined || rendu?.ok !== true) throw CODE_FAUX();
      return ouvrirPour(personne, { secours: true }, reponse);
    },
  };
}

type Presentee =
  | { readonly porteur: string; readonly personne: PersonneExterne; readonly refus?: undefined }
  | { readonly porteur: string | null; readonly personne?: undefined; readonly refus: RefusHttp };

/** Qui porte cette cle, si elle est connue, verifiee, a son tour, et son porteur encore a l'annuaire. */
async function presenter(
  { annuaire, moyens, portail }: PortsDEntree,
  corps: z.infer<typeof clePresentee>,
): Promise<Presentee> {
  const connue = await trouverUneCle(moyens, corps.id);
  if (connue === undefined) return { porteur: null, refus: CLE_INCONNUE() };
  const { porteur, compteur: avant } = connue;
  const jugee = jugerLaPresentation(corps, connue, {
    ...portail,
    consommer: (defi) => portail.defis.consommer(defi, ENTREE),
  });
  if (!jugee.ok) return { porteur, refus: refuser(401, jugee.refus, REFUSEE) };
  const presentation = { id: corps.id, avant, apres: jugee.valeur };
  if (!(await noterLaPresentation(moyens, presentation, new Date())))
    return { porteur, refus: CLE_INCONNUE() };
  const personne = await trouverExterne(annuaire, porteur);
  return personne === undefined ? { porteur, refus: HORS_ANNUAIRE() } : { porteur, personne };
}

/** Use un code ; le courriel qui le dit s'ecrit avec lui. Sans adresse, l'exploitant le voit. */
function utiliser(
  { moyens, consigner, portail }: PortsDEntree,
  { id: porteur, courriel }: PersonneExterne,
  code: string,
) {
  const maintenant = new Date();
  return utiliserUnCode(moyens, { porteur, code }, maintenant, async (tx, restants) => {
    if (courriel === null) consigner('Code de secours utilisé, son porteur n’a pas d’adresse', {});
    else await mettreUnCourrielEnFile(tx, annonce(portail.origine, courriel, restants), maintenant);
  });
}

/** Le courriel qui apprend au porteur qu'un code a servi. */
const annonce = (origine: string, courriel: string, restants: number) => ({
  cle: `code-de-secours ${randomUUID()}`,
  a: [courriel],
  sujet: 'PLEX : un de vos codes de secours vient de servir',
  texte: `Un de vos codes de secours vient d’ouvrir une session sur ${origine}. Il vous en reste ${restants}.\n\nSi ce n’est pas vous, connectez-vous avec votre carte, révoquez les clés d’accès que vous ne reconnaissez pas, et demandez de nouveaux codes.\n`,
});

const CLE_INCONNUE = () =>
  refuser(
    401,
    'cle-inconnue',
    'Cette clé d’accès n’est pas connue ici, ou elle est révoquée. Connectez-vous avec votre carte.',
  );

const REFUSEE =
  'Cette clé d’accès n’a pas pu être vérifiée. Recommencez, ou connectez-vous avec votre carte.';

const CODE_FAUX = () =>
  refuser(401, 'code-faux', 'Ce numéro et ce code ne vont pas ensemble, ou le code a déjà servi.');
