import { type Bloc, horodate } from '@ppn/core';
import { dire, enFrancais } from '../phrases-des-entrees.ts';
import type { PortsGardeAVue } from '../ports.ts';
import type { VueMesure } from '../vues.ts';
import { nomDuRegime } from '../regimes.ts';

/** La page du registre special (art. 64 II CPP) : debut, fin, auditions, repos, fouilles, puis toutes les entrees. PDF sans signature. */
export const composerLeRegistre = (ports: PortsGardeAVue, vue: VueMesure): Promise<Uint8Array> =>
  ports.composer({
    titre: 'Registre spécial des gardes à vue',
    enTete: ['Garde à vue', vue.mesure.unite.libelle],
    reference: `${vue.mesure.idj} · registre · ${vue.ligne.numero}`,
    etabliA: horodate(ports.maintenant().toISOString(), vue.mesure.zone),
    blocs: blocsDuRegistre(vue),
    images: new Map(),
    jointes: [],
    signataires: [],
  });

const nomDe = ({ identite }: VueMesure): string =>
  `${identite.prenoms} ${identite.nom.toLocaleUpperCase('fr')}`.trim();

/** Les mentions du registre d'une mesure, en blocs. */
export const blocsDuRegistre = (vue: VueMesure): readonly Bloc[] => [
  {
    type: 'champs',
    champs: [
      { libelle: 'Personne', valeur: nomDe(vue) },
      { libelle: 'Procédure', valeur: `${vue.ligne.numero} (${vue.mesure.idj})` },
      { libelle: 'Régime', valeur: nomDuRegime(vue.horloge.regime) },
      { libelle: 'Début', valeur: vue.horloge.depart ? enFrancais(vue.horloge.depart.a) : 'non commencée' },
      { libelle: 'Échéance', valeur: vue.horloge.echeance ? enFrancais(vue.horloge.echeance) : '' },
      {
        libelle: 'Fin',
        valeur: vue.horloge.fin ? `${enFrancais(vue.horloge.fin.a)} (${finDe(vue)})` : 'mesure en cours',
      },
    ].filter(({ valeur }) => valeur !== ''),
  },
  { type: 'titre', niveau: 2, texte: 'Mentions du registre (article 64 II du code de procédure pénale)' },
  {
    type: 'tableau',
    entetes: ['Heure du fait', 'Mention', 'Consignée le', 'Par'],
    lignes: vue.registre.map((ligne) => [
      enFrancais(ligne.survenuA),
      [
        ligne.annulee ? `[annulée] ${ligne.libelle}` : ligne.libelle,
        ligne.detail,
        ...ligne.rectifications.map(({ motif }) => `rectifiée : ${motif}`),
        ...ligne.divergences.map(
          ({ acte }) =>
            `divergence : l’acte signé dit ${[enFrancais(acte.survenuA), acte.detail].filter((dit) => dit !== '').join(', ')}`,
        ),
      ]
        .filter((partie) => partie !== '')
        .join(' — '),
      enFrancais(ligne.enregistreA),
      ligne.auteur,
    ]),
  },
  {
    type: 'mention',
    texte:
      'Page tenue sous forme dématérialisée. Les mentions et les émargements font foi dans les actes signés du dossier ; cette impression ne porte pas de signature.',
  },
];

function finDe({ entrees, horloge }: VueMesure): string {
  const fin = entrees.find(({ id }) => id === horloge.fin?.entree);
  return fin ? dire(fin).libelle.toLocaleLowerCase('fr') : '';
}
