import { randomBytes } from 'node:crypto';
import {
  type ActeInscrit,
  actesEnCours,
  comptesEnCours,
  creerCatalogue,
  gestionnairesActes,
  lireActeJson,
  type PortsActe,
  type TablesActe,
  type TablesDesActes,
} from '@ppn/acte';
import { type Magasin, ouvrirMagasin } from '@ppn/blob-store';
import { gestionnairesCopie, type PortsCopie } from '@ppn/copie';
import { nouvelUuid } from '@ppn/core';
import {
  type ActeLu,
  consigner,
  type FaitDossier,
  fluxDossier,
  gestionnairesAnnotations,
  gestionnairesLecture,
  gestionnairesUrgences,
  pli,
  type PortsDossier,
  signalerObjetPerdu,
  type TablesDossier,
  type TablesDuDossier,
  type TxDossier,
} from '@ppn/dossier';
import {
  demarrerNoeud,
  emettre,
  type Noeud,
  plisDe,
  type PresenceDuPair,
  type ReglagesNoeud,
  type TablesEchange,
} from '@ppn/exchange';
import {
  donnerLesMesures,
  gestionnairesGardeAVue,
  juridictionsDeControle,
  unitesDeGarde,
  type PortsGardeAVue,
} from '@ppn/garde-a-vue';
import type { PortsGreffe } from '@ppn/greffe';
import type { Agent, TablesHabilitation } from '@ppn/habilitation';
import { creerEmetteurOrdres, creerIdentifieur, lireCles, sourceDeListes } from '@ppn/identity';
import { courrier } from '@ppn/mail';
import { estDuSiege, inscrireLaMinute, resumerDeclaration, resumerJugement } from '@ppn/jugement';
import { resumerMention } from '@ppn/mention';
import {
  gestionnairesMessagerie,
  noterRemise,
  noterVersement,
  type PortsMessagerie,
  recepteursDeMessagerie,
} from '@ppn/messagerie';
import { gestionnairesNomenclature, JURIDICTIONS, type Natinf } from '@ppn/nomenclature';
import { creerJournal, creerMesures } from '@ppn/observability';
import { ACTES_DE_CONVERSION, gestionnairesPapier } from '@ppn/papier';
import type { PortsParapheur } from '@ppn/parapheur';
import { gestionnairesSupervision, type PortsSupervision } from '@ppn/pilotage';
import { type Base, ouvrirBase, vueTypee } from '@ppn/postgres';
import { gestionnairesPreuve } from '@ppn/preuve';
import { gestionnairesRecherche } from '@ppn/recherche';
import { horodateurHttp } from '@ppn/sealing';
import { lireAnnuaire } from './annuaire.ts';
import { type Atelier, ouvrirAtelier } from './atelier.ts';
import { type Configuration, lireFichierDe } from './configuration.ts';
import { type Confiance, ouvrirConfiance } from './confiance.ts';
import { portsDeCopie } from './copie.ts';
import { genreDePli, resumerDecision, resumerRenvoi } from './decisions.ts';
import { creerExamen } from './examen.ts';
import { portsDuGreffe, recevoirDuGreffe } from './greffe.ts';
import { consignerRefus, jugerPli } from './juger-pli.ts';
import { apresUnActeDeGardeAVue, portsDeGardeAVue, recepteurDeGardeAVue } from './garde-a-vue.ts';
import { infractionsEnService } from './nomenclature.ts';
import { portsDeMessagerie, protegerLesVersements } from './messagerie.ts';
import { ouvrirPilote, ouvrirTrousseau } from './objets.ts';
import { type JournalScelle, ouvrirJournalScelle } from './journal-scelle.ts';
import { portsDuPapier } from './papier.ts';
import { portsDuParapheur } from './parapheur.ts';
import { portsDePreuve } from './preuve.ts';
import { joindreLesPreuves, jugerLesPreuves } from './preuves-des-plis.ts';
import { apresSaisie, portsDeRecherche } from './recherche.ts';
import { consignerEcart, portsDeSupervision } from './supervision.ts';
import { apresUneDecision } from './suites-des-decisions.ts';
import { ouvrirSessionsDuService, type SessionsDuService } from './sessions.ts';

