"""Lecture d'un PDF par ses révisions (ISO 32000-2) : objets, références croisées, champs de signature. Tout est borné."""
import re

from archive import degonfler
from commun import Illisible

OBJETS_MAX, FLUX_MAX, PROFONDEUR_MAX = 500_000, 2**27, 64
_BLANC = re.compile(rb'(?:[\0\t\n\x0c\r ]+|%[^\r\n]*)*')
_JETON = re.compile(
    rb'(?P<nombre>[+-]?(?:\d+\.?\d*|\.\d+))(?![^\0\t\n\f\r ()<>\[\]{}/%])|/(?P<nom>[^\0\t\n\x0c\r ()<>\[\]{}/%]*)'
    rb'|(?P<signe><<|>>|\[|\])|<(?P<hexa>[0-9A-Fa-f\0\t\n\x0c\r ]*)>|(?P<mot>[A-Za-z\'"][A-Za-z0-9*\'"]*)')
_ORDINAIRES = re.compile(rb'[^()\\\r]+')
_OCTAL = re.compile(rb'[0-7]{1,3}')
_REFERENCE = re.compile(rb'[\0\t\n\x0c\r ]+(\d{1,5})[\0\t\n\x0c\r ]+R(?![^\0\t\n\f\r ()<>\[\]{}/%])')
_FIN_DE_FLUX = re.compile(rb'[\r\n ]*endstream')
_LIGNE_DE_TABLE = re.compile(rb'[\0\t\n\x0c\r ]*(\d{10}) (\d{5}) ([nf])(?=[\0\t\n\x0c\r ])')
_ECHAPPES = {b'n': b'\n', b'r': b'\r', b't': b'\t', b'b': b'\b', b'f': b'\f'}


class Nom(str):
    """Un nom PDF, sans sa barre."""


class Ref(tuple):
    """Une référence : (numéro, génération)."""


class Chaine(bytes):
    """Une chaîne PDF, avec sa place dans le fichier et sa forme."""
    debut = fin = -1
    hexa = False


class Mot(str):
    """Un mot-clé ou un opérateur."""


class Flux:
    """Un flux : dictionnaire et octets bruts."""

    def __init__(self, dico, brut):
        self.dico, self.brut = dico, brut

    def __eq__(self, autre):
        return isinstance(autre, Flux) and self.dico == autre.dico and self.brut == autre.brut

    __hash__ = None


