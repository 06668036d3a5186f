import type { Deroulement } from './jouer-scenario.ts';
import { attendu, type Enqueteur, signer } from './joueur.ts';
import { photographies } from './photographies.ts';
import {
  acter,
  attendreLaMesure,
  consigner,
  enJson,
  exiger,
  horlogeDe,
  lireLaMesure,
  type MesureJouee,
  ouvrirLaMesure,
} from './mesure-jouee.ts';
import {
  type Affaire,
  ouvrir,
  type ProcedureOuverte,
  redigerPlainte,
  redigerSynthese,
  transmettre,
} from './procedure-de-demonstration.ts';
import { monterLaScene, ramasserTout, type Scene } from './scene.ts';
import type { TempsSimule } from './temps-simule.ts';

/** L'affaire de S3 : violences conjugales, personnes inventees. */
export const affaireS3 = (survenuA: string): Affaire => ({
  intitule: 'Violences par conjoint, avenue Jean-Jaurès',
  natinf: 7183,
  lieu: { adresse: '21 avenue Jean-Jaurès', commune: 'Agen' },
  victime: { genre: 'physique', nom: 'Rivoire', prenoms: 'Élise', adresse: '21 avenue Jean-Jaurès, Agen' },
  misEnCause: {
    nom: 'Rivoire',
    prenoms: 'Bastien',
    neLe: '1988-02-11',
    adresse: '21 avenue Jean-Jaurès, Agen',
  },
  recit: 'Mon mari est rentré ivre. Il m’a frappée au visage et au bras, puis poussée contre un meuble.',
  prejudice: 'Douleurs au bras gauche, certificat à venir',
  cadre: 'flagrance',
  survenuA,
});

/** S3 : violences conjugales, garde à vue prolongée, défèrement (20 h). Lève au premier écart ; rend l’IDJ. */
export async function jouerS3(deroulement: Deroulement): Promise<string> {
  const scene = monterLaScene(deroulement);
  const { temps, etape, deposer } = scene;
  await temps.aller(0, '21:20');
  const { mesure, procedure } = await etape(
    '21 h 20 — procédure ouverte, mesure ouverte à l’appréhension de 21 h 10',
    async () => {
      const opj = await scene.opj();
      const ouverte = await ouvrir(opj, affaireS3(temps.moment(0, '20:50')));
      const { idj, fait, misEnCause: personne } = ouverte;
      if (personne === undefined) throw new Error('S3 a un mis en cause.');
      const apprehendeeA = temps.moment(0, '21:10');
      return {
        procedure: ouverte,
        mesure: await ouvrirLaMesure(opj, { idj, personne, fait, peineMois: 60, apprehendeeA, lieu: 'Agen' }),
      };
    },
  );
  await etape('21 h 25 à 21 h 40 — placement, notification différée (1,2 g/l), parquet avisé', () =>
    placer(scene, mesure),
  );
  await etape('La plainte de la victime est signée', async () => {
    const opj = await scene.opj();
    await signer(opj, [await redigerPlainte(opj, procedure, affaireS3(temps.moment(0, '20:50')))]);
  });
  await etape('5 h 30 — dégrisé : droits notifiés, avocat, médecin et proche demandés', () =>
    notifier(scene, mesure),
  );
  await etape('Le matin — diligences, examen médical, entretien, audition avec l’avocat', () =>
    entendre(scene, mesure),
  );
  await etape(
    '17 h — prolongation demandée ; 19 h 30 — présentation en visioconférence, prolongation signée',
    () => prolonger(scene, mesure),
  );
  await etape('Le surlendemain, 16 h — défèrement ordonné, exécuté ; récapitulatif émargé', async () => {
    await finir(scene, mesure);
    const vue = await lireLaMesure(await scene.opj(), mesure);
    exigerHorloge(vue.horloge, temps);
    deposer('horloge.json', enJson(horlogeDe(vue, vue.horloge.a)));
  });
  await etape('Transmission de la procédure au parquet', () => transmettreS3(scene, procedure));
  await etape('Comparution le lendemain, avant la fin des vingt heures (803-3)', () =>
    comparaitre(scene, mesure),
  );
  return ramasserTout(scene, mesure.idj);
}

