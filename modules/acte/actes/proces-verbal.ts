import { type Bloc, horodateEnFrancais, isHorodate, MOIS } from '@ppn/core';
import type { ActeJson, SignatureTierce } from '../contract.ts';
import type { SignataireAttendu } from '../domain/recueil-des-signatures.ts';

/** Libelles des qualites, tels qu'ecrits dans un acte. */
export const QUALITES: { readonly [qualite in ActeJson['redacteur']['qualite']]: string } = {
  opj: 'officier de police judiciaire',
  apj: 'agent de police judiciaire',
  'chef-unite': 'officier de police judiciaire, chef de l’unité',
  procureur: 'procureur de la République',
  substitut: 'substitut du procureur de la République',
  greffier: 'greffier',
  jld: 'juge des libertés et de la détention',
  'juge-instruction': 'juge d’instruction',
  president: 'président du tribunal correctionnel',
  interprete: 'interprète',
};

/** Cadres d'enquete et leur fondement, tels qu'ecrits dans un acte. */
export const CADRES: { readonly [cadre in ActeJson['procedure']['cadre']]: string } = {
  flagrance: 'Enquête de flagrance (articles 53 à 74-2 du code de procédure pénale)',
  preliminaire: 'Enquête préliminaire (articles 75 à 78 du code de procédure pénale)',
  'commission-rogatoire': 'Commission rogatoire (articles 151 à 155 du code de procédure pénale)',
};

/** Nom complet : prenoms puis nom en capitales ; nom d'usage entre parentheses. */
export const nomComplet = ({ prenoms, nom, nomUsage, genre }: ActeJson['personnes'][number]): string =>
  genre === 'morale'
    ? nom
    : `${prenoms} ${nom.toLocaleUpperCase('fr')}${nomUsage ? ` (nom d’usage ${nomUsage.toLocaleUpperCase('fr')})` : ''}`.trim();

/** Nom et qualite de l'agent qui redige. */
export const designation = ({ prenom, nom, qualite }: ActeJson['redacteur']): string =>
  `${prenom} ${nom.toLocaleUpperCase('fr')}, ${QUALITES[qualite]}`;

const enFrancais = (valeur: string): string => (isHorodate(valeur) ? horodateEnFrancais(valeur) : valeur);

/** Ouverture d'un proces-verbal : quand, ou, par qui, dans quel cadre (art. D.9, D.10, 429 CPP). */
export function ouverture(
  acte: ActeJson,
  contenu: { readonly debut: string; readonly fin: string; readonly lieu: string },
): readonly Bloc[] {
  return [
    {
      type: 'champs',
      champs: [
        {
          libelle: 'Date et heure des opérations',
          valeur: `du ${enFrancais(contenu.debut)} au ${enFrancais(contenu.fin)}`,
        },
        { libelle: 'Lieu', valeur: contenu.lieu },
        { libelle: 'Rédigé le', valeur: enFrancais(acte.redigeA) },
        { libelle: 'Cadre', valeur: CADRES[acte.procedure.cadre] },
        {
          libelle: 'Procédure',
          valeur: acte.procedure.alias.map(({ emetteur, numero }) => `${numero} (${emetteur})`).join(', '),
        },
      ],
    },
    {
      type: 'paragraphe',
      texte: `Nous, ${designation(acte.redacteur)}, matricule ${acte.redacteur.matricule}, en fonction : ${acte.redacteur.rattachement.libelle}, rapportons ce qui suit.`,
    },
  ];
}

/** Identite d'une personne, ligne a ligne ; les champs inconnus sont dits « non précisé » s'ils sont attendus. */
export function identite(personne: ActeJson['personnes'][number]): Bloc {
  const naissance =
    personne.neLe === '' ? '' : `${jourEnFrancais(personne.neLe)}${personne.neA ? ` à ${personne.neA}` : ''}`;
  const lignes =
    personne.genre === 'morale'
      ? ([
          ['Raison sociale', personne.nom],
          ['Représentée par', personne.representant],
          ['Siège ou adresse', personne.adresse],
          ['Téléphone', personne.telephone],
          ['Courriel', personne.courriel],
        ] as const)
      : ([
          ['Identité', nomComplet(personne)],
          ['Né(e) le', naissance],
          ['Nationalité', personne.nationalite],
          ['Profession', personne.profession],
          ['Adresse', personne.adresse],
          ['Téléphone', personne.telephone],
          ['Courriel', personne.courriel],
        ] as const);
  return {
    type: 'champs',
    champs: lignes.filter(([, valeur]) => valeur !== '').map(([libelle, valeur]) => ({ libelle, valeur })),
  };
}