class Lexeur:
    """Jetons et objets d'un tampon, à partir d'une place."""

    def __init__(self, octets, place=0, fin=None):
        self.octets, self.place, self.fin = octets, place, len(octets) if fin is None else fin

    def jeton(self):
        self.place = _BLANC.match(self.octets, self.place, self.fin).end()
        if self.place >= self.fin:
            return None
        if self.octets[self.place] == 0x28:
            return self._chaine()
        lu = _JETON.match(self.octets, self.place, self.fin)
        if lu is None:
            raise Illisible('syntaxe PDF inattendue')
        debut, self.place = self.place, lu.end()
        genre, texte = lu.lastgroup, lu.group(lu.lastgroup)
        if genre == 'nombre':
            return float(texte) if b'.' in texte else int(texte)
        if genre == 'nom':
            if b'#' in texte:
                texte = re.sub(rb'#([0-9A-Fa-f]{2})', lambda m: bytes([int(m[1], 16)]), texte)
            return Nom(texte.decode('latin1'))
        if genre == 'hexa':
            chiffres = re.sub(rb'[^0-9A-Fa-f]', b'', texte)
            chaine = Chaine(bytes.fromhex((chiffres + b'0' * (len(chiffres) % 2)).decode()))
            chaine.debut, chaine.fin, chaine.hexa = debut, self.place, True
            return chaine
        return Mot(texte.decode('latin1'))

    def _chaine(self):
        debut, sortie, profondeur = self.place, bytearray(), 1
        self.place += 1
        while self.place < self.fin:
            suite = _ORDINAIRES.match(self.octets, self.place, self.fin)
            if suite:
                sortie += suite[0]
                self.place = suite.end()
                continue
            signe = self.octets[self.place:self.place + 1]
            self.place += 1
            if signe == b'\\':
                self._echapper(sortie)
                continue
            profondeur += (signe == b'(') - (signe == b')')
            if not profondeur:
                chaine = Chaine(sortie)
                chaine.debut, chaine.fin = debut, self.place
                return chaine
            if signe == b'\r':
                self.place += self.octets[self.place:self.place + 1] == b'\n'
                signe = b'\n'
            sortie += signe
        raise Illisible('chaîne PDF sans fin')

    def _echapper(self, sortie):
        octal = _OCTAL.match(self.octets, self.place, self.fin)
        if octal:
            sortie.append(int(octal[0], 8) & 0xFF)
            self.place = octal.end()
            return
        signe = self.octets[self.place:self.place + 1]
        self.place += 1
        if signe == b'\r':
            self.place += self.octets[self.place:self.place + 1] == b'\n'
        elif signe != b'\n':
            sortie += _ECHAPPES.get(signe, signe)

    def objet(self, profondeur=0):
        return self._composer(self.jeton(), profondeur)

    def _composer(self, jeton, profondeur):
        if profondeur > PROFONDEUR_MAX:
            raise Illisible('objets PDF trop imbriqués')
        if jeton == '[' and isinstance(jeton, Mot):
            return self._suite(']', profondeur)
        if jeton == '<<' and isinstance(jeton, Mot):
            return self._dictionnaire(profondeur)
        if isinstance(jeton, int) and not isinstance(jeton, bool):
            return self._nombre_ou_ref(jeton)
        if isinstance(jeton, Mot):
            constantes = {'true': True, 'false': False, 'null': None}
            if jeton not in constantes:
                raise Illisible('mot-clé PDF inattendu')
            return constantes[jeton]
        if jeton is None:
            raise Illisible('PDF coupé')
        return jeton

    def _nombre_ou_ref(self, nombre):
        retour = self.place
        lu = _REFERENCE.match(self.octets, self.place, self.fin)
        if lu is None or nombre < 0:
            self.place = retour
            return nombre
        self.place = lu.end()
        return Ref((nombre, int(lu[1])))

    def _suite(self, fin, profondeur):
        suite = []
        while True:
            jeton = self.jeton()
            if isinstance(jeton, Mot) and jeton == fin:
                return suite
            suite.append(self._composer(jeton, profondeur + 1))

    def _dictionnaire(self, profondeur):
        dico = {}
        while True:
            cle = self.jeton()
            if isinstance(cle, Mot) and cle == '>>':
                return dico
            if not isinstance(cle, Nom) or cle in dico:
                raise Illisible('dictionnaire PDF mal formé')
            dico[cle] = self.objet(profondeur + 1)


