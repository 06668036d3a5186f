"""Plis et accusés : conteneurs ASiC-E (EN 319 162-1), cachet du bon service, bordereau (docs/preuve.md §7.1)."""
import hashlib
import re
from xml.etree import ElementTree

from archive import Archive
from certificats import NOM, O, PRENOM, SERIE_SUJET
from cms import Signature
from commun import INDETERMINES, Illisible, base64_strict, lire_json
from portees import acte_prouve

ORGANISATIONS = {'interieur': 'Ministère de l’intérieur', 'justice': 'Ministère de la justice'}
AUTRE = {'interieur': 'justice', 'justice': 'interieur'}
_ASIC, _DSIG = '{http://uri.etsi.org/02918/v1.2.1#}', '{http://www.w3.org/2000/09/xmldsig#}'
_CONDENSATS = {
    'http://www.w3.org/2001/04/xmlenc#sha256': 'sha256', 'http://www.w3.org/2001/04/xmldsig-more#sha384': 'sha384',
    'http://www.w3.org/2001/04/xmlenc#sha512': 'sha512',
}


def est_cachet(certificat, service):
    """Cachet de ce service : son organisation, et personne au sujet."""
    sujet = certificat.attributs if certificat else {}
    return sujet.get(O) == ORGANISATIONS[service] and not {SERIE_SUJET, NOM, PRENOM} & set(sujet)


def juger_cachet(signature, service):
    """Les codes d'un cachet : [] s'il est bon ; les fautes deviennent None (le code du porteur)."""
    codes = [(c if c in INDETERMINES else None, m) for c, m in zip(signature.codes, signature.motifs)]
    if not est_cachet(signature.certificat, service):
        codes.append((None, 'scellé par un autre cachet que celui attendu'))
    return codes


class Conteneur:
    """Un ASiC-E jugé : `pieces` (nom → octets), `codes` [(code ou None, phrase)]."""

    def __init__(self, octets, service, confiance, verification):
        self.codes, self.pieces = [], {}
        archive = Archive(octets)
        noms = archive.noms
        if not noms or noms[0] != 'mimetype' or archive.lire('mimetype') != b'application/vnd.etsi.asic-e+zip':
            raise Illisible('ce n’est pas un ASiC-E')
        manifestes = [n for n in noms if re.fullmatch(r'META-INF/ASiCManifest[A-Za-z0-9._-]*\.xml', n)]
        if len(manifestes) != 1:
            raise Illisible('un seul manifeste est attendu')
        manifeste = archive.lire(manifestes[0], 2**25)
        signature, references = _manifeste(manifeste)
        permis = {'mimetype', manifestes[0], signature}
        self.pieces = {n: archive.lire(n) for n in noms if n not in permis}
        if signature not in noms or any(n.startswith('META-INF/') for n in self.pieces):
            raise Illisible('signature du conteneur absente')
        if set(references) != set(self.pieces):
            self.codes.append((None, 'une pièce du conteneur n’est pas celle du manifeste'))
        for nom, (condensat, valeur) in references.items():
            if hashlib.new(condensat, self.pieces.get(nom, b'')).digest() != valeur:
                self.codes.append((None, f'« {nom} » n’a pas l’empreinte du manifeste'))
        lue = Signature(archive.lire(signature), lambda n: hashlib.new(n, manifeste).digest(), confiance, verification)
        self.codes += juger_cachet(lue, service)

    def json(self, nom):
        donnees = lire_json(self.pieces.get(nom, b''))
        if not isinstance(donnees, dict):
            raise Illisible(f'{nom} mal formé')
        return donnees


def _manifeste(octets):
    if b'<!' in octets:
        raise Illisible('manifeste à définitions')
    try:
        arbre = ElementTree.fromstring(octets)
    except (ElementTree.ParseError, ValueError) as erreur:
        raise Illisible('manifeste illisible') from erreur
    signatures = arbre.findall(f'{_ASIC}SigReference')
    if arbre.tag != f'{_ASIC}ASiCManifest' or len(signatures) != 1:
        raise Illisible('manifeste inattendu')
    references = {}
    for element in arbre.findall(f'{_ASIC}DataObjectReference'):
        methode, valeur = element.find(f'{_DSIG}DigestMethod'), element.findtext(f'{_DSIG}DigestValue')
        condensat = _CONDENSATS.get(methode.get('Algorithm')) if methode is not None else None
        nom = element.get('URI')
        if condensat is None or valeur is None or not nom or nom in references:
            raise Illisible('référence de manifeste mal formée')
        references[nom] = (condensat, base64_strict(valeur.strip()))
    return signatures[0].get('URI'), references


