"""Signatures CMS (RFC 5652, CAdES) et jetons RFC 3161. Rend des codes de docs/preuve.md §7, jamais d'exception."""
import hashlib

import der
import openssl
from certificats import CONDENSATS, SIGNATURES, Certificat, Liste
from commun import Illisible

DONNEES_SIGNEES, DONNEES, TST_INFO = '1.2.840.113549.1.7.2', '1.2.840.113549.1.7.1', '1.2.840.113549.1.9.16.1.4'
TYPE, CONDENSAT, DESIGNATION = '1.2.840.113549.1.9.3', '1.2.840.113549.1.9.4', '1.2.840.113549.1.9.16.2.47'
JETON = '1.2.840.113549.1.9.16.2.14'


class Cms:
    """Un SignedData à un seul signataire."""

    def __init__(self, octets):
        contenu = der.champs(der.lire(octets), 2)
        if der.oid(contenu[0]) != DONNEES_SIGNEES or contenu[1].etiquette != 0xA0:
            raise Illisible('ce n’est pas une signature CMS')
        corps = der.champs(contenu[1].enfants()[0], 4)
        enveloppe = der.champs(corps[2], 1)
        self.type = der.oid(enveloppe[0])
        self.contenu = enveloppe[1].enfants()[0].exiger(4).contenu if len(enveloppe) > 1 else None
        self.certificats, self.listes, self.ecarts = [], [], []
        self._forme(corps)
        for noeud in corps[3:-1]:
            for joint in noeud.enfants():
                self._joindre(noeud.etiquette, joint)
        signataires = corps[-1].exiger(0x31).enfants()
        if len(signataires) != 1:
            raise Illisible('le CMS n’a pas exactement un signataire')
        self._lire_signataire(der.champs(signataires[0], 5))

    def _forme(self, corps):
        """Ce que la signature ne protège pas : versions, algorithmes annoncés, ordre des pièces jointes."""
        ordre = [n.etiquette for n in corps[3:-1]]
        if der.entier(corps[0]) not in (1, 3, 4, 5) or ordre not in ([], [0xA0], [0xA1], [0xA0, 0xA1]):
            self.ecarts.append('forme de CMS inattendue')
        self.annonces = [CONDENSATS.get(der.oid(der.champs(n, 1)[0])) for n in corps[1].exiger(0x31).enfants()]

    def _joindre(self, genre, joint):
        try:
            (self.certificats if genre == 0xA0 else self.listes).append((Certificat if genre == 0xA0 else Liste)(joint.der))
        except (Illisible, IndexError, ValueError):
            self.ecarts.append('certificat ou liste joints illisibles')

    def _lire_signataire(self, champs):
        if der.entier(champs[0]) != 1 or not (_sans_parametre(champs[2]) and _sans_parametre(champs[4])):
            self.ecarts.append('forme de signataire inattendue')
        self.sid = champs[1]
        self.condensat = CONDENSATS.get(der.oid(der.champs(champs[2], 1)[0]))
        if champs[3].etiquette != 0xA0:
            raise Illisible('signature sans attributs signés')
        self.attributs = champs[3]
        self.algorithme = der.oid(der.champs(champs[4], 1)[0])
        self.signature = champs[5].exiger(4).contenu if len(champs) > 5 else b''
        self.non_signes = champs[6].enfants() if len(champs) > 6 and champs[6].etiquette == 0xA1 else []
        if any(der.oid(der.champs(a, 2)[0]) != JETON for a in self.non_signes):
            self.ecarts.append('attribut non signé qui n’est pas un jeton')
        if self.condensat not in self.annonces or None in self.annonces:
            self.ecarts.append('condensat non annoncé')

    def doute(self, confiance):
        """Ce qui, dans le CMS, n'est gardé par aucune signature (§7.1) ; None si tout l'est."""
        connus = confiance.racines + confiance.autres
        for joint in self.certificats:
            if not any(c.sujet == joint.emetteur and joint.signe_par(c) for c in connus):
                return 'un certificat joint n’est pas signé par son émetteur'
        for liste in self.listes:
            if not any(c.sujet == liste.emetteur and liste.signee_par(c) for c in connus):
                return 'une liste de révocation jointe n’est pas signée par son émetteur'
        return self.ecarts[0] if self.ecarts else None

    def signataire(self, autres=()):
        if self.sid.etiquette != 0x30:
            return None
        emetteur, serie = der.champs(self.sid, 2)[:2]
        for certificat in [*self.certificats, *autres]:
            if certificat.emetteur == emetteur.der and certificat.serie == serie.contenu:
                return certificat
        return None

    def attribut(self, nom):
        """La valeur d'un attribut signé présent une fois, avec une seule valeur."""
        trouves = [a for a in self.attributs.enfants() if der.oid(der.champs(a, 2)[0]) == nom]
        valeurs = trouves[0].enfants()[1].exiger(0x31).enfants() if len(trouves) == 1 else []
        if len(valeurs) != 1:
            raise Illisible('attribut signé absent ou répété')
        return valeurs[0]

    def jetons(self):
        suite = [a for a in self.non_signes if der.oid(der.champs(a, 2)[0]) == JETON]
        return [v.der for a in suite for v in a.enfants()[1].enfants()]


