import { texteDe } from '@ppn/tlog';
import { codesDe, constat, verdictDe } from './codes.ts';
import type { Constat } from './codes.ts';
import { retenirLaConfiance } from './confiance.ts';
import type { ConfianceRetenue } from './confiance.ts';
import { estCachetDe, examiner, examinerSceau } from './examen.ts';
import type { SeanceDExamen } from './examen.ts';
import { demandesDe, examinerTout, jugerFichiers } from './fichiers.ts';
import { jugerJournal, lireFaits, lirePoint, lirePreuves } from './journal.ts';
import { NOM_MANIFESTE, NOM_SCEAU, estNomSur, lireManifeste } from './manifeste.ts';
import type { Manifeste } from './manifeste.ts';
import { ArchiveIllisible, lireSi } from './modele.ts';
import type { LecteurDeDossier, OptionsDossier, RapportDossier } from './modele.ts';
import { FICHIER_DES_REGLES, jugerMesures, lireLesRegles } from './mesures.ts';
import { jugerPieces } from './pieces.ts';
import { jugerPlis } from './plis.ts';
import { estPreuveRecue, jugerPreuvesRecues, jugerUnePreuve } from './preuves-portees.ts';
import { acquisDesRecepisses, jugerRecepisses } from './recepisses.ts';
import { comparerAuxRegistres, jugerRegistres } from './registres.ts';
import { acquisDe } from './acquis.ts';

/**
 * Juge un dossier exporte (docs/preuve.md §7). Pur : ne lit que par `lecteur`, ne lance pour aucun contenu. Une archive ou un
 * manifeste illisible arrete tout ; tout autre echec s'ajoute aux autres.
 */
export async function verifierDossier(
  lecteur: LecteurDeDossier,
  options: OptionsDossier = {},
): Promise<RapportDossier> {
  try {
    const faute = fauteDeNoms(lecteur.noms);
    return faute === undefined
      ? await juger(lecteur, options)
      : arrete(constat('archive-illisible', 'archive', faute));
  } catch (cause) {
    if (cause instanceof ArchiveIllisible)
      return arrete(constat('archive-illisible', 'archive', cause.message));
    throw cause;
  }
}

const FICHIERS_MAX = 20_000;

function fauteDeNoms(noms: readonly string[]): string | undefined {
  if (noms.length > FICHIERS_MAX) return 'l’archive contient trop de fichiers';
  if (!noms.every(estNomSur)) return 'l’archive contient un nom de fichier dangereux';
  if (new Set(noms.map((nom) => nom.toLowerCase())).size !== noms.length)
    return 'deux fichiers de l’archive portent le même nom';
  return undefined;
}

const arrete = (seul: Constat): RapportDossier => ({
  verdict: 'invalide',
  codes: [seul.code],
  pieces: [],
  plis: [],
  constats: [seul],
  acquis: [],
  reserves: [],
});

/** Le rapport d'une archive qui ne s'ouvre pas. */
export const dossierIllisible = (raison: string): RapportDossier =>
  arrete(constat('archive-illisible', 'archive', raison));

