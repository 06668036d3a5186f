"""La preuve d'inscription qui part avec un acte (docs/preuve.md §5.1), et ce que l'export doit en dire encore."""
import re
import struct

import openssl
from commun import Illisible
from journal import Fait, Preuve, inclusion, note_signee

VERSEMENTS = ('acte-scelle', 'acte-recu')
HEURE_MAX = 253_402_300_799


def acte_prouve(nom):
    """L'identifiant de l'acte que prouve une pièce de ce nom, ou None."""
    lu = re.fullmatch(r'preuves/(.+)\.tlog-proof', nom) if isinstance(nom, str) else None
    return lu[1] if lu else None


class PreuvePortee:
    """Une preuve juste : `fait`, `indice`, `point`, `cosignee`. Lance Illisible si elle ne l'est pas."""

    def __init__(self, octets, attendu, cles, exporte):
        acte, empreinte, emetteur, destinataire, idj = attendu
        preuve = Preuve(octets)
        if preuve.extra is None:
            raise Illisible('le fait prouvé manque')
        self.fait, self.indice, self.point = Fait(preuve.extra), preuve.indice, preuve.point
        donnees = self.fait.donnees
        if (self.fait.flux != f'dossier/{idj}' or self.fait.type not in VERSEMENTS or donnees.get('acteId') != acte
                or empreinte is None or donnees.get('empreinte') != empreinte):
            raise Illisible('elle est celle d’un autre acte')
        if self.point.origine != f'ppn/{emetteur}':
            raise Illisible('elle est celle d’un autre journal')
        if inclusion(self.fait.feuille, self.indice, self.point.taille, preuve.condensats) != self.point.racine:
            raise Illisible('le fait n’est pas dans le point')
        if not note_signee(self.point, f'ppn/{emetteur}', cles, (self.fait.enregistre, exporte)):
            raise Illisible('le point n’est pas signé par l’émetteur')
        self.cosignee = _cosignature(self.point, f'ppn/{destinataire}/temoin', cles)

    def contredit(self, point, faits, indices):
        """Vrai si l'export dit une autre feuille, un autre indice ou un autre arbre."""
        if point is not None and point.taille == self.point.taille and point.racine != self.point.racine:
            return True
        if faits is None:
            return False
        ici = next((f for f in faits if f.version == self.fait.version), None)
        if ici is None or ici.feuille != self.fait.feuille:
            return True
        return indices.get(self.fait.version, self.indice) != self.indice


def _cosignature(note, nom, cles):
    """Vrai si le témoin a cosigné ; une cosignature fausse d'une clé connue est une faute."""
    vue = False
    for signataire, octets in note.signatures:
        for cle in cles:
            if signataire != nom or cle.nom != nom or cle.genre != 'temoin' or cle.empreinte != octets[:4]:
                continue
            heure = struct.unpack('>Q', octets[4:12])[0] if len(octets) == 76 else HEURE_MAX + 1
            message = f'cosignature/v1\ntime {heure}\n{note.corps}'.encode()
            if heure > HEURE_MAX or not cle.servait(heure, heure) or not openssl.ed25519_juste(cle.publique, message, octets[12:]):
                raise Illisible('la cosignature du point est fausse')
            vue = True
    return vue
