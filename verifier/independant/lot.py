#!/usr/bin/env python3
"""Vérifie plusieurs dossiers dans un seul processus : une demande JSON par ligne en entrée, un rapport par ligne en sortie.

Demande : {"fichier", "ancres", "a", "tetes"}. Une panne rend {"verdict": "panne", "codes": [raison]} et n'arrête pas le lot.
"""
import json
import sys

sys.dont_write_bytecode = True

from verify import juger, rapport  # noqa: E402


def traiter(ligne):
    demande = json.loads(ligne)
    options = {'ancres': demande['ancres'], 'a': demande['a'], 'tetes': demande['tetes'], 'fichier': demande['fichier']}
    try:
        return rapport(juger(options))
    except Exception as erreur:  # noqa: BLE001 — un lot dit chaque panne et continue
        return {'verdict': 'panne', 'codes': [f'{type(erreur).__name__} : {erreur}']}


if __name__ == '__main__':
    for ligne in sys.stdin:
        sys.stdout.write(json.dumps(traiter(ligne), ensure_ascii=False) + '\n')
        sys.stdout.flush()
