"""Les gardes à vue d'un dossier : registre inscrit en direct, actes, horloge recalculée (docs/preuve.md §6.1 et §7.2)."""
import re

import horloge
from commun import Illisible, canonique, lire_json
from journal import Fait

FAUTES = (Illisible, KeyError, TypeError, AttributeError, ValueError, IndexError, RecursionError)
FICHIER = re.compile(r'journal/mesures/([^/]+)\.jsonl\Z')
AUTRES = 'Les irrégularités que porte l’horloge ne sont pas recalculées ici.'


class Mesures:
    """Juge les registres et les actes de mesure ; `prouver(fait, chemin, dernier)` juge une inscription au journal."""

    def __init__(self, fichiers, idj, constats, reserves):
        self.fichiers, self.idj, self.constats, self.reserves = fichiers, idj, constats, reserves
        self.registres = {}

    def juger_les_registres(self, prouver):
        for nom in sorted(n for n in self.fichiers if FICHIER.match(n)):
            mesure = FICHIER.match(nom)[1]
            try:
                lignes = self.fichiers[nom].split(b'\n')
                if lignes.pop() != b'':
                    raise Illisible('registre coupé')
                faits = [Fait(ligne) for ligne in lignes]
            except FAUTES as erreur:
                self.constats.dire('fait-illisible', f'{nom} : {erreur}')
                continue
            self._suite(nom, mesure, faits)
            dernier = -1
            for fait in faits:
                dernier = prouver(fait, f'journal/mesures/{mesure}/{fait.version}.tlog-proof', dernier)
            self.registres[mesure] = Registre(faits)

    def _suite(self, nom, mesure, faits):
        if [f.version for f in faits] != list(range(1, len(faits) + 1)):
            self.constats.dire('suite-rompue', f'{nom} : un fait manque ou n’est pas à sa place')
        ouverte = faits[0].donnees.get('mesure') if faits and faits[0].type == 'mesure-ouverte' else None
        sienne = isinstance(ouverte, dict) and ouverte.get('id') == mesure and ouverte.get('idj') == self.idj
        if not sienne or any(f.flux != f'garde-a-vue/{mesure}' for f in faits):
            self.constats.dire('autre-dossier', f'{nom} : ce registre est celui d’un autre dossier')

    def juger_les_actes(self, actes):
        """`actes` : identifiant de pièce et données (acte.json) de chacun."""
        regles, sans = self._regles(), set()
        for identifiant, donnees in actes:
            lu = _acte_de_mesure(donnees)
            if lu is None:
                continue
            _, mesure, contenu = lu
            registre = self.registres.get(mesure['id'])
            if registre is None:
                sans.add(mesure['id'])
            else:
                self._comparer((lu, donnees['type']), identifiant, registre)
                if _ouverture(mesure) != registre.ouverture:
                    self.constats.dire('donnees-differentes', 'cet acte ne dit pas la mesure comme le registre l’a ouverte', identifiant)
            if donnees['type'] == 'gav-recapitulatif':
                self._horloge(identifiant, mesure, contenu, regles)
        for mesure in sorted(sans):
            self.reserves.append(f'Le registre de la garde à vue {mesure} n’est pas dans cet export : rien ne montre ce qui y a été inscrit en direct.')

    def _comparer(self, lu, piece, registre):
        (acte, _, contenu), type_d_acte = lu
        if acte not in registre.actes:
            self.constats.dire('donnees-differentes', 'cet acte n’est pas rattaché au registre de sa mesure', piece)
        for entree in (contenu.get('entrees') or []) if type_d_acte == 'gav-recapitulatif' else []:
            if canonique(entree) not in registre.entrees:
                self.constats.dire('donnees-differentes', 'le récapitulatif porte une entrée que le registre inscrit en direct ne dit pas ainsi', piece)

    def _horloge(self, piece, mesure, contenu, regles):
        portee = contenu.get('horloge')
        if regles is None or not isinstance(portee, dict):
            self.reserves.append(f'L’horloge de la garde à vue {mesure["id"]} n’est pas recalculée : règles absentes de l’export.')
            return
        try:
            champs = horloge.ecarts(portee, mesure, contenu['entrees'], regles)
            version = portee['regles']['version']
        except FAUTES as erreur:
            self.reserves.append(f'L’horloge de la garde à vue {mesure["id"]} n’est pas recalculée : {erreur}.')
            return
        if champs and version == regles['version']:
            self.constats.dire('donnees-differentes', f'l’horloge du récapitulatif n’est pas celle de ses entrées : {", ".join(champs)}', piece)
        elif champs:
            self.reserves.append(f'L’horloge de la garde à vue {mesure["id"]} suit les règles {version}, l’export porte {regles["version"]}.')
        else:
            self.reserves.append(f'L’horloge de la garde à vue {mesure["id"]}, recalculée par les règles {version} de l’export, concorde. {AUTRES}')

    def _regles(self):
        try:
            lues = lire_json(self.fichiers['regles/garde-a-vue.json'])
            return lues if isinstance(lues['lignes'], list) and isinstance(lues['version'], str) else None
        except FAUTES:
            return None


class Registre:
    """Ce que le journal a reçu : les entrées (formes canoniques), redites comprises, et les actes rattachés."""

    def __init__(self, faits):
        self.entrees = {canonique(f.donnees) for f in faits if f.type in ('entree-consignee', 'entree-redite')}
        self.actes = {f.donnees.get('acteId') for f in faits if f.type == 'acte-rattache'}
        self.ouverture = _ouverture(faits[0].donnees.get('mesure') if faits else None)


def _ouverture(mesure):
    """Ce qui, de la mesure, commande son horloge."""
    lue = mesure if isinstance(mesure, dict) else {}
    return [lue.get(champ) for champ in ('idj', 'cadre', 'regime', 'zone', 'faits')]


def _acte_de_mesure(donnees):
    """(acteId, mesure, contenu) d'un acte de garde à vue, ou None."""
    if not isinstance(donnees, dict) or not str(donnees.get('type')).startswith('gav-'):
        return None
    contenu = donnees.get('contenu')
    mesure = contenu.get('mesure') if isinstance(contenu, dict) else None
    return (donnees.get('acteId'), mesure, contenu) if isinstance(mesure, dict) and isinstance(mesure.get('id'), str) else None
