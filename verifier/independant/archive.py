"""Lecture d'un ZIP hostile : tout est borné, rien n'est ambigu (docs/preuve.md §7.1, « Bornes de l'archive »)."""
import hashlib
import re
import struct
import zlib

from commun import Illisible

FICHIERS_MAX = 20_000
FICHIER_MAX = 32 * 2**30
TOTAL_MAX = 256 * 2**30
MEMOIRE_MAX = 2**30
TRANCHE = 2**20
NOM = re.compile(r'^[A-Za-z0-9._-]+(?:/[A-Za-z0-9._-]+)*$')


class Archive:
    """Un ZIP ouvert. `noms` dans l'ordre du répertoire ; `lire(nom)` rend les octets, CRC vérifié."""

    def __init__(self, octets):
        self.octets = octets
        self.entrees = {}
        for entree in _repertoire(octets):
            self._ajouter(entree)
        self._sans_recouvrement()

    @property
    def noms(self):
        return list(self.entrees)

    def _ajouter(self, e):
        nom = e['nom']
        if not NOM.match(nom) or any(s in ('.', '..') for s in nom.split('/')):
            raise Illisible(f'nom interdit dans l’archive : {nom[:80]!r}')
        if nom in self.entrees:
            raise Illisible(f'deux fichiers de l’archive se nomment « {nom} »')
        if e['drapeaux'] & 0x2041 or e['methode'] not in (0, 8):
            raise Illisible(f'« {nom} » est chiffré ou compressé par une méthode inconnue')
        if e['taille'] > FICHIER_MAX or e['taille'] > 65_536 + 200 * e['comprime']:
            raise Illisible(f'« {nom} » est compressé à l’excès')
        self._entete_locale(e)
        self.entrees[nom] = e

    def _entete_locale(self, e):
        tete = self.octets[e['place']:e['place'] + 30]
        if len(tete) < 30 or tete[:4] != b'PK\x03\x04':
            raise Illisible('entrée d’archive introuvable')
        _, drapeaux, methode, _, _, crc, comprime, taille, n, m = struct.unpack('<HHHHHIIIHH', tete[4:])
        nom = self.octets[e['place'] + 30:e['place'] + 30 + n]
        if nom != e['brut'] or methode != e['methode']:
            raise Illisible(f'« {e["nom"]} » est décrit de deux façons')
        annonces = ((crc, e['crc']), (comprime, e['comprime']), (taille, e['taille']))
        if not drapeaux & 8 and any(a not in (b, 0xFFFFFFFF) for a, b in annonces):
            raise Illisible(f'« {e["nom"]} » est décrit de deux façons')
        e['debut'] = e['place'] + 30 + n + m
        e['fin'] = e['debut'] + e['comprime']
        if e['fin'] > len(self.octets):
            raise Illisible('archive coupée')

    def _sans_recouvrement(self):
        minuscules = {n.lower() for n in self.entrees}
        if len(minuscules) != len(self.entrees):
            raise Illisible('deux fichiers de l’archive portent le même nom')
        if sum(e['taille'] for e in self.entrees.values()) > TOTAL_MAX:
            raise Illisible('archive démesurée')
        fin = 0
        for e in sorted(self.entrees.values(), key=lambda e: e['place']):
            if e['place'] < fin:
                raise Illisible('deux fichiers de l’archive se recouvrent')
            fin = e['fin']

    def lire(self, nom, maximum=MEMOIRE_MAX):
        """Les octets d'un fichier ; Illisible s'il est trop gros ou ne correspond pas à sa somme."""
        if self.entrees[nom]['taille'] > maximum:
            raise Illisible(f'« {nom} » est trop gros')
        return b''.join(self.tranches(nom))

    def tranches(self, nom):
        """Les octets d'un fichier, par tranches ; taille et CRC vérifiés à la fin."""
        e = self.entrees[nom]
        somme = taille = 0
        for tranche in self._degonflees(e) if e['methode'] else self._brutes(e):
            taille += len(tranche)
            somme = zlib.crc32(tranche, somme)
            if taille > e['taille']:
                break
            yield tranche
        if taille != e['taille'] or somme != e['crc']:
            raise Illisible(f'« {nom} » ne correspond pas à sa somme de contrôle')

    def _brutes(self, e):
        for place in range(e['debut'], e['fin'], TRANCHE):
            yield self.octets[place:min(place + TRANCHE, e['fin'])]

    def _degonflees(self, e):
        flux = zlib.decompressobj(-15)
        try:
            for brute in self._brutes(e):
                while brute:
                    yield flux.decompress(brute, TRANCHE)
                    brute = flux.unconsumed_tail
                    if flux.eof and (brute or flux.unused_data):
                        raise Illisible('flux compressé menteur')
            while not flux.eof:
                reste = flux.decompress(b'', TRANCHE)
                if not reste:
                    raise Illisible('flux compressé coupé')
                yield reste
        except zlib.error as erreur:
            raise Illisible('flux compressé abîmé') from erreur


