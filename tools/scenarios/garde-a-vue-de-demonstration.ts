import type { Client } from '@ppn/api-client';
import { horodate } from '@ppn/core';
import type { VueMesure } from '@ppn/garde-a-vue/contract';
import type { contratInterieur } from '@ppn/service-interieur/contract';
import { attendre, attendu, type Enqueteur, type Magistrat, nouvelId, rediger, signer } from './joueur.ts';
import { type Affaire, ouvrir, type ProcedureOuverte } from './procedure-de-demonstration.ts';

/** Une mesure ouverte, avec son dossier. */
export type MesureOuverte = ProcedureOuverte & { readonly mesure: string };

/** Heure du fait, `minutes` avant maintenant. */
export const ilYA = (minutes: number): string =>
  horodate(new Date(Date.now() - minutes * 60_000).toISOString());

/** Ouvre une procedure et, pour la personne mise en cause, une mesure apprehendee il y a `minutes`. */
export async function ouvrirUneGardeAVue(
  enqueteur: Enqueteur,
  affaire: Affaire & { readonly peineMois: number },
  minutes: number,
): Promise<MesureOuverte> {
  const procedure = await ouvrir(enqueteur, affaire);
  const mesure = nouvelId();
  attendu(
    'mesure',
    await enqueteur.client.appeler('POST /api/dossiers/:idj/mesures', {
      idj: procedure.idj,
      corps: {
        id: mesure,
        personne: procedure.misEnCause ?? '',
        faits: [{ fait: procedure.fait, peineMois: affaire.peineMois }],
        juridiction: 'tj47001',
        debut: {
          genre: 'apprehension',
          id: nouvelId(),
          survenuA: ilYA(minutes),
          contrainte: 'interpellation',
          lieu: affaire.lieu.adresse,
        },
      },
    }),
  );
  return { ...procedure, mesure };
}

/** Consigne une entree au registre ; rend la mesure. */
export const consigner = async (
  { client }: Enqueteur,
  mesure: string,
  entree: {
    readonly id?: string;
    readonly type: string;
    readonly survenuA?: string;
    readonly donnees?: { readonly [champ: string]: unknown };
  },
): Promise<VueMesure> =>
  attendu(
    entree.type,
    await client.appeler('POST /api/mesures/:id/entrees', {
      id: mesure,
      corps: { ...entree, id: entree.id ?? nouvelId(), donnees: { ...entree.donnees } },
    }),
  );

/** Place, notifie, avise le magistrat : trois actes signes, aux heures qui suivent l'apprehension. */
export async function placer(enqueteur: Enqueteur, { idj }: MesureOuverte, minutes: number): Promise<void> {
  const placement = await rediger(enqueteur, idj, 'gav-placement', () => ({
    debut: ilYA(minutes - 5),
    fin: ilYA(minutes - 8),
    placeA: ilYA(minutes - 5),
    motifs: [1, 2],
    raisons: 'La personne a été reconnue par un témoin et trouvée en possession de l’objet.',
  }));
  await signer(enqueteur, [placement]);
  const notification = await rediger(enqueteur, idj, 'gav-notification', (prerempli) => ({
    debut: ilYA(minutes - 15),
    fin: ilYA(minutes - 22),
    notifieeA: ilYA(minutes - 15),
    declarationRemise: true,
    proche: { exerce: true, designation: 'sa mère, 05 53 00 00 00' },
    avocat: prerempli['avocat'] === 'non' ? 'commis-office' : prerempli['avocat'],
    avocatAuxAuditions: true,
    medecin: true,
  }));
  const avis = await rediger(enqueteur, idj, 'gav-avis-magistrat', () => ({
    debut: ilYA(minutes - 25),
    fin: ilYA(minutes - 28),
    aviseA: ilYA(minutes - 25),
    nomMagistrat: 'Claire FONTAINE',
    moyen: 'téléphone',
  }));
  await signer(enqueteur, [notification, avis]);
}

/** Les deux services servent les memes routes de mesure. */
export const lecteurDe = ({ client }: Enqueteur | Magistrat) => client as Client<typeof contratInterieur>;

/** La mesure, telle que la voit celui qui la lit. */
export const mesureVue = async (joueur: Enqueteur | Magistrat, mesure: string): Promise<VueMesure> =>
  attendu('mesure', await lecteurDe(joueur).appeler('GET /api/mesures/:id', { id: mesure }));

/** Attend que la mesure reponde a une condition chez ce lecteur, et la rend. */
export const attendreLaMesure = (
  joueur: Enqueteur | Magistrat,
  mesure: string,
  condition: (vue: VueMesure) => boolean,
): Promise<VueMesure> =>
  attendre(
    `mesure ${mesure}`,
    async () => {
      const lue = await lecteurDe(joueur).appeler('GET /api/mesures/:id', { id: mesure });
      return lue.ok && condition(lue.valeur) ? lue.valeur : undefined;
    },
    60_000,
  );

