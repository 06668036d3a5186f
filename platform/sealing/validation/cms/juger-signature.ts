import { usages, usagesEtendus } from '../asn1/certificat-lu.ts';
import type { CertificatLu } from '../asn1/certificat-lu.ts';
import { attributDe, texteDuNom } from '../asn1/noms.ts';
import type { Contexte } from '../chemin/materiel.ts';
import { NON_REPUDIATION, SIGNATURE_NUMERIQUE, permet } from '../chemin/regles.ts';
import { jugerChemin } from '../chemin/valider-chemin.ts';
import type { IssueChemin } from '../chemin/valider-chemin.ts';
import { oid } from '../asn1/valeurs.ts';
import { ErreurDer, enfant, enfants, lireTout, octetsDe } from '../asn1/der.ts';
import { empreinte } from '@ppn/core';
import type { CodeDeSignature, RapportSignature, Verdict } from '../rapport.ts';
import type { CmsLu, SignataireLu } from './cms-lu.ts';
import { controlerSignataire } from './controler-signataire.ts';
import type { ControleCms } from './controler-signataire.ts';
import { jugerJeton } from './jeton.ts';
import { doutesSurLesJoints } from './pieces-jointes.ts';
import type { JetonJuge } from './jeton.ts';

/** Une signature CMS a juger sur son contenu. */
export type SignatureAJuger = {
  readonly cms: CmsLu;
  readonly signataire: SignataireLu;
  readonly contenu: readonly Uint8Array[];
  /** Instant de la verification. */
  readonly a: Date;
  /** Instant, deja prouve par un horodatage du document, ou la signature existait. */
  readonly prouveA?: Date;
};

/** Ce qui est su d'une signature, avant la couverture du document. */
export type SignatureJugee = {
  readonly rapport: RapportSignature;
  readonly fautes: readonly string[];
  readonly reserves: readonly string[];
  readonly certificatDesigne: boolean;
};

const HORODATAGE_DE_SIGNATURE = '1.2.840.113549.1.9.16.2.14';

/** Juge octets, horodatage, chaine et revocation, a l'instant le plus ancien qui soit prouve (EN 319 102-1 §5.5). */
export function jugerSignature(contexte: Contexte, demande: SignatureAJuger): SignatureJugee {
  const controle = controlerSignataire(demande.cms, demande.signataire, {
    contenu: demande.contenu,
    autres: contexte.materiel.intermediaires,
  });
  const jetons = jetonsDe(contexte, demande);
  const preuve = instantDePreuve(jetons, demande.prouveA);
  const chemin =
    controle.certificat === undefined
      ? undefined
      : jugerChemin(contexte, { certificat: controle.certificat, a: preuve ?? demande.a });
  const usage = controle.certificat !== undefined && !peutSigner(controle.certificat);
  const fautes = [...controle.fautes, ...jetons.flatMap((jeton) => jeton.fautes)];
  const doutes = doutesSurLesJoints(contexte, demande.cms);
  const reserves = [
    ...controle.reserves,
    ...jetons.flatMap((jeton) => jeton.reserves),
    ...doutes,
    ...(usage ? ['ce certificat n’est pas fait pour signer un document'] : []),
    ...(chemin?.faiblesses ?? []),
  ];
  const alors = preuve ?? instantJuste(jetons);
  const cheminAlors =
    controle.certificat === undefined || alors === preuve
      ? chemin
      : jugerChemin(contexte, { certificat: controle.certificat, a: alors ?? demande.a });
  const rapport = composer({ controle, jetons, chemin, cheminAlors, preuve, doutes, fautes, reserves });
  return { rapport, fautes, reserves, certificatDesigne: controle.certificatDesigne };
}

const USAGES_ETRANGERS: ReadonlySet<string> = new Set([
  '1.3.6.1.5.5.7.3.1',
  '1.3.6.1.5.5.7.3.2',
  '1.3.6.1.5.5.7.3.8',
  '1.3.6.1.5.5.7.3.9',
]);

