import { type TablesAnnuaire, trouverParNumero } from '@ppn/annuaire-externe';
import { type Gestionnaires, refuser } from '@ppn/http';
import {
  cookieDeSession,
  type Depart,
  type Fournisseur,
  limiteur,
  ouvrirFournisseur,
  PHRASES_IDENTITE,
} from '@ppn/identity';
import { ADMISE } from '@ppn/moyens-acces';
import type { ConfigurationDeZone } from '@ppn/service-socle/zone';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Kysely } from 'kysely';
import * as z from 'zod';
import type { OuvrirPour } from './connexion.ts';
import { cheminDIci, type contratOidc, type RefusDOidc } from './contract.ts';
import { exigerLeMoyen, type Portier } from './moyens.ts';

const RETOUR = '/api/session/oidc/retour';

/** Le fournisseur regle ; `undefined` si l'exploitant n'en admet pas. */
export const fournisseurDe = (configuration: ConfigurationDeZone): Fournisseur | undefined =>
  configuration.PPN_MOYENS.includes('oidc')
    ? ouvrirFournisseur({
        emetteur: configuration.PPN_OIDC_EMETTEUR,
        client: configuration.PPN_OIDC_CLIENT,
        secret: configuration.PPN_OIDC_SECRET,
        retour: new URL(RETOUR, configuration.PPN_ORIGINE).href,
        niveaux: configuration.PPN_OIDC_NIVEAUX,
        portees: configuration.PPN_OIDC_PORTEES,
        numero: configuration.PPN_OIDC_NUMERO,
      })
    : undefined;

/** Ce qu'il faut pour entrer par un fournisseur d'identite. */
export type PortsDOidc = {
  readonly configuration: ConfigurationDeZone;
  readonly annuaire: Kysely<TablesAnnuaire>;
  readonly fournisseur: Fournisseur | undefined;
  readonly portier: Portier;
  readonly ouvrirPour: OuvrirPour;
};

/** Ce que le navigateur garde le temps de l'aller et retour. */
const enRoute = z.object({
  etat: z.string(),
  nonce: z.string(),
  verificateur: z.string(),
  vers: cheminDIci,
});
const EN_ROUTE_S = 600;

/** Entrer par un fournisseur d'identite : il prouve un numero, l'annuaire dit qui le porte aujourd'hui, comme pour la carte. */
export function gestionnairesOidc(ports: PortsDOidc): Gestionnaires<typeof contratOidc, unknown> {
  const { configuration, fournisseur, portier } = ports;
  const essais = limiteur({ essais: 60 });
  const temoin = temoinEnRoute(configuration);
  return {
    'POST /api/session/oidc/depart': async ({ corps: { vers, redemander }, brute, reponse }) => {
      exigerLeMoyen(portier, 'oidc');
      if (!essais.admettre(brute.ip)) throw refuser(429, 'trop-d-essais', PHRASES_IDENTITE['trop-d-essais']);
      const parti = await fournisseur?.partir({ redemander });
      if (parti?.ok !== true) throw INJOIGNABLE(configuration.PPN_OIDC_NOM);
      const { adresse, depart } = parti.valeur;
      reponse.setCookie(temoin.nom, ecrire({ ...depart, vers }), temoin.options);
      return { adresse };
    },
    'GET /api/session/oidc/retour': async ({ brute, reponse }) => {
      const route = lire(brute.cookies[temoin.nom]);
      reponse.clearCookie(temoin.nom, temoin.options);
      const refus: RefusDOidc | undefined = !portier.admis.includes('oidc')
        ? 'moyen-ferme'
        : essais.admettre(brute.ip)
          ? await revenir(ports, route, brute, reponse)
          : 'trop-d-essais';
      if (refus === undefined) essais.oublier(brute.ip);
      const vers = route?.vers ?? '/';
      await reponse.redirect(refus === undefined ? vers : `${vers}?refus=${refus}`, 303);
    },
  };
}

/** Ouvre la session, ou rend pourquoi pas ; l'un et l'autre se notent. */
async function revenir(
  { configuration, annuaire, fournisseur, portier, ouvrirPour }: PortsDOidc,
  route: Depart | undefined,
  { url, ip }: FastifyRequest,
  reponse: FastifyReply,
): Promise<RefusDOidc | undefined> {
  const noter = (issue: string, personne: string | null, detail: string): Promise<void> =>
    portier.noter({ moyen: 'oidc', personne, adresse: ip, issue, detail });
  if (fournisseur === undefined || route === undefined) {
    await noter('reponse-fausse', null, 'Retour sans départ.');
    return 'reponse-fausse';
  }
  const rendu = await fournisseur.revenir(new URL(url, configuration.PPN_ORIGINE), route);
  if (!rendu.ok) {
    await noter(rendu.refus, null, '');
    return rendu.refus;
  }
  const { numero, sujet, niveau, jeton } = rendu.valeur;
  const personne = await trouverParNumero(annuaire, numero);
  const admise = personne?.genre === configuration.PPN_OIDC_GENRE ? personne : undefined;
  const detail = `${configuration.PPN_OIDC_EMETTEUR} ${sujet} ${niveau} ${numero}`;
  await noter(admise === undefined ? 'hors-annuaire' : ADMISE, admise?.id ?? null, detail);
  if (admise === undefined) return 'hors-annuaire';
  await ouvrirPour(admise, { oidc: jeton }, reponse);
  return undefined;
}

/** Lu au retour d'un autre site : `lax`, et non `strict` comme la session. */
function temoinEnRoute({ PPN_TLS_CERT }: ConfigurationDeZone) {
  const { nom, options } = cookieDeSession({
    service: 'plex',
    tls: PPN_TLS_CERT !== undefined,
    dureeS: EN_ROUTE_S,
  });
  return { nom: `${nom}-en-route`, options: { ...options, sameSite: 'lax' as const } };
}

const ecrire = (route: z.infer<typeof enRoute>): string =>
  Buffer.from(JSON.stringify(route)).toString('base64url');

function lire(texte = ''): z.infer<typeof enRoute> | undefined {
  try {
    return enRoute.parse(JSON.parse(Buffer.from(texte, 'base64url').toString('utf8')));
  } catch {
    return undefined;
  }
}

const INJOIGNABLE = (nom: string) =>
  refuser(
    503,
    'fournisseur-injoignable',
    `Le service d’identité (${nom}) ne répond pas. Réessayez dans un instant, ou connectez-vous autrement.`,
  );
