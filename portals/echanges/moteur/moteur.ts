import { debitDe, relever, type Releve, resteEnSecondes } from './debit.ts';
import { envoiPerdu, envoyerFichier } from './envoyer-fichier.ts';
import type { Fiche, FichierChoisi, FichierVu } from './fiche.ts';
import type { Garde } from './garde.ts';
import { Interrompu } from './insister.ts';
import { ouvrirPlaces } from './places.ts';
import { DEBUT, reconnaitre } from './reconnaitre.ts';
import { sha256De } from './sha256-de.ts';
import type { Sommer } from './sommes.ts';
import { estAttendu, octetsPartis, phraseDe, retrouver, type Suivi, vueDe } from './suivi.ts';
import type { ServeurDEnvois } from './tus.ts';

/** Un envoi du depot, tel que le service le liste. */
export type EnvoiConnu = {
  readonly id: string;
  readonly nom: string;
  readonly longueur: number;
  readonly sha256: string | null;
};

/** De quoi envoyer les fichiers d'un depot. */
export type PortsDuMoteur = {
  readonly depot: string;
  readonly moi: string;
  readonly serveur: ServeurDEnvois;
  readonly sommer: Sommer;
  readonly garde: Garde;
  /** Ce que le service tient de ce depot ; `undefined` s'il ne repond pas. */
  readonly lister: () => Promise<readonly EnvoiConnu[] | undefined>;
  readonly nouvelleCle: () => string;
};

/** Ou en est l'envoi, pour l'ecran ; le meme objet tant que rien n'a change. */
export type EtatDuMoteur = {
  readonly fichiers: readonly FichierVu[];
  readonly suspendu: boolean;
  /** Pourquoi rien n'avance, s'il y a lieu. */
  readonly attente: string | undefined;
  readonly octets: number;
  readonly partis: number;
  /** Octets par seconde. */
  readonly debit: number;
  readonly resteS: number | undefined;
  /** Tout est parti, toutes les empreintes sont calculees. */
  readonly pret: boolean;
};

/** Envoie les fichiers d'un depot ; vit hors de l'ecran qui le montre. */
export type Moteur = {
  readonly abonner: (prevenir: () => void) => () => void;
  readonly etat: () => EtatDuMoteur;
  /** Ajoute des fichiers, ou redonne ceux qu'on attendait. */
  readonly ajouter: (choisis: readonly FichierChoisi[]) => Promise<void>;
  /** Le depot est prepare : les envois peuvent partir a cette adresse. */
  readonly commencer: (televersements: string) => void;
  readonly suspendre: () => void;
  readonly reprendre: () => void;
  readonly oter: (cle: string) => Promise<void>;
  /** Ote du service les doubles inacheves ou perdus de ses fichiers, et rend les empreintes calculees ici, par envoi. */
  readonly conclure: () => Promise<Readonly<Record<string, string>>>;
  /** Le depot est fait, ou abandonne : le poste n'en garde rien. */
  readonly oublier: () => Promise<void>;
};

/** Fichiers envoyes a la fois, et requetes en cours pour tous : quatre tranches de huit mebioctets en memoire. */
const A_LA_FOIS = 4;
/** L'ecran se refait au plus cinq fois par seconde. */
const RAFRAICHIR_MS = 200;