/** Un certificat de TLS, d'authentification, d'horodatage ou d'OCSP sans nonRepudiation n'engage pas son titulaire. */
function peutSigner(certificat: CertificatLu): boolean {
  const etendus = usagesEtendus(certificat);
  if (permet(certificat, NON_REPUDIATION) && usages(certificat) !== undefined) return true;
  return (
    permet(certificat, SIGNATURE_NUMERIQUE) &&
    (etendus.length === 0 || !etendus.every((usage) => USAGES_ETRANGERS.has(usage)))
  );
}

function jetonsDe(contexte: Contexte, demande: SignatureAJuger): readonly JetonJuge[] {
  const attributs = demande.signataire.nonSignes.filter(
    (attribut) => attribut.oid === HORODATAGE_DE_SIGNATURE,
  );
  return attributs
    .flatMap((attribut) => attribut.valeurs)
    .slice(0, 8)
    .map((valeur) =>
      jugerJeton(contexte, {
        jeton: octetsDe(valeur),
        horodate: [demande.signataire.signature],
        a: demande.prouveA ?? demande.a,
      }),
    );
}

function instantDePreuve(jetons: readonly JetonJuge[], prouveA: Date | undefined): Date | undefined {
  const instants = [
    ...jetons.filter((jeton) => jeton.fiable).flatMap((jeton) => jeton.le ?? []),
    ...(prouveA === undefined ? [] : [prouveA]),
  ];
  return instants.length === 0 ? undefined : new Date(Math.min(...instants.map((date) => date.getTime())));
}

/** L'heure d'un jeton juste qui ne prouve plus (expire, ou de revocation inconnue) : les codes jugent la chaine a cette heure. */
function instantJuste(jetons: readonly JetonJuge[]): Date | undefined {
  const justes = jetons.filter(({ intact, code }) => intact && code !== 'horodatage-faux');
  return instantDePreuve(
    justes.map((jeton) => ({ ...jeton, fiable: true })),
    undefined,
  );
}

type Elements = {
  readonly controle: ControleCms;
  readonly jetons: readonly JetonJuge[];
  readonly chemin: IssueChemin | undefined;
  /** Le chemin a l'heure de signature des codes (docs/preuve.md §7.1). */
  readonly cheminAlors: IssueChemin | undefined;
  readonly preuve: Date | undefined;
  readonly doutes: readonly string[];
  readonly fautes: readonly string[];
  readonly reserves: readonly string[];
};

function composer(elements: Elements): RapportSignature {
  const { controle, jetons, chemin, preuve, fautes, reserves } = elements;
  const intacte = controle.intacte && jetons.every((jeton) => jeton.fautes.length === 0);
  const certificat = controle.certificat;
  const tentative = jetons.some((jeton) => jeton.intact && !jeton.fiable);
  return {
    genre: certificat !== undefined && estCachet(certificat) ? 'cachet' : 'signature',
    signataire: certificat === undefined ? SIGNATAIRE_INCONNU : signataireDe(certificat),
    niveau: !controle.certificatDesigne ? 'autre' : jetons.some((jeton) => jeton.intact) ? 'B-T' : 'B-B',
    ...(controle.signeA === undefined ? {} : { signeA: controle.signeA.toISOString() }),
    ...(preuve === undefined ? {} : { horodateA: preuve.toISOString() }),
    integrite: intacte ? 'intacte' : 'alteree',
    couverture: 'totale',
    ajoutsApres: [],
    chemin: chemin?.chemin ?? 'inconnu',
    revocation: chemin?.revocation ?? 'inconnue',
    verdict: verdictDe({ intacte, fautes, reserves, chemin, tentative }),
    codes: codesDe(elements),
    motifs: [...new Set([...fautes, ...reserves, ...(chemin?.motifs ?? []), ...controle.notes])],
  };
}

