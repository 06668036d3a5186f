import * as z from 'zod';
import { schemaEmpreinte, schemaHorodate, schemaIdj, schemaUuid } from './valeurs.ts';

export * from './annotations/contract.ts';
export * from './valeurs.ts';

const texte = (max: number) => z.string().trim().max(max, `Ce texte dépasse ${max} caractères.`);
const obligatoire = (max: number, phrase: string) => texte(max).min(1, phrase);

/** Cadres d'enquete (nomenclature proposee, articles CPP 53, 75, 151). */
export const cadreEnquete = z.enum(['flagrance', 'preliminaire', 'commission-rogatoire']);
export type CadreEnquete = z.infer<typeof cadreEnquete>;

/** Role d'une personne dans la procedure. */
export const role = z.enum(['victime', 'mis-en-cause', 'temoin']);
export type Role = z.infer<typeof role>;

/** Une personne, saisie une seule fois. Aucune longueur de nom sous 100 caracteres (domaine-penal §2.9). */
export const personne = z.object({
  id: schemaUuid,
  genre: z.enum(['physique', 'morale']),
  /** Nom de naissance, ou raison sociale d'une personne morale. */
  nom: obligatoire(200, 'Le nom (ou la raison sociale) est nécessaire.'),
  prenoms: texte(200).default(''),
  nomUsage: texte(200).default(''),
  sexe: z.enum(['feminin', 'masculin', 'non-precise']).default('non-precise'),
  /** AAAA-MM-JJ, ou vide si inconnue. */
  neLe: z.union([z.iso.date(), z.literal('')]).default(''),
  neA: texte(200).default(''),
  nationalite: texte(100).default(''),
  profession: texte(200).default(''),
  adresse: texte(400).default(''),
  telephone: texte(40).default(''),
  courriel: z.union([z.email(), z.literal('')]).default(''),
  /** Personne morale : qui la represente. */
  representant: texte(300).default(''),
  roles: z.array(role).min(1, 'Indiquez au moins une qualité : victime, mis en cause ou témoin.'),
});
export type Personne = z.infer<typeof personne>;

/** Un fait : infraction NATINF, temps et lieu. La zone du lieu est gardee. */
export const fait = z.object({
  id: schemaUuid,
  natinf: z.number().int().min(1).max(99_999),
  debut: schemaHorodate,
  fin: schemaHorodate.nullable().default(null),
  lieu: z.object({
    adresse: texte(400).default(''),
    commune: obligatoire(200, 'La commune des faits est nécessaire.'),
    zone: z.string().max(64).default('Europe/Paris'),
  }),
  prejudice: texte(1000).default(''),
  /** Qui est mis en cause pour ce fait, et qui en est victime. */
  personnes: z.array(schemaUuid).max(200).default([]),
});
export type Fait = z.infer<typeof fait>;

/** Fait complete par la nomenclature (libelle officiel), tel que montre et tel qu'ecrit dans un acte. */
export const faitQualifie = fait.extend({
  qualification: z.string(),
  definiePar: z.string(),
  reprimeePar: z.string(),
  nature: z.string(),
});
export type FaitQualifie = z.infer<typeof faitQualifie>;

/** Unite redactrice. */
export const unite = z.object({
  code: z.string(),
  libelle: z.string(),
  lignes: z.array(z.string()),
  commune: z.string(),
  zone: z.string(),
});
export type Unite = z.infer<typeof unite>;

/** Etats visibles d'une procedure. */
export const etatProcedure = z.enum([
  'en-cours',
  'en-transmission',
  'transmise',
  'retournee',
  'refusee',
  'decidee',
]);

/** Signataire d'une piece scellee. */
export const signataireDePiece = z.object({
  nom: z.string(),
  qualite: z.string(),
  matricule: z.string(),
  signeA: z.string(),
  horodateA: z.string(),
});

