import {
  trouverExterne,
  trouverParNumero,
  type PersonneExterne,
  type TablesAnnuaire,
} from '@ppn/annuaire-externe';
import { type Gestionnaires, refuser } from '@ppn/http';
import {
  cookieDeSession,
  creerEmetteurOrdres,
  creerIdentifieur,
  type Fournisseur,
  lireCles,
  limiteur,
  ouvrirSessions,
  PHRASES_IDENTITE,
  type SessionOuverte,
  sourceDeListes,
} from '@ppn/identity';
import { ADMISE, type TablesMoyens, trouverUneCle } from '@ppn/moyens-acces';
import { lireFichierDe } from '@ppn/service-socle';
import type { Fondations } from '@ppn/service-socle/zone';
import type { Identite } from '@ppn/transfert';
import type { FastifyReply } from 'fastify';
import type { Kysely } from 'kysely';
import * as z from 'zod';
import { enCorrespondant } from './annuaire.ts';
import type { contratConnexionExterne, sessionExterne } from './contract.ts';
import { exigerLeMoyen, type Moyen, ouvrirPortier, type Portier } from './moyens.ts';
import { fournisseurDe } from './oidc.ts';

/** Ce que la session garde : qui, rien d'autre ; l'annuaire dit le reste, relu a chaque demande. */
const connecte = z.object({
  id: z.string(),
  /** La cle d'acces qui l'a ouverte : revoquee, la session se ferme. */
  cle: z.string().optional(),
  secours: z.boolean().optional(),
  /** Le jeton d'identite du fournisseur qui l'a ouverte : de quoi fermer aussi la session chez lui. */
  oidc: z.string().optional(),
});
type Connecte = z.infer<typeof connecte>;

/** Le moyen qui a ouvert cette session : ferme depuis, elle ne vaut plus rien. */
const moyenDe = ({ cle, secours, oidc }: Connecte): Moyen =>
  oidc !== undefined ? 'oidc' : cle !== undefined || secours === true ? 'cle-d-acces' : 'carte';

/** Ouvre une session pour qui vient d'entrer autrement que par sa carte. */
export type OuvrirPour = (
  personne: PersonneExterne,
  moyen: Omit<Connecte, 'id'>,
  reponse: FastifyReply,
) => Promise<z.infer<typeof sessionExterne>>;

/** La connexion des auxiliaires de justice. */
export type ConnexionExterne = {
  readonly temoin: string;
  readonly purger: () => Promise<number>;
  readonly identiteDe: (jeton: string | undefined, chemin: string) => Promise<Identite>;
  readonly ouvrirPour: OuvrirPour;
  readonly portier: Portier;
  readonly fournisseur: Fournisseur | undefined;
  readonly gestionnaires: Gestionnaires<typeof contratConnexionExterne, unknown>;
};

