import { ErreurDer, enfant, enfants, exiger, lireTout } from '../asn1/der.ts';
import { OCTETS, SUITE, chaineOctets, instant, memesOctets } from '../asn1/valeurs.ts';
import { condensatDe, condenser } from '../asn1/algorithmes.ts';
import type { CertificatLu } from '../asn1/certificat-lu.ts';
import { usagesEtendus } from '../asn1/certificat-lu.ts';
import type { Contexte } from '../chemin/materiel.ts';
import { jugerChemin } from '../chemin/valider-chemin.ts';
import type { IssueChemin } from '../chemin/valider-chemin.ts';
import { lireCms } from './cms-lu.ts';
import type { CmsLu } from './cms-lu.ts';
import { controlerSignataire } from './controler-signataire.ts';
import { doutesSurLesJoints } from './pieces-jointes.ts';

/**
 * Un jeton d'horodatage juge (RFC 3161). `intact` : il horodate bien ces octets et sa signature est juste ;
 * `fiable` : en plus, son unite d'horodatage est reconnue, valable et non revoquee.
 */
export type JetonJuge = {
  readonly intact: boolean;
  readonly fiable: boolean;
  /** Ce qui manque au jeton pour prouver son heure, en code de docs/preuve.md §7 ; absent : rien. */
  readonly code?: CodeDeJeton;
  readonly le: Date | undefined;
  readonly certificat: CertificatLu | undefined;
  readonly chemin: IssueChemin | undefined;
  readonly fautes: readonly string[];
  readonly reserves: readonly string[];
};

/** Les codes d'un jeton present. */
export type CodeDeJeton = 'horodatage-faux' | 'horodatage-expire' | 'revocation-inconnue';

const TST_INFO = '1.2.840.113549.1.9.16.1.4';
const HORODATAGE = '1.3.6.1.5.5.7.3.8';

/** Juge un jeton sur les octets qu'il doit horodater ; `a` est l'instant ou le jeton doit encore etre croyable. */
export function jugerJeton(
  contexte: Contexte,
  demande: { readonly jeton: Uint8Array; readonly horodate: readonly Uint8Array[]; readonly a: Date },
): JetonJuge {
  try {
    return jugerJetonLu(contexte, { ...demande, cms: lireCms(demande.jeton) });
  } catch (erreur) {
    if (!(erreur instanceof ErreurDer)) throw erreur;
    return {
      intact: false,
      fiable: false,
      code: 'horodatage-faux',
      le: undefined,
      certificat: undefined,
      chemin: undefined,
      fautes: [`jeton d’horodatage illisible (${erreur.message})`],
      reserves: [],
    };
  }
}

function jugerJetonLu(
  contexte: Contexte,
  demande: { readonly cms: CmsLu; readonly horodate: readonly Uint8Array[]; readonly a: Date },
): JetonJuge {
  const { cms } = demande;
  const signataire = cms.signataires[0];
  if (
    cms.type !== TST_INFO ||
    cms.contenu === undefined ||
    signataire === undefined ||
    cms.signataires.length !== 1
  )
    throw new ErreurDer('ce n’est pas un jeton RFC 3161');
  const info = lireTstInfo(cms.contenu);
  const controle = controlerSignataire(cms, signataire, {
    contenu: [cms.contenu],
    autres: contexte.materiel.intermediaires,
  });
  const empreinte =
    info.condensat !== undefined && memesOctets(info.empreinte, condenser(info.condensat, demande.horodate));
  const fautes = [
    ...(empreinte ? [] : ['le jeton d’horodatage porte sur autre chose']),
    ...controle.fautes.map((faute) => `horodatage : ${faute}`),
    ...(controle.certificat !== undefined && !estUniteDHorodatage(controle.certificat)
      ? ['horodatage : le certificat n’est pas celui d’une unité d’horodatage']
      : []),
  ];
  const reserves = [
    ...controle.reserves,
    ...doutesSurLesJoints(contexte, cms),
    ...(info.condensat === 'sha1' ? ['empreinte horodatée en SHA-1, trop faible'] : []),
    ...(controle.certificatDesigne ? [] : ['jeton sans attribut signing-certificate']),
  ];
  const intact = fautes.length === 0;
  const confiance =
    controle.certificat === undefined
      ? undefined
      : jugerUnite(contexte, controle.certificat, { le: info.le, a: demande.a });
  const toutes = [...reserves, ...(confiance?.reserves ?? [])].map((texte) => `horodatage : ${texte}`);
  const code = fautes.length + reserves.length > 0 ? 'horodatage-faux' : confiance?.code;
  return {
    intact,
    fiable: intact && toutes.length === 0,
    ...(code === undefined ? {} : { code }),
    le: info.le,
    certificat: controle.certificat,
    chemin: confiance?.chemin,
    fautes,
    reserves: toutes,
  };
}

function lireTstInfo(octets: Uint8Array): {
  readonly condensat: string | undefined;
  readonly empreinte: Uint8Array;
  readonly le: Date;
} {
  const [, , empreinte, , le] = enfants(exiger(lireTout(octets), SUITE));
  const imprint = exiger(empreinte, SUITE);
  return {
    condensat: condensatDe(enfant(imprint, 0, SUITE)),
    empreinte: chaineOctets(enfant(imprint, 1, OCTETS)),
    le: instant(le),
  };
}

/** RFC 3161 §2.3 : extendedKeyUsage critique, timeStamping seul. */
function estUniteDHorodatage(certificat: CertificatLu): boolean {
  const usages = usagesEtendus(certificat);
  return (
    certificat.extensions.get('2.5.29.37')?.critique === true &&
    usages.length === 1 &&
    usages[0] === HORODATAGE
  );
}

/** L'unite doit etre reconnue et non revoquee a l'heure du jeton, et encore valable a l'instant juge. */
function jugerUnite(
  contexte: Contexte,
  certificat: CertificatLu,
  instants: { readonly le: Date; readonly a: Date },
): { readonly chemin: IssueChemin; readonly reserves: readonly string[]; readonly code?: CodeDeJeton } {
  if (instants.le > instants.a)
    return {
      code: 'horodatage-faux',
      chemin: jugerChemin(contexte, { certificat, a: instants.a }),
      reserves: ['le jeton est daté après l’instant de la vérification'],
    };
  const alors = jugerChemin(contexte, { certificat, a: instants.le });
  const maintenant = jugerChemin(contexte, { certificat, a: instants.a });
  if (alors.chemin !== 'valide' || alors.revocation !== 'bonne')
    return {
      code:
        alors.chemin === 'valide' && alors.revocation === 'inconnue'
          ? 'revocation-inconnue'
          : 'horodatage-faux',
      chemin: alors,
      reserves: [...alors.motifs, ...alors.faiblesses],
    };
  if (maintenant.chemin === 'expire')
    return {
      code: 'horodatage-expire',
      chemin: maintenant,
      reserves: ['le certificat de l’unité d’horodatage a expiré : il fallait ré-horodater avant'],
    };
  if (maintenant.revocation === 'revoquee')
    return { code: 'horodatage-expire', chemin: maintenant, reserves: maintenant.motifs };
  return {
    ...(alors.faiblesses.length === 0 ? {} : { code: 'horodatage-faux' }),
    chemin: alors,
    reserves: alors.faiblesses,
  };
}
