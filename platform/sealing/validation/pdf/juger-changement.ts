import type { DocumentPdf } from './document.ts';
import { elements, formulaireDe } from './formulaire.ts';
import type { ChampDeSignature } from './formulaire.ts';
import { clesChangees, memesValeurs } from './memes-valeurs.ts';
import { DICTIONNAIRE_VIDE, dictionnaireDe, egaux, entierDe, nomDe, referencesDe, valeur } from './objets.ts';
import type { Dictionnaire, Objet } from './objets.ts';
import { TRAILER, estConteneur } from './vue-des-revisions.ts';
import type { Vue } from './vue-des-revisions.ts';
import { invisible } from './widget-invisible.ts';

/** undefined si le changement est permis (et note), sinon la faute. */
export function jugerChangement(vue: Vue, numero: number, permis: string[]): string | undefined {
  const ancien = vue.avant.objet(numero);
  const nouveau = vue.apres.objet(numero);
  const cite = vue.citants.has(numero);
  if (estConteneur(nouveau) && (!cite || estConteneur(ancien))) return undefined;
  if (!cite) return undefined;
  if (ancien.genre === 'nul') return 'un objet cité mais absent à la signature a été ajouté';
  if (vue.dss.has(numero)) return noter(permis, 'données de validation (DSS)');
  if (numero === vue.avant.numeroDuCatalogue) return jugerCatalogue(vue, permis);
  const champ = vue.champs.get(numero);
  if (champ !== undefined) return jugerChamp(vue, { champ, numero }, permis);
  return jugerTenue(vue, { numero, ancien, nouveau }, permis);
}

function noter(permis: string[], texte: string): undefined {
  permis.push(texte);
}

type Changement = { readonly numero: number; readonly ancien: Objet; readonly nouveau: Objet };

function jugerTenue(vue: Vue, changement: Changement, permis: string[]): string | undefined {
  const { numero, ancien, nouveau } = changement;
  const catalogue = vue.avant.catalogue;
  const seulCatalogue = [...(vue.citants.get(numero) ?? [])].every(
    (citant) => citant === vue.avant.numeroDuCatalogue,
  );
  const vise = (cle: string): boolean =>
    seulCatalogue &&
    valeur(catalogue, cle).genre === 'reference' &&
    egaux(valeur(catalogue, cle), { genre: 'reference', numero, generation: 0 });
  if (vise('AcroForm')) return jugerFormulaire(vue, permis);
  if (vise('Extensions'))
    return extensionsSimples(nouveau)
      ? noter(permis, 'déclaration d’extensions du format')
      : 'extensions du catalogue modifiées';
  const champs = valeur(formulaireDe(vue.avant), 'Fields');
  if (champs.genre === 'reference' && champs.numero === numero)
    return jugerListe(vue, { ancien, nouveau }, permis);
  if (vue.pages.has(numero)) return jugerPage(vue, { numero, ancien, nouveau }, permis);
  if (vue.listesDAnnotations.has(numero)) return jugerListe(vue, { ancien, nouveau }, permis);
  if (estApparenceDeChampSigne(vue, numero)) return noter(permis, 'apparence d’un champ signé ensuite');
  if (estInfo(vue, numero)) return jugerInfo(vue, changement, permis);
  return memesValeurs(vue, ancien, nouveau) ? undefined : `contenu modifié${cles(vue, ancien, nouveau)}`;
}

const cles = (vue: Vue, ancien: Objet, nouveau: Objet): string => {
  const [a, b] = [dictionnaireDe(ancien), dictionnaireDe(nouveau)];
  const differentes = a === undefined || b === undefined ? [] : clesChangees(vue, a, b);
  return differentes.length === 0 ? '' : ` [${differentes.join(', ')}]`;
};

function jugerCatalogue(vue: Vue, permis: string[]): string | undefined {
  const [ancien, nouveau] = [vue.avant.catalogue, vue.apres.catalogue];
  const differentes = clesChangees(vue, ancien, nouveau);
  const autres = differentes.filter((cle) => !['DSS', 'AcroForm', 'Extensions', 'Version'].includes(cle));
  if (autres.length > 0) return `catalogue modifié [${autres.join(', ')}]`;
  if (differentes.includes('DSS')) permis.push('données de validation (DSS)');
  if (
    differentes.includes('Extensions') &&
    !extensionsSimples(vue.apres.resoudre(valeur(nouveau, 'Extensions')))
  )
    return 'extensions du catalogue modifiées';
  return differentes.includes('AcroForm') ? jugerFormulaire(vue, permis) : undefined;
}

