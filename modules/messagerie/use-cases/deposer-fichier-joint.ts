import { nomPropre } from '@ppn/dossier';
import type { Agent } from '@ppn/habilitation';
import { refuser } from '@ppn/http';
import { type JointeDeMessage, jointe } from '../contract.ts';
import { nouvelId, sha256 } from '../empreinte.ts';
import type { PortsMessagerie } from '../ports.ts';

/** Taille maximale d'un fichier joint a un message ; au-dela, il se depose au dossier et se joint par son empreinte. */
export const FICHIER_MAX = 2 * 1024 * 1024;

/** Recoit un petit fichier, l'examine comme tout depot, et le garde jusqu'au message qui le joint (un jour au plus). */
export async function deposerFichierJoint(
  ports: PortsMessagerie,
  agent: Agent,
  { nom: brut, flux }: { readonly nom: string; readonly flux: AsyncIterable<Uint8Array> },
): Promise<JointeDeMessage> {
  const nom = nomPropre(brut);
  const octets = await lire(flux);
  const examen = await ports.examiner(octets, nom);
  if (!examen.ok) throw refuser(422, examen.refus.code, examen.refus.phrase);
  const ligne = {
    id: nouvelId(ports.maintenant()),
    nom,
    type_mime: examen.valeur.typeMime,
    taille: octets.length,
    empreinte: sha256(octets),
  };
  await ports.db
    .insertInto('message_fichier')
    .values({ ...ligne, octets: Buffer.from(octets), depose_par: agent.matricule })
    .execute();
  return jointe.parse({
    genre: 'fichier',
    id: ligne.id,
    nom,
    empreinte: ligne.empreinte,
    taille: ligne.taille,
    typeMime: ligne.type_mime,
  });
}

async function lire(flux: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const morceaux: Uint8Array[] = [];
  let taille = 0;
  for await (const morceau of flux) {
    taille += morceau.length;
    if (taille > FICHIER_MAX)
      throw refuser(
        413,
        'trop-volumineux',
        'Un fichier joint à un message fait 2 Mo au plus : déposez celui-ci au dossier, puis joignez-le.',
      );
    morceaux.push(morceau);
  }
  return Buffer.concat(morceaux);
}
