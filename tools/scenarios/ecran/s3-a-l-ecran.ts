import type { Page } from 'playwright-core';
import type { Deroulement } from '../jouer-scenario.ts';
import { signer } from '../joueur.ts';
import { attendreLaMesure, enJson, exiger, horlogeDe, type MesureJouee } from '../mesure-jouee.ts';
import { ouvrir, type ProcedureOuverte, redigerPlainte } from '../procedure-de-demonstration.ts';
import { affaireS3, comparaitre, exigerHorloge, transmettreS3 } from '../scenario-s3.ts';
import { monterLaScene, ramasserTout, type Scene } from '../scene.ts';
import { type ADeux, ouvrirADeux } from './a-deux.ts';
import { tracerUneSignature } from './poste.ts';

/**
 * S3 aux ecrans, l'officier et le substitut cote a cote, du placement au deferement : clavier, carte, tablette, sans jamais
 * recharger. La procedure et la plainte, d'avant la mesure, la transmission et la comparution, d'apres, passent par les API.
 */
export async function jouerS3ALEcran(deroulement: Deroulement): Promise<string> {
  const scene = monterLaScene(deroulement);
  const { temps, etape, systeme } = scene;
  await temps.aller(0, '21:20');
  const procedure = await etape('21 h 20 — procédure ouverte, plainte signée', () =>
    ouvrirLaProcedure(scene),
  );
  const ecrans = await etape('L’officier et le substitut ouvrent leur poste', () =>
    ouvrirADeux(scene, temps),
  );
  try {
    await ecrans.opj.goto(`${systeme.interieur.origine}/dossiers/${procedure.idj}`);
    const mesure = await etape('21 h 25 — placement, notification différée, parquet avisé', () =>
      placer(ecrans, procedure),
    );
    await etape('5 h 30 — dégrisé : droits notifiés, signés sur la tablette', () => notifier(ecrans));
    await etape('Le matin — avocat, médecin, proche, entretien, audition', () => matinee(ecrans));
    await etape('17 h et 19 h 30 — prolongation demandée, décidée, notifiée', () => prolonger(ecrans));
    await etape('Le surlendemain — défèrement ordonné, exécuté, récapitulatif émargé', () => deferer(ecrans));
    await conclure(scene, procedure, mesure);
    await etape('Comparution avant la fin des vingt heures', async () => {
      await comparaitre(scene, mesure);
      await ecrans.aller(3, '11:05');
      await ecrans.montrer('Vingt heures au plus après la levée : la comparution est au registre');
    });
    return await ramasserTout(scene, procedure.idj);
  } catch (cause) {
    await ecrans.montrer('Là où le scénario s’est arrêté').catch(() => undefined);
    throw cause;
  } finally {
    await ecrans.fermer();
  }
}

async function ouvrirLaProcedure({ opj, temps }: Scene): Promise<ProcedureOuverte> {
  const enqueteur = await opj();
  const affaire = affaireS3(temps.moment(0, '20:50'));
  const procedure = await ouvrir(enqueteur, affaire);
  await signer(enqueteur, [await redigerPlainte(enqueteur, procedure, affaire)]);
  return procedure;
}

async function placer(
  { opj, parquet, aller, montrer, signerOpj }: ADeux,
  { idj }: ProcedureOuverte,
): Promise<MesureJouee> {
  await opj.getByRole('button', { name: 'Garde à vue' }).waitFor();
  await montrer('21 h 20 : la procédure est ouverte, le tableau du parquet est vide');
  await aller(0, '21:25');
  await opj.keyboard.press('v');
  await opj
    .getByLabel(/Raisons plausibles/)
    .fill('La victime désigne son conjoint ; traces de lutte au domicile.');
  await opj.getByLabel('Emprisonnement encouru').selectOption({ label: '5 ans' });
  await opj.getByLabel('Heure d’appréhension').fill('2110');
  await opj.getByRole('checkbox', { name: '1° investigations' }).check();
  await opj.getByRole('checkbox', { name: '4° pressions' }).check();
  await opj.getByLabel('Magistrat avisé').fill('Claire FONTAINE, substitut');
  await opj.getByRole('radio', { name: 'différée' }).check();
  await opj.getByLabel(/^Constaté/).fill('1,2 g/l de sang (0,60 mg/l d’air expiré), propos incohérents');
  await montrer('21 h 25 : un écran pour placer, la mesure part de l’appréhension à 21 h 10');
  await opj.getByRole('button', { name: /Placer, aviser/ }).click();
  await signerOpj();
  await opj.waitForURL(PAGE_DE_MESURE);
  await chronologie(opj, 'Notification différée');
  await rangDe(parquet).getByText('droits').waitFor();
  await montrer('Placée : la mesure est au tableau du parquet, sans rien recharger');
  return { idj, id: opj.url().split('/').at(-1) ?? '' };
}