/** /Extensions ne declare que des niveaux de format (ISO 32000-2 §7.12) : noms, nombres, chaines et dates. */
function extensionsSimples(objet: Objet): boolean {
  const dictionnaire = dictionnaireDe(objet);
  if (dictionnaire === undefined) return false;
  return (
    referencesDe(objet).size === 0 &&
    [...dictionnaire.entrees.values()].every((entree) =>
      ['dictionnaire', 'nom', 'tableau'].includes(entree.genre),
    )
  );
}

function jugerFormulaire(vue: Vue, permis: string[]): string | undefined {
  const [ancien, nouveau] = [formulaireDe(vue.avant), formulaireDe(vue.apres)];
  const differentes = clesChangees(vue, ancien, nouveau);
  const autres = differentes.filter(
    (cle) => cle !== 'Fields' && cle !== 'SigFlags' && !policeAjoutee(vue, cle),
  );
  if (autres.length > 0) return `formulaire modifié [${autres.join(', ')}]`;
  const drapeaux = (formulaire: Dictionnaire, pdf: DocumentPdf): number =>
    entierDe(pdf.resoudre(valeur(formulaire, 'SigFlags'))) ?? 0;
  if ((drapeaux(ancien, vue.avant) & ~drapeaux(nouveau, vue.apres)) !== 0)
    return 'drapeaux de signature du formulaire retirés';
  if (!differentes.includes('Fields')) return undefined;
  return jugerListe(
    vue,
    {
      ancien: vue.avant.resoudre(valeur(ancien, 'Fields')),
      nouveau: vue.apres.resoudre(valeur(nouveau, 'Fields')),
    },
    permis,
  );
}

/** PDFBox pose des polices par defaut a chaque signature : sans effet quand le document n'a que des champs de signature. */
function policeAjoutee(vue: Vue, cle: string): boolean {
  if ((cle !== 'DA' && cle !== 'DR') || valeur(formulaireDe(vue.avant), cle).genre !== 'nul') return false;
  const signatures = new Set([...vue.champs.values()].map((champ) => champ.numero));
  return elements(vue.avant, valeur(formulaireDe(vue.avant), 'Fields')).every(
    (champ) => champ.genre === 'reference' && signatures.has(champ.numero),
  );
}

/** Une liste de champs ou d'annotations ne peut que s'allonger, de champs de signature nouveaux et invisibles. */
function jugerListe(
  vue: Vue,
  listes: { readonly ancien: Objet; readonly nouveau: Objet },
  permis: string[],
): string | undefined {
  const anciens = listes.ancien.genre === 'tableau' ? listes.ancien.elements : [];
  const nouveaux = listes.nouveau.genre === 'tableau' ? listes.nouveau.elements : [];
  if (listes.ancien.genre !== 'tableau' && listes.ancien.genre !== 'nul')
    return 'liste de champs ou d’annotations remplacée';
  if (!anciens.every((element, rang) => egaux(element, nouveaux[rang] ?? { genre: 'nul' })))
    return 'champs ou annotations retirés ou déplacés';
  for (const ajout of nouveaux.slice(anciens.length)) {
    const champ = ajout.genre === 'reference' ? vue.champsApres.get(ajout.numero) : undefined;
    if (champ === undefined || ajout.genre !== 'reference') return 'annotation ou champ ajouté';
    const vide = vue.champs.get(ajout.numero);
    const dejaVide = vide !== undefined && vue.avant.resoudre(vide.v).genre === 'nul';
    if (vue.citants.has(ajout.numero) && !dejaVide)
      return 'objet existant ajouté à une liste de champs ou d’annotations';
    if (vue.figee && !estHorodatage(vue, champ))
      return 'champ de signature ajouté à un document certifié sans modification permise';
    if (!invisible(vue.apres, ajout.numero)) return `champ de signature visible ajouté (${champ.nom})`;
    permis.push(
      estHorodatage(vue, champ) ? 'horodatage du document' : `champ de signature invisible (${champ.nom})`,
    );
  }
  return undefined;
}

