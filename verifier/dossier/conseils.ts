import type { CodeDeDossier } from './codes.ts';

const REFAIRE = 'Demandez un nouvel export au service : la copie a pu être abîmée ou modifiée en route.';
const SIGNALER =
  'Conservez cette archive et signalez-la au procureur et aux deux ministères : le service lui-même doit s’en expliquer.';
const PLUS_TARD =
  'Refaites l’export plus tard : la preuve manquante arrive d’ordinaire en quelques secondes.';
const ECARTER = 'Ne vous fondez pas sur cette pièce ; demandez-la de nouveau au service qui l’a établie.';
const ANCRES = 'Vérifiez avec les ancres publiées par les ministères (--ancres).';

/** Que faire de chaque code, en une phrase. */
const CONSEILS: Readonly<Record<CodeDeDossier, string>> = {
  'archive-illisible': REFAIRE,
  'manifeste-illisible': REFAIRE,
  'manifeste-non-scelle': `${REFAIRE} Sans sceau, rien ne dit de qui vient cette archive.`,
  'fichier-altere': REFAIRE,
  'fichier-manquant': REFAIRE,
  'fichier-en-trop': `${REFAIRE} Ce fichier n’est couvert par rien : écartez-le.`,
  'fait-illisible': REFAIRE,
  'suite-rompue': `Il manque des faits, ou leur ordre a changé. ${SIGNALER}`,
  'tete-fausse': SIGNALER,
  'tete-incoherente': `Le dossier d’aujourd’hui n’est pas la suite de celui d’hier. ${SIGNALER}`,
  'preuve-fausse': SIGNALER,
  'point-faux': `${ANCRES} Si elles sont justes : ${SIGNALER.charAt(0).toLowerCase()}${SIGNALER.slice(1)}`,
  'point-sans-temoin': `${PLUS_TARD} Tant qu’elle manque, seul un ministère répond du journal.`,
  'point-non-horodate': PLUS_TARD,
  'journal-bifurque': `Le service a tenu deux journaux différents. ${SIGNALER}`,
  'piece-manquante': `Demandez cette pièce, ou l’acte qui a ordonné son retrait. ${SIGNALER}`,
  'piece-inconnue': 'Cette pièce n’est pas de la procédure : écartez-la, et demandez d’où elle vient.',
  'piece-substituee': ECARTER,
  'jointe-manquante': ECARTER,
  'signature-fausse': ECARTER,
  'signature-absente': ECARTER,
  'certificat-non-reconnu': ANCRES,
  'certificat-revoque': ECARTER,
  'revocation-inconnue': 'Ajoutez aux ancres la liste de révocation de cette autorité, puis recommencez.',
  'horodatage-faux': ECARTER,
  'horodatage-absent': 'L’heure de cette signature n’est qu’une affirmation : demandez une preuve de date.',
  'horodatage-expire': 'Demandez l’exemplaire prolongé (B-LTA) de cette pièce, ou celui de l’archive.',
  'modifie-apres-signature': ECARTER,
  bourrage: ECARTER,
  'donnees-differentes': `${ECARTER} Seul le texte signé fait foi, et ses données ne le disent pas.`,
  'autre-dossier': 'Ceci est d’une autre procédure : écartez-le, et demandez pourquoi il est là.',
  'pli-faux': SIGNALER,
  'accuse-manquant':
    'Demandez l’accusé de réception ; si le pli vient d’être émis, refaites l’export plus tard.',
  'pli-rejoue': SIGNALER,
};

/** Que faire quand ce code parait. */
export const conseilDe = (code: CodeDeDossier): string => CONSEILS[code];
