"""DER (X.690) en lecture : longueurs définies et minimales, bornes vérifiées."""
from datetime import datetime, timezone

from commun import Illisible


class Noeud:
    """Un élément : étiquette, octets entiers (`der`) et contenu."""
    __slots__ = ('etiquette', 'der', 'contenu', 'fin')

    def __init__(self, octets, place=0, limite=None):
        limite = len(octets) if limite is None else limite
        if place + 2 > limite:
            raise Illisible('DER coupé')
        self.etiquette = octets[place]
        longueur, corps = octets[place + 1], place + 2
        if self.etiquette & 0x1F == 0x1F:
            raise Illisible('étiquette DER longue')
        if longueur >= 0x80:
            n = longueur & 0x7F
            brut = octets[corps:corps + n]
            if n == 0 or n > 4 or len(brut) < n or brut[0] == 0:
                raise Illisible('longueur DER mal formée')
            longueur, corps = int.from_bytes(brut, 'big'), corps + n
            if longueur < 0x80:
                raise Illisible('longueur DER mal formée')
        self.fin = corps + longueur
        if self.fin > limite:
            raise Illisible('DER coupé')
        self.der = octets[place:self.fin]
        self.contenu = octets[corps:self.fin]

    def enfants(self):
        place, suite = 0, []
        while place < len(self.contenu):
            enfant = Noeud(self.contenu, place)
            suite.append(enfant)
            place = enfant.fin
        return suite

    def exiger(self, etiquette):
        if self.etiquette != etiquette:
            raise Illisible('structure DER inattendue')
        return self


def lire(octets):
    """Un seul élément, qui occupe tous les octets."""
    noeud = Noeud(octets)
    if noeud.fin != len(octets):
        raise Illisible('octets après le DER')
    return noeud


def oid(noeud):
    octets = noeud.exiger(6).contenu
    if not octets or octets[-1] & 0x80:
        raise Illisible('OID mal formé')
    valeurs, valeur = [], 0
    for octet in octets:
        valeur = valeur << 7 | octet & 0x7F
        if not octet & 0x80:
            valeurs.append(valeur)
            valeur = 0
    tete = min(valeurs[0] // 40, 2)
    return '.'.join(map(str, [tete, valeurs[0] - 40 * tete, *valeurs[1:]]))


def entier(noeud):
    return int.from_bytes(noeud.exiger(2).contenu, 'big', signed=True)


def date(noeud):
    """Secondes POSIX d'un UTCTime ou d'un GeneralizedTime en Z."""
    texte = noeud.contenu.decode('latin1')
    if noeud.etiquette == 0x17:
        texte = ('19' if texte[:2] >= '50' else '20') + texte
    elif noeud.etiquette != 0x18:
        raise Illisible('date attendue')
    entiere, _, fraction = texte.removesuffix('Z').partition('.')
    try:
        lue = datetime.strptime(entiere, '%Y%m%d%H%M%S').replace(tzinfo=timezone.utc).timestamp()
        return lue + (float('0.' + fraction) if fraction else 0)
    except ValueError as erreur:
        raise Illisible('date mal formée') from erreur


def champs(noeud, nombre):
    """Au moins `nombre` enfants d'une SEQUENCE."""
    suite = noeud.exiger(0x30).enfants()
    if len(suite) < nombre:
        raise Illisible('structure DER inattendue')
    return suite
