import { empreinte } from '@ppn/core';
import { condenser } from '../asn1/algorithmes.ts';
import { ErreurDer } from '../asn1/der.ts';
import { memesOctets } from '../asn1/valeurs.ts';
import type { Contexte } from '../chemin/materiel.ts';
import { lireCms } from '../cms/cms-lu.ts';
import type { CmsLu } from '../cms/cms-lu.ts';
import { jugerJeton } from '../cms/jeton.ts';
import { jugerSignature, signataireDe } from '../cms/juger-signature.ts';
import type { CodeDeSignature, RapportSignature, Verdict } from '../rapport.ts';
import type { SignaturePdf } from './signature-pdf.ts';

/** Une signature et sa place dans le document. */
export type SituationDeSignature = {
  readonly signature: SignaturePdf;
  readonly couverture: RapportSignature['couverture'];
  readonly permis: readonly string[];
  readonly interdits: readonly string[];
  readonly dss: boolean;
  /** Un DocTimeStamp posterieur couvre le DSS. */
  readonly dssHorodate: boolean;
  readonly illisibles: number;
};

export type Instants = { readonly a: Date; readonly prouveA?: Date };

/** Juge une signature ou un cachet du document. */
export function juger(
  contexte: Contexte,
  situation: SituationDeSignature,
  instants: Instants,
): RapportSignature {
  const { signature } = situation;
  if (!SOUS_FILTRES.has(signature.sousFiltre))
    return sansJugement(situation, {
      verdict: 'indetermine',
      motif: `type de signature ${signature.sousFiltre || 'absent'} non pris en charge`,
    });
  const lu = lireContenu(signature.contenu);
  if (typeof lu === 'string') return sansJugement(situation, { verdict: 'invalide', motif: lu });
  const signataire = lu.cms.signataires[0];
  if (signataire === undefined || lu.cms.signataires.length !== 1)
    return sansJugement(situation, { verdict: 'invalide', motif: 'le CMS n’a pas exactement un signataire' });
  const enveloppe =
    signature.sousFiltre === 'adbe.pkcs7.sha1' ? condenser('sha1', signature.signe) : undefined;
  const jugee = jugerSignature(contexte, {
    cms: lu.cms,
    signataire,
    contenu: enveloppe === undefined ? signature.signe : [enveloppe],
    ...instants,
  });
  const pades = signature.sousFiltre === 'ETSI.CAdES.detached';
  const reserves = [
    ...(pades && !jugee.certificatDesigne ? ['attribut signing-certificate absent'] : []),
    ...(enveloppe === undefined ? [] : ['condensat SHA-1, trop faible']),
  ];
  const fautes = [...lu.fautes, ...fauteDeContenu(lu.cms.contenu, enveloppe)];
  const complet = completer(situation, { rapport: jugee.rapport, fautes, reserves });
  return { ...complet, niveau: pades ? niveau(complet, situation) : 'autre' };
}

/** ISO 32000-2 §12.8.3.3 ; `adbe.pkcs7.sha1` (ancien) enveloppe le SHA-1 du document. */
const SOUS_FILTRES: ReadonlySet<string> = new Set([
  'ETSI.CAdES.detached',
  'adbe.pkcs7.detached',
  'adbe.pkcs7.sha1',
]);

function fauteDeContenu(contenu: Uint8Array | undefined, attendu: Uint8Array | undefined): readonly string[] {
  if (attendu === undefined) return contenu === undefined ? [] : ['signature détachée qui porte un contenu'];
  return contenu !== undefined && memesOctets(contenu, attendu)
    ? []
    : ['le contenu n’est pas celui qui a été signé (condensat différent)'];
}

/** Juge un DocTimeStamp ; `preuve` est l'heure qu'il etablit pour ce qui le precede. */
export function jugerHorodatage(
  contexte: Contexte,
  situation: SituationDeSignature,
  instants: Instants,
): { readonly rapport: RapportSignature; readonly preuve: Date | undefined } {
  const { signature } = situation;
  const lu = lireContenu(signature.contenu);
  if (typeof lu === 'string')
    return { rapport: sansJugement(situation, { verdict: 'invalide', motif: lu }), preuve: undefined };
  const jeton = jugerJeton(contexte, {
    jeton: lu.octets,
    horodate: signature.signe,
    a: instants.prouveA ?? instants.a,
  });
  const verdict: Verdict =
    !jeton.intact || jeton.chemin?.chemin === 'invalide' || jeton.chemin?.revocation === 'revoquee'
      ? 'invalide'
      : jeton.fiable
        ? 'valide'
        : 'indetermine';
  const rapport: RapportSignature = {
    ...sansJugement(situation, { verdict, motif: '' }),
    ...(jeton.certificat === undefined ? {} : { signataire: signataireDe(jeton.certificat) }),
    ...(jeton.le === undefined || !jeton.fiable ? {} : { horodateA: jeton.le.toISOString() }),
    integrite: jeton.intact ? 'intacte' : 'alteree',
    chemin: jeton.chemin?.chemin ?? 'inconnu',
    revocation: jeton.chemin?.revocation ?? 'inconnue',
    verdict,
    codes: jeton.code === undefined ? [] : [jeton.code],
    motifs: [...jeton.fautes, ...jeton.reserves],
  };
  const complet = completer(situation, { rapport, fautes: lu.fautes, reserves: [] });
  const sain = jeton.fiable && signature.fautes.length === 0 && lu.fautes.length === 0;
  return { rapport: complet, preuve: sain ? jeton.le : undefined };
}

