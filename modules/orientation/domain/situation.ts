/** Ce qu'on sait d'une personne et d'un fait au moment de decider ; `undefined` : on ne le sait pas. */
export type Situation = {
  /** Une personne est designee ; faux : contre personne non denommee. */
  readonly identifie: boolean;
  readonly genre: 'physique' | 'morale' | undefined;
  /** Age revolu au jour des faits. */
  readonly age: number | undefined;
  readonly nature: 'crime' | 'delit' | 'contravention' | undefined;
  /** Maximum d'emprisonnement encouru, en mois. */
  readonly peineMois: number | undefined;
  readonly amendeEncourue: number | undefined;
  readonly flagrance: boolean;
  /** L'infraction est a l'article 398-1 ; le dire hors de doute demande de lire la liste. */
  readonly liste3981: 'oui' | 'non' | undefined;
  /** Atteinte a l'integrite des personnes ou agression sexuelle (222-9 a 222-31 CP). */
  readonly atteinteALaPersonne: boolean;
  readonly homicideInvolontaire: boolean;
  readonly deferee: boolean;
  readonly avocat: boolean;
  readonly reconnait: boolean;
};

/** Le fait, tel que la nomenclature le decrit. */
export type FaitADecider = {
  readonly natinf: number;
  readonly nature: string;
  /** Articles qui repriment, dans la forme de la NATINF (« ART.311-3, ART.311-14 C.PENAL. »). */
  readonly reprimeePar: string;
  readonly debut: string;
};

/** La personne, et ce que le magistrat a coche d'elle. */
export type PersonneADecider = {
  readonly genre: 'physique' | 'morale';
  /** AAAA-MM-JJ, ou vide. */
  readonly neLe: string;
  readonly deferee: boolean;
  readonly avocat: boolean;
  readonly reconnait: boolean;
};

type Peine = { readonly mois: number; readonly amende: number };

/** Reunit ce qu'on sait. `personne` absente : contre personne non denommee. */
export function situer(
  fait: FaitADecider,
  personne: PersonneADecider | undefined,
  { cadre, peine }: { readonly cadre: string; readonly peine: Peine | undefined },
): Situation {
  const jour = fait.debut.slice(0, 10);
  return {
    identifie: personne !== undefined,
    genre: personne?.genre,
    age: personne?.genre === 'physique' ? ageLe(personne.neLe, jour) : undefined,
    nature: NATURES.find((nature) => nature === fait.nature),
    peineMois: peine?.mois,
    amendeEncourue: peine?.amende,
    flagrance: cadre === 'flagrance',
    ...lireLesArticles(fait.reprimeePar),
    deferee: personne?.deferee ?? false,
    avocat: personne?.avocat ?? false,
    reconnait: personne?.reconnait ?? false,
  };
}

const NATURES = ['crime', 'delit', 'contravention'] as const;

/** Age revolu au jour donne ; `undefined` si la naissance est inconnue. */
export function ageLe(neLe: string, jour: string): number | undefined {
  if (neLe === '' || jour === '') return undefined;
  return Number(jour.slice(0, 4)) - Number(neLe.slice(0, 4)) - (jour.slice(5) < neLe.slice(5) ? 1 : 0);
}

/** Ce que disent les articles qui repriment : la liste de 398-1, les atteintes a la personne, l'homicide involontaire. */
function lireLesArticles(
  reprimeePar: string,
): Pick<Situation, 'liste3981' | 'atteinteALaPersonne' | 'homicideInvolontaire'> {
  const penal = /C\.PENAL/.test(reprimeePar);
  const premier = /ART\.([LR.]*[\d-]+)/.exec(reprimeePar)?.[1]?.replace(/[.-]+$/, '') ?? '';
  const atteinte = penal && dansLIntervalle(premier, 222, 9, 31);
  const connu = premier !== '' && (penal || /C\.ROUTE/.test(reprimeePar));
  return {
    atteinteALaPersonne: atteinte,
    homicideInvolontaire: penal && dansLIntervalle(premier, 221, 6, 7),
    liste3981:
      !connu && !LISTE_HORS_CODE_PENAL.test(premier)
        ? undefined
        : /C\.ROUTE/.test(reprimeePar) ||
            LISTE_HORS_CODE_PENAL.test(premier) ||
            (!dansLIntervalle(premier, 222, 9, 20) && LISTE_DU_CODE_PENAL.test(premier))
          ? 'oui'
          : 'non',
  };
}

/** Vrai si l'article est de la suite donnee : « 222-13 » est dans 222-9 a 222-31. */
function dansLIntervalle(article: string, livre: number, de: number, a: number): boolean {
  const lu = /^(\d+)-(\d+)/.exec(article);
  return lu !== null && Number(lu[1]) === livre && Number(lu[2]) >= de && Number(lu[2]) <= a;
}

/** 398-1 1° CPP, hors atteintes a l'integrite des personnes (exclues par 495 II). */
const LISTE_DU_CODE_PENAL =
  /^(222-(16|17|18)|222-32|222-39|223-1|225-12-1|226-([12]|3-1|4|8)|227-([3-9]|1[01])|311-[34]|313-5|314-[56]|321-1|322-([1-5]|1[2-4])|323-1|431-2[2-5]|433-([35-9]|1[0-9]|2[01])|434-(10|23|24|26|35|38|39|4[0-3])|441-([1-3]|[5-8])|446-[12]|521-[12])(-|$)/;
/** 398-1 5° et 11° : armes de categorie D, usage de stupefiants. */
const LISTE_HORS_CODE_PENAL = /^(L\.?317-8|L\.?3421-1|L\.?163-[237])(-|$)/;
