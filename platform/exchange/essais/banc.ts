import { randomBytes, X509Certificate } from 'node:crypto';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lireOuCreerTrousseau, migrationsDuMagasin, ouvrirMagasin, piloteFichiers } from '@ppn/blob-store';
import { type Confiance, demarrerConfiance, type NomAc, type ServiceConfiance } from '@ppn/confiance';
import { type Empreinte, nouvelUuid, type Uuid } from '@ppn/core';
import { type ClesDuJournal, lireTrousseau, migrationsDuJournal, nouveauTrousseau } from '@ppn/journal';
import { baseTemporaire, dansUneTransaction, ouvrirBase } from '@ppn/postgres';
import { type Cachet, horodateurHttp, lireAncres } from '@ppn/sealing';
import { sql } from 'kysely';
import { emettre } from '../envoyer.ts';
import { MIGRATIONS_ECHANGE } from '../index.ts';
import type { PresenceDuPair } from '../presence.ts';
import { demarrerNoeud, type Noeud } from '../noeud.ts';
import { plisDe, type PliVisible } from '../plis.ts';
import type { PliOuvert, RecepteurDeDepeche, ReglagesNoeud, Sort } from '../reglages.ts';
import type { PieceAEnvoyer, TablesEchange } from '../tables.ts';
import type { FauteDuPair } from '../tetes.ts';

export type Cote = 'interieur' | 'justice';

const cles = (service: Cote): ClesDuJournal =>
  lireTrousseau(nouveauTrousseau(service, new Date('2026-01-01T00:00:00Z')));

/** Les cles de journal des deux services. */
export const CLES: Readonly<Record<Cote, ClesDuJournal>> = {
  interieur: cles('interieur'),
  justice: cles('justice'),
};

/** Ce que le metier du noeud a vu passer : plis integres, incidents, accuses. */
export type Vu = {
  readonly integres: string[];
  readonly illisibles: {
    readonly pli: string;
    readonly objet: string | undefined;
    readonly motifs: string;
  }[];
  readonly accuses: string[];
  /** Plis dont la suite (courriel) a ete faite, apres le commit. */
  readonly avises: string[];
  /** Empreintes des objets perdus qu'un envoi a trouves. */
  readonly perdus: string[];
  /** Ecarts signales par le rapprochement : `genre pli`. */
  readonly ecarts: string[];
  /** Depeches recues, dans l'ordre : `objet texte`. */
  readonly depeches: string[];
  /** Depeches conclues par le pair : `id sort`. */
  readonly conclues: string[];
  /** Fautes du pair que le lien a prouvees. */
  readonly fautes: FauteDuPair[];
  /** Nombre d'objets ecrits en flux dans le magasin (pieces externes recues). */
  depots: number;
};

/** Un noeud d'essai : sa base, son magasin, son metier qu'on peut remplacer, et de quoi l'arreter et le reprendre. */
export type NoeudDEssai = {
  readonly reglages: ReglagesNoeud;
  readonly objets: string;
  /** Adresse du proprietaire de la base : ce qu'un administrateur peut faire de pire. */
  readonly urlProprietaire: string;
  readonly vu: Vu;
  juger: (pli: PliOuvert) => Omit<Sort, 'ecrire'>;
  /** Ce que fait le recepteur de depeches (genre `essai`), apres les avoir notees dans la base ; par defaut, rien. */
  recepteur: RecepteurDeDepeche;
  /** Objet que l'examen lit en entier avant de juger. */
  lire: Empreinte | undefined;
  /** Periode des appels au pair. */
  presenceMs: number;
  /** Coupures et retours annonces. */
  readonly presences: PresenceDuPair[];
  noeud: () => Noeud;
  readonly demarrer: () => Promise<void>;
  readonly arreter: () => Promise<void>;
  readonly fermer: () => Promise<void>;
};

/** Deux noeuds dans ce processus, vrai mTLS, vrais cachets, vrai horodatage, deux bases temporaires, deux magasins. */
export type Banc = {
  readonly dossier: string;
  readonly confiance: () => Confiance;
  readonly interieur: NoeudDEssai;
  readonly justice: NoeudDEssai;
  readonly taireLHorodatage: () => Promise<void>;
  readonly rendreLHorodatage: () => Promise<void>;
  readonly fermer: () => Promise<void>;
};

