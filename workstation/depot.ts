import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import type { FournisseurDePin, Poste } from './poste.ts';
import type { Demande } from './demandes.ts';
import { cartesProposees, executer } from './executer.ts';
import { verifierOrdre } from './ordre.ts';
import { lireJson, refuser, repondreJson } from './porte.ts';
import { ORDRES_MAX } from './protocole.ts';
import type { Ordre } from './protocole.ts';
import { erreur } from './refus.ts';

const schemaDemande = z.object({
  ordres: z.array(z.string().max(16_384)).min(1).max(ORDRES_MAX),
  carte: z
    .string()
    .regex(/^[a-z0-9-]{1,64}$/)
    .optional(),
});

/** Reçoit une demande du portail : ordres vérifiés, homogènes, jamais vus ; sinon rien n'est retenu. */
export async function deposer(
  poste: Poste,
  origine: string,
  requete: IncomingMessage,
  reponse: ServerResponse,
): Promise<void> {
  const corps = await lireJson(requete);
  if (!corps.ok) return refuser(reponse, corps.refus);
  const lu = schemaDemande.safeParse(corps.valeur);
  if (!lu.success) return refuser(reponse, 'requete-mal-formee');

  const maintenant = poste.horloge();
  const ordres: Ordre[] = [];
  for (const jws of lu.data.ordres) {
    const verifie = await verifierOrdre(jws, { cles: poste.clesServeur, origine, maintenant });
    if (!verifie.ok) return refuser(reponse, verifie.refus);
    ordres.push(verifie.valeur);
  }
  if (!estHomogene(ordres)) return refuser(reponse, 'lot-heterogene');
  if (!(await poste.consommer(ordres, maintenant))) return refuser(reponse, 'ordre-rejoue');
  const demande = poste.demandes.creer({ origine, ordres, carte: lu.data.carte });
  if (demande === undefined) return refuser(reponse, 'trop-de-demandes');
  repondreJson(reponse, 201, { id: demande.id, fenetre: `/fenetre/${demande.id}` });
  if (poste.fournisseurDePin !== undefined) await executerSansFenetre(poste, poste.fournisseurDePin, demande);
}

/** Un lot : soit une seule authentification, soit des signatures qui visent toutes la même carte. */
function estHomogene(ordres: readonly Ordre[]): boolean {
  const [premier] = ordres;
  if (premier?.op !== 'signer') return ordres.length === 1;
  return ordres.every((ordre) => ordre.op === 'signer' && ordre.certificat === premier.certificat);
}

async function executerSansFenetre(
  { lecteur, horloge }: Poste,
  fournisseurDePin: FournisseurDePin,
  demande: Demande,
): Promise<void> {
  demande.occupee = true;
  try {
    const proposees = (await cartesProposees(lecteur, demande.ordres, horloge())).filter(
      ({ convient }) => convient,
    );
    const carte =
      demande.carte === undefined ? proposees[0] : proposees.find(({ id }) => id === demande.carte);
    if (carte === undefined) {
      demande.etat = { etat: 'refusee', erreur: erreur('carte-absente') };
      return;
    }
    const pin = await fournisseurDePin(carte.id);
    const issue = await executer({
      lecteur,
      ordres: demande.ordres,
      idCarte: carte.id,
      pin,
      maintenant: horloge(),
    });
    demande.etat = issue.ok
      ? { etat: 'faite', resultats: issue.valeur }
      : { etat: 'refusee', erreur: issue.refus };
  } catch {
    demande.etat = { etat: 'refusee', erreur: erreur('carte-illisible') };
  }
}
