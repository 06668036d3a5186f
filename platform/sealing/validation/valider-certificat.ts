import { materielDesAncres } from './ancres.ts';
import type { Ancres } from './ancres.ts';
import { essayerCertificat } from './asn1/certificat-lu.ts';
import { MATERIEL_VIDE, ouvrirContexte, reunir } from './chemin/materiel.ts';
import { jugerChemin } from './chemin/valider-chemin.ts';
import type { IssueChemin } from './chemin/valider-chemin.ts';

/** Un certificat DER a juger ; `intermediaires` : ceux qu'on recoit avec lui ; `a` : maintenant par defaut. */
export type DemandeDeCertificat = {
  readonly certificat: Uint8Array;
  readonly intermediaires?: readonly Uint8Array[];
  readonly ancres: Ancres;
  readonly a?: Date;
};

/** Chaine, revocation et faiblesses d'un certificat (RFC 5280 §6) ; `motifs` en francais. Un certificat illisible est invalide. */
export function validerChemin(demande: DemandeDeCertificat): Omit<IssueChemin, 'chaine'> {
  const certificat = essayerCertificat(demande.certificat);
  if (certificat === undefined)
    return { chemin: 'invalide', revocation: 'inconnue', faiblesses: [], motifs: ['certificat illisible'] };
  const joints = (demande.intermediaires ?? []).flatMap((der) => essayerCertificat(der) ?? []);
  const materiel = reunir(materielDesAncres(demande.ancres), { ...MATERIEL_VIDE, intermediaires: joints });
  const { chemin, revocation, faiblesses, motifs } = jugerChemin(ouvrirContexte(materiel), {
    certificat,
    a: demande.a ?? new Date(),
  });
  return { chemin, revocation, faiblesses, motifs };
}
