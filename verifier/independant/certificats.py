"""Certificats X.509, listes de révocation, chemins : qui est reconnu, et l'était-il à une heure donnée ?"""
import base64
import hashlib
import os
import re

import der
import openssl
from commun import Illisible

CONDENSATS = {
    '2.16.840.1.101.3.4.2.1': 'sha256', '2.16.840.1.101.3.4.2.2': 'sha384', '2.16.840.1.101.3.4.2.3': 'sha512',
}
SIGNATURES = {
    '1.2.840.10045.4.3.2': 'sha256', '1.2.840.10045.4.3.3': 'sha384', '1.2.840.10045.4.3.4': 'sha512',
    '1.2.840.113549.1.1.11': 'sha256', '1.2.840.113549.1.1.12': 'sha384', '1.2.840.113549.1.1.13': 'sha512',
}
CN, SERIE_SUJET, O, NOM, PRENOM = '2.5.4.3', '2.5.4.5', '2.5.4.10', '2.5.4.4', '2.5.4.42'
PROFONDEUR_MAX = 8


class Certificat:
    """Un certificat lu. Les extensions sont gardées en (critique, octets)."""

    def __init__(self, octets):
        self.der = octets
        racine = der.champs(der.lire(octets), 3)
        tbs = racine[0].exiger(0x30).enfants()
        self.tbs = racine[0].der
        self.algorithme = der.oid(der.champs(racine[1], 1)[0])
        self.signature = racine[2].exiger(3).contenu[1:]
        debut = 1 if tbs[0].etiquette == 0xA0 else 0
        if len(tbs) < debut + 6 or tbs[debut + 1].der != racine[1].der:
            raise Illisible('certificat incomplet ou à deux algorithmes')
        self.serie = tbs[debut].exiger(2).contenu
        self.emetteur = tbs[debut + 2].der
        self.du, self.au = (der.date(n) for n in der.champs(tbs[debut + 3], 2))
        self.sujet = tbs[debut + 4].der
        self.attributs = _attributs(tbs[debut + 4])
        self.spki = tbs[debut + 5].der
        self.extensions = {}
        for noeud in tbs[debut + 6:]:
            if noeud.etiquette == 0xA3:
                self._lire_extensions(noeud)

    def _lire_extensions(self, noeud):
        for extension in noeud.enfants()[0].exiger(0x30).enfants():
            morceaux = der.champs(extension, 2)
            nom = der.oid(morceaux[0])
            if nom in self.extensions:
                raise Illisible('extension répétée')
            self.extensions[nom] = (len(morceaux) == 3 and morceaux[1].contenu != b'\0', morceaux[-1].exiger(4).contenu)

    def nom(self):
        return self.attributs.get(CN) or 'sans nom'

    def usage(self, bit):
        """Bit de keyUsage (0 digitalSignature, 1 nonRepudiation, 5 keyCertSign, 6 cRLSign) ; faux sans l'extension."""
        if '2.5.29.15' not in self.extensions:
            return False
        bits = der.lire(self.extensions['2.5.29.15'][1]).exiger(3).contenu[1:]
        return bit // 8 < len(bits) and bool(bits[bit // 8] & 0x80 >> bit % 8)

    def est_ac(self):
        if '2.5.29.19' not in self.extensions:
            return False
        champs = der.lire(self.extensions['2.5.29.19'][1]).exiger(0x30).enfants()
        return bool(champs) and champs[0].etiquette == 1 and champs[0].contenu != b'\0'

    def est_unite_horodatage(self):
        """RFC 3161 §2.3 : extendedKeyUsage critique, timeStamping seul."""
        critique, valeur = self.extensions.get('2.5.29.37', (False, b''))
        return critique and [der.oid(n) for n in der.lire(valeur).enfants()] == ['1.3.6.1.5.5.7.3.8']

    def signe_par(self, autorite):
        condensat = SIGNATURES.get(self.algorithme)
        return condensat is not None and openssl.signature_juste(autorite.spki, condensat, self.tbs, self.signature)


def _attributs(nom):
    lus = {}
    for ensemble in nom.exiger(0x30).enfants():
        for attribut in ensemble.exiger(0x31).enfants():
            cle, valeur = der.champs(attribut, 2)[:2]
            codage = 'utf-16-be' if valeur.etiquette == 0x1E else 'utf-8' if valeur.etiquette == 0x0C else 'latin1'
            lus[der.oid(cle)] = valeur.contenu.decode(codage, 'replace')
    return lus


