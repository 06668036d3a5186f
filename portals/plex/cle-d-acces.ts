/** Les octets du navigateur, en base64url, et l'inverse. */
const enTexte = (octets: ArrayBuffer): string =>
  btoa(Array.from(new Uint8Array(octets), (octet) => String.fromCharCode(octet)).join(''))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');
const enOctets = (texte: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(
    atob(texte.replaceAll('-', '+').replaceAll('_', '/')),
    (signe) => signe.codePointAt(0) ?? 0,
  );

/** Ce navigateur sait presenter une cle d'acces a cette adresse (un nom, pas une adresse IP). */
export const clesPossibles = (): boolean =>
  'PublicKeyCredential' in window && !/^[\d.]+$|:/.test(location.hostname);

/** Cree une cle d'acces sur ce poste ; `undefined` : la personne a renonce, ou le poste l'a refuse. */
export async function creerUneCle({
  defi,
  domaine,
  porteur,
  nom,
  connues,
}: {
  readonly defi: string;
  readonly domaine: string;
  readonly porteur: string;
  readonly nom: string;
  readonly connues: readonly string[];
}) {
  const cle = await navigator.credentials
    .create({
      publicKey: {
        challenge: enOctets(defi),
        rp: { id: domaine, name: 'PLEX' },
        user: { id: enOctets(porteur), name: nom, displayName: nom },
        pubKeyCredParams: [-7, -8, -257].map((alg) => ({ type: 'public-key', alg })),
        excludeCredentials: connues.map((id) => ({ type: 'public-key', id: enOctets(id) })),
        authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
        attestation: 'none',
      },
    })
    .catch(() => null);
  if (!(cle instanceof PublicKeyCredential)) return undefined;
  const { response } = cle;
  if (!(response instanceof AuthenticatorAttestationResponse)) return undefined;
  const clePublique = response.getPublicKey();
  if (clePublique === null) return undefined;
  return {
    id: enTexte(cle.rawId),
    donneesClient: enTexte(response.clientDataJSON),
    donneesAuthentificateur: enTexte(response.getAuthenticatorData()),
    clePublique: enTexte(clePublique),
  };
}

/** Presente une cle d'acces, que le navigateur fait choisir. */
export async function presenterUneCle({
  defi,
  domaine,
}: {
  readonly defi: string;
  readonly domaine: string;
}) {
  const cle = await navigator.credentials
    .get({ publicKey: { challenge: enOctets(defi), rpId: domaine, userVerification: 'required' } })
    .catch(() => null);
  if (!(cle instanceof PublicKeyCredential)) return undefined;
  const { response } = cle;
  if (!(response instanceof AuthenticatorAssertionResponse)) return undefined;
  return {
    id: enTexte(cle.rawId),
    donneesClient: enTexte(response.clientDataJSON),
    donneesAuthentificateur: enTexte(response.authenticatorData),
    signature: enTexte(response.signature),
  };
}
