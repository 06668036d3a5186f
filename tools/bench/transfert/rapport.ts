import type { MesuresDeTransfert } from './mesurer.ts';

/** Buts de l'issue 5, en secondes de processeur par Gio et en Mio. */
const BUTS = { envoi: 3.3, lecture: 1.6, memoire: 300 };

const tenu = (valeur: number, but: number): string =>
  `but ${but.toLocaleString('fr-FR')} : ${valeur <= but ? 'tenu' : 'non tenu'}`;
const fr = (valeur: number): string => valeur.toLocaleString('fr-FR');

/** Le compte rendu, en Markdown. */
export function compteRenduDuTransfert({ lignes, memoire, ...mesures }: MesuresDeTransfert): string {
  const verdict = (nom: string, cpu: number): string =>
    nom === 'envoi d’un trait' ? tenu(cpu, BUTS.envoi) : nom === 'lecture' ? tenu(cpu, BUTS.lecture) : '';
  return [
    `Mesures du ${mesures.faiteA.slice(0, 10)}, ${mesures.machine}, charge ${fr(mesures.charge[0])} → ${fr(mesures.charge[1])}. ${mesures.gio} Gio par mesure, médiane de ${mesures.tours} tours alternés, client sur les mêmes cœurs.`,
    '',
    '| Mesure | Horloge (s) | Mo/s | Processeur du service (s par Gio) | |',
    '|---|--:|--:|--:|---|',
    ...lignes.map(
      ({ nom, mur, mo, cpuParGio }) =>
        `| ${nom} | ${fr(mur)} | ${fr(mo)} | ${fr(cpuParGio)} | ${verdict(nom, cpuParGio)} |`,
    ),
    `| limite du calcul : SHA-256 et AES-256-GCM en mémoire, un fil | | | ${fr(mesures.limite)} | |`,
    `| mémoire du service, la plus haute, un envoi puis vingt (Mio) | | | ${fr(memoire.unEnvoi)} puis ${fr(memoire.vingt)} | ${tenu(memoire.vingt, BUTS.memoire)} |`,
    '',
    'Ni `@tus/server` ni nginx ne sont sur cette machine : le témoin est Node nu (`pipeline` vers un fichier).',
    '',
  ].join('\n');
}
