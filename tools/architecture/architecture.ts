import type { Arbre, Fichier } from './arbre.ts';
import { lireArbre } from './arbre.ts';
import { premierCycle } from './cycles.ts';
import { PLAN } from './plan.ts';
import type { Plan } from './plan.ts';
import { cible, estEssai, estPur, refusDeLecture } from './regles.ts';

/** Une infraction : `chemin:ligne` et la phrase qui l'explique. */
export type Infraction = { readonly lieu: string; readonly phrase: string };

/** Compare les imports de l'arbre sous `racine` au plan. Liste vide : la maison tient debout. */
export function verifierArchitecture(racine: string, plan: Plan = PLAN): readonly Infraction[] {
  const arbre = lireArbre(racine);
  return [
    ...arbre.illisibles.map((phrase) => ({ lieu: 'lecture', phrase })),
    ...paquetsHorsPlan(arbre, plan),
    ...cycleDuPlan(plan),
    ...lecturesInterdites(arbre, plan),
    ...fuitesDePurete(arbre, plan),
    ...cycleDeFichiers(arbre),
  ];
}

function paquetsHorsPlan(arbre: Arbre, plan: Plan): readonly Infraction[] {
  return [...arbre.paquets]
    .filter(([nom]) => plan[nom] === undefined)
    .map(([nom, dossier]) => ({
      lieu: `${dossier}/package.json`,
      phrase: `${nom} n’a pas de ligne dans tools/architecture/plan.ts`,
    }));
}

function cycleDuPlan(plan: Plan): readonly Infraction[] {
  const graphe = new Map(
    Object.entries(plan).map(([nom, piece]) => [nom, [...piece.lit, ...(piece.litEnTypes ?? [])]]),
  );
  const cycle = premierCycle(graphe);
  return cycle === undefined
    ? []
    : [
        {
          lieu: 'tools/architecture/plan.ts',
          phrase: `le plan tourne en rond : ${cycle.join(' → ')}`,
        },
      ];
}

function lecturesInterdites(arbre: Arbre, plan: Plan): readonly Infraction[] {
  return [...arbre.fichiers.values()].flatMap((fichier) => infractionsDuFichier(arbre, plan, fichier));
}

function infractionsDuFichier(
  arbre: Arbre,
  plan: Plan,
  fichier: Fichier,
  pur = estPur(fichier.chemin),
): readonly Infraction[] {
  return fichier.imports.flatMap((lecture) => {
    const phrase = refusDeLecture(arbre, plan, { fichier, lecture, pur });
    return phrase === undefined ? [] : [{ lieu: `${fichier.chemin}:${lecture.ligne}`, phrase }];
  });
}

/** Un fichier du meme paquet lu par du code pur doit tenir la meme regle, de proche en proche. */
function fuitesDePurete(arbre: Arbre, plan: Plan): readonly Infraction[] {
  const infractions: Infraction[] = [];
  const aSuivre = [...arbre.fichiers.values()].filter(({ chemin }) => estPur(chemin));
  const vus = new Set(aSuivre.map(({ chemin }) => chemin));
  for (let fichier = aSuivre.pop(); fichier !== undefined; fichier = aSuivre.pop()) {
    for (const vise of fichiersLus(arbre, fichier)) {
      if (vus.has(vise.chemin)) continue;
      vus.add(vise.chemin);
      aSuivre.push(vise);
      const lecteur = ` (lu par ${fichier.chemin}, qui doit rester pur)`;
      infractions.push(
        ...infractionsDuFichier(arbre, plan, vise, true).map(({ lieu, phrase }) => ({
          lieu,
          phrase: phrase + lecteur,
        })),
      );
    }
  }
  return infractions;
}

function fichiersLus(arbre: Arbre, fichier: Fichier): readonly Fichier[] {
  return fichier.imports.flatMap(({ adresse }) => {
    const vise = adresse?.startsWith('.') === true ? arbre.fichiers.get(cible(fichier, adresse)) : undefined;
    return vise === undefined ? [] : [vise];
  });
}

/** Les cycles d'execution seulement : un `import type` ou un `import()` n'en fait pas. */
function cycleDeFichiers(arbre: Arbre): readonly Infraction[] {
  const graphe = new Map<string, readonly string[]>();
  for (const fichier of arbre.fichiers.values()) {
    if (estEssai(fichier.chemin)) continue;
    const vises = fichier.imports.flatMap((lecture) => {
      if (lecture.enTypes || lecture.dynamique || lecture.adresse === undefined) return [];
      if (lecture.adresse.startsWith('.')) return [cible(fichier, lecture.adresse)];
      const dossier = arbre.paquets.get(lecture.adresse);
      return dossier === undefined ? [] : [`${dossier}/index.ts`];
    });
    graphe.set(
      fichier.chemin,
      vises.filter((vise) => arbre.fichiers.has(vise)),
    );
  }
  const cycle = premierCycle(graphe);
  return cycle === undefined
    ? []
    : [{ lieu: cycle[0] ?? '', phrase: `imports en rond : ${cycle.join(' → ')}` }];
}
