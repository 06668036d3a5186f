import { nomMontrable, refuser } from '../contexte.ts';
import type { Contexte } from '../contexte.ts';
import { nomAMacros, nomExecutable } from '../reconnaitre/interdits.ts';

const RESERVES = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;
const SENS_INVERSE = /[\u202A-\u202E\u2066-\u2069\u200E\u200F]/u;

/** Controle des noms d'une archive : refuse ceux qui sortent du dossier ou doublent ; avertit des noms trompeurs. */
export function controleDesNoms(contexte: Contexte): (nom: string) => void {
  const exacts = new Set<string>();
  const replies = new Set<string>();
  return (brut) => {
    const nom = brut.replaceAll('\\', '/');
    refuserSortie(nom);
    if (exacts.has(nom) && !nom.endsWith('/')) {
      refuser(
        'archive-dangereuse',
        `Cette archive contient deux fois « ${nomMontrable(nom)} » : selon le logiciel, on n’y lirait pas la même chose. Refaites-la avec des noms distincts.`,
      );
    }
    const replie = nom
      .normalize('NFKC')
      .toLowerCase()
      .replace(/[. ]+(?=\/|$)/g, '');
    if (replies.has(replie) && !exacts.has(nom)) contexte.avertir('noms-ambigus', AMBIGUS);
    if (SENS_INVERSE.test(nom)) contexte.avertir('noms-ambigus', AMBIGUS);
    if (brut !== nom)
      contexte.avertir(
        'archive-irreguliere',
        'Des noms de cette archive sont écrits à la manière de Windows (barres obliques inverses).',
      );
    exacts.add(nom);
    replies.add(replie);
    if (estReserve(nom))
      contexte.avertir(
        'nom-reserve',
        'Un nom de cette archive est réservé par Windows ou trop long : l’extraction y échouera.',
      );
  };
}

const AMBIGUS =
  'Des noms de cette archive se confondent à l’affichage (accents, casse ou sens d’écriture) : vérifiez-les avant de les citer.';

function refuserSortie(nom: string): void {
  const sort =
    nom.split('/').includes('..') || nom.startsWith('/') || /^[A-Za-z]:/.test(nom) || nom.includes('\0');
  if (sort)
    refuser(
      'archive-dangereuse',
      `Cette archive veut écrire hors de son dossier (« ${nomMontrable(nom)} »). Refaites-la avec des noms simples.`,
    );
}

/** Refuse un nom qui lancerait un programme ; appele apres l'examen du contenu, dont le refus est plus precis. */
export function refuserExecutable(nom: string): void {
  if (!nomExecutable(nom) && !nomAMacros(nom)) return;
  refuser(
    'contenu-actif',
    `Cette archive contient un programme (« ${nomMontrable(nom)} »). Retirez-le ; s’il s’agit d’une preuve, placez-le sous scellé numérique.`,
  );
}

const estReserve = (nom: string): boolean =>
  nom.split('/').some((part) => RESERVES.test(part) || /[. ]$/.test(part) || Buffer.byteLength(part) > 255);
