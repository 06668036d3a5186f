import type { Defilement, MesuresDuLecteur } from './mesurer.ts';

/** Objectifs du dossier 6, point 3, et des gestes 41 et 42 (interfaces, § 6). */
const OUVERTURE_MS = 1_000;
const ALLER_MS = 500;
const TROUVER_MS = 300;
const JOURNAL_MS = 1_000;
/** Soixante images par seconde, a la part que la machine tient a vide. */
const PART_DU_TEMOIN = 0.95;

/** Compte rendu d'une mesure du lecteur, en Markdown. */
export function compteRenduDuLecteur(mesures: MesuresDuLecteur): string {
  const { ouverture, vue, aller, trouver, journal } = mesures;
  return `## Lecteur : ${nombre(mesures.pieces)} pièces, ${nombre(mesures.pages)} pages

${mesures.coeurs} cœurs, charge ${mesures.charge.join(' → ')}. Chromium sans carte graphique, sur les mêmes cœurs que les deux services et les deux bases.

| Mesure | p50 (ms) | max (ms) | Objectif |
|---|--:|--:|---|
| Ouvrir : du clic à la première page dessinée | ${ouverture.p50} | ${ouverture.max} | < ${OUVERTURE_MS} : ${tenu(ouverture.p50 < OUVERTURE_MS)} |
| dont la vue du dossier, au service (${nombre(Math.round(vue.octets / 1024))} Kio) | ${vue.p50} |  |  |
| Aller à une cote, jusqu’à la page dessinée | ${aller.p50} | ${aller.max} | < ${ALLER_MS} : ${tenu(aller.p50 < ALLER_MS)} |
| Chercher un mot rare dans toutes les pages | ${trouver.rare} |  | < ${TROUVER_MS} : ${tenu(trouver.rare < TROUVER_MS)} |
| Chercher un mot de toutes les pages | ${trouver.partout} |  | < ${TROUVER_MS} : ${tenu(trouver.partout < TROUVER_MS)} |
| Qui a lu, depuis quand : journal de ${nombre(journal.lignes)} accès, dont ${nombre(journal.duDossier)} de ce dossier | ${journal.p50} | ${journal.max} | < ${JOURNAL_MS} : ${tenu(journal.max < JOURNAL_MS)} |

| Défilement (px par image) | Intervalle p50 / p95 (ms) | Images à l’heure | Témoin : page vide p50 / p95, à l’heure | Rapport | |
|--:|--:|--:|--:|--:|---|
${mesures.defilements.map(ligne).join('\n')}
`;
}

const ligne = ({ pixelsParImage, p50, p95, tenues, temoin }: Defilement): string => {
  const rapport = temoin.tenues === 0 ? 1 : tenues / temoin.tenues;
  return `| ${pixelsParImage} | ${p50} / ${p95} | ${pourcent(tenues)} | ${temoin.p50} / ${temoin.p95}, ${pourcent(temoin.tenues)} | ${rapport.toFixed(2)} | objectif ${PART_DU_TEMOIN} : ${tenu(rapport >= PART_DU_TEMOIN)} |`;
};

const tenu = (oui: boolean): string => (oui ? 'tenu' : 'non tenu');
const pourcent = (part: number): string => `${(part * 100).toFixed(0)} %`;
const nombre = (valeur: number): string => valeur.toLocaleString('fr');
