import { deciderOrientation } from './audiences-de-demonstration.ts';
import type { Deroulement } from './jouer-scenario.ts';
import { attendu, type Magistrat, rediger, signer } from './joueur.ts';
import { arriverAuParquet, envoisDe, equiper, exiger, PETITS_X, ramasser } from './lot-du-parquet.ts';

const MOTIF = '71';
const EXPLICATION =
  'L’enquête n’a pas permis d’identifier l’auteur des faits. Si un élément nouveau apparaît, l’enquête peut reprendre.';

/** S2 : des petits X classes en un lot, avis motives et traces, recours au procureur general, reprise. */
export async function jouerS2(deroulement: Deroulement): Promise<string> {
  const { etape } = deroulement;
  const equipe = await equiper(deroulement);
  const { enqueteur, magistrat } = equipe;
  const idjs = await etape('Trois plaintes contre X arrivent au parquet', async () => {
    const arrivees: string[] = [];
    for (const affaire of PETITS_X) arrivees.push(await arriverAuParquet(enqueteur, affaire));
    return arrivees;
  });
  const [idj = ''] = idjs;
  await etape('Classées en un lot, un seul PIN, motif 71', () => classerLeLot(magistrat, idjs));
  await etape('Chaque victime a son avis, imprimé faute de consentement', async () => {
    for (const chacun of idjs) {
      const [avis, ...autres] = await envoisDe(magistrat, chacun);
      exiger(autres.length === 0, 'Un seul avis par petit X.');
      exiger(
        avis?.objet === 'avis-de-classement' && avis.canal === 'impression',
        `Avis attendu, imprimé : ${JSON.stringify(avis)}`,
      );
    }
  });
  await etape('L’avis revient : échec tracé, en retard ; renvoyé, il est reçu', () =>
    suivreLAvis(magistrat, idj),
  );
  await etape('Le classement n’est pas définitif : sans motif, on n’y revient pas', async () => {
    const refus = await deciderOrientation(magistrat, { idj, mode: 'information-judiciaire' }).catch(String);
    exiger(
      String(refus).includes('dites pourquoi vous y revenez'),
      `Une reprise sans motif est passée : ${String(refus)}`,
    );
    await abandonnerLesBrouillons(magistrat, idj);
  });
  await etape('Sur recours, le procureur général enjoint de poursuivre : information contre X', async () => {
    await deciderOrientation(magistrat, {
      idj,
      mode: 'information-judiciaire',
      suite: { texte: 'Identifier l’auteur : exploitation des images remises par la victime.' },
      reprise: 'Recours de la victime accueilli par le procureur général (art. 40-3) ; images nouvelles.',
    });
    const { decisions } = attendu(
      'dossier',
      await magistrat.client.appeler('GET /api/dossiers/:idj', { idj }),
    );
    exiger(
      decisions.length === 2 && decisions[1]?.type === 'orientation',
      'Le classement et sa reprise restent tous deux au dossier.',
    );
  });
  await etape('Les actes, plis et accusés sont ramassés', () => ramasser(equipe, idj, deroulement));
  return idj;
}

async function classerLeLot(magistrat: Magistrat, idjs: readonly string[]): Promise<void> {
  const actes: string[] = [];
  for (const idj of idjs)
    actes.push(
      await rediger(magistrat, idj, 'classement-sans-suite', () => ({
        motif: MOTIF,
        explication: EXPLICATION,
      })),
    );
  await signer(magistrat, actes);
}

async function suivreLAvis(magistrat: Magistrat, idj: string): Promise<void> {
  const le = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
  for (const [pas, trace] of [
    ['envoye', 'Lettre simple, départ du greffe'],
    ['echoue', 'Retour : n’habite pas à l’adresse indiquée'],
    ['envoye', 'Lettre suivie à la nouvelle adresse'],
    ['recu', 'Suivi postal : distribuée'],
  ] as const) {
    const [avis] = await envoisDe(magistrat, idj);
    if (avis === undefined) throw new Error('L’avis a disparu.');
    const apres = attendu(
      pas,
      await magistrat.client.appeler('POST /api/dossiers/:idj/notifications/:id/pas', {
        idj,
        id: avis.id,
        corps: { pas, le, trace },
      }),
    );
    exiger(apres.enRetard === (pas === 'echoue'), `En retard à tort après « ${pas} ».`);
  }
}

async function abandonnerLesBrouillons({ client }: Magistrat, idj: string): Promise<void> {
  const { enCours } = attendu('dossier', await client.appeler('GET /api/dossiers/:idj', { idj }));
  for (const { acteId } of enCours)
    attendu('abandon', await client.appeler('DELETE /api/dossiers/:idj/actes/:acteId', { idj, acteId }));
}