/** Mention portee sur la face d'un acte : un acte signe qui le vise. */
export const mentionDePiece = z.object({
  /** L'acte qui porte la mention, et son numero au dossier. */
  acteId: schemaUuid,
  numero: z.number().int(),
  type: z.string(),
  /** « Appel interjeté le 21 novembre 2026 à 14 h 30 par le prévenu, Lucas DUPUIS ». */
  phrase: z.string(),
  auteur: z.string(),
  juridiction: z.string(),
  /** Heure du fait mentionne (declaree), et heure de son enregistrement ici. */
  survenuA: z.string(),
  enregistreA: z.string(),
});

/** Pierre tombale : la piece a ete retiree du dossier par un acte (174 CPP). */
export const retraitDePiece = z.object({
  ordre: z.object({ acteId: schemaUuid, numero: z.number().int() }),
  article: z.string(),
  retireeA: z.string(),
});

/** Pourquoi une piece reste hors des copies : elle attend son occultation, ou releve d'un compartiment que le destinataire ne voit pas. */
export const motifDeReserve = z.enum([
  'occultation-attendue',
  'identite-protegee',
  'pv-distinct',
  'dup-mineur',
]);
export type MotifDeReserve = z.infer<typeof motifDeReserve>;

/** Ce qu'un recepisse scelle de PLINE ou de PLEX dit d'un depot lie a ce dossier. */
export const recepisseVerse = z.object({
  depot: schemaUuid,
  zone: z.enum(['pline', 'plex']),
  genre: z.enum(['depot', 'remise', 'fin']),
  /** Nom du destinataire à qui tout est remis (récépissé de remise). */
  destinataire: z.string().nullable(),
  empreinte: schemaEmpreinte,
  taille: z.number().int(),
  etabliA: z.string(),
  objet: z.string(),
  nature: z.string(),
  expediteur: z.string(),
  deposeA: z.string(),
  echeance: z.string(),
  etat: z.enum(['disponible', 'retire', 'expire']),
  fichiers: z.array(z.object({ nom: z.string(), longueur: z.number(), sha256: z.string() })),
  suivis: z.array(
    z.object({
      nom: z.string(),
      qualite: z.string(),
      aviseA: z.string().nullable(),
      ouvertA: z.string().nullable(),
      remis: z.number().int(),
    }),
  ),
  /** L'événement qui vaut réception sur ce canal, et son texte. */
  reception: z.object({ valeur: z.string(), article: z.string(), aVerifier: z.boolean() }),
});
export type RecepisseVerse = z.infer<typeof recepisseVerse>;

/** Une piece du dossier : acte scelle ou fichier original joint par un acte. */
export const piece = z.object({
  id: schemaUuid,
  genre: z.enum(['acte', 'fichier']),
  /** Numero de l'acte dans le dossier, a partir de 1, jamais reutilise ; un fichier joint porte celui de son acte (cote « 2-1 »). */
  numero: z.number().int(),
  /** Cote donnee au greffe (« D42 ») ; nulle : pas encore cotee. Un fichier joint porte celle de son acte. */
  coteAuDossier: z.string().nullable(),
  titre: z.string(),
  /** Type d'acte (plainte, copj…) ou famille de fichier (image, video…). */
  type: z.string(),
  typeMime: z.string(),
  taille: z.number().int(),
  empreinte: schemaEmpreinte,
  pages: z.number().int().nullable(),
  /** Acte qui joint ce fichier. */
  acteId: schemaUuid.nullable(),
  versee: z.string(),
  /** Vide aussi tant que `enAttente` : un acte dont le journal attend l'horodatage n'est pas montre signe. */
  signataires: z.array(signataireDePiece),
  /** Vrai : signature en attente d'horodatage du journal, la grace passee. */
  enAttente: z.boolean(),
  vignette: z.boolean(),
  /** Faux si l'objet stocke ne correspond plus a son empreinte (incident ouvert). */
  integre: z.boolean(),
  /** Fin du dernier horodatage d'archive (B-LTA) ; nul tant que l'acte n'est pas archive. */
  archiveJusqua: z.string().nullable(),
  /** Mentions marginales qui visent cet acte, dans leur ordre d'enregistrement. */
  mentions: z.array(mentionDePiece),
  /** L'acte que cette piece vise, si elle est une mention. */
  vise: schemaUuid.nullable(),
  retrait: retraitDePiece.nullable(),
  /** Quand sa version occultee, pour les copies, a ete produite ; nulle : elle n'en a pas. */
  occulteeA: z.string().nullable(),
  /** Faux : l'agent voit la trace de la piece, pas son contenu. */
  lisible: z.boolean(),
});
export type Piece = z.infer<typeof piece>;

