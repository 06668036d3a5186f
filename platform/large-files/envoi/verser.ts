import type { Readable } from 'node:stream';
import { type Blocs, TAILLE_DU_BLOC } from './blocs.ts';
import type { Fils } from './fils.ts';
import { compter } from './ramasser.ts';

/** Blocs d'un meme envoi partis au fil et pas encore rendus, au plus. */
const EN_VOL = 4;

/** Des octets a recevoir ; `complete` : ceux d'une requete HTTP sont tous arrives. */
export type CorpsDEnvoi = Readable & { readonly complete?: boolean };

/** Comment le corps a fini : lu en entier, ou coupe. */
export type FinDuCorps = 'entier' | 'coupe';

/** Verse le corps d'une requete au fil de l'envoi, par blocs, jamais plus vite que lui. Rend quand tout lui est remis. */
export const verser = (corps: CorpsDEnvoi, id: string, fils: Fils, blocs: Blocs): Promise<FinDuCorps> =>
  new Promise((conclure) => new Versement({ corps, id, fils, blocs, conclure }));

type Besoins = {
  readonly corps: CorpsDEnvoi;
  readonly id: string;
  readonly fils: Fils;
  readonly blocs: Blocs;
  readonly conclure: (fin: FinDuCorps) => void;
};

class Versement {
  readonly #besoins: Besoins;
  readonly #restes: Buffer[] = [];
  #bloc: { readonly octets: SharedArrayBuffer; readonly vue: Uint8Array } | undefined;
  #rempli = 0;
  #enVol = 0;
  #attend = false;
  #fini: FinDuCorps | undefined;

  constructor(besoins: Besoins) {
    this.#besoins = besoins;
    const { corps } = besoins;
    corps.on('data', (octets: Buffer) => {
      this.#restes.push(octets);
      this.#avancer();
      compter(octets.length);
    });
    corps.on('end', () => this.#finir('entier'));
    corps.on('error', () => this.#finir('coupe'));
    corps.on('close', () => this.#finir(corps.complete === true ? 'entier' : 'coupe'));
    if (corps.destroyed) this.#finir('coupe');
  }

  #finir(fin: FinDuCorps): void {
    if (this.#fini !== undefined) return;
    this.#fini = fin;
    this.#avancer();
  }

  #avancer(): void {
    while (this.#restes.length > 0 && this.#prendreUnBloc()) this.#emplir();
    const { corps, conclure } = this.#besoins;
    if (this.#restes.length > 0) return void corps.pause();
    if (this.#fini === undefined) return void corps.resume();
    this.#remettre();
    conclure(this.#fini);
  }

  #emplir(): void {
    const [tete = VIDE] = this.#restes;
    const part = tete.subarray(0, TAILLE_DU_BLOC - this.#rempli);
    this.#bloc?.vue.set(part, this.#rempli);
    this.#rempli += part.length;
    if (part.length === tete.length) this.#restes.shift();
    else this.#restes[0] = tete.subarray(part.length);
    if (this.#rempli === TAILLE_DU_BLOC) this.#remettre();
  }

  #prendreUnBloc(): boolean {
    if (this.#bloc !== undefined) return true;
    if (this.#enVol >= EN_VOL) return false;
    const octets = this.#besoins.blocs.prendre(this.#remettre);
    if (octets !== undefined) this.#bloc = { octets, vue: new Uint8Array(octets) };
    else if (!this.#attend) {
      this.#attend = true;
      this.#besoins.blocs.quandLibre(() => {
        this.#attend = false;
        this.#avancer();
      });
    }
    return octets !== undefined;
  }

  /** Confie au fil le bloc tenu, plein ou non. */
  readonly #remettre = (): void => {
    if (this.#bloc === undefined || this.#rempli === 0) return;
    const { blocs, fils, id } = this.#besoins;
    const { octets } = this.#bloc;
    blocs.remettre(this.#remettre);
    this.#enVol += 1;
    const longueur = this.#rempli;
    [this.#bloc, this.#rempli] = [undefined, 0];
    fils.confier(id, octets, longueur, () => {
      this.#enVol -= 1;
      blocs.rendre(octets);
      if (this.#fini === undefined || this.#restes.length > 0) this.#avancer();
    });
  };
}

const VIDE = Buffer.alloc(0);
