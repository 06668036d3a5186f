import { materielDesAncres } from '../ancres.ts';
import type { Ancres } from '../ancres.ts';
import { ErreurDer, enfants, exiger, lireTout, octetsDe } from '../asn1/der.ts';
import { ENTIER, SUITE } from '../asn1/valeurs.ts';
import { ouvrirContexte, reunir } from '../chemin/materiel.ts';
import { jugerJeton } from './jeton.ts';
import { materielDOctets } from './valider-cms.ts';

/** Un jeton seul a juger : un TimeStampToken, ou la reponse RFC 3161 qui le porte. */
export type DemandeDeJeton = {
  readonly jeton: Uint8Array;
  readonly contenu: Uint8Array;
  readonly ancres: Ancres;
  readonly a?: Date;
};

/** `horodateA` n'est rendu que si le jeton prouve son heure ; sinon les motifs disent pourquoi. */
export type RapportDeJeton = { readonly horodateA?: string; readonly motifs: readonly string[] };

/** Juge un jeton d'horodatage sur les octets qu'il doit horodater (RFC 3161 §2.4). Ne lance pas. */
export function validerJeton({ jeton, contenu, ancres, a = new Date() }: DemandeDeJeton): RapportDeJeton {
  const seul = sansReponse(jeton);
  const contexte = ouvrirContexte(reunir(materielDesAncres(ancres), materielDOctets(seul)));
  const { fiable, le, fautes, reserves } = jugerJeton(contexte, { jeton: seul, horodate: [contenu], a });
  return {
    ...(fiable && le !== undefined ? { horodateA: le.toISOString() } : {}),
    motifs: [...fautes, ...reserves],
  };
}

/** TimeStampResp ::= SEQUENCE { status PKIStatusInfo, timeStampToken } : le second champ, si le premier est un statut. */
function sansReponse(octets: Uint8Array): Uint8Array {
  try {
    const [statut, jeton] = enfants(exiger(lireTout(octets), SUITE));
    const estReponse = statut?.etiquette === SUITE && enfants(statut)[0]?.etiquette === ENTIER;
    return estReponse && jeton !== undefined ? octetsDe(jeton) : octets;
  } catch (erreur) {
    if (erreur instanceof ErreurDer) return octets;
    throw erreur;
  }
}