/** Faits et qualification, avec les textes qui definissent et repriment. */
export function faitsQualifies(acte: ActeJson, choisis: readonly string[]): readonly Bloc[] {
  const faits = acte.faits.filter(({ id }) => choisis.includes(id));
  return faits.map((fait) => ({
    type: 'champs',
    champs: [
      { libelle: 'Infraction', valeur: `${fait.qualification} (NATINF ${fait.natinf})` },
      {
        libelle: 'Date des faits',
        valeur: fait.fin
          ? `du ${enFrancais(fait.debut)} au ${enFrancais(fait.fin)}`
          : `le ${enFrancais(fait.debut)}`,
      },
      {
        libelle: 'Lieu des faits',
        valeur: [fait.lieu.adresse, fait.lieu.commune].filter((partie) => partie !== '').join(', '),
      },
      ...(fait.prejudice ? [{ libelle: 'Préjudice', valeur: fait.prejudice }] : []),
      ...(fait.definiePar ? [{ libelle: 'Définie par', valeur: fait.definiePar }] : []),
      ...(fait.reprimeePar ? [{ libelle: 'Réprimée par', valeur: fait.reprimeePar }] : []),
    ],
  }));
}

/** Texte libre : un paragraphe par ligne non vide. */
export const paragraphes = (texte: string): readonly Bloc[] =>
  texte
    .split(/\r?\n/)
    .map((ligne) => ligne.trim())
    .filter((ligne) => ligne !== '')
    .map((ligne) => ({ type: 'paragraphe', texte: ligne }));

/** Questions et reponses (art. 429 CPP). */
export const questions = (
  echanges: readonly { readonly question: string; readonly reponse: string }[],
): readonly Bloc[] =>
  echanges.map(({ question, reponse }) => ({
    type: 'question',
    question: question.trim(),
    reponse: reponse.trim(),
  }));

/** Relecture, signatures de la main de chacun, puis la mention de la signature electronique qui scelle tout (D.589-4, A.53-4 CPP). */
export const clotureSignee = (
  acte: ActeJson,
  { mode }: { readonly mode: string },
  personne: string,
): readonly Bloc[] => [
  {
    type: 'mention',
    texte: `${mode === 'relu-par-la-personne' ? 'Après avoir relu elle-même ses déclarations' : 'Après lecture faite par nous de ses déclarations'}, ${personne} y persiste et n’a rien à y changer, à y ajouter ou à y retrancher.`,
  },
  ...(acte.signatures ?? []).flatMap(signatureDeLaMain),
  signatureElectronique(acte),
];

const IDENTITES: { readonly [identite in SignatureTierce['identite']]: string } = {
  constatee: 'identité constatée',
  presumee: 'identité présumée',
  inconnue: 'identité inconnue',
};

/** Les signatures recueillies de la main de chacun : mention et image, ou refus, ou impossibilite (D.589-4, A.53-4 CPP). */
export const signaturesDeLaMain = (acte: ActeJson): readonly Bloc[] =>
  (acte.signatures ?? []).flatMap(signatureDeLaMain);

/** Mention et image d'une signature, ou mention du refus ou de l'impossibilite. */
function signatureDeLaMain({ nom, qualite, identite: dite, issue }: SignatureTierce): readonly Bloc[] {
  const qui = `${nom}, ${qualite}, ${IDENTITES[dite]},`;
  const quand = horodateEnFrancais(issue.a);
  if (issue.etat === 'signee')
    return [
      {
        type: 'mention',
        texte: `${qui} a signé de sa main sur l’appareil présenté par nous, le ${quand}, après avoir pris connaissance de l’acte sous forme numérique (articles D.589-4 et A.53-4 du code de procédure pénale).`,
      },
      {
        type: 'image',
        cle: issue.image,
        legende: `Signature manuscrite de ${nom}`,
        alternative: `Signature manuscrite de ${nom}`,
      },
    ];
  const motif = issue.motif.trim() === '' ? '' : ` Motif : ${issue.motif.trim()}`;
  const raison =
    issue.etat === 'refus' ? 'refuse de signer' : 'est dans l’impossibilité de signer sous forme numérique';
  return [
    {
      type: 'mention',
      texte: `${qui} ${raison}, le ${quand} (article D.589-4 du code de procédure pénale).${motif}`,
    },
  ];
}

