import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import * as z from 'zod';
import { AFFAIRES } from './affaires.ts';
import { deciderOrientation, ouvrirLesAudiences } from './audiences-de-demonstration.ts';
import { deposerPourUneAvocate, deposerSurPline } from './depots-de-demonstration.ts';
import { GARDES_A_VUE, retenir } from './garde-a-vue-de-demonstration.ts';
import { type Enqueteur, connecterEnqueteur, connecterMagistrat, type Magistrat, signer } from './joueur.ts';
import { certifierLesCotes, enregistrerAuGreffe, retournerALUnite } from './greffe-de-demonstration.ts';
import { juger } from './jugement-de-demonstration.ts';
import { annoterEtOcculter, lireEnUrgence } from './lecture-de-demonstration.ts';
import { rectifierLaSalle } from './mentions-de-demonstration.ts';
import {
  accepterEtRepondre,
  instruire,
  prendreLaPermanence,
  rendreCompte,
} from './messages-de-demonstration.ts';
import { convertirUnCertificat, importerUnePiece, signerADeux } from './pieces-de-demonstration.ts';
import { photographies } from './photographies.ts';
import { faireSigner, signerLesDocuments } from './signatures-de-demonstration.ts';
import {
  deciderClassement,
  deciderCopj,
  ouvrir,
  redigerAuditionLibre,
  redigerAuditionVictime,
  redigerConstatations,
  redigerPlainte,
  redigerSynthese,
  transmettre,
} from './procedure-de-demonstration.ts';

const decrit = z.object({
  interieur: z.string(),
  justice: z.string(),
  agent: z.string(),
  pline: z.string().optional(),
  plex: z.string().optional(),
});
type Affaire = (typeof AFFAIRES)[number];

/** Remplit une petite unite et un petit tribunal par les API publiques : chaque acte est vraiment signe. */
async function amorcer(fichierSysteme: string, journal: string): Promise<void> {
  const terrain = decrit.parse(JSON.parse(readFileSync(fichierSysteme, 'utf8')));
  const faites = new Set(existsSync(journal) ? readFileSync(journal, 'utf8').split('\n') : []);
  const enqueteur = await connecterEnqueteur(terrain, 'camille-moreau');
  const second = await connecterEnqueteur(terrain, 'hugo-lefevre');
  const magistrat = await connecterMagistrat(terrain, 'claire-fontaine');
  const greffier = await connecterMagistrat(terrain, 'sophie-roux');
  if (!faites.has(PERMANENCE)) {
    await prendreLaPermanence(magistrat, 'MJ200001');
    appendFileSync(journal, `${PERMANENCE}\n`);
  }
  if (!faites.has(AUDIENCES)) {
    await ouvrirLesAudiences(greffier);
    appendFileSync(journal, `${AUDIENCES}\n`);
  }
  for (const affaire of AFFAIRES) {
    if (faites.has(affaire.intitule)) continue;
    await jouer(
      {
        enqueteur,
        second,
        magistrat,
        greffier,
        president: () => connecterMagistrat(terrain, 'isabelle-caron'),
        juge: () => connecterMagistrat(terrain, 'helene-marchand'),
      },
      affaire,
    );
    appendFileSync(journal, `${affaire.intitule}\n`);
  }
  for (const affaire of GARDES_A_VUE) {
    if (faites.has(affaire.intitule)) continue;
    await retenir(enqueteur, magistrat, affaire);
    appendFileSync(journal, `${affaire.intitule}\n`);
  }
  if (!faites.has(SIGNATURES)) {
    const message = 'À signer avant l’affichage.';
    const titre = 'Note de service : permanence de fin d’année';
    await faireSigner(magistrat, ['MJ200003', 'MJ200002'], { titre, message });
    await signerLesDocuments(greffier, await faireSigner(greffier, ['MJ200003', 'MJ200001']));
    appendFileSync(journal, `${SIGNATURES}\n`);
  }
  const { pline, plex, agent } = terrain;
  if (pline === undefined) return;
  const depots = [
    [DEPOTS, deposerSurPline],
    ...(plex === undefined ? [] : [[DEPOT_DANS_PLEX, deposerPourUneAvocate] as const]),
  ] as const;
  for (const [quoi, deposer] of depots) {
    if (faites.has(quoi)) continue;
    await deposer({ pline, agent });
    appendFileSync(journal, `${quoi}\n`);
  }
}

/** Ce qui, au journal des semences, dit que la permanence est prise. */
const PERMANENCE = 'permanence';

/** Ce qui, au journal des semences, dit que le calendrier des audiences est ouvert. */
const AUDIENCES = 'audiences';

/** Ce qui, au journal des semences, dit que des documents attendent des signatures. */
const SIGNATURES = 'documents-a-signer';

