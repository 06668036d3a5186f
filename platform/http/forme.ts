import type { FastifySchemaCompiler } from 'fastify';
import type { z } from 'zod';
import { type RefusHttp, refuser } from './probleme.ts';

const PROFONDEUR_MAX = 32;

/** Phrase francaise d'un defaut de forme que le schema n'explique pas lui-meme ; jamais un message anglais du validateur. */
export function phraseDeForme(defaut: z.core.$ZodRawIssue): string {
  if (defaut.input === undefined) return 'Ce champ est nécessaire.';
  switch (defaut.code) {
    case 'invalid_type':
      return attendu(defaut.expected);
    case 'too_big':
      return `Au plus ${defaut.maximum}${uniteDe(defaut.origin)}.`;
    case 'too_small':
      return `Au moins ${defaut.minimum}${uniteDe(defaut.origin)}.`;
    case 'invalid_value':
      return `Valeur inconnue ; valeurs admises : ${defaut.values.map(String).join(', ')}.`;
    case 'invalid_format':
      return FORMATS[defaut.format] ?? 'Forme inattendue.';
    case 'unrecognized_keys':
      return `Champ inconnu : ${defaut.keys.join(', ')}.`;
    default:
      return 'Valeur refusée.';
  }
}

const ATTENDUS: { readonly [type: string]: string } = {
  string: 'un texte',
  number: 'un nombre',
  int: 'un nombre entier',
  boolean: 'vrai ou faux',
  array: 'une liste',
  object: 'un objet',
  record: 'un objet',
};
const attendu = (type: string): string => `Il faut ici ${ATTENDUS[type] ?? 'une autre valeur'}.`;

const FORMATS: { readonly [format: string]: string } = {
  date: 'Date attendue, sous la forme AAAA-MM-JJ.',
  email: 'Adresse de courriel mal formée.',
  url: 'Adresse mal formée.',
};

const uniteDe = (origine: string): string =>
  origine === 'string' ? ' caractères' : origine === 'array' ? ' éléments' : '';

/** Valide par le schema zod ; le refus est un probleme 422 dont chaque champ porte sa phrase. */
export const validerParSchema: FastifySchemaCompiler<z.ZodType> =
  ({ schema }) =>
  (donnees: unknown) => {
    const impropre = texteImpropre(donnees, 0);
    if (impropre) return { error: formeRefusee([{ champ: '', phrase: impropre }]) };
    const lu = schema.safeParse(donnees, { error: phraseDeForme });
    if (lu.success) return { value: lu.data };
    return {
      error: formeRefusee(
        lu.error.issues.map(({ path, message }) => ({ champ: path.map(String).join('.'), phrase: message })),
      ),
    };
  };

function formeRefusee(champs: readonly { readonly champ: string; readonly phrase: string }[]): RefusHttp {
  const detail = champs.map(({ champ, phrase }) => (champ ? `${champ} : ${phrase}` : phrase)).join(' ');
  return refuser(422, 'demande-invalide', detail.slice(0, 4_000), { champs: champs.slice(0, 100) });
}

/** PostgreSQL ne garde ni U+0000 ni un demi-caractere ; une structure trop profonde epuiserait la pile. */
function texteImpropre(valeur: unknown, profondeur: number): string | undefined {
  if (typeof valeur === 'string')
    return valeur.includes('\0') || !valeur.isWellFormed()
      ? 'Le texte contient un caractère illisible : retirez-le et réessayez.'
      : undefined;
  if (typeof valeur !== 'object' || valeur === null) return undefined;
  if (profondeur >= PROFONDEUR_MAX) return 'La demande est trop imbriquée.';
  for (const [cle, contenu] of Object.entries(valeur)) {
    const impropre = texteImpropre(cle, profondeur) ?? texteImpropre(contenu, profondeur + 1);
    if (impropre) return impropre;
  }
  return undefined;
}
