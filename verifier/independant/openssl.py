"""openssl, une commande par objet : signatures et chemins. Les fichiers temporaires partent avec le processus."""
import hashlib
import os
import subprocess
import tempfile
import threading

_DOSSIER = tempfile.TemporaryDirectory(prefix='ppn-verify-')
_VERROU = threading.Lock()
_NUMERO = [0]
_DEJA = {}


class OpensslAbsent(Exception):
    """openssl n'est pas installé."""


def fichier(octets):
    """Chemin d'un fichier temporaire qui contient ces octets."""
    with _VERROU:
        _NUMERO[0] += 1
        chemin = os.path.join(_DOSSIER.name, f'{os.getpid()}-{_NUMERO[0]}')
    with open(chemin, 'wb') as sortie:
        sortie.write(octets)
    return chemin


def executer(*arguments):
    try:
        return subprocess.run(['openssl', *arguments], stdin=subprocess.DEVNULL, capture_output=True, check=False,
                              env={**os.environ, 'OPENSSL_CONF': os.devnull})
    except FileNotFoundError as erreur:
        raise OpensslAbsent from erreur


def _memoriser(cle, calcul):
    if cle not in _DEJA:
        _DEJA[cle] = calcul()
    return _DEJA[cle]


def signature_juste(spki, condensat, donnees, signature):
    """ECDSA ou RSA PKCS#1 v1.5 ; `condensat` : sha256, sha384, sha512."""
    cle = ('s', spki, condensat, hashlib.sha256(donnees).digest(), signature)
    return _memoriser(cle, lambda: _dgst(spki, condensat, donnees, signature))


def _dgst(spki, condensat, donnees, signature):
    chemins = [fichier(o) for o in (spki, signature, donnees)]
    resultat = executer('dgst', f'-{condensat}', '-keyform', 'DER', '-verify', chemins[0], '-signature', chemins[1], chemins[2])
    for chemin in chemins:
        os.unlink(chemin)
    return resultat.returncode == 0


def ed25519_juste(publique, donnees, signature):
    cle = ('e', publique, donnees, signature)
    return _memoriser(cle, lambda: _ed25519(publique, donnees, signature))


def _ed25519(publique, donnees, signature):
    spki = bytes.fromhex('302a300506032b6570032100') + publique
    chemins = [fichier(o) for o in (spki, donnees, signature)]
    resultat = executer('pkeyutl', '-verify', '-pubin', '-keyform', 'DER', '-inkey', chemins[0], '-rawin',
                        '-in', chemins[1], '-sigfile', chemins[2])
    for chemin in chemins:
        os.unlink(chemin)
    return resultat.returncode == 0


def chemin_juste(certificat, racines, intermediaires):
    """Chemin X.509 jusqu'à une racine, dates non jugées (elles le sont à l'heure voulue, à part)."""
    cle = ('c', certificat, tuple(racines), tuple(intermediaires))
    return _memoriser(cle, lambda: _chemin(certificat, racines, intermediaires))


def _chemin(certificat, racines, intermediaires):
    noms = [fichier(pem([certificat])), fichier(pem(racines)), fichier(pem(intermediaires))]
    arguments = ['verify', '-x509_strict', '-no_check_time', '-no-CApath', '-no-CAstore', '-CAfile', noms[1]]
    if intermediaires:
        arguments += ['-untrusted', noms[2]]
    return executer(*arguments, noms[0]).returncode == 0


def pem(certificats):
    import base64
    return b''.join(
        b'-----BEGIN CERTIFICATE-----\n' + base64.encodebytes(der) + b'-----END CERTIFICATE-----\n' for der in certificats
    )