/** Fichier depose, pas encore ou deja joint a un acte scelle. */
export const fichier = z.object({
  id: schemaUuid,
  nom: z.string(),
  typeMime: z.string(),
  famille: z.string(),
  taille: z.number().int(),
  empreinte: schemaEmpreinte,
  deposeA: z.string(),
  deposePar: z.string(),
  acteId: schemaUuid.nullable(),
  scelle: z.boolean(),
  vignette: z.boolean(),
  avertissements: z.array(z.object({ code: z.string(), phrase: z.string() })),
});
export type Fichier = z.infer<typeof fichier>;

/** Un pli entre ministeres et son sort : jamais de fin silencieuse (conception §2 V). */
export const pli = z.object({
  id: schemaUuid,
  sens: z.enum(['emis', 'recu']),
  genre: z.enum(['procedure', 'decision', 'mention', 'garde-a-vue', 'incident']),
  pair: z.string(),
  etat: z.enum(['a-preparer', 'prepare', 'en-attente', 'accuse', 'refuse']),
  emisA: z.string(),
  /** Heure de reception ecrite dans l'accuse signe du destinataire. */
  accuseA: z.string().nullable(),
  empreinte: schemaEmpreinte.nullable(),
  tentatives: z.number().int(),
  derniereErreur: z.string().nullable(),
  motifs: z.array(z.string()),
  pieces: z.number().int(),
});
export type Pli = z.infer<typeof pli>;

/** Incident d'integrite ou refus, enregistre et visible des deux cotes. */
export const incident = z.object({
  id: schemaUuid,
  constateA: z.string(),
  constatePar: z.enum(['interieur', 'justice']),
  code: z.string(),
  phrase: z.string(),
  piece: z.string().nullable(),
});
export type Incident = z.infer<typeof incident>;

/** Decision du parquet telle que la voient les deux ministeres. */
export const decision = z.object({
  acteId: schemaUuid,
  type: z.enum(['classement-sans-suite', 'copj', 'orientation']),
  titre: z.string(),
  resume: z.string(),
  decideA: z.string(),
  magistrat: z.string(),
  juridiction: z.string(),
  /** Les audiences fixées devant le tribunal ; absentes : la décision n’en fixe pas. */
  audiences: z
    .array(
      z.object({
        a: z.string(),
        salle: z.string(),
        mode: z.string(),
        prevenus: z.array(z.string()),
        faits: z.array(z.string()),
      }),
    )
    .optional(),
});
export type Decision = z.infer<typeof decision>;

/** Endroit du dossier que vise une remarque du greffe. */
export const cibleDeRemarque = z.discriminatedUnion('genre', [
  z.object({ genre: z.literal('dossier') }),
  z.object({ genre: z.literal('piece'), id: schemaUuid }),
  z.object({ genre: z.literal('fait'), id: schemaUuid }),
  z.object({ genre: z.literal('personne'), id: schemaUuid }),
  z.object({ genre: z.literal('acte-a-faire'), type: z.string().max(60) }),
]);

/** Une raison de retour, cochee au greffe. */
export const remarqueDeRetour = z.object({
  /** Code de la nomenclature des motifs de retour. */
  motif: z.string().max(60),
  phrase: z.string().max(1_000),
  cible: cibleDeRemarque,
});
export type RemarqueDeRetour = z.infer<typeof remarqueDeRetour>;

export const agentDuGreffe = z.object({ matricule: z.string().max(40), nom: z.string().max(300) });
export const juridictionDuGreffe = z.object({ code: z.string().max(40), libelle: z.string().max(200) });