/** Ouvre la connexion : la carte ou la cle certifiee prouve un numero, l'annuaire dit qui le porte aujourd'hui. */
export async function ouvrirConnexionExterne(
  { configuration, confiance, base }: Fondations,
  annuaire: Kysely<TablesAnnuaire>,
  moyens: Kysely<TablesMoyens>,
): Promise<ConnexionExterne> {
  const { PPN_ORIGINE: origine, PPN_AGENT_URL: adresseAgentPoste } = configuration;
  const cles = await lireCles(lireFichierDe('PPN_ORDRES_CLE', configuration.PPN_ORDRES_CLE));
  const { racines, intermediaires } = await confiance.ancres();
  const identifieur = creerIdentifieur<PersonneExterne>({
    cles,
    emettreOrdre: creerEmetteurOrdres({ cles }),
    ancres: { racines, intermediaires },
    revocation: sourceDeListes(),
    miroir: configuration.PPN_CRL_URLS,
    annuaire: (numero) => trouverParNumero(annuaire, numero),
  });
  const sessions = ouvrirSessions<Connecte>({ db: base.db, lireAgent: (valeur) => connecte.parse(valeur) });
  const cookie = cookieDeSession({ service: 'plex', tls: configuration.PPN_TLS_CERT !== undefined });
  const essais = limiteur({ essais: 60 });
  const portier = ouvrirPortier(configuration, moyens);
  const fournisseur = fournisseurDe(configuration);
  const lire = async (jeton = '') => {
    const session = jeton === '' ? undefined : await sessions.lire(jeton);
    if (session === undefined || !portier.admis.includes(moyenDe(session.agent))) throw SESSION_ABSENTE();
    const { cle } = session.agent;
    if (cle !== undefined && (await trouverUneCle(moyens, cle)) === undefined) throw SESSION_ABSENTE();
    const personne = await trouverExterne(annuaire, session.agent.id);
    if (personne === undefined) throw HORS_ANNUAIRE();
    return { session, personne };
  };
  const vue = ({ agent, ouverteA, expireA }: SessionOuverte<Connecte>, personne: PersonneExterne) => ({
    personne: enCorrespondant(personne),
    ouverteA: ouverteA.toISOString(),
    expireA: expireA.toISOString(),
    adresseAgentPoste,
    secours: agent.secours === true,
  });
  const ouvrirPour: OuvrirPour = async (personne, moyen, reponse) => {
    const agent = { id: personne.id, ...moyen };
    const { jeton, session } = await sessions.ouvrir({ agent, certificatSignature: new Uint8Array() });
    reponse.setCookie(cookie.nom, jeton, cookie.options);
    return vue(session, personne);
  };
  return {
    temoin: cookie.nom,
    purger: sessions.purger,
    ouvrirPour,
    portier,
    fournisseur,
    identiteDe: async (jeton, chemin) => {
      const { session, personne } = await lire(jeton);
      if (session.agent.secours === true && !POUR_SECOURS.test(chemin)) throw SECOURS();
      return { correspondant: enCorrespondant(personne), identifieA: session.ouverteA.toISOString() };
    },
    gestionnaires: {
      'POST /api/session/defi': async () => {
        exigerLeMoyen(portier, 'carte');
        return { ordre: await identifieur.defier(origine), adresseAgentPoste };
      },
      'POST /api/session': async ({ corps, brute, reponse }) => {
        exigerLeMoyen(portier, 'carte');
        if (!essais.admettre(brute.ip))
          throw refuser(429, 'trop-d-essais', PHRASES_IDENTITE['trop-d-essais']);
        const { ordre, resultat } = corps;
        const reconnu = await identifieur.identifier({ ordre, resultat, origine });
        const tentee = { moyen: 'carte', adresse: brute.ip } as const;
        if (!reconnu.ok) {
          await portier.noter({ ...tentee, personne: null, issue: reconnu.refus });
          throw refuser(
            reconnu.refus === 'revocation-indisponible' ? 503 : 401,
            reconnu.refus,
            reconnu.refus === 'agent-inconnu' ? INCONNU : PHRASES_IDENTITE[reconnu.refus],
          );
        }
        essais.oublier(brute.ip);
        const { agent: personne, certificatSignature } = reconnu.valeur;
        await portier.noter({ ...tentee, personne: personne.id, issue: ADMISE });
        const { jeton, session } = await sessions.ouvrir({ agent: { id: personne.id }, certificatSignature });
        reponse.setCookie(cookie.nom, jeton, cookie.options);
        return vue(session, personne);
      },
      'GET /api/session': async ({ brute }) => {
        const { session, personne } = await lire(brute.cookies[cookie.nom]);
        return vue(session, personne);
      },
      'DELETE /api/session': async ({ brute, reponse }) => {
        const jeton = brute.cookies[cookie.nom] ?? '';
        const oidc = jeton === '' ? undefined : (await sessions.lire(jeton))?.agent.oidc;
        await sessions.fermer(jeton);
        reponse.clearCookie(cookie.nom, cookie.options);
        const suite = oidc === undefined ? undefined : await fournisseur?.sortir(oidc, origine);
        return { suite: suite ?? null };
      },
    },
  };
}

/** Ce qu'une session de secours atteint : se relire, se fermer, enregistrer une cle, revoquer une cle perdue. */
const POUR_SECOURS = /^\/api\/(session|cles)(\/|$)/;

const INCONNU =
  'Votre carte est valable, mais aucune personne présente à l’annuaire de PLEX n’en porte le numéro. Demandez à votre ordre, ou à la juridiction, de vérifier votre inscription.';

const SESSION_ABSENTE = () =>
  refuser(401, 'session-absente', 'Votre session est fermée ou a expiré. Connectez-vous.');

const SECOURS = () =>
  refuser(
    403,
    'cle-a-enregistrer',
    'Un code de secours n’ouvre que de quoi enregistrer une clé d’accès. Faites-le dans « Accès », puis reconnectez-vous avec elle.',
  );

/** La personne n'est plus a l'annuaire. */
export const HORS_ANNUAIRE = () =>
  refuser(
    403,
    'hors-annuaire',
    'Vous n’êtes plus à l’annuaire de cette plate-forme. Demandez à votre ordre, ou à la juridiction, de vérifier votre inscription.',
  );