async function notifier({ opj, tablette, parquet, aller, montrer, signerOpj }: ADeux): Promise<void> {
  await aller(1, '05:30');
  await opj
    .getByRole('button', { name: /^Notifier : / })
    .first()
    .click();
  await opj.getByRole('checkbox', { name: /Déclaration écrite des droits remise/ }).check();
  await opj.getByRole('radio', { name: 'commis d’office' }).check();
  await opj.getByRole('checkbox', { name: /Assistance demandée aussi aux auditions/ }).check();
  await opj.getByRole('checkbox', { name: /Examen médical demandé/ }).check();
  await opj.getByRole('checkbox', { name: /Faire prévenir un proche/ }).check();
  await opj.getByLabel('Nom, téléphone').fill('Sa mère, Mme Odette Rivoire');
  await opj.getByLabel('Circonstance d’un retard').fill('Notification différée jusqu’au dégrisement.');
  await faireSigner(opj, tablette);
  await montrer('5 h 30 : dégrisé, il lit ses droits et les signe sur la tablette');
  await signerLActe(opj, signerOpj);
  await chronologie(opj, 'Notification du placement et des droits');
  await rangDe(parquet)
    .getByRole('link', { name: /RIVOIRE/ })
    .click();
  await parquet.getByText('Notification du placement et des droits').first().waitFor();
  await montrer('Droits notifiés : le substitut lit le registre de la mesure en direct');
}

async function matinee(ecrans: ADeux): Promise<void> {
  const { opj, parquet, aller, montrer } = ecrans;
  await aller(1, '05:50');
  await toucher(opj, 'a', 'Bâtonnier saisi');
  await opj.getByRole('button', { name: /^Prévenu : .*proche/i }).click();
  await valider(opj, 'Prévenir le proche');
  await toucher(opj, 'm', 'Médecin requis');
  await aller(1, '06:50');
  await opj.keyboard.press('x');
  await opj.getByRole('dialog').getByLabel('Médecin', { exact: true }).fill('Dr Hélène Castel');
  await valider(opj, 'Examen médical');
  await aller(1, '07:20');
  await toucher(opj, 'v', 'Avocat arrivé');
  await opj.keyboard.press('e');
  await opj.getByRole('button', { name: 'Fin : entretien avocat' }).waitFor();
  await aller(1, '07:45');
  await opj.keyboard.press('e');
  await opj.getByRole('button', { name: 'Entretien avocat', exact: true }).waitFor();
  await aller(1, '08:10');
  await toucher(opj, 'r', 'Repas pris');
  await montrer('La nuit et le matin : une touche par événement, les droits se ferment l’un après l’autre');
  await aller(1, '09:00');
  await opj.keyboard.press('u');
  await valider(opj, 'Commencer une audition');
  await opj.getByRole('button', { name: 'Fin : audition' }).waitFor();
  await aller(1, '09:50');
  await opj.keyboard.press('u');
  await opj.getByRole('button', { name: 'Audition', exact: true }).waitFor();
  await rangDe(parquet)
    .getByRole('link', { name: /RIVOIRE/ })
    .click();
  await auditionner(ecrans);
}

/** Le proces-verbal de l'audition, repris du registre, signe par la personne et son avocat sur la tablette. */
async function auditionner({ opj, tablette, montrer, signerOpj }: ADeux): Promise<void> {
  await opj.getByText('Commencer un acte').click();
  await opj
    .getByRole('button', { name: /audition/i })
    .last()
    .click();
  await opj.getByLabel('Avocat présent, qui signe').fill('Me Paul Darrieux');
  await opj.getByLabel('Question 1', { exact: true }).fill('Que s’est-il passé hier soir ?');
  await opj
    .getByLabel('Réponse', { exact: true })
    .first()
    .fill('J’avais bu. Je l’ai poussée, je le regrette.');
  await faireSigner(opj, tablette);
  await montrer('L’audition : questions et réponses, signée par la personne et son avocat');
  await signerLActe(opj, signerOpj);
}

async function prolonger({
  opj,
  parquet,
  tablette,
  aller,
  montrer,
  signerOpj,
  signerParquet,
}: ADeux): Promise<void> {
  await aller(1, '17:00');
  await opj.keyboard.press('l');
  await opj.getByRole('checkbox', { name: 'confrontation' }).check();
  await opj.getByRole('button', { name: 'Signer et demander' }).click();
  await signerOpj();
  await rangDe(parquet)
    .getByText(/demande de 24 h au procureur/)
    .waitFor();
  await montrer('17 h : la prolongation est demandée, le tableau du parquet le dit aussitôt');
  await aller(1, '19:30');
  await rangDe(parquet).waitFor();
  await parquet.keyboard.press('p');
  await parquet.getByRole('button', { name: /Prolonger de 24 h, présentée par visio/ }).waitFor();
  await montrer('19 h 30 : P, la décision est prête ; l’officier voit l’échéance approcher');
  await parquet.getByRole('button', { name: /Prolonger de 24 h, présentée par visio/ }).click();
  await signerParquet();
  await chronologie(opj, 'Prolongation');
  await montrer('Prolongée : signée par le substitut, vue par l’unité dans la seconde');
  await aller(1, '19:45');
  await opj
    .getByRole('button', { name: /^Notifier : / })
    .first()
    .click();
  await opj.getByRole('checkbox', { name: /Déclaration écrite des droits remise/ }).check();
  await faireSigner(opj, tablette);
  await signerLActe(opj, signerOpj);
}

