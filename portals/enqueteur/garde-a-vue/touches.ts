import type { PeriodeLue } from './avec-la-file.ts';
import type { VueMesure } from './donnees.ts';
import { precisionDExamen, precisionDInterprete } from './precisions-des-droits.ts';
import {
  PRECISION_D_INCIDENT,
  PRECISION_DE_TRANSPORT,
  precisionDeFouille,
  precisionDeSeance,
} from './precisions-du-registre.ts';
import type { AConsigner, Precision } from './precisions.ts';

/** Un evenement du registre, a une touche : consigne aussitot, ou apres une precision deja remplie. */
export type ToucheDEvenement = {
  readonly touche: string;
  readonly libelle: string;
  readonly famille: 'vie' | 'medecin' | 'avocat' | 'audition' | 'autre';
  /** Vrai : la periode court, la touche la clot. */
  readonly enCours: boolean;
} & ({ readonly immediat: AConsigner } | { readonly precision: Precision });

type Entree = VueMesure['entrees'][number];
/** Ce que les touches lisent de la mesure. */
type Registre = {
  readonly entrees: readonly Entree[];
  readonly registre: readonly PeriodeLue[];
  readonly ligne: { readonly personne: { readonly mineure: boolean } };
  readonly mesure: {
    readonly faits: readonly { readonly nature: string }[];
    readonly personne: { readonly langue: string };
  };
};

/** Les touches de la mesure telle qu'elle est : une periode ouverte se clot, l'avocat a son nom. Pure. */
export function touchesDe(vue: Registre, agent: string): readonly ToucheDEvenement[] {
  const { entrees, mesure, ligne } = vue;
  const demande = derniere(entrees, 'demande-avocat');
  const avocat = nomDAvocat(entrees);
  const requis = derniere(entrees, 'medecin-requis');
  const conditions = {
    avocatPresent: avocatArrive(entrees),
    aEnregistrer: ligne.personne.mineure || mesure.faits.some(({ nature }) => nature === 'crime'),
  };
  return [
    immediate('R', 'Repas', 'vie', { type: 'repas', donnees: { pris: true } }),
    immediate('B', 'Repas refusé', 'vie', { type: 'repas', donnees: { pris: false } }),
    periode(vue, { touche: 'P', type: 'repos', libelle: 'Repos', famille: 'vie', donnees: { fin: null } }),
    immediate('M', 'Médecin requis', 'medecin', {
      type: 'medecin-requis',
      donnees: { nom: '', circonstance: '' },
    }),
    {
      touche: 'X',
      libelle: 'Examen médical',
      famille: 'medecin',
      enCours: false,
      precision: precisionDExamen(requis?.donnees.nom ?? ''),
    },
    immediate('A', demande?.donnees.choix === 'designe' ? 'Avocat appelé' : 'Bâtonnier saisi', 'avocat', {
      type: 'avocat-appele',
      donnees: {
        destinataire: demande?.donnees.choix === 'designe' ? 'avocat' : 'batonnier',
        nom: demande?.donnees.nom ?? '',
        resultat: 'joint',
        circonstance: '',
      },
    }),
    immediate('V', 'Avocat arrivé', 'avocat', { type: 'avocat-arrive', donnees: { nom: avocat } }),
    periode(vue, {
      touche: 'E',
      type: 'entretien-avocat',
      libelle: 'Entretien avocat',
      famille: 'avocat',
      donnees: { nom: avocat, fin: null },
    }),
    seance(vue, 'U', 'audition', conditions),
    seance(vue, 'O', 'confrontation', conditions),
    {
      touche: 'F',
      libelle: 'Fouille',
      famille: 'autre',
      enCours: false,
      precision: precisionDeFouille(agent),
    },
    {
      touche: 'T',
      libelle: 'Transport',
      famille: 'autre',
      enCours: false,
      precision: PRECISION_DE_TRANSPORT,
    },
    {
      touche: 'I',
      libelle: 'Interprète',
      famille: 'autre',
      enCours: false,
      precision: precisionDInterprete(mesure.personne.langue),
    },
    { touche: 'D', libelle: 'Incident', famille: 'autre', enCours: false, precision: PRECISION_D_INCIDENT },
  ];
}

type Famille = ToucheDEvenement['famille'];
type Nue = Omit<AConsigner, 'libelle'>;

const immediate = (touche: string, libelle: string, famille: Famille, nue: Nue): ToucheDEvenement => ({
  touche,
  libelle,
  famille,
  enCours: false,
  immediat: { ...nue, libelle },
});

/** Une periode : commence, puis la meme touche la clot. */
function periode(
  { registre }: Registre,
  {
    touche,
    type,
    libelle,
    famille,
    donnees,
  }: Nue & { readonly touche: string; readonly libelle: string; readonly famille: Famille },
): ToucheDEvenement {
  const ouverte = registre.find((ligne) => ligne.type === type && ligne.enCours && !ligne.annulee);
  return ouverte === undefined
    ? immediate(touche, libelle, famille, { type, donnees })
    : {
        ...immediate(touche, `Fin : ${libelle.toLocaleLowerCase('fr')}`, famille, fermer(ouverte.id)),
        enCours: true,
      };
}

const fermer = (entree: string): Nue => ({ type: 'fin-de-periode', donnees: { entree } });

function seance(
  vue: Registre,
  touche: string,
  type: 'audition' | 'confrontation',
  conditions: Parameters<typeof precisionDeSeance>[1],
): ToucheDEvenement {
  const libelle = type === 'audition' ? 'Audition' : 'Confrontation';
  const ouverte = vue.registre.find((ligne) => ligne.type === type && ligne.enCours && !ligne.annulee);
  return ouverte === undefined
    ? { touche, libelle, famille: 'audition', enCours: false, precision: precisionDeSeance(type, conditions) }
    : {
        ...immediate(touche, `Fin : ${libelle.toLocaleLowerCase('fr')}`, 'audition', fermer(ouverte.id)),
        enCours: true,
      };
}

const derniere = <T extends Entree['type']>(
  entrees: readonly Entree[],
  type: T,
): Extract<Entree, { type: T }> | undefined =>
  entrees.findLast((entree): entree is Extract<Entree, { type: T }> => entree.type === type);

/** Le nom de l'avocat : venu, sinon appele, sinon demande. */
const nomDAvocat = (entrees: readonly Entree[]): string =>
  derniere(entrees, 'avocat-arrive')?.donnees.nom ||
  derniere(entrees, 'avocat-appele')?.donnees.nom ||
  derniere(entrees, 'demande-avocat')?.donnees.nom ||
  '';

/** Vrai si l'avocat est venu et si la personne a demande qu'il assiste aux auditions (63-4-2 CPP). */
const avocatArrive = (entrees: readonly Entree[]): boolean =>
  derniere(entrees, 'avocat-arrive') !== undefined &&
  derniere(entrees, 'demande-avocat')?.donnees.auxAuditions === true;
