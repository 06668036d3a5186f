"""Ce que tous les modules partagent : l'erreur de lecture, le rapport, le JSON strict et sa forme canonique (RFC 8785)."""
import base64
import json
import re
import unicodedata


class Illisible(Exception):
    """Octets qui ne suivent pas leur format ; le message est en français."""


# Seuls ces codes laissent un doute au lieu d'établir une faute (docs/preuve.md §7).
INDETERMINES = {
    'point-sans-temoin', 'point-non-horodate', 'revocation-inconnue', 'horodatage-absent', 'horodatage-expire',
}
GRAVITE = {'valide': 0, 'indetermine': 1, 'invalide': 2}


def pire(verdicts):
    """Le pire verdict d'une liste ; valide si elle est vide."""
    return max(verdicts, key=GRAVITE.__getitem__, default='valide')


class Constats:
    """Les échecs relevés : (code, phrase, pièce, verdict)."""

    def __init__(self):
        self.lignes = []

    def dire(self, code, phrase, piece=None, verdict=None):
        self.lignes.append((code, phrase, piece, verdict or ('indetermine' if code in INDETERMINES else 'invalide')))

    def codes(self, piece=None):
        return sorted({c for c, _, p, _ in self.lignes if piece is None or p == piece})

    def verdict(self, piece=None):
        return pire([v for _, _, p, v in self.lignes if piece is None or p == piece])


def base64_strict(texte, taille=None):
    """Octets d'un base64 standard écrit de la seule façon possible."""
    try:
        octets = base64.b64decode(texte, validate=True)
    except (ValueError, TypeError) as erreur:
        raise Illisible('base64 mal formé') from erreur
    if base64.b64encode(octets).decode() != texte or (taille is not None and len(octets) != taille):
        raise Illisible('base64 mal formé')
    return octets


def _sans_double(paires):
    objet = dict(paires)
    if len(objet) != len(paires):
        raise Illisible('clé JSON répétée')
    return objet


def _nombre(texte):
    valeur = float(texte)
    return int(valeur) if valeur.is_integer() and abs(valeur) < 2**53 else valeur


def _refuser(_):
    raise Illisible('nombre JSON inconnu')


def lire_json(octets):
    """JSON strict : UTF-8, sans clé répétée ni constante inventée."""
    try:
        return json.loads(octets.decode('utf-8'), object_pairs_hook=_sans_double, parse_float=_nombre,
                          parse_constant=_refuser)
    except (ValueError, UnicodeDecodeError, RecursionError) as erreur:
        raise Illisible('JSON illisible') from erreur


_ECHAPPES = {8: '\\b', 9: '\\t', 10: '\\n', 12: '\\f', 13: '\\r', 34: '\\"', 92: '\\\\'}


def _chaine(texte):
    if any(0xD800 <= ord(c) < 0xE000 for c in texte):
        raise Illisible('demi-caractère dans une chaîne')
    return '"' + ''.join(_ECHAPPES.get(ord(c)) or (f'\\u{ord(c):04x}' if ord(c) < 32 else c) for c in texte) + '"'


def canonique(valeur):
    """Forme JCS (RFC 8785) d'une valeur dont les nombres sont des entiers d'au plus 53 bits."""
    if valeur is None:
        return 'null'
    if isinstance(valeur, bool):
        return 'true' if valeur else 'false'
    if isinstance(valeur, int) and abs(valeur) < 2**53:
        return str(valeur)
    if isinstance(valeur, str):
        return _chaine(valeur)
    if isinstance(valeur, list):
        return '[' + ','.join(map(canonique, valeur)) + ']'
    if isinstance(valeur, dict):
        cles = sorted(valeur, key=lambda cle: cle.encode('utf-16-be', 'surrogatepass'))
        return '{' + ','.join(f'{_chaine(cle)}:{canonique(valeur[cle])}' for cle in cles) + '}'
    raise Illisible('nombre hors des entiers de 53 bits')


def comparable(texte):
    """Forme comparable d'un texte (§8) : NFKC, sans blanc ni césure."""
    return re.sub('[\\s\u00ad\u200b\u2060\ufeff]', '', unicodedata.normalize('NFKC', texte))


_INSTANT = re.compile(r'^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(\.\d+)?(Z|[+-]\d\d:\d\d)$')


def instant(texte):
    """Secondes POSIX d'un instant ISO 8601."""
    from datetime import datetime
    if not isinstance(texte, str) or not _INSTANT.match(texte):
        raise Illisible('instant mal formé')
    try:
        return datetime.fromisoformat(texte.replace('Z', '+00:00')).timestamp()
    except ValueError as erreur:
        raise Illisible('instant mal formé') from erreur