/** Cote d'un acte : lettre de serie, rang dans la serie. */
export const coteDePiece = z.object({
  piece: schemaUuid,
  serie: z.string().regex(/^[A-Z]$/, 'Une série de cotes est une lettre.'),
  numero: z.number().int().positive().max(99_999),
});

/** Inscription au bureau d'ordre d'une juridiction. */
export const enregistrement = z.object({
  /** 11 chiffres : année, jour de l’année, rang dans la série annuelle de la juridiction. */
  numero: z.string(),
  juridiction: juridictionDuGreffe,
  par: agentDuGreffe,
  a: z.string(),
});

/** Procedure rendue a l'unite : ce qu'elle doit reprendre. */
export const retour = z.object({
  pli: schemaUuid,
  juridiction: juridictionDuGreffe,
  par: agentDuGreffe,
  a: z.string(),
  remarques: z.array(remarqueDeRetour),
  /** Le soit-transmis du parquet qui la rend ; absent : le greffe. */
  acteId: schemaUuid.optional(),
  /** AAAA-MM-JJ attendue par le parquet ; absente : aucune. */
  avant: z.string().optional(),
});

/** Dossier confie a un magistrat du parquet. */
export const attribution = z.object({
  vers: agentDuGreffe,
  par: agentDuGreffe,
  note: z.string(),
  a: z.string(),
});

/** Une ligne des listes (procedures de l'unite, boite du parquet). */
export const resumeDossier = z.object({
  idj: schemaIdj,
  numero: z.string(),
  intitule: z.string(),
  cadre: cadreEnquete,
  etat: etatProcedure,
  /** Prochaine etape en une phrase courte : « 2 actes à signer ». */
  prochaineEtape: z.string(),
  ouverteA: z.string(),
  majA: z.string(),
  victimes: z.array(z.string()),
  misEnCause: z.array(z.string()),
  infractions: z.array(z.string()),
  unite: z.string(),
  pieces: z.number().int(),
  aSigner: z.number().int(),
  /** Vrai tant que personne de la juridiction n'a ouvert le dossier (Justice). */
  nouveau: z.boolean(),
  incidents: z.number().int(),
  recueA: z.string().nullable(),
  /** Numéro de parquet ; nul tant que le greffe n’a pas enregistré la procédure. */
  numeroParquet: z.string().nullable(),
  /** Magistrat du parquet à qui le dossier est confié ; absent : à nul en particulier. */
  magistrat: agentDuGreffe.optional(),
});
export type ResumeDossier = z.infer<typeof resumeDossier>;

/** Brouillon ou acte en cours de signature, dans la vue du dossier. */
export const acteEnCours = z.object({
  acteId: schemaUuid,
  type: z.string(),
  titre: z.string(),
  etat: z.enum(['brouillon', 'gele', 'signature-recue', 'a-cosigner']),
  version: z.number().int(),
  majA: z.string(),
  redacteur: z.string(),
  /** Nom de l'agent dont la cosignature est attendue ; `null` : aucune, ou pas encore. */
  attend: z.string().nullable(),
  /** Ce qui manque avant de pouvoir signer ; vide : l'acte est pret. */
  manques: z.array(z.object({ champ: z.string(), phrase: z.string() })),
});

