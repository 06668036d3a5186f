"""Arbres de Merkle (RFC 6962, RFC 9162), notes signées C2SP, faits et entrées (docs/preuve.md §2 à §4)."""
import hashlib
import re
import struct

import openssl
from commun import Illisible, base64_strict, canonique, instant, lire_json

TIRET = '\u2014 '
CHAMPS = {'auteur', 'donnees', 'enregistreA', 'flux', 'survenuA', 'type', 'version'}


def feuille(entree):
    return hashlib.sha256(b'\0' + entree).digest()


def noeud(gauche, droite):
    return hashlib.sha256(b'\1' + gauche + droite).digest()


def racine(feuilles):
    """Racine RFC 6962 d'une liste de feuilles."""
    if not feuilles:
        return hashlib.sha256(b'').digest()
    pile = []
    for rang, empreinte in enumerate(feuilles):
        while rang & 1:
            empreinte, rang = noeud(pile.pop(), empreinte), rang >> 1
        pile.append(empreinte)
    sommet = pile.pop()
    while pile:
        sommet = noeud(pile.pop(), sommet)
    return sommet


def inclusion(empreinte, indice, taille, preuve):
    """Racine que prouve un chemin d'inclusion (RFC 9162 §2.1.3.2), ou None."""
    if not 0 <= indice < taille:
        return None
    fn, sn = indice, taille - 1
    for voisin in preuve:
        if sn == 0:
            return None
        if fn & 1 or fn == sn:
            empreinte = noeud(voisin, empreinte)
            while fn and not fn & 1:
                fn, sn = fn >> 1, sn >> 1
        else:
            empreinte = noeud(empreinte, voisin)
        fn, sn = fn >> 1, sn >> 1
    return empreinte if sn == 0 else None


def coherence(de, racine_de, a, racine_a, preuve):
    """Vrai si la preuve établit que l'arbre de taille `de` est préfixe de celui de taille `a` (RFC 9162 §2.1.4.2)."""
    if not 0 < de <= a:
        return False
    if de == a:
        return not preuve and racine_de == racine_a
    suite = list(preuve)
    if de & (de - 1) == 0:
        suite.insert(0, racine_de)
    if not suite:
        return False
    fn, sn = de - 1, a - 1
    while fn & 1:
        fn, sn = fn >> 1, sn >> 1
    fr = sr = suite[0]
    for voisin in suite[1:]:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            fr, sr = noeud(voisin, fr), noeud(voisin, sr)
            while fn and not fn & 1:
                fn, sn = fn >> 1, sn >> 1
        else:
            sr = noeud(sr, voisin)
        fn, sn = fn >> 1, sn >> 1
    return sn == 0 and fr == racine_de and sr == racine_a


class Note:
    """Un point ou une tête : origine, taille, racine, signatures (nom, octets)."""

    def __init__(self, texte):
        self.texte = texte
        corps, separateur, suite = texte.partition('\n\n')
        lignes = corps.split('\n')
        if not separateur or len(lignes) < 3 or not lignes[0] or not suite.endswith('\n'):
            raise Illisible('note mal formée')
        if not re.fullmatch(r'0|[1-9]\d{0,15}', lignes[1]):
            raise Illisible('taille mal formée')
        self.corps = corps + '\n'
        self.origine, self.taille, self.racine = lignes[0], int(lignes[1]), base64_strict(lignes[2], 32)
        if len(lignes) != 3:
            raise Illisible('note à lignes inconnues')
        self.signatures = []
        for ligne in suite[:-1].split('\n'):
            morceaux = ligne.removeprefix(TIRET).split(' ')
            if not ligne.startswith(TIRET) or len(morceaux) != 2:
                raise Illisible('signature de note mal formée')
            self.signatures.append((morceaux[0], base64_strict(morceaux[1])))


def lire_note(octets):
    try:
        return Note(octets.decode('utf-8'))
    except UnicodeDecodeError as erreur:
        raise Illisible('note hors de l’UTF-8') from erreur


def lire_qr(texte):
    """La tête d'un QR (§4), sous la forme d'une note sans empreinte de clé."""
    morceaux = texte.strip().split(' ')
    if len(morceaux) != 6 or morceaux[0] != 'PPN1' or not re.fullmatch(r'[1-9]\d{0,15}', morceaux[3]):
        raise Illisible('QR mal formé')
    _, service, idj, taille, sommet, signature = morceaux
    base64_strict(sommet, 32)
    note = Note(f'ppn/{service}/dossier/{idj}\n{taille}\n{sommet}\n\n{TIRET}ppn/{service} {signature}\n')
    note.sans_empreinte = True
    return note