/** Monte le banc ; les deux noeuds marchent. */
export async function monterBanc(): Promise<Banc> {
  const dossier = mkdtempSync(join(tmpdir(), 'ppn-echange-'));
  let service = await demarrerConfiance({ dossier: join(dossier, 'confiance'), port: 0 });
  const urls = { interieur: 'https://127.0.0.1:9', justice: 'https://127.0.0.1:9' };
  const [interieur, justice] = await Promise.all([
    preparer('interieur', { dossier, service, urls }),
    preparer('justice', { dossier, service, urls }),
  ]);
  await Promise.all([interieur.demarrer(), justice.demarrer()]);
  return {
    dossier,
    confiance: () => service.confiance,
    interieur,
    justice,
    taireLHorodatage: () => service.arreter(),
    async rendreLHorodatage() {
      service = await demarrerConfiance({ dossier: join(dossier, 'confiance'), port: 0 });
    },
    async fermer() {
      await Promise.all([interieur.fermer(), justice.fermer()]);
      await service.arreter();
      rmSync(dossier, { recursive: true, force: true });
    },
  };
}

type Terrain = {
  readonly dossier: string;
  readonly service: ServiceConfiance;
  readonly urls: Record<Cote, string>;
};

async function preparer(moi: Cote, { dossier, service, urls }: Terrain): Promise<NoeudDEssai> {
  const autre = moi === 'interieur' ? 'justice' : 'interieur';
  const temporaire = await baseTemporaire([migrationsDuJournal, migrationsDuMagasin, MIGRATIONS_ECHANGE]);
  const base = ouvrirBase<TablesEchange>(temporaire.urlApplication);
  const objets = join(dossier, 'objets', moi);
  const vu: Vu = {
    integres: [],
    illisibles: [],
    accuses: [],
    avises: [],
    perdus: [],
    fautes: [],
    ecarts: [],
    depeches: [],
    conclues: [],
    depots: 0,
  };
  const { confiance } = service;
  const organisationDuPair = attribut('O', readFileSync(confiance.lieux.cachet(autre).certificats, 'utf8'));
  const tls = confiance.lieux.tls(moi);
  const lire = (fichier: string): string => readFileSync(fichier, 'utf8');
  const magasin = ouvrirMagasin({
    db: base.db,
    pilote: await piloteFichiers(objets),
    trousseau: lireOuCreerTrousseau(join(dossier, `kek-${moi}.json`), 'kek-1'),
    environnement: `essai-${moi}`,
  });
  const reglages: ReglagesNoeud = {
    moi,
    pair: {
      nom: autre,
      get url() {
        return urls[autre];
      },
      cachet: (organisation) => organisation === organisationDuPair,
    },
    base,
    magasin: {
      ...magasin,
      deposer(flux, options) {
        vu.depots += 1;
        return magasin.deposer(flux, options);
      },
    },
    cachet: await cachetDe(confiance, moi),
    horodateur: horodateurHttp({ url: service.horodatage, delaiMs: 2_000 }),
    ancres: () => ancresDe(confiance),
    tls: {
      serveur: { cle: lire(tls.serveur.cle), certificat: lire(tls.serveur.certificats) },
      client: { cle: lire(tls.client.cle), certificat: lire(tls.client.certificats) },
      ca: lire(tls.autorites),
      nomDuPair: attribut('CN', lire(confiance.lieux.tls(autre).client.certificats)),
    },
    async recevoir(pli) {
      if (essai.lire !== undefined) await magasin.lireOctets(essai.lire, 64 * 1024 * 1024);
      const { pli: id } = pli.bordereau;
      return {
        ...essai.juger(pli),
        ecrire: async () => void vu.integres.push(id),
        ensuite: () => void vu.avises.push(id),
      };
    },
    surPliIllisible: async (_tx, { motifs, ...rejet }) =>
      void vu.illisibles.push({ ...rejet, motifs: motifs.join(' ') }),
    surAccuse: async (_tx, { envoi }) => void vu.accuses.push(envoi.id),
    surObjetAltere: async (_tx, { empreinte }) => void vu.perdus.push(empreinte),
    surEcart: async (_tx, { genre, pli }) => void vu.ecarts.push(`${genre} ${pli}`),
    consigner: () => undefined,
    depeches: {
      essai: async (tx, depeche) => {
        const rendu = await essai.recepteur(tx, depeche);
        if (rendu === undefined) vu.depeches.push(`${depeche.objet} ${JSON.stringify(depeche.corps)}`);
        return rendu;
      },
    },
    get presenceMs() {
      return essai.presenceMs;
    },
    surPresence: (presence) => void essai.presences.push(presence),
    surDepeche: async (_tx, { id, sort }) => void vu.conclues.push(`${id} ${sort}`),
    preuve: {
      cles: CLES[moi],
      clesDuPair: () => CLES[autre].publiques,
      surFaute: async (faute) => void vu.fautes.push(faute),
    },
  };
  let noeud: Noeud | undefined;
  const essai: NoeudDEssai = {
    reglages,
    objets,
    urlProprietaire: temporaire.urlProprietaire,
    vu,
    juger: () => ({ verdict: 'integre', motifs: [] }),
    recepteur: async () => undefined,
    lire: undefined,
    presenceMs: 2_000,
    presences: [],
    noeud() {
      if (!noeud) throw new Error(`Le nœud ${moi} est arrêté.`);
      return noeud;
    },
    async demarrer() {
      noeud = await demarrerNoeud(reglages, { port: 0, hote: '127.0.0.1' });
      urls[moi] = `https://127.0.0.1:${noeud.port}`;
    },
    async arreter() {
      await noeud?.arreter();
      noeud = undefined;
    },
    async fermer() {
      await noeud?.arreter();
      await base.fermer();
      await temporaire.detruire();
    },
  };
  return essai;
}

