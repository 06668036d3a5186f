import type { Affaire } from './procedure-de-demonstration.ts';

const boulevard = { adresse: '12 boulevard de la République', commune: 'Agen' };
const magasin = {
  genre: 'morale',
  nom: 'Quincaillerie des Tilleuls SARL',
  prenoms: '',
  representant: 'Mme Odile Marchand, gérante',
  adresse: '12 boulevard de la République, Agen',
} as const;
const recitVol =
  'Hier vers 11 heures, un homme est entré dans le magasin. Il a pris une perceuse dans le rayon outillage et l’a glissée sous sa veste.\nIl est sorti sans passer à la caisse. La scène est visible sur la caméra de l’entrée.';

/** L'affaire du scenario S1 : vol simple, auteur connu. */
export const AFFAIRE_S1: Affaire = {
  intitule: 'Vol à l’étalage, Quincaillerie des Tilleuls',
  natinf: 7151,
  lieu: boulevard,
  victime: magasin,
  misEnCause: { nom: 'Dupuis', prenoms: 'Lucas', neLe: '1994-05-17', adresse: '3 rue des Acacias, Agen' },
  recit: recitVol,
  prejudice: 'Une perceuse neuve, 189 euros',
};

const particulier = (nom: string, prenoms: string) =>
  ({ genre: 'physique', nom, prenoms, adresse: '7 rue du Moulin, Agen' }) as const;
const auteur = (nom: string, prenoms: string, neLe: string) => ({
  nom,
  prenoms,
  neLe,
  adresse: '21 avenue Jean-Jaurès, Agen',
});

