#!/usr/bin/env python3
"""Vérifie hors ligne un dossier exporté, d'après docs/preuve.md seul. Bibliothèque standard et openssl.

Usage : python3 verify.py [--json] [--ancres DIR] [--a INSTANT] [--tete FICHIER|QR]… DOSSIER.zip
Sortie : 0 valide, 1 invalide, 2 indéterminé, 3 illisible ou mauvais usage.
"""
import json
import mmap
import os
import sys
import time

sys.dont_write_bytecode = True  # une clé USB en lecture seule, un dossier qui reste propre
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
sys.setrecursionlimit(4_000)

from certificats import lire_dossier  # noqa: E402
from commun import Illisible, instant  # noqa: E402
from dossier import Dossier  # noqa: E402
from journal import lire_note, lire_qr  # noqa: E402
from openssl import OpensslAbsent, executer  # noqa: E402

CODES = {'valide': 0, 'invalide': 1, 'indetermine': 2}
TITRES = {'valide': 'VALIDE', 'invalide': 'INVALIDE', 'indetermine': 'INDÉTERMINÉ'}


class MauvaisUsage(Exception):
    """Arguments refusés ; le message est montré avec l'usage."""


def lire_arguments(arguments):
    options = {'json': False, 'ancres': None, 'a': None, 'tetes': [], 'fichier': None}
    suite = list(arguments)
    while suite:
        mot = suite.pop(0)
        if mot == '--json':
            options['json'] = True
        elif mot in ('--ancres', '--a', '--tete'):
            if not suite:
                raise MauvaisUsage(f'Il manque une valeur après {mot}.')
            valeur = suite.pop(0)
            if mot == '--tete':
                options['tetes'].append(valeur)
            else:
                options[mot[2:]] = valeur
        elif mot.startswith('-') or options['fichier'] is not None:
            raise MauvaisUsage(f'Argument inattendu : {mot}')
        else:
            options['fichier'] = mot
    if options['fichier'] is None:
        raise MauvaisUsage('Il faut donner un dossier à vérifier.')
    return options


def lire_tete(valeur):
    """Une tête tenue d'ailleurs : une ligne de QR, ou un fichier (note ou QR)."""
    if valeur.startswith('PPN1 '):
        return lire_qr(valeur)
    with open(valeur, 'rb') as entree:
        octets = entree.read(65_536)
    return lire_qr(octets.decode('utf-8')) if octets.startswith(b'PPN1 ') else lire_note(octets)


def juger(options):
    """Le dossier jugé."""
    if executer('version').returncode != 0:
        raise OpensslAbsent
    ancres = None if options['ancres'] is None else lire_dossier(options['ancres'])
    verification = time.time() if options['a'] is None else instant(options['a'])
    tetes = [lire_tete(t) for t in options['tetes']]
    with open(options['fichier'], 'rb') as entree:
        if not os.fstat(entree.fileno()).st_size:
            return Dossier(b'', ancres, verification, tetes)
        with mmap.mmap(entree.fileno(), 0, access=mmap.ACCESS_READ) as octets:
            return Dossier(octets, ancres, verification, tetes)


def rapport(dossier):
    """Le rapport en données (docs/preuve.md §9)."""
    constats = dossier.constats
    lignes = getattr(dossier, 'lignes', [])
    actes = getattr(dossier, 'actes', {})
    return {
        'verdict': constats.verdict(),
        'codes': constats.codes(),
        'pieces': [
            {'id': p['id'], 'titre': p['titre'], 'verdict': constats.verdict(p['id']), 'codes': constats.codes(p['id']),
             'signatures': actes[p['id']].signatures if p['id'] in actes else []}
            for p in lignes
        ],
        'reserves': dossier.reserves,
        'motifs': [{'code': c, 'phrase': f, 'piece': p, 'verdict': v} for c, f, p, v in constats.lignes],
    }


def en_texte(lu):
    lignes = [f'Dossier {TITRES[lu["verdict"]]}']
    for motif in lu['motifs']:
        piece = f'pièce {motif["piece"]} : ' if motif['piece'] else ''
        lignes.append(f'  {motif["code"]} — {piece}{motif["phrase"]}')
    for piece in lu['pieces']:
        lignes.append(f'  {TITRES[piece["verdict"]]:<12} {piece["titre"]}')
        for s in piece['signatures']:
            lignes.append(f'      signé par {s["signataire"]}, {s["heure"] or "heure non prouvée"}')
    return '\n'.join(lignes + [f'  Réserve : {r}' for r in lu['reserves']]) + '\n'


def principal(arguments):
    try:
        options = lire_arguments(arguments)
        lu = rapport(juger(options))
    except MauvaisUsage as erreur:
        sys.stderr.write(f'{erreur}\n\n{__doc__}')
        return 3
    except OpensslAbsent:
        sys.stderr.write('openssl est introuvable : installez-le pour vérifier.\n')
        return 3
    except (OSError, Illisible, UnicodeDecodeError) as erreur:
        sys.stderr.write(f'Lecture impossible : {erreur}\n')
        return 3
    sys.stdout.write(json.dumps(lu, ensure_ascii=False, indent=1) + '\n' if options['json'] else en_texte(lu))
    return CODES[lu['verdict']]


if __name__ == '__main__':
    sys.exit(principal(sys.argv[1:]))