async function placer({ temps, opj, parquet }: Scene, mesure: MesureJouee): Promise<void> {
  const enqueteur = await opj();
  await temps.aller(0, '21:28');
  await acter(enqueteur, mesure, 'gav-placement', {
    placeA: temps.moment(0, '21:25'),
    raisons: 'La victime désigne son conjoint ; traces de lutte constatées au domicile.',
    motifs: [1, 4],
  });
  await temps.aller(0, '21:30');
  await acter(enqueteur, mesure, 'gav-notification-differee', {
    cause: 'ivresse',
    constat: '1,2 g/l de sang (0,60 mg/l d’air expiré) à 21 h 28 ; propos incohérents',
  });
  await temps.aller(0, '21:40');
  await acter(enqueteur, mesure, 'gav-avis-magistrat', {
    nomMagistrat: 'Claire FONTAINE, substitut',
    moyen: 'téléphone',
  });
  await attendreLaMesure(await parquet(), mesure, 'la garde à vue au tableau du parquet', (vue) =>
    vue.entrees.some(({ type }) => type === 'avis-magistrat'),
  );
}

async function notifier({ temps, opj }: Scene, mesure: MesureJouee): Promise<void> {
  await temps.aller(1, '05:30');
  await acter(await opj(), mesure, 'gav-notification', {
    notifieeA: temps.moment(1, '05:30'),
    declarationRemise: true,
    circonstance: 'Notification différée jusqu’au dégrisement.',
    proche: { exerce: true, designation: 'Sa mère, Mme Odette Rivoire' },
    medecin: true,
    avocat: 'commis-office',
    avocatAuxAuditions: true,
  });
}

async function entendre({ temps, opj }: Scene, mesure: MesureJouee): Promise<void> {
  const a = async (heure: string): Promise<Enqueteur> => {
    await temps.aller(1, heure);
    return opj();
  };
  const tot = await a('05:50');
  await consigner(tot, mesure, 'avocat-appele', {
    destinataire: 'batonnier',
    nom: 'Permanence du barreau d’Agen',
    resultat: 'joint',
    circonstance: '',
  });
  await consigner(tot, mesure, 'avis-donne', {
    qui: 'proche',
    designation: 'Mme Odette Rivoire',
    resultat: 'joint',
    circonstance: '',
  });
  await acter(await a('06:00'), mesure, 'gav-requisition-medecin', { medecin: 'Dr Hélène Castel' });
  await certificat(await a('06:50'), mesure);
  const avocat = await a('07:20');
  await consigner(avocat, mesure, 'avocat-arrive', { nom: 'Me Paul Darrieux' });
  await consigner(avocat, mesure, 'entretien-avocat', { nom: 'Me Paul Darrieux', fin: null });
  await consigner(await a('08:10'), mesure, 'repas', { pris: true });
  const matin = await a('10:00');
  await acter(matin, mesure, 'gav-audition', {
    debut: temps.moment(1, '09:00'),
    fin: temps.moment(1, '09:50'),
    surLesFaits: true,
    silenceRappele: true,
    avocat: 'present',
    nomAvocat: 'Me Paul Darrieux',
    echanges: [
      {
        question: 'Que s’est-il passé hier soir ?',
        reponse: 'J’avais bu. Je l’ai poussée, je le regrette.',
      },
    ],
  });
  await acter(matin, mesure, 'gav-diligences', {});
}

/** Le certificat est une image numerisee : le fichier est joint a l'acte qui le verse. */
async function certificat(enqueteur: Enqueteur, mesure: MesureJouee): Promise<void> {
  const [image] = await photographies(1);
  if (image === undefined) throw new Error('Aucune image de démonstration.');
  const depose = attendu(
    'certificat',
    await enqueteur.client.deposer('POST /api/dossiers/:idj/fichiers', {
      idj: mesure.idj,
      nom: 'certificat-medical.jpg',
      octets: image.octets,
      typeMime: 'image/jpeg',
    }),
  );
  await acter(enqueteur, mesure, 'gav-certificat', {
    medecin: 'Dr Hélène Castel',
    fichiers: [depose.id],
  });
}

