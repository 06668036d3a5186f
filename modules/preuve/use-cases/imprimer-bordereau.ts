import { empreinte } from '@ppn/core';
import type { Etat } from '@ppn/dossier';
import { bordereau, NOM_BORDEREAU } from '@ppn/exchange';
import { lireAsic } from '@ppn/sealing';
import { modeleDuBordereau } from '../modele-du-bordereau.ts';
import type { PortsPreuve } from '../ports.ts';

const PLI_MAX = 256 * 1024 * 1024;
const BORNES = { entrees: 10_100, taillePiece: 16 * 1024 * 1024, tailleTotale: PLI_MAX };

/** Le PDF du bordereau d'un pli deja prepare, lu dans le pli scelle lui-meme ; `undefined` : ce dossier n'a pas ce pli. */
export async function imprimerBordereau(
  { dossier, magasin, composer }: Pick<PortsPreuve, 'dossier' | 'magasin' | 'composer'>,
  etat: Etat,
  id: string,
): Promise<Uint8Array | undefined> {
  const pli = (await dossier.plisDe(etat.idj)).find((candidat) => candidat.id === id);
  if (pli === undefined || pli.empreinte === null) return undefined;
  const lu = await lireAsic(await magasin.lireOctets(empreinte(pli.empreinte), PLI_MAX), BORNES);
  if (!lu.ok) throw new Error(`Le pli ${id} ne se lit plus : ${lu.refus}.`);
  const octets = lu.valeur.pieces.get(NOM_BORDEREAU);
  return composer(
    modeleDuBordereau({
      bordereau: bordereau.parse(JSON.parse(new TextDecoder().decode(octets))),
      zone: etat.unite.zone,
      empreinteDuPli: pli.empreinte,
      accuseA: pli.accuseA,
      titres: await titresDe(dossier, etat),
    }),
  );
}

/** Une piece retiree garde son nom de fichier dans le bordereau, pas son intitule (174 CPP). */
async function titresDe(
  { db }: PortsPreuve['dossier'],
  { idj, retraits }: Etat,
): Promise<ReadonlyMap<string, string>> {
  const retirees = new Set(retraits.map(({ piece }) => piece));
  const lignes = await db
    .selectFrom('piece')
    .select(['id', 'empreinte', 'numero', 'titre'])
    .where('idj', '=', idj)
    .execute();
  return new Map(
    lignes
      .filter(({ id }) => !retirees.has(id))
      .map((ligne) => [ligne.empreinte, `${ligne.numero}. ${ligne.titre}`]),
  );
}
