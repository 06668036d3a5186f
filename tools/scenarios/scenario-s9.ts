import type { Deroulement } from './jouer-scenario.ts';
import { acter, attendreLaMesure, consigner, exiger, lireLaMesure } from './mesure-jouee.ts';
import { type Affaire, ouvrir } from './procedure-de-demonstration.ts';
import { clore, finir, monterLaScene, placer } from './scene.ts';

const AFFAIRE: Affaire = {
  intitule: 'Violences dans un foyer',
  natinf: 7183,
  lieu: { adresse: '15 rue Montesquieu', commune: 'Agen' },
  victime: { genre: 'physique', nom: 'Cazeneuve', prenoms: 'Hugo', adresse: '15 rue Montesquieu, Agen' },
  misEnCause: { nom: 'Sow', prenoms: 'Mamadou', neLe: '1999-09-09', adresse: '15 rue Montesquieu, Agen' },
  recit: 'Il m’a frappé avec une chaise pendant le repas.',
  prejudice: 'Douze jours d’incapacité',
  cadre: 'flagrance',
};

/** S9 : majeur protégé, langue rare. Interprète par téléphone signalé irrégulier, puis présent ; curateur avisé en moins de six heures. */
export async function jouerS9(deroulement: Deroulement): Promise<string> {
  const scene = monterLaScene(deroulement);
  const { etape, temps, opj, parquet } = scene;
  await temps.aller(0, '08:08');
  const procedure = await etape('Procédure ouverte', async () => ouvrir(await opj(), AFFAIRE));
  const { idj, fait, misEnCause: personne } = procedure;
  if (personne === undefined) throw new Error('S9 a un mis en cause.');
  const mesure = await etape('Placement, langue peule, personne étrangère', () =>
    placer(scene, { idj, personne, fait, peineMois: 60, langue: 'ff', etrangere: true }),
  );
  await etape('La curatelle est apprise à 9 h ; l’interprète par téléphone est signalé (803-5)', async () => {
    await temps.aller(0, '09:00');
    const enqueteur = await opj();
    await consigner(enqueteur, mesure, 'protection-connue', {
      mesureDeProtection: 'curatelle',
      source: 'le foyer',
    });
    await consigner(enqueteur, mesure, 'interprete-arrive', {
      langue: 'ff',
      nom: 'Aminata Ba',
      mode: 'telephone',
    });
    const { horloge, obligations } = await lireLaMesure(enqueteur, mesure);
    exiger(
      horloge.irregularites.some(({ code }) => code === 'interprete-a-distance-exclu'),
      'L’interprète à distance d’un majeur protégé est signalé.',
    );
    const avis = obligations.find(({ genre }) => genre === 'avis-tuteur-curateur');
    exiger(avis?.echeance === temps.moment(0, '15:00'), `Curateur avant 15 h : ${String(avis?.echeance)}`);
  });
  await etape(
    'Interprète présent : droits notifiés et signés par lui ; curateur, avocat, médecin',
    async () => {
      await temps.aller(0, '10:00');
      const enqueteur = await opj();
      await consigner(enqueteur, mesure, 'interprete-arrive', {
        langue: 'ff',
        nom: 'Aminata Ba',
        mode: 'presentiel',
      });
      await acter(enqueteur, mesure, 'gav-notification', {
        mode: 'interprete',
        interprete: 'Aminata Ba',
        declarationRemise: true,
        circonstance: 'Interprète en langue peule attendu jusqu’à 10 h.',
        protection: 'curatelle',
        avocat: 'commis-office',
        avocatAuxAuditions: true,
        medecin: true,
        passerOutre: 'Langue rare : interprète venu de Toulouse.',
      });
      const joint = { resultat: 'joint', circonstance: '' };
      await consigner(enqueteur, mesure, 'avis-donne', {
        ...joint,
        qui: 'tuteur-curateur',
        designation: 'Service de curatelle, Mme Ortiz',
      });
      await consigner(enqueteur, mesure, 'avocat-appele', {
        ...joint,
        destinataire: 'batonnier',
        nom: 'Permanence',
      });
      await consigner(enqueteur, mesure, 'medecin-requis', { nom: 'Dr Jeanne Ricard', circonstance: '' });
      await temps.aller(0, '11:30');
      const plusTard = await opj();
      await consigner(plusTard, mesure, 'avocat-arrive', { nom: 'Me Paul Darrieux' });
      await consigner(plusTard, mesure, 'examen-medical', {
        nom: 'Dr Jeanne Ricard',
        mode: 'presentiel',
        aptitude: 'apte-sous-conditions',
        inCorpore: null,
      });
    },
  );
  await etape('Défèrement : le curateur en est avisé ; récapitulatif', async () => {
    await temps.aller(0, '18:00');
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
    await consigner(enqueteur, mesure, 'avis-donne', {
      qui: 'tuteur-curateur',
      designation: 'Service de curatelle, avisé du défèrement',
      resultat: 'joint',
      circonstance: '',
    });
    await finir(scene, mesure, { suite: 'deferement', nom: 'horloge.json' });
    const { horloge, obligations } = await lireLaMesure(enqueteur, mesure);
    exiger(
      horloge.irregularites.map(({ code }) => code).join() === 'interprete-a-distance-exclu',
      `Seul l’interprète à distance reste signalé : ${JSON.stringify(horloge.irregularites)}`,
    );
    for (const [genre, dit] of [
      ['avis-tuteur-curateur', 'Le curateur est avisé dans les six heures.'],
      ['deferement-tuteur-curateur', 'Le curateur est avisé du défèrement.'],
    ] as const) {
      const curateur = obligations.find((une) => une.genre === genre);
      exiger(curateur?.etat === 'accompli' && curateur.retard === null, dit);
    }
  });
  return clore(scene, procedure, AFFAIRE);
}
