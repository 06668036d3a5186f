import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import type { DonneesParType, Entree, Mesure, TypeDEntree } from '../contract.ts';
import { REGIMES } from '../contract.ts';
import { PLACEMENT, entreeDEssai, faitDEssai, idDEssai, mesureDEssai } from './registre-d-essai.ts';

/** Debuts choisis autour des changements d'heure et au hasard de l'annee. */
const DEBUTS = [
  '2026-03-28T12:00:00Z',
  '2026-10-24T12:00:00Z',
  '2026-11-20T20:10:00Z',
  '2026-06-01T00:00:00Z',
];
const ZONES = ['Europe/Paris', 'America/Guadeloupe', 'Pacific/Noumea', 'Indian/Mayotte'];

/** Une mesure au hasard : tout regime, tout age, toute peine, meme contradictoires. */
export const mesureAuHasard: fc.Arbitrary<Mesure> = fc
  .record({
    regime: fc.constantFrom(...REGIMES),
    zone: fc.constantFrom(...ZONES),
    cadre: fc.constantFrom('flagrance' as const, 'commission-rogatoire' as const),
    naissance: fc.constantFrom('', '1990-05-04', '2009-03-01', '2012-03-01', '2015-03-01'),
    peine: fc.constantFrom(0, 6, 36, 120),
  })
  .map(({ naissance, peine, ...reste }) =>
    mesureDEssai({
      ...reste,
      personne: { ...mesureDEssai().personne, naissance },
      faits: [faitDEssai(peine, '3')],
    }),
  );

const MAGISTRATS = ['procureur', 'jld', 'juge-instruction'] as const;
type Fait = {
  readonly [T in TypeDEntree]: { readonly type: T; readonly donnees: DonneesParType[T] };
}[TypeDEntree];

const heureDe = (debut: string, minutes: number, zone: string): string =>
  Temporal.Instant.from(debut).add({ minutes }).toZonedDateTimeISO(zone).toString();

/** Ce qui change l'horloge. */
const faitAuHasard = (debut: string, zone: string): fc.Arbitrary<Fait> =>
  fc.oneof(
    fc.record({
      type: fc.constant('apprehension' as const),
      donnees: fc.record({
        contrainte: fc.constantFrom('interpellation', 'verification-identite', 'mandat'),
        memesFaits: fc.boolean(),
        lieu: fc.constant(''),
      }),
    }),
    fc.constant({ type: 'placement' as const, donnees: PLACEMENT }),
    fc.record({
      type: fc.constant('debut-audition-libre' as const),
      donnees: fc.record({ prolongementImmediat: fc.boolean() }),
    }),
    anterieureAuHasard(debut, zone),
    fc.record({
      type: fc.constant('prolongation-decidee' as const),
      donnees: fc.record({
        rang: fc.integer({ min: 1, max: 5 }),
        autorite: fc.constantFrom(...MAGISTRATS),
        nom: fc.constant(''),
        heures: fc.constantFrom(6, 12, 24, 48),
        presentation: fc.constantFrom('physique', 'visio', 'sans'),
        motifSansPresentation: fc.constantFrom('', 'Perquisition.'),
        motif: fc.constant('Confrontation.'),
      }),
    }),
    fc.record({
      type: fc.constant('requalification' as const),
      donnees: fc.record({
        regime: fc.constantFrom(...REGIMES),
        faits: fc.constant([faitDEssai(120, '3')]),
        par: fc.constant('procureur' as const),
      }),
    }),
    fc.record({
      type: fc.constant('fin' as const),
      donnees: fc.record({
        suite: fc.constantFrom('levee', 'deferement'),
        instructionDe: fc.constant('procureur' as const),
        nom: fc.constant(''),
      }),
    }),
    fc.constant({ type: 'comparution' as const, donnees: { devant: 'le tribunal' } }),
  );

/** Une privation de liberte anterieure, jusqu'a deux jours. */
export const anterieureAuHasard = (debut: string, zone: string) =>
  fc.tuple(fc.integer({ min: 0, max: 20_000 }), fc.integer({ min: 1, max: 2_880 })).map(([recul, duree]) => ({
    type: 'contrainte-anterieure' as const,
    donnees: {
      contrainte: 'garde-a-vue' as const,
      debut: heureDe(debut, -recul, zone),
      fin: heureDe(debut, -recul + duree, zone),
      memesFaits: true,
      reference: '',
    },
  }));

