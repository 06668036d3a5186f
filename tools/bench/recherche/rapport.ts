import type { MesuresDeRecherche } from './mesurer.ts';

/** Au 95e centile, sur deux coeurs, un million de pieces (dossier 6, point 4). */
const OBJECTIF_MS = 300;

/** Compte rendu d'une mesure de recherche, en Markdown. */
export function compteRenduDeRecherche(mesures: MesuresDeRecherche): string {
  const { ensemble, genres, qualite } = mesures;
  const verdict = ensemble.p95 < OBJECTIF_MS ? 'tenu' : 'non tenu';
  return `## Recherche dans ${nombre(mesures.pieces)} pièces

Base de ${(mesures.octets / 2 ** 30).toFixed(1)} Gio, ${mesures.coeurs} cœurs, ${mesures.clients} clients de front, charge ${mesures.charge.join(' → ')}. La moitié des questions portent sur le tribunal qui a la moitié des pièces. Droits, extraits et facettes compris ; en millisecondes. Temps de processeur d'une question : ${mesures.cpu.postgres} ms pour PostgreSQL, ${mesures.cpu.service} ms pour le service.

| Question | Fois | p50 | p95 | max |
|---|--:|--:|--:|--:|
${genres.map(({ genre, fois, p50, p95, max }) => `| ${genre} | ${fois} | ${p50} | ${p95} | ${max} |`).join('\n')}
| **ensemble** (objectif p95 < ${OBJECTIF_MS} ms : ${verdict}) | ${genres.reduce((somme, { fois }) => somme + fois, 0)} | ${ensemble.p50} | ${ensemble.p95} | ${ensemble.max} |
${qualite === undefined ? '\nQualité non mesurée : le corpus n’est pas là (`PPN_DONNEES`).\n' : laQualite(qualite)}`;
}

const laQualite = ({
  articles,
  questions,
  rappel10,
  ndcg10,
  manquees,
}: NonNullable<MesuresDeRecherche['qualite']>): string => `
Qualité, ${questions} questions jugées sur ${nombre(articles)} articles du code de procédure pénale : **rappel@10 ${rappel10.toFixed(2)}, nDCG@10 ${ndcg10.toFixed(2)}**.${manquees.length === 0 ? '' : ` Sans aucun bon article dans les dix premiers : ${manquees.map((question) => `« ${question} »`).join(', ')}.`}
`;

const nombre = (valeur: number): string => valeur.toLocaleString('fr');