/** L'unite demande, le magistrat autorise : deux actes signes, un de chaque cote. */
export async function prolonger(
  enqueteur: Enqueteur,
  magistrat: Magistrat,
  { idj, mesure }: MesureOuverte,
): Promise<void> {
  const demande = await rediger(enqueteur, idj, 'gav-demande-prolongation', () => ({
    motifs: [1],
    expose: 'Une confrontation et l’exploitation de la vidéosurveillance restent à faire.',
  }));
  await signer(enqueteur, [demande]);
  await attendreLaMesure(magistrat, mesure, ({ ligne }) => ligne.demande !== null);
  const decision = await rediger(magistrat, idj, 'gav-prolongation', () => ({}));
  await signer(magistrat, [decision]);
  await attendreLaMesure(enqueteur, mesure, ({ ligne }) => ligne.prolongations === 1);
}

/** Ce que le registre garde d'une mesure ordinaire : minutes apres l'apprehension, type, donnees. */
const DILIGENCES = [
  [
    35,
    'avocat-appele',
    { destinataire: 'batonnier', nom: 'Permanence du barreau', resultat: 'joint', circonstance: '' },
  ],
  [50, 'avis-donne', { qui: 'proche', designation: 'sa mère', resultat: 'joint', circonstance: '' }],
  [60, 'medecin-requis', { nom: 'Dr Inès Caron', circonstance: '' }],
  [100, 'examen-medical', { nom: 'Dr Inès Caron', mode: 'presentiel', aptitude: 'apte', inCorpore: null }],
  [110, 'avocat-arrive', { nom: 'Me Inès Vasseur' }],
  [150, 'repas', { pris: true }],
] as const;

/** Joue une garde a vue en cours : placee, notifiee, avocat, medecin, famille d'un mineur prevenue ; prolongee si elle doit l'etre. */
export async function retenir(
  enqueteur: Enqueteur,
  magistrat: Magistrat,
  affaire: (typeof GARDES_A_VUE)[number],
): Promise<MesureOuverte> {
  const mesure = await ouvrirUneGardeAVue(enqueteur, affaire, affaire.depuis);
  await placer(enqueteur, mesure, affaire.depuis);
  const apres = (minutes: number): string => ilYA(affaire.depuis - minutes);
  if ((await mesureVue(enqueteur, mesure.mesure)).ligne.personne.mineure)
    await consigner(enqueteur, mesure.mesure, {
      type: 'avis-donne',
      survenuA: apres(30),
      donnees: { qui: 'parents', designation: 'sa mère', resultat: 'joint', circonstance: '' },
    });
  for (const [minutes, type, donnees] of DILIGENCES)
    await consigner(enqueteur, mesure.mesure, { type, survenuA: apres(minutes), donnees });
  await consigner(enqueteur, mesure.mesure, {
    type: 'entretien-avocat',
    survenuA: apres(112),
    donnees: { nom: 'Me Inès Vasseur', fin: apres(138) },
  });
  if (affaire.prolongee) await prolonger(enqueteur, magistrat, mesure);
  return mesure;
}

const particulier = (nom: string, prenoms: string) =>
  ({ genre: 'physique', nom, prenoms, adresse: '5 place Jasmin, Agen' }) as const;

/** Annee de naissance d'une personne de `ans` ans au jour de la demonstration. */
const ne = (ans: number): string => `${new Date().getUTCFullYear() - ans}-01-15`;

/** Les gardes a vue du premier demarrage : inventees. */
export const GARDES_A_VUE: readonly (Affaire & {
  readonly peineMois: number;
  /** Minutes depuis l'apprehension. */
  readonly depuis: number;
  readonly prolongee: boolean;
})[] = [
  {
    intitule: 'Vol par effraction, boutique de la rue Molinier',
    natinf: 7154,
    lieu: { adresse: '9 rue Molinier', commune: 'Agen' },
    victime: particulier('Castaing', 'Hélène'),
    misEnCause: { nom: 'Barthe', prenoms: 'Romain', neLe: '1991-03-08', adresse: '14 rue Lakanal, Agen' },
    recit: 'La vitrine a été brisée dans la nuit, la caisse emportée.',
    prejudice: 'Caisse et 420 euros',
    peineMois: 84,
    depuis: 20 * 60,
    prolongee: false,
  },
  {
    intitule: 'Violences en réunion, place Jasmin',
    natinf: 7183,
    lieu: { adresse: 'Place Jasmin', commune: 'Agen' },
    victime: particulier('Rivière', 'Malo'),
    misEnCause: { nom: 'Delmas', prenoms: 'Enzo', neLe: ne(15), adresse: '2 impasse du Pin, Boé' },
    recit: 'Trois jeunes m’ont frappé à la sortie du bus.',
    prejudice: 'Douleurs au visage',
    peineMois: 60,
    depuis: 3 * 60,
    prolongee: false,
  },
  {
    intitule: 'Extorsion, parking de la gare',
    natinf: 7151,
    lieu: { adresse: 'Parking de la gare', commune: 'Agen' },
    victime: particulier('Soulié', 'Aurore'),
    misEnCause: { nom: 'Kadri', prenoms: 'Samy', neLe: '1985-09-30', adresse: '31 avenue du Midi, Agen' },
    recit: 'Il m’a suivie jusqu’à la voiture et a pris mon téléphone.',
    prejudice: 'Téléphone, 700 euros',
    peineMois: 36,
    depuis: 22 * 60 + 40,
    prolongee: true,
  },
];