/** Cachet d'un ministere, avec ses listes de revocation. */
export async function cachetDe(confiance: Confiance, cote: Cote): Promise<Cachet> {
  const acs: readonly NomAc[] = ['racine', 'services'];
  return {
    ...(await confiance.cachet(cote)),
    crls: () => Promise.all(acs.map((ac) => confiance.liste(ac))),
  };
}

const ancresDe = (confiance: Confiance): ReturnType<ReglagesNoeud['ancres']> =>
  lireAncres(confiance.lieux.ancres);

const attribut = (nom: 'O' | 'CN', pem: string): string =>
  new X509Certificate(pem).subject
    .split('\n')
    .find((ligne) => ligne.startsWith(`${nom}=`))
    ?.slice(nom.length + 1) ?? '';

/** Change un octet du chiffre d'un objet, comme un disque qui ment. */
export async function alterer({ reglages, objets }: NoeudDEssai, valeur: Empreinte): Promise<void> {
  const { rows } = await sql<{
    identifiant: string;
  }>`select identifiant from objet where empreinte = ${valeur}`.execute(reglages.base.db);
  const id = rows[0]?.identifiant ?? '';
  const fichier = join(objets, 'objets', id.slice(0, 2), id.slice(2, 4), id);
  chmodSync(fichier, 0o600);
  const octets = readFileSync(fichier);
  octets.writeUInt8(octets.readUInt8(octets.length - 9) ^ 1, octets.length - 9);
  writeFileSync(fichier, octets);
}

/** Identifiant neuf. */
export const nouveau = (): Uuid => nouvelUuid(Date.now(), randomBytes(10));

/** Range des octets chez un noeud et les annonce comme piece. */
export async function piece(
  { reglages: { magasin } }: NoeudDEssai,
  nom: string,
  octets: Uint8Array,
): Promise<PieceAEnvoyer & { readonly empreinte: Empreinte }> {
  const depose = await magasin.deposerOctets(octets);
  if (!depose.ok) throw new Error(depose.refus);
  return { nom, ...depose.valeur, typeMime: 'application/octet-stream', role: 'fichier' };
}

/** Demande un envoi dans sa transaction, puis reveille le relais ; rend l'identifiant du pli. */
export async function envoyer(
  depuis: NoeudDEssai,
  objet: string,
  pieces: readonly PieceAEnvoyer[],
  id: string = nouveau(),
): Promise<string> {
  await dansUneTransaction(depuis.reglages.base.db, (tx) =>
    emettre(tx, {
      id,
      objet,
      genre: 'essai',
      pieces,
      message: { numero: 1 },
      emisA: new Date().toISOString(),
    }),
  );
  depuis.noeud().reveiller();
  return id;
}

/** Le pli tel que son emetteur (ou son destinataire) le montre. */
export const pliDe = async (
  { reglages: { base } }: NoeudDEssai,
  objet: string,
  id: string,
): Promise<PliVisible | undefined> => (await plisDe(base, objet)).find((pli) => pli.id === id);
