import { entreesDuType } from '../entrees.ts';
import { enMs } from '../temps.ts';
import { type Attente, type ContexteDAttente, accompliPar, attendre, premiere } from './attente.ts';

/** Avis au magistrat, notification des droits, declaration ecrite, interprete (63, 63-1, 803-5, 803-6 CPP). */
export const attentesDuPlacement = (contexte: ContexteDAttente): readonly Attente[] =>
  contexte.placement === null
    ? []
    : [
        ...lAvisAuMagistrat(contexte),
        ...laNotification(contexte),
        ...laDeclaration(contexte),
        ...lInterprete(contexte),
        ...lesNotificationsSuivantes(contexte),
      ];

const depuisLePlacement = ({ placement }: ContexteDAttente) => ({
  depuisMs: placement === null ? 0 : enMs(placement.survenuA),
  ouverte: placement === null ? [] : [placement.id],
});

const lAvisAuMagistrat = (contexte: ContexteDAttente): readonly Attente[] =>
  attendre(contexte, 'droit.avis-magistrat', {
    ...depuisLePlacement(contexte),
    id: 'avis-magistrat',
    genre: 'avis-magistrat',
    libelle: 'Aviser le magistrat du placement',
    faite: accompliPar(
      entreesDuType(contexte.entrees, 'avis-magistrat').find(({ donnees }) => donnees.objet === 'placement'),
    ),
    aLEcheance: 'Avis au magistrat en retard',
  });

/** Le formulaire remis en attendant l'interprete n'est pas la notification (63-1). L'ivresse la differe, pas l'horloge. */
function laNotification(contexte: ContexteDAttente): readonly Attente[] {
  const notifiee = entreesDuType(contexte.entrees, 'notification-droits').find(
    ({ donnees }) => donnees.objet === 'placement' && donnees.mode !== 'formulaire',
  );
  const reports = entreesDuType(contexte.entrees, 'notification-differee').map((differee) => ({
    decideMs: enMs(differee.survenuA),
    jusquaMs: Number.POSITIVE_INFINITY,
    entree: differee.id,
    motif: differee.donnees.constat,
  }));
  return attendre(contexte, 'droit.notification', {
    ...depuisLePlacement(contexte),
    id: 'notification-droits',
    genre: 'notification-droits',
    libelle: 'Notifier le placement et les droits',
    faite: accompliPar(notifiee),
    reports,
    aLEcheance: 'Notification des droits en retard',
  });
}

const laDeclaration = (contexte: ContexteDAttente): readonly Attente[] =>
  attendre(contexte, 'droit.declaration', {
    ...depuisLePlacement(contexte),
    id: 'declaration-droits',
    genre: 'declaration-droits',
    libelle: 'Remettre la déclaration écrite des droits',
    faite: accompliPar(
      entreesDuType(contexte.entrees, 'notification-droits').find(({ donnees }) => donnees.declarationRemise),
    ),
  });

function lInterprete(contexte: ContexteDAttente): readonly Attente[] {
  const { mesure } = contexte.etat;
  const requis = entreesDuType(contexte.entrees, 'interprete-requis')[0];
  if (mesure.personne.langue === 'fr' && requis === undefined) return [];
  return attendre(contexte, 'droit.interprete', {
    ...depuisLePlacement(contexte),
    id: 'interprete',
    genre: 'interprete',
    libelle: 'Faire venir un interprète',
    faite: accompliPar(
      entreesDuType(contexte.entrees, 'interprete-arrive')[0],
      entreesDuType(contexte.entrees, 'notification-droits').find(({ donnees }) =>
        donnees.mode.startsWith('interprete'),
      ),
    ),
  });
}

/** Chaque prolongation et chaque requalification se notifie (63-1, 63 I al. 2). */
const lesNotificationsSuivantes = (contexte: ContexteDAttente): readonly Attente[] =>
  (
    [
      ['prolongation-decidee', 'prolongation', 'Notifier la prolongation et les droits'],
      ['requalification', 'requalification', 'Notifier la nouvelle qualification'],
    ] as const
  ).flatMap(([type, objet, libelle]) =>
    entreesDuType(contexte.entrees, type).flatMap((entree) =>
      attendre(contexte, 'droit.notification', {
        depuisMs: enMs(entree.survenuA),
        ouverte: [entree.id],
        id: `notification-${objet}/${entree.id}`,
        genre: `notification-${objet}`,
        libelle,
        echeanceMs: null,
        faite: accompliPar(
          premiere(
            contexte.entrees,
            'notification-droits',
            enMs(entree.survenuA),
            ({ donnees }) => donnees.objet === objet,
          ),
        ),
      }),
    ),
  );
