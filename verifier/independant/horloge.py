"""L'horloge d'une garde à vue, recalculée de ses entrées et de règles datées (docs/preuve.md §7.2). Sans effet de bord."""
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from commun import Illisible

HEURE = 3_600_000
JAMAIS = float('inf')
DEPARTS = {
    'contrainte': ('L’horloge part de la privation de liberté.', '63 III al. 1 CPP'),
    'audition': ('L’horloge part du début de l’audition que le placement prolonge immédiatement.', '63 III al. 1 CPP'),
    'placement': ('L’horloge part du placement : aucune contrainte ni audition ne le précède.', '63 II CPP'),
}
MEME_JOUR = ('Après plus de soixante-douze heures de garde à vue, la personne comparaît le jour même ; '
             'sinon elle est remise en liberté.')
PRESENTEE = ('La personne est présentée à la juridiction ou au juge des libertés et de la détention dans les vingt '
             'heures ; sinon elle est remise en liberté.')
COMPARAIT = 'La personne comparaît dans les vingt heures de la levée ; sinon elle est remise en liberté.'
COMPARES = ('mesure', 'etat', 'regime', 'depart', 'deductions', 'secondesDeduites', 'secondesEcoulees',
            'secondesRestantes', 'periodes', 'echeance', 'maximum', 'depassement', 'fin', 'comparution', 'entrees')


def ms(horodate):
    """Millisecondes POSIX d'une horodate ou d'un instant ISO 8601."""
    try:
        texte = horodate.partition('[')[0].replace('Z', '+00:00')
        lu = datetime.fromisoformat(texte)
        return round((lu - datetime.fromisoformat('1970-01-01T00:00:00+00:00')) / timedelta(milliseconds=1))
    except (AttributeError, TypeError, ValueError) as erreur:
        raise Illisible('horodate mal formée') from erreur


