import { ErreurDer } from '../asn1/der.ts';
import { materielDesAncres } from '../ancres.ts';
import type { Ancres } from '../ancres.ts';
import { ouvrirContexte, reunir } from '../chemin/materiel.ts';
import type { Contexte } from '../chemin/materiel.ts';
import { materielDOctets } from '../cms/valider-cms.ts';
import { nonSigne, pireVerdict } from '../rapport.ts';
import type { Rapport, RapportSignature } from '../rapport.ts';
import { comparerRevisions } from './comparer-revisions.ts';
import type { Comparaison } from './comparer-revisions.ts';
import { ouvrirPdf } from './document.ts';
import type { DocumentPdf } from './document.ts';
import { materielDuDss } from './dss.ts';
import { juger, jugerHorodatage } from './juger-signature-pdf.ts';
import type { SituationDeSignature } from './juger-signature-pdf.ts';
import { ErreurPdf, dictionnaireDe, valeur } from './objets.ts';
import { signaturesDe } from './signature-pdf.ts';
import type { SignaturePdf } from './signature-pdf.ts';
import { retenirLaStructure } from './structure-lisible.ts';

const TAILLE_MAX = 512 * 1024 * 1024;
const SIGNATURES_MAX = 64;

/**
 * Valide toutes les signatures PAdES d'un PDF (EN 319 142-1, EN 319 102-1) et compare les revisions entre elles.
 * Ne lance pas pour un fichier malforme : le rapport le dit. `a` : instant de la verification, maintenant par defaut.
 */
export async function validerPdf(
  octets: Uint8Array,
  ancres: Ancres,
  options: { readonly a?: Date } = {},
): Promise<Rapport> {
  if (octets.length > TAILLE_MAX) return nonSigne('fichier trop volumineux pour être vérifié');
  try {
    const pdf = ouvrirPdf(octets);
    if (pdf.chiffre)
      return illisible(octets, {
        verdict: 'indetermine',
        motif: 'document chiffré : ses signatures ne peuvent pas être vérifiées',
      });
    return jugerDocument(pdf, ancres, options.a ?? new Date());
  } catch (erreur) {
    if (erreur instanceof ErreurPdf || erreur instanceof ErreurDer)
      return illisible(octets, {
        verdict: 'invalide',
        motif: `structure du fichier illisible (${erreur.message})`,
      });
    throw erreur;
  }
}

/** Un fichier illisible qui garde la trace d'une signature a ete abime ou altere ; sans trace, il n'est pas signe. */
function illisible(
  octets: Uint8Array,
  issue: { readonly verdict: 'invalide' | 'indetermine'; readonly motif: string },
): Rapport {
  return porteTrace(octets)
    ? {
        verdict: issue.verdict,
        signatures: [],
        motifs: [issue.motif, 'le fichier porte la trace d’une signature'],
      }
    : nonSigne(issue.motif);
}

const porteTrace = (octets: Uint8Array): boolean =>
  Buffer.from(octets.buffer, octets.byteOffset, octets.byteLength).includes('/ByteRange');

function jugerDocument(pdf: DocumentPdf, ancres: Ancres, a: Date): Rapport {
  const signatures = signaturesDe(pdf);
  if (signatures.length === 0)
    return porteTrace(pdf.octets)
      ? {
          verdict: 'invalide',
          signatures: [],
          motifs: ['le fichier porte la trace d’une signature qui n’est plus dans ses champs'],
        }
      : nonSigne('aucune signature dans ce document');
  if (signatures.length > SIGNATURES_MAX)
    return { verdict: 'indetermine', signatures: [], motifs: ['trop de signatures pour être vérifiées'] };
  const materiel = signatures.reduce(
    (somme, signature) => reunir(somme, materielDOctets(signature.contenu)),
    reunir(materielDesAncres(ancres), materielDuDss(pdf)),
  );
  const suites = comparerSuites(pdf, signatures);
  const situations = signatures.map((signature, rang) =>
    situer(pdf, { signature, suites: suites.slice(rang), signatures: signatures.slice(rang + 1) }),
  );
  const rapports = jugerDansLOrdre(ouvrirContexte(materiel), situations, a);
  const reserves = reservesDuDocument(pdf, signatures);
  retenirLaStructure(pdf.octets, pdf.illisibles.size === 0);
  const fautes = suites.at(-1)?.interdits.slice(0, 3) ?? [];
  const verdict = pireVerdict([
    ...rapports.map((rapport) => rapport.verdict),
    ...(reserves.length > 0 ? ['indetermine' as const] : []),
  ]);
  return { verdict, signatures: rapports, motifs: [...reserves, ...fautes] };
}