async function prolonger({ temps, opj, parquet }: Scene, mesure: MesureJouee): Promise<void> {
  await temps.aller(1, '17:00');
  const enqueteur = await opj();
  await acter(enqueteur, mesure, 'gav-demande-prolongation', {
    motifs: [1, 4],
    expose: 'Confrontation avec la victime et expertise médico-légale à recevoir.',
  });
  await temps.aller(1, '19:30');
  const magistrat = await parquet();
  await attendreLaMesure(magistrat, mesure, 'la demande au parquet', ({ ligne }) => ligne.demande !== null);
  await acter(magistrat, mesure, 'gav-prolongation', {
    presentation: 'visio',
    presenteeA: temps.moment(1, '19:20'),
    decideeA: temps.moment(1, '19:30'),
    motif:
      'Confrontation indispensable ; la mesure reste l’unique moyen d’empêcher des pressions sur la victime.',
  });
  const unite = await opj();
  await attendreLaMesure(
    unite,
    mesure,
    'la prolongation chez l’unité',
    ({ ligne }) => ligne.prolongations === 1,
  );
  await temps.aller(1, '19:45');
  await acter(unite, mesure, 'gav-notification', { objet: 'prolongation', declarationRemise: true });
}

async function finir({ temps, opj, parquet }: Scene, mesure: MesureJouee): Promise<void> {
  await temps.aller(2, '16:00');
  await acter(await parquet(), mesure, 'gav-mainlevee', {
    suite: 'deferement',
    motif: 'Comparution immédiate envisagée.',
  });
  const enqueteur = await opj();
  await attendreLaMesure(
    enqueteur,
    mesure,
    'l’ordre de défèrement chez l’unité',
    ({ ligne }) => ligne.ordre !== null,
  );
  await temps.aller(2, '16:30');
  await acter(await opj(), mesure, 'gav-fin', { finA: temps.moment(2, '16:30') });
  await temps.aller(2, '16:45');
  await acter(await opj(), mesure, 'gav-recapitulatif', {});
}

/** Signe la synthese et transmet la procedure. */
export async function transmettreS3(scene: Scene, procedure: ProcedureOuverte): Promise<void> {
  const opj = await scene.opj();
  await signer(opj, [await redigerSynthese(opj, procedure)]);
  await transmettre(opj, procedure.idj, 'tj47001');
}

/** Remise a l'unite qui garde le depot, puis comparution le lendemain, avant la fin des vingt heures ; rien n'est irregulier. */
export async function comparaitre(
  { temps, opj, parquet, garde: connecterLaGarde }: Scene,
  mesure: MesureJouee,
): Promise<void> {
  await temps.aller(2, '17:40');
  const officier = await opj();
  const [unite] = (await lireLaMesure(officier, mesure)).gardesDuDepot;
  if (unite === undefined) throw new Error('Aucune unité ne garde le dépôt d’Agen.');
  await consigner(officier, mesure, 'remise-au-depot', { unite });
  const garde = await connecterLaGarde();
  await consigner(garde, mesure, 'arrivee-au-depot', { lieu: 'Dépôt du tribunal judiciaire d’Agen' });
  await consigner(garde, mesure, 'avis-magistrat', {
    destinataire: 'procureur',
    objet: 'arrivee-au-depot',
    moyen: 'téléphone',
    circonstance: '',
  });
  await temps.aller(2, '19:30');
  await consigner(await connecterLaGarde(), mesure, 'repas', { pris: true });
  await temps.aller(3, '11:00');
  await consigner(await parquet(), mesure, 'comparution', {
    devant: 'le procureur de la République, puis le tribunal',
  });
  const vue = await attendreLaMesure(
    await opj(),
    mesure,
    'la comparution chez l’unité',
    ({ horloge }) => horloge.comparution?.etat === 'comparue',
  );
  await acter(await connecterLaGarde(), mesure, 'gav-depot', {});
  await attendreLaMesure(await parquet(), mesure, 'le registre du dépôt au parquet', ({ actes }) =>
    actes.some(({ type }) => type === 'gav-depot'),
  );
  exiger(
    vue.horloge.irregularites.length === 0,
    `S3 est régulier : ${JSON.stringify(vue.horloge.irregularites)}`,
  );
}

/** Ce que S3 vérifie de l'horloge, à la minute : départ à 21 h 10, périodes de 24 h, comparution vingt heures après la levée. */
export function exigerHorloge(horloge: ReturnType<typeof horlogeDe>['horloge'], temps: TempsSimule): void {
  const attendues = [
    [horloge.depart?.a, temps.moment(0, '21:10')],
    [horloge.periodes[0]?.fin, temps.moment(1, '21:10')],
    [horloge.echeance, temps.moment(2, '21:10')],
    [horloge.comparution?.echeance, temps.moment(3, '12:30')],
  ];
  for (const [lue, juste] of attendues)
    exiger(
      lue?.slice(0, 16) === juste?.slice(0, 16),
      `Horloge de S3 : ${String(lue)} au lieu de ${String(juste)}.`,
    );
}