async function juger(lecteur: LecteurDeDossier, options: OptionsDossier): Promise<RapportDossier> {
  const present = (nom: string): boolean => lecteur.noms.includes(nom);
  const octets = present(NOM_MANIFESTE) ? await lecteur.lire(NOM_MANIFESTE) : undefined;
  if (octets === undefined)
    return arrete(constat('manifeste-illisible', NOM_MANIFESTE, 'dossier.json manque'));
  const lu = lireManifeste(octets);
  if (!lu.ok)
    return arrete(constat('manifeste-illisible', NOM_MANIFESTE, `dossier.json ne se lit pas : ${lu.refus}`));
  const confiance = await retenirLaConfiance(lecteur, options);
  const manifeste = lu.valeur;
  const a = options.a ?? new Date();
  const sceau = await jugerSceau(lecteur, { manifeste, octets, confiance, a });
  const seance = ouvrir(lecteur, options, { ...confiance, a });
  try {
    const examens = await examinerTout(demandesDe(lecteur.noms, manifeste), seance, options.progression);
    const pair = manifeste.service === 'interieur' ? 'justice' : 'interieur';
    const faits = lireFaits(manifeste, await lireSi(lecteur, 'journal/faits.jsonl'));
    const nommes = faits.nommes === undefined ? {} : { nommes: faits.nommes };
    const pieces = jugerPieces({ manifeste, noms: lecteur.noms, examens, ...nommes });
    const suite = faits.suite === undefined ? {} : { suite: faits.suite };
    const point = await lirePoint(lecteur, { manifeste, pair, confiance, ...suite });
    const preuves = faits.suite === undefined ? new Map() : await lirePreuves(lecteur, faits.suite);
    const jugerPreuve = jugerUnePreuve({
      service: manifeste.service,
      pair,
      idj: manifeste.idj,
      exporteA: manifeste.exporteA,
      cles: confiance.cles,
      preuves,
      ...suite,
      ...(point.note === undefined ? {} : { point: point.note }),
    });
    const plis = jugerPlis({ manifeste, pair, examens, jugerPreuve, ...nommes });
    const recepisses = jugerRecepisses({ manifeste, examens, ...nommes });
    const recues =
      faits.nommes === undefined
        ? []
        : jugerPreuvesRecues(jugerPreuve, {
            nommes: faits.nommes.preuves,
            examens,
            textes: await lirePreuvesRecues(lecteur),
            pair,
          });
    const journal = await jugerJournal(lecteur, {
      manifeste,
      pair,
      confiance,
      a,
      plis,
      tenues: options.tetes ?? [],
      preuves,
      point,
      ...suite,
    });
    const registres = await jugerRegistres(lecteur, {
      service: manifeste.service,
      pair,
      cles: confiance.cles,
      exporteA: manifeste.exporteA,
      idj: manifeste.idj,
      ...(point.note === undefined ? {} : { note: point.note }),
    });
    const regles = lireLesRegles(await lireSi(lecteur, FICHIER_DES_REGLES));
    const mesures = jugerMesures(examens, registres.registres, regles);
    const concordance = comparerAuxRegistres(examens, registres.registres);
    const constats = [
      ...sceau,
      ...jugerFichiers(manifeste, examens),
      ...faits.constats,
      ...journal.constats,
      ...pieces.flatMap(({ constats: siens }) => siens),
      ...plis.constats,
      ...recepisses,
      ...recues,
      ...mesures.constats,
      ...registres.constats,
      ...concordance.constats,
    ];
    const textes = [...examens.values()].filter(
      ({ acte }) => acte?.donnees !== undefined && acte.texte === undefined,
    );
    const rompue = constats.some(({ code }) => code === 'suite-rompue' || code === 'autre-dossier');
    const base = {
      verdict: verdictDe(constats),
      codes: codesDe(constats),
      service: manifeste.service,
      idj: manifeste.idj,
      exporteA: manifeste.exporteA,
      ...(journal.prouvee === undefined || rompue ? {} : { suite: journal.prouvee }),
      pieces: pieces.map(({ rapport }) => rapport),
      plis: plis.rapports,
      constats,
      reserves: [
        ...confiance.reserves,
        ...reserveDeTexte(textes.length),
        ...reserveDePreuves(plis.preuves.sans),
        ...mesures.reserves,
        ...concordance.reserves,
      ],
    };
    const acquis = acquisDe(base, { tetesRemises: journal.tetesRemises, preuves: plis.preuves });
    return {
      ...base,
      acquis: [
        ...acquis,
        ...(recepisses.length === 0 ? acquisDesRecepisses(manifeste) : []),
        ...mesures.acquis,
        ...concordance.acquis,
      ],
    };
  } finally {
    seance.fermer();
  }
}

const reserveDeTexte = (nombre: number): readonly string[] =>
  nombre === 0
    ? []
    : [
        `Le texte de ${nombre} acte${nombre > 1 ? 's' : ''} n’a pas été recomposé : son gabarit n’est pas connu de ce vérificateur.`,
      ];

const reserveDePreuves = (nombre: number): readonly string[] =>
  nombre === 0
    ? []
    : [
        `${nombre} acte${nombre > 1 ? 's sont partis' : ' est parti'} dans un pli sans la preuve de son inscription au journal : le pli est d’avant cette règle.`,
      ];

async function lirePreuvesRecues(lecteur: LecteurDeDossier): Promise<ReadonlyMap<string, string>> {
  const lues = new Map<string, string>();
  for (const nom of lecteur.noms.filter(estPreuveRecue))
    lues.set(nom, texteDe(await lecteur.lire(nom)) ?? '');
  return lues;
}

const ouvrir = (
  lecteur: LecteurDeDossier,
  { ouvrirExamen, comparerTexte }: OptionsDossier,
  { ancres, a }: { readonly ancres: ConfianceRetenue['ancres']; readonly a: Date },
): SeanceDExamen =>
  ouvrirExamen?.({ ancres, a }) ?? {
    examiner: (demande) =>
      examiner(lecteur, demande, { ancres, a, ...(comparerTexte === undefined ? {} : { comparerTexte }) }),
    fermer: () => undefined,
  };

async function jugerSceau(
  lecteur: LecteurDeDossier,
  {
    manifeste,
    octets,
    confiance,
    a,
  }: {
    readonly manifeste: Manifeste;
    readonly octets: Uint8Array;
    readonly confiance: ConfianceRetenue;
    readonly a: Date;
  },
): Promise<readonly Constat[]> {
  const non = (phrase: string): readonly Constat[] => [constat('manifeste-non-scelle', NOM_SCEAU, phrase)];
  const sceau = await lireSi(lecteur, NOM_SCEAU);
  if (sceau === undefined) return non('le manifeste n’est pas scellé : dossier.json.p7s manque');
  const { fautes, doutes, signatures } = await examinerSceau(sceau, octets, { ancres: confiance.ancres, a });
  const faute = fautes[0];
  if (faute !== undefined) return non(`le sceau du manifeste est faux : ${faute}`);
  if (!estCachetDe(manifeste.service, signatures))
    return non('le manifeste n’est pas scellé par le cachet du service');
  return doutes.map((code) => constat(code, NOM_SCEAU, 'une preuve manque au sceau du manifeste'));
}