/** Pour chaque signature, ce qui change jusqu'a la revision signee suivante (ou jusqu'a la fin du fichier). */
function comparerSuites(pdf: DocumentPdf, signatures: readonly SignaturePdf[]): readonly Comparaison[] {
  return signatures.map((signature, rang) => {
    if (signature.revision === undefined) return { permis: [], interdits: [] };
    const figee = signatures.slice(0, rang + 1).some((precedente) => precedente.figee);
    const suivante = signatures.slice(rang + 1).find((autre) => autre.revision !== undefined);
    if (suivante?.revision !== undefined)
      return suivante.fin === signature.fin
        ? { permis: [], interdits: [] }
        : comparerRevisions(signature.revision, suivante.revision, figee);
    if (signature.fin === pdf.octets.length) return { permis: [], interdits: [] };
    const neuve = pdf.depart >= signature.fin;
    return neuve && pdf.finNette
      ? comparerRevisions(signature.revision, pdf, figee)
      : {
          permis: [],
          interdits: [`${pdf.octets.length - signature.fin} octets ajoutés après la dernière signature`],
        };
  });
}

function situer(
  pdf: DocumentPdf,
  vue: {
    readonly signature: SignaturePdf;
    readonly suites: readonly Comparaison[];
    readonly signatures: readonly SignaturePdf[];
  },
): SituationDeSignature {
  const { signature } = vue;
  const dss = (document: DocumentPdf): boolean =>
    dictionnaireDe(document.resoudre(valeur(document.catalogue, 'DSS'))) !== undefined;
  return {
    signature,
    couverture:
      signature.revision === undefined
        ? 'partielle'
        : signature.fin === pdf.octets.length
          ? 'totale'
          : 'anterieure',
    permis: [...new Set(vue.suites.flatMap((suite) => suite.permis))],
    interdits: [...new Set(vue.suites.flatMap((suite) => suite.interdits))],
    dss: dss(pdf),
    dssHorodate: vue.signatures.some(
      (suivante) =>
        suivante.sousFiltre === 'ETSI.RFC3161' && suivante.revision !== undefined && dss(suivante.revision),
    ),
    illisibles: signature.revision === undefined ? 0 : signature.revision.illisibles.size,
  };
}

/** Les horodatages du document d'abord, du dernier au premier : chacun prouve l'existence de ce qui le precede. */
function jugerDansLOrdre(
  contexte: Contexte,
  situations: readonly SituationDeSignature[],
  a: Date,
): readonly RapportSignature[] {
  let prouveA: Date | undefined;
  const rapports: RapportSignature[] = [];
  for (const situation of [...situations].reverse()) {
    const instants = { a, ...(prouveA === undefined ? {} : { prouveA }) };
    if (situation.signature.sousFiltre === 'ETSI.RFC3161') {
      const juge = jugerHorodatage(contexte, situation, instants);
      if (juge.preuve !== undefined && (prouveA === undefined || juge.preuve < prouveA))
        prouveA = juge.preuve;
      rapports.unshift(juge.rapport);
    } else rapports.unshift(juger(contexte, situation, instants));
  }
  return rapports;
}

function reservesDuDocument(pdf: DocumentPdf, signatures: readonly SignaturePdf[]): readonly string[] {
  const dictionnaires = pdf.numeros.filter(
    (numero) =>
      valeur(
        dictionnaireDe(pdf.objet(numero)) ?? { genre: 'dictionnaire', entrees: new Map(), doublons: false },
        'ByteRange',
      ).genre !== 'nul',
  );
  return [
    ...(dictionnaires.length > signatures.length
      ? ['une signature du fichier n’appartient à aucun champ']
      : []),
    ...(pdf.illisibles.size > 0
      ? [`objets illisibles dans le fichier : ${[...pdf.illisibles].slice(0, 5).join(', ')}`]
      : []),
  ];
}
