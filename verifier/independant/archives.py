"""Les archives B-LTA d'un dossier : l'acte, puis ses preuves et leurs horodatages (docs/preuve.md §7.1)."""
from actes import Acte
from commun import Illisible

DOSSIER = 'archives/'


def acte_archive(nom):
    """L'acte dont un fichier se dit l'archive, ou None."""
    return nom[len(DOSSIER):].removesuffix('.pdf') if nom.startswith(DOSSIER) else None


def original_de(manifeste, acte):
    """Le fichier de l'acte qu'une archive prolonge."""
    return next((p['chemin'] for p in manifeste['pieces'] if p['id'] == acte and p['genre'] == 'acte' and p['chemin']), f'actes/{acte}.pdf')


def nommees(faits):
    """Acte → [(empreinte, archive)] des faits `acte-archive`, dans l'ordre."""
    lues = {}
    for fait in faits:
        acte, empreinte, archive = (fait.donnees.get(c) for c in ('acteId', 'empreinte', 'archive'))
        if fait.type == 'acte-archive' and all(isinstance(v, str) for v in (acte, empreinte, archive)):
            lues.setdefault(acte, []).append((empreinte, archive))
    return lues


class Archives:
    """Ce qui est reproché à chaque archive, par acte : [(code, phrase)] ; vide, elle tient lieu d'original."""

    def __init__(self, fichiers, manifeste, faits, confiance, verification):
        self.fichiers, self.manifeste, self.confiance, self.verification = fichiers, manifeste, confiance, verification
        self.faits = None if faits is None else nommees(faits)
        self.reproches = {}

    def actes(self):
        """Les actes qui ont, ou devraient avoir, une archive."""
        presents = {a for a in map(acte_archive, self.fichiers) if a is not None}
        return sorted(presents | set(self.faits or {}))

    def juger(self, acte):
        """Les reproches faits à l'archive d'un acte ; None si rien n'est à en juger."""
        original = original_de(self.manifeste, acte)
        nom = next((n for n in (f'{DOSSIER}{acte}.pdf', f'{DOSSIER}{acte}') if n in self.fichiers), None)
        present = original in self.fichiers
        if nom is None:
            return [('piece-manquante', 'l’archive B-LTA de cet acte manque')] if present else None
        return [*self._nommage(acte, nom, original if present else None), *self._contenu(nom, original if present else None)]

    def _nommage(self, acte, nom, original):
        if self.faits is None:
            return
        faits = self.faits.get(acte)
        if faits is None or original is None:
            yield 'piece-inconnue', 'aucun fait ne nomme cette archive, ou son acte est absent'
        elif faits[-1][1] != self._sha256(nom) or any(e != self._sha256(original) for e, _ in faits):
            yield 'piece-substituee', 'ce n’est pas l’archive que la procédure a consignée pour cet acte'

    def _contenu(self, nom, original):
        octets = self._lire(nom)
        if original is not None:
            debut = self._lire(original)
            if not debut or not octets.startswith(debut):
                yield 'piece-substituee', 'l’archive ne commence pas par l’acte, octet pour octet'
        archive = Acte(octets, self.confiance, self.verification, archive=True)
        for code, phrase in archive.codes:
            yield code, f'archive : {phrase}'
        if not archive.clos and not any(code == 'signature-fausse' for code, _ in archive.codes):
            yield 'horodatage-absent', 'archive : aucun horodatage de document ne la couvre entière'

    def _sha256(self, nom):
        return self.fichiers.condensats(nom)[1]

    def _lire(self, nom):
        try:
            return self.fichiers[nom]
        except Illisible:
            return b''  # trop gros pour la mémoire : jugé comme un PDF illisible