/** Vue entiere d'un dossier, dans les deux ministeres. */
export const vueDossier = z.object({
  idj: schemaIdj,
  alias: z.array(z.object({ emetteur: z.string(), numero: z.string() })),
  intitule: z.string(),
  cadre: cadreEnquete,
  unite,
  juridiction: z.object({ code: z.string(), libelle: z.string() }).nullable(),
  ouverteA: z.string(),
  etat: etatProcedure,
  personnes: z.array(personne),
  faits: z.array(faitQualifie),
  enCours: z.array(acteEnCours),
  pieces: z.array(piece),
  fichiers: z.array(fichier),
  plis: z.array(pli),
  decisions: z.array(decision),
  enregistrement: enregistrement.nullable(),
  retour: retour.nullable(),
  attribution: attribution.optional(),
  incidents: z.array(incident),
  /** Ce que l'agent peut faire ici, pour que le portail n'offre que cela. */
  peut: z.array(
    z.enum([
      'rediger',
      'signer',
      'transmettre',
      'obtenir-copie',
      'decider',
      'mentionner',
      'suivre-la-mesure',
      'statuer-sur-la-mesure',
      'deposer',
      'lire-journal',
      'voir-par',
      'lire-retirees',
      'trier',
      'coter',
      'juger',
      'tenir-l-audience',
    ]),
  ),
  /** Le dossier d'une date passee : l'instant (heure d'enregistrement), et la personne dont ce sont les yeux. */
  instant: z
    .object({
      au: z.string(),
      par: z
        .object({
          matricule: z.string(),
          nom: z.string(),
          qualite: z.string(),
          /** D'ou l'on sait sa qualite a cette date : son dernier acces trace, ou l'annuaire d'aujourd'hui. */
          preuve: z.enum(['journal', 'annuaire']),
        })
        .nullable(),
    })
    .nullable(),
});
export type VueDossier = z.infer<typeof vueDossier>;

/** Un manque qui bloque la transmission, avec le lien vers l'endroit a reprendre. */
export const manque = z.object({ code: z.string(), phrase: z.string(), cible: z.string() });

/** Dossiers cote Interieur. */
export const contratProcedures = {
  'GET /api/dossiers': {
    resume: 'Procédures de l’unité, par prochaine étape puis par date.',
    requete: z.object({ q: z.string().max(100).default('') }),
    reponses: { 200: z.object({ dossiers: z.array(resumeDossier), tronquee: z.boolean() }) },
  },
  'POST /api/dossiers': {
    resume: 'Ouvre une procédure : l’IDJ est donné à l’instant, le numéro de l’unité est son alias.',
    corps: z.object({
      intitule: obligatoire(300, 'Donnez un intitulé, par exemple « Vol à l’étalage ».'),
      cadre: cadreEnquete,
      /** UUID tire par le poste : la même demande renvoyée rend la même procédure. */
      demande: schemaUuid.optional(),
    }),
    reponses: { 201: z.object({ idj: schemaIdj, numero: z.string() }) },
  },
  'PUT /api/dossiers/:idj/personnes/:id': {
    resume: 'Crée ou corrige une personne (saisie une fois, reprise par tous les actes).',
    corps: personne.omit({ id: true }),
    reponses: { 200: personne },
  },
  'DELETE /api/dossiers/:idj/personnes/:id': {
    resume: 'Retire une personne qu’aucun acte ne cite.',
    reponses: { 204: z.undefined() },
  },
  'PUT /api/dossiers/:idj/faits/:id': {
    resume: 'Crée ou corrige un fait : NATINF, date, lieu.',
    corps: fait.omit({ id: true }),
    reponses: { 200: faitQualifie },
  },
  'DELETE /api/dossiers/:idj/faits/:id': {
    resume: 'Retire un fait qu’aucun acte ne cite.',
    reponses: { 204: z.undefined() },
  },
  'GET /api/dossiers/:idj/completude': {
    resume: 'Ce qui manque avant de transmettre : chaque manque est nommé, avec un lien.',
    reponses: { 200: z.object({ complet: z.boolean(), manques: z.array(manque), pieces: z.number().int() }) },
  },
  'POST /api/dossiers/:idj/transmission': {
    resume: 'Transmet la procédure à la juridiction ; refusée tant qu’il manque quelque chose.',
    corps: z.object({ juridiction: z.string().max(40) }),
    reponses: { 202: z.object({ pli: schemaUuid }) },
  },
} as const;

