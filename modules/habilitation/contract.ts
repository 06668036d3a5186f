import * as z from 'zod';

/** Qualites connues (domaine-penal §2.6.8) ; `chef-unite` est l'officier de police judiciaire qui dirige l'unite ; `president` preside le tribunal correctionnel ; `interprete`, inscrit et muni d'une carte, ne fait que cosigner. */
export const qualite = z.enum([
  'opj',
  'apj',
  'chef-unite',
  'procureur',
  'substitut',
  'greffier',
  'jld',
  'juge-instruction',
  'president',
  'interprete',
]);
export type Qualite = z.infer<typeof qualite>;

/** Un agent de l'annuaire : sa carte prouve le matricule, l'annuaire donne la qualite et le rattachement. */
export const agent = z.object({
  matricule: z.string(),
  prenom: z.string(),
  nom: z.string(),
  qualite,
  service: z.enum(['interieur', 'justice']),
  /** Code de l'unite d'enquete (Interieur) ou de la juridiction (Justice). */
  rattachement: z.object({ code: z.string(), libelle: z.string() }),
});
export type Agent = z.infer<typeof agent>;

/** Session ouverte : l'agent et les bornes de la session. */
export const session = z.object({
  agent,
  /** Nom complet lisible, par exemple « Camille MOREAU, officier de police judiciaire ». */
  nomComplet: z.string(),
  ouverteA: z.string(),
  expireA: z.string(),
  adresseAgentPoste: z.string(),
  /** Portail de PLINE, l'echange de fichiers entre agents ; absent si l'exploitant n'en donne pas. */
  adressePline: z.string().optional(),
});

const resultatAuthentification = z.object({
  certificatAuthentification: z.string().max(8_000),
  certificatSignature: z.string().max(8_000),
  chaine: z.array(z.string().max(8_000)).max(5),
  signature: z.string().max(2_000),
});

/** Une consultation, telle que montree dans « Qui a lu ». */
export const consultation = z.object({
  quand: z.string(),
  agent: z.string(),
  qualite: z.string(),
  action: z.string(),
  piece: z.string().nullable(),
  motif: z.string(),
  resultat: z.enum(['accorde', 'refuse']),
});

/** Un lecteur d'un dossier, d'apres le journal des acces. */
export const lecteurDuDossier = z.object({
  matricule: z.string(),
  agent: z.string(),
  qualite: z.string(),
  premier: z.string(),
  dernier: z.string(),
  accordes: z.number().int(),
  refuses: z.number().int(),
});

/** Un acces d'urgence, et sa revue si elle est faite. */
export const accesDUrgence = z.object({
  id: z.string(),
  idj: z.string(),
  agent: z.string(),
  qualite: z.string(),
  rattachement: z.string(),
  motif: z.string(),
  ouvertA: z.string(),
  expireA: z.string(),
  avis: z.enum(['justifie', 'a-signaler']).nullable(),
  observation: z.string().nullable(),
  revuPar: z.string().nullable(),
  revuA: z.string().nullable(),
});
export type AccesDUrgence = z.infer<typeof accesDUrgence>;

/** Acces d'urgence (« bris de glace ») : motif, duree bornee, revue par la hierarchie. */
export const contratUrgences = {
  'POST /api/dossiers/:idj/acces-d-urgence': {
    resume:
      'Ouvre la lecture d’un dossier qui n’est pas ouvert à l’agent, quatre heures, avec un motif ; la hiérarchie est prévenue et revoit.',
    corps: z.object({
      id: z.uuid(),
      motif: z
        .string()
        .trim()
        .min(20, 'Dites pourquoi cet accès est urgent : vingt caractères au moins.')
        .max(500),
    }),
    reponses: { 201: z.object({ expireA: z.string() }) },
  },
  'GET /api/acces-d-urgence': {
    resume: 'Accès d’urgence que l’agent doit revoir, et ceux déjà revus.',
    reponses: { 200: z.object({ acces: z.array(accesDUrgence).readonly() }) },
  },
  'POST /api/acces-d-urgence/:id/revue': {
    resume: 'Revoit un accès d’urgence : justifié, ou à signaler. Une fois.',
    corps: z.object({
      avis: z.enum(['justifie', 'a-signaler']),
      observation: z.string().trim().max(1_000).default(''),
    }),
    reponses: { 204: z.undefined() },
  },
} as const;

/** Connexion par carte, la meme partout. */
export const contratConnexion = {
  'POST /api/session/defi': {
    resume: 'Demande un ordre d’authentification que la carte signera (valable 5 minutes, une fois).',
    ouvert: true,
    reponses: { 201: z.object({ ordre: z.string(), adresseAgentPoste: z.string() }) },
  },
  'POST /api/session': {
    resume: 'Ouvre la session avec la réponse de la carte.',
    ouvert: true,
    corps: z.object({ ordre: z.string().max(4_000), resultat: resultatAuthentification }),
    reponses: { 201: session },
  },
  'GET /api/session': { resume: 'La session en cours.', reponses: { 200: session } },
  'DELETE /api/session': { resume: 'Ferme la session.', reponses: { 204: z.undefined() } },
} as const;

/** Session par carte des deux ministeres, avec le journal des lectures d'un dossier. */
export const contratSession = {
  ...contratConnexion,
  'GET /api/dossiers/:idj/consultations': {
    resume:
      'Qui a lu quoi dans ce dossier, du plus récent au plus ancien (R.249-16 CPP) ; `lecteurs` : chacun, depuis quand, combien de fois.',
    requete: z.object({
      depuis: z.iso.datetime({ offset: true, error: 'Date et heure mal formées.' }).optional(),
      matricule: z.string().max(40).optional(),
      /** Suite d’une page : la valeur de `suite`. */
      avant: z.coerce.number().int().positive().optional(),
    }),
    reponses: {
      200: z.object({
        consultations: z.array(consultation),
        suite: z.number().int().nullable(),
        lecteurs: z.array(lecteurDuDossier),
      }),
    },
  },
} as const;