/** Toutes les tables d'un service. */
export type Tables = TablesDossier & TablesHabilitation & TablesActe & TablesEchange;

/** Ce qu'un ministere a de propre : les actes qu'il redige, ceux qu'il sait lire, le genre de pli qu'il attend. */
export type Ministere = {
  readonly redige: readonly ActeInscrit[];
  readonly lit: readonly ActeInscrit[];
  readonly attend: readonly ('procedure' | 'decision' | 'mention' | 'garde-a-vue')[];
};

/** Un service compose, pret a servir. */
export type Compose = {
  readonly configuration: Configuration;
  readonly base: Base<Tables>;
  readonly magasin: Magasin;
  readonly dossier: PortsDossier;
  readonly actes: PortsActe;
  readonly messagerie: PortsMessagerie;
  readonly gardeAVue: PortsGardeAVue;
  readonly greffe: PortsGreffe;
  readonly parapheur: PortsParapheur;
  readonly sessions: SessionsDuService;
  readonly infractions: readonly Natinf[];
  readonly journal: ReturnType<typeof creerJournal>;
  readonly mesures: ReturnType<typeof creerMesures>;
  readonly reglagesNoeud: ReglagesNoeud;
  readonly demarrerEchange: () => Promise<Noeud>;
  readonly atelier: Atelier;
  readonly supervision: PortsSupervision;
  readonly scelle: JournalScelle;
  readonly copie: PortsCopie;
  /** Une copie vient d'etre demandee. */
  readonly surCopie: (reveil: () => void) => void;
  /** Avise par courriel qu'un dossier attend l'attention, sans rien en dire. */
  readonly aviser: (idj: string) => void;
  readonly surChangement: (ecouteur: (idj: string) => void) => void;
  /** L'autre ministere se tait, ou parle de nouveau. */
  readonly surPresence: (ecouteur: (presence: PresenceDuPair) => void) => void;
};