class Fichiers:
    """Les fichiers d'une archive, lus à la demande ; leurs condensats sont calculés une fois, en flux."""

    def __init__(self, archive):
        self.archive = archive
        self._condensats = {nom: self._condenser(nom) for nom in archive.noms}

    def _condenser(self, nom):
        taille, sha256, sha3 = 0, hashlib.sha256(), hashlib.sha3_512()
        for tranche in self.archive.tranches(nom):
            taille += len(tranche)
            sha256.update(tranche)
            sha3.update(tranche)
        return taille, sha256.hexdigest(), sha3.hexdigest()

    def condensats(self, nom):
        """(taille, SHA-256, SHA3-512), ou None."""
        return self._condensats.get(nom)

    def __contains__(self, nom):
        return nom in self._condensats

    def __iter__(self):
        return iter(self._condensats)

    def __getitem__(self, nom):
        return self.archive.lire(nom)

    def get(self, nom, defaut=None):
        return self.archive.lire(nom) if nom in self._condensats else defaut

    def sous(self, *dossiers):
        """(nom, octets) de chaque fichier de ces dossiers."""
        return [(nom, self.archive.lire(nom)) for nom in self if nom.startswith(dossiers)]


def degonfler(octets, maximum, fenetre=15):
    """Décompresse au plus `maximum` octets ; au-delà, ou flux abîmé, refuse."""
    flux = zlib.decompressobj(fenetre)
    try:
        sortie = flux.decompress(octets, maximum + 1)
    except zlib.error as erreur:
        raise Illisible('flux compressé abîmé') from erreur
    if len(sortie) > maximum or (fenetre < 0 and (not flux.eof or flux.unused_data)):
        raise Illisible('flux compressé menteur')
    return sortie


def _repertoire(octets):
    fin = octets.rfind(b'PK\x05\x06', max(0, len(octets) - 65_557))
    if fin < 0 or fin + 22 > len(octets):
        raise Illisible('ce n’est pas une archive ZIP')
    disque, disque2, ici, nombre, taille, place, commentaire = struct.unpack('<HHHHIIH', octets[fin + 4:fin + 22])
    if fin + 22 + commentaire != len(octets) or disque or disque2 or ici != nombre:
        raise Illisible('archive coupée ou en plusieurs parties')
    limite = fin
    if 0xFFFF in (nombre,) or 0xFFFFFFFF in (taille, place):
        nombre, taille, place, limite = _zip64(octets, fin)
    if nombre > FICHIERS_MAX:
        raise Illisible('trop de fichiers dans l’archive')
    if place + taille != limite:
        raise Illisible('octets cachés dans l’archive')
    return _entrees(octets, place, nombre, limite)


def _zip64(octets, fin):
    reperage = octets[fin - 20:fin]
    if len(reperage) < 20 or reperage[:4] != b'PK\x06\x07':
        raise Illisible('archive ZIP64 abîmée')
    _, debut, _ = struct.unpack('<IQI', reperage[4:])
    bloc = octets[debut:debut + 56]
    if len(bloc) < 56 or bloc[:4] != b'PK\x06\x06':
        raise Illisible('archive ZIP64 abîmée')
    nombre, taille, place = struct.unpack('<QQQ', bloc[32:56])
    return nombre, taille, place, debut


def _entrees(octets, place, nombre, limite):
    for _ in range(nombre):
        tete = octets[place:place + 46]
        if len(tete) < 46 or tete[:4] != b'PK\x01\x02':
            raise Illisible('répertoire de l’archive abîmé')
        drapeaux, methode, _, _, crc, comprime, taille, n, m, k = struct.unpack('<HHHHIIIHHH', tete[8:34])
        ou = struct.unpack('<I', tete[42:46])[0]
        brut = octets[place + 46:place + 46 + n]
        extra = octets[place + 46 + n:place + 46 + n + m]
        taille, comprime, ou = _grands(extra, taille, comprime, ou)
        try:
            nom = brut.decode('ascii')
        except UnicodeDecodeError as erreur:
            raise Illisible('nom d’archive hors de l’ASCII') from erreur
        yield {'nom': nom, 'brut': brut, 'drapeaux': drapeaux, 'methode': methode, 'crc': crc,
               'comprime': comprime, 'taille': taille, 'place': ou}
        place += 46 + n + m + k
    if place != limite:
        raise Illisible('répertoire de l’archive abîmé')


def _grands(extra, taille, comprime, ou):
    while len(extra) >= 4:
        genre, longueur = struct.unpack('<HH', extra[:4])
        corps = extra[4:4 + longueur]
        if genre == 1:
            valeurs = [struct.unpack('<Q', corps[i:i + 8])[0] for i in range(0, len(corps) - 7, 8)]
            try:
                taille = valeurs.pop(0) if taille == 0xFFFFFFFF else taille
                comprime = valeurs.pop(0) if comprime == 0xFFFFFFFF else comprime
                ou = valeurs.pop(0) if ou == 0xFFFFFFFF else ou
            except IndexError as erreur:
                raise Illisible('archive ZIP64 abîmée') from erreur
        extra = extra[4 + longueur:]
    return taille, comprime, ou
