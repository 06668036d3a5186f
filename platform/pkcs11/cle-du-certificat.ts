import { CKA, CKO } from './codes.ts';
import type { Cryptoki, Poignee } from './cryptoki.ts';
import { cleDuCertificat, pointEc } from './formes.ts';

/** CKA_ID de la cle d'un certificat : celui de son certificat dans le jeton, ou de la cle publique egale a la sienne. */
export function idDeLaCle(cryptoki: Cryptoki, session: Poignee, certificat: Uint8Array): Buffer | undefined {
  const objets = (classe: number): readonly Poignee[] =>
    cryptoki.trouver(session, [{ type: CKA.classe, valeur: cryptoki.ulong(classe) }]);
  const present = objets(CKO.certificat).find(
    (objet) => cryptoki.lire(session, objet, CKA.valeur)?.equals(certificat) === true,
  );
  const trouve =
    present ?? objets(CKO.clePublique).find((objet) => estLaCle(cryptoki, session, { objet, certificat }));
  const id = trouve === undefined ? undefined : cryptoki.lire(session, trouve, CKA.id);
  return id === undefined || id.length === 0 ? undefined : id;
}

function estLaCle(
  cryptoki: Cryptoki,
  session: Poignee,
  { objet, certificat }: { readonly objet: Poignee; readonly certificat: Uint8Array },
): boolean {
  const cherchee = cleDuCertificat(certificat);
  if (cherchee?.type === 'ec') {
    const lue = cryptoki.lire(session, objet, CKA.pointEc);
    return lue !== undefined && pointEc(lue).equals(cherchee.valeur);
  }
  return (
    cherchee !== undefined && cryptoki.lire(session, objet, CKA.module)?.equals(cherchee.valeur) === true
  );
}
