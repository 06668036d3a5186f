import { examiner } from '../examiner.ts';
import type { DemandeExamen } from '../examiner.ts';
import { sourceOctets } from '../source.ts';

/** Jugement en une ligne, pour les essais : « ok pdf » ou « refus contenu-actif », puis les avertissements sauf `antivirus-absent`. */
export async function juger(
  octets: Uint8Array,
  nom: string,
  suite: Partial<DemandeExamen> = {},
): Promise<string> {
  const rendu = await examiner({ source: sourceOctets(octets), nomDeclare: nom, ...suite });
  if (!rendu.ok) return `refus ${rendu.refus.code}`;
  const codes = rendu.valeur.avertissements
    .map(({ code }) => code)
    .filter((code) => code !== 'antivirus-absent');
  return ['ok', rendu.valeur.type.extension, ...codes].join(' ');
}
