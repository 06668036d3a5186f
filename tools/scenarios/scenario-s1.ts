import { horodate } from '@ppn/core';
import { AFFAIRE_S1 } from './affaires.ts';
import type { Deroulement } from './jouer-scenario.ts';
import {
  attendre,
  attendu,
  connecterEnqueteur,
  connecterMagistrat,
  type Enqueteur,
  type Magistrat,
  rediger,
  signer,
} from './joueur.ts';
import { declarerAppel, ficherAuCasier, juger } from './jugement-de-demonstration.ts';
import { photographies } from './photographies.ts';
import {
  deciderCopj,
  ouvrir,
  redigerAuditionLibre,
  redigerAuditionVictime,
  redigerConstatations,
  redigerPlainte,
  redigerSynthese,
  transmettre,
} from './procedure-de-demonstration.ts';
import { deposerExports, deposerPlis } from './ramasser.ts';

/** S1 : vol simple, auteur connu, COPJ. Leve au premier ecart ; rend l'IDJ. */
export async function jouerS1({ terrain, etape, deposer }: Deroulement): Promise<string> {
  const enqueteur = await etape('L’OPJ se connecte avec sa carte', () =>
    connecterEnqueteur(terrain, 'camille-moreau'),
  );
  const apj = await etape('L’APJ se connecte avec sa carte', () =>
    connecterEnqueteur(terrain, 'hugo-lefevre'),
  );
  const magistrat = await etape('Le substitut se connecte avec sa carte', () =>
    connecterMagistrat(terrain, 'claire-fontaine'),
  );
  const procedure = await etape('Procédure ouverte, personnes et faits saisis une fois', () =>
    ouvrir(enqueteur, AFFAIRE_S1),
  );
  const { idj } = procedure;
  await etape('La plainte est reçue et signée par l’APJ', async () =>
    signer(apj, [await redigerPlainte(apj, procedure, AFFAIRE_S1)]),
  );
  await etape('Les constatations et leurs photographies sont signées', async () =>
    signer(apj, [await redigerConstatations(apj, procedure, await photographies(3))]),
  );
  await etape('Les auditions sont signées en un lot, un seul PIN', async () =>
    signer(enqueteur, [
      await redigerAuditionVictime(enqueteur, procedure),
      await redigerAuditionLibre(enqueteur, procedure),
    ]),
  );
  await etape('Une transmission incomplète est refusée, le manque est nommé', () =>
    exigerRefusIncomplet(enqueteur, idj),
  );
  await etape('La synthèse est signée', async () =>
    signer(enqueteur, [await redigerSynthese(enqueteur, procedure)]),
  );
  await etape('La procédure est transmise, l’accusé signé revient', () =>
    transmettre(enqueteur, idj, 'tj47001'),
  );
  await etape('Le parquet lit le dossier', () => exigerDossierComplet(magistrat, idj));
  await etape('Une audience à neuf jours est refusée, l’article est cité', () =>
    exigerRefusNeufJours(magistrat, idj),
  );
  const copj = await etape('La COPJ est décidée et signée', () => deciderCopj(magistrat, idj, 21));
  await etape('La décision est chez l’OPJ', () =>
    attendre('décision chez l’OPJ', async () =>
      attendu('dossier', await enqueteur.client.appeler('GET /api/dossiers/:idj', { idj })).decisions.find(
        ({ acteId }) => acteId === copj,
      ),
    ),
  );
  const siege = {
    president: await connecterMagistrat(terrain, 'isabelle-caron'),
    greffier: await connecterMagistrat(terrain, 'sophie-roux'),
  };
  await etape(
    'La personne comparaît volontairement : le tribunal juge, la minute est signée de deux cartes',
    () => juger(siege, idj),
  );
  await etape('La fiche du casier est recopiée du jugement', () => ficherAuCasier(siege.greffier, idj));
  await etape('L’avocat fait appel au greffe, dans les dix jours', () => declarerAppel(siege.greffier, idj));
  await etape('Le jugement est frappé d’appel, et non définitif', () => exigerFrappeDAppel(magistrat, idj));
  await etape('Les actes, plis et accusés sont ramassés', () => ramasser(enqueteur, magistrat, idj, deposer));
  await etape('Chaque ministère exporte le dossier et ses preuves', () =>
    deposerExports(enqueteur, magistrat, idj, deposer),
  );
  return idj;
}

async function exigerFrappeDAppel({ client }: Magistrat, idj: string): Promise<void> {
  const { jugements } = attendu(
    'jugements',
    await client.appeler('GET /api/dossiers/:idj/jugements', { idj }),
  );
  const [jugement] = jugements;
  if (jugement?.minute === null || jugement?.definitif !== false || jugement.recours.length !== 1)
    throw new Error('Le jugement n’a pas sa minute, ou son appel ne se voit pas.');
}

async function exigerRefusIncomplet(enqueteur: Enqueteur, idj: string): Promise<void> {
  const refus = await enqueteur.client.appeler('POST /api/dossiers/:idj/transmission', {
    idj,
    corps: { juridiction: 'tj47001' },
  });
  if (refus.ok || refus.refus.code !== 'procedure-incomplete' || (refus.refus.liens ?? []).length === 0)
    throw new Error('Une procédure sans synthèse a été transmise, ou le manque n’est pas nommé.');
}

async function exigerDossierComplet(magistrat: Magistrat, idj: string): Promise<void> {
  const vue = attendu('dossier', await magistrat.client.appeler('GET /api/dossiers/:idj', { idj }));
  const actes = vue.pieces.filter(({ genre }) => genre === 'acte').length;
  const fichiers = vue.pieces.filter(({ genre }) => genre === 'fichier').length;
  if (actes !== 5 || fichiers !== 3 || vue.pieces.some(({ integre }) => !integre))
    throw new Error(`Dossier incomplet au parquet : ${actes} actes, ${fichiers} fichiers.`);
  for (const piece of vue.pieces)
    attendu('pièce', await magistrat.client.lire('GET /api/dossiers/:idj/pieces/:id', { idj, id: piece.id }));
}

async function exigerRefusNeufJours(magistrat: Magistrat, idj: string): Promise<void> {
  const audience = horodate(new Date(Date.now() + 9 * 86_400_000).toISOString());
  const refuse = await rediger(magistrat, idj, 'copj', () => ({ audience })).catch((cause: unknown) =>
    String(cause),
  );
  if (!refuse.includes('552')) throw new Error(`Une audience à neuf jours est passée : ${refuse}`);
  const vue = attendu('dossier', await magistrat.client.appeler('GET /api/dossiers/:idj', { idj }));
  for (const { acteId } of vue.enCours)
    attendu(
      'abandon',
      await magistrat.client.appeler('DELETE /api/dossiers/:idj/actes/:acteId', { idj, acteId }),
    );
}

async function ramasser(
  enqueteur: Enqueteur,
  magistrat: Magistrat,
  idj: string,
  deposer: Deroulement['deposer'],
): Promise<void> {
  await deposerPlis(enqueteur, magistrat, idj, deposer);
  const vue = attendu('dossier', await magistrat.client.appeler('GET /api/dossiers/:idj', { idj }));
  for (const piece of vue.pieces)
    if (piece.genre === 'acte')
      deposer(
        `actes/${piece.numero}-${piece.type}.pdf`,
        await octetsDe(magistrat.client.lire('GET /api/dossiers/:idj/pieces/:id', { idj, id: piece.id })),
      );
}

async function octetsDe(reponse: ReturnType<Enqueteur['client']['lire']>): Promise<Uint8Array> {
  return new Uint8Array(await attendu('octets', await reponse).arrayBuffer());
}
