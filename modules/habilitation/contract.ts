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
    resume: 'Qui a lu quoi dans ce dossier, du plus récent au plus ancien (R.249-16 CPP).',
    reponses: { 200: z.object({ consultations: z.array(consultation) }) },
  },
} as const;
