"""Un travail réparti entre les cœurs : des processus pour un grand dossier, des fils pour un petit ou sans `fork`."""
import multiprocessing
import os
from concurrent.futures import ThreadPoolExecutor

PETIT = 24
_TACHES = []


def repartir(lots):
    """Pour chaque (fonction, arguments), la liste des résultats, dans l'ordre."""
    taches = [(fonction, argument) for fonction, arguments in lots for argument in arguments]
    rendus = iter(_processus(taches) if len(taches) > PETIT and _admet_le_fork() else _fils(taches))
    return [[next(rendus) for _ in arguments] for _, arguments in lots]


def _fils(taches):
    with ThreadPoolExecutor() as ouvriers:
        return list(ouvriers.map(lambda tache: tache[0](tache[1]), taches))


def _admet_le_fork():
    return 'fork' in multiprocessing.get_all_start_methods() and _coeurs() > 1


def _coeurs():
    return len(os.sched_getaffinity(0)) if hasattr(os, 'sched_getaffinity') else os.cpu_count() or 1


def _processus(taches):
    """Les enfants naissent avec le dossier déjà lu : seuls un rang et un jugement passent de l'un à l'autre."""
    _TACHES[:] = taches
    try:
        with multiprocessing.get_context('fork').Pool(min(_coeurs(), 16)) as ouvriers:
            return ouvriers.map(_une, range(len(taches)), chunksize=8)
    finally:
        _TACHES.clear()


def _une(rang):
    fonction, argument = _TACHES[rang]
    return fonction(argument)
