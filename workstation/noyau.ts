import { refus, reussite } from '@ppn/core';
import type { Result } from '@ppn/core';
import { z } from 'zod';
import type { FournisseurDePin, OptionsAgent, Poste } from './poste.ts';
import { ouvrirDemandes } from './demandes.ts';
import type { Demande } from './demandes.ts';
import { cartesProposees, executer } from './executer.ts';
import { lecteurDeDossier } from './jeton-logiciel.ts';
import { verifierOrdre } from './ordre.ts';
import { ORDRES_MAX } from './protocole.ts';
import type { CartePresente, CodeRefus, EtatDemande, Ordre } from './protocole.ts';
import { erreur } from './refus.ts';
import { ouvrirRejeu } from './rejeu.ts';

const schemaDemande = z.object({
  ordres: z.array(z.string().max(16_384)).min(1).max(ORDRES_MAX),
  carte: z
    .string()
    .regex(/^[a-z0-9-]{1,64}$/)
    .optional(),
});

/** Ouvre le poste que partagent les deux portes (boucle locale et native messaging) : mêmes ordres, mêmes refus, même mémoire. */
export async function ouvrirPoste({
  cartes,
  dossier,
  fournisseurDePin,
  horloge = () => new Date(),
  origines,
  clesServeur,
}: Omit<OptionsAgent, 'port'>): Promise<Poste> {
  return {
    origines,
    clesServeur,
    horloge,
    fournisseurDePin,
    lecteur: typeof cartes === 'string' ? lecteurDeDossier(cartes) : cartes,
    demandes: ouvrirDemandes(horloge),
    consommer: await ouvrirRejeu(dossier, horloge()),
  };
}

/** Reçoit une demande d'une origine admise : ordres vérifiés, homogènes, jamais vus ; sinon rien n'est retenu. */
export async function recevoir(
  poste: Poste,
  origine: string,
  corps: unknown,
): Promise<Result<Demande, CodeRefus>> {
  if (!poste.origines.includes(origine)) return refus('origine-refusee');
  const lu = schemaDemande.safeParse(corps);
  if (!lu.success) return refus('requete-mal-formee');
  const maintenant = poste.horloge();
  const ordres: Ordre[] = [];
  for (const jws of lu.data.ordres) {
    const verifie = await verifierOrdre(jws, { cles: poste.clesServeur, origine, maintenant });
    if (!verifie.ok) return verifie;
    ordres.push(verifie.valeur);
  }
  if (!estHomogene(ordres)) return refus('lot-heterogene');
  if (!(await poste.consommer(ordres, maintenant))) return refus('ordre-rejoue');
  const demande = poste.demandes.creer({ origine, ordres, carte: lu.data.carte });
  if (demande === undefined) return refus('trop-de-demandes');
  if (poste.fournisseurDePin !== undefined) void executerSansFenetre(poste, poste.fournisseurDePin, demande);
  return reussite(demande);
}

/** L'état d'une demande, pour l'origine qui l'a déposée et elle seule. */
export function suivreDemande(
  { demandes, origines }: Poste,
  origine: string,
  id: string,
): Result<EtatDemande, CodeRefus> {
  if (!origines.includes(origine)) return refus('origine-refusee');
  const demande = demandes.lire(id);
  return demande?.origine === origine ? reussite(demande.etat) : refus('demande-inconnue');
}

/** Les cartes présentes, telles qu'un portail admis les voit. */
export const cartesPresentes = async ({ lecteur, horloge }: Poste): Promise<readonly CartePresente[]> =>
  (await cartesProposees(lecteur, [], horloge())).map(({ id, titulaire, etat, essaisRestants }) => ({
    id,
    titulaire,
    etat,
    ...(essaisRestants === undefined ? {} : { essaisRestants }),
  }));

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
    const { ordres } = demande;
    const issue = await executer({ lecteur, ordres, idCarte: carte.id, pin, maintenant: horloge() });
    demande.etat = issue.ok
      ? { etat: 'faite', resultats: issue.valeur }
      : { etat: 'refusee', erreur: issue.refus };
  } catch {
    demande.etat = { etat: 'refusee', erreur: erreur('carte-illisible') };
  }
}
