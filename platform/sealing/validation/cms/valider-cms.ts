import { ErreurDer, octetsDe } from '../asn1/der.ts';
import { materielDesAncres } from '../ancres.ts';
import type { Ancres } from '../ancres.ts';
import { MATERIEL_VIDE, ouvrirContexte, reunir } from '../chemin/materiel.ts';
import type { Materiel } from '../chemin/materiel.ts';
import { nonSigne, pireVerdict } from '../rapport.ts';
import type { Rapport, RapportSignature } from '../rapport.ts';
import { memesOctets } from '../asn1/valeurs.ts';
import { lireCms } from './cms-lu.ts';
import type { CmsLu } from './cms-lu.ts';
import { jugerSignature } from './juger-signature.ts';
import { empreinte } from '@ppn/core';

/** Un CMS a valider ; `contenu` est requis si la signature est detachee ; `a` vaut maintenant par defaut. */
export type DemandeCms = {
  readonly cms: Uint8Array;
  readonly contenu?: Uint8Array;
  readonly ancres: Ancres;
  readonly a?: Date;
};

/** Valide une signature CAdES a un seul signataire (EN 319 122-1). S'il y en a plusieurs, rend la pire. */
export async function validerCms(demande: DemandeCms): Promise<RapportSignature> {
  const rapport = await validerEnveloppe(demande);
  const pire = rapport.signatures.find((signature) => signature.verdict === rapport.verdict);
  return pire ?? rapport.signatures[0] ?? signatureAbsente(rapport);
}

/** Valide toutes les signatures d'un CMS (`.p7s`, `.p7m`), enveloppant ou detache. */
export async function validerEnveloppe(demande: DemandeCms): Promise<Rapport> {
  try {
    return jugerEnveloppe(demande, lireCms(demande.cms));
  } catch (erreur) {
    if (erreur instanceof ErreurDer) return nonSigne(`CMS illisible : ${erreur.message}`);
    throw erreur;
  }
}

function jugerEnveloppe(demande: DemandeCms, cms: CmsLu): Rapport {
  if (
    demande.contenu !== undefined &&
    cms.contenu !== undefined &&
    !memesOctets(demande.contenu, cms.contenu)
  )
    return {
      verdict: 'invalide',
      signatures: [],
      motifs: ['la signature porte son propre contenu, différent du fichier donné à côté'],
    };
  const contenu = cms.contenu ?? demande.contenu;
  if (contenu === undefined)
    return {
      verdict: 'indetermine',
      signatures: [],
      motifs: ['signature détachée : le fichier signé n’a pas été fourni'],
    };
  if (cms.signataires.length === 0) return nonSigne('CMS sans signataire');
  const contexte = ouvrirContexte(reunir(materielDesAncres(demande.ancres), materielDuCms(cms)));
  const a = demande.a ?? new Date();
  const signatures = cms.signataires
    .map((signataire) => jugerSignature(contexte, { cms, signataire, contenu: [contenu], a }).rapport)
    .map((rapport) => niveauLong(rapport, cms));
  const queue = cms.fin === demande.cms.length ? [] : ['octets en trop après la signature'];
  const verdict = pireVerdict([
    ...signatures.map((signature) => signature.verdict),
    ...(queue.length === 0 ? [] : ['indetermine' as const]),
  ]);
  return { verdict, signatures, motifs: queue };
}

/** B-LT quand les preuves de non-revocation sont dans l'enveloppe (EN 319 122-1 §6.3) ; l'horodatage d'archive n'est pas juge. */
function niveauLong(rapport: RapportSignature, cms: CmsLu): RapportSignature {
  const garni = cms.crls.length + cms.ocsps.length > 0;
  return rapport.niveau === 'B-T' && garni && rapport.revocation === 'bonne'
    ? { ...rapport, niveau: 'B-LT' }
    : rapport;
}

/** Certificats et preuves qu'un CMS et ses jetons embarquent (jamais des ancres). */
export function materielDuCms(cms: CmsLu): Materiel {
  const jetons = cms.signataires
    .flatMap((signataire) => signataire.nonSignes)
    .filter((attribut) => attribut.oid === '1.2.840.113549.1.9.16.2.14')
    .flatMap((attribut) => attribut.valeurs)
    .slice(0, 8);
  const soi: Materiel = {
    ...MATERIEL_VIDE,
    intermediaires: cms.certificats,
    crls: cms.crls,
    ocsps: cms.ocsps,
  };
  return jetons.reduce((somme, jeton) => reunir(somme, materielDOctets(octetsDe(jeton))), soi);
}

/** Comme `materielDuCms`, vide si les octets sont illisibles. */
export function materielDOctets(octets: Uint8Array): Materiel {
  try {
    return materielDuCms(lireCms(octets));
  } catch (erreur) {
    if (erreur instanceof ErreurDer) return MATERIEL_VIDE;
    throw erreur;
  }
}

function signatureAbsente(rapport: Rapport): RapportSignature {
  const verdict = rapport.verdict === 'indetermine' ? 'indetermine' : 'invalide';
  return {
    genre: 'signature',
    signataire: { nom: 'inconnu', sujet: 'inconnu', certificat: empreinte('0'.repeat(64)) },
    niveau: 'autre',
    integrite: 'alteree',
    couverture: 'partielle',
    ajoutsApres: [],
    chemin: 'inconnu',
    revocation: 'inconnue',
    verdict,
    codes: ['signature-fausse'],
    motifs: rapport.motifs,
  };
}