class Document:
    """Une révision d'un PDF : les octets jusqu'à `fin`."""

    def __init__(self, octets, fin=None):
        self.octets, self.fin = octets, len(octets) if fin is None else fin
        self.entrees, self.sections, self._lus, self._flux = {}, [], {}, {}
        queue = octets[max(0, self.fin - 1_024):self.fin]
        reperes = list(re.finditer(rb'startxref[\r\n ]+(\d{1,12})[\r\n ]+%%EOF[\r\n]*', queue))
        if not reperes or not octets[:1_024].startswith(b'%PDF-'):
            raise Illisible('ce n’est pas un PDF')
        self.fin_nette = reperes[-1].end() == len(queue)
        self.depart = int(reperes[-1][1])
        self.trailer = None
        self._sections(self.depart)
        if 'Encrypt' in self.trailer:
            raise Illisible('PDF chiffré')
        self.racine = self.trailer.get('Root')
        self.catalogue = self.dico(self.racine)

    def _sections(self, place):
        while place is not None:
            if place in self.sections or len(self.sections) > 512 or not 0 < place < self.fin:
                raise Illisible('références croisées en boucle')
            self.sections.append(place)
            trailer = self._table(place) if self.octets[place:place + 4] == b'xref' else self._flux_xref(place)
            self.trailer = self.trailer or trailer
            if 'XRefStm' in trailer:
                raise Illisible('PDF hybride')
            place = trailer.get('Prev')
            if place is not None and not isinstance(place, int):
                raise Illisible('références croisées mal formées')

    def _table(self, place):
        lexeur = Lexeur(self.octets, place + 4, self.fin)
        while True:
            premier = lexeur.jeton()
            if isinstance(premier, Mot) and premier == 'trailer':
                trailer = lexeur.objet()
                if not isinstance(trailer, dict):
                    raise Illisible('trailer absent')
                return trailer
            nombre = lexeur.jeton()
            if not isinstance(premier, int) or not isinstance(nombre, int) or not 0 <= nombre <= OBJETS_MAX:
                raise Illisible('références croisées mal formées')
            for rang in range(nombre):
                ligne = _LIGNE_DE_TABLE.match(self.octets, lexeur.place, self.fin)
                if ligne:
                    lexeur.place = ligne.end()
                    self.entrees.setdefault(premier + rang, ('n', int(ligne[1]), int(ligne[2])) if ligne[3] == b'n' else ('f', 0, 0))
                    continue
                ou, generation, genre = lexeur.jeton(), lexeur.jeton(), lexeur.jeton()
                if not isinstance(ou, int) or not isinstance(generation, int) or genre not in ('n', 'f'):
                    raise Illisible('références croisées mal formées')
                self.entrees.setdefault(premier + rang, ('n', ou, generation) if genre == 'n' else ('f', 0, 0))

    def _flux_xref(self, place):
        flux = self._objet_a(place)[1]
        if not isinstance(flux, Flux) or flux.dico.get('Type') != 'XRef':
            raise Illisible('références croisées absentes')
        octets, largeurs = self.decoder(flux), flux.dico.get('W')
        if not isinstance(largeurs, list) or len(largeurs) != 3 or any(not isinstance(n, int) or not 0 <= n <= 8 for n in largeurs):
            raise Illisible('références croisées mal formées')
        plages = flux.dico.get('Index', [0, flux.dico.get('Size', 0)])
        pas, rang = sum(largeurs), 0
        for premier, nombre in zip(plages[::2], plages[1::2]):
            if not isinstance(premier, int) or not isinstance(nombre, int) or nombre > OBJETS_MAX:
                raise Illisible('références croisées mal formées')
            for numero in range(premier, premier + nombre):
                ligne, rang = octets[rang * pas:(rang + 1) * pas], rang + 1
                a, b, c = _decouper(ligne, largeurs)
                self.entrees.setdefault(numero, ('n', b, c) if a == 1 else ('c', b, c) if a == 2 else ('f', 0, 0))
        return flux.dico

    def _objet_a(self, place):
        lexeur = Lexeur(self.octets, place, self.fin)
        numero, generation, mot = lexeur.jeton(), lexeur.jeton(), lexeur.jeton()
        if not isinstance(numero, int) or not isinstance(generation, int) or mot != 'obj':
            raise Illisible('objet PDF absent de sa place')
        objet = lexeur.objet()
        suite = _BLANC.match(self.octets, lexeur.place, self.fin).end()
        if isinstance(objet, dict) and self.octets[suite:suite + 6] == b'stream':
            objet = self._lire_flux(objet, suite + 6)
        return numero, objet

    def _lire_flux(self, dico, debut):
        debut += 2 if self.octets[debut:debut + 2] == b'\r\n' else 1
        longueur = self.resoudre(dico.get('Length'))
        if not isinstance(longueur, int) or not 0 <= longueur <= self.fin - debut:
            raise Illisible('longueur de flux fausse')
        fin = debut + longueur
        if not _FIN_DE_FLUX.match(self.octets, fin, self.fin):
            raise Illisible('flux PDF mal borné')
        return Flux(dico, self.octets[debut:fin])

    def objet(self, numero):
        """L'objet d'un numéro, None s'il est libre."""
        if numero not in self._lus:
            self._lus[numero] = None
            genre, b, c = self.entrees.get(numero, ('f', 0, 0))
            if genre == 'n':
                lu, objet = self._objet_a(b)
                if lu != numero:
                    raise Illisible('objet PDF d’un autre numéro')
                self._lus[numero] = objet
            elif genre == 'c':
                self._lus[numero] = self._compresse(b, c, numero)
        return self._lus[numero]

    def _compresse(self, flux, rang, numero):
        if flux not in self._flux:
            conteneur = self.objet(flux)
            if not isinstance(conteneur, Flux) or conteneur.dico.get('Type') != 'ObjStm':
                raise Illisible('flux d’objets absent')
            octets, nombre = self.decoder(conteneur), conteneur.dico.get('N')
            premier = conteneur.dico.get('First')
            if not isinstance(nombre, int) or not isinstance(premier, int) or nombre > OBJETS_MAX:
                raise Illisible('flux d’objets mal formé')
            lexeur = Lexeur(octets)
            self._flux[flux] = (octets, premier, [(lexeur.jeton(), lexeur.jeton()) for _ in range(nombre)])
        octets, premier, places = self._flux[flux]
        if rang >= len(places) or places[rang][0] != numero or not isinstance(places[rang][1], int):
            raise Illisible('flux d’objets mal formé')
        return Lexeur(octets, premier + places[rang][1]).objet()

    def resoudre(self, objet):
        for _ in range(32):
            if not isinstance(objet, Ref):
                return objet
            objet = self.objet(objet[0])
        raise Illisible('références PDF en boucle')

    def dico(self, objet):
        objet = self.resoudre(objet)
        objet = objet.dico if isinstance(objet, Flux) else objet
        return objet if isinstance(objet, dict) else {}

    def liste(self, objet):
        objet = self.resoudre(objet)
        return objet if isinstance(objet, list) else []

    def decoder(self, flux):
        filtres = self.resoudre(flux.dico.get('Filter'))
        filtres = [filtres] if isinstance(filtres, Nom) else self.liste(filtres) if filtres else []
        parametres = self.resoudre(flux.dico.get('DecodeParms'))
        parametres = parametres if isinstance(parametres, list) else [parametres]
        octets = flux.brut
        for rang, filtre in enumerate(filtres):
            if self.resoudre(filtre) != 'FlateDecode':
                raise Illisible('filtre PDF non lu')
            octets = degonfler(octets, FLUX_MAX)
            octets = _predire(octets, self.dico(parametres[rang] if rang < len(parametres) else None))
        return octets

    def pages(self):
        """Numéros des objets de page, dans l'ordre."""
        trouvees, vus = [], set()

        def visiter(ref, profondeur):
            if not isinstance(ref, Ref) or ref[0] in vus or profondeur > PROFONDEUR_MAX:
                return
            vus.add(ref[0])
            noeud = self.dico(ref)
            if 'Kids' not in noeud:
                trouvees.append(ref[0])
            for fils in self.liste(noeud.get('Kids')):
                visiter(fils, profondeur + 1)
        visiter(self.catalogue.get('Pages'), 0)
        return trouvees

    def champs_de_signature(self):
        """Numéro → dictionnaire de chaque champ /Sig du formulaire."""
        trouves, vus = {}, set()

        def visiter(ref, herite, profondeur):
            if not isinstance(ref, Ref) or ref[0] in vus or profondeur > PROFONDEUR_MAX:
                return
            vus.add(ref[0])
            champ = self.dico(ref)
            genre = self.resoudre(champ.get('FT', herite))
            fils = [k for k in self.liste(champ.get('Kids')) if 'T' in self.dico(k)]
            if genre == 'Sig' and not fils:
                trouves[ref[0]] = champ
            for k in fils:
                visiter(k, genre, profondeur + 1)
        for ref in self.liste(self.dico(self.catalogue.get('AcroForm')).get('Fields')):
            visiter(ref, None, 0)
        return trouves

    def jointe(self, nom):
        """Octets de la seule pièce incorporée de ce nom ; None si elle manque, Illisible si elle est double."""
        trouvees, vus = {}, set()

        def visiter(objet, profondeur):
            if profondeur > PROFONDEUR_MAX or (isinstance(objet, Ref) and objet[0] in vus):
                return
            if isinstance(objet, Ref):
                vus.add(objet[0])
            noeud = self.dico(objet)
            for fils in self.liste(noeud.get('Kids')):
                visiter(fils, profondeur + 1)
            for valeur in self.liste(noeud.get('Names'))[1::2]:
                noter(valeur)

        def noter(valeur):
            fiche = self.dico(valeur)
            noms = {texte_pdf(self.resoudre(fiche[c])) for c in ('UF', 'F') if c in fiche}
            flux = self.dico(fiche.get('EF')).get('F')
            if nom in noms and isinstance(self.resoudre(flux), Flux):
                trouvees[flux[0] if isinstance(flux, Ref) else id(flux)] = self.resoudre(flux)
        visiter(self.dico(self.catalogue.get('Names')).get('EmbeddedFiles'), 0)
        for valeur in self.liste(self.catalogue.get('AF')):
            noter(valeur)
        if len(trouvees) > 1:
            raise Illisible(f'deux pièces incorporées se nomment « {nom} »')
        return self.decoder(next(iter(trouvees.values()))) if trouvees else None