/** Assemble la plate-forme et les contextes d'un service. Rien ne demarre encore, sauf les connexions. */
export async function composer(configuration: Configuration, ministere: Ministere): Promise<Compose> {
  const journal = creerJournal({
    service: configuration.PPN_SERVICE,
    niveau: configuration.PPN_JOURNAL_NIVEAU,
  });
  const annuaire = lireAnnuaire(configuration.PPN_ANNUAIRE, configuration.PPN_SERVICE);
  const confiance = ouvrirConfiance(configuration);
  const base = ouvrirBase<Tables>(configuration.PPN_BASE_URL, {
    nom: `ppn-${configuration.PPN_SERVICE}`,
    connexions: 16,
  });
  const magasin = ouvrirMagasin({
    db: base.db,
    pilote: await ouvrirPilote(configuration.PPN_OBJETS),
    trousseau: ouvrirTrousseau(configuration.PPN_KEK),
    environnement: `${configuration.PPN_SERVICE}-${configuration.PPN_ENVIRONNEMENT}`,
  });
  const catalogue = creerCatalogue(ministere.lit);
  const atelier = ouvrirAtelier({ ouvriers: configuration.PPN_OUVRIERS });
  const horodateur = horodateurHttp({
    url: configuration.PPN_TSA_URL,
    delaiMs: configuration.PPN_TSA_DELAI_MS,
  });
  const infractions = infractionsEnService(configuration.PPN_NATINF_CSV, (message, details) =>
    journal.avertir('natinf', message, details),
  );
  const ecouteurs: ((idj: string) => void)[] = [];
  const surPresences: ((presence: PresenceDuPair) => void)[] = [];
  const etatNoeud: { noeud: Noeud | undefined } = { noeud: undefined };
  const scelle = ouvrirJournalScelle({
    configuration,
    base: { db: vueTypee(base.db) },
    dossier: () => dossier,
    horodateur,
    journal,
  });

  const dossier: PortsDossier = {
    db: vueTypee<TablesDuDossier>(base.db),
    magasin,
    service: configuration.PPN_SERVICE,
    maintenant: () => new Date(),
    lireActe: async (empreinte) => {
      const lu = await lireActeJson(await magasin.lireOctets(empreinte, 256 * 1024 * 1024));
      if (!lu.ok) throw new Error(lu.refus);
      return lu.valeur;
    },
    titreDe: (type) => catalogue.tous.find((acte) => acte.type === type)?.titre ?? type,
    resumerDecision,
    resumerMention: (acte) => resumerMention(acte) ?? resumerDeclaration(acte),
    resumerJugement,
    resumerRenvoi,
    actesEnCours: (idj) => actesEnCours(actes, idj),
    actesEnAttente: (idj) => scelle.actesEnAttente(idj),
    aSigner: (idjs) => comptesEnCours(actes, idjs),
    plisDe: async (idj) =>
      (await plisDe({ db: vueTypee<TablesEchange>(base.db) }, idj)).map((visible) => ({
        ...pli.parse({ ...visible, pair: configuration.PPN_PAIR_NOM }),
        accuseEmpreinte: visible.accuseEmpreinte,
      })),
    qualifier: qualificateur(infractions),
    mesuresDe: (idjs) => donnerLesMesures(gardeAVue, idjs),
    controleDe: (idj) => juridictionsDeControle(gardeAVue, idj),
    gardeDe: (idj) => unitesDeGarde(gardeAVue, idj),
    unitesDuDepot: annuaire.unitesDuDepot,
    unite: annuaire.unite,
    agent: annuaire.agent,
    agentsDe: annuaire.agentsDe,
    interpretes: annuaire.interpretes,
    examiner: creerExamen(magasin, {
      antivirus: configuration.PPN_ANTIVIRUS,
      tailleMax: configuration.PPN_FICHIER_MAX,
    }),
    apresSaisie,
    emettre: (tx, envoi) => emettre(vueTypee(tx), envoi),
    reveiller: () => etatNoeud.noeud?.reveiller(),
  };
  const cles = await lireCles(lireFichierDe('PPN_ORDRES_CLE', configuration.PPN_ORDRES_CLE));
  const emettreOrdre = creerEmetteurOrdres({ cles });
  const actes: PortsActe = {
    db: vueTypee<TablesDesActes>(base.db),
    dossier,
    catalogue: creerCatalogue(ministere.redige),
    maintenant: dossier.maintenant,
    origine: configuration.PPN_ORIGINE,
    emettreOrdre,
    composer: atelier.composer,
    horodateur,
    crls: confiance.crls,
    prevenir: (idj) => ecouteurs.forEach((ecouteur) => ecouteur(idj)),
    consignerErreur: (message, details) => journal.erreur('scellement', message, details),
    apresScellement: async (tx, { acte, empreinte, taille }) => {
      await noterVersement(vueTypee(tx), dossier, acte);
      if (await apresUnActeDeGardeAVue(vueTypee(tx), { acte, empreinte, taille }, gardeAVue)) return true;
      await apresUneDecision(vueTypee(tx), acte, dossier.maintenant());
      await inscrireLaMinute(vueTypee(tx), { dossier, juridictions: JURIDICTIONS }, acte);
      const genre = (await viseLeSiege(vueTypee(tx), acte)) ? undefined : genreDePli(acte);
      if (genre === undefined) return false;
      const maintenant = dossier.maintenant();
      await dossier.emettre(vueTypee(tx), {
        id: nouvelUuid(maintenant.getTime(), randomBytes(10)),
        objet: acte.idj,
        genre,
        pieces: [
          { nom: `actes/${acte.acteId}.pdf`, empreinte, taille, typeMime: 'application/pdf', role: 'acte' },
        ],
        message: {},
        emisA: maintenant.toISOString(),
      });
      return true;
    },
  };
  const identifieur = creerIdentifieur<Agent>({
    cles,
    emettreOrdre,
    ancres: await ancresDIdentite(confiance),
    revocation: sourceDeListes(),
    miroir: configuration.PPN_CRL_URLS,
    annuaire: async (matricule) => annuaire.agent(matricule),
  });
  const sessions = ouvrirSessionsDuService({
    db: base.db,
    dossier,
    identifieur,
    service: configuration.PPN_SERVICE,
    origine: configuration.PPN_ORIGINE,
    tls: configuration.PPN_TLS_CERT !== undefined,
    adresseAgentPoste: configuration.PPN_AGENT_URL,
    adressePline: configuration.PPN_PLINE_URL,
    chaineDe: confiance.chaineDe,
  });
  const messagerie = portsDeMessagerie({
    base: { db: vueTypee(base.db) },
    dossier,
    antivirus: configuration.PPN_ANTIVIRUS,
    reveiller: dossier.reveiller,
    actes: () => gestionnairesActes(actes, sessions.carteDe),
    gardeAVue: () => gardeAVue,
  });
  const gardeAVue = portsDeGardeAVue({
    base: { db: vueTypee(base.db) },
    dossier,
    actes: () => actes,
    redige: ministere.redige,
    composer: atelier.composer,
    visio: configuration.PPN_VISIO,
  });
  const avis = courrierDAvis(configuration, journal);
  const juge = {
    ports: dossier,
    verifier: async (pdf: Uint8Array, idj: string) =>
      atelier.verifier({ pdf, idj, ancres: await confiance.ancres() }),
    genres: ministere.attend,
    juridictionConnue: (code: string) => JURIDICTIONS.some((juridiction) => juridiction.code === code),
    // Les deux ministeres convertissent le papier : chacun reste seul a pouvoir signer les siens (le redacteur dit son service).
    propres: ministere.redige.map(({ type }) => type).filter((type) => !PARTAGES.has(type)),
    gardeAVue,
    jugerPreuve: jugerLesPreuves(base, {
      moi: configuration.PPN_SERVICE,
      pair: configuration.PPN_PAIR_NOM,
      preuve: scelle.reglages,
    }),
  };
  const reglagesNoeud: ReglagesNoeud = {
    moi: configuration.PPN_SERVICE,
    pair: {
      nom: configuration.PPN_PAIR_NOM,
      url: configuration.PPN_PAIR_URL,
      cachet: (organisation) => organisation === configuration.PPN_PAIR_ORGANISATION,
    },
    base: { ...base, db: vueTypee<TablesEchange>(base.db) },
    magasin,
    cachet: confiance.cachet,
    horodateur,
    ancres: confiance.ancres,
    preuve: { ...scelle.reglages, preuvesDe: joindreLesPreuves(base, scelle) },
    tls: tlsDEchange(configuration),
    recevoir: async (pli) => {
      const sort = await jugerPli(pli, juge);
      // Une garde a vue se suit au tableau, pas par courriel.
      return sort.verdict === 'integre' &&
        pli.bordereau.genre !== 'garde-a-vue' &&
        ministere.attend.some((genre) => genre === pli.bordereau.genre)
        ? { ...sort, ensuite: () => avis(pli.bordereau.objet) }
        : sort;
    },
    surPliIllisible: (tx, rejet) => consignerRefus(vueTypee(tx), dossier, rejet.objet, rejet.motifs),
    surAccuse: (tx, accuse) => noterAccuse(dossier, tx, accuse),
    surObjetAltere: (tx, { envoi, empreinte }) =>
      signalerObjetPerdu(vueTypee(tx), dossier, { idj: envoi.objet, empreinte }),
    surEcart: (tx, ecart) => consignerEcart(vueTypee(tx), dossier, ecart),
    depeches: {
      ...recepteursDeDepeches(messagerie),
      'garde-a-vue': recepteurDeGardeAVue(gardeAVue),
      greffe: recevoirDuGreffe(dossier),
    },
    surDepeche: (tx, depeche) => noterRemise(vueTypee(tx), messagerie, depeche),
    surPresence: (presence) => surPresences.forEach((ecouteur) => ecouteur(presence)),
    surReport: (objet) => ecouteurs.forEach((ecouteur) => ecouteur(objet)),
    consigner: (niveau, message, details) =>
      niveau === 'erreur'
        ? journal.avertir('echange', message, details)
        : journal.info('echange', message, details),
  };
  const compose: Omit<Compose, 'copie' | 'surCopie'> = {
    configuration,
    base,
    magasin,
    dossier,
    actes,
    messagerie,
    gardeAVue,
    greffe: portsDuGreffe(dossier, atelier.composer),
    parapheur: portsDuParapheur(dossier, actes),
    sessions,
    infractions,
    journal,
    atelier,
    mesures: creerMesures(configuration.PPN_SERVICE),
    reglagesNoeud,
    supervision: portsDeSupervision(
      { db: vueTypee<TablesEchange>(base.db) },
      () => etatNoeud.noeud,
      scelle.dernierAudit,
    ),
    scelle,
    aviser: avis,
    surChangement: (ecouteur) => void ecouteurs.push(ecouteur),
    surPresence: (ecouteur) => void surPresences.push(ecouteur),
    async demarrerEchange() {
      etatNoeud.noeud = await demarrerNoeud(reglagesNoeud, {
        port: configuration.PPN_ECHANGE_PORT,
        hote: configuration.PPN_ECHANGE_HOTE,
      });
      return etatNoeud.noeud;
    },
  };
  const reveils: (() => void)[] = [];
  return {
    ...compose,
    surCopie: (reveil) => void reveils.push(reveil),
    copie: portsDeCopie(compose, () => reveils.forEach((reveil) => reveil())),
  };
}

