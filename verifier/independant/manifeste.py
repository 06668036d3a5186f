"""Le manifeste d'un dossier exporté : forme (docs/preuve.md §6) et fichiers."""
import re

from commun import Illisible, instant, lire_json

_HEXA64, _HEXA128 = re.compile(r'[0-9a-f]{64}\Z'), re.compile(r'[0-9a-f]{128}\Z')


def _exiger(juste, quoi):
    if not juste:
        raise Illisible(f'{quoi} mal formé au manifeste')


def lire_manifeste(octets):
    """Le manifeste conforme, ou Illisible."""
    m = lire_json(octets)
    _exiger(isinstance(m, dict) and m.get('schema') == 'ppn/dossier@1', 'schéma')
    _exiger(m.get('service') in ('interieur', 'justice'), 'service')
    _exiger(isinstance(m.get('idj'), str) and m['idj'], 'idj')
    _exiger(type(m.get('taille')) is int and m['taille'] >= 0, 'taille')
    m['exporte'] = instant(m.get('exporteA'))
    for nom in ('fichiers', 'pieces', 'plis'):
        _exiger(isinstance(m.get(nom), list) and all(isinstance(x, dict) for x in m[nom]), nom)
    for fichier in m['fichiers']:
        _exiger(isinstance(fichier.get('chemin'), str) and type(fichier.get('taille')) is int, 'fichier')
        _exiger(isinstance(fichier.get('sha256'), str) and _HEXA64.match(fichier['sha256']), 'empreinte')
        _exiger(isinstance(fichier.get('sha3_512'), str) and _HEXA128.match(fichier['sha3_512']), 'empreinte')
    if 'recepisses' in m:  # absent d'un export d'avant
        _exiger(isinstance(m['recepisses'], list) and all(isinstance(e, str) and _HEXA64.match(e) for e in m['recepisses']), 'récépissé')
    empreintes = {f['chemin']: f['sha256'] for f in m['fichiers']}
    _exiger(len(empreintes) == len(m['fichiers']) and not {'dossier.json', 'dossier.json.p7s'} & set(empreintes), 'chemin')
    for piece in m['pieces']:
        _piece(piece, empreintes)
    for pli in m['plis']:
        _pli(pli, empreintes)
    return m


def _piece(piece, empreintes):
    _exiger(isinstance(piece.get('id'), str) and piece.get('genre') in ('acte', 'piece'), 'pièce')
    _exiger(isinstance(piece.get('titre'), str) and isinstance(piece.get('empreinte'), str) and _HEXA64.match(piece['empreinte']), 'pièce')
    _exiger('chemin' in piece and 'acte' in piece and isinstance(piece['acte'], (str, type(None))), 'pièce')
    _exiger(piece['chemin'] is None or empreintes.get(piece['chemin']) == piece['empreinte'], 'chemin de pièce')


def _pli(pli, empreintes):
    _exiger(isinstance(pli.get('pli'), str) and pli.get('sens') in ('emis', 'recu') and isinstance(pli.get('genre'), str), 'pli')
    _exiger(pli.get('etat') in ('accuse', 'refuse', 'en-attente') and 'chemin' in pli and 'accuse' in pli, 'pli')
    _exiger(all(pli[c] is None or (isinstance(pli[c], str) and pli[c] in empreintes) for c in ('chemin', 'accuse')), 'chemin de pli')


def comparer(manifeste, fichiers, constats):
    """Chaque fichier du manifeste est là, intact ; rien d'autre n'y est."""
    attendus = {f['chemin']: f for f in manifeste['fichiers']}
    pieces = {p['chemin']: p['id'] for p in manifeste['pieces']}
    for chemin, attendu in attendus.items():
        lus = fichiers.condensats(chemin)
        if lus is None:
            constats.dire('fichier-manquant', f'{chemin} manque', pieces.get(chemin))
        elif lus != (attendu['taille'], attendu['sha256'], attendu['sha3_512']):
            constats.dire('fichier-altere', f'{chemin} n’est pas le fichier scellé', pieces.get(chemin))
    for chemin in fichiers:
        if chemin not in attendus and chemin not in ('dossier.json', 'dossier.json.p7s'):
            constats.dire('fichier-en-trop', f'{chemin} n’est pas au manifeste')