class Pli:
    """Un pli du manifeste et son accusé, jugés. `codes` : [(code, phrase, verdict ou None)] ; `tetes` : à juger par la suite."""

    def __init__(self, ligne, contexte):
        self.ligne, self.contexte = ligne, contexte
        self.codes, self.tetes, self.preuves = [], [], []
        self.emetteur = contexte['service'] if ligne['sens'] == 'emis' else AUTRE[contexte['service']]
        self.bordereau = self._pli()
        self.accuse = self._accuse()
        self._etat()

    def _dire(self, code, phrase, verdict=None):
        self.codes.append((code or 'pli-faux', phrase, verdict))

    def _ouvrir(self, chemin, service, nom):
        if chemin is None or chemin not in self.contexte['fichiers']:
            return None
        try:
            conteneur = Conteneur(self.contexte['fichiers'][chemin], service, self.contexte['confiance'], self.contexte['verification'])
            for code, phrase in conteneur.codes:
                self._dire(code, f'{chemin} : {phrase}')
            self.conteneur = conteneur
            return conteneur.json(nom)
        except (Illisible, RecursionError) as erreur:
            self._dire('pli-faux', f'{chemin} : {erreur}')
            return None

    def _pli(self):
        bordereau = self._ouvrir(self.ligne['chemin'], self.emetteur, 'pli/bordereau.json')
        if bordereau is None:
            return None
        if bordereau.get('schema') != 'ppn/bordereau@1' or bordereau.get('emetteur') != self.emetteur \
                or bordereau.get('destinataire') != AUTRE[self.emetteur]:
            self._dire('pli-faux', 'le bordereau n’a pas le bon émetteur ou destinataire')
        if bordereau.get('pli') != self.ligne['pli']:
            self._dire('pli-rejoue', 'ce pli porte un autre identifiant')
        if bordereau.get('objet') != self.contexte['idj']:
            self._dire('autre-dossier', 'ce pli est d’un autre dossier')
        self._pieces(bordereau.get('pieces'))
        if isinstance(bordereau.get('tete'), str):
            self.tetes.append((bordereau['tete'], self.emetteur, bordereau.get('emisA')))
        else:
            self._dire('pli-faux', 'le bordereau ne porte pas de tête')
        self._preuves(bordereau.get('pieces'))
        return bordereau

    def _preuves(self, annonces):
        """Les preuves d'inscription annoncées : (octets, acte, empreinte de l'acte, émetteur), à juger avec le journal."""
        annonces = [a for a in annonces if isinstance(a, dict)] if isinstance(annonces, list) else []
        empreintes = {a.get('nom'): a.get('empreinte') for a in annonces}
        for nom in empreintes:
            acte = acte_prouve(nom)
            if acte is not None and (nom in self.conteneur.pieces or not all(a.get('externe') for a in annonces if a.get('nom') == nom)):
                self.preuves.append((self.conteneur.pieces.get(nom, b''), acte, empreintes.get(f'actes/{acte}.pdf'), self.emetteur))

    def _pieces(self, annonces):
        lues = {n: o for n, o in self.conteneur.pieces.items() if n != 'pli/bordereau.json'}
        annonces = annonces if isinstance(annonces, list) and all(isinstance(a, dict) for a in annonces) else [{}]
        contenues = {a.get('nom'): a for a in annonces if a.get('externe') is not True}
        if set(contenues) != set(lues) or len({a.get('nom') for a in annonces}) != len(annonces):
            return self._dire('pli-faux', 'les pièces du pli ne sont pas celles du bordereau')
        for nom, annonce in contenues.items():
            if hashlib.sha256(lues[nom]).hexdigest() != annonce.get('empreinte') or len(lues[nom]) != annonce.get('taille'):
                self._dire('pli-faux', f'« {nom} » n’a pas l’empreinte du bordereau')
        return None

    def _accuse(self):
        accuse = self._ouvrir(self.ligne['accuse'], AUTRE[self.emetteur], 'pli/accuse.json')
        if accuse is None:
            return None
        refus = accuse.get('verdict') == 'refuse'
        if accuse.get('schema') != 'ppn/accuse@1' or accuse.get('emetteur') != AUTRE[self.emetteur]:
            self._dire('pli-faux', 'l’accusé n’a pas le bon émetteur')
        condensats = self.contexte['fichiers'].condensats(self.ligne['chemin'])
        empreinte = condensats and condensats[1]
        if accuse.get('pli') != self.ligne['pli'] or accuse.get('empreinteDuPli') != empreinte:
            self._dire('pli-rejoue', 'l’accusé porte sur un autre pli')
        if accuse.get('objet') != self.contexte['idj'] and not (refus and accuse.get('objet') == ''):
            self._dire('autre-dossier', 'l’accusé est d’un autre dossier')
        self._tetes_de_l_accuse(accuse, refus)
        return accuse

    def _tetes_de_l_accuse(self, accuse, refus):
        tete = (self.bordereau or {}).get('tete')
        if isinstance(tete, str):
            attendue = hashlib.sha256(tete.encode('utf-8', 'surrogatepass')).hexdigest()
            recue = accuse.get('teteRecue')
            if recue != attendue and not (refus and recue is None):
                self._dire('tete-incoherente', 'l’accusé porte sur une autre tête que celle du pli')
        if isinstance(accuse.get('tete'), str):
            self.tetes.append((accuse['tete'], AUTRE[self.emetteur], accuse.get('recuA')))

    def _etat(self):
        etat, accuse = self.ligne['etat'], self.accuse
        conclus = self.contexte['conclus'].get(self.ligne['pli'], set())
        chemin = self.ligne['chemin']
        if (chemin is None and etat == 'accuse') or (chemin is not None and chemin not in self.contexte['fichiers']):
            self._dire('accuse-manquant', 'le pli lui-même manque')
        if etat == 'en-attente':
            faux = accuse is not None or conclus or self.ligne['accuse'] is not None
            self._dire('accuse-manquant', 'le pli attend son accusé', 'invalide' if faux else 'indetermine')
        elif accuse is None and self.ligne['accuse'] in self.contexte['fichiers']:
            return  # présent et illisible : `pli-faux` est déjà dit
        elif etat == 'accuse' and (accuse is None or accuse.get('verdict') != 'integre'):
            self._dire('accuse-manquant', 'aucun accusé d’intégration')
        elif etat == 'refuse' and not (accuse or {}).get('verdict') == 'refuse' and not (accuse is None and 'pli-refuse' in conclus):
            self._dire('accuse-manquant', 'aucun refus consigné')
