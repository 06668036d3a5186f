/** Valeur PDF (ISO 32000-2 §7.3), reduite a ce que l'examen regarde. Les flux sont designes par leur position. */
export type Valeur =
  | { readonly genre: 'autre' }
  | { readonly genre: 'nombre'; readonly nombre: number }
  | { readonly genre: 'nom'; readonly nom: string }
  | { readonly genre: 'chaine'; readonly octets: Uint8Array }
  | { readonly genre: 'ref'; readonly numero: number }
  | { readonly genre: 'tableau'; readonly elements: readonly Valeur[] }
  | { readonly genre: 'dico'; readonly entrees: readonly (readonly [string, Valeur])[] }
  | { readonly genre: 'mot'; readonly mot: string };

const AUTRE: Valeur = { genre: 'autre' };
/** Imbrication au-dela de laquelle une valeur n'est plus construite (les noms y restent lus un a un). */
const PROFONDEUR_MAX = 400;
const CHAINE_MAX = 8 * 1024 * 1024;
const FINS_D_OBJET: ReadonlySet<string> = new Set(
  'endobj stream endstream obj trailer xref startxref'.split(' '),
);

/** La valeur lue depasse les octets fournis : relire avec une fenetre plus grande. */
export class FenetreTropCourte extends Error {}

const estBlanc = (octet: number): boolean =>
  octet === 0 || octet === 9 || octet === 10 || octet === 12 || octet === 13 || octet === 32;
const estDelimiteur = (octet: number): boolean => '()<>[]{}/%'.includes(String.fromCharCode(octet));
const estRegulier = (octet: number): boolean => !estBlanc(octet) && !estDelimiteur(octet);

/**
 * Lecteur de valeurs PDF, tolerant comme les visionneuses : un dictionnaire non ferme, un nom vide ou un
 * mot inconnu ne l'arretent pas, car un fichier abime exprès reste dangereux. Il avance toujours.
 */
export class Lexeur {
  readonly octets: Uint8Array;
  readonly #complet: boolean;
  position: number;
  /** noms rencontres trop profond pour etre places dans une valeur */
  readonly nomsProfonds: string[] = [];

  /** `complet` : les octets vont jusqu'a la fin du fichier, il n'y a rien de plus a demander. */
  constructor(octets: Uint8Array, position: number, complet: boolean) {
    this.octets = octets;
    this.position = position;
    this.#complet = complet;
  }

  /** Valeur suivante ; un mot-cle (`endobj`, `stream`…) est rendu comme `mot`. */
  valeur(profondeur = 0): Valeur {
    this.sauterBlancs();
    const octet = this.#octet();
    if (octet === undefined) return { genre: 'mot', mot: '' };
    if (octet === 0x2f) return { genre: 'nom', nom: this.#nom() };
    if (octet === 0x28) return this.#chaine();
    if (octet === 0x3c)
      return this.octets[this.position + 1] === 0x3c ? this.#dico(profondeur) : this.#hexa();
    if (octet === 0x5b) return this.#tableau(profondeur);
    if (estDelimiteur(octet)) return this.#delimiteurIsole(octet);
    return this.#motOuNombre();
  }

  /** Saute blancs et commentaires. */
  sauterBlancs(): void {
    for (;;) {
      const octet = this.octets[this.position];
      if (octet === undefined) return;
      if (octet === 0x25) this.#sauterCommentaire();
      else if (estBlanc(octet)) this.position += 1;
      else return;
    }
  }

  #octet(): number | undefined {
    const octet = this.octets[this.position];
    if (octet === undefined && !this.#complet) throw new FenetreTropCourte();
    return octet;
  }

  #sauterCommentaire(): void {
    while (this.position < this.octets.length) {
      const octet = this.octets[this.position];
      if (octet === 10 || octet === 13) return;
      this.position += 1;
    }
  }