def texte_pdf(octets):
    if not isinstance(octets, bytes):
        return ''
    if octets.startswith(b'\xfe\xff'):
        return octets[2:].decode('utf-16-be', 'replace')
    return octets.decode('utf-8-sig' if octets.startswith(b'\xef\xbb\xbf') else 'latin1', 'replace')


def _decouper(ligne, largeurs):
    if len(ligne) != sum(largeurs):
        raise Illisible('références croisées coupées')
    valeurs, place = [], 0
    for rang, largeur in enumerate(largeurs):
        valeurs.append(int.from_bytes(ligne[place:place + largeur], 'big') if largeur else int(rang == 0))
        place += largeur
    return valeurs


def _predire(octets, parametres):
    predicteur = parametres.get('Predictor', 1)
    if predicteur == 1:
        return octets
    colonnes = parametres.get('Columns', 1)
    if not isinstance(predicteur, int) or predicteur < 10 or not isinstance(colonnes, int) or not 0 < colonnes < 4_096:
        raise Illisible('prédicteur PDF non lu')
    if parametres.get('Colors', 1) != 1 or parametres.get('BitsPerComponent', 8) != 8:
        raise Illisible('prédicteur PDF non lu')
    sortie, avant = bytearray(), bytearray(colonnes)
    for place in range(0, len(octets) - colonnes, colonnes + 1):
        ligne = bytearray(octets[place + 1:place + 1 + colonnes])
        _defiltrer(octets[place], ligne, avant)
        sortie += ligne
        avant = ligne
    return bytes(sortie)


def _defiltrer(genre, ligne, avant):
    for i in range(len(ligne)):
        gauche, haut, coin = ligne[i - 1] if i else 0, avant[i], avant[i - 1] if i else 0
        if genre == 4:
            p = gauche + haut - coin
            ajout = min((abs(p - gauche), 0, gauche), (abs(p - haut), 1, haut), (abs(p - coin), 2, coin))[2]
        else:
            ajout = (0, gauche, haut, (gauche + haut) // 2)[genre] if genre < 4 else 0
        ligne[i] = (ligne[i] + ajout) & 0xFF