/** Chaque controle manque donne son code ; la chaine ne se juge que si le certificat est la, la revocation que si elle tient. */
function codesDe({
  controle,
  jetons,
  cheminAlors: chemin,
  preuve,
  doutes,
}: Elements): readonly CodeDeSignature[] {
  const { certificat } = controle;
  const faux = [...controle.fautes, ...controle.reserves, ...controle.notes].length > 0;
  const engage =
    certificat !== undefined &&
    usages(certificat) !== undefined &&
    permet(certificat, NON_REPUDIATION) &&
    chemin?.chemin === 'valide' &&
    chemin.faiblesses.length === 0;
  const codes: readonly (CodeDeSignature | undefined)[] = [
    faux || !controle.certificatDesigne ? 'signature-fausse' : undefined,
    certificat === undefined || engage ? undefined : 'certificat-non-reconnu',
    chemin?.revocation === 'revoquee' ? 'certificat-revoque' : undefined,
    engage && (chemin.revocation === 'inconnue' || doutes.length > 0) ? 'revocation-inconnue' : undefined,
    jetons.length === 0 && preuve === undefined ? 'horodatage-absent' : undefined,
    ...jetons.map((jeton) => jeton.code),
  ];
  return [...new Set(codes.filter((code) => code !== undefined))];
}

/** Regle de conclusion : le faux l'emporte sur l'incertain, l'incertain sur le vrai. */
function verdictDe(su: {
  readonly intacte: boolean;
  readonly fautes: readonly string[];
  readonly reserves: readonly string[];
  readonly chemin: IssueChemin | undefined;
  readonly tentative: boolean;
}): Verdict {
  const chemin = su.chemin?.chemin ?? 'inconnu';
  const revocation = su.chemin?.revocation ?? 'inconnue';
  if (!su.intacte || su.fautes.length > 0 || chemin === 'invalide' || revocation === 'revoquee')
    return 'invalide';
  if (chemin === 'expire') return su.tentative ? 'indetermine' : 'invalide';
  return chemin === 'valide' && revocation === 'bonne' && su.reserves.length === 0 ? 'valide' : 'indetermine';
}

const SIGNATAIRE_INCONNU: RapportSignature['signataire'] = {
  nom: 'inconnu',
  sujet: 'inconnu',
  certificat: empreinte('0'.repeat(64)),
};

/** Identite lisible d'un certificat : nom (CN), matricule (serialNumber), organisation (O). */
export function signataireDe(certificat: CertificatLu): RapportSignature['signataire'] {
  const nom = attributDe(certificat.sujet, '2.5.4.3') ?? texteDuNom(certificat.sujet);
  const matricule = attributDe(certificat.sujet, '2.5.4.5');
  const organisation = attributDe(certificat.sujet, '2.5.4.10');
  return {
    nom,
    ...(matricule === undefined ? {} : { matricule }),
    ...(organisation === undefined ? {} : { organisation }),
    sujet: texteDuNom(certificat.sujet),
    certificat: certificat.empreinte,
  };
}

/** Cachet : QcType eseal (EN 319 412-5 §4.2.3), ou a defaut une personne morale sans nom de personne. */
function estCachet(certificat: CertificatLu): boolean {
  const qc = certificat.extensions.get('1.3.6.1.5.5.7.1.3');
  const types = qc === undefined ? [] : typesQualifies(qc.valeur);
  if (types.length > 0) return types.includes('0.4.0.1862.1.6.2');
  const personne = ['2.5.4.4', '2.5.4.42', '2.5.4.5'].some(
    (type) => attributDe(certificat.sujet, type) !== undefined,
  );
  return (
    !personne &&
    (attributDe(certificat.sujet, '2.5.4.97') !== undefined ||
      attributDe(certificat.sujet, '2.5.4.10') !== undefined)
  );
}

function typesQualifies(valeur: Uint8Array): readonly string[] {
  try {
    const types = enfants(lireTout(valeur)).filter((noeud) => oid(enfant(noeud, 0)) === '0.4.0.1862.1.6');
    return types.flatMap((noeud) => enfants(enfant(noeud, 1)).map(oid));
  } catch (erreur) {
    if (erreur instanceof ErreurDer) return [];
    throw erreur;
  }
}
