import { refuser, type Contexte } from '../contexte.ts';
import type { TypeReconnu } from '../contrat.ts';
import { type } from '../reconnaitre/familles.ts';

/** Ce qui, dans un zip, dit quel document il est : tous les noms, et le texte des petites pieces de description. */
export type Annexes = { readonly noms: ReadonlySet<string>; readonly textes: ReadonlyMap<string, string> };

/** Vrai pour une entree dont le texte sert a reconnaitre le document. */
export const estAnnexe = (nom: string): boolean =>
  nom === '[Content_Types].xml' ||
  nom === 'mimetype' ||
  nom === 'META-INF/manifest.xml' ||
  nom.endsWith('.rels');

const MACROS =
  'Ce document contient des macros, qui sont des programmes. Enregistrez-le sans macros (docx, xlsx, pptx, odt…) ou en PDF, puis déposez la copie.';

/** Type precis d'un zip ; refuse un document de bureau a macros, chiffre ou qui va chercher un modele au-dehors. */
export function typeBureautique(annonce: TypeReconnu, annexes: Annexes, contexte: Contexte): TypeReconnu {
  const { noms, textes } = annexes;
  const contenus = textes.get('[Content_Types].xml');
  if (contenus !== undefined) examinerOoxml(contenus, annexes, contexte);
  if (textes.has('mimetype')) examinerOdf(annexes);
  if ([...noms].some((nom) => nom.endsWith('.class')) && noms.has('META-INF/MANIFEST.MF')) {
    refuser(
      'type-interdit',
      'Ce fichier est un programme Java : il n’entre pas au dossier. S’il s’agit d’une preuve, placez-le sous scellé numérique.',
    );
  }
  // un zip n'est un document que s'il en a la piece maitresse
  return annonce.famille === 'autre' ? type('zip', 'application/zip') : annonce;
}

function examinerOoxml(contenus: string, { noms, textes }: Annexes, contexte: Contexte): void {
  const macros =
    /macroEnabled|vbaProject|ms-excel\.(?:intl)?macrosheet/i.test(contenus) ||
    [...noms].some((nom) => /vbaProject\.bin$|\/macrosheets\//i.test(nom));
  if (macros) refuser('contenu-actif', MACROS);
  if ([...noms].some((nom) => /\/activeX\//i.test(nom))) {
    refuser(
      'contenu-actif',
      'Ce document contient un composant ActiveX, qui est un programme. Enregistrez-le en PDF, puis déposez la copie.',
    );
  }
  for (const [nom, texte] of textes) if (nom.endsWith('.rels')) examinerRelations(texte, contexte);
  if ([...noms].some((nom) => /\/embeddings\//i.test(nom)))
    contexte.avertir('pieces-jointes', 'Ce document contient d’autres fichiers incorporés.');
}

/** Une relation exterieure vers un modele, un objet ou un cadre est suivie sans geste a l'ouverture. */
function examinerRelations(texte: string, contexte: Contexte): void {
  for (const [relation] of texte.matchAll(/<[\w:]*Relationship\s[^>]{0,4000}>/gi)) {
    if (!/TargetMode\s*=\s*["']External["']/i.test(relation)) continue;
    if (/\/(?:attachedTemplate|oleObject|frame|subDocument|package|control)["']/i.test(relation)) {
      refuser(
        'contenu-actif',
        'Ce document va chercher un modèle ou un objet à l’extérieur quand on l’ouvre. Enregistrez-le en PDF, puis déposez la copie.',
      );
    }
    if (!/\/hyperlink["']/i.test(relation))
      contexte.avertir(
        'lien-exterieur',
        'Ce document va chercher des images ou des données à l’extérieur quand on l’ouvre.',
      );
  }
}

function examinerOdf({ noms, textes }: Annexes): void {
  const manifeste = textes.get('META-INF/manifest.xml') ?? '';
  if (/encryption-data/.test(manifeste)) {
    refuser(
      'document-chiffre',
      'Ce document est protégé par un mot de passe : il ne peut être ni examiné ni lu. Enregistrez-le sans mot de passe, puis déposez la copie.',
    );
  }
  const scripts = [...noms].some(
    (nom) =>
      /^(?:Scripts|Basic)\/.+\.(?:xml|py|js|bsh|xba)$/i.test(nom) &&
      !/^Basic\/(?:script-lc|Standard\/script-lb)\.xml$/i.test(nom),
  );
  if (scripts) refuser('contenu-actif', MACROS);
}