/** Ce qui, au journal des semences, dit que les depots de PLINE sont faits. */
const DEPOTS = 'depots-pline';
/** Et celui qui attend une avocate dans PLEX. */
const DEPOT_DANS_PLEX = 'depot-plex';

type Equipe = {
  readonly enqueteur: Enqueteur;
  readonly second: Enqueteur;
  readonly magistrat: Magistrat;
  readonly greffier: Magistrat;
  /** Connecte quand il faut : peu d'affaires sont jugees. */
  readonly president: () => Promise<Magistrat>;
  /** Le juge des libertes, qui lit en urgence un seul dossier. */
  readonly juge: () => Promise<Magistrat>;
};

async function jouer(
  { enqueteur, second, magistrat, greffier, president, juge }: Equipe,
  affaire: Affaire,
): Promise<void> {
  const procedure = await ouvrir(enqueteur, affaire);
  if (affaire.jusqua === 'saisie') return;
  const plainte = await redigerPlainte(enqueteur, procedure, affaire);
  if (affaire.jusqua === 'petit-x') {
    await signer(enqueteur, [plainte]);
    await signer(enqueteur, [await redigerSynthese(enqueteur, procedure)]);
    await transmettre(enqueteur, procedure.idj, 'tj47001');
    return;
  }
  const constatations = await redigerConstatations(
    enqueteur,
    procedure,
    await photographies(affaire.jusqua === 'copj' ? 3 : 1),
  );
  if (affaire.avec === 'interprete') {
    const audition = await redigerAuditionVictime(enqueteur, procedure, { interpreteInscrit: 'IN300001' });
    await signer(enqueteur, [audition], 'cosignature-attendue');
  }
  if (affaire.jusqua === 'a-signer') {
    await rendreCompte(enqueteur, procedure.idj, 'Le mis en cause est identifié : quelle suite donner ?');
    return;
  }
  const cosignee = affaire.avec === 'certificat-papier';
  const audition = await redigerAuditionVictime(
    enqueteur,
    procedure,
    cosignee ? { cosignataire: 'PN100002' } : {},
  );
  const autres = [
    ...(procedure.misEnCause ? [await redigerAuditionLibre(enqueteur, procedure)] : []),
    ...(cosignee ? [await convertirUnCertificat(enqueteur, procedure.idj)] : [audition]),
  ];
  await signer(enqueteur, [plainte, constatations, ...autres]);
  if (cosignee) await signerADeux(enqueteur, second, [audition]);
  if (affaire.avec === 'piece-importee') await importerUnePiece(enqueteur, procedure.idj);
  if (affaire.jusqua === 'signee') {
    const fil = await rendreCompte(enqueteur, procedure.idj, 'Enquête terminée : quelle orientation ?');
    await instruire(
      magistrat,
      fil,
      'Transmettez la procédure, convocation par officier de police judiciaire.',
    );
    await accepterEtRepondre(enqueteur, fil, 'Bien reçu, transmission dans la journée.');
    return;
  }
  await signer(enqueteur, [await redigerSynthese(enqueteur, procedure)]);
  await transmettre(enqueteur, procedure.idj, 'tj47001');
  if (affaire.jusqua === 'retournee') await retournerALUnite(greffier, procedure.idj);
  if (['copj', 'classee', 'jugee', 'ordonnance-penale'].includes(affaire.jusqua))
    await enregistrerAuGreffe(greffier, procedure.idj);
  if (affaire.jusqua === 'copj') {
    await certifierLesCotes(greffier, procedure.idj);
    await deciderCopj(magistrat, procedure.idj, 35);
    await rectifierLaSalle(greffier, procedure.idj);
    await annoterEtOcculter(magistrat, greffier, procedure.idj);
    await lireEnUrgence(await juge(), procedure.idj);
  }
  if (affaire.jusqua === 'ordonnance-penale')
    await deciderOrientation(magistrat, {
      idj: procedure.idj,
      mode: 'ordonnance-penale',
      situation: { reconnait: true },
      suite: {
        montant: 300,
        texte: 'Stage de sensibilisation aux dangers de l’usage de produits stupéfiants.',
      },
    });
  if (affaire.jusqua === 'jugee') {
    await deciderCopj(magistrat, procedure.idj, 35);
    await juger({ president: await president(), greffier }, procedure.idj, { euros: 62 });
  }
  if (affaire.jusqua === 'classee')
    await deciderClassement(
      magistrat,
      procedure.idj,
      '71',
      'L’enquête n’a pas permis d’identifier l’auteur des faits. La procédure peut être reprise si un élément nouveau apparaît.',
    );
}

const [systeme, journal] = [process.env['PPN_SYSTEME'], process.env['PPN_SEMENCES_JOURNAL']];
if (!systeme || !journal) throw new Error('PPN_SYSTEME et PPN_SEMENCES_JOURNAL sont donnés par le lanceur.');
await amorcer(systeme, journal);