  #delimiteurIsole(octet: number): Valeur {
    const suivant = this.octets[this.position + 1];
    this.position += octet === 0x3e && suivant === 0x3e ? 2 : 1;
    return { genre: 'mot', mot: octet === 0x3e && suivant === 0x3e ? '>>' : String.fromCharCode(octet) };
  }

  /** Nom, ses `#xx` decodes : « /J#61vaScript » est « JavaScript ». */
  #nom(): string {
    this.position += 1;
    const debut = this.position;
    while (this.position < this.octets.length && estRegulier(this.octets[this.position] ?? 0))
      this.position += 1;
    if (this.position >= this.octets.length && !this.#complet) throw new FenetreTropCourte();
    const brut = Buffer.from(this.octets.subarray(debut, Math.min(this.position, debut + 500))).toString(
      'latin1',
    );
    return brut.replaceAll(/#([0-9A-Fa-f]{2})/g, (_, hexa: string) =>
      String.fromCharCode(Number.parseInt(hexa, 16)),
    );
  }

  #chaine(): Valeur {
    const debut = this.position + 1;
    let ouvertes = 1;
    this.position = debut;
    while (ouvertes > 0 && this.position - debut < CHAINE_MAX) {
      const octet = this.#octet();
      if (octet === undefined) break;
      if (octet === 0x5c) this.position += 1;
      else if (octet === 0x28) ouvertes += 1;
      else if (octet === 0x29) ouvertes -= 1;
      this.position += 1;
    }
    return { genre: 'chaine', octets: this.octets.subarray(debut, this.position - 1) };
  }

  #hexa(): Valeur {
    const debut = this.position + 1;
    const fin = this.octets.indexOf(0x3e, debut);
    if (fin < 0 && !this.#complet) throw new FenetreTropCourte();
    this.position = fin < 0 ? this.octets.length : fin + 1;
    const hexa = Buffer.from(this.octets.subarray(debut, Math.min(this.position - 1, debut + 4096)));
    return {
      genre: 'chaine',
      octets: Buffer.from(hexa.toString('latin1').replaceAll(/[^0-9A-Fa-f]/g, ''), 'hex'),
    };
  }

  #tableau(profondeur: number): Valeur {
    this.position += 1;
    const elements: Valeur[] = [];
    for (;;) {
      const avant = this.position;
      const valeur = this.#dedans(profondeur);
      if (valeur.genre === 'mot' && this.#ferme(valeur.mot, ']', avant)) break;
      this.#ajouter(elements, valeur);
    }
    return profondeur > PROFONDEUR_MAX ? AUTRE : { genre: 'tableau', elements };
  }

  #dico(profondeur: number): Valeur {
    this.position += 2;
    const entrees: [string, Valeur][] = [];
    let cle: string | undefined;
    for (;;) {
      const avant = this.position;
      const valeur = this.#dedans(profondeur);
      if (valeur.genre === 'mot' && this.#ferme(valeur.mot, '>>', avant)) break;
      if (cle === undefined && valeur.genre === 'nom') cle = valeur.nom;
      else {
        const faite = this.#reference(entrees, valeur);
        if (!faite) entrees.push([cle ?? '', valeur]);
        cle = undefined;
      }
    }
    if (cle !== undefined) entrees.push([cle, AUTRE]);
    return profondeur > PROFONDEUR_MAX ? AUTRE : { genre: 'dico', entrees };
  }

  #dedans(profondeur: number): Valeur {
    const valeur = profondeur > PROFONDEUR_MAX ? this.#aplatie() : this.valeur(profondeur + 1);
    if (valeur.genre === 'nom' && profondeur > PROFONDEUR_MAX) this.nomsProfonds.push(valeur.nom);
    return valeur;
  }

  /** Au-dela de la profondeur admise, `<<` et `[` ne s'ouvrent plus : ils passent comme des mots. */
  #aplatie(): Valeur {
    this.sauterBlancs();
    const octet = this.octets[this.position];
    if (octet === 0x5b) return this.#avaler(1);
    if (octet === 0x3c && this.octets[this.position + 1] === 0x3c) return this.#avaler(2);
    return this.valeur(PROFONDEUR_MAX + 2);
  }

  #avaler(longueur: number): Valeur {
    this.position += longueur;
    return AUTRE;
  }

  /** Vrai si `mot` termine la construction en cours ; un mot de fin d'objet la termine sans etre consomme. */
  #ferme(mot: string, fermeture: string, avant: number): boolean {
    if (mot === fermeture || mot === '') return true;
    if (!FINS_D_OBJET.has(mot)) return false;
    this.position = avant;
    return true;
  }

  /** Recompose « 12 0 R » a partir des elements deja lus. */
  #ajouter(elements: Valeur[], valeur: Valeur): void {
    const numero = elements.at(-2);
    if (valeur.genre === 'mot' && valeur.mot === 'R' && numero?.genre === 'nombre') {
      elements.splice(-2, 2, { genre: 'ref', numero: numero.nombre });
    } else elements.push(valeur);
  }

  #reference(entrees: [string, Valeur][], valeur: Valeur): boolean {
    const precedente = entrees.at(-2);
    const generation = entrees.at(-1);
    if (valeur.genre !== 'mot' || valeur.mot !== 'R') return false;
    if (precedente?.[1].genre !== 'nombre' || generation?.[0] !== '') return false;
    entrees.splice(-2, 2, [precedente[0], { genre: 'ref', numero: precedente[1].nombre }]);
    return true;
  }

  #motOuNombre(): Valeur {
    const debut = this.position;
    while (this.position < this.octets.length && estRegulier(this.octets[this.position] ?? 0))
      this.position += 1;
    if (this.position >= this.octets.length && !this.#complet) throw new FenetreTropCourte();
    const mot = Buffer.from(this.octets.subarray(debut, Math.min(this.position, debut + 64))).toString(
      'latin1',
    );
    const nombre = Number(mot);
    return mot !== '' && Number.isFinite(nombre) ? { genre: 'nombre', nombre } : { genre: 'mot', mot };
  }
}

/** Valeur d'une cle d'un dictionnaire, ou rien. La derniere l'emporte, comme dans la plupart des lecteurs. */
export function entree(valeur: Valeur | undefined, cle: string): Valeur | undefined {
  if (valeur?.genre !== 'dico') return undefined;
  return valeur.entrees.findLast(([nom]) => nom === cle)?.[1];
}