/** Vrai d'une mention qui vise un acte du siege : l'unite ne le recoit pas, elle ne recoit pas non plus ce qui le vise. */
async function viseLeSiege(tx: Pick<TxDossier, 'selectFrom'>, acte: ActeLu): Promise<boolean> {
  const vise = resumerMention(acte)?.vise.acteId;
  if (vise === undefined) return false;
  const piece = await tx.selectFrom('piece').select('type').where('id', '=', vise).executeTakeFirst();
  return piece !== undefined && estDuSiege(piece.type);
}

const PARTAGES: ReadonlySet<string> = new Set(ACTES_DE_CONVERSION.map(({ type }) => type));

/** Gestionnaires communs aux deux services. */
export const gestionnairesCommuns = (compose: Compose) => ({
  ...compose.sessions.gestionnaires,
  ...gestionnairesNomenclature(compose.infractions),
  ...gestionnairesSupervision(compose.supervision),
  ...gestionnairesLecture(compose.dossier),
  ...gestionnairesAnnotations(compose.dossier),
  ...gestionnairesUrgences({ ...compose.dossier, prevenirDUneUrgence: compose.aviser }),
  ...gestionnairesPreuve(portsDePreuve(compose)),
  ...gestionnairesPapier(portsDuPapier(compose)),
  ...gestionnairesCopie(compose.copie),
  ...gestionnairesRecherche(portsDeRecherche(compose)),
  ...gestionnairesMessagerie(compose.messagerie),
  ...gestionnairesGardeAVue(compose.gardeAVue),
  ...protegerLesVersements(gestionnairesActes(compose.actes, compose.sessions.carteDe), {
    db: vueTypee(compose.base.db),
  }),
});