/** Ce qui ouvre ou clot des droits. */
const droitAuHasard = (debut: string, zone: string): fc.Arbitrary<Fait> =>
  fc.oneof(
    fc.record({
      type: fc.constant('avis-magistrat' as const),
      donnees: fc.record({
        destinataire: fc.constant('procureur' as const),
        objet: fc.constantFrom('placement', 'enregistrement-impossible'),
        moyen: fc.constant('téléphone'),
        circonstance: fc.constantFrom('', 'Réseau coupé'),
      }),
    }),
    fc.record({
      type: fc.constant('notification-droits' as const),
      donnees: fc.record({
        objet: fc.constantFrom('placement', 'prolongation', 'requalification'),
        langue: fc.constant('fr'),
        mode: fc.constantFrom('agent', 'formulaire', 'interprete'),
        declarationRemise: fc.boolean(),
        emargement: fc.constant('signe' as const),
        circonstance: fc.constant(''),
      }),
    }),
    fc.constant({
      type: 'notification-differee' as const,
      donnees: { cause: 'ivresse' as const, constat: '1,2 g/l' },
    }),
    fc.record({
      type: fc.constant('demande-avis' as const),
      donnees: fc.record({ qui: fc.constantFrom('proche', 'employeur'), designation: fc.constant('') }),
    }),
    fc.record({
      type: fc.constant('avis-donne' as const),
      donnees: fc.record({
        qui: fc.constantFrom('proche', 'parents', 'tuteur-curateur'),
        designation: fc.constant(''),
        resultat: fc.constant('joint' as const),
        circonstance: fc.constant(''),
      }),
    }),
    fc.record({
      type: fc.constant('avis-differe' as const),
      donnees: fc.record({
        qui: fc.constantFrom('proche', 'parents'),
        autorite: fc.constant('procureur' as const),
        jusqua: fc.option(fc.nat(5_000).map((minutes) => heureDe(debut, minutes, zone))),
        motif: fc.constant('Preuves.'),
      }),
    }),
    fc.record({
      type: fc.constant('demande-avocat' as const),
      donnees: fc.record({
        choix: fc.constantFrom('designe', 'commis-office'),
        nom: fc.constant(''),
        auxAuditions: fc.boolean(),
        par: fc.constant('personne' as const),
      }),
    }),
    fc.record({
      type: fc.constant('avocat-appele' as const),
      donnees: fc.record({
        destinataire: fc.constantFrom('avocat', 'batonnier'),
        nom: fc.constant(''),
        resultat: fc.constantFrom('joint', 'injoignable'),
        circonstance: fc.constant(''),
      }),
    }),
    fc.constant({ type: 'avocat-arrive' as const, donnees: { nom: '' } }),
    fc.constant({ type: 'demande-medecin' as const, donnees: { par: 'personne' as const } }),
    fc.constant({ type: 'medecin-requis' as const, donnees: { nom: '', circonstance: '' } }),
    fc.record({
      type: fc.constant('audition' as const),
      donnees: fc.record({
        fin: fc.constant(null),
        surLesFaits: fc.boolean(),
        avocat: fc.constantFrom('present', 'absent', 'renonciation'),
        silenceRappele: fc.boolean(),
        enregistree: fc.boolean(),
        autreProcedure: fc.boolean(),
      }),
    }),
    fc.constant({
      type: 'protection-connue' as const,
      donnees: { mesureDeProtection: 'curatelle', source: '' },
    }),
  );

type Cas = {
  readonly mesure: Mesure;
  readonly entrees: readonly Entree[];
  readonly debut: string;
  readonly a: string;
};

const cas = (
  faits: (debut: string, zone: string) => fc.Arbitrary<Fait>,
  maxLength: number,
): fc.Arbitrary<Cas> =>
  fc.tuple(mesureAuHasard, fc.constantFrom(...DEBUTS)).chain(([mesure, debut]) =>
    fc
      .tuple(
        fc.array(fc.tuple(faits(debut, mesure.zone), fc.integer({ min: 0, max: 7_000 })), { maxLength }),
        fc.integer({ min: 0, max: 10_000 }),
      )
      .map(([tires, minutes]) => ({
        mesure,
        debut,
        a: heureDe(debut, minutes, mesure.zone),
        entrees: tires.map(([fait, decalage], rang) =>
          entreeDEssai({
            ...fait,
            mesure: mesure.id,
            id: idDEssai(rang + 1),
            survenuA: heureDe(debut, decalage, mesure.zone),
            rang,
          }),
        ),
      })),
  );

/** Une mesure, ses entrees, et un instant pour la regarder. */
export const casAuHasard = cas(faitAuHasard, 12);

/** La meme, avec les droits de la personne. */
export const casAvecDroits = cas(
  (debut, zone) => fc.oneof(faitAuHasard(debut, zone), droitAuHasard(debut, zone)),
  24,
);

/** Une rectification au hasard d'une des entrees, enregistree apres toutes. */
export const rectificationAuHasard = (
  {
    mesure,
    entrees,
    debut,
  }: { readonly mesure: Mesure; readonly entrees: readonly Entree[]; readonly debut: string },
  rang: number,
): fc.Arbitrary<Entree> =>
  fc
    .tuple(fc.nat(Math.max(0, entrees.length - 1)), fc.integer({ min: 0, max: 7_000 }), fc.boolean())
    .map(([visee, minutes, annulee]) =>
      entreeDEssai({
        type: 'rectification',
        mesure: mesure.id,
        id: idDEssai(500_000 + rang),
        survenuA: heureDe(debut, 20_000 + rang, mesure.zone),
        rang,
        donnees: {
          entree: entrees[visee]?.id ?? idDEssai(0),
          survenuA: annulee ? null : heureDe(debut, minutes, mesure.zone),
          donnees: null,
          annulee,
          motif: 'Erreur.',
        },
      }),
    );
