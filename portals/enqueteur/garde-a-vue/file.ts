/** Ce que l'agent consigne, tel que le service le recevra ; `id` : le meme d'un envoi a l'autre, rien ne se double. */
export type Saisie =
  | {
      readonly genre: 'entree';
      readonly id: string;
      readonly mesure: string;
      readonly type: string;
      readonly survenuA: string;
      readonly donnees: Donnees;
      /** Comment l'ecran la nomme en attendant le service. */
      readonly libelle: string;
    }
  | {
      readonly genre: 'rectification';
      readonly id: string;
      readonly mesure: string;
      readonly entree: string;
      readonly survenuA: string | null;
      readonly annulee: boolean;
      readonly motif: string;
      readonly libelle: string;
    }
  | {
      readonly genre: 'acquittement';
      readonly id: string;
      readonly mesure: string;
      readonly alarme: string;
      readonly libelle: string;
    };
export type Donnees = { readonly [champ: string]: unknown };

/** Une saisie sur le poste, tant que le service ne l'a pas. `saisieA` : ms, heure du service estimee. */
export type EnFile = {
  readonly saisie: Saisie;
  readonly saisieA: number;
  readonly etat: 'a-envoyer' | 'refusee';
  /** Pourquoi le service l'a refusee ; vide sinon. */
  readonly refus: string;
};

/** Reponse du service a une saisie. */
export type Issue =
  | { readonly genre: 'recue' }
  | { readonly genre: 'refusee'; readonly phrase: string }
  | { readonly genre: 'plus-tard' };

/** La file, saisie ajoutee a la fin ; la meme (meme id) ne s'y met pas deux fois. */
export const ajouter = (file: readonly EnFile[], saisie: Saisie, saisieA: number): readonly EnFile[] =>
  file.some((un) => un.saisie.id === saisie.id)
    ? file
    : [...file, { saisie, saisieA, etat: 'a-envoyer', refus: '' }];

/** La premiere a envoyer : l'ordre des saisies est celui des faits (une fin suit son debut). */
export const prochaine = (file: readonly EnFile[]): EnFile | undefined =>
  file.find(({ etat }) => etat === 'a-envoyer');

/** La file apres la reponse : recue, elle en sort ; refusee, elle y reste avec sa raison ; plus tard, rien ne change. */
export function repondre(file: readonly EnFile[], id: string, issue: Issue): readonly EnFile[] {
  if (issue.genre === 'plus-tard') return file;
  if (issue.genre === 'recue') return file.filter(({ saisie }) => saisie.id !== id);
  return file.map((un) => (un.saisie.id === id ? { ...un, etat: 'refusee', refus: issue.phrase } : un));
}

/** Retire une saisie refusee que l'agent a lue ; une saisie a envoyer ne se retire pas. */
export const ecarter = (file: readonly EnFile[], id: string): readonly EnFile[] =>
  file.filter(({ saisie, etat }) => saisie.id !== id || etat === 'a-envoyer');

/** Relit la file gardee sur le poste ; ce qui est illisible est ignore. */
export function lireFile(texte: string | null): readonly EnFile[] {
  try {
    const lu: unknown = JSON.parse(texte ?? '[]');
    return Array.isArray(lu) ? lu.filter(estEnFile) : [];
  } catch {
    return [];
  }
}

function estEnFile(valeur: unknown): valeur is EnFile {
  if (typeof valeur !== 'object' || valeur === null) return false;
  if (!('saisie' in valeur) || !('etat' in valeur) || !('saisieA' in valeur)) return false;
  const { saisie, etat } = valeur;
  return (
    typeof saisie === 'object' &&
    saisie !== null &&
    'id' in saisie &&
    'genre' in saisie &&
    'mesure' in saisie &&
    (etat === 'a-envoyer' || etat === 'refusee')
  );
}

/** Ce qu'il faut faire d'une reponse : sans reseau, service en panne ou session fermee, on renverra. */
export const issueDe = (
  rendu:
    | { readonly ok: true }
    | { readonly ok: false; readonly refus: { readonly status: number; readonly detail: string } },
): Issue => {
  if (rendu.ok) return { genre: 'recue' };
  const { status, detail } = rendu.refus;
  return status === 0 || status === 401 || status === 429 || status >= 500
    ? { genre: 'plus-tard' }
    : { genre: 'refusee', phrase: detail };
};