type ContenuLu = { readonly cms: CmsLu; readonly octets: Uint8Array; readonly fautes: readonly string[] };

/** Le CMS de /Contents ; apres lui, seuls des zeros (EN 319 142-1 §5.5, falsification t4). */
function lireContenu(contenu: Uint8Array): ContenuLu | string {
  if (contenu.every((octet) => octet === 0)) return 'signature vide';
  try {
    const cms = lireCms(contenu);
    const nul = contenu.subarray(cms.fin).every((octet) => octet === 0);
    return {
      cms,
      octets: contenu.subarray(0, cms.fin),
      fautes: nul ? [] : [OCTETS_EN_TROP],
    };
  } catch (erreur) {
    if (erreur instanceof ErreurDer) return `signature illisible (${erreur.message})`;
    throw erreur;
  }
}

type Ajouts = {
  readonly rapport: RapportSignature;
  readonly fautes: readonly string[];
  readonly reserves: readonly string[];
};

/** Ajoute ce que le document dit de la signature : plage, modifications, ambiguites. */
function completer(situation: SituationDeSignature, ajouts: Ajouts): RapportSignature {
  const { signature } = situation;
  const fautes = [
    ...signature.fautes,
    ...ajouts.fautes,
    ...situation.interdits.map((faute) => `modification interdite après la signature : ${faute}`),
  ];
  const reserves = [
    ...ajouts.reserves,
    ...(situation.illisibles > 0 ? ['objets illisibles dans la révision signée'] : []),
  ];
  const verdict =
    fautes.length > 0
      ? 'invalide'
      : reserves.length > 0 && ajouts.rapport.verdict === 'valide'
        ? 'indetermine'
        : ajouts.rapport.verdict;
  return {
    ...ajouts.rapport,
    champ: signature.champ,
    ...(signature.signeA === undefined ? {} : { signeA: signature.signeA }),
    couverture: situation.couverture,
    ajoutsApres: situation.permis,
    verdict,
    integrite: signature.fautes.length + ajouts.fautes.length > 0 ? 'alteree' : ajouts.rapport.integrite,
    codes: codesDe(situation, ajouts),
    motifs: [...new Set([...fautes, ...reserves, ...ajouts.rapport.motifs])],
  };
}

/** Les codes du document s'ajoutent a ceux du CMS ; une plage inutilisable n'a rien de signe a comparer. */
function codesDe(situation: SituationDeSignature, ajouts: Ajouts): readonly CodeDeSignature[] {
  const sansPlage = situation.signature.signe.length === 0;
  const { fautes } = situation.signature;
  const bourrage = sansPlage || ajouts.fautes.includes(OCTETS_EN_TROP);
  const autres =
    ajouts.fautes.filter((faute) => faute !== OCTETS_EN_TROP).length +
    ajouts.reserves.length +
    situation.illisibles;
  const codes: readonly (CodeDeSignature | undefined)[] = [
    ...ajouts.rapport.codes.filter((code) => !sansPlage || code !== 'signature-fausse'),
    bourrage ? 'bourrage' : undefined,
    autres > 0 ? 'signature-fausse' : undefined,
    situation.interdits.length > 0 || (!sansPlage && fautes.length > 0)
      ? 'modifie-apres-signature'
      : undefined,
  ];
  return [...new Set(codes.filter((code) => code !== undefined))];
}

const OCTETS_EN_TROP = 'octets non nuls après la signature dans /Contents';

/** EN 319 142-1 §6 : LT quand le DSS porte les preuves, LTA quand un horodatage ulterieur couvre le DSS. */
function niveau(rapport: RapportSignature, situation: SituationDeSignature): RapportSignature['niveau'] {
  if (rapport.niveau !== 'B-T' && rapport.niveau !== 'B-B') return rapport.niveau;
  if (rapport.niveau === 'B-B' && rapport.horodateA === undefined) return 'B-B';
  if (!situation.dss || rapport.revocation !== 'bonne') return 'B-T';
  return situation.dssHorodate ? 'B-LTA' : 'B-LT';
}

function sansJugement(
  situation: SituationDeSignature,
  issue: { readonly verdict: Verdict; readonly motif: string },
): RapportSignature {
  const { signature } = situation;
  const fautes = [
    ...signature.fautes,
    ...situation.interdits.map((faute) => `modification interdite après la signature : ${faute}`),
  ];
  return {
    genre: signature.sousFiltre === 'ETSI.RFC3161' ? 'horodatage' : 'signature',
    champ: signature.champ,
    signataire: { nom: 'inconnu', sujet: 'inconnu', certificat: empreinte('0'.repeat(64)) },
    niveau: 'autre',
    ...(signature.signeA === undefined ? {} : { signeA: signature.signeA }),
    integrite: 'alteree',
    couverture: situation.couverture,
    ajoutsApres: situation.permis,
    chemin: 'inconnu',
    revocation: 'inconnue',
    verdict: fautes.length > 0 ? 'invalide' : issue.verdict,
    codes: [
      signature.signe.length === 0 ? 'bourrage' : 'signature-fausse',
      ...(situation.interdits.length > 0 ? (['modifie-apres-signature'] as const) : []),
    ],
    motifs: [...(issue.motif === '' ? [] : [issue.motif]), ...fautes],
  };
}