/** Depot d'originaux, dans les deux ministeres : a l'unite, et au greffe qui convertit le papier. */
export const contratDepots = {
  'POST /api/dossiers/:idj/fichiers': {
    resume:
      'Dépose un fichier original (octets bruts ; nom dans l’en-tête x-nom, encodé par encodeURIComponent). Jamais dégradé.',
    flux: 'corps',
    requete: z.object({ acte: schemaUuid.optional() }),
    reponses: { 201: fichier },
  },
  'DELETE /api/dossiers/:idj/fichiers/:id': {
    resume: 'Retire un fichier qui n’est dans aucun acte scellé.',
    reponses: { 204: z.undefined() },
  },
} as const;

/** Lecture d'un dossier, commune aux deux services. Chaque lecture est autorisee et journalisee. */
export const contratLecture = {
  'GET /api/dossiers/:idj': {
    resume:
      'Tout le dossier que l’agent peut voir ; `au` : tel qu’enregistré à cet instant, `par` : tel que le matricule donné pouvait le voir.',
    requete: z.object({
      au: z.iso.datetime({ offset: true, error: 'Date et heure mal formées.' }).optional(),
      par: z.string().max(40).optional(),
    }),
    reponses: { 200: vueDossier },
  },
  'GET /api/dossiers/:idj/lecteurs': {
    resume:
      'Personnes dont on peut prendre les yeux : agents de la juridiction, et ceux que le journal des accès nomme.',
    reponses: {
      200: z.object({
        lecteurs: z.array(z.object({ matricule: z.string(), nom: z.string(), qualite: z.string() })),
      }),
    },
  },
  'GET /api/dossiers/:idj/pieces/:id': {
    resume:
      'Octets d’une pièce (PDF scellé ou fichier original) ; Range accepté ; ?telecharger=1 pour l’enregistrer.',
    flux: 'reponse',
    requete: z.object({ telecharger: z.string().optional() }),
    reponses: { 200: z.unknown() },
  },
  'GET /api/dossiers/:idj/pieces/:id/archive': {
    resume: 'L’acte au niveau B-LTA : preuves de validation et horodatage d’archive dans le PDF.',
    flux: 'reponse',
    reponses: { 200: z.unknown() },
  },
  'GET /api/dossiers/:idj/pieces/:id/vignette': {
    resume: 'Aperçu réduit d’une photographie (WebP) ; ?grand=1 : 1600 px.',
    flux: 'reponse',
    requete: z.object({ grand: z.string().optional() }),
    reponses: { 200: z.unknown() },
  },
  'GET /api/dossiers/:idj/plis/:id': {
    resume: 'Le pli ASiC-E tel qu’il a été scellé.',
    flux: 'reponse',
    reponses: { 200: z.unknown() },
  },
  'GET /api/dossiers/:idj/plis/:id/accuse': {
    resume: 'L’accusé de réception signé (ASiC-E).',
    flux: 'reponse',
    reponses: { 200: z.unknown() },
  },
} as const;

/** Boite du parquet, cote Justice. */
export const contratBoite = {
  'GET /api/dossiers': {
    resume: 'Dossiers transmis à la juridiction, les non décidés d’abord.',
    requete: z.object({ q: z.string().max(100).default('') }),
    reponses: { 200: z.object({ dossiers: z.array(resumeDossier), tronquee: z.boolean() }) },
  },
  'GET /api/parquet/magistrats': {
    resume: 'Magistrats du parquet de la juridiction, à qui un dossier peut être confié.',
    reponses: { 200: z.object({ magistrats: z.array(agentDuGreffe) }) },
  },
  'POST /api/dossiers/:idj/attribution': {
    resume:
      'Confie le dossier à un magistrat du parquet, avec une note ; le suivi lui passe, l’accès des autres ne change pas.',
    corps: z.object({ matricule: z.string().max(40), note: texte(2_000).default('') }),
    reponses: { 204: z.undefined() },
  },
  'GET /api/incidents': {
    resume: 'Plis refusés et incidents d’intégrité de la juridiction.',
    reponses: { 200: z.object({ incidents: z.array(incident.extend({ idj: schemaIdj.nullable() })) }) },
  },
} as const;

/** Juridictions destinataires possibles. */
export type Juridictions = readonly { readonly code: string; readonly libelle: string }[];
