import type { ActeJson } from '@ppn/acte';
import { contenuCopj } from '@ppn/acte/contract';
import { inscrireUneAffaire, natureDAudience, type TablesDesAudiences } from '@ppn/audience';
import { isHorodate, jourCivilDe } from '@ppn/core';
import type { Etat } from '@ppn/dossier';
import {
  type EnvoiAPrevoir,
  prevoirLesEnvois,
  type TablesDesNotifications,
  victimesDe,
} from '@ppn/notification';
import { affairesDe, contenuOrientation, envoisDus, premierJourDAudience } from '@ppn/orientation';
import type { Transaction } from 'kysely';

type Tx = Transaction<TablesDesAudiences & TablesDesNotifications>;

/**
 * Ce qu'une decision scellee met en marche, dans la transaction de son scellement : ses affaires vont a l'audience, ses
 * convocations et ses avis sont prevus.
 */
export async function apresUneDecision(tx: Tx, acte: ActeJson, maintenant: Date): Promise<void> {
  const matrice = matriceDe(acte);
  const juridiction = acte.procedure.juridiction?.code;
  if (matrice === undefined || juridiction === undefined) return;
  const { idj, acteId } = acte;
  const auteur = acte.redacteur.matricule;
  for (const { audience, nature, ...affaire } of affairesDe(matrice.lignes, matrice.suites))
    if (isHorodate(audience))
      await inscrireUneAffaire(
        tx,
        { ...affaire, idj, acteId, juridiction, audience, nature: natureDAudience.parse(nature) },
        { auteur, maintenant },
      );
  const dossier = await tx
    .selectFrom('dossier')
    .select('contenu')
    .where('idj', '=', idj)
    .executeTakeFirstOrThrow();
  await prevoirLesEnvois(
    tx,
    { idj, acteId, juridiction, auteur, maintenant },
    envoisDe(matrice, dossier.contenu as Etat),
  );
}

type Matrice = {
  readonly lignes: readonly { readonly personne: string; readonly fait: string; readonly mode: string }[];
  readonly suites: readonly {
    readonly mode: string;
    readonly audience: string;
    readonly creneau: string;
    readonly salle: string;
  }[];
};

/** La matrice d'une decision du parquet, quel que soit son acte ; `undefined` pour tout autre acte. */
function matriceDe({ type, contenu, faits }: ActeJson): Matrice | undefined {
  switch (type) {
    case 'orientation':
      return contenuOrientation.parse(contenu);
    case 'copj': {
      const { prevenu, faits: poursuivis, audience, salle } = contenuCopj.parse(contenu);
      return {
        lignes: poursuivis.map((fait) => ({ personne: prevenu, fait, mode: 'copj' })),
        suites: [{ mode: 'copj', audience, creneau: '', salle }],
      };
    }
    case 'classement-sans-suite':
      return {
        lignes: faits.map(({ id }) => ({ personne: '', fait: id, mode: 'classement-sans-suite' })),
        suites: [],
      };
    default:
      return undefined;
  }
}

/** Notifiees sur-le-champ, au proces-verbal du deferement : rien a envoyer a la personne (394, 395, L.423-7 2° CJPM). */
const AU_DEFEREMENT: ReadonlySet<string> = new Set([
  'cppv',
  'comparution-immediate',
  'comparution-differee',
  'mineur-deferement',
]);
/** Convocations que l'unite remet (390-1 CPP). */
const PAR_L_UNITE: ReadonlySet<string> = new Set(['copj', 'crpc', 'mineur-convocation']);
/** Jours entre la remise d'une convocation et l'audience (552 CPP). */
const JOURS_AVANT = 10;

function envoisDe({ lignes, suites }: Matrice, etat: Etat): readonly EnvoiAPrevoir[] {
  return envoisDus(lignes).flatMap(({ mode, qui, objet, personnes, faits }) => {
    if (qui === 'personne' && AU_DEFEREMENT.has(mode)) return [];
    const audience = suites.find((suite) => suite.mode === mode)?.audience ?? '';
    const jour = isHorodate(audience) ? jourCivilDe(audience, 'Europe/Paris') : '';
    const echeance =
      qui === 'personne' && isHorodate(audience)
        ? premierJourDAudience(audience, -JOURS_AVANT, 'Europe/Paris')
        : jour;
    return (qui === 'personne' ? personnes : victimesDe(etat, faits)).map((personne) => ({
      objet,
      qualite: qui === 'personne' ? ('prevenu' as const) : ('victime' as const),
      personne,
      echeance,
      detenu: false,
      remiseParLUnite: PAR_L_UNITE.has(mode),
    }));
  });
}