def _sans_parametre(algorithme):
    parametres = der.champs(algorithme, 1)[1:]
    return not parametres or [p.der for p in parametres] == [b'\x05\0']


def faute_de_signature(cms, certificat, condenser):
    """La faute cryptographique d'une signature, ou None. `condenser(nom)` : condensat du contenu signé."""
    if cms.condensat is None or cms.algorithme not in (*SIGNATURES, '1.2.840.113549.1.1.1'):
        return 'algorithme non admis'
    elements = [n.der for n in cms.attributs.enfants()]
    if elements != sorted(elements):
        return 'attributs signés non triés'
    if der.oid(cms.attribut(TYPE)) != cms.type:
        return 'type de contenu faux'
    if cms.attribut(CONDENSAT).exiger(4).contenu != condenser(cms.condensat):
        return 'le contenu n’est pas celui qui a été signé'
    if not _designe(cms.attribut(DESIGNATION), certificat):
        return 'le certificat n’est pas celui que la signature désigne'
    donnees = b'\x31' + cms.attributs.der[1:]
    condensat = SIGNATURES.get(cms.algorithme, cms.condensat)
    if not openssl.signature_juste(certificat.spki, condensat, donnees, cms.signature):
        return 'valeur de signature fausse'
    return None


def _designe(valeur, certificat):
    champs = der.champs(der.champs(der.champs(valeur, 1)[0], 1)[0], 1)
    nom = CONDENSATS.get(der.oid(der.champs(champs[0], 1)[0])) if champs[0].etiquette == 0x30 else 'sha256'
    condensat = champs[1] if champs[0].etiquette == 0x30 else champs[0]
    return nom is not None and condensat.exiger(4).contenu == hashlib.new(nom, certificat.der).digest()