/** Les recepteurs de chaque contexte, sur les tables que chacun connait. */
const recepteursDeDepeches = (messagerie: PortsMessagerie): NonNullable<ReglagesNoeud['depeches']> =>
  Object.fromEntries(
    Object.entries(recepteursDeMessagerie(messagerie)).map(([genre, recevoir]) => [
      genre,
      (tx, depeche) => recevoir(vueTypee(tx), depeche),
    ]),
  );

function qualificateur(infractions: readonly Natinf[]): PortsDossier['qualifier'] {
  const parCode = new Map(infractions.map((infraction) => [infraction.code, infraction]));
  return (code) => {
    const trouvee = parCode.get(code);
    return (
      trouvee && {
        qualification: trouvee.qualification,
        definiePar: trouvee.definiePar,
        reprimeePar: trouvee.reprimeePar,
        nature: trouvee.nature,
      }
    );
  };
}

async function ancresDIdentite({
  ancres,
}: Confiance): Promise<Parameters<typeof creerIdentifieur>[0]['ancres']> {
  const { racines, intermediaires } = await ancres();
  return { racines, intermediaires };
}

const tlsDEchange = (configuration: Configuration): ReglagesNoeud['tls'] => ({
  serveur: {
    cle: lireFichierDe('PPN_ECHANGE_CLE', configuration.PPN_ECHANGE_CLE),
    certificat: lireFichierDe('PPN_ECHANGE_CERT', configuration.PPN_ECHANGE_CERT),
  },
  client: {
    cle: lireFichierDe('PPN_ECHANGE_CLIENT_CLE', configuration.PPN_ECHANGE_CLIENT_CLE),
    certificat: lireFichierDe('PPN_ECHANGE_CLIENT_CERT', configuration.PPN_ECHANGE_CLIENT_CERT),
  },
  ca: lireFichierDe('PPN_ECHANGE_CA', configuration.PPN_ECHANGE_CA),
  nomDuPair: configuration.PPN_PAIR_CN,
});

