import type { Empreinte } from '@ppn/core';
import { developper, envelopper } from './enveloppe.ts';
import { ObjetAltere } from './erreurs.ts';
import { verifier } from './lire-objet.ts';
import type { Etat } from './lire-objet.ts';
import type { Atelier } from './atelier.ts';
import { designes, page, remplacer } from './registre.ts';

/** Ce qu'un balayage a efface. */
export type Balayage = { readonly orphelins: number; readonly inacheves: number };

/**
 * Efface les ecritures interrompues et les objets sans ligne commences avant `avant` (ms depuis 1970).
 * `avant` doit laisser aux depots en cours le temps de finir : un jour en arriere.
 */
export async function balayer({ db, pilote }: Atelier, avant: number): Promise<Balayage> {
  const inacheves = await pilote.purgerInacheves(avant);
  let orphelins = 0;
  let lot: string[] = [];
  const effacerLot = async (): Promise<void> => {
    const gardes = await designes(db, lot);
    for (const identifiant of lot.filter((candidat) => !gardes.has(candidat))) {
      await pilote.supprimer(identifiant);
      orphelins += 1;
    }
    lot = [];
  };
  for await (const { identifiant, ecritA } of pilote.lister()) {
    if (ecritA >= avant) continue;
    lot.push(identifiant);
    if (lot.length === 200) await effacerLot();
  }
  await effacerLot();
  return { orphelins, inacheves };
}

/** Relit tout le magasin ; rend chaque objet qui n'est pas intact. */
export async function* verifierTout(
  atelier: Atelier,
): AsyncGenerator<{ readonly empreinte: Empreinte; readonly etat: Etat }> {
  for (
    let lot = await page(atelier.db, '');
    lot.length > 0;
    lot = await page(atelier.db, lot.at(-1)?.empreinte ?? '')
  )
    for (const { empreinte } of lot) {
      const etat = await verifier(atelier, empreinte);
      if (etat !== 'intact') yield { empreinte, etat };
    }
}

/** Passe toutes les cles d'objet sous la cle d'enveloppe active, sans toucher aux octets ; rend leur nombre. */
export async function reenvelopper(atelier: Atelier): Promise<number> {
  const { db, trousseau, environnement } = atelier;
  let passees = 0;
  for (
    let lot = await page(db, '', trousseau.actif);
    lot.length > 0;
    lot = await page(db, lot.at(-1)?.empreinte ?? '', trousseau.actif)
  )
    for (const ligne of lot) {
      const attestation = { environnement, ...ligne };
      const cle = developper(trousseau, ligne.enveloppe, attestation);
      if (cle === undefined) throw new ObjetAltere(ligne.empreinte);
      if (await remplacer(db, ligne, { ...ligne, enveloppe: envelopper(trousseau, cle, attestation) }))
        passees += 1;
    }
  return passees;
}