class Jeton:
    """Un jeton RFC 3161 jugé : heure (None s'il est faux), codes."""

    def __init__(self, octets, condenser, confiance, verification, prolonge=None):
        self.heure, self.codes, self.motifs = None, [], []
        try:
            self._juger(Cms(octets), condenser, confiance, verification, prolonge)
        except (Illisible, IndexError, ValueError) as erreur:
            self._faux(f'jeton illisible ({erreur})')

    def _faux(self, motif):
        self.codes.append('horodatage-faux')
        self.motifs.append(motif)

    def _juger(self, cms, condenser, confiance, verification, prolonge):
        info = der.champs(der.lire(cms.contenu or b''), 5)
        empreinte = der.champs(info[2], 2)
        nom = CONDENSATS.get(der.oid(der.champs(empreinte[0], 1)[0]))
        heure = der.date(info[4].exiger(0x18))
        certificat = cms.signataire(confiance.autres)
        if cms.type != TST_INFO or nom is None or certificat is None:
            return self._faux('jeton incomplet')
        if empreinte[1].exiger(4).contenu != condenser(nom):
            return self._faux('le jeton porte sur autre chose')
        faute = faute_de_signature(cms, certificat, lambda n: hashlib.new(n, cms.contenu).digest())
        if faute or not certificat.est_unite_horodatage():
            return self._faux(faute or 'ce certificat n’est pas celui d’une unité d’horodatage')
        if heure > verification:
            return self._faux('le jeton est daté après la vérification')
        confiance = confiance.avec(cms.certificats, cms.listes)
        doute = cms.doute(confiance)
        if doute:
            return self._faux(doute)
        chaine = confiance.chemin(certificat, heure)
        etat = confiance.revocation(chaine, heure) if chaine else None
        if etat in (None, 'revoquee'):
            return self._faux('unité d’horodatage non reconnue à l’heure du jeton' if chaine is None else 'unité révoquée')
        self.heure = heure
        if etat == 'inconnue':
            self.codes.append('revocation-inconnue')
            self.motifs.append('révocation de l’unité d’horodatage inconnue')
        utile = verification if prolonge is None else min(prolonge, verification)
        plus_tard = confiance.chemin(certificat, utile)
        if certificat.au < utile or (plus_tard and confiance.revocation(plus_tard, utile) == 'revoquee'):
            self.codes.append('horodatage-expire')
            self.motifs.append('le certificat d’horodatage a expiré ou a été révoqué depuis')
        return None


class Signature:
    """Une signature jugée : certificat, heure retenue, codes et motifs."""

    def __init__(self, octets, condenser, confiance, verification, prolonge=None):
        self.certificat, self.heure, self.codes, self.motifs = None, None, [], []
        try:
            self._juger(Cms(octets), condenser, confiance, verification, prolonge)
        except (Illisible, IndexError, ValueError) as erreur:
            self._dire('signature-fausse', f'signature illisible ({erreur})')

    def _dire(self, code, motif):
        self.codes.append(code)
        self.motifs.append(motif)

    def _juger(self, cms, condenser, confiance, verification, prolonge):
        confiance = confiance.avec(cms.certificats, cms.listes)
        self.certificat = certificat = cms.signataire(confiance.autres)
        if certificat is None or cms.contenu is not None or cms.type != DONNEES:
            return self._dire('signature-fausse', 'certificat du signataire absent ou contenu inattendu')
        faute = faute_de_signature(cms, certificat, condenser)
        if faute:
            self._dire('signature-fausse', faute)
        self._horodater(cms, confiance, verification, prolonge)
        return self._juger_chemin(certificat, confiance, self.heure or verification, cms.doute(confiance))

    def _horodater(self, cms, confiance, verification, prolonge):
        jetons = [Jeton(o, lambda n: hashlib.new(n, cms.signature).digest(), confiance, verification, prolonge)
                  for o in cms.jetons()]
        for jeton in jetons:
            self.codes += jeton.codes
            self.motifs += jeton.motifs
        if not jetons:
            self._dire('horodatage-absent', 'signature sans horodatage')
        self.heure = min((j.heure for j in jetons if j.heure is not None), default=prolonge)

    def _juger_chemin(self, certificat, confiance, heure, doute):
        chaine = confiance.chemin(certificat, heure)
        if chaine is None or not certificat.usage(1):
            return self._dire('certificat-non-reconnu', f'{certificat.nom()} : certificat non reconnu à l’heure de la signature')
        etat = confiance.revocation(chaine, heure)
        if etat == 'revoquee':
            self._dire('certificat-revoque', f'{certificat.nom()} : certificat révoqué avant la signature')
        elif etat == 'inconnue' or doute:
            self._dire('revocation-inconnue', f'{certificat.nom()} : {doute or "aucune preuve de non-révocation"}')
        return None
