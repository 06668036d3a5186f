import { horodate, horodateEnFrancais } from '@ppn/core';
import type { RapportDossier } from './modele.ts';
import type { ComptePreuves } from './plis.ts';

/** Ce que le jugement prouve, en phrases ; rien n'est dit acquis qu'un controle de l'ensemble dement. */
export function acquisDe(
  rapport: Omit<RapportDossier, 'acquis'>,
  { tetesRemises, preuves }: { readonly tetesRemises: number; readonly preuves: ComptePreuves },
): readonly string[] {
  const { suite, pieces, plis, constats } = rapport;
  const sans = (...codes: readonly string[]): boolean => !constats.some(({ code }) => codes.includes(code));
  const actes = pieces.filter(({ genre }) => genre === 'acte');
  const signes = actes.filter(({ verdict, signatures }) => verdict === 'valide' && signatures.length > 0);
  const conclus = plis.filter(({ verdict }) => verdict === 'valide');
  return [
    ...(suite !== undefined && rapport.verdict !== 'invalide'
      ? [`Rien ne manque : ${suite.faits} faits sur ${suite.faits}, tête du ${enFrancais(suite.dernierA)}.`]
      : []),
    ...(signes.length > 0
      ? [
          `${compte(signes.length, 'acte')} sur ${actes.length} : signé, intact, certificat reconnu et non révoqué à l’heure de la signature.`,
        ]
      : []),
    ...(conclus.length > 0
      ? [
          `${compte(conclus.length, 'pli')} sur ${plis.length} : cachet, horodatage et accusé des deux ministères.`,
        ]
      : []),
    ...(suite !== undefined && sans('preuve-fausse', 'point-faux', 'fait-illisible')
      ? [
          `Chaque fait est à sa place dans le journal du service${sans('point-sans-temoin') ? ', que l’autre ministère a cosigné' : ''}${sans('point-non-horodate') ? ' et qui est horodaté' : ''}.`,
        ]
      : []),
    ...(preuves.justes > 0 && sans('preuve-fausse', 'journal-bifurque')
      ? [
          `${compte(preuves.justes, 'acte')} des plis avec la preuve de son inscription au journal de l’émetteur, dont ${preuves.cosignees} déjà cosignée${preuves.cosignees > 1 ? 's' : ''} au départ.`,
        ]
      : []),
    ...(suite !== undefined && tetesRemises > 0 && sans('tete-incoherente', 'tete-fausse')
      ? [
          `Les ${tetesRemises} têtes déjà remises s’accordent avec ces faits : rien n’a été retiré ni changé depuis.`,
        ]
      : []),
  ];
}

const compte = (nombre: number, mot: string): string => `${nombre} ${mot}${nombre > 1 ? 's' : ''}`;

/** Un instant UTC, en francais, heure de Paris ; tel quel s'il ne se lit pas. */
export function enFrancais(instant: string): string {
  try {
    return horodateEnFrancais(horodate(instant));
  } catch {
    return instant;
  }
}
