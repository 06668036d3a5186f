import type { NatureDAudience } from '@ppn/audience/contract';
import { echeanceEnJours, horodate } from '@ppn/core';
import { attendu, type Magistrat, nouvelId, rediger, signer } from './joueur.ts';

/** Les audiences d'une petite juridiction sur deux mois : nature, jours d'ici, heure, duree. */
const CALENDRIER: readonly (readonly [NatureDAudience, readonly number[], string, number, string])[] = [
  ['juge-unique', [15, 22, 29, 43, 57], '09:00', 240, 'Salle B'],
  ['correctionnelle', [17, 31, 45], '13:30', 300, 'Salle A'],
  ['crpc', [11, 25, 39], '14:00', 180, 'Salle C'],
  ['comparution-immediate', [1, 2, 3, 8, 15, 30], '14:00', 240, 'Salle A'],
  ['juge-des-enfants', [20, 48], '09:30', 180, 'Cabinet du juge des enfants'],
];

/** Ouvre au calendrier les audiences de demonstration ; une date qui tombe un jour ferme est reportee. */
export async function ouvrirLesAudiences(greffier: Magistrat): Promise<void> {
  const aujourdhui = horodate(new Date().toISOString()).slice(0, 10);
  for (const [nature, jours, heure, dureeMinutes, salle] of CALENDRIER)
    for (const jour of jours)
      attendu(
        'audience',
        await greffier.client.appeler('POST /api/audiences', {
          corps: { id: nouvelId(), nature, debut: debutDe(aujourdhui, jour, heure), salle, dureeMinutes },
        }),
      );
}

/** L'heure dite, a Paris, `jours` jours plus tard, un jour ouvre. */
function debutDe(aujourdhui: string, jours: number, heure: string) {
  const jour = echeanceEnJours(aujourdhui, jours, { proroge: true });
  const [midi] = [horodate(`${jour}T12:00:00Z`)];
  const decalage = Number(midi.slice(11, 13)) - 12;
  const [h = '', m = ''] = heure.split(':');
  return horodate(`${jour}T${String(Number(h) - decalage).padStart(2, '0')}:${m}:00Z`);
}

/** Decision a prendre pour toutes les cases d'un dossier. */
export type DecisionAPrendre = {
  readonly idj: string;
  readonly mode: string;
  readonly situation?: {
    readonly deferee?: boolean;
    readonly avocat?: boolean;
    readonly reconnait?: boolean;
  };
  readonly suite?: { readonly [champ: string]: unknown };
  /** Pourquoi revenir sur une decision deja rendue. */
  readonly reprise?: string;
};

/** Prend une decision d'orientation, la meme pour chaque case ; au besoin, la premiere audience proposee. Rend l'acte signe. */
export async function deciderOrientation(
  magistrat: Magistrat,
  { idj, mode, situation = {}, suite = {}, reprise = '' }: DecisionAPrendre,
): Promise<string> {
  const { modes, cases } = attendu(
    'examen',
    await magistrat.client.appeler('POST /api/dossiers/:idj/orientation/examen', { idj, corps: {} }),
  );
  const offert = modes.find((un) => un.mode === mode);
  if (offert === undefined) throw new Error(`Décision inconnue : ${mode}`);
  const { creneaux } =
    offert.audiences.length === 0
      ? { creneaux: [] }
      : attendu(
          'créneaux',
          await magistrat.client.appeler('GET /api/audiences/creneaux', {
            requete: {
              natures: offert.audiences.join(','),
              du: offert.auPlusTot,
              au: offert.auPlusTard,
              duree: offert.duree,
            },
          }),
        );
  const [creneau] = creneaux;
  const personnes = [...new Set(cases.map(({ personne }) => personne))].filter((id) => id !== '');
  const acte = await rediger(magistrat, idj, 'orientation', () => ({
    lignes: cases.map(({ raisons: _raisons, peineMois: _peine, ...ligne }) => ({ ...ligne, mode })),
    situations: personnes.map((personne) => ({ personne, ...situation })),
    suites: [
      {
        mode,
        ...(creneau === undefined
          ? {}
          : { audience: creneau.debut, creneau: creneau.id, salle: creneau.salle }),
        ...suite,
      },
    ],
    reprise,
  }));
  await signer(magistrat, [acte]);
  return acte;
}
