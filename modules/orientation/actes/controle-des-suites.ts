import type { DonneesDuDossier, Manque } from '@ppn/acte/contract';
import { isHorodate, jourCivilDe } from '@ppn/core';
import { calendrierDe, MOTIFS_DE_CLASSEMENT, peineEncourueLe, reglesDuMode } from '@ppn/nomenclature';
import type { ContenuOrientation, SuiteDOrientation } from '../contenus.ts';
import { delaisDAudience } from '../domain/delais-d-audience.ts';
import { type Mode, modeNomme } from '../domain/modes.ts';

/** Zone des juridictions servies. */
export const ZONE = 'Europe/Paris';

/** Ce qui manque a ce qu'une decision fixe : un champ vide, un motif inconnu, une audience hors delai, une peine trop forte. */
export function controlerLaSuite(
  mode: Mode,
  contenu: ContenuOrientation,
  donnees: DonneesDuDossier,
  maintenant: string,
): readonly Manque[] {
  const suite = contenu.suites.find((une) => une.mode === mode.mode);
  const champ = (nom: string): string => `suites.${mode.mode}.${nom}`;
  const vides = mode.champs
    .filter(({ cle, obligatoire }) => obligatoire && estVide(suite?.[cle]))
    .map(({ cle, libelle }) => ({ champ: champ(cle), phrase: `${mode.titre} : complétez « ${libelle} ».` }));
  const motif = suite?.mesure ?? '';
  return [
    ...vides,
    ...(mode.mode === 'classement-sans-suite' &&
    motif !== '' &&
    !MOTIFS_DE_CLASSEMENT.some(({ code }) => code === motif)
      ? [{ champ: champ('mesure'), phrase: `Le motif ${motif} n’est pas dans la nomenclature en vigueur.` }]
      : []),
    ...(mode.audiences.length > 0 ? controlerLAudience(mode, suite, { contenu, donnees, maintenant }) : []),
    ...plafonds(mode, suite, contenu, { donnees, maintenant }),
  ];
}

type Cadre = {
  readonly contenu: ContenuOrientation;
  readonly donnees: DonneesDuDossier;
  readonly maintenant: string;
};

function controlerLAudience(
  mode: Mode,
  suite: SuiteDOrientation | undefined,
  { contenu, donnees, maintenant }: Cadre,
): readonly Manque[] {
  const champ = `suites.${mode.mode}.audience`;
  const audience = suite?.audience ?? '';
  if (!isHorodate(audience))
    return [{ champ, phrase: `${mode.titre} : donnez la date et l’heure de l’audience.` }];
  const { auPlusTot, auPlusTard, articles } = bornesDAudience(mode.mode, { contenu, donnees, maintenant });
  const jour = jourCivilDe(audience, ZONE);
  const motif = `articles ${articles.join(', ')}`;
  if (jour < auPlusTot)
    return [
      {
        champ,
        phrase: `${mode.titre} : l’audience se tient au plus tôt le ${jourCourt(auPlusTot)} (${motif}).`,
      },
    ];
  return auPlusTard !== '' && jour > auPlusTard
    ? [
        {
          champ,
          phrase: `${mode.titre} : l’audience se tient au plus tard le ${jourCourt(auPlusTard)} (${motif}).`,
        },
      ]
    : [];
}

/** Bornes de l'audience d'une decision, telles que le dossier et ses situations les donnent. */
function bornesDAudience(nom: string, { contenu, donnees, maintenant }: Cadre) {
  const mode = modeNomme(nom);
  const concernes = contenu.lignes
    .filter((ligne) => ligne.mode === mode.mode)
    .map(({ personne }) => personne);
  const situations = contenu.situations.filter(({ personne }) => concernes.includes(personne));
  const conditions = reglesDuMode(
    contenu.lignes.find((ligne) => ligne.mode === nom)?.mode ?? 'copj',
    maintenant.slice(0, 10),
  );
  return delaisDAudience(conditions, maintenant, {
    zone: ZONE,
    calendrier: calendrierDe(donnees.procedure.juridiction?.code ?? ''),
    renonce:
      nom === 'cppv' && situations.length > 0 && situations.every(({ avocat, renonce }) => avocat && renonce),
  });
}

/** Peine d'emprisonnement proposee et amende requise ne passent ni leur plafond, ni la moitie de ce qui est encouru (495-1, 495-8 CPP). */
function plafonds(
  { mode, titre }: Mode,
  suite: SuiteDOrientation | undefined,
  { lignes }: ContenuOrientation,
  { donnees, maintenant }: Omit<Cadre, 'contenu'>,
): readonly Manque[] {
  const siennes = lignes.filter((ligne) => ligne.mode === mode);
  const encourues = siennes.flatMap(({ natinf, fait }) => {
    const jour = donnees.faits.find(({ id }) => id === fait)?.debut.slice(0, 10) ?? '';
    return peineEncourueLe(natinf, jour) ?? [];
  });
  const [ligne] = siennes;
  if (ligne === undefined) return [];
  const regles = reglesDuMode(ligne.mode, maintenant.slice(0, 10));
  const depasse = (
    condition: string,
    valeur: number | null | undefined,
    encouru: readonly number[],
  ): readonly Manque[] => {
    const regle = regles.find((une) => une.condition === condition);
    if (regle === undefined || valeur === null || valeur === undefined) return [];
    const moitie = encouru.length === 0 ? Number.POSITIVE_INFINITY : Math.max(...encouru) / 2;
    const max = Math.min(regle.valeur, moitie);
    return valeur <= max
      ? []
      : [
          {
            champ: `suites.${mode}.${condition === 'quantum-maximal' ? 'mois' : 'montant'}`,
            phrase: `${titre} : ${max} ${condition === 'quantum-maximal' ? 'mois' : 'euros'} au plus (${regle.article}).`,
          },
        ];
  };
  return [
    ...depasse(
      'quantum-maximal',
      suite?.mois,
      encourues.map(({ mois }) => mois),
    ),
    ...depasse(
      'amende-maximale',
      suite?.montant,
      encourues.map(({ amende }) => amende),
    ),
  ];
}

/** Les decisions de la matrice, chacune une fois, dans l'ordre de la table. */
export const modesDe = ({ lignes }: Pick<ContenuOrientation, 'lignes'>): readonly Mode[] =>
  [...new Set(lignes.map(({ mode }) => mode))].map(modeNomme);

const estVide = (valeur: string | number | null | undefined): boolean =>
  valeur === null || valeur === undefined || (typeof valeur === 'string' && valeur.trim() === '');

/** `2026-12-01` -> `01/12/2026`. */
const jourCourt = (jour: string): string => jour.split('-').toReversed().join('/');
