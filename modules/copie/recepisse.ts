import { createHash } from 'node:crypto';
import { empreinte as versEmpreinte, isUuid, refus, reussite, type Result } from '@ppn/core';
import type { RecepisseVerse } from '@ppn/dossier';
import { lireJointe, validerPdf } from '@ppn/sealing';
import { type RecepisseDuMinistere, type RecepisseScelle, recepisseScelle } from '@ppn/transfert/contract';
import type { PortsCopie } from './ports.ts';

type RefusDeRecepisse = 'empreinte-differente' | 'cachet-invalide' | 'donnees-illisibles' | 'autre-depot';

/** Juge un recepisse revenu : ses octets, son cachet, ses donnees. Rien n'est cru de qui l'apporte. */
export async function jugerLeRecepisse(
  { ancres, cachetDeZone }: Pick<PortsCopie, 'ancres' | 'cachetDeZone'>,
  pdf: Uint8Array,
  annonce: Pick<RecepisseDuMinistere, 'depot' | 'idj' | 'empreinte' | 'expediteur'>,
): Promise<Result<RecepisseVerse, RefusDeRecepisse>> {
  if (createHash('sha256').update(pdf).digest('hex') !== annonce.empreinte)
    return refus('empreinte-differente');
  const { signatures } = await validerPdf(pdf, await ancres());
  const [signature, ...autres] = signatures;
  const zone = cachetDeZone(signature?.signataire.organisation ?? '');
  if (signature?.verdict !== 'valide' || autres.length > 0 || zone === undefined)
    return refus('cachet-invalide');
  const jointe = await lireJointe(pdf, 'recepisse.json');
  const lu = recepisseScelle.safeParse(enJson(jointe));
  if (!lu.success || !isUuid(lu.data.depot)) return refus('donnees-illisibles');
  const { depot, idj, expediteur } = lu.data;
  if (
    depot !== annonce.depot ||
    idj !== annonce.idj ||
    expediteur.id !== annonce.expediteur ||
    lu.data.zone !== zone
  )
    return refus('autre-depot');
  return reussite(versement(lu.data, depot, { empreinte: annonce.empreinte, taille: pdf.length }));
}

function enJson(octets: Uint8Array | undefined): unknown {
  try {
    return JSON.parse(Buffer.from(octets ?? new Uint8Array()).toString('utf8'));
  } catch {
    return undefined;
  }
}

/** Ce que le dossier retient d'un recepisse : qui, quoi, quand, et l'evenement qui vaut reception. */
function versement(
  donnees: RecepisseScelle,
  depot: RecepisseVerse['depot'],
  { empreinte, taille }: { readonly empreinte: string; readonly taille: number },
): RecepisseVerse {
  const personnes = new Map(donnees.destinataires.map((personne) => [personne.id, personne]));
  const reception = donnees.regles.find(({ id }) => id === 'reception');
  const [seul] = donnees.suivis;
  return {
    depot,
    zone: donnees.zone,
    genre: donnees.genre,
    destinataire: donnees.genre === 'remise' ? (personnes.get(seul?.destinataire ?? '')?.nom ?? null) : null,
    empreinte: versEmpreinte(empreinte),
    taille,
    etabliA: donnees.etabliA,
    objet: donnees.objet,
    nature: donnees.nature,
    expediteur: `${donnees.expediteur.nom}, ${donnees.expediteur.organisation}`,
    deposeA: donnees.deposeA,
    echeance: donnees.echeance,
    etat: donnees.etat,
    fichiers: donnees.fichiers.slice(0, 100).map(({ nom, longueur, sha256 }) => ({ nom, longueur, sha256 })),
    suivis: donnees.suivis.map(({ destinataire, aviseA, ouvertA, remis }) => ({
      nom: personnes.get(destinataire)?.nom ?? destinataire,
      qualite: personnes.get(destinataire)?.qualite ?? '',
      aviseA,
      ouvertA,
      remis: Object.keys(remis).length,
    })),
    reception: {
      valeur: reception?.valeur ?? 'mise à disposition',
      article: reception?.article ?? 'texte à retrouver',
      aVerifier: reception?.aVerifier ?? true,
    },
  };
}