const estHorodatage = (vue: Vue, champ: ChampDeSignature): boolean =>
  nomDe(valeur(dictionnaireDe(vue.apres.resoudre(champ.v)) ?? DICTIONNAIRE_VIDE, 'SubFilter')) ===
  'ETSI.RFC3161';

function jugerChamp(
  vue: Vue,
  cible: { readonly champ: ChampDeSignature; readonly numero: number },
  permis: string[],
): string | undefined {
  const { champ, numero } = cible;
  const [ancien, nouveau] = [
    dictionnaireDe(vue.avant.objet(numero)),
    dictionnaireDe(vue.apres.objet(numero)),
  ];
  if (ancien === undefined || nouveau === undefined) return `champ de signature « ${champ.nom} » remplacé`;
  if (vue.avant.resoudre(champ.v).genre !== 'nul')
    return `champ déjà signé « ${champ.nom} » modifié${cles(vue, ancien, nouveau)}`;
  const signe = vue.champsApres.get(numero);
  if (signe === undefined || dictionnaireDe(vue.apres.resoudre(signe.v)) === undefined)
    return `champ de signature « ${champ.nom} » modifié sans être signé`;
  const autres = clesChangees(vue, ancien, nouveau).filter((cle) => cle !== 'V' && cle !== 'AP');
  if (autres.length > 0) return `champ de signature « ${champ.nom} » modifié [${autres.join(', ')}]`;
  if (vue.figee && !estHorodatage(vue, signe))
    return 'signature ajoutée à un document certifié sans modification permise';
  return noter(permis, `signature du champ « ${champ.nom} »`);
}

function jugerPage(vue: Vue, changement: Changement, permis: string[]): string | undefined {
  const [ancien, nouveau] = [dictionnaireDe(changement.ancien), dictionnaireDe(changement.nouveau)];
  if (ancien === undefined || nouveau === undefined) return 'page remplacée';
  const autres = clesChangees(vue, ancien, nouveau).filter((cle) => cle !== 'Annots');
  if (autres.length > 0) return `page modifiée [${autres.join(', ')}]`;
  return jugerListe(
    vue,
    {
      ancien: vue.avant.resoudre(valeur(ancien, 'Annots')),
      nouveau: vue.apres.resoudre(valeur(nouveau, 'Annots')),
    },
    permis,
  );
}

/** Apparence ecrite par-dessus l'ancienne, quand le champ vient d'etre signe et qu'il est seul a la citer. */
function estApparenceDeChampSigne(vue: Vue, numero: number): boolean {
  const citants = [...(vue.citants.get(numero) ?? [])];
  return (
    citants.length > 0 &&
    citants.every((citant) => {
      const champ = vue.champs.get(citant);
      const signe = vue.champsApres.get(citant);
      const apparence = valeur(dictionnaireDe(vue.avant.objet(citant)) ?? DICTIONNAIRE_VIDE, 'AP');
      const vide = champ !== undefined && vue.avant.resoudre(champ.v).genre === 'nul';
      return (
        vide &&
        signe !== undefined &&
        dictionnaireDe(vue.apres.resoudre(signe.v)) !== undefined &&
        referencesDe(apparence).has(numero)
      );
    })
  );
}

const estInfo = (vue: Vue, numero: number): boolean => {
  const info = valeur(vue.avant.trailer, 'Info');
  return (
    info.genre === 'reference' &&
    info.numero === numero &&
    [...(vue.citants.get(numero) ?? [])].every((citant) => citant === TRAILER)
  );
};

/** Date et logiciel de derniere ecriture : tenue du fichier, rien d'affiche dans le document. */
function jugerInfo(vue: Vue, { ancien, nouveau }: Changement, permis: string[]): string | undefined {
  const autres = clesChangees(
    vue,
    dictionnaireDe(ancien) ?? DICTIONNAIRE_VIDE,
    dictionnaireDe(nouveau) ?? DICTIONNAIRE_VIDE,
  ).filter((cle) => cle !== 'ModDate' && cle !== 'Producer');
  return autres.length === 0
    ? noter(permis, 'date d’écriture du fichier')
    : `description du document modifiée [${autres.join(', ')}]`;
}