/** Cloture des gabarits @1, d'avant la tablette : refus ou impossibilite seulement (D.589-4 al. 3 CPP). Jamais modifiee. */
export function clotureAvantTablette(
  acte: ActeJson,
  lecture: { readonly mode: string; readonly signature: string; readonly motif: string },
  personne: string,
): readonly Bloc[] {
  const relecture =
    lecture.mode === 'relu-par-la-personne'
      ? 'Après avoir relu elle-même ses déclarations'
      : 'Après lecture faite par nous de ses déclarations';
  const signature =
    lecture.signature === 'refus'
      ? 'refuse de signer'
      : 'est dans l’impossibilité de signer sous forme numérique';
  const motif = lecture.motif.trim() === '' ? '' : ` Motif : ${lecture.motif.trim()}`;
  return [
    {
      type: 'mention',
      texte: `${relecture}, ${personne} y persiste, n’a rien à y changer, à y ajouter ou à y retrancher, et ${signature} (article D.589-4 du code de procédure pénale).${motif}`,
    },
    signatureElectronique(acte),
  ];
}

/** Mention de la signature electronique de l'agent, puis de ceux qui cosignent (801-1, A.53-2 CPP). */
export const signatureElectronique = (acte: ActeJson): Bloc =>
  mentionDeSignature(acte, 'Acte établi', 'signé');

/** La meme pour tout acte : `quoi`, par exemple « Décision établie », et son participe. Vide de cosignataires, le texte est celui d'avant la cosignature. */
export const mentionDeSignature = (
  { redacteur, cosignataires = [] }: ActeJson,
  quoi: string,
  signe: 'signé' | 'signée',
): Bloc => ({
  type: 'mention',
  texte: `${quoi} sous format numérique et ${signe} électroniquement par ${designation(redacteur)}${cosignataires.map((agent) => `, puis co${signe} électroniquement par ${designation(agent)}`).join('')} (articles 801-1 et A.53-2 du code de procédure pénale).`,
});

/** La personne entendue, qui signe ; une personne morale signe par qui la represente. */
export function personneSignataire(
  acte: { readonly personnes: ActeJson['personnes'] },
  id: string,
  qualite: string,
): readonly SignataireAttendu[] {
  const personne = personneDe(acte, id);
  if (personne === undefined) return [];
  const represente = personne.genre === 'morale' && personne.representant !== '';
  return [
    {
      place: 'personne',
      nom: represente ? personne.representant : nomComplet(personne),
      qualite: represente ? `${qualite}, pour ${personne.nom}` : qualite,
    },
  ];
}

/** Pieces jointes, designees par leur empreinte. */
export function jointes(acte: ActeJson): readonly Bloc[] {
  if (acte.jointes.length === 0) return [];
  return [
    { type: 'titre', niveau: 2, texte: 'Pièces jointes' },
    {
      type: 'tableau',
      entetes: ['Fichier', 'Taille (octets)', 'Empreinte SHA-256'],
      lignes: acte.jointes.map(({ nom, taille, empreinte }) => [nom, String(taille), empreinte]),
    },
  ];
}

/** La personne `id`, ou `undefined` si elle n'est pas au dossier. */
export const personneDe = (
  acte: { readonly personnes: ActeJson['personnes'] },
  id: string,
): ActeJson['personnes'][number] | undefined => acte.personnes.find((personne) => personne.id === id);

/** `1992-04-03` -> `3 avril 1992`. */
export function jourEnFrancais(jour: string): string {
  const [annee = 0, mois = 1, quantieme = 1] = jour.split('-').map(Number);
  return `${quantieme === 1 ? '1er' : quantieme} ${MOIS[mois - 1] ?? ''} ${annee}`;
}
