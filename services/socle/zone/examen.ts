import { examiner } from '@ppn/intake';
import type { PortsTransfert } from '@ppn/transfert';
import { antivirusDe } from '../examen.ts';

/** Refus de l'examen qui empechent un depot ; les autres (chiffre, abime, trop long a lire) sont des reserves, dites aux deux cotes. */
const BLOQUANTS: ReadonlySet<string> = new Set([
  'virus',
  'antivirus-indisponible',
  'archive-dangereuse',
  'contenu-actif',
  'type-interdit',
  'examinateur-indisponible',
]);

/** Examine un fichier envoye, par plages : type d'apres le contenu, antivirus regle ou son absence dite, archives bornees. */
export function examinerLesEnvoisDe(
  antivirus: string,
  tailleMax: number,
): NonNullable<PortsTransfert['examiner']> {
  const port = antivirusDe(antivirus);
  return async ({ nom, taille, lire }) => {
    if (taille === 0) return { refus: null, mime: null, reserves: ['Ce fichier est vide.'] };
    const rendu = await examiner({
      source: { taille, lire: async (debut, fin) => Buffer.from(await lire(debut, fin)) },
      nomDeclare: nom,
      antivirus: port,
      bornes: { tailleMax },
    });
    if (rendu.ok)
      return {
        refus: null,
        mime: rendu.valeur.type.mime,
        reserves: rendu.valeur.avertissements.map(({ phrase }) => phrase),
      };
    const { code, phrase } = rendu.refus;
    return BLOQUANTS.has(code)
      ? { refus: { code, phrase }, mime: null, reserves: [] }
      : { refus: null, mime: null, reserves: [`Pas examiné en entier : ${phrase}`] };
  };
}
