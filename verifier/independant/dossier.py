"""Le jugement d'un dossier exporté, contrôle par contrôle (docs/preuve.md §7)."""
import hashlib
import re

import der
from actes import Acte
from archive import Archive, Fichiers
from archives import Archives
from certificats import Confiance, lire_certificats, lire_listes
from cms import Jeton, Signature
from commun import INDETERMINES, Constats, Illisible, instant, lire_json
from journal import Fait, Preuve, coherence, inclusion, lire_cles, lire_note, note_cosignee, note_signee, racine
from manifeste import comparer, lire_manifeste
from mesures import Mesures
from ouvriers import repartir
from plis import AUTRE, Pli, juger_cachet
from portees import PreuvePortee
from recepisses import Recepisses

FAUTES = (Illisible, IndexError, ValueError, RecursionError)


class Dossier:
    """Un dossier jugé : `constats`, `pieces` (rapport), `reserves`."""

    def __init__(self, octets, ancres, verification, tetes=()):
        self.constats, self.pieces, self.reserves = Constats(), [], []
        self.ancres, self.verification, self.tetes_tenues = ancres, verification, tetes
        try:
            self.fichiers = Fichiers(Archive(octets))
        except Illisible as erreur:
            self.constats.dire('archive-illisible', str(erreur))
            return
        try:
            self.manifeste = lire_manifeste(self.fichiers.get('dossier.json', b''))
        except Illisible as erreur:
            self.constats.dire('manifeste-illisible', str(erreur))
            return
        self.service, self.idj = self.manifeste['service'], self.manifeste['idj']
        self._juger()

    def _juger(self):
        self._confiance()
        self._sceau()
        comparer(self.manifeste, self.fichiers, self.constats)
        self._faits()
        self._actes()
        self._pieces()
        self._plis()
        self._recepisses()
        self._tetes()
        self.point = self.indices = None
        self._point()
        self._preuves_portees()
        self._mesures()
        self.reserves.append('Le texte de chaque acte est contrôlé par contenance : chaque chaîne des données y figure (§8).')

    def _confiance(self):
        racines = [c for _, o in self.fichiers.sous('confiance/racines/') for c in lire_certificats(o)]
        certificats = racines + [c for _, o in self.fichiers.sous('confiance/intermediaires/') for c in lire_certificats(o)]
        listes = [c for _, o in self.fichiers.sous('confiance/revocation/') for c in lire_listes(o)]
        cles = self.fichiers.get('confiance/cles.json')
        if self.ancres is None:
            self.reserves.append('Sous réserve des ancres de l’export : donnez les vôtres par --ancres.')
            self.confiance = Confiance(racines, certificats, listes)
        else:
            racines, autres, tenues, cles_tenues = self.ancres
            self.confiance = Confiance(racines, autres + certificats, tenues + listes)
            if cles_tenues is None:
                self.reserves.append('Clés de journal prises dans l’export : ajoutez cles.json à vos ancres.')
            else:
                cles = cles_tenues
        try:
            self.cles = lire_cles(cles or b'')
        except FAUTES:
            self.cles = []

    def _sceau(self):
        manifeste = self.fichiers['dossier.json']
        signature = Signature(self.fichiers.get('dossier.json.p7s', b''), lambda n: hashlib.new(n, manifeste).digest(),
                              self.confiance, self.verification)
        for code, motif in juger_cachet(signature, self.service):
            self.constats.dire(code or 'manifeste-non-scelle', f'manifeste : {motif}')

    def _faits(self):
        self.faits = None
        try:
            lignes = self.fichiers.get('journal/faits.jsonl', b'\0').split(b'\n')
            if lignes.pop() != b'':
                raise Illisible('faits.jsonl coupé ou absent')
            self.faits = [Fait(ligne) for ligne in lignes]
        except FAUTES as erreur:
            self.constats.dire('fait-illisible', f'journal/faits.jsonl : {erreur}')
            return
        if any(f.flux != f'dossier/{self.idj}' for f in self.faits):
            self.constats.dire('autre-dossier', 'un fait est d’un autre dossier')
        if [f.version for f in self.faits] != list(range(1, len(self.faits) + 1)) or len(self.faits) != self.manifeste['taille']:
            self.constats.dire('suite-rompue', 'les versions des faits ne vont pas de 1 à la taille annoncée, sans trou')

    def _actes(self):
        connus = {p['chemin'] for p in self.manifeste['pieces']}
        tues = [_piece_tue(n) for n in self.fichiers if n.startswith(('actes/', 'pieces/')) and n not in connus]
        self.lignes = self.manifeste['pieces'] + tues
        lignes = [p for p in self.lignes if p['genre'] == 'acte' and p['chemin'] in self.fichiers]
        archives = Archives(self.fichiers, self.manifeste, self.faits, self.confiance, self.verification)
        juges, jugees = repartir([(self._acte, lignes), (archives.juger, archives.actes())])
        reproches = dict(zip(archives.actes(), jugees))
        for acte, suite in reproches.items():
            for code, phrase in suite or []:
                self.constats.dire(code, phrase, acte)
        self.actes = {}
        for ligne, acte in zip(lignes, juges):
            self.actes.setdefault(ligne['id'], acte)
            tenue = reproches.get(ligne['id']) == []  # l'archive tient lieu d'original
            for code, phrase in acte.codes:
                if not (tenue and code in INDETERMINES):
                    self.constats.dire(code, phrase, ligne['id'])
            if acte.donnees is not None and acte.donnees.get('idj') != self.idj:
                self.constats.dire('autre-dossier', 'cet acte porte un autre IDJ', ligne['id'])
            if acte.donnees is not None and acte.donnees.get('acteId') != ligne['id']:
                self.constats.dire('piece-substituee', 'cet acte porte un autre identifiant', ligne['id'])

    def _acte(self, ligne):
        try:
            octets = self.fichiers[ligne['chemin']]
        except Illisible:
            octets = b''  # trop gros pour la mémoire : jugé comme un PDF illisible
        return Acte(octets, self.confiance, self.verification)

    def _pieces(self):
        """Ce que nomment les faits et les actes, contre ce que porte l'archive."""
        faits = self.faits or []
        nommes = [(f.donnees.get('acteId'), f.donnees.get('empreinte')) for f in faits if f.type in ('acte-scelle', 'acte-recu')]
        retirees = {f.donnees.get('piece') for f in faits if f.type == 'piece-retiree' and _ordre(f.donnees) in nommes}
        jointes = [(j.get('id'), j.get('empreinte')) for a in self.actes.values() for j in a.jointes()]
        presentes = {}
        for piece in self.lignes:
            if piece['chemin'] in self.fichiers:
                presentes.setdefault(piece['id'], set()).add(self.fichiers.condensats(piece['chemin'])[1])
        for identifiant, empreinte in nommes if self.faits is not None else []:
            if identifiant not in presentes:
                if identifiant not in retirees:
                    self.constats.dire('piece-manquante', 'un fait nomme cette pièce, qui n’est pas là', identifiant)
            elif presentes[identifiant] != {empreinte}:
                self.constats.dire('piece-substituee', 'cette pièce n’est pas celle que nomme le fait', identifiant)
        for identifiant, empreinte in jointes:
            if (identifiant not in presentes and identifiant not in retirees) or presentes.get(identifiant, {empreinte}) != {empreinte}:
                self.constats.dire('jointe-manquante', 'un acte joint cette pièce, qui n’est pas là ou pas la même', identifiant)
        self._inconnues({n for n, _ in nommes} | retirees, {n for n, _ in jointes} | retirees)

    def _inconnues(self, actes, jointes):
        for piece in self.lignes:
            attendus = actes if piece['genre'] == 'acte' else jointes
            if piece['id'] not in attendus and (self.faits is not None or piece['genre'] == 'piece'):
                self.constats.dire('piece-inconnue', 'rien ne nomme cette pièce', piece['id'])

    def _plis(self):
        faits, vus = self.faits or [], set()
        conclus = {}
        for fait in faits:
            if fait.type in ('pli-accuse', 'pli-refuse'):
                conclus.setdefault(fait.donnees.get('pli'), set()).add(fait.type)
        contexte = {'service': self.service, 'idj': self.idj, 'fichiers': self.fichiers, 'confiance': self.confiance,
                    'verification': self.verification, 'conclus': conclus}
        self.plis = []
        for ligne in self.manifeste['plis']:
            if ligne['pli'] in vus:
                self.constats.dire('pli-rejoue', f'le pli {ligne["pli"]} paraît deux fois')
            vus.add(ligne['pli'])
            pli = Pli(ligne, contexte)
            self.plis.append(pli)
            for code, phrase, verdict in pli.codes:
                self.constats.dire(code, f'pli {ligne["pli"]} : {phrase}', None, verdict)
        if self.faits is None:
            return
        sens = {'pli-emis': 'emis', 'pli-accuse': 'emis', 'pli-refuse': 'emis', 'pli-recu': 'recu'}
        nommes = {(str(f.donnees.get('pli')), sens[f.type]) for f in faits if f.type in sens}
        for pli, _ in sorted(nommes - {(p['pli'], p['sens']) for p in self.manifeste['plis']}):
            self.constats.dire('accuse-manquant', f'le pli {pli}, que nomme un fait, n’est pas au dossier')

    def _recepisses(self):
        for code, phrase in Recepisses(self.fichiers, self.manifeste, self.faits, self.confiance, self.verification).juger():
            self.constats.dire(code, phrase)

    def _enregistre(self, taille):
        """Heure du dernier fait couvert par une tête, si elle est connue."""
        return self.faits[taille - 1].enregistre if self.faits and 0 < taille <= len(self.faits) else None

    def _tetes(self):
        exporte = self.manifeste['exporte']
        self.duPair = {}
        finale = self._tete(self.fichiers.get('journal/tete.note'), self.service, exporte, 'journal/tete.note')
        if finale is not None and self.faits is not None:
            if finale.taille != len(self.faits):
                self.constats.dire('suite-rompue', 'la tête ne couvre pas tous les faits')
            if finale.taille != len(self.faits) or finale.racine != racine([f.feuille for f in self.faits]):
                self.constats.dire('tete-fausse', 'la racine de la tête n’est pas celle des faits')
        remises = self._tetes_rangees('journal/tetes/', self.service)
        for note in remises.values():
            self._prefixe(note)
        self._coherences('journal/coherences.json', remises, finale)
        pair = self._tetes_rangees('pair/tetes/', AUTRE[self.service])
        self._coherences('pair/coherences.json', pair, pair.get(max(pair, default=0)))
        for note in pair.values():
            self._du_pair(note)
        for texte, service, a in [t for p in self.plis for t in p.tetes]:
            self._tete_remise(texte, service, a)
        for note in self.tetes_tenues:
            self._tete_tenue(note)

    def _tetes_rangees(self, dossier, service):
        lues = {}
        for nom in sorted(n for n in self.fichiers if n.startswith(dossier)):
            note = self._tete(self.fichiers[nom], service, self.manifeste['exporte'], nom)
            if note is not None:
                if nom != f'{dossier}{note.taille}.note':
                    self.constats.dire('tete-incoherente', f'{nom} n’est pas la tête que dit son nom')
                lues[note.taille] = note
        return lues

    def _tete(self, octets, service, tard, ou, note=None):
        """La tête si elle est lisible, de ce dossier ; signature jugée."""
        try:
            note = note or lire_note(octets or b'')
        except FAUTES as erreur:
            self.constats.dire('tete-fausse', f'{ou} : {erreur}')
            return None
        prefixe = f'ppn/{service}/dossier/'
        if not note.origine.startswith(prefixe):
            self.constats.dire('tete-fausse', f'{ou} : tête d’un autre service')
            return None
        tot = self._enregistre(note.taille) if service == self.service else None
        if not note_signee(note, f'ppn/{service}', self.cles, (tot, tard)):
            self.constats.dire('tete-fausse', f'{ou} : signature fausse, clé inconnue ou hors de sa période')
        elif note.origine != prefixe + self.idj:
            self.constats.dire('autre-dossier', f'{ou} : tête d’un autre dossier')
        return note if note.origine == prefixe + self.idj else None

    def _prefixe(self, note):
        if self.faits is None:
            return
        if note.taille > len(self.faits) or note.racine != racine([f.feuille for f in self.faits[:note.taille]]):
            self.constats.dire('tete-incoherente', f'une tête de taille {note.taille} n’est pas un préfixe de la suite')

    def _du_pair(self, note):
        if self.duPair.setdefault(note.taille, note.racine) != note.racine:
            self.constats.dire('tete-incoherente', f'deux têtes du pair de taille {note.taille} diffèrent')

    def _tete_remise(self, texte, service, a):
        try:
            tard = instant(a)
        except FAUTES:
            tard = self.manifeste['exporte']
        note = self._tete(texte.encode('utf-8', 'surrogatepass'), service, tard, 'tête d’un pli ou d’un accusé')
        if note is not None:
            (self._prefixe if service == self.service else self._du_pair)(note)

    def _tete_tenue(self, note):
        service = self.service if note.origine.startswith(f'ppn/{self.service}/') else AUTRE[self.service]
        lue = self._tete(None, service, None, 'tête donnée par --tete', note)
        if lue is None:
            return
        if service != self.service and lue.taille not in self.duPair:
            self.reserves.append(f'La tête donnée, de taille {lue.taille}, est du pair : rien ici ne permet de la comparer.')
        (self._prefixe if service == self.service else self._du_pair)(lue)

    def _coherences(self, chemin, tetes, finale):
        """Chaque tête a une preuve juste jusqu'à la finale (celle-ci mise à part)."""
        attendues = {t for t in tetes if finale is not None and t != finale.taille}
        if not attendues and chemin not in self.fichiers:
            return
        try:
            lignes = lire_json(self.fichiers.get(chemin, b''))
            preuves = {(ligne['de'], ligne['a']): [_b64(p) for p in ligne['preuve']] for ligne in lignes}
        except (*FAUTES, TypeError, KeyError):
            if attendues:
                self.constats.dire('tete-incoherente', f'{chemin} absent ou mal formé')
            return
        for taille in sorted(attendues):
            preuve = preuves.get((taille, finale.taille))
            if preuve is None or not coherence(taille, tetes[taille].racine, finale.taille, finale.racine, preuve):
                self.constats.dire('tete-incoherente', f'la tête de taille {taille} n’est pas prouvée cohérente avec la finale')

    def _point(self):
        tot = self.faits[-1].enregistre if self.faits else None
        nom = f'ppn/{self.service}'
        try:
            point = lire_note(self.fichiers.get('journal/point.note', b''))
        except FAUTES as erreur:
            self.constats.dire('point-faux', f'journal/point.note : {erreur}')
            return
        if point.origine != nom or not note_signee(point, nom, self.cles, (tot, self.manifeste['exporte'])):
            self.constats.dire('point-faux', 'le point n’est pas signé par la clé du journal')
            return
        if not note_cosignee(point, f'ppn/{AUTRE[self.service]}/temoin', self.cles):
            self.constats.dire('point-sans-temoin', 'l’autre service n’a pas cosigné le point')
        self.point = point
        self._jeton(point)
        dernier = -1
        for fait in self.faits or []:
            dernier = self._preuve(fait, point, dernier)

    def _preuves_portees(self):
        """Les preuves parties ou arrivées avec les actes (§5.1)."""
        self.indices = {}
        for fait in self.faits or []:
            try:
                self.indices[fait.version] = Preuve(self.fichiers.get(f'journal/preuves/{fait.version}.tlog-proof', b'')).indice
            except FAUTES:
                pass
        for pli in self.plis:
            for octets, acte, empreinte, emetteur in pli.preuves:
                self._portee(octets, (acte, empreinte, emetteur), f'pli {pli.ligne["pli"]}')
        if self.faits is None:
            return
        attendues = set()
        for fait in self.faits:
            acte, empreinte, preuve = (fait.donnees.get(c) for c in ('acteId', 'empreinte', 'preuve'))
            if fait.type != 'acte-recu' or not all(isinstance(v, str) for v in (acte, empreinte, preuve)):
                continue
            nom = f'pair/preuves/{acte}.tlog-proof'
            attendues.add(nom)
            condensats = self.fichiers.condensats(nom) if nom in self.fichiers else None
            if condensats is None or condensats[1] != preuve:
                self.constats.dire('preuve-fausse', f'{nom} manque, ou n’est plus celle du fait')
            else:
                self._portee(self.fichiers[nom], (acte, empreinte, AUTRE[self.service]), nom)
        for nom in sorted(n for n in self.fichiers if n.startswith('pair/preuves/') and n not in attendues):
            self.constats.dire('preuve-fausse', f'{nom} : aucun fait ne la nomme')

    def _portee(self, octets, attendu, ou):
        acte, empreinte, emetteur = attendu
        try:
            preuve = PreuvePortee(octets, (acte, empreinte, emetteur, AUTRE[emetteur], self.idj), self.cles, self.manifeste['exporte'])
        except FAUTES as erreur:
            self.constats.dire('preuve-fausse', f'{ou} : preuve de l’acte {acte} : {erreur}')
            return
        if emetteur == self.service and preuve.contredit(self.point, self.faits, self.indices):
            self.constats.dire('journal-bifurque', f'{ou} : l’acte {acte} est parti avec la preuve d’un autre journal')

    def _mesures(self):
        """Les registres de garde à vue, leurs actes et leur horloge."""
        mesures = Mesures(self.fichiers, self.idj, self.constats, self.reserves)
        mesures.juger_les_registres(lambda fait, chemin, dernier: (
            dernier if self.point is None else self._preuve(fait, self.point, dernier, chemin)))
        mesures.juger_les_actes([(piece, acte.donnees) for piece, acte in self.actes.items()])

    def _jeton(self, point):
        octets = self.fichiers.get('journal/point.tsr', b'')
        try:
            enfants = der.lire(octets).exiger(0x30).enfants()
            octets = enfants[1].der if enfants and enfants[0].etiquette == 0x30 and len(enfants) > 1 else octets
        except FAUTES:
            octets = b''
        jeton = Jeton(octets, lambda n: hashlib.new(n, point.corps.encode()).digest(), self.confiance, self.verification)
        for motif in jeton.motifs:
            self.constats.dire('point-non-horodate', f'point : {motif}')

    def _preuve(self, fait, point, dernier, chemin=None):
        chemin = chemin or f'journal/preuves/{fait.version}.tlog-proof'
        try:
            preuve = Preuve(self.fichiers.get(chemin, b''))
        except FAUTES as erreur:
            self.constats.dire('preuve-fausse', f'{chemin} : {erreur}')
            return dernier
        autre = preuve.point
        if autre.corps != point.corps:
            nom = f'ppn/{self.service}'
            self.constats.dire('preuve-fausse', f'{chemin} porte un autre point')
            if (autre.origine == nom and autre.taille == point.taille and autre.racine != point.racine
                    and note_signee(autre, nom, self.cles)):
                self.constats.dire('journal-bifurque', f'{chemin} : deux points signés de taille {point.taille} diffèrent')
        elif inclusion(fait.feuille, preuve.indice, point.taille, preuve.condensats) != point.racine:
            self.constats.dire('preuve-fausse', f'{chemin} ne prouve pas le fait {fait.version}')
        if preuve.indice <= dernier:
            self.constats.dire('preuve-fausse', f'{chemin} : indices dans le désordre')
        return max(dernier, preuve.indice)


def _piece_tue(chemin):
    """La pièce d'un fichier que le manifeste ne range pas : son identifiant est son nom, sans extension."""
    nom = chemin.partition('/')[2]
    return {'id': re.sub(r'\.[a-z0-9]+\Z', '', nom), 'titre': chemin, 'chemin': chemin, 'acte': None,
            'genre': 'acte' if chemin.startswith('actes/') else 'piece'}


def _ordre(donnees):
    """L'acte qui ordonne un retrait : identifiant et empreinte."""
    ordre = donnees.get('ordre')
    return (ordre.get('acteId'), ordre.get('empreinte')) if isinstance(ordre, dict) else (None, None)


def _b64(texte):
    from commun import base64_strict
    return base64_strict(texte, 32)
