import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import type { Poste } from './poste.ts';
import { nouveauJeton } from './demandes.ts';
import type { Demande } from './demandes.ts';
import { cartesProposees, executer } from './executer.ts';
import { entetesFenetre, pageFenetre } from './fenetre.ts';
import { lireJson, refuser, repondreJson } from './porte.ts';
import { erreur } from './refus.ts';

const schemaPin = z.object({
  jeton: z.string().max(64),
  carte: z.string().regex(/^[a-z0-9-]{1,64}$/),
  pin: z.string().max(64),
});
const schemaAnnulation = z.object({ jeton: z.string().max(64) });

/** Sert la fenêtre d'une demande : la page, l'état des cartes, l'envoi du PIN, l'annulation. */
export async function servirFenetre(
  poste: Poste,
  requete: IncomingMessage,
  reponse: ServerResponse,
): Promise<void> {
  const adresse = new URL(requete.url ?? '/', 'http://127.0.0.1');
  const [, , id = '', action = 'page'] = adresse.pathname.split('/');
  const demande = poste.demandes.lire(id);
  if (demande === undefined) return refuser(reponse, 'demande-inconnue');
  const cle = `${requete.method ?? ''} ${action}`;
  if (cle === 'GET page') {
    const theme = adresse.searchParams.get('theme');
    reponse
      .writeHead(200, entetesFenetre(demande.origine))
      .end(pageFenetre(demande, theme === 'clair' || theme === 'sombre' ? theme : undefined));
    return;
  }
  if (!vientDeLaFenetre(requete)) return refuser(reponse, 'origine-refusee');
  if (cle === 'GET etat') return repondreJson(reponse, 200, await vue(poste, demande));
  if (cle === 'POST pin') return presenterPin(poste, demande, requete, reponse);
  if (cle === 'POST annuler') return annuler(poste, demande, requete, reponse);
  return refuser(reponse, 'demande-inconnue');
}

/** Notre propre page : même origine attestée par le navigateur. Un POST porte toujours `Origin`, un GET de même origine jamais. */
function vientDeLaFenetre({ method, headers }: IncomingMessage): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin') return false;
  return headers.origin === undefined ? method === 'GET' : headers.origin === `http://${headers.host ?? ''}`;
}

const vue = async ({ lecteur, horloge }: Poste, demande: Demande): Promise<object> => ({
  etat: demande.etat,
  cartes: demande.etat.etat === 'en-attente' ? await cartesProposees(lecteur, demande.ordres, horloge()) : [],
});

async function presenterPin(
  poste: Poste,
  demande: Demande,
  requete: IncomingMessage,
  reponse: ServerResponse,
): Promise<void> {
  const corps = await lireJson(requete);
  const lu = schemaPin.safeParse(corps.ok ? corps.valeur : undefined);
  if (!lu.success || !reprendreJeton(demande, lu.data.jeton)) return refuser(reponse, 'requete-mal-formee');
  if (demande.etat.etat === 'en-attente' && !demande.occupee) {
    demande.occupee = true;
    try {
      await essayer(poste, demande, lu.data);
    } finally {
      demande.occupee = false;
    }
  }
  return repondreJson(reponse, 200, { ...(await vue(poste, demande)), jeton: demande.jeton });
}

async function essayer(
  { lecteur, horloge }: Poste,
  demande: Demande,
  { carte, pin }: { readonly carte: string; readonly pin: string },
): Promise<void> {
  const issue = await executer({
    lecteur,
    ordres: demande.ordres,
    idCarte: carte,
    pin,
    maintenant: horloge(),
  });
  if (issue.ok) demande.etat = { etat: 'faite', resultats: issue.valeur };
  else if (issue.refus.code === 'ordre-expire') demande.etat = { etat: 'refusee', erreur: issue.refus };
  else demande.etat = { etat: 'en-attente', erreur: issue.refus };
}

async function annuler(
  poste: Poste,
  demande: Demande,
  requete: IncomingMessage,
  reponse: ServerResponse,
): Promise<void> {
  const corps = await lireJson(requete);
  const lu = schemaAnnulation.safeParse(corps.ok ? corps.valeur : undefined);
  if (!lu.success || !reprendreJeton(demande, lu.data.jeton)) return refuser(reponse, 'requete-mal-formee');
  if (demande.etat.etat === 'en-attente' && !demande.occupee)
    demande.etat = { etat: 'annulee', erreur: erreur('annulee') };
  return repondreJson(reponse, 200, { ...(await vue(poste, demande)), jeton: demande.jeton });
}

/** Le jeton de formulaire ne sert qu'une fois : chaque envoi en reçoit un neuf. */
function reprendreJeton(demande: Demande, jeton: string): boolean {
  if (jeton !== demande.jeton) return false;
  demande.jeton = nouveauJeton();
  return true;
}
