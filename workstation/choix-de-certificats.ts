import type { JetonLu } from '@ppn/pkcs11';
import { lireCertificat } from '@ppn/sealing';
import type { Certificat } from '@ppn/sealing';
import type { UsageCle } from './jeton.ts';

/** Un certificat et le jeton qui tient sa clé. */
export type CertificatTenu = { readonly jeton: JetonLu; readonly certificat: Certificat };
/** Une carte d'agent : ses deux certificats, sur un jeton ou sur deux (OpenSC en montre un par PIN). */
export type CarteChoisie = Readonly<Record<UsageCle, CertificatTenu>> & {
  readonly chaine: readonly Uint8Array[];
};

/**
 * Les cartes d'agent parmi les jetons, et les jetons qui n'en sont pas. Le certificat se choisit par son usage de clé, jamais par
 * son rang : `nonRepudiation` engage, `digitalSignature` seul authentifie, et les deux nomment la même personne. Entre deux
 * certificats renouvelés, celui qui vaut aujourd'hui, puis le plus récent.
 */
export function choisirCartes(
  jetons: readonly JetonLu[],
  maintenant: Date,
): { readonly cartes: readonly CarteChoisie[]; readonly autres: readonly JetonLu[] } {
  const tenus = jetons.flatMap(certificatsDe);
  const meilleur = (candidats: readonly CertificatTenu[]): CertificatTenu | undefined =>
    candidats.toSorted((un, autre) => rang(autre, maintenant) - rang(un, maintenant))[0];
  const cartes = jetons.flatMap((jeton): readonly CarteChoisie[] => {
    const signature = meilleur(tenus.filter((tenu) => tenu.jeton === jeton && engage(tenu)));
    if (signature === undefined) return [];
    const siens = tenus.filter((tenu) => authentifie(tenu) && estDuMeme(tenu, signature));
    const surLeJeton = siens.filter((tenu) => tenu.jeton === jeton);
    const authentification = meilleur(surLeJeton.length > 0 ? surLeJeton : siens);
    if (authentification === undefined) return [];
    return [{ signature, authentification, chaine: chaineDe(signature.certificat, tenus) }];
  });
  const servis = new Set(
    cartes.flatMap(({ signature, authentification }) => [signature.jeton, authentification.jeton]),
  );
  return { cartes, autres: jetons.filter((jeton) => !servis.has(jeton)) };
}

const engage = ({ certificat }: CertificatTenu): boolean =>
  !certificat.autorite && certificat.usages.includes('nonRepudiation');
const authentifie = ({ certificat }: CertificatTenu): boolean =>
  !certificat.autorite &&
  certificat.usages.includes('digitalSignature') &&
  !certificat.usages.includes('nonRepudiation');
const estDuMeme = (un: CertificatTenu, autre: CertificatTenu): boolean =>
  un.jeton.serie === autre.jeton.serie && un.certificat.sujet === autre.certificat.sujet;

function rang({ certificat }: CertificatTenu, maintenant: Date): number {
  const vaut = certificat.debut <= maintenant && maintenant < certificat.fin;
  return certificat.fin.getTime() + (vaut ? Number.MAX_SAFE_INTEGER / 2 : 0);
}

/** Les autorités que la carte porte, de l'émettrice vers la racine ; le service ne s'y fie jamais. */
function chaineDe(depart: Certificat, tenus: readonly CertificatTenu[]): readonly Uint8Array[] {
  const autorites = new Map(
    tenus
      .map(({ certificat }) => certificat)
      .filter(({ autorite }) => autorite)
      .map((certificat) => [certificat.sujet, certificat]),
  );
  const chaine: Certificat[] = [];
  let courant: Certificat | undefined = depart;
  while (courant !== undefined && courant.sujet !== courant.emetteur) {
    courant = autorites.get(courant.emetteur);
    if (courant === undefined || chaine.includes(courant)) break;
    chaine.push(courant);
  }
  return chaine.map(({ der }) => der);
}

function certificatsDe(jeton: JetonLu): readonly CertificatTenu[] {
  return jeton.certificats.flatMap((der) => {
    try {
      return [{ jeton, certificat: lireCertificat(der) }];
    } catch {
      return [];
    }
  });
}
