"""Un acte : ses signatures PAdES, ce qui le suit, ses données et son texte."""
import hashlib
import re

import der
from certificats import O, SERIE_SUJET, lire_certificats, lire_listes
from cms import Jeton, Signature
from commun import Illisible, lire_json
from pdf import Chaine, Document, Flux, texte_pdf
from revisions import faute_apres, ouvrir_revision
from texte import premiere_absente, texte_de

HORODATAGE = 'ETSI.RFC3161'


class Acte:
    """Un acte jugé : `codes` [(code, phrase)], `signatures` pour le rapport, `donnees` d'acte.json ou None,
    `clos` si un horodatage de document couvre tout le fichier. `archive` : texte et données ne sont pas jugés."""

    def __init__(self, octets, confiance, verification, archive=False):
        self.codes, self.signatures, self.donnees, self.clos = [], [], None, False
        try:
            self.document = Document(octets)
            self._signatures(octets, confiance.avec(*self._preuves()), verification)
        except (Illisible, RecursionError, KeyError, TypeError, AttributeError, ValueError, IndexError) as erreur:
            self._dire('signature-fausse', f'PDF illisible ({erreur})')
            self.document = None
            return
        if not archive:
            self._donnees()
        self.document = None  # jugé : rien d'autre que son rapport ne passe d'un processus à l'autre

    def _dire(self, code, phrase):
        self.codes.append((code, phrase))

    def _signatures(self, octets, confiance, verification):
        document = self.document
        champs = [(n, c, document.dico(c['V'])) for n, c in document.champs_de_signature().items() if document.dico(c.get('V'))]
        if not champs:
            self._dire('signature-absente', 'aucune signature dans cet acte')
            return
        posees = []
        for numero, champ, dico in champs:
            plage = self._plage(octets, dico)
            if plage is None:
                self._dire('bourrage', 'ByteRange ne couvre pas tout sauf /Contents')
            else:
                posees.append((plage, numero, champ, dico))
        posees.sort(key=lambda p: p[0][2])
        self._suites(octets, posees)
        preuve = None
        self.clos = any(d.get('SubFilter') == HORODATAGE and p[2] == len(octets) for p, _, _, d in posees)
        for plage, _, champ, dico in reversed(posees):
            preuve = self._juger(octets, plage, (champ, dico), (confiance, verification, preuve))

    def _preuves(self):
        """Certificats et listes du DSS : des maillons et des preuves, jamais des racines."""
        dss = self.document.dico(self.document.catalogue.get('DSS'))
        lus = {cle: [self.document.decoder(f) for f in map(self.document.resoudre, self.document.liste(dss.get(cle)))
                     if isinstance(f, Flux)] for cle in ('Certs', 'CRLs')}
        return ([c for o in lus['Certs'] for c in lire_certificats(o)], [c for o in lus['CRLs'] for c in lire_listes(o)])

    def _plage(self, octets, dico):
        """(début de /Contents, fin de /Contents, fin de la plage), ou None."""
        contenu, bornes = dico.get('Contents'), self.document.liste(dico.get('ByteRange'))
        if not isinstance(contenu, Chaine) or not contenu.hexa or len(bornes) != 4 or any(type(b) is not int for b in bornes):
            return None
        depart, trou, reprise, reste = bornes
        if depart != 0 or trou != contenu.debut or reprise != contenu.fin or reste <= 0 or reprise + reste > len(octets):
            return None
        if not re.compile(rb'(?:[0-9a-f]{2})+\Z|(?:[0-9A-F]{2})+\Z').match(octets[trou + 1:reprise - 1]):
            return None
        return trou, reprise, reprise + reste

    def _suites(self, octets, posees):
        """Entre chaque révision signée et la suivante, puis jusqu'à la fin, rien que de permis."""
        revisions = []
        for (_, _, fin), numero, _, dico in posees:
            try:
                revision = ouvrir_revision(octets, fin)
                champ = revision.champs_de_signature().get(numero, {})
                if revision.dico(champ.get('V')).get('Contents') != dico['Contents']:
                    raise Illisible('la signature n’était pas dans ce champ')
                revisions.append(revision)
            except Illisible as erreur:
                self._dire('modifie-apres-signature', f'révision signée illisible ({erreur})')
        for avant, apres in zip(revisions, [*revisions[1:], self.document]):
            if avant.fin == apres.fin:
                continue
            faute = faute_apres(avant, apres)
            if faute or apres.depart < avant.fin:
                self._dire('modifie-apres-signature', f'modifié après la signature : {faute or "octets ajoutés"}')

    def _juger(self, octets, plage, objet, contexte):
        (champ, dico), (confiance, verification, preuve) = objet, contexte
        trou, reprise, fin = plage
        brut = bytes(dico['Contents'])
        try:
            cms = der.Noeud(brut)
        except Illisible:
            self._dire('signature-fausse', 'signature vide ou illisible')
            return preuve
        if brut[cms.fin:].strip(b'\0'):
            self._dire('bourrage', 'octets non nuls après la signature, dans /Contents')

        def condenser(nom):
            condensat = hashlib.new(nom, octets[:trou])
            condensat.update(octets[reprise:fin])
            return condensat.digest()
        if dico.get('SubFilter') == HORODATAGE:
            return self._horodatage(cms.der, condenser, contexte)
        if dico.get('SubFilter') != 'ETSI.CAdES.detached':
            self._dire('signature-fausse', 'forme de signature non admise')
            return preuve
        signature = Signature(cms.der, condenser, confiance, verification, preuve)
        for code, motif in zip(signature.codes, signature.motifs):
            self._dire(code, motif)
        self.signatures.insert(0, _fiche(self.document, champ, signature))
        return preuve

    def _horodatage(self, octets, condenser, contexte):
        """Un horodatage de document prolonge tout ce qui le précède."""
        confiance, verification, preuve = contexte
        jeton = Jeton(octets, condenser, confiance, verification, preuve)
        for code, motif in zip(jeton.codes, jeton.motifs):
            self._dire(code, motif)
        return preuve if jeton.heure is None else min(jeton.heure, preuve or jeton.heure)

    def _donnees(self):
        try:
            octets = self.document.jointe('acte.json')
            donnees = lire_json(octets) if octets is not None else None
            if not isinstance(donnees, dict) or not isinstance(donnees.get('contenu'), dict):
                raise Illisible('acte.json absent ou mal formé')
            self.donnees = donnees
            self._cosignatures(donnees)
            absente = premiere_absente(donnees, texte_de(self.document))
            if absente is not None:
                self._dire('donnees-differentes', f'« {absente[:60]} » est dans les données et pas dans le texte')
        except (Illisible, RecursionError, KeyError, TypeError, AttributeError, ValueError, IndexError) as erreur:
            self._dire('donnees-differentes', f'données ou texte illisibles ({erreur})')

    def _cosignatures(self, donnees):
        """L’acte nomme ceux qui le cosignent : chacun doit l’avoir signé."""
        annonces = donnees.get('cosignataires')
        signes = {s['matricule'] for s in self.signatures}
        for agent in annonces if isinstance(annonces, list) else []:
            if isinstance(agent, dict) and agent.get('matricule') not in signes:
                self._dire('signature-absente', f'la cosignature de {agent.get("nom") or agent.get("matricule")} manque')

    def jointes(self):
        """Les pièces jointes que nomment les données."""
        suite = (self.donnees or {}).get('jointes')
        return [j for j in suite if isinstance(j, dict)] if isinstance(suite, list) else []


def _fiche(document, champ, signature):
    certificat = signature.certificat
    return {
        'champ': texte_pdf(document.resoudre(champ.get('T'))),
        'signataire': certificat.nom() if certificat else 'inconnu',
        'matricule': certificat.attributs.get(SERIE_SUJET) if certificat else None,
        'organisation': certificat.attributs.get(O) if certificat else None,
        'heure': iso(signature.heure),
        'codes': sorted(set(signature.codes)),
    }


def iso(heure):
    from datetime import datetime, timezone
    return None if heure is None else datetime.fromtimestamp(heure, timezone.utc).isoformat().replace('+00:00', 'Z')

