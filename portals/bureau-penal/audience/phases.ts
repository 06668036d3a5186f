/** Phases des debats, dans leur ordre, chacune avec son accord de touches. */
export const phases = [
  { phase: 'identite', libelle: 'Identité', touche: 'alt+i' },
  { phase: 'faits', libelle: 'Faits', touche: 'alt+f' },
  { phase: 'personnalite', libelle: 'Personnalité', touche: 'alt+p' },
  { phase: 'partie-civile', libelle: 'Partie civile', touche: 'alt+c' },
  { phase: 'requisitions', libelle: 'Réquisitions', touche: 'alt+r' },
  { phase: 'plaidoiries', libelle: 'Plaidoiries', touche: 'alt+l' },
  { phase: 'dernier-mot', libelle: 'Dernier mot', touche: 'alt+m' },
  { phase: 'incident', libelle: 'Incident', touche: 'alt+x' },
] as const;
/** Une phase des debats. */
export type Phase = (typeof phases)[number]['phase'];

/** Qui parle le plus souvent, dans l'ordre ou F6 les propose. */
export const orateurs = [
  'Le président',
  'Le prévenu',
  'La partie civile',
  'Le ministère public',
  'L’avocat du prévenu',
  'L’avocat de la partie civile',
  'Un témoin',
  'Un expert',
] as const;

/** Celui qui parle apres ; un nom libre revient au premier. */
export const orateurSuivant = (qui: string): string =>
  orateurs[(orateurs.findIndex((orateur) => orateur === qui) + 1) % orateurs.length] ?? orateurs[0];

/** « 1:05:09 » ou « 05:09 » d'un nombre de secondes. */
export const chrono = (secondes: number): string => {
  const [h, m, s] = [Math.floor(secondes / 3_600), Math.floor((secondes % 3_600) / 60), secondes % 60];
  const deux = (n: number): string => String(n).padStart(2, '0');
  return h === 0 ? `${deux(m)}:${deux(s)}` : `${h}:${deux(m)}:${deux(s)}`;
};