async function deferer({
  opj,
  parquet,
  tablette,
  aller,
  montrer,
  signerOpj,
  signerParquet,
}: ADeux): Promise<void> {
  await aller(2, '16:00');
  await rangDe(parquet).waitFor();
  await parquet.keyboard.press('l');
  await parquet.getByRole('button', { name: 'Faire déférer' }).click();
  await signerParquet();
  await opj.getByText('ordre du magistrat').waitFor();
  await montrer('Le surlendemain, 16 h : le défèrement est ordonné, l’unité doit l’exécuter');
  await aller(2, '16:30');
  await rangDe(parquet)
    .getByRole('link', { name: /RIVOIRE/ })
    .click();
  await opj.getByRole('button', { name: 'Mettre fin à la mesure' }).click();
  await opj.getByRole('button', { name: 'Signer la fin de mesure' }).click();
  await signerOpj();
  await opj.getByRole('button', { name: 'Établir le récapitulatif' }).waitFor();
  await parquet
    .getByText(/803-3 CPP/)
    .first()
    .waitFor();
  await montrer('16 h 30 : la mesure est finie, l’horloge de vingt heures court des deux côtés');
  await aller(2, '16:45');
  await opj.getByRole('button', { name: 'Établir le récapitulatif' }).click();
  await opj.getByText(/Entrées du registre \(\d+\)/).waitFor();
  await faireSigner(opj, tablette);
  await montrer('Le récapitulatif, engendré de tout le registre, émargé sur la tablette');
  await signerLActe(opj, signerOpj);
}

/** L'horloge est celle de S3 ; la procedure est transmise. */
async function conclure(scene: Scene, procedure: ProcedureOuverte, mesure: MesureJouee): Promise<void> {
  const vue = await attendreLaMesure(await scene.opj(), mesure, 'le récapitulatif', ({ actes }) =>
    actes.some(({ type }) => type === 'gav-recapitulatif'),
  );
  exigerHorloge(vue.horloge, scene.temps);
  exiger(vue.actes.length >= 9, `S3 aux écrans signe au moins neuf actes : ${vue.actes.length}.`);
  scene.deposer('horloge.json', enJson(horlogeDe(vue, vue.horloge.a)));
  await scene.etape('Transmission de la procédure au parquet', () => transmettreS3(scene, procedure));
}

const rangDe = (parquet: Page) => parquet.locator('li.mesure').filter({ hasText: 'RIVOIRE' });

const chronologie = (page: Page, libelle: string): Promise<void> =>
  page
    .getByRole('list', { name: /Chronologie/ })
    .getByText(libelle)
    .first()
    .waitFor();

/** Une touche, une entree au registre. */
async function toucher(page: Page, touche: string, libelle: string): Promise<void> {
  await page.keyboard.press(touche);
  await chronologie(page, libelle);
}

/** Un dialogue deja rempli : Entrée. */
async function valider(page: Page, titre: string): Promise<void> {
  const dialogue = page.getByRole('dialog', { name: titre });
  await dialogue.waitFor();
  await page.keyboard.press('Enter');
  await dialogue.waitFor({ state: 'detached' });
}

/** L'acte passe sur la tablette ; chacun de ceux qui le signent le lit et signe. */
async function faireSigner(opj: Page, tablette: Page): Promise<void> {
  await opj.getByRole('button', { name: 'Faire signer sur la tablette' }).click();
  const code = (await opj.locator('.remise-code').textContent())?.replace(/\s/g, '') ?? '';
  await tablette.goto('about:blank');
  await tablette.goto(`${new URL(opj.url()).origin}/tablette#${code}`);
  const fini = tablette.getByRole('heading', { level: 1, name: 'Terminé' });
  const aLire = tablette.getByRole('checkbox', { name: /J’ai lu cet acte/ });
  for (;;) {
    await fini.or(aLire).first().waitFor();
    if (await fini.isVisible()) break;
    await aLire.check();
    await tracerUneSignature(tablette);
    const nom = (await tablette.locator('.tablette-identite strong').textContent()) ?? '';
    await tablette.getByRole('button', { name: 'Valider ma signature' }).click();
    await fini
      .or(tablette.locator('.tablette-identite strong').filter({ hasNotText: nom }))
      .first()
      .waitFor();
  }
  await opj.getByRole('dialog').waitFor({ state: 'detached' });
}

async function signerLActe(opj: Page, signerOpj: () => Promise<void>): Promise<void> {
  await opj.getByRole('button', { name: 'Signer', exact: true }).click();
  await signerOpj();
  // L'acte annonce scelle par le flux vif reste a l'ecran : son lien ramene a la mesure.
  const scelle = opj.getByText('Cet acte est signé et scellé');
  await scelle
    .or(opj.getByRole('list', { name: /Chronologie/ }))
    .first()
    .waitFor();
  if (await scelle.isVisible()) await opj.getByRole('link', { name: 'Revenir à la mesure' }).click();
  await opj.waitForURL(PAGE_DE_MESURE);
}

const PAGE_DE_MESURE = /\/gardes-a-vue\/[0-9a-f-]{36}$/;