/** La quinzaine de procedures du premier demarrage, toutes inventees. */
export const AFFAIRES: readonly (Affaire & {
  readonly jusqua:
    | 'saisie'
    | 'a-signer'
    | 'signee'
    | 'petit-x'
    | 'transmise'
    | 'retournee'
    | 'copj'
    | 'ordonnance-penale'
    | 'jugee'
    | 'classee';
  /** Ce que cette procedure montre de plus. */
  readonly avec?: 'certificat-papier' | 'interprete' | 'piece-importee';
})[] = [
  { ...AFFAIRE_S1, jusqua: 'copj' },
  {
    intitule: 'Violences volontaires, rue Voltaire',
    natinf: 7183,
    lieu: { adresse: '4 rue Voltaire', commune: 'Agen' },
    victime: particulier('Perrin', 'Élise'),
    misEnCause: auteur('Vidal', 'Thomas', '1988-11-02'),
    recit: 'Mon voisin m’a bousculée puis frappée au bras dans l’escalier.',
    prejudice: 'Douleurs au bras, certificat médical à produire',
    jusqua: 'transmise',
    avec: 'certificat-papier',
  },
  {
    intitule: 'Vol par effraction, pavillon rue des Lilas',
    natinf: 7154,
    lieu: { adresse: '18 rue des Lilas', commune: 'Le Passage' },
    victime: particulier('N’Guyen-Laforêt', 'Jean-Baptiste'),
    recit: 'En rentrant, j’ai trouvé la porte-fenêtre brisée et le salon fouillé.',
    prejudice: 'Bijoux et ordinateur portable, environ 2 300 euros',
    jusqua: 'classee',
  },
  {
    intitule: 'Filouterie de carburant, station de la Rocade',
    natinf: 77,
    lieu: { adresse: 'Rocade sud', commune: 'Boé' },
    victime: { ...magasin, nom: 'Station de la Rocade SAS' },
    misEnCause: auteur('Lemaire', 'Kevin', '1999-02-28'),
    recit: 'Le client est reparti sans payer 62 euros de carburant.',
    prejudice: '62 euros',
    jusqua: 'jugee',
  },
  {
    intitule: 'Conduite sans permis, route de Toulouse',
    natinf: 7536,
    lieu: { adresse: 'Route de Toulouse', commune: 'Agen' },
    victime: particulier('Sociale', 'Partie'),
    misEnCause: auteur('Haddad', 'Samir', '2001-07-09'),
    recit: 'Contrôle routier : le conducteur déclare ne pas être titulaire du permis.',
    prejudice: '',
    jusqua: 'transmise',
  },
  {
    intitule: 'Usage de stupéfiants, gare d’Agen',
    natinf: 180,
    lieu: { adresse: 'Place Rabelais', commune: 'Agen' },
    victime: particulier('Sociale', 'Partie'),
    misEnCause: auteur('Delmas', 'Hugo', '2000-06-14'),
    recit: 'Contrôle à la descente du train : la personne fume un mélange de tabac et de résine de cannabis.',
    prejudice: '',
    jusqua: 'ordonnance-penale',
  },
  {
    intitule: 'Chantage par messagerie',
    natinf: 7203,
    lieu: { adresse: '', commune: 'Agen' },
    victime: particulier('de La Roche', 'Marie-Ange'),
    recit: 'Un inconnu menace de diffuser mes photographies si je ne paie pas.',
    prejudice: 'Préjudice moral',
    jusqua: 'retournee',
  },
  ...(
    [
      ['Vol de vélo, place Wilson', 'Boyer', 'Amandine', 'Place Wilson', 'un vélo de ville'],
      [
        'Vol de colis, rue Montesquieu',
        'Lacoste',
        'Henri',
        '6 rue Montesquieu',
        'un colis laissé au pied de la porte',
      ],
      [
        'Vol dans un véhicule, parking du Gravier',
        'Sarrazin',
        'Chloé',
        'Parking du Gravier',
        'un sac à main',
      ],
    ] as const
  ).map(([intitule, nom, prenoms, adresse, objet]) => ({
    intitule,
    natinf: 7151,
    lieu: { adresse, commune: 'Agen' },
    victime: particulier(nom, prenoms),
    recit: `On m’a pris ${objet}. Je n’ai vu personne.`,
    prejudice: 'Environ 150 euros',
    jusqua: 'petit-x' as const,
  })),
  {
    intitule: 'Dénonciation calomnieuse',
    natinf: 33,
    lieu: { adresse: '2 place Armand-Fallières', commune: 'Agen' },
    victime: particulier('Costa', 'Paul'),
    misEnCause: auteur('Blanchet', 'Denise', '1961-12-30'),
    recit: 'Ma voisine a écrit à mon employeur que j’avais volé du matériel, ce qui est faux.',
    prejudice: 'Préjudice moral',
    jusqua: 'signee',
    avec: 'piece-importee',
  },
  {
    intitule: 'Vol à la tire, marché couvert',
    natinf: 7151,
    lieu: { adresse: 'Marché couvert', commune: 'Agen' },
    victime: particulier('Faure', 'Lucette'),
    recit: 'On m’a pris mon porte-monnaie dans mon sac, au marché.',
    prejudice: '80 euros et papiers',
    jusqua: 'signee',
  },
  {
    intitule: 'Port d’arme blanche, gare routière',
    natinf: 90,
    lieu: { adresse: 'Gare routière', commune: 'Agen' },
    victime: particulier('Sociale', 'Partie'),
    misEnCause: auteur('Roche', 'Dylan', '2003-03-15'),
    recit: 'Un couteau est découvert lors d’une palpation de sécurité.',
    prejudice: '',
    jusqua: 'a-signer',
    avec: 'interprete',
  },
  {
    intitule: 'Violation de domicile, rue Lafayette',
    natinf: 113,
    lieu: { adresse: '9 rue Lafayette', commune: 'Agen' },
    victime: particulier('Ortega', 'Carmen'),
    recit: 'Des personnes se sont installées dans l’appartement que je possède.',
    prejudice: 'Serrure changée',
    jusqua: 'a-signer',
  },
  {
    intitule: 'Non-représentation d’enfant',
    natinf: 60,
    lieu: { adresse: '30 rue Palissy', commune: 'Agen' },
    victime: particulier('Gauthier', 'Mélanie'),
    misEnCause: auteur('Gauthier', 'Fabrice', '1985-08-21'),
    recit: 'Le père n’a pas ramené notre fils dimanche soir comme prévu par le jugement.',
    prejudice: '',
    jusqua: 'saisie',
  },
  {
    intitule: 'Usage de stupéfiants, parc de Passeligne',
    natinf: 180,
    lieu: { adresse: 'Parc de Passeligne', commune: 'Boé' },
    victime: particulier('Sociale', 'Partie'),
    misEnCause: auteur('Morin', 'Léa', '2004-10-05'),
    recit: 'Contrôle dans le parc.',
    prejudice: '',
    jusqua: 'saisie',
  },
];
