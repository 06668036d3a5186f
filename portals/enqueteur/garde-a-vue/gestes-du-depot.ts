import type { VueMesure } from './donnees.ts';
import { type AConsigner, magistrat, pastilles, type Precision, texte } from './precisions.ts';

/** Ce qui se consigne au depot : d'une touche, ou apres une precision. */
export type GesteDuDepot = { readonly libelle: string } & (
  | { readonly immediat: AConsigner }
  | { readonly precision: Precision }
);

const immediat = (libelle: string, type: string, donnees: AConsigner['donnees']): GesteDuDepot => ({
  libelle,
  immediat: { type, donnees, libelle },
});

/** Un geste qui demande un texte, deja rempli. */
const avecTexte = (
  libelle: string,
  type: string,
  champ: { readonly cle: string; readonly nom: string; readonly defaut: string; readonly donnees: object },
): GesteDuDepot => ({
  libelle,
  precision: {
    titre: libelle,
    champs: [texte(champ.cle, champ.nom, champ.defaut, 'À compléter.')],
    bouton: () => `Consigner : ${libelle.toLocaleLowerCase('fr')}`,
    composer: (valeurs) => ({
      type,
      libelle,
      donnees: { ...champ.donnees, [champ.cle]: (valeurs[champ.cle] ?? '').trim() },
    }),
  },
});

type Lue = Pick<VueMesure, 'entrees' | 'ligne' | 'mesure' | 'gardesDuDepot'>;

/** Les gestes du registre du depot, dans l'ordre de la loi : l'arrivee d'abord, le magistrat aussitot, puis les droits, puis la conduite. Pure. */
export function gestesDuDepot({ entrees, ligne, mesure, gardesDuDepot }: Lue): readonly GesteDuDepot[] {
  const remise = ligne.gardeAuDepot ? [] : remettre(gardesDuDepot);
  const arrivee = entrees.some(({ type }) => type === 'arrivee-au-depot');
  const local = `Dépôt, ${ligne.juridiction.libelle}`;
  if (!arrivee)
    return [
      ...remise,
      avecTexte('Arrivée au dépôt', 'arrivee-au-depot', {
        cle: 'lieu',
        nom: 'Local',
        defaut: local,
        donnees: {},
      }),
    ];
  const informe = entrees.some(
    (entree) => entree.type === 'avis-magistrat' && entree.donnees.objet === 'arrivee-au-depot',
  );
  const conduite = entrees.some(({ type }) => type === 'comparution');
  return [
    ...(conduite ? [] : remise),
    ...(informe
      ? []
      : [
          magistratInforme(
            mesure.cadre === 'commission-rogatoire' ? 'juge-instruction' : 'procureur',
            ligne.juridiction.code,
          ),
        ]),
    immediat('Repas', 'repas', { pris: true }),
    avecTexte('Proche prévenu', 'avis-donne', {
      cle: 'designation',
      nom: 'Qui, à quel numéro',
      defaut: '',
      donnees: { qui: 'proche', resultat: 'joint', circonstance: '' },
    }),
    immediat('Médecin requis', 'medecin-requis', { nom: '', circonstance: '' }),
    avecTexte('Entretien avec l’avocat', 'entretien-avocat', {
      cle: 'nom',
      nom: 'Avocat',
      defaut: nomDAvocat(entrees),
      donnees: { fin: null },
    }),
    ...(conduite
      ? []
      : [
          avecTexte('Conduite devant le magistrat', 'comparution', {
            cle: 'devant',
            nom: 'Devant',
            defaut: 'le procureur de la République',
            donnees: {},
          }),
        ]),
  ];
}

/** La personne passe sous la garde de l'unite du depot, qui voit alors la retenue et en tient le registre (803-3 al. 5 CPP). */
const remettre = (gardes: Lue['gardesDuDepot']): readonly GesteDuDepot[] =>
  gardes.length === 0
    ? []
    : [
        {
          libelle: 'Remettre à la garde du dépôt',
          precision: {
            titre: 'Remettre à la garde du dépôt',
            champs: [
              pastilles(
                'code',
                'Unité qui garde le dépôt',
                gardes.map(({ code, libelle }) => [code, libelle] as const),
              ),
            ],
            bouton: () => 'Consigner : personne remise',
            composer: ({ code = '' }) => ({
              type: 'remise-au-depot',
              libelle: 'Personne remise à la garde du dépôt',
              donnees: { unite: gardes.find((une) => une.code === code) ?? { code, libelle: '' } },
            }),
          },
        },
      ];

const magistratInforme = (destinataire: string, juridiction: string): GesteDuDepot => ({
  libelle: 'Magistrat informé',
  precision: {
    titre: 'Magistrat informé de l’arrivée',
    champs: [magistrat(juridiction, destinataire), texte('moyen', 'Par', 'téléphone', 'À compléter.')],
    bouton: () => 'Consigner : magistrat informé',
    composer: ({ nom = '', moyen = '' }) => ({
      type: 'avis-magistrat',
      libelle: 'Magistrat informé',
      donnees: {
        destinataire,
        nom: nom.trim(),
        objet: 'arrivee-au-depot',
        moyen: moyen.trim(),
        circonstance: '',
      },
    }),
  },
});

const nomDAvocat = (entrees: Lue['entrees']): string =>
  entrees.findLast((entree) => entree.type === 'avocat-arrive')?.donnees.nom ?? '';
