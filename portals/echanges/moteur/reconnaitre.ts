/** Ce qu'on retient d'un fichier pour le reconnaitre : son nom, sa taille, le SHA-256 de son premier mebioctet. */
export type Signalement = {
  readonly nom: string;
  readonly taille: number;
  /** Absent : l'envoi a commence sur un autre poste, le debut n'est pas connu ici. */
  readonly debut?: string | undefined;
};

/** Octets du debut qui servent a reconnaitre. */
export const DEBUT = 1024 * 1024;

const court = (nom: string): string => nom.slice(nom.lastIndexOf('/') + 1);

/**
 * Le fichier attendu que ce candidat est : meme nom (avec ou sans son dossier : choisi seul, il l'a perdu), meme taille,
 * meme debut. `change` : ce nom est attendu, mais ce n'est plus le meme fichier.
 */
export function reconnaitre<F extends Signalement>(
  attendus: readonly F[],
  candidat: Signalement,
): { readonly fichier: F } | 'change' | undefined {
  const homonymes = attendus.filter(({ nom }) => nom === candidat.nom || court(nom) === court(candidat.nom));
  const memes = homonymes.filter(
    ({ taille, debut }) => taille === candidat.taille && (debut === undefined || debut === candidat.debut),
  );
  const fichier = memes.find(({ nom }) => nom === candidat.nom) ?? memes[0];
  if (fichier !== undefined) return { fichier };
  return homonymes.some(({ nom }) => nom === candidat.nom) ? 'change' : undefined;
}
