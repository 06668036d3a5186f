"""Ce qui a changé après une signature, objet par objet : DSS, horodatages et signatures prévues, rien d'autre."""
from commun import Illisible
from pdf import Document, Flux, Ref


def faute_apres(avant, apres):
    """La première modification interdite entre deux révisions, ou None."""
    if avant.depart not in apres.sections:
        return 'la chaîne des révisions ne passe plus par la révision signée'
    if not apres.fin_nette or not avant.fin_nette:
        return 'des octets suivent la dernière révision'
    if avant.racine != apres.racine:
        return 'le catalogue a été remplacé'
    champs_avant, champs_apres = avant.champs_de_signature(), apres.champs_de_signature()
    nouveaux = {n for n in champs_apres if n not in champs_avant}
    attendus = None
    for numero in sorted(set(avant.entrees) | set(apres.entrees)):
        if avant.entrees.get(numero) == apres.entrees.get(numero):
            continue
        ancien, neuf = avant.objet(numero), apres.objet(numero)
        if ancien == neuf:
            continue
        if ancien is None:
            attendus = attendus if attendus is not None else _references(avant)
            if numero in attendus:
                return f'objet {numero} : une référence vide de la révision signée a été remplie'
            continue
        if not _permis(numero, (avant, ancien), (apres, neuf), champs_avant, nouveaux):
            return f'objet {numero} modifié'
    return next((f'champ {n} ajouté' for n in nouveaux if not _champ_discret(apres, champs_apres[n])), None)


def _references(document):
    """Tous les numéros que cite une révision."""
    cites, suite = set(), [document.trailer, *(document.objet(n) for n in document.entrees)]
    while suite:
        objet = suite.pop()
        objet = objet.dico if isinstance(objet, Flux) else objet
        if isinstance(objet, Ref):
            cites.add(objet[0])
        elif isinstance(objet, (dict, list)):
            suite += objet.values() if isinstance(objet, dict) else objet
    return cites


def _permis(numero, avant, apres, champs, nouveaux):
    (doc_avant, ancien), (doc_apres, neuf) = avant, apres
    if isinstance(ancien, Flux) or isinstance(neuf, Flux) or not isinstance(ancien, dict) or not isinstance(neuf, dict):
        return _liste_allongee(numero, avant, apres, nouveaux)
    differe = {c for c in set(ancien) | set(neuf) if ancien.get(c) != neuf.get(c)}
    if isinstance(doc_avant.racine, Ref) and numero == doc_avant.racine[0]:
        if 'AcroForm' in differe and _formulaire(avant, apres, nouveaux):
            differe.discard('AcroForm')
        return differe <= {'DSS', 'Extensions'}
    if numero == _numero(doc_avant.catalogue.get('AcroForm')):
        return _cles_du_formulaire(differe, ancien, neuf, nouveaux)
    if numero in champs:
        return 'V' not in ancien and 'V' in neuf and differe <= {'V', 'AP'}
    if numero == _numero(doc_avant.catalogue.get('DSS')):
        return True
    if numero in doc_avant.pages():
        return differe == {'Annots'} and _allongee(doc_avant.liste(ancien.get('Annots')), doc_apres.liste(neuf.get('Annots')), nouveaux)
    if numero == _numero(doc_avant.trailer.get('Info')):
        return differe <= {'ModDate', 'Producer'}
    return _du_dss(doc_avant, numero)


def _numero(objet):
    return objet[0] if isinstance(objet, Ref) else None


def _formulaire(avant, apres, nouveaux):
    (doc_avant, ancien), (doc_apres, neuf) = avant, apres
    a, b = ancien.get('AcroForm'), neuf.get('AcroForm')
    if isinstance(a, Ref) or a is None:
        return False
    a, b = doc_avant.dico(a), doc_apres.dico(b)
    return _cles_du_formulaire({c for c in set(a) | set(b) if a.get(c) != b.get(c)}, a, b, nouveaux)


def _cles_du_formulaire(differe, ancien, neuf, nouveaux):
    if 'Fields' in differe and not _allongee(ancien.get('Fields'), neuf.get('Fields'), nouveaux):
        return False
    return differe <= {'Fields', 'SigFlags'}


def _allongee(ancienne, nouvelle, nouveaux):
    """La nouvelle liste est l'ancienne, suivie de champs de signature nouveaux."""
    if not isinstance(ancienne, list) or not isinstance(nouvelle, list):
        return False
    ajouts = nouvelle[len(ancienne):]
    return nouvelle[:len(ancienne)] == ancienne and all(_numero(r) in nouveaux for r in ajouts)


def _liste_allongee(numero, avant, apres, nouveaux):
    """Un tableau indirect de champs ou d'annotations peut s'allonger de champs nouveaux."""
    doc = avant[0]
    listes = [doc.dico(doc.catalogue.get('AcroForm')).get('Fields')] + [doc.dico(doc.objet(p)).get('Annots') for p in doc.pages()]
    return numero in map(_numero, listes) and _allongee(avant[1], apres[1], nouveaux)


def _du_dss(document, numero):
    """Vrai si l'objet n'est atteint que par le DSS : dictionnaires VRI et listes."""
    dss, vus = set(), [document.catalogue.get('DSS')]
    while vus and len(dss) < 10_000:
        objet = vus.pop()
        if isinstance(objet, Ref):
            if objet[0] in dss:
                continue
            dss.add(objet[0])
            objet = document.objet(objet[0])
        if isinstance(objet, Flux):
            continue
        vus += list(objet.values()) if isinstance(objet, dict) else objet if isinstance(objet, list) else []
    return numero in dss


def _champ_discret(document, champ):
    """Un champ ajouté ne montre rien : surface nulle, genre /Sig."""
    rect = document.liste(champ.get('Rect'))
    nombres = [document.resoudre(v) for v in rect]
    return not rect or (len(nombres) == 4 and nombres[0] == nombres[2] and nombres[1] == nombres[3])


def ouvrir_revision(octets, fin):
    """La révision qui s'arrête à `fin`."""
    revision = Document(octets, fin)
    if not revision.fin_nette:
        raise Illisible('la plage signée ne s’arrête pas à la fin d’une révision')
    return revision
