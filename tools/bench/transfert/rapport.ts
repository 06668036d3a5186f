import type { MesuresDeTransfert } from './mesurer.ts';

/** Buts, en secondes de processeur par Gio et en Mio. */
const BUTS = { envoi: 3.3, lecture: 1.6, memoire: 300 };

/** Buts rapportes aux temoins du meme passage : notre debit, divise par le leur. */
const RAPPORTS = [
  { notre: 'envoi d’un trait', temoin: 'envoi, @tus/server (ni somme, ni chiffre)', but: 1.6 },
  { notre: 'envoi d’un trait', temoin: 'envoi, nginx PUT', but: 0.6 },
  { notre: 'lecture', temoin: 'lecture, nginx GET', but: 0.7 },
] as const;

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
    ...rapports(lignes),
    `| limite du calcul : SHA-256 et AES-256-GCM en mémoire, un fil | | | ${fr(mesures.limite)} | |`,
    ...(mesures.openssl === undefined
      ? []
      : [`| la même, \`openssl speed\` | | | ${fr(mesures.openssl)} | |`]),
    `| mémoire du service, la plus haute, un envoi puis vingt (Mio) | | | ${fr(memoire.unEnvoi)} puis ${fr(memoire.vingt)} | ${tenu(memoire.vingt, BUTS.memoire)} |`,
    '',
    ...(mesures.absents.length === 0
      ? []
      : [
          `Absents de cette machine : ${mesures.absents.join(', ')} (\`PPN_BANC_TUS\`, \`PPN_BANC_NGINX\`). Le témoin de tous les jours est Node nu (\`pipeline\` vers un fichier).`,
          '',
        ]),
  ].join('\n');
}

const rapports = (lignes: MesuresDeTransfert['lignes']): readonly string[] =>
  RAPPORTS.flatMap(({ notre, temoin, but }) => {
    const [le, autre] = [notre, temoin].map((nom) => lignes.find((ligne) => ligne.nom === nom)?.mo);
    if (le === undefined || autre === undefined) return [];
    const fois = Math.round((le / autre) * 100) / 100;
    return [
      `| ${notre} / ${temoin} | | ${fr(fois)} fois | | but ${fr(but)} : ${fois >= but ? 'tenu' : 'non tenu'} |`,
    ];
  });