/** Ouvre le moteur d'un depot, avec ce que le poste et le service en connaissent deja. */
export async function ouvrirMoteur(ports: PortsDuMoteur): Promise<Moteur> {
  const { serveur, garde, sommer } = ports;
  const suivis = new Map<string, Suivi>();
  const places = ouvrirPlaces(A_LA_FOIS);
  const abonnes = new Set<() => void>();
  let televersements: string | undefined;
  let suspendu = false;
  let attente: string | undefined;
  let releves: readonly Releve[] = [];
  let coupure = new AbortController();
  let courant = photographier();
  let prevu: ReturnType<typeof setTimeout> | undefined;

  function photographier(): EtatDuMoteur {
    const fichiers = [...suivis.values()].map(vueDe);
    const octets = fichiers.reduce((total, { taille }) => total + taille, 0);
    const partis = fichiers.reduce((total, fichier) => total + fichier.partis, 0);
    const debit = debitDe(releves);
    return {
      fichiers,
      suspendu,
      attente,
      octets,
      partis,
      debit,
      resteS: resteEnSecondes(octets - partis, debit),
      pret: fichiers.length > 0 && fichiers.every(({ etat }) => etat === 'complet'),
    };
  }
  const montrer = (): void => {
    clearTimeout(prevu);
    prevu = undefined;
    courant = photographier();
    for (const prevenir of abonnes) prevenir();
  };
  const bientot = (): void => {
    prevu ??= setTimeout(montrer, RAFRAICHIR_MS);
  };
  const changer = (suivi: Suivi, change: Partial<Fiche>): void => {
    suivi.fiche = { ...suivi.fiche, ...change };
    if (suivis.has(suivi.fiche.cle)) void garde.ecrire(suivi.fiche);
    montrer();
  };
  const noter = (): void => {
    const octets = [...suivis.values()].reduce((total, suivi) => total + octetsPartis(suivi), 0);
    releves = relever(releves, { a: performance.now(), octets });
    bientot();
  };

  const avancer = (): void => {
    if (televersements === undefined || suspendu) return montrer();
    const enCours = [...suivis.values()].filter((suivi) => suivi.enCours).length;
    const prets = [...suivis.values()].filter(
      ({ fiche, fichier, enCours: pris, refuse }) =>
        fichier !== undefined && fiche.envoi === undefined && !pris && !refuse,
    );
    for (const suivi of prets.slice(0, Math.max(0, A_LA_FOIS - enCours))) void envoyer(suivi, televersements);
    montrer();
  };
  const envoyer = async (suivi: Suivi, adresse: string): Promise<void> => {
    const { fichier } = suivi;
    if (fichier === undefined) return;
    suivi.enCours = true;
    const { signal } = coupure;
    try {
      const envoi = await envoyerFichier(fichier, suivi.fiche, {
        serveur,
        televersements: adresse,
        places,
        signal,
        garder: (troncons) => changer(suivi, { troncons }),
        surPartis: (troncon, octets) => {
          suivi.partis[troncon] = octets;
          noter();
        },
        surAttente: (phrase) => {
          attente = phrase;
          montrer();
        },
        dejaReuni: () => dejaReuni(suivi.fiche),
      });
      attente = undefined;
      suivi.partis = [suivi.fiche.taille];
      changer(suivi, { envoi });
    } catch (cause) {
      if (envoiPerdu(cause)) {
        suivi.partis = [];
        changer(suivi, { troncons: [] });
      } else if (!(cause instanceof Interrompu)) {
        suivi.refuse = true;
        suivi.phrase = phraseDe(cause);
      }
    } finally {
      suivi.enCours = false;
      avancer();
    }
  };
  const dejaReuni = async ({ nom, taille }: Fiche): Promise<string | undefined> => {
    const pris = new Set([...suivis.values()].map(({ fiche }) => fiche.envoi));
    const connus = (await ports.lister()) ?? [];
    return connus.find(
      (connu) =>
        connu.nom === nom && connu.longueur === taille && connu.sha256 !== null && !pris.has(connu.id),
    )?.id;
  };

  const attacher = (suivi: Suivi, { fichier }: FichierChoisi): void => {
    suivi.fichier = fichier;
    suivi.phrase = undefined;
    suivi.refuse = false;
    if (suivi.fiche.sha256 !== undefined) return;
    sommer(fichier).then(
      (sha256) => changer(suivi, { sha256 }),
      (cause: unknown) => {
        suivi.refuse = true;
        suivi.phrase = phraseDe(cause);
        montrer();
      },
    );
  };
  const inscrire = (choisi: FichierChoisi, debut: string): void => {
    const fiche: Fiche = {
      cle: ports.nouvelleCle(),
      depot: ports.depot,
      moi: ports.moi,
      nom: choisi.nom.normalize('NFC'),
      taille: choisi.fichier.size,
      debut,
      troncons: [],
      envoi: undefined,
      sha256: undefined,
    };
    const suivi: Suivi = { fiche, partis: [], enCours: false, refuse: false };
    suivis.set(fiche.cle, suivi);
    void garde.ecrire(fiche);
    attacher(suivi, choisi);
  };
  const prendre = async (choisi: FichierChoisi): Promise<void> => {
    const debut = await sha256De(choisi.fichier.slice(0, DEBUT), () => undefined);
    const candidat = { nom: choisi.nom.normalize('NFC'), taille: choisi.fichier.size, debut };
    const tous = [...suivis.values()].map(({ fiche }) => fiche);
    const attendus = tous.filter((fiche) => estAttendu(suivis.get(fiche.cle)));
    const reconnu = reconnaitre(attendus, candidat);
    if (typeof reconnu === 'object') {
      const suivi = suivis.get(reconnu.fichier.cle);
      if (suivi !== undefined) attacher(suivi, choisi);
      return;
    }
    // Le meme nom, un autre contenu : l'ancien envoi est abandonne, le nouveau part du debut.
    const homonyme = tous.find(({ nom }) => nom === candidat.nom);
    if (homonyme !== undefined && homonyme.taille === candidat.taille && homonyme.debut === debut) return;
    if (homonyme !== undefined) await oter(homonyme.cle);
    inscrire(choisi, debut);
  };
  const oter = async (cle: string): Promise<void> => {
    const suivi = suivis.get(cle);
    if (suivi === undefined) return;
    suivis.delete(cle);
    suivi.refuse = true;
    await garde.oter([cle]);
    montrer();
    const { envoi, troncons } = suivi.fiche;
    const base = televersements;
    // Le fichier reuni d'abord : une partie qu'il cite ne s'ote pas.
    const adresses = [
      ...(envoi === undefined || base === undefined ? [] : [`${base}/${envoi}`]),
      ...troncons.map(({ adresse }) => adresse),
    ];
    for (const adresse of new Set(adresses)) await serveur.oter(adresse);
  };

  const moteur: Moteur = {
    abonner: (prevenir) => {
      abonnes.add(prevenir);
      return () => abonnes.delete(prevenir);
    },
    etat: () => courant,
    ajouter: async (choisis) => {
      for (const choisi of choisis) await prendre(choisi);
      avancer();
    },
    commencer: (adresse) => {
      televersements = adresse;
      avancer();
    },
    suspendre: () => {
      suspendu = true;
      releves = [];
      coupure.abort();
      coupure = new AbortController();
      attente = undefined;
      montrer();
    },
    reprendre: () => {
      suspendu = false;
      avancer();
    },
    oter,
    conclure: async () => {
      const miens = [...suivis.values()].map(({ fiche }) => fiche);
      const designes = new Set(miens.map(({ envoi }) => envoi));
      const connus = (await ports.lister()) ?? [];
      for (const connu of connus.filter((envoi) => !designes.has(envoi.id) && estLeDouble(envoi, miens)))
        if (televersements !== undefined) await serveur.oter(`${televersements}/${connu.id}`);
      return Object.fromEntries(
        miens.flatMap(({ envoi, sha256 }) =>
          envoi === undefined || sha256 === undefined ? [] : [[envoi, sha256]],
        ),
      );
    },
    oublier: async () => {
      coupure.abort();
      const cles = [...suivis.keys()];
      suivis.clear();
      await garde.oter(cles);
      montrer();
    },
  };
  await retrouver(ports, suivis);
  montrer();
  return moteur;
}

/** Un envoi dont la reponse s'est perdue : inacheve, ou le meme fichier qu'un des notres. */
const estLeDouble = ({ nom, longueur, sha256 }: EnvoiConnu, miens: readonly Fiche[]): boolean =>
  sha256 === null || miens.some((fiche) => fiche.nom === nom && fiche.taille === longueur);