def _locale(instant, zone):
    return datetime.fromtimestamp(instant // 1_000, ZoneInfo(zone))


def horodate(instant, zone):
    """L'horodate d'un instant dans une zone, à la seconde."""
    return f'{_locale(instant, zone).isoformat()}[{zone}]'


def _fin_du_jour(instant, zone):
    jour = _locale(instant, zone).date() + timedelta(days=1)
    return round(datetime(jour.year, jour.month, jour.day, tzinfo=ZoneInfo(zone)).timestamp() * 1_000)


def ecarts(portee, mesure, entrees, regles):
    """Les champs de l'horloge portée que le recalcul, à son instant, dément."""
    juste = calculer(mesure, entrees, regles, ms(portee['a']))
    return [champ for champ in COMPARES if portee.get(champ) != juste[champ]]


def calculer(mesure, entrees, regles, a):
    """L'horloge à l'instant `a` ; les irrégularités et la prolongation encore possible ne sont pas recalculées."""
    zone = mesure['zone']
    lues = _en_ordre(_en_service(mesure['id'], entrees), a)
    depart = _depart(lues)
    jour = _locale(a if depart is None else depart[0], zone).date().isoformat()
    droit = Droit(regles, jour, zone)
    deductions = [] if depart is None else _deductions(lues, depart[0], droit)
    deduite = sum(d['secondes'] for d in deductions) * 1_000
    fin = None if depart is None else next((e for e in _du_type(lues, 'fin') if ms(e['survenuA']) >= depart[0]), None)
    jusqu_a = a if fin is None else ms(fin['survenuA'])
    regime, _ = _qualification(mesure, lues, jusqu_a)
    suite = None if depart is None else _periodes(mesure, lues, depart, droit, deduite)
    echeance = None if suite is None else suite['echeance']
    return {
        'mesure': mesure['id'],
        'etat': _etat(depart, fin, echeance, a),
        'regime': regime,
        'depart': None if depart is None else _dire_le_depart(depart, zone),
        'deductions': deductions,
        'secondesDeduites': deduite // 1_000,
        'secondesEcoulees': 0 if depart is None else (jusqu_a - depart[0]) // 1_000,
        'secondesRestantes': None if suite is None else (echeance - jusqu_a) // 1_000,
        'periodes': [] if suite is None else suite['periodes'],
        'echeance': None if suite is None else horodate(echeance, zone),
        'maximum': _maximum(depart, suite, droit, (regime, deduite)),
        'depassement': _depassement(suite, jusqu_a, zone),
        'fin': None if fin is None else {'a': horodate(jusqu_a, zone), 'suite': fin['donnees']['suite'], 'entree': fin['id']},
        'comparution': (None if fin is None or fin['donnees']['suite'] != 'deferement' else
                        _comparution(lues, jusqu_a, (jusqu_a - depart[0] + deduite, regime, suite), droit, a)),
        'entrees': [e['id'] for e in lues],
    }


class Droit:
    """Les lignes en vigueur au jour de la mesure, dans sa zone."""

    def __init__(self, regles, jour, zone):
        self.zone = zone
        self.lignes = [r for r in regles['lignes']
                       if r['validiteDebut'] <= jour and (r['validiteFin'] is None or jour <= r['validiteFin'])]

    def du_genre(self, genre, regime):
        """Celle de la zone passe avant la générale."""
        lignes = [r for r in self.lignes if r['genre'] == genre and (not r['regimes'] or regime in r['regimes'])]
        return [r for r in lignes if self.zone in r['zones']] or [r for r in lignes if not r['zones']]

    def dite(self, identifiant):
        return next((r for r in self.lignes if r['id'] == identifiant), None)


def _du_type(entrees, *types):
    return [e for e in entrees if e['type'] in types]


def _cle(entree):
    return ms(entree['enregistreA']), entree['id']


def _en_service(mesure, entrees):
    """Les entrées de la mesure, chacune une fois (celle d'un acte l'emporte), rectifiées."""
    par_id = {}
    for entree in entrees:
        connue = par_id.get(entree['id'])
        if entree['mesure'] == mesure and (connue is None or connue['source']['genre'] != 'acte'):
            par_id[entree['id']] = entree
    siennes = list(par_id.values())
    annulees, valables = set(), []
    for une in sorted(_du_type(siennes, 'rectification'), key=_cle, reverse=True):
        if une['id'] in annulees:
            continue
        valables.insert(0, une)
        if une['donnees']['annulee']:
            annulees.add(une['donnees']['entree'])
    restent = [e for e in siennes if e['type'] != 'rectification']
    for une in valables:
        par = une['donnees']
        restent = [_rectifiee(e, par) if e['id'] == par['entree'] else e for e in restent
                   if not (par['annulee'] and e['id'] == par['entree'])]
    return restent


def _rectifiee(entree, par):
    donnees = dict(entree['donnees'])
    for champ, valeur in (par['donnees'] or {}).items():
        if champ in donnees and _meme_nature(donnees[champ], valeur):
            donnees[champ] = valeur
    return {**entree, 'survenuA': par['survenuA'] or entree['survenuA'], 'donnees': donnees}


def _meme_nature(avant, apres):
    if avant is None:
        return apres is None or isinstance(apres, str)
    objets = (list, dict, type(None))
    return type(avant) is type(apres) or (isinstance(avant, objets) and isinstance(apres, objets))


def _en_ordre(entrees, a):
    """L'ordre des faits connus à l'instant `a`."""
    return sorted((e for e in entrees if ms(e['survenuA']) <= a), key=lambda e: (ms(e['survenuA']), *_cle(e)))


def _compte(donnees):
    return donnees['memesFaits'] or donnees['contrainte'] in ('verification-identite', 'retenue-douaniere')


def _depart(entrees):
    """(instant, motif, entrée) : le plus ancien de la contrainte, de l'audition prolongée et du placement."""
    contraintes = [e for e in _du_type(entrees, 'apprehension') if _compte(e['donnees'])]
    placements = _du_type(entrees, 'placement')
    auditions = [e for e in _du_type(entrees, 'debut-audition-libre')
                 if e['donnees']['prolongementImmediat'] and (placements or contraintes)]
    candidats = [(ms(e['survenuA']), motif, e['id'])
                 for motif, liste in (('contrainte', contraintes), ('audition', auditions), ('placement', placements))
                 for e in liste]
    return min(candidats, key=lambda c: c[0], default=None)


def _dire_le_depart(depart, zone):
    instant, motif, entree = depart
    phrase, article = DEPARTS[motif]
    return {'a': horodate(instant, zone), 'motif': motif, 'phrase': phrase, 'article': article, 'entree': entree}


def _deductions(entrees, depart, droit):
    """Durées antérieures imputées : jamais deux fois le même temps, jamais au-delà du départ."""
    rendues, couvert = [], -JAMAIS
    anterieures = [e for e in _du_type(entrees, 'contrainte-anterieure') if _compte(e['donnees'])]
    for entree in sorted(anterieures, key=lambda e: ms(e['donnees']['debut'])):
        debut, fin = max(ms(entree['donnees']['debut']), couvert), min(ms(entree['donnees']['fin']), depart)
        if fin <= debut:
            continue
        couvert, contrainte = fin, entree['donnees']['contrainte']
        propre = contrainte in ('garde-a-vue', 'verification-identite', 'retenue-douaniere')
        regle = droit.dite(f'imputation.{contrainte if propre else "contrainte"}') or {}
        rendues.append({'debut': horodate(debut, droit.zone), 'fin': horodate(fin, droit.zone),
                        'secondes': (fin - debut) // 1_000, 'phrase': f'{regle.get("libelle", "Durée imputée")}.',
                        'article': regle.get('article', '63 III CPP'), 'entree': entree['id']})
    return rendues


def _qualification(mesure, entrees, instant):
    """(régime, faits) : la dernière requalification survenue l'emporte."""
    passees = [e for e in _du_type(entrees, 'requalification') if ms(e['survenuA']) <= instant]
    return ((passees[-1]['donnees'] if passees else mesure)[c] for c in ('regime', 'faits'))


def _periodes(mesure, entrees, depart, droit, deduite):
    """La base, puis chaque prolongation, de la fin de la précédente ; None : mesure sans durée."""
    regime, _ = _qualification(mesure, entrees, depart[0])
    lignes = droit.du_genre('base', regime)
    if not lignes:
        return None
    ligne, placements, accords = lignes[0], _du_type(entrees, 'placement'), _du_type(entrees, 'accord-magistrat')
    heures = min(ligne['valeur'], accords[0]['donnees']['heures'] if regime == 'retenue-10-12' and accords else JAMAIS)
    imputee = min(deduite, heures * HEURE)
    fin = depart[0] + heures * HEURE - imputee
    debut = horodate(depart[0], droit.zone)
    base = {'rang': 0, 'debut': debut, 'fin': horodate(fin, droit.zone), 'heures': heures, 'autorite': 'opj',
            'decideeA': placements[0]['survenuA'] if placements else debut, 'article': ligne['article'],
            'entree': placements[0]['id'] if placements else depart[2], 'reguliere': True}
    suite = {'periodes': [base], 'fin': fin, 'echeance': fin, 'rang': 0, 'reste': deduite - imputee,
             'reguliere': True, 'article': ligne['article']}
    for decidee in _du_type(entrees, 'prolongation-decidee'):
        _prolonger(suite, decidee, (mesure, entrees), droit)
    return suite


def _prolonger(suite, decidee, lus, droit):
    donnees, decidee_a = decidee['donnees'], ms(decidee['survenuA'])
    regime, faits = _qualification(*lus, decidee_a)
    lignes = sorted((r for r in droit.du_genre('prolongation', regime) if r['rang'] == suite['rang'] + 1),
                    key=lambda r: r['valeur'])
    if donnees['rang'] != suite['rang'] + 1 or not lignes:
        return
    ligne = next((r for r in lignes if donnees['heures'] <= r['valeur']), lignes[-1])
    heures = min(donnees['heures'], ligne['valeur'])
    imputee = min(suite['reste'], heures * HEURE)
    fin = suite['fin'] + heures * HEURE - imputee
    suite['reguliere'] = suite['reguliere'] and _permise(ligne, decidee, (*lus, faits), suite['fin'])
    suite['periodes'].append({
        'rang': donnees['rang'], 'debut': horodate(suite['fin'], droit.zone), 'fin': horodate(fin, droit.zone),
        'heures': heures, 'autorite': donnees['autorite'], 'decideeA': decidee['survenuA'], 'article': ligne['article'],
        'entree': decidee['id'], 'reguliere': suite['reguliere']})
    suite.update(fin=fin, echeance=fin if suite['reguliere'] else suite['echeance'], rang=suite['rang'] + ligne['couvre'],
                 reste=suite['reste'] - imputee, article=ligne['article'])


def _permise(ligne, decidee, lus, fin):
    """Autorité, présentation, peine, certificat, délai : ce sans quoi une prolongation ne repousse pas l'échéance."""
    (mesure, entrees, faits), donnees, decidee_a = lus, decidee['donnees'], ms(decidee['survenuA'])
    signee = max(decidee_a, ms(decidee['enregistreA'])) if decidee['source']['genre'] == 'acte' else decidee_a
    sans = donnees['presentation'] == 'sans'
    presentee = not (sans and (ligne['presentation'] == 'exigee' or
                               (ligne['presentation'] == 'exigee-sauf-motif' and donnees['motifSansPresentation'] == '')))
    seuil = ligne['peineMinimaleAns']
    punie = seuil is None or any(f['nature'] == 'crime' or (f['nature'] == 'delit' and f['peineMois'] >= seuil * 12)
                                 for f in faits)
    certifiee = 'certificat-in-corpore' not in ligne['exigences'] or any(
        e['donnees']['inCorpore'] == 'presence' and ms(e['survenuA']) <= min(decidee_a, fin)
        for e in _du_type(entrees, 'examen-medical'))
    return donnees['autorite'] in _autorites(ligne, mesure['cadre']) and presentee and punie and certifiee and signee < fin


def _autorites(ligne, cadre):
    """`procureur` se lit juge d'instruction sur commission rogatoire, qui n'existe que là."""
    rogatoire = cadre == 'commission-rogatoire'
    lues = {'procureur': 'juge-instruction' if rogatoire else 'procureur',
            'juge-instruction': 'juge-instruction' if rogatoire else None, 'jld': 'jld'}
    return {lues.get(a) for a in ligne['autorites']} - {None}


def _etat(depart, fin, echeance, a):
    if depart is None:
        return 'non-commencee'
    if fin is not None:
        return 'terminee'
    return 'expiree' if echeance is not None and a >= echeance else 'en-cours'


def _maximum(depart, suite, droit, connus):
    regime, deduite = connus
    lignes = [] if suite is None else droit.du_genre('maximum', regime)
    if not lignes:
        return None
    accordees = sum(p['heures'] for p in suite['periodes'] if p['reguliere'])
    heures = max(lignes[0]['valeur'], accordees)
    return {'heures': heures, 'a': horodate(depart[0] + heures * HEURE - deduite, droit.zone), 'article': lignes[0]['article']}


def _depassement(suite, jusqu_a, zone):
    if suite is None or jusqu_a <= suite['echeance']:
        return None
    return {'depuis': horodate(suite['echeance'], zone), 'secondes': (jusqu_a - suite['echeance']) // 1_000,
            'article': suite['article']}


def _comparution(entrees, fin, connus, droit, a):
    """Après un défèrement : le jour même, ou vingt heures au plus."""
    duree, regime, suite = connus
    exclusion = droit.dite('fin.sans-803-3')
    exclue = exclusion is not None and regime in exclusion['regimes'] and duree > exclusion['valeur'] * HEURE
    regle = droit.dite('fin.comparution-jour-meme' if exclue else 'fin.comparution-lendemain')
    if regle is None:
        return None
    meme_jour = regle['unite'] == 'jours'
    echeance = _fin_du_jour(fin, droit.zone) if meme_jour else fin + regle['valeur'] * HEURE
    comparue = next((e for e in _du_type(entrees, 'comparution') if ms(e['survenuA']) >= fin), None)
    periodes = [] if suite is None else suite['periodes']
    effective = len(periodes) > 1 and all(p['autorite'] not in ('jld', 'juge-instruction') for p in periodes)
    if comparue is not None:
        etat = 'comparue' if ms(comparue['survenuA']) <= echeance else 'comparue-en-retard'
    else:
        etat = 'attendue' if a <= echeance else 'expiree'
    return {'depuis': horodate(fin, droit.zone), 'echeance': horodate(echeance, droit.zone), 'etat': etat,
            'comparueA': None if comparue is None else comparue['survenuA'],
            'phrase': MEME_JOUR if meme_jour else PRESENTEE if effective else COMPARAIT, 'article': regle['article']}
