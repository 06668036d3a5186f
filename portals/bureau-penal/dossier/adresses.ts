import type { Occulteur, Trouver } from '@ppn/lecteur';
import { client, clientDeRecherche } from '../client.ts';
import { lectureDossier, memoire } from '../donnees.ts';

/** Adresses des pieces d'un dossier, pour le lecteur. */
export const adressesDe = (idj: string) => ({
  urlPiece: (id: string, options?: { readonly telecharger: boolean }) =>
    client.adresse('GET /api/dossiers/:idj/pieces/:id', {
      idj,
      id,
      requete: options?.telecharger === true ? { telecharger: '1' } : {},
    }),
  urlVignette: (id: string, options?: { readonly grand: boolean }) =>
    client.adresse('GET /api/dossiers/:idj/pieces/:id/vignette', {
      idj,
      id,
      requete: options?.grand === true ? { grand: '1' } : {},
    }),
});

/** Recherche dans tout le dossier, au service. */
export const trouverDans =
  (idj: string): Trouver =>
  async (q) => {
    const lu = await clientDeRecherche.appeler('GET /api/dossiers/:idj/trouver', { idj, requete: { q } });
    if (!lu.ok) throw new Error(lu.refus.detail);
    return lu.valeur;
  };

/** Produit la version occultee d'une piece, puis relit le dossier : elle s'y montre. */
export const occulteurDe = (idj: string): Occulteur => ({
  occulter: async (id, zones) => {
    const rendu = await client.appeler('POST /api/dossiers/:idj/pieces/:id/occultation', {
      idj,
      id,
      corps: { zones: [...zones] },
    });
    if (!rendu.ok) return rendu.refus.detail;
    await memoire.invalidateQueries({ queryKey: lectureDossier(idj).queryKey });
    return undefined;
  },
  adresse: (id) => client.adresse('GET /api/dossiers/:idj/pieces/:id/occultation', { idj, id }),
});
