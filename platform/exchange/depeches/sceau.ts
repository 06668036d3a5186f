import { createHash } from 'node:crypto';
import { empreinte, type Result, refus, reussite } from '@ppn/core';
import { assemblerCms, attributsSignes, signerParCachet, validerCms } from '@ppn/sealing';
import type { ReglagesNoeud } from '../reglages.ts';
import type { Enveloppe } from './formes.ts';

type Sceau = Pick<ReglagesNoeud, 'cachet' | 'ancres' | 'pair'>;

/** Scelle un texte par le cachet du service (CAdES B-B, sans horodatage : rien d'autre que nous sur ce chemin). */
export async function sceller(texte: string, { cachet }: Pick<Sceau, 'cachet'>): Promise<Enveloppe> {
  const [certificat] = cachet.certificats;
  if (certificat === undefined) throw new RangeError('Le cachet n’a pas de certificat.');
  const attributs = attributsSignes({
    empreinte: empreinte(createHash('sha256').update(texte, 'utf8').digest('hex')),
    certificat,
  });
  const [signature, crls] = await Promise.all([signerParCachet(cachet, attributs), cachet.crls?.() ?? []]);
  const cms = assemblerCms({ attributsSignes: attributs, signature, certificats: cachet.certificats, crls });
  return { texte, cms: Buffer.from(cms).toString('base64') };
}

/** Le texte, si le cachet du pair le scelle et vaut maintenant ; sinon la raison, en francais. */
export async function ouvrirSceau(
  { texte, cms }: Enveloppe,
  { ancres, pair }: Omit<Sceau, 'cachet'>,
): Promise<Result<string, string>> {
  const { verdict, motifs, signataire } = await validerCms({
    cms: Buffer.from(cms, 'base64'),
    contenu: new TextEncoder().encode(texte),
    ancres: await ancres(),
  });
  if (verdict !== 'valide') return refus(`Le cachet du lot n’est pas valide. ${motifs.join(' ')}`.trim());
  return pair.cachet(signataire.organisation ?? '')
    ? reussite(texte)
    : refus('Le lot est scellé par un autre cachet que celui du pair.');
}
