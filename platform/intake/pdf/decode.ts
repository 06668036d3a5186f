/** Resultat d'un decodage : `tronque` si la borne a ete atteinte, rien si un filtre n'est pas connu. */
export type Decode = { readonly octets: Uint8Array; readonly tronque: boolean };
