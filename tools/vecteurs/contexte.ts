import { cleDeNote, NAISSANCE, ouvrirAtelier } from './atelier.ts';
import type { Atelier, CarteDEssai, CleDeNote } from './atelier.ts';
import { composer, sha256, signerActe } from './actes.ts';
import { classement, constatations, JOINTE, uuid } from './donnees.ts';

/** Les instants d'un dossier d'essai, dans l'ordre. `verification` : l'heure a laquelle les vecteurs se jugent. */
export const HEURES = {
  cartes: '2026-11-16T08:40:00.000Z',
  ouverture: '2026-11-16T08:50:00.000Z',
  signature: '2026-11-16T09:00:00.000Z',
  pliEmis: '2026-11-16T09:20:00.000Z',
  accuse: '2026-11-16T09:21:00.000Z',
  pliRecu: '2026-11-16T10:40:00.000Z',
  export: '2026-11-16T11:00:00.000Z',
  verification: '2026-11-16T12:00:00.000Z',
} as const;

/** Identifiants des actes et des plis du dossier d'essai. */
export const IDS = {
  constatations: uuid(31),
  classement: uuid(33),
  pliEmis: uuid(41),
  pliRecu: uuid(42),
} as const;

/** Ce que partagent tous les vecteurs : autorites, cartes, cles, actes signes. */
export type Contexte = {
  readonly atelier: Atelier;
  readonly opj: CarteDEssai;
  readonly magistrat: CarteDEssai;
  readonly cles: {
    readonly journal: CleDeNote;
    readonly temoin: CleDeNote;
    readonly pair: CleDeNote;
    /** Notre cle de temoin, qui cosigne le journal du pair. */
    readonly temoinDuPair: CleDeNote;
  };
  readonly actes: { readonly constatations: Uint8Array; readonly classement: Uint8Array };
};

/** Ouvre un contexte neuf ; a fermer par `atelier.fermer()`. */
export async function ouvrirContexte(): Promise<Contexte> {
  const atelier = await ouvrirAtelier();
  atelier.regler(HEURES.cartes);
  const opj = await atelier.carte({ id: 'opj' });
  const magistrat = await atelier.carte({
    id: 'magistrat',
    prenom: 'Inès',
    nom: 'LE GALL',
    matricule: 'MJ200002',
    organisation: 'Ministère de la justice',
    unite: 'Tribunal judiciaire d’Agen',
  });
  const periode = { du: NAISSANCE, au: null };
  const cles = {
    journal: cleDeNote('ppn/interieur', 'journal', periode),
    temoin: cleDeNote('ppn/justice/temoin', 'temoin', periode),
    pair: cleDeNote('ppn/justice', 'journal', periode),
    temoinDuPair: cleDeNote('ppn/interieur/temoin', 'temoin', periode),
  };
  atelier.regler(HEURES.signature);
  const donnees = constatations(31, sha256(JOINTE.octets));
  const actes = {
    constatations: await signerActe(atelier, await composer(donnees), { carte: opj }),
    classement: await signerActe(atelier, await composer(classement(33)), { carte: magistrat }),
  };
  return { atelier, opj, magistrat, cles, actes };
}
