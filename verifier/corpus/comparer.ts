import type { LigneDeCorpus } from './attendus.ts';
import type { JugementDeCorpus } from './juger.ts';

/** L'issue d'une comparaison. `faux-accord` : un fichier a refuser a ete tenu pour valide, la seule faute grave. */
export type Issue = 'accord' | 'desaccord' | 'indetermine' | 'sans-avis' | 'faux-accord';

/** Une ligne du tableau. `raison` : ce qui explique notre verdict ; vide, un desaccord est inexplique. */
export type Comparaison = LigneDeCorpus & {
  readonly verdict: string;
  readonly issue: Issue;
  readonly raison: string;
};

/** Compare un jugement a ce que les oracles disent. */
export function comparer(ligne: LigneDeCorpus, jugement: JugementDeCorpus): Comparaison {
  const { rapport, confiant } = jugement;
  const issue = issueDe(ligne, jugement);
  return {
    ...ligne,
    verdict: rapport.verdict,
    issue,
    raison: raisonDe(rapport, confiant),
  };
}

function issueDe(ligne: LigneDeCorpus, { rapport, confiant }: JugementDeCorpus): Issue {
  const valide = rapport.verdict === 'valide' || confiant === 'valide';
  const intacte =
    rapport.signatures.length > 0 && rapport.signatures.every(({ integrite }) => integrite === 'intacte');
  switch (ligne.attente) {
    case 'a-refuser':
      return valide ? 'faux-accord' : 'accord';
    case 'non-signe':
      return rapport.verdict === 'non-signe' ? 'accord' : 'desaccord';
    case 'intact':
      if (rapport.signatures.length === 0)
        return rapport.verdict === 'invalide' ? 'desaccord' : 'indetermine';
      return intacte && !rapport.signatures.some(modifie) ? 'accord' : 'desaccord';
    case 'sans-avis':
      return 'sans-avis';
  }
}

/** Octets signes intacts, mais revision suivante refusee : plus severe que pdfsig, qui ne compare pas les revisions. */
const modifie = (signature: JugementDeCorpus['rapport']['signatures'][number]): boolean =>
  signature.verdict === 'invalide' && signature.motifs.some((motif) => motif.startsWith('modification'));

function raisonDe(rapport: JugementDeCorpus['rapport'], confiant: string): string {
  if (rapport.verdict === 'valide') return '';
  const motifs = [
    ...rapport.signatures
      .filter((signature) => signature.verdict === rapport.verdict)
      .flatMap(({ motifs }) => motifs),
    ...rapport.motifs,
    ...rapport.signatures.flatMap(({ motifs }) => motifs),
  ];
  const [premier = ''] = motifs;
  return confiant === 'valide' ? `${premier} (valide si l’on fait confiance à ses certificats)` : premier;
}
