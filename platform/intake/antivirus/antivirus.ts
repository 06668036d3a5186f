/** Verdict d'un antivirus ; `non-verifie` : aucun antivirus n'a regarde (doit se voir). */
export type Verdict = 'sain' | 'non-verifie' | { readonly menace: string };

/** Port antivirus : lit tout le flux et rend un verdict. Leve `AntivirusIndisponible` s'il ne peut pas repondre : le depot est alors refuse. */
export type Antivirus = (flux: AsyncIterable<Uint8Array>) => Promise<Verdict>;

/** L'antivirus regle ne repond pas, ou refuse ce fichier (trop grand pour lui) ; `message` est technique, pour le journal. */
export class AntivirusIndisponible extends Error {
  override readonly name = 'AntivirusIndisponible';
  /** le fichier depasse ce que l'antivirus accepte : reessayer n'y changera rien */
  readonly tropGrand: boolean;
  constructor(message: string, tropGrand = false) {
    super(message);
    this.tropGrand = tropGrand;
  }
}

/** Aucun antivirus : chaque examen portera l'avertissement `antivirus-absent`. */
export const sansAntivirus: Antivirus = () => Promise.resolve('non-verifie');
