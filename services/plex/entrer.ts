import { type TablesAnnuaire, trouverExterne, trouverParNumero } from '@ppn/annuaire-externe';
import { type Gestionnaires, refuser } from '@ppn/http';
import { jugerLaPresentation, limiteur, PHRASES_IDENTITE } from '@ppn/identity';
import type { Courrier } from '@ppn/mail';
import {
  noterLaPresentation,
  type PortailDeCles,
  type TablesMoyens,
  trouverUneCle,
  utiliserUnCode,
} from '@ppn/moyens-acces';
import type { Kysely } from 'kysely';
import { HORS_ANNUAIRE, type OuvrirPour } from './connexion.ts';
import type { contratAutresEntrees } from './contract.ts';

/** Ce qu'il faut pour entrer sans sa carte. */
export type PortsDEntree = {
  readonly annuaire: Kysely<TablesAnnuaire>;
  readonly moyens: Kysely<TablesMoyens>;
  readonly portail: PortailDeCles;
  readonly ouvrirPour: OuvrirPour;
  readonly courrier: Courrier;
  readonly admis: readonly ('carte' | 'cle-d-acces')[];
  readonly consigner: (message: string, details: Readonly<Record<string, unknown>>) => void;
};

/** Un defi d'entree ne vaut pas pour creer une cle. */
const ENTREE = 'entree';

/** Entrer par une cle d'acces ; ou, l'ayant perdue, par un code de secours, qui se note et s'annonce a son porteur. */
export function gestionnairesDesAutresEntrees(
  ports: PortsDEntree,
): Gestionnaires<typeof contratAutresEntrees, unknown> {
  const { annuaire, moyens, portail, ouvrirPour, admis } = ports;
  const essais = limiteur({ essais: 30 });
  const admettre = (adresse: string): void => {
    if (!admis.includes('cle-d-acces')) throw FERME();
    if (!essais.admettre(adresse)) throw refuser(429, 'trop-d-essais', PHRASES_IDENTITE['trop-d-essais']);
  };
  return {
    'GET /api/session/moyens': async () => ({ moyens: [...admis] }),
    'POST /api/session/cle/defi': async ({ brute }) => {
      admettre(brute.ip);
      return { defi: portail.defis.creer(ENTREE), domaine: portail.domaine };
    },
    'POST /api/session/cle': async ({ corps, brute, reponse }) => {
      admettre(brute.ip);
      const connue = await trouverUneCle(moyens, corps.id);
      if (connue === undefined) throw CLE_INCONNUE();
      const jugee = jugerLaPresentation(corps, connue, {
        ...portail,
        consommer: (defi) => portail.defis.consommer(defi, ENTREE),
      });
      if (!jugee.ok) throw refuser(401, jugee.refus, REFUSEE);
      const presentation = { id: corps.id, avant: connue.compteur, apres: jugee.valeur };
      if (!(await noterLaPresentation(moyens, presentation, new Date()))) throw CLE_INCONNUE();
      const personne = await trouverExterne(annuaire, connue.porteur);
      if (personne === undefined) throw HORS_ANNUAIRE();
      essais.oublier(brute.ip);
      return ouvrirPour(personne, { cle: corps.id }, reponse);
    },
    'POST /api/session/secours': async ({ corps: { numero, code }, brute, reponse }) => {
      admettre(brute.ip);
      const personne = await trouverParNumero(annuaire, numero.trim().toUpperCase());
      if (personne === undefined) throw CODE_FAUX();
      const rendu = await utiliserUnCode(moyens, { porteur: personne.id, code }, new Date());
      if (!rendu.ok) throw CODE_FAUX();
      await annoncer(ports, personne.courriel, rendu.valeur);
      return ouvrirPour(personne, { secours: true }, reponse);
    },
  };
}

/** Le porteur apprend par courriel qu'un code a servi ; sans adresse ou sans courrier, l'exploitant le voit. */
async function annoncer(
  { courrier, consigner, portail }: PortsDEntree,
  courriel: string | null,
  restants: number,
): Promise<void> {
  const parti =
    courriel !== null &&
    (
      await courrier.envoyer({
        a: [courriel],
        sujet: 'PLEX : un de vos codes de secours vient de servir',
        texte: `Un de vos codes de secours vient d’ouvrir une session sur ${portail.origine}. Il vous en reste ${restants}.\n\nSi ce n’est pas vous, connectez-vous avec votre carte, révoquez les clés d’accès que vous ne reconnaissez pas, et demandez de nouveaux codes.\n`,
      })
    ).ok;
  if (!parti) consigner('Code de secours utilisé, son porteur n’a pas pu être averti', {});
}

const FERME = () =>
  refuser(
    403,
    'moyen-ferme',
    'Cette plate-forme n’admet pas les clés d’accès. Connectez-vous avec votre carte.',
  );

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
