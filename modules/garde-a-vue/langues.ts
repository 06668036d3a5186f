import type * as z from 'zod';
import type { formulaireDesDroits } from './routes.ts';

type Formulaire = z.infer<typeof formulaireDesDroits>;
type Droit = { readonly titre: string; readonly texte: string; readonly articles: string };

/** Langues des formulaires officiels connus. Seul le texte francais est en service : une traduction se verse ici, relue, ou elle manque. */
const LANGUES: readonly Omit<Formulaire, 'disponible'>[] = [
  { code: 'fr', nom: 'français', direction: 'ltr' },
  { code: 'de', nom: 'allemand', direction: 'ltr' },
  { code: 'en', nom: 'anglais', direction: 'ltr' },
  { code: 'ar', nom: 'arabe', direction: 'rtl' },
  { code: 'yue', nom: 'cantonais', direction: 'ltr' },
  { code: 'es', nom: 'espagnol', direction: 'ltr' },
  { code: 'hu', nom: 'hongrois', direction: 'ltr' },
  { code: 'it', nom: 'italien', direction: 'ltr' },
  { code: 'zh', nom: 'mandarin', direction: 'ltr' },
  { code: 'nl', nom: 'néerlandais', direction: 'ltr' },
  { code: 'ff', nom: 'peul', direction: 'ltr' },
  { code: 'pl', nom: 'polonais', direction: 'ltr' },
  { code: 'pt', nom: 'portugais', direction: 'ltr' },
  { code: 'ro', nom: 'roumain', direction: 'ltr' },
  { code: 'ru', nom: 'russe', direction: 'ltr' },
  { code: 'sk', nom: 'slovaque', direction: 'ltr' },
  { code: 'cs', nom: 'tchèque', direction: 'ltr' },
];

/** Declaration des droits, en francais : ce que la personne lit et garde (803-6 CPP), de 63-1 a 63-4-3. */
const FRANCAIS: readonly Droit[] = [
  {
    titre: 'Ce qui vous est reproché',
    texte:
      'Vous avez le droit de connaître l’infraction que l’on vous soupçonne d’avoir commise ou tenté de commettre, sa date et son lieu présumés, et les raisons de votre placement en garde à vue.',
    articles: '63-1 2°, 803-6 1° CPP',
  },
  {
    titre: 'Le silence',
    texte:
      'Lors de vos auditions, après avoir donné votre identité, vous avez le droit de faire des déclarations, de répondre aux questions ou de vous taire.',
    articles: '63-1 3°, 803-6 2° CPP',
  },
  {
    titre: 'L’avocat',
    texte:
      'Dès le début et à tout moment, vous pouvez demander un avocat, choisi par vous ou commis d’office. Vous pouvez vous entretenir avec lui trente minutes, sans témoin, au début de la mesure et au début de chaque prolongation. Vous pouvez demander qu’il assiste à vos auditions et confrontations.',
    articles: '63-3-1, 63-4, 63-4-2, 803-6 3° CPP',
  },
  {
    titre: 'L’interprète',
    texte:
      'Si vous ne parlez pas ou ne comprenez pas le français, vous avez droit à un interprète, sans frais, et à la traduction des documents essentiels.',
    articles: '63-1 3°, 803-5, 803-6 4° CPP',
  },
  {
    titre: 'Les documents',
    texte:
      'Vous pouvez consulter, au plus tard avant une éventuelle prolongation, le procès-verbal de notification de votre garde à vue, les certificats médicaux et les procès-verbaux de vos propres auditions et confrontations.',
    articles: '63-1 3°, 63-4-1, 803-6 5° CPP',
  },
  {
    titre: 'Prévenir quelqu’un',
    texte:
      'Vous pouvez faire prévenir, par téléphone, un proche ou toute personne que vous désignez, et votre employeur. Si vous êtes de nationalité étrangère, vous pouvez faire contacter les autorités consulaires de votre pays. Ces démarches sont faites dans les trois heures, sauf circonstance insurmontable.',
    articles: '63-2, 803-6 6° CPP',
  },
  {
    titre: 'Le médecin',
    texte:
      'Vous pouvez demander à être examiné par un médecin, et une seconde fois en cas de prolongation. La démarche est faite dans les trois heures, sauf circonstance insurmontable.',
    articles: '63-3, 803-6 7° CPP',
  },
  {
    titre: 'La durée',
    texte:
      'La garde à vue dure vingt-quatre heures au plus. Elle peut être prolongée, sur autorisation écrite et motivée d’un magistrat, dans les cas prévus par la loi ; la durée maximale qui vous concerne vous est dite. Vous pouvez présenter des observations au magistrat avant qu’il statue.',
    articles: '63, 63-1, 706-88, 803-6 8° CPP',
  },
  {
    titre: 'Contester',
    texte:
      'Vous pouvez demander au magistrat qui se prononce sur une prolongation de mettre fin à la mesure. La régularité de la garde à vue peut être contestée devant la juridiction saisie.',
    articles: '63-1 3°, 803-6 9° CPP',
  },
];

const TEXTES: {
  readonly [langue in string]?: { readonly titre: string; readonly droits: readonly Droit[] };
} = {
  fr: { titre: 'Déclaration des droits de la personne gardée à vue', droits: FRANCAIS },
};

/** Formulaires connus ; `disponible` dit si le texte existe, jamais traduit par une machine. */
export const formulairesDesDroits = (): Formulaire[] =>
  LANGUES.map((langue) => ({ ...langue, disponible: TEXTES[langue.code] !== undefined }));

/** Le texte remis a la personne dans sa langue ; `undefined` : la traduction manque. */
export const declarationDesDroits = (langue: string) => TEXTES[langue];

/** Nom francais d'une langue ; le code, si elle n'est pas de la liste. */
export const nomDeLaLangue = (code: string): string =>
  LANGUES.find((langue) => langue.code === code)?.nom ?? code;
