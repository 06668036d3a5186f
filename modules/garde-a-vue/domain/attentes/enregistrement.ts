import { type EntreeDe, entreesDuType } from '../entrees.ts';
import { qualificationA } from '../regime.ts';
import { enMs } from '../temps.ts';
import {
  type Attente,
  type ContexteDAttente,
  accompliPar,
  attendre,
  premiere,
  regleVise,
} from './attente.ts';

type Seance = EntreeDe<'audition'> | EntreeDe<'confrontation'>;

/** Enregistrement des auditions : crimes (64-1 CPP) et toutes celles des mineurs (L.413-12, L.413-13 CJPM). */
export function attentesDeLEnregistrement(contexte: ContexteDAttente): readonly Attente[] {
  const seances: readonly Seance[] = [
    ...entreesDuType(contexte.entrees, 'audition'),
    ...entreesDuType(contexte.entrees, 'confrontation'),
  ];
  return [...seances.flatMap((seance) => laSeance(contexte, seance)), ...lesAvis(contexte)];
}

/** La regle qui vise une audition, a son heure ; nul : aucune n'impose l'enregistrement. */
function regleDEnregistrement(contexte: ContexteDAttente, heure: string): string | null {
  const ms = enMs(heure);
  if (regleVise(contexte, 'droit.enregistrement.mineur', ms)) return 'droit.enregistrement.mineur';
  const { faits } = qualificationA(contexte.etat.mesure, contexte.entrees, ms);
  return faits.some(({ nature }) => nature === 'crime') ? 'droit.enregistrement.crime' : null;
}

/** Une audition non enregistree ne se rattrape pas : elle attend son explication. */
function laSeance(contexte: ContexteDAttente, seance: Seance): readonly Attente[] {
  const regle = regleDEnregistrement(contexte, seance.survenuA);
  if (regle === null) return [];
  const impossible = entreesDuType(contexte.entrees, 'enregistrement-impossible').find(
    ({ donnees }) => donnees.seance === seance.id,
  );
  return attendre(contexte, regle, {
    depuisMs: enMs(seance.survenuA),
    ouverte: [seance.id],
    id: `enregistrement/${seance.id}`,
    genre: 'enregistrement',
    libelle: 'Enregistrer l’audition, ou dire ce qui l’a rendu impossible',
    faite: seance.donnees.enregistree ? accompliPar(seance) : null,
    impossible: impossible === undefined ? null : { entree: impossible.id, motif: impossible.donnees.nature },
  });
}

const lesAvis = (contexte: ContexteDAttente): readonly Attente[] =>
  entreesDuType(contexte.entrees, 'enregistrement-impossible').flatMap((impossible) =>
    attendre(contexte, regleDEnregistrement(contexte, impossible.survenuA) ?? 'droit.enregistrement.crime', {
      depuisMs: enMs(impossible.survenuA),
      ouverte: [impossible.id],
      id: `avis-enregistrement/${impossible.id}`,
      genre: 'avis-enregistrement',
      libelle: 'Aviser le magistrat de l’enregistrement impossible',
      faite: accompliPar(
        premiere(
          contexte.entrees,
          'avis-magistrat',
          enMs(impossible.survenuA),
          ({ donnees }) => donnees.objet === 'enregistrement-impossible',
        ),
      ),
    }),
  );