async function noterAccuse(
  dossier: PortsDossier,
  tx: Parameters<ReglagesNoeud['surAccuse']>[0],
  { envoi, verdict, motifs, recuA }: Parameters<ReglagesNoeud['surAccuse']>[1],
): Promise<void> {
  if (envoi.genre === 'incident') return;
  const fait: FaitDossier =
    verdict === 'integre'
      ? { type: 'pli-accuse', donnees: { pli: envoi.id, genre: envoi.genre, recuA } }
      : { type: 'pli-refuse', donnees: { pli: envoi.id, genre: envoi.genre, motifs: [...motifs] } };
  await consigner(vueTypee(tx), fluxDossier(envoi.objet), [fait], 'service', dossier);
}

/** Avis par courriel : ni nom, ni faits, seulement qu'un dossier attend. */
function courrierDAvis(configuration: Configuration, journal: Compose['journal']): (idj: string) => void {
  const poste = courrier({
    ...(configuration.PPN_SMTP_URL === '' ? {} : { url: configuration.PPN_SMTP_URL }),
    expediteur: configuration.PPN_COURRIEL_EXPEDITEUR,
  });
  return (idj) => {
    if (configuration.PPN_COURRIEL_AVIS.length === 0) return;
    const texte = `Bonjour,\n\nLe dossier ${idj} attend votre attention dans la procédure pénale numérique : ${configuration.PPN_ORIGINE}/dossiers/${idj}\n\nCe message ne contient aucune information sur la procédure. Ne pas y répondre.\n`;
    poste
      .envoyer({ a: configuration.PPN_COURRIEL_AVIS, sujet: 'Un dossier attend votre attention', texte })
      .then((envoi) => {
        if (!envoi.ok) journal.avertir('courriel', 'Avis non envoyé', { raison: envoi.refus });
      })
      .catch((erreur: unknown) => journal.avertir('courriel', 'Avis non envoyé', { erreur }));
  };
}
