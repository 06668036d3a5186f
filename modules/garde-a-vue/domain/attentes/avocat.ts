import { type Entree, type EntreeDe, entreesDuType } from '../entrees.ts';
import { HEURE_MS, enMs } from '../temps.ts';
import {
  type Attente,
  type ContexteDAttente,
  accompliPar,
  attendre,
  demandesDe,
  premiere,
  regleVise,
} from './attente.ts';

/** Avocat demande, ou obligatoire pour un mineur (63-3-1 CPP, L.413-9 CJPM) : appel, venue, batonnier. */
export const attentesDeLAvocat = (contexte: ContexteDAttente): readonly Attente[] => [
  ...demandesDe(contexte, 'demande-avocat').flatMap((demande) => [
    ...lAppel(contexte, demande),
    ...laVenue(contexte, demande),
  ]),
  ...lAvocatDuMineur(contexte),
];

type Demande = EntreeDe<'demande-avocat'>;

/** Report de l'intervention en cours (706-88 al. 6) : l'appel attend la fin de l'heure dite. */
function reportsDe({ entrees, etat }: ContexteDAttente): Attente['reports'] {
  const departMs = etat.depart?.ms ?? 0;
  return entreesDuType(entrees, 'differe-avocat')
    .filter(({ donnees }) => donnees.objet === 'intervention')
    .map(({ id, survenuA, donnees }) => ({
      decideMs: enMs(survenuA),
      jusquaMs: departMs + donnees.jusquALHeure * HEURE_MS - etat.deduiteMs,
      entree: id,
      motif: donnees.motif,
    }));
}

const lAppel = (contexte: ContexteDAttente, demande: Demande): readonly Attente[] =>
  attendre(contexte, 'droit.avocat', {
    depuisMs: enMs(demande.survenuA),
    ouverte: [demande.id],
    id: `avocat-appel/${demande.id}`,
    genre: 'avocat-appel',
    libelle:
      demande.donnees.choix === 'commis-office'
        ? 'Saisir le bâtonnier d’un avocat commis d’office'
        : 'Aviser l’avocat désigné',
    echeanceMs: null,
    faite: accompliPar(appelApres(contexte, demande)),
    reports: reportsDe(contexte),
  });

const appelApres = ({ entrees }: ContexteDAttente, demande: Demande): EntreeDe<'avocat-appele'> | undefined =>
  premiere(
    entrees,
    'avocat-appele',
    enMs(demande.survenuA),
    ({ donnees }) => demande.donnees.choix === 'designe' || donnees.destinataire === 'batonnier',
  );

/** Deux heures de l'avis ; injoignable ou empeche : le batonnier sans delai (63-3-1 al. 4 et 5). */
function laVenue(contexte: ContexteDAttente, demande: Demande): readonly Attente[] {
  const appel = appelApres(contexte, demande);
  if (appel === undefined) return [];
  const depuisMs = enMs(appel.survenuA);
  const empeche = appel.donnees.destinataire === 'avocat' && appel.donnees.resultat !== 'joint';
  const venue: readonly (Entree | undefined)[] = [
    premiere(contexte.entrees, 'avocat-arrive', depuisMs),
    premiere(contexte.entrees, 'entretien-avocat', depuisMs),
    premiere(
      contexte.entrees,
      'avocat-appele',
      depuisMs,
      ({ id, donnees }) => id !== appel.id && donnees.destinataire === 'batonnier',
    ),
  ];
  return attendre(contexte, 'droit.avocat', {
    depuisMs,
    ouverte: [demande.id, appel.id],
    id: `avocat-venue/${demande.id}`,
    genre: 'avocat-venue',
    libelle: empeche ? 'Saisir le bâtonnier : l’avocat désigné ne vient pas' : 'Venue de l’avocat',
    ...(empeche ? { echeanceMs: depuisMs } : {}),
    faite: accompliPar(...venue),
    aLEcheance: 'L’avocat n’est pas venu : saisir le bâtonnier sans délai',
  });
}

const lAvocatDuMineur = (contexte: ContexteDAttente): readonly Attente[] =>
  contexte.placement === null || !regleVise(contexte, 'mineur.avocat', enMs(contexte.placement.survenuA))
    ? []
    : attendre(contexte, 'mineur.avocat', {
        depuisMs: enMs(contexte.placement.survenuA),
        ouverte: [contexte.placement.id],
        id: 'avocat-obligatoire',
        genre: 'avocat-obligatoire',
        libelle: 'Appeler un avocat : assistance obligatoire',
        faite: accompliPar(
          entreesDuType(contexte.entrees, 'avocat-appele')[0],
          entreesDuType(contexte.entrees, 'avocat-arrive')[0],
        ),
      });
