"""Les récépissés de PLINE et de PLEX versés au dossier (docs/preuve.md §7.1)."""
from actes import Acte
from commun import Illisible, lire_json
from pdf import Document

DOSSIER = 'recepisses/'
CACHETS = {'pline': 'Ministère de la justice, PLINE', 'plex': 'Ministère de la justice, PLEX'}
FAUTES = (Illisible, RecursionError, KeyError, TypeError, AttributeError, ValueError, IndexError)


def verses(faits):
    """Empreinte → (dépôt, zone, genre) des faits `recepisse-verse`."""
    lus = {}
    for fait in faits:
        valeurs = [fait.donnees.get(c) for c in ('empreinte', 'depot', 'zone', 'genre')]
        if fait.type == 'recepisse-verse' and all(isinstance(v, str) for v in valeurs):
            lus[valeurs[0]] = tuple(valeurs[1:])
    return lus


class Recepisses:
    """Ce qui est reproché aux récépissés d'un dossier : `juger()` rend [(code, phrase)]."""

    def __init__(self, fichiers, manifeste, faits, confiance, verification):
        self.fichiers, self.manifeste, self.confiance, self.verification = fichiers, manifeste, confiance, verification
        self.faits = None if faits is None else verses(faits)

    def juger(self):
        annonces = self.manifeste.get('recepisses')
        presents = {n[len(DOSSIER):].removesuffix('.pdf') for n in self.fichiers if n.startswith(DOSSIER)}
        attendus = set() if annonces is None else set(annonces) | set(self.faits or {})
        for empreinte in sorted(presents | attendus):
            for code, phrase in self._juger_un(empreinte):
                yield code, f'récépissé {empreinte[:12]} : {phrase}'

    def _juger_un(self, empreinte):
        verse = None if self.faits is None else self.faits.get(empreinte)
        if self.faits is not None and verse is None:
            yield 'piece-inconnue', 'aucun fait ne verse ce récépissé'
        nom = next((n for n in (f'{DOSSIER}{empreinte}.pdf', f'{DOSSIER}{empreinte}') if n in self.fichiers), None)
        if nom is None:
            yield 'piece-manquante', 'la procédure verse ce récépissé, qui n’est pas là'
            return
        if self.fichiers.condensats(nom)[1] != empreinte:
            yield 'piece-substituee', 'ce n’est pas le récépissé que la procédure a versé'
        yield from self._contenu(nom, verse)

    def _contenu(self, nom, verse):
        octets = self._lire(nom)
        acte = Acte(octets, self.confiance, self.verification, archive=True)
        yield from acte.codes
        donnees = _donnees(octets)
        zone = verse[1] if verse else (donnees or {}).get('zone')
        cachets = [(s['organisation'], s['matricule']) for s in acte.signatures]
        if cachets and cachets != [(CACHETS.get(zone), None)]:
            yield 'signature-fausse', 'ce cachet n’est pas celui de la zone que le récépissé nomme'
        if donnees is None or (verse and tuple(donnees[c] for c in ('depot', 'zone', 'genre')) != verse):
            yield 'donnees-differentes', 'les données du récépissé ne sont pas celles du fait'
        if donnees is not None and donnees['idj'] != self.manifeste['idj']:
            yield 'autre-dossier', 'ce récépissé est celui d’un autre dossier'

    def _lire(self, nom):
        try:
            return self.fichiers[nom]
        except Illisible:
            return b''  # trop gros pour la mémoire : jugé comme un PDF illisible


def _donnees(octets):
    """`recepisse.json`, s'il se lit et dit le dépôt, la zone, le genre et le dossier."""
    try:
        lues = lire_json(Document(octets).jointe('recepisse.json') or b'')
    except FAUTES:
        return None
    if not isinstance(lues, dict) or not all(isinstance(lues.get(c), str) for c in ('depot', 'zone', 'genre')):
        return None
    return lues if 'idj' in lues and isinstance(lues['idj'], (str, type(None))) else None