class Cle:
    """Une ligne de cles.json : clé publique, empreinte, période."""

    def __init__(self, ligne):
        if not isinstance(ligne, dict) or ligne.get('genre') not in ('journal', 'temoin'):
            raise Illisible('clé mal formée')
        self.nom, self.genre = ligne.get('nom'), ligne['genre']
        lu = re.fullmatch(r'([^+]+)\+([0-9a-f]{8})\+(.+)', str(ligne.get('vkey')))
        if lu is None or lu[1] != self.nom:
            raise Illisible('vkey mal formée')
        octets = base64_strict(lu[3], 33)
        if octets[0] != (1 if self.genre == 'journal' else 4):
            raise Illisible('type de clé inattendu')
        self.publique = octets[1:]
        self.empreinte = hashlib.sha256(self.nom.encode() + b'\n' + octets).digest()[:4]
        if self.empreinte.hex() != lu[2]:
            raise Illisible('empreinte de clé fausse')
        self.du = instant(ligne.get('du'))
        self.au = None if ligne.get('au') is None else instant(ligne['au'])

    def servait(self, tot, tard):
        """Vrai si la clé a pu signer entre ces deux heures (None : inconnue)."""
        return (tard is None or self.du <= tard) and (self.au is None or tot is None or tot <= self.au)


def lire_cles(octets):
    lignes = lire_json(octets)
    if not isinstance(lignes, list):
        raise Illisible('cles.json mal formé')
    return [Cle(ligne) for ligne in lignes]


def note_signee(note, nom, cles, periode=(None, None)):
    """Vrai si une clé de journal de ce nom a signé la note, dans sa période ; une seule signature fausse d'une clé connue la rejette."""
    jugees = []
    for signataire, octets in note.signatures:
        if signataire != nom:
            continue
        for cle in cles:
            if cle.nom != nom or cle.genre != 'journal':
                continue
            if getattr(note, 'sans_empreinte', False):
                if cle.servait(*periode) and _ed25519(cle, note.corps, octets):
                    return True
            elif octets[:4] == cle.empreinte:
                if not _ed25519(cle, note.corps, octets[4:]):
                    return False
                jugees.append(cle)
    return any(cle.servait(*periode) for cle in jugees)


def note_cosignee(note, nom, cles):
    """Vrai si le témoin de ce nom a cosigné le point (tlog-cosignature v1), à une heure de sa période ; même rejet."""
    jugees = []
    for signataire, octets in note.signatures:
        if signataire != nom:
            continue
        for cle in cles:
            if cle.nom != nom or cle.genre != 'temoin' or cle.empreinte != octets[:4]:
                continue
            if len(octets) != 76:
                return False
            heure = struct.unpack('>Q', octets[4:12])[0]
            if not _ed25519(cle, f'cosignature/v1\ntime {heure}\n{note.corps}', octets[12:]):
                return False
            jugees.append(cle.servait(heure, heure))
    return any(jugees)


def _ed25519(cle, texte, valeur):
    return len(valeur) == 64 and openssl.ed25519_juste(cle.publique, texte.encode(), valeur)


class Preuve:
    """Un `.tlog-proof` : indice, condensats, point."""

    def __init__(self, octets):
        try:
            tete, separateur, point = octets.decode('utf-8').partition('\n\n')
        except UnicodeDecodeError as erreur:
            raise Illisible('preuve hors de l’UTF-8') from erreur
        lignes = tete.split('\n')
        if not separateur or lignes[0] != 'c2sp.org/tlog-proof@v1':
            raise Illisible('preuve mal formée')
        self.extra = None
        if len(lignes) > 1 and lignes[1].startswith('extra '):
            self.extra = _extra(lignes.pop(1)[6:])
        lignes = lignes[1:]
        lu = re.fullmatch(r'index (0|[1-9]\d{0,15})', lignes[0]) if lignes else None
        if lu is None or len(lignes) > 64:
            raise Illisible('preuve mal formée')
        self.indice, self.condensats = int(lu[1]), [base64_strict(ligne, 32) for ligne in lignes[1:]]
        self.point = Note(point)


def _extra(texte):
    """Ce que l'application joint à une preuve ; None si ce n'est pas du base64."""
    try:
        return base64_strict(texte)
    except Illisible:
        return None


class Fait:
    """Une ligne de faits.jsonl, et l'entrée que porte sa feuille."""

    def __init__(self, octets):
        ligne = lire_json(octets)
        if not isinstance(ligne, dict) or set(ligne) != {'sel', 'fait'} or not isinstance(ligne['sel'], str):
            raise Illisible('fait mal formé')
        fait, sel = ligne['fait'], base64_strict(ligne['sel'], 32)
        if not isinstance(fait, dict) or set(fait) != CHAMPS or not isinstance(fait['donnees'], dict):
            raise Illisible('fait mal formé')
        if any(not isinstance(fait[c], str) for c in CHAMPS - {'donnees', 'version'}) or type(fait['version']) is not int:
            raise Illisible('fait mal formé')
        if not re.fullmatch(r'\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z', fait['enregistreA']):
            raise Illisible('heure d’enregistrement mal formée')
        self.type, self.donnees, self.flux, self.version = fait['type'], fait['donnees'], fait['flux'], fait['version']
        self.enregistre = instant(fait['enregistreA'])
        charge = sel + canonique(fait).encode('utf-8')
        sha256, sha3 = (_b64(hashlib.new(n, charge).digest()) for n in ('sha256', 'sha3_512'))
        self.feuille = feuille(f'ppn/feuille@1\nsha256 {sha256}\nsha3-512 {sha3}\n'.encode())


def _b64(octets):
    import base64
    return base64.b64encode(octets).decode()
