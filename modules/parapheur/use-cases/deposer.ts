import { randomBytes } from 'node:crypto';
import { horodate, nouvelUuid } from '@ppn/core';
import { nomPropre } from '@ppn/dossier';
import type { Agent } from '@ppn/habilitation';
import { refuser } from '@ppn/http';
import { preparerSignature } from '@ppn/sealing';
import { TAILLE_MAX } from '../contract.ts';
import type { PortsParapheur } from '../ports.ts';
import { phraseDeLaPreparation } from './preparer.ts';

/**
 * Recoit un PDF bit pour bit, l'examine comme tout depot, et verifie qu'il peut recevoir une signature sans que ses octets
 * changent : un document chiffre, abime ou certifie se dit ici, pas devant le signataire.
 */
export async function deposer(
  ports: PortsParapheur,
  agent: Agent,
  { nom: brut, flux }: { readonly nom: string; readonly flux: AsyncIterable<Uint8Array> },
) {
  const nom = nomPropre(brut);
  const depose = await ports.magasin.deposer(flux, { tailleMax: TAILLE_MAX });
  if (!depose.ok)
    throw depose.refus === 'trop-volumineux'
      ? refuser(413, depose.refus, 'Un document à signer fait 64 Mo au plus : réduisez-le ou divisez-le.')
      : refuser(507, depose.refus, 'L’espace de stockage est épuisé : prévenez l’exploitation.');
  const { empreinte, taille } = depose.valeur;
  const examen = await ports.examiner({ empreinte, taille, nom });
  if (!examen.ok) throw refuser(422, examen.refus.code, examen.refus.phrase);
  if (examen.valeur.typeMime !== 'application/pdf')
    throw refuser(422, 'pas-un-pdf', `« ${nom} » n’est pas un PDF : enregistrez-le en PDF, puis déposez-le.`);
  await exigerSignable(ports, await ports.magasin.lireOctets(empreinte, TAILLE_MAX));
  const maintenant = ports.maintenant();
  const ligne = {
    id: nouvelUuid(maintenant.getTime(), randomBytes(10)),
    depose_par: agent.matricule,
    depose_a: maintenant,
    nom,
    empreinte,
    taille,
  };
  const avertissements = examen.valeur.avertissements.map((un) => ({ ...un }));
  await ports.db
    .insertInto('circuit_depot')
    .values({ ...ligne, avertissements: JSON.stringify(avertissements) })
    .execute();
  return { id: ligne.id, nom, taille, empreinte, avertissements };
}

async function exigerSignable({ maintenant }: PortsParapheur, pdf: Uint8Array): Promise<void> {
  try {
    await preparerSignature({ pdf, signeA: horodate(maintenant().toISOString()), nom: 'essai' });
  } catch (cause) {
    throw refuser(422, 'pdf-non-signable', phraseDeLaPreparation(cause));
  }
}

/** Retire un PDF depose, pas encore soumis. */
export const retirerLeDepot = async ({ db }: PortsParapheur, agent: Agent, id: string): Promise<void> =>
  void (await db
    .deleteFrom('circuit_depot')
    .where('id', '=', id)
    .where('depose_par', '=', agent.matricule)
    .execute());