class Liste:
    """Une liste de révocation : émetteur, période, séries révoquées (date, raison)."""

    def __init__(self, octets):
        self.der = octets
        racine = der.champs(der.lire(octets), 3)
        self.tbs, self.signature = racine[0].der, racine[2].exiger(3).contenu[1:]
        self.algorithme = der.oid(der.champs(racine[1], 1)[0])
        tbs = racine[0].enfants()
        rang = 1 if tbs[0].etiquette == 2 else 0
        if tbs[rang].der != racine[1].der:
            raise Illisible('liste à deux algorithmes')
        self.emetteur = tbs[rang + 1].der
        self.le = der.date(tbs[rang + 2])
        suite = tbs[rang + 3:]
        self.suivante = der.date(suite.pop(0)) if suite and suite[0].etiquette in (0x17, 0x18) else None
        self.revoques = {}
        self.inconnue = False
        for noeud in suite:
            if noeud.etiquette == 0x30:
                self._lire_revoques(noeud)
            elif noeud.etiquette == 0xA0:
                self.inconnue = any(self._critique(e) for e in noeud.enfants()[0].enfants())

    @staticmethod
    def _critique(extension):
        morceaux = der.champs(extension, 2)
        return len(morceaux) == 3 and morceaux[1].contenu != b'\0'

    def _lire_revoques(self, noeud):
        for ligne in noeud.enfants():
            morceaux = der.champs(ligne, 2)
            raison = 0
            for extension in morceaux[2].enfants() if len(morceaux) > 2 else []:
                cle, *_, valeur = der.champs(extension, 2)
                if der.oid(cle) == '2.5.29.21':
                    raison = int.from_bytes(der.lire(valeur.contenu).contenu, 'big')
                elif self._critique(extension):
                    self.inconnue = True
            self.revoques[morceaux[0].contenu] = (der.date(morceaux[1]), raison)

    def signee_par(self, autorite):
        condensat = SIGNATURES.get(self.algorithme)
        return (not self.inconnue and condensat is not None and autorite.usage(6)
                and openssl.signature_juste(autorite.spki, condensat, self.tbs, self.signature))


class Confiance:
    """Racines crues, et tout ce qui peut servir de maillon ou de preuve de révocation."""

    def __init__(self, racines=(), autres=(), listes=()):
        self.racines, self.autres, self.listes = list(racines), list(autres), list(listes)

    def avec(self, certificats, listes):
        """La même, plus ce qu'une signature porte ; jamais de racine."""
        ajouts = [c for c in certificats if all(c.der != a.der for a in self.autres)]
        neuves = [liste for liste in listes if all(liste.der != a.der for a in self.listes)]
        return Confiance(self.racines, self.autres + ajouts, self.listes + neuves) if ajouts or neuves else self

    def chemin(self, certificat, heure):
        """Chaîne [certificat … racine] valable à l'heure, ou None."""
        for chaine in self._chaines([certificat]):
            if all(c.du <= heure <= c.au for c in chaine) and self._openssl(chaine):
                return chaine
        return None

    def _openssl(self, chaine):
        return len(chaine) == 1 or openssl.chemin_juste(chaine[0].der, [chaine[-1].der], [c.der for c in chaine[1:-1]])

    def _chaines(self, debut):
        dernier = debut[-1]
        if any(dernier.der == r.der for r in self.racines):
            yield debut
            return
        if len(debut) >= PROFONDEUR_MAX:
            return
        for autorite in self.racines + self.autres:
            if (autorite.sujet == dernier.emetteur and autorite.est_ac() and autorite.usage(5)
                    and all(autorite.der != c.der for c in debut) and dernier.signe_par(autorite)):
                yield from self._chaines([*debut, autorite])

    def revocation(self, chaine, heure):
        """« bonne », « revoquee » ou « inconnue », pour toute la chaîne hors racine."""
        etats = [self._revocation(c, autorite, heure) for c, autorite in zip(chaine, chaine[1:])]
        return 'revoquee' if 'revoquee' in etats else 'inconnue' if 'inconnue' in etats else 'bonne'

    def _revocation(self, certificat, autorite, heure):
        couvert = False
        for liste in self.listes:
            if liste.emetteur != certificat.emetteur or not liste.signee_par(autorite):
                continue
            date, raison = liste.revoques.get(certificat.serie, (None, 0))
            if date is not None and raison != 8 and date <= heure:
                return 'revoquee'
            apres = heure < liste.le <= certificat.au
            couvert |= apres or (liste.le <= heure and liste.suivante is not None and heure <= liste.suivante)
        return 'bonne' if couvert else 'inconnue'


def blocs(octets):
    """Les DER d'un fichier DER ou PEM."""
    if b'-----BEGIN' not in octets[:4096]:
        return [octets]
    corps = re.findall(rb'-----BEGIN [A-Z0-9 ]+-----([A-Za-z0-9+/=\s]+)-----END', octets)
    return [b for b in map(_debase64, corps) if b]


def _debase64(texte):
    try:
        return base64.b64decode(texte)
    except ValueError:
        return b''


def _essayer(genre, octets):
    try:
        return genre(octets)
    except (Illisible, IndexError, ValueError):
        return None


def lire_certificats(octets):
    return [c for c in (_essayer(Certificat, b) for b in blocs(octets)) if c]


def lire_listes(octets):
    return [c for c in (_essayer(Liste, b) for b in blocs(octets)) if c]


def lire_dossier(dossier):
    """Ancres d'un dossier : (auto-émis, autres, listes, octets de cles.json ou None)."""
    certificats, listes, cles = [], [], None
    for nom in sorted(os.listdir(dossier))[:2_000]:
        chemin = os.path.join(dossier, nom)
        if not os.path.isfile(chemin) or os.path.getsize(chemin) > 2**25:
            continue
        with open(chemin, 'rb') as entree:
            octets = entree.read()
        if re.search(r'\.(pem|crt|cer|der)$', nom, re.I):
            certificats += lire_certificats(octets)
        if re.search(r'\.crl$', nom, re.I):
            listes += lire_listes(octets)
        if nom == 'cles.json':
            cles = octets
    return [c for c in certificats if c.sujet == c.emetteur], [c for c in certificats if c.sujet != c.emetteur], listes, cles


def sha256(octets):
    return hashlib.sha256(octets).digest()
