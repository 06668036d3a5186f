"""Texte d'un PDF/A de Typst : flux de contenu, tables ToUnicode, artefacts écartés."""
import re

from commun import Illisible, comparable
from pdf import Chaine, Flux, Lexeur, Mot, Nom

_SECTION = re.compile(rb'begin(bfchar|bfrange)\s(.*?)end\1', re.S)


def texte_de(document):
    """Tout le texte montré, page après page, hors artefacts (en-tête, pied, cadres)."""
    tables, morceaux = {}, []
    for numero in document.pages():
        page = document.dico(document.objet(numero))
        contenus = document.resoudre(page.get('Contents'))
        suite = contenus if isinstance(contenus, list) else [contenus]
        flux = [f for f in map(document.resoudre, suite) if isinstance(f, Flux)]
        polices = document.dico(document.dico(page.get('Resources')).get('Font'))
        _page(b'\n'.join(map(document.decoder, flux)), _tables(document, polices, tables), morceaux)
    return ''.join(morceaux)


def _tables(document, polices, deja):
    lues = {}
    for nom, ref in polices.items():
        cle = ref if isinstance(ref, tuple) else id(ref)
        if cle not in deja:
            police = document.dico(ref)
            flux = document.resoudre(police.get('ToUnicode'))
            composite = document.resoudre(police.get('Subtype')) == 'Type0'
            deja[cle] = (2 if composite else 1, _cmap(document.decoder(flux)) if isinstance(flux, Flux) else {})
        lues[nom] = deja[cle]
    return lues


def _cmap(octets):
    table = {}
    for genre, corps in _SECTION.findall(octets):
        if b'[' in corps:
            raise Illisible('table de caractères non lue')
        codes = [bytes.fromhex(re.sub(rb'\s', b'', c).decode()) for c in re.findall(rb'<([0-9A-Fa-f\s]*)>', corps)]
        pas = 2 if genre == b'bfchar' else 3
        for rang in range(0, len(codes) - pas + 1, pas):
            debut, fin, cible = codes[rang], codes[rang + pas - 2], codes[rang + pas - 1]
            _plage(table, int.from_bytes(debut, 'big'), int.from_bytes(fin, 'big'), cible)
    return table


def _plage(table, debut, fin, cible):
    if not cible or fin - debut > 0xFFFF:
        raise Illisible('table de caractères non lue')
    for code in range(debut, fin + 1):
        dernier = int.from_bytes(cible[-2:], 'big') + code - debut
        table[code] = (cible[:-2] + (dernier & 0xFFFF).to_bytes(2, 'big')).decode('utf-16-be', 'replace')


_NOMBRES = re.compile(rb'(?:[\0\t\n\x0c\r ]*[+-]?(?:\d+\.?\d*|\.\d+)(?=[\0\t\n\f\r ()<>\[\]{}/%]))+')


def _page(octets, polices, morceaux):
    lexeur, operandes, marques, pile, police = Lexeur(octets), [], [], [], None
    while True:
        nombres = _NOMBRES.match(octets, lexeur.place)
        if nombres:  # des places et des tracés : ils tiennent leur rang d'opérande, leur valeur ne dit rien
            lexeur.place = nombres.end()
            operandes.append(0)
        jeton = lexeur.jeton()
        if jeton is None:
            return
        if not isinstance(jeton, Mot) or jeton in ('[', ']', '<<', '>>'):
            operandes.append(jeton)
            continue
        if jeton in ('q', 'Q'):
            police = _empiler(jeton, pile, police)
        elif jeton == 'Tf':
            noms = [o for o in operandes if isinstance(o, Nom)]
            police = polices.get(noms[0]) if noms else None
        elif jeton in ('BMC', 'BDC'):
            marques.append(bool(operandes) and operandes[0] == 'Artifact')
        elif jeton == 'EMC' and marques:
            marques.pop()
        elif jeton in ('Tj', 'TJ', "'", '"') and not any(marques):
            morceaux.append(_montrer(operandes, police))
        elif jeton == 'ID':
            raise Illisible('image en ligne dans une page')
        operandes = []


def _empiler(mot, pile, police):
    if mot == 'q':
        pile.append(police)
        return police
    return pile.pop() if pile else None


def _montrer(operandes, police):
    largeur, table = police or (1, {})
    lettres = []
    for chaine in operandes:
        if isinstance(chaine, Chaine):
            codes = chaine if largeur == 1 else [(chaine[i] << 8) | chaine[i + 1] for i in range(0, len(chaine) - 1, 2)]
            lettres += [table.get(code, '\ufffd') for code in codes]
            if largeur == 2 and len(chaine) % 2:
                lettres.append(table.get(chaine[-1], '\ufffd'))
    return ''.join(lettres)


_CODE = re.compile(r'[a-z0-9-]*\Z')
_DATE = re.compile(r'\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?(\[[A-Za-z_+/0-9-]+\])?)?\Z')


def chaines(valeur):
    """Les chaînes d'une donnée qui doivent se lire dans le texte, ligne à ligne."""
    if isinstance(valeur, str):
        if _CODE.match(valeur) or _DATE.match(valeur):
            return []
        return [ligne for ligne in re.split(r'\r?\n', valeur) if ligne.strip()]
    suite = valeur.values() if isinstance(valeur, dict) else valeur if isinstance(valeur, list) else []
    return [chaine for element in suite for chaine in chaines(element)]


# Données d'un acte de garde à vue que le texte dit en phrases : elles se contrôlent par le registre et le recalcul (§7.2).
_DE_MESURE = {'mesure', 'entrees', 'diligences', 'mentions', 'horloge'}


def _muets(type_d_acte):
    if type_d_acte.startswith('gav-'):
        return _DE_MESURE
    return {'lieu'} if type_d_acte in ('classement-sans-suite', 'copj') else set()


def premiere_absente(donnees, texte):
    """La première chaîne du `contenu` d'un acte qui ne figure pas dans son texte, ou None."""
    corps = comparable(texte)
    muets = _muets(str(donnees.get('type')))
    contenu = {cle: valeur for cle, valeur in donnees['contenu'].items() if cle not in muets}
    # Le contenu désigne un cosignataire par son matricule ; le texte le dit par son nom.
    agents = [a for a in donnees.get('cosignataires') or [] if isinstance(a, dict)]
    nommes = {a.get('matricule') for a in agents}
    dues = [c for c in chaines(contenu) if c not in nommes] + [str(a.get('nom', '')).upper() for a in agents]
    return next((c for c in dues if comparable(c) not in corps), None)
