import { Readable } from 'node:stream';
import { refus, reussite, type Result } from '@ppn/core';
import { chargerDepot } from '../consigner.ts';
import { estOuvert } from '../domain/depot.ts';
import type { FichierDepose } from '../domain/faits.ts';
import type { Identite, PortsTransfert } from '../ports.ts';
import { dureeOfferteMaintenant } from '../supervision/etat-du-stockage.ts';
import { dureeEnJours } from '../domain/echeances.ts';
import { type Preparation, preparerDeNouveau, trouverPreparation } from './preparer-depot.ts';
import { exigerLeQuota } from './quota.ts';

/**
 * Redepose en un geste : un depot neuf se prepare, aux memes destinataires. Tant que l'ancien est ouvert, ses fichiers y
 * passent (relus, rechiffres sous d'autres cles) sans etre renvoyes ; ferme, il ne se relit plus, meme si sa cle vit encore
 * une minute : les fichiers sont a renvoyer. Coupe, se redemande : chaque fichier reprend ou il en etait.
 */
export async function redeposer(
  ports: PortsTransfert,
  { correspondant }: Identite,
  { ancien, neuf }: { readonly ancien: string; readonly neuf: string },
): Promise<
  Result<Preparation, 'depot-inconnu' | 'pas-expediteur' | 'identifiant-pris' | 'capacite-atteinte'>
> {
  const depot = await chargerDepot(ports.db, ancien);
  if (depot === undefined) return refus('depot-inconnu');
  const { expediteur, objet, idj, nature, droits, destinataires, fichiers, deposeA, echeance } = depot.depose;
  if (expediteur.id !== correspondant.id) return refus('pas-expediteur');
  const connue = await trouverPreparation(ports, correspondant.id, neuf);
  const dureeJours = Math.min(dureeEnJours(deposeA, echeance), await dureeOfferteMaintenant(ports));
  const prepare =
    connue === undefined
      ? await preparerDeNouveau(ports, correspondant.id, {
          demande: {
            id: neuf,
            objet,
            idj,
            nature,
            droits,
            dureeJours,
            destinataires: destinataires.map(({ id }) => id),
          },
          remplace: ancien,
        })
      : reussite(connue);
  if (!prepare.ok || !estOuvert(depot, ports.maintenant())) return prepare;
  const { jour } = prepare.valeur;
  const copies = await copier(ports, { qui: correspondant.id, ancien, neuf, jour, fichiers });
  return copies ? prepare : refus('capacite-atteinte');
}

type Copie = {
  readonly qui: string;
  readonly ancien: string;
  readonly neuf: string;
  readonly jour: string;
  readonly fichiers: readonly FichierDepose[];
};

async function copier(ports: PortsTransfert, { qui, ancien, neuf, jour, fichiers }: Copie): Promise<boolean> {
  const { entrepot } = ports;
  const places = [...(await entrepot.lister(neuf))];
  for (const fichier of fichiers) {
    const { nom, longueur } = fichier;
    const rang = places.findIndex((place) => place.nom === nom && place.longueur === longueur);
    let id = rang < 0 ? undefined : places.splice(rang, 1)[0]?.id;
    if (id === undefined) {
      await exigerLeQuota(ports, qui, longueur);
      const cree = await entrepot.creer({ espace: neuf, jour, genre: 'entier', longueur, nom });
      if (!cree.ok) return false;
      id = cree.valeur;
    }
    await verser(ports, { ancien, neuf, fichier, envoi: id });
  }
  return true;
}

async function verser(
  { entrepot }: PortsTransfert,
  {
    ancien,
    neuf,
    fichier: { id, longueur, sha256 },
    envoi,
  }: {
    readonly ancien: string;
    readonly neuf: string;
    readonly fichier: FichierDepose;
    readonly envoi: string;
  },
): Promise<void> {
  const position = (await entrepot.etat(neuf, envoi))?.position ?? 0;
  const complet = await entrepot.trouver(ancien, id);
  // Reuni de troncons, ou vide, il est deja complet quand sa position est la derniere.
  if (position === longueur && (await entrepot.trouver(neuf, envoi)) !== undefined) return;
  if (complet === undefined || complet.sha256 !== sha256)
    throw new Error(`Le fichier ${id} n’est plus celui du dépôt ${ancien}.`);
  const octets = Readable.from(entrepot.lire(ancien, complet, position, longueur), { objectMode: false });
  await entrepot.recevoir({ espace: neuf, id: envoi, position }, octets);
}

/** Les fichiers de l'ancien depot que le neuf n'a pas : ceux a renvoyer, par nom. */
export async function fichiersARenvoyer(
  ports: Pick<PortsTransfert, 'db' | 'entrepot'>,
  { remplace, demande }: Pick<Preparation, 'remplace' | 'demande'>,
): Promise<readonly Pick<FichierDepose, 'nom' | 'longueur'>[]> {
  if (remplace === undefined) return [];
  const depot = await chargerDepot(ports.db, remplace);
  const places = [...(await ports.entrepot.lister(demande.id))];
  return (depot?.depose.fichiers ?? [])
    .filter(({ nom, longueur }) => {
      const rang = places.findIndex((place) => place.nom === nom && place.longueur === longueur);
      if (rang >= 0) places.splice(rang, 1);
      return rang < 0;
    })
    .map(({ nom, longueur }) => ({ nom, longueur }))
    .toSorted((un, autre) => un.nom.localeCompare(autre.nom, 'fr'));
}
