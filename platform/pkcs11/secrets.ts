import { refus, reussite } from '@ppn/core';
import type { Outil } from './actes.ts';
import { CKA, CKK, CKM, CKO } from './codes.ts';
import type { Critere, Poignee } from './cryptoki.ts';
import type { DemandeDeDerivation, DemandeDeSecrets, Reponses } from './echanges.ts';

const OCTETS = 32;
const [OUI, NON] = [Buffer.from([1]), Buffer.from([0])];

/** HMAC-SHA-256, sous le secret de cette etiquette, de chaque contenu ; le secret est tire s'il le faut et ne sort jamais. */
export function deriver(
  outil: Outil,
  { etiquette, contenus, creer }: DemandeDeDerivation,
): Reponses['deriver'] {
  const { cryptoki, session } = outil;
  const cle = trouver(outil, etiquette)[0] ?? (creer ? tirer(outil, etiquette) : undefined);
  if (cle === undefined) return refus({ code: 'cle-absente' });
  return reussite(
    contenus.map((contenu) => {
      cryptoki.preparerSignature(session, CKM.hmacSha256, cle);
      return Uint8Array.from(cryptoki.signer(session, Buffer.from(contenu)));
    }),
  );
}

/** Efface les secrets de cette etiquette, ou nomme ceux qui commencent ainsi. */
export function secrets(outil: Outil, { etiquette, effacer }: DemandeDeSecrets): Reponses['secrets'] {
  const { cryptoki, session } = outil;
  if (effacer) {
    const trouves = trouver(outil, etiquette);
    for (const objet of trouves) cryptoki.effacer(session, objet);
    return reussite(trouves.map(() => etiquette));
  }
  const etiquettes = trouver(outil)
    .map((objet) => cryptoki.lire(session, objet, CKA.etiquette)?.toString('utf8') ?? '')
    .filter((lue) => lue.startsWith(etiquette));
  return reussite([...new Set(etiquettes)].toSorted());
}

function trouver({ cryptoki, session }: Outil, etiquette?: string): readonly Poignee[] {
  return cryptoki.trouver(session, [
    { type: CKA.classe, valeur: cryptoki.ulong(CKO.cleSecrete) },
    ...(etiquette === undefined ? [] : [{ type: CKA.etiquette, valeur: Buffer.from(etiquette) }]),
  ]);
}

function tirer({ cryptoki, session }: Outil, etiquette: string): Poignee {
  const attributs: readonly Critere[] = [
    { type: CKA.classe, valeur: cryptoki.ulong(CKO.cleSecrete) },
    { type: CKA.typeDeCle, valeur: cryptoki.ulong(CKK.secretGenerique) },
    { type: CKA.longueur, valeur: cryptoki.ulong(OCTETS) },
    { type: CKA.etiquette, valeur: Buffer.from(etiquette) },
    { type: CKA.jeton, valeur: OUI },
    { type: CKA.prive, valeur: OUI },
    { type: CKA.sensible, valeur: OUI },
    { type: CKA.extractible, valeur: NON },
    { type: CKA.signe, valeur: OUI },
  ];
  return cryptoki.tirerUnSecret(session, CKM.tirerUnSecret, attributs);
}
