import { composer, signerActe } from './actes.ts';
import { HEURES, type Contexte } from './contexte.ts';
import { classementCosigne } from './donnees.ts';
import type { Variation } from './fabriquer.ts';

/** Le dossier dont cet acte est la seule piece. */
export const seulActe = (acte: Uint8Array): Variation => ({
  acte,
  contenu: (contenu) => ({ ...contenu, pieces: contenu.pieces.filter(({ genre }) => genre === 'acte') }),
});

/** Une decision qui nomme la greffiere comme cosignataire ; le seul magistrat l'a signee. */
export async function signeParLePremier({ atelier, magistrat }: Contexte): Promise<Uint8Array> {
  atelier.regler(HEURES.signature);
  const acte = classementCosigne(31);
  const pdf = await composer(acte, {
    signataires: [acte.redacteur, ...(acte.cosignataires ?? [])].map(({ prenom, nom, qualite }, rang) => ({
      champ: `signature-${rang + 1}`,
      qualite,
      nom: `${prenom} ${nom}`,
    })),
  });
  return signerActe(atelier, pdf, { carte: magistrat });
}

/** La meme, que la greffiere signe ensuite. */
export async function cosigne(contexte: Contexte): Promise<Uint8Array> {
  const { atelier } = contexte;
  atelier.regler(HEURES.cartes);
  const greffiere = await atelier.carte({
    id: 'greffiere',
    prenom: 'Sophie',
    nom: 'ROUX',
    matricule: 'MJ300003',
    organisation: 'Ministère de la justice',
    unite: 'Tribunal judiciaire d’Agen',
  });
  return signerActe(atelier, await signeParLePremier(contexte), { carte: greffiere, champ: 'signature-2' });
}
