import type { AgentDeDemonstration, ExterneDeDemonstration } from './annuaire.ts';
import type { Systeme } from './types-du-systeme.ts';

/** Ce que `npm start` imprime quand tout repond : adresses, comptes, cartes et PIN, puis « prêt ». */
export function annonce(systeme: Systeme): string {
  const adresses = [
    ['Portail de l’enquêteur', systeme.interieur.origine],
    ['Bureau pénal', systeme.justice.origine],
    ...(systeme.pline ? [['PLINE', systeme.pline.origine] as const] : []),
    ...(systeme.plex ? [['PLEX', systeme.plex.origine] as const] : []),
    ...(systeme.fournisseur ? [['Fournisseur d’identité', systeme.fournisseur.emetteur] as const] : []),
    ['Boîte de courrier', systeme.courrier.urlHttp],
    ['Agent de carte', systeme.urlAgent],
    ['Service de confiance', systeme.confiance.url],
  ] as const;
  return [
    '',
    'Procédure pénale numérique — démonstrateur, non officiel',
    '',
    ...adresses.map(([nom, adresse]) => `  ${nom.padEnd(24)}${adresse}`),
    '',
    `  Données                 ${systeme.dossier}`,
    '',
    'Comptes de démonstration (carte, PIN)',
    '',
    ...systeme.agents.map(ligneDAgent),
    ...systeme.externes.map(ligneDExterne),
    '',
    'Ctrl-C pour arrêter. « npm start -- --reset » repart de zéro.',
    '',
    'prêt',
    '',
  ].join('\n');
}

const QUALITES: Readonly<Record<AgentDeDemonstration['qualite'], string>> = {
  opj: 'officier de police judiciaire',
  apj: 'agent de police judiciaire',
  'chef-unite': 'chef de l’unité',
  procureur: 'procureur de la République',
  substitut: 'substitut du procureur',
  greffier: 'greffier',
  jld: 'juge des libertés et de la détention',
  'juge-instruction': 'juge d’instruction',
  president: 'président du tribunal correctionnel',
  interprete: 'interprète inscrite, ne fait que cosigner',
};

const CAS: Readonly<Record<NonNullable<AgentDeDemonstration['cas']>, string>> = {
  expiree: 'carte expirée',
  revoquee: 'carte révoquée',
  'ac-inconnue': 'carte d’une autorité inconnue',
};

function ligneDAgent(agent: AgentDeDemonstration): string {
  const qui = `${agent.prenom} ${agent.nom}`.padEnd(26);
  const remarque =
    agent.cas === undefined ? (agent.horsAnnuaire === true ? 'hors annuaire' : '') : CAS[agent.cas];
  const quoi = [QUALITES[agent.qualite], remarque].filter((texte) => texte !== '').join(', ');
  return `  ${qui}${agent.carte.padEnd(24)}${agent.pin.padEnd(8)}${quoi}`;
}

const GENRES: Readonly<Record<ExterneDeDemonstration['genre'], string>> = {
  avocat: 'sur PLEX, au barreau',
  'commissaire-de-justice': 'sur PLEX, commissaire de justice',
  expert: 'sur PLEX, expert judiciaire',
};

function ligneDExterne({ prenom, nom, carte, pin, genre, organisation }: ExterneDeDemonstration): string {
  return `  ${`${prenom} ${nom}`.padEnd(26)}${carte.padEnd(24)}${pin.padEnd(8)}${GENRES[genre]} (${organisation})`;
}
