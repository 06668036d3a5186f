import { empreinte } from '@ppn/core';
import type { Empreinte } from '@ppn/core';
import { materielDesAncres } from '../ancres.ts';
import { ouvrirContexte, reunir } from '../chemin/materiel.ts';
import { jugerJeton } from '../cms/jeton.ts';
import { signataireDe } from '../cms/juger-signature.ts';
import { materielDOctets, validerEnveloppe } from '../cms/valider-cms.ts';
import type { RapportSignature, Verdict } from '../rapport.ts';
import type { Archive } from './archive.ts';
import type { Jugement } from './jugement.ts';
import type { ManifesteLu } from './manifeste.ts';
import type { RapportPiece } from './pieces.ts';

/** Taille des fichiers de META-INF lus en memoire. */
export const PETIT = 32 * 1024 * 1024;

/** Un manifeste, ses octets exacts, et ce qui est deja su des pieces qu'il designe. */
export type UneSignature = {
  readonly nom: string;
  readonly octets: Uint8Array;
  readonly manifeste: ManifesteLu | string;
  readonly jugement: Jugement;
  readonly donnees: readonly string[];
  readonly pieces: readonly RapportPiece[];
};

/** Juge la signature (ou le jeton) d'un manifeste, et ce qu'elle couvre du conteneur. */
export async function jugerUneSignature(
  archive: Archive,
  demande: UneSignature,
): Promise<readonly RapportSignature[]> {
  const { manifeste } = demande;
  if (typeof manifeste === 'string') return [];
  const cms = archive.entrees.has(manifeste.signature)
    ? await archive.lire(manifeste.signature, PETIT)
    : undefined;
  if (cms === undefined)
    return [sansSignature(`${demande.nom} : signature « ${manifeste.signature} » absente`)];
  if (/\.tst$/iu.test(manifeste.signature))
    return [horodatage({ jeton: cms, octets: demande.octets, jugement: demande.jugement })];
  const rapport = await validerEnveloppe({
    cms,
    contenu: demande.octets,
    ancres: demande.jugement.ancres,
    a: demande.jugement.a,
  });
  if (rapport.signatures.length === 0) return [sansSignature(rapport.motifs.join(' ; '))];
  const fausses = manifeste.references.filter((reference) =>
    demande.pieces.some((piece) => piece.nom === reference.nom && !piece.intacte),
  );
  const absentes = manifeste.references.filter((reference) => !archive.entrees.has(reference.nom));
  const couvre = demande.donnees.every((nom) =>
    manifeste.references.some((reference) => reference.nom === nom),
  );
  const fautes = [
    ...fausses.map((reference) => `pièce altérée : ${reference.nom}`),
    ...absentes.map((reference) => `pièce absente : ${reference.nom}`),
    ...rapport.motifs,
  ];
  return rapport.signatures.map((signature): RapportSignature => ({
    ...signature,
    couverture: couvre ? 'totale' : 'partielle',
    champ: manifeste.signature,
    ...(fautes.length === 0
      ? {}
      : {
          verdict: 'invalide',
          codes: [...new Set([...signature.codes, 'signature-fausse' as const])],
          motifs: [...fautes, ...signature.motifs],
        }),
  }));
}

const INCONNU: Empreinte = empreinte('0'.repeat(64));

/** Une signature annoncee qu'on ne peut pas lire. */
export const sansSignature = (motif: string): RapportSignature => ({
  genre: 'signature',
  signataire: { nom: 'inconnu', sujet: 'inconnu', certificat: INCONNU },
  niveau: 'autre',
  integrite: 'alteree',
  couverture: 'partielle',
  ajoutsApres: [],
  chemin: 'inconnu',
  revocation: 'inconnue',
  verdict: 'invalide',
  codes: ['signature-fausse'],
  motifs: [motif],
});

function horodatage(demande: {
  readonly jeton: Uint8Array;
  readonly octets: Uint8Array;
  readonly jugement: Jugement;
}): RapportSignature {
  const materiel = reunir(materielDesAncres(demande.jugement.ancres), materielDOctets(demande.jeton));
  const jeton = jugerJeton(ouvrirContexte(materiel), {
    jeton: demande.jeton,
    horodate: [demande.octets],
    a: demande.jugement.a,
  });
  const verdict: Verdict = !jeton.intact ? 'invalide' : jeton.fiable ? 'valide' : 'indetermine';
  return {
    ...sansSignature(''),
    genre: 'horodatage',
    ...(jeton.certificat === undefined ? {} : { signataire: signataireDe(jeton.certificat) }),
    ...(jeton.fiable && jeton.le !== undefined ? { horodateA: jeton.le.toISOString() } : {}),
    integrite: jeton.intact ? 'intacte' : 'alteree',
    couverture: 'totale',
    chemin: jeton.chemin?.chemin ?? 'inconnu',
    revocation: jeton.chemin?.revocation ?? 'inconnue',
    verdict,
    codes: jeton.code === undefined ? [] : [jeton.code],
    motifs: [...jeton.fautes, ...jeton.reserves],
  };
}
